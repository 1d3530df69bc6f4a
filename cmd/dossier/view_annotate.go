package main

import (
	"bytes"
	"io"

	"dossier/extract"
	"dossier/extract/pipeline"
	"dossier/extract/spacy"
)

// An annotateView prints annotated files: in the convention of spaCy's Doc.to_json,
// or as CoNLL-U.
type annotateView struct {
	out    *stream
	conllu *spacy.ConlluWriter // nil for JSON
}

func newAnnotateView(out *stream, format string) *annotateView {
	v := &annotateView{out: out}
	switch {
	case format == "conllu" && out.terminal:
		v.conllu = spacy.NewConlluWriter(safeLines{out})
	case format == "conllu":
		v.conllu = spacy.NewConlluWriter(out)
	}
	return v
}

// piece prints the part of a file that begins at a character of it.
func (v *annotateView) piece(file string, start int, d *spacy.Doc) error {
	if v.conllu == nil {
		return printJSON(v.out, pieceJSON{start, d.JSON()})
	}
	if start == 0 {
		v.conllu.Begin(file)
	}
	return v.conllu.Write(d)
}

// blocks prints the blocks of a file.
func (v *annotateView) blocks(file string, doc *extract.Document, docs []*spacy.Doc) error {
	if v.conllu == nil {
		return printJSON(v.out, analysisJSON(&extract.Analysis{Document: *doc, Sentences: pipeline.Sentences(doc, docs)}))
	}
	v.conllu.Begin(file)
	for _, d := range docs {
		if err := v.conllu.Write(d); err != nil {
			return err
		}
	}
	return nil
}

// A pieceJSON is a part of a longer text.
type pieceJSON struct {
	Start int `json:"start,omitempty"` // its first character
	spacy.DocJSON
}

// analysisJSON is the annotation of a document's blocks, as one document.
func analysisJSON(a *extract.Analysis) spacy.DocJSON {
	out := spacy.DocJSON{Text: a.Document.Text, Ents: []spacy.SpanJSON{}, Sents: []spacy.SpanJSON{}, Tokens: []spacy.TokenJSON{}}
	at := extract.NewOffsets(a.Document.Text)
	span := func(s extract.Span) (int, int) { return at.Rune(s.Start), at.Rune(s.End) }
	for _, s := range a.Sentences {
		first := len(out.Tokens)
		start, end := span(s.Span)
		out.Sents = append(out.Sents, spacy.SpanJSON{Start: start, End: end})
		for i, t := range s.Tokens {
			start, end := span(t.Span)
			out.Tokens = append(out.Tokens, spacy.TokenJSON{
				ID: first + i, Start: start, End: end, Tag: t.Tag, Pos: t.Pos, Morph: t.Morph, Lemma: t.Lemma, Dep: t.Dep, Head: first + t.Head,
			})
			switch n := len(out.Ents); {
			case t.Ent == "":
			case t.Begin || i == 0 || s.Tokens[i-1].Ent != t.Ent:
				out.Ents = append(out.Ents, spacy.SpanJSON{Start: start, End: end, Label: t.Ent})
			default:
				out.Ents[n-1].End = end
			}
		}
	}
	return out
}

// safeLines passes lines of columns on without what a terminal would act upon.
type safeLines struct{ w io.Writer }

func (s safeLines) Write(b []byte) (int, error) {
	safe := bytes.Map(func(r rune) rune {
		if r != '\t' && r != '\n' && unsafeRune(r) {
			return '\ufffd'
		}
		return r
	}, b)
	if _, err := s.w.Write(safe); err != nil {
		return 0, err
	}
	return len(b), nil
}
