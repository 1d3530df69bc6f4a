package main

import (
	"fmt"
	"sort"
	"unicode/utf8"

	"dossier/extract"
)

// The records of the JSON Lines export, as far as gold has them. Offsets count
// code points.

type header struct {
	Kind    string `json:"kind"`
	Format  string `json:"format"`
	Version int    `json:"version"`
	Tool    string `json:"tool"`
}

type mentionRecord struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Doc  string `json:"doc"`
	spanRecord
	Type   string `json:"type"`
	Form   string `json:"form"`
	Entity string `json:"entity"`
}

// An ignoreRecord is a stretch in which mentions are neither right nor wrong:
// bylines, credits and furniture. Readers of the export skip its kind.
type ignoreRecord struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Doc  string `json:"doc"`
	spanRecord
}

type claimRecord struct {
	Kind      string           `json:"kind"`
	ID        string           `json:"id"`
	Doc       string           `json:"doc"`
	Subject   argumentRecord   `json:"subject"`
	Predicate string           `json:"predicate"`
	Object    argumentRecord   `json:"object"`
	Status    extract.Status   `json:"status"`
	Nuance    extract.Nuance   `json:"nuance,omitempty"`
	Negated   bool             `json:"negated,omitempty"`
	Speaker   *argumentRecord  `json:"speaker,omitempty"`
	Speakers  []argumentRecord `json:"speakers,omitempty"`
	Quote     string           `json:"quote"`
	Start     int              `json:"start"`
	End       int              `json:"end"`
	Edge      bool             `json:"edge,omitempty"`
	Via       string           `json:"via,omitempty"`
	Inferred  bool             `json:"inferred,omitempty"`
}

type argumentRecord struct {
	Entity  string `json:"entity,omitempty"`
	Mention string `json:"mention,omitempty"`
	spanRecord
}

type spanRecord struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// records returns mentions, claims and ignored stretches in order of start, then id.
func (g *gold) records() []any {
	type placed struct {
		start  int
		id     string
		record any
	}
	var all []placed
	for _, m := range g.Mentions {
		r := mentionRecord{Kind: "mention", ID: g.mentionID(m), Doc: g.Document.ID, spanRecord: g.span(m.span),
			Type: m.entity.Type, Form: m.form, Entity: m.entity.ID}
		all = append(all, placed{r.Start, r.ID, r})
	}
	for _, sp := range g.Ignored {
		r := ignoreRecord{Kind: "ignore", Doc: g.Document.ID, spanRecord: g.span(sp)}
		r.ID = fmt.Sprintf("%s:i%d-%d", g.Document.ID, r.Start, r.End)
		all = append(all, placed{r.Start, r.ID, r})
	}
	for i, c := range g.Claims {
		r := g.claim(c)
		r.ID = fmt.Sprintf("%s:c%02d", g.Document.ID, i+1)
		all = append(all, placed{r.Start, r.ID, r})
	}
	sort.SliceStable(all, func(i, j int) bool {
		if all[i].start != all[j].start {
			return all[i].start < all[j].start
		}
		return all[i].id < all[j].id
	})
	records := make([]any, len(all))
	for i, p := range all {
		records[i] = p.record
	}
	return records
}

func (g *gold) claim(c *claim) claimRecord {
	quote := g.span(c.sentence)
	r := claimRecord{Kind: "claim", Doc: g.Document.ID, Predicate: c.Predicate, Status: c.Status,
		Subject: g.end(c.subject), Object: g.end(c.object), Quote: quote.Text, Start: quote.Start, End: quote.End,
		Edge: c.Edge, Negated: c.negated, Via: c.via, Inferred: c.inferred}
	if string(c.Nuance) != string(c.Status) {
		r.Nuance = c.Nuance
	}
	for _, s := range c.speakers {
		a := argumentRecord{spanRecord: g.span(s.span)}
		if s.entity != nil {
			a.Entity = s.entity.ID
		}
		r.Speaker = &a // the nearest, which is the last
		if len(c.speakers) > 1 {
			r.Speakers = append(r.Speakers, a)
		}
	}
	return r
}

func (g *gold) end(m *mention) argumentRecord {
	return argumentRecord{Entity: m.entity.ID, Mention: g.mentionID(m), spanRecord: g.span(m.span)}
}

func (g *gold) mentionID(m *mention) string {
	s := g.span(m.span)
	return fmt.Sprintf("%s:%d-%d", g.Document.ID, s.Start, s.End)
}

// span converts bytes to code points.
func (g *gold) span(s span) spanRecord {
	start := utf8.RuneCountInString(g.Document.Text[:s.start])
	text := g.Document.Text[s.start:s.end]
	return spanRecord{start, start + utf8.RuneCountInString(text), text}
}
