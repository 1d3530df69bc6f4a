package spacy

import "unicode/utf8"

// DocJSON is a document in the form of spaCy's Doc.to_json. All offsets count
// code points.
type DocJSON struct {
	Text   string      `json:"text"`
	Ents   []SpanJSON  `json:"ents"`
	Sents  []SpanJSON  `json:"sents"`
	Tokens []TokenJSON `json:"tokens"`

	Spans map[string][]SpanGroupJSON `json:"spans,omitempty"` // if there are any groups
}

// SpanJSON is a span of characters, of an entity with its label.
type SpanJSON struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Label string `json:"label,omitempty"`
}

// SpanGroupJSON is a span of characters in a group of spans. KBID is always "".
type SpanGroupJSON struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Label string `json:"label"`
	KBID  string `json:"kb_id"`
}

// TokenJSON is a token; Head is the ID of its head.
type TokenJSON struct {
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

// JSON returns the document in the form of spaCy's Doc.to_json, ready for encoding/json.
func (d *Doc) JSON() DocJSON {
	j := DocJSON{
		Text:   d.Text,
		Ents:   make([]SpanJSON, 0, len(d.Ents)),
		Sents:  []SpanJSON{},
		Tokens: make([]TokenJSON, 0, len(d.Tokens)),
	}
	for i, t := range d.Tokens {
		j.Tokens = append(j.Tokens, TokenJSON{
			ID: i, Start: t.Idx, End: t.Idx + utf8.RuneCountInString(t.Text),
			Tag: t.Tag, Pos: t.Pos, Morph: t.Morph, Lemma: t.Lemma, Dep: t.Dep, Head: t.Head,
		})
	}
	characters := func(s Span) SpanJSON {
		return SpanJSON{j.Tokens[s.Start].Start, j.Tokens[s.End-1].End, s.Label}
	}
	for _, e := range d.Ents {
		j.Ents = append(j.Ents, characters(e))
	}
	if len(d.Spans) > 0 {
		j.Spans = make(map[string][]SpanGroupJSON, len(d.Spans))
	}
	for key, group := range d.Spans {
		j.Spans[key] = make([]SpanGroupJSON, 0, len(group))
		for _, s := range group {
			c := characters(s)
			j.Spans[key] = append(j.Spans[key], SpanGroupJSON{Start: c.Start, End: c.End, Label: c.Label})
		}
	}
	for _, s := range d.Sents() {
		j.Sents = append(j.Sents, characters(s))
	}
	return j
}
