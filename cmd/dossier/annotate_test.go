package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"dossier/config"
	"dossier/extract"
	"dossier/extract/pipeline"
	"dossier/extract/source"
	"dossier/extract/spacy"
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
	for name, d := range map[string]spacy.DocJSON{
		"raw":    nlp.Pipe([]string{text})[0].JSON(),
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

// TestAnnotateRawPieces: a text above a million characters becomes several lines,
// which together hold it, each with the character that it begins at.
func TestAnnotateRawPieces(t *testing.T) {
	nlp := spacytest.Language(t)
	text := strings.Repeat(strings.Repeat("é", 9_998)+"\n\n", 205)
	for _, format := range []string{"json", "conllu"} {
		var out bytes.Buffer
		a := newApp()
		a.stdin, a.stdout, a.stderr = strings.NewReader(text), &stream{Writer: &out}, &stream{Writer: io.Discard}
		if err := runAnnotate(t.Context(), a, config.Default(), nlp, []string{"-"}, annotateOptions{format: format, raw: true}); err != nil {
			t.Fatal(err)
		}
		if format == "conllu" {
			docs, sents := strings.Count(out.String(), "# newdoc id = -\n"), strings.Count(out.String(), "# sent_id = ")
			if last := fmt.Sprintf("\n# sent_id = --%d\n", sents); docs != 1 || sents < 3 || !strings.Contains(out.String(), last) {
				t.Errorf("%d documents, %d sentences, none of them %q", docs, sents, last)
			}
			continue
		}
		whole, lines := "", 0
		for line := range strings.Lines(out.String()) {
			var p pieceJSON
			if err := json.Unmarshal([]byte(line), &p); err != nil {
				t.Fatal(err)
			}
			if p.Start != utf8.RuneCountInString(whole) {
				t.Errorf("line %d starts at %d, want %d", lines, p.Start, utf8.RuneCountInString(whole))
			}
			whole += p.Text
			lines++
		}
		if whole != text || lines != 3 {
			t.Errorf("%d lines of %d characters, want 3 of %d", lines, utf8.RuneCountInString(whole), utf8.RuneCountInString(text))
		}
	}
}

// TestAnnotateOutputFails: what cannot be printed ends the work.
func TestAnnotateOutputFails(t *testing.T) {
	nlp := spacytest.Language(t)
	full := errors.New("full")
	for _, o := range []annotateOptions{{format: "json", raw: true}, {format: "conllu", raw: true}, {format: "json"}, {format: "conllu"}} {
		a := newApp()
		a.stdin, a.stdout, a.stderr = strings.NewReader("One is here."), &stream{Writer: failingWriter{full}}, &stream{Writer: io.Discard}
		if err := runAnnotate(t.Context(), a, config.Default(), nlp, []string{"-", "-"}, o); !errors.Is(err, full) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

type failingWriter struct{ err error }

func (f failingWriter) Write([]byte) (int, error) { return 0, f.err }
