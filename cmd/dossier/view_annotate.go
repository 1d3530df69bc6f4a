package main

import (
	"dossier/extract"
	"dossier/extract/spacy"
)

// A document in the convention of spaCy's Doc.to_json. Offsets count code
// points of Text, heads and ids tokens of the document.
type (
	docJSON struct {
		Text   string      `json:"text"`
		Ents   []entJSON   `json:"ents"`
		Sents  []spanJSON  `json:"sents"`
		Tokens []tokenJSON `json:"tokens"`
	}
	spanJSON struct {
		Start int `json:"start"`
		End   int `json:"end"`
	}
	entJSON struct {
		Start int    `json:"start"`
		End   int    `json:"end"`
		Label string `json:"label"`
	}
	tokenJSON struct {
		ID    int    `json:"id"`
		Start int    `json:"start"`
		End   int    `json:"end"`
		Tag   string `json:"tag"`
		Pos   string `json:"pos"`
		Morph string `json:"morph"`
		Lemma string `json:"lemma"`
		Dep   string `json:"dep"`
		Head  int    `json:"head"`
	}
)

func newDocJSON(text string) *docJSON {
	return &docJSON{Text: text, Ents: []entJSON{}, Sents: []spanJSON{}, Tokens: []tokenJSON{}}
}

// rawJSON is one spaCy document.
func rawJSON(d *spacy.Doc) *docJSON {
	out, at := newDocJSON(d.Text), extract.NewOffsets(d.Text)
	for i, t := range d.Tokens {
		out.Tokens = append(out.Tokens, tokenJSON{
			ID: i, Start: t.Idx, End: at.Rune(t.End), Tag: t.Tag, Pos: t.Pos, Morph: t.Morph, Lemma: t.Lemma, Dep: t.Dep, Head: t.Head,
		})
	}
	for _, s := range d.Sents() {
		out.Sents = append(out.Sents, spanJSON{out.Tokens[s.Start].Start, out.Tokens[s.End-1].End})
	}
	for _, e := range d.Ents {
		out.Ents = append(out.Ents, entJSON{out.Tokens[e.Start].Start, out.Tokens[e.End-1].End, e.Label})
	}
	return out
}

// analysisJSON is the annotation of a document's blocks, as one document.
func analysisJSON(a *extract.Analysis) *docJSON {
	out, at := newDocJSON(a.Document.Text), extract.NewOffsets(a.Document.Text)
	span := func(s extract.Span) (int, int) { return at.Rune(s.Start), at.Rune(s.End) }
	for _, s := range a.Sentences {
		first := len(out.Tokens)
		start, end := span(s.Span)
		out.Sents = append(out.Sents, spanJSON{start, end})
		for i, t := range s.Tokens {
			start, end := span(t.Span)
			out.Tokens = append(out.Tokens, tokenJSON{
				ID: first + i, Start: start, End: end, Tag: t.Tag, Pos: t.Pos, Morph: t.Morph, Lemma: t.Lemma, Dep: t.Dep, Head: first + t.Head,
			})
			switch n := len(out.Ents); {
			case t.Ent == "":
			case t.Begin || i == 0 || s.Tokens[i-1].Ent != t.Ent:
				out.Ents = append(out.Ents, entJSON{start, end, t.Ent})
			default:
				out.Ents[n-1].End = end
			}
		}
	}
	return out
}
