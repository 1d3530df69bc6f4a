package spacy_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"dossier/extract/spacy"
	"dossier/extract/spacy/spacytest"
)

// TestMatcherGolden compares matches and their order with those of spaCy's Matcher.
func TestMatcherGolden(t *testing.T) {
	nlp := spacytest.Language(t)
	patterns, matches, bad := 0, 0, 0
	goldenLines(t, "testdata/matcher.golden.jsonl.gz", func(line []byte) {
		var g struct {
			Text  string
			Cases [][2]json.RawMessage
		}
		if err := json.Unmarshal(line, &g); err != nil {
			t.Fatal(err)
		}
		doc := nlp.Annotate(g.Text)
		for _, c := range g.Cases {
			var specs []json.RawMessage
			var want [][3]int
			if err := json.Unmarshal(c[0], &specs); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(c[1], &want); err != nil {
				t.Fatal(err)
			}
			patterns, matches = patterns+len(specs), matches+len(want)
			got, err := doc.Match(specs, 2)
			if err == nil && slices.Equal(got, want) {
				continue
			}
			if bad++; bad <= 5 {
				t.Errorf("in %.60q, patterns %s: %v\n got %v\nwant %v", g.Text, c[0], err, got, want)
			}
		}
	})
	t.Logf("%d patterns, %d matches, %d texts with differences", patterns, matches, bad)
	if patterns < 2000 || matches < 5000 {
		t.Error("the golden file holds too little")
	}
}

// TestWordsGolden compares flags of words, and what is like what, with spaCy's.
func TestWordsGolden(t *testing.T) {
	nlp := spacytest.Language(t)
	words, pairs := 0, 0
	goldenLines(t, "testdata/words.golden.jsonl.gz", func(line []byte) {
		var g []json.RawMessage
		var a, b string
		var want, got []int
		if err := json.Unmarshal(line, &g); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(json.Unmarshal(g[0], &a), json.Unmarshal(g[len(g)-1], &want)); err != nil {
			t.Fatal(err)
		}
		if len(g) == 2 {
			words++
			if got := nlp.Flags(a); !slices.Equal(got, want) {
				t.Errorf("flags of %q: %v, want %v", a, got, want)
			}
			return
		}
		pairs++
		if err := json.Unmarshal(g[1], &b); err != nil {
			t.Fatal(err)
		}
		for i, op := range []string{"FUZZY", "", "FUZZY1", "FUZZY2", "FUZZY3", "FUZZY4", "FUZZY5", "FUZZY6", "FUZZY7", "FUZZY8", "FUZZY9"} {
			if op != "" && spacy.Fuzzy(a, b, op) {
				got = append(got, i-1)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q is like %q by %v, want %v", a, b, got, want)
		}
	})
	if words < 3000 || pairs < 1000 {
		t.Errorf("the golden file has only %d words and %d pairs", words, pairs)
	}
}
