package pipeline

import (
	"os"
	"path/filepath"
	"testing"

	"dossier/extract"
	"dossier/extract/source"
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
