package spacy_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
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

// TestMatcherWork: equal states are followed once, so that quantifiers one after the
// other take no more states than there are pairs of a node and a token.
func TestMatcherWork(t *testing.T) {
	doc := spacytest.Language(t).Unannotated(strings.Repeat("a b ", 200))
	n := len(doc.Doc().Tokens)
	star := `{"OP":"*"},`
	for _, pattern := range []string{
		"[" + strings.Repeat(star, 12) + `{"LOWER":"c"}]`,
		"[" + strings.Repeat(`{"LOWER":"a","OP":"?"},{"LOWER":"b","OP":"?"},`, 10) + star + `{"LOWER":"c"}]`,
	} {
		matches, err := doc.Match([]json.RawMessage{[]byte(pattern)}, 1)
		if err != nil || len(matches) > 0 {
			t.Fatalf("%v, %v", matches, err)
		}
		if nodes := strings.Count(pattern, "{"); doc.States < n/2 || doc.States > n*nodes {
			t.Errorf("%d states at the end for %d tokens and %d nodes", doc.States, n, nodes)
		}
	}
}

// TestMatcherLimit: with a limit of states only long matches are lost.
func TestMatcherLimit(t *testing.T) {
	const limit = 40
	doc := spacytest.Language(t).Unannotated(strings.Repeat("a b ", 100))
	pattern := []json.RawMessage{[]byte(`[{"LOWER":"a","OP":"+"},{},{"OP":"*"}]`)}
	all, err := doc.Match(pattern, 1)
	if err != nil {
		t.Fatal(err)
	}
	doc.Limit = limit
	some, err := doc.Match(pattern, 1)
	if err != nil {
		t.Fatal(err)
	}
	if len(some) == len(all) || doc.States > limit {
		t.Errorf("%d matches of %d, %d states at the end", len(some), len(all), doc.States)
	}
	for _, m := range all {
		if m[2]-m[1] < limit/2 && !slices.Contains(some, m) {
			t.Fatalf("match %v is lost", m)
		}
	}
}

// FuzzPattern reads patterns and tries them on a text: an error or matches inside
// the text, never a panic.
func FuzzPattern(f *testing.F) {
	doc := spacytest.Language(f).Annotate("The U.S. fined ZTE Corp. $1 billion in 2018, didn't they?  Apple's CEO (Tim) wrote to me@x.org.")
	n := len(doc.Doc().Tokens)
	goldenLines(f, "testdata/matcher.golden.jsonl.gz", func(line []byte) {
		var g struct{ Cases [][2]json.RawMessage }
		var patterns []json.RawMessage
		if err := errors.Join(json.Unmarshal(line, &g), json.Unmarshal(g.Cases[0][0], &patterns)); err != nil {
			f.Fatal(err)
		}
		f.Add([]byte(patterns[0]))
	})
	f.Add([]byte(`[{"OP":"{2,}","LENGTH":{">=":1e300,"==":18446744073709551615}},{"MORPH":{"IS_SUBSET":["A=b,a|C="]}}]`))
	f.Add([]byte(`[{"LOWER":{"REGEX":"a{,3}[]^\\w](?P<x>$)|\\x4"}},{"tag":{"FUZZY9":{"NOT_IN":[""]}}}]`))
	f.Fuzz(func(t *testing.T, pattern []byte) {
		matches, err := doc.Match([]json.RawMessage{pattern}, 1)
		if err != nil && len(matches) > 0 {
			t.Errorf("both %v and %v", err, matches)
		}
		for _, m := range matches {
			if m[0] != 0 || m[1] < 0 || m[1] >= m[2] || m[2] > n {
				t.Errorf("match %v", m)
			}
		}
	})
}
