package pipeline

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dossier/extract"
	"dossier/extract/source"
	"dossier/extract/spacy"
	"dossier/extract/spacy/spacytest"
)

// TestAnnotate: whatever the page looks like, each token is found again in the
// text, in order, within its sentence, with its head.
func TestAnnotate(t *testing.T) {
	nlp := spacytest.Language(t)
	files, err := filepath.Glob("../../testdata/articles/*")
	if err != nil || len(files) < 12 {
		t.Fatalf("%d articles: %v", len(files), err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := source.Read(raw, f, f)
		if err != nil {
			t.Fatal(err)
		}
		sents := Annotate(nlp, &doc)
		if len(sents) < 5 {
			t.Errorf("%s: %d sentences", f, len(sents))
		}
		at, names := 0, 0
		for _, s := range sents {
			if s.Start < at || !doc.Blocks[s.Block].Contains(s.Span) {
				t.Errorf("%s: sentence %v in block %v after %d", f, s.Span, doc.Blocks[s.Block], at)
			}
			for i, tok := range s.Tokens {
				if tok.Start < at || tok.Head < 0 || tok.Head >= len(s.Tokens) {
					t.Fatalf("%s: token %d %+v after %d", f, i, tok, at)
				}
				if got := extract.Fold(source.NewView(doc.Text, tok.Span).Text); got != tok.Text {
					t.Errorf("%s: token %q stands on %q", f, tok.Text, got)
				}
				if tok.Begin {
					names++
				}
				at = tok.End
			}
		}
		if names == 0 {
			t.Errorf("%s: no names", f)
		}
	}
}

// TestLongSentence: what comes after the parser climbs in trees, so their size
// is bounded; no token is lost.
func TestLongSentence(t *testing.T) {
	nlp := spacytest.Language(t)
	text := strings.TrimSpace(strings.Repeat("wine and bread and ", 700))
	doc, err := source.Read([]byte(text), "a.txt", "a.txt")
	if err != nil {
		t.Fatal(err)
	}
	longest, words := 0, []string(nil)
	for _, s := range Annotate(nlp, &doc) {
		longest = max(longest, len(s.Tokens))
		for _, tok := range s.Tokens {
			words = append(words, tok.Text)
			if tok.Head < 0 || tok.Head >= len(s.Tokens) {
				t.Fatalf("head %d in a sentence of %d", tok.Head, len(s.Tokens))
			}
		}
	}
	if longest != maxSentence {
		t.Errorf("the longest sentence has %d tokens, want %d: the model split the text or we did not", longest, maxSentence)
	}
	if got := strings.Join(words, " "); got != text {
		t.Errorf("%d tokens do not make the text", len(words))
	}
}

func TestCut(t *testing.T) {
	long := func(inside func(i int) bool) *spacy.Doc {
		d := &spacy.Doc{Tokens: make([]spacy.Token, 3*maxSentence)}
		for i := range d.Tokens {
			d.Tokens[i].EntIOB = "O"
			if inside(i) {
				d.Tokens[i].EntIOB = "I"
			}
		}
		return d
	}
	tests := []struct {
		name   string
		inside func(i int) bool
		want   int
	}{
		{"no name", func(int) bool { return false }, maxSentence},
		{"in a name", func(i int) bool { return i > maxSentence-3 && i < maxSentence+3 }, maxSentence - 3},
		{"before a name", func(i int) bool { return i > maxSentence && i < maxSentence+3 }, maxSentence},
		{"all one name", func(i int) bool { return i > 0 }, maxSentence},
	}
	for _, tt := range tests {
		d := long(tt.inside)
		if got := cut(d, spacy.Span{Start: 0, End: len(d.Tokens)}); got != tt.want {
			t.Errorf("%s: cut at %d, want %d", tt.name, got, tt.want)
		}
	}
}
