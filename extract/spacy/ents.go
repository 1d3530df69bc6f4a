package spacy

import "slices"

// entsWithID returns the entities with the identifiers that their first tokens have.
func (d *Doc) entsWithID() []Span {
	ents := slices.Clone(d.Ents)
	for i := range ents {
		ents[i].ID = d.Tokens[ents[i].Start].EntID
	}
	return ents
}

// setEnts makes spans, which must not overlap, the entities of the document and
// all other tokens be outside of any, as an assignment to spaCy's Doc.ents does.
// Spans without a label are left out; an identifier once given stays on a token
// until another takes its place.
func (d *Doc) setEnts(spans []Span) {
	for i := range d.Tokens {
		d.Tokens[i].EntIOB, d.Tokens[i].EntType = "O", ""
	}
	for _, s := range spans {
		if s.Label == "" {
			continue
		}
		for i := s.Start; i < s.End; i++ {
			t := &d.Tokens[i]
			t.EntIOB, t.EntType = "I", s.Label
			if s.ID != "" {
				t.EntID = s.ID
			}
		}
		d.Tokens[s.Start].EntIOB = "B"
	}
	d.Ents = d.Ents[:0:0]
	for i, t := range d.Tokens {
		switch t.EntIOB {
		case "B":
			d.Ents = append(d.Ents, Span{Start: i, End: i + 1, Label: t.EntType, ID: t.EntID})
		case "I":
			d.Ents[len(d.Ents)-1].End = i + 1
		}
	}
}
