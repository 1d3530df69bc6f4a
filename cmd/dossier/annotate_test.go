package main

import (
	"testing"

	"dossier/extract"
	"dossier/extract/pipeline"
	"dossier/extract/source"
	"dossier/extract/spacy/spacytest"
)

// Whatever the characters of the text, offsets are code points of it.
func TestAnnotateOffsets(t *testing.T) {
	const text = "Zürich’s café — Élodie Brünn won 5 €.\n\nShe met Łukasz Wójcik in İstanbul.\n"
	nlp := spacytest.Language(t)
	doc, err := source.Read([]byte(text), "t", "t")
	if err != nil {
		t.Fatal(err)
	}
	for name, d := range map[string]*docJSON{
		"raw":    rawJSON(nlp.Pipe([]string{text})[0]),
		"blocks": analysisJSON(&extract.Analysis{Document: doc, Sentences: pipeline.Annotate(nlp, &doc)}),
	} {
		runes, found := []rune(d.Text), map[string]bool{}
		for i, tok := range d.Tokens {
			if tok.ID != i || tok.Head < 0 || tok.Head >= len(d.Tokens) {
				t.Errorf("%s: token %d has id %d and head %d", name, i, tok.ID, tok.Head)
			}
			found[string(runes[tok.Start:tok.End])] = true
		}
		for _, want := range []string{"Élodie", "Brünn", "€", "Łukasz", "İstanbul", "."} {
			if !found[want] {
				t.Errorf("%s: no token %q in %v", name, want, found)
			}
		}
		if len(d.Sents) < 2 || len(d.Ents) == 0 {
			t.Errorf("%s: %d sentences, %d entities", name, len(d.Sents), len(d.Ents))
		}
		for _, e := range d.Ents {
			if e.Start >= e.End || e.End > len(runes) {
				t.Errorf("%s: entity %+v of %d characters", name, e, len(runes))
			}
		}
	}
}
