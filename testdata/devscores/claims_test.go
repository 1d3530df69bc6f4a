package main

import (
	"io"
	"strings"
	"testing"

	"dossier/extract"
)

// TestClaimScorer: a right claim, one turned round, one of a passage that is not
// complete, one missed.
func TestClaimScorer(t *testing.T) {
	texts, err := parseCorpus(strings.NewReader(`{"kind":"document","id":"a","text":"Añ led Bo. Bo owns Cy. Di led Cy."}
{"kind":"passage","doc":"a","start":0,"end":10,"complete_for":["CEO"]}
{"kind":"passage","doc":"a","start":11,"end":22,"complete_for":["SUBSIDIARY_OF"]}
{"kind":"claim","doc":"a","predicate":"CEO","subject":{"start":7,"end":9},"object":{"start":0,"end":2},"start":0,"end":10}
{"kind":"claim","doc":"a","predicate":"SUBSIDIARY_OF","subject":{"start":19,"end":21},"object":{"start":11,"end":13},"start":11,"end":22}`))
	if err != nil {
		t.Fatal(err)
	}
	d := texts[0]
	a := &extract.Analysis{Document: extract.Document{Text: d.Text},
		Sentences: []extract.Sentence{{Span: extract.Span{End: len(d.Text)}}},
		Chains:    []extract.Chain{{Type: "Person", Name: "Añ"}, {Type: "Company", Name: "Bo"}, {Type: "Company", Name: "Cy"}, {Type: "Person", Name: "Di"}}}
	claim := func(relation, subject, object, role string, s, o int) {
		at := func(name string, last bool) extract.Span {
			i := strings.Index(d.Text, name)
			if last {
				i = strings.LastIndex(d.Text, name)
			}
			return extract.Span{Start: i, End: i + len(name)}
		}
		c := extract.Claim{Predicate: relation, Status: extract.Asserted, Subject: extract.Argument{Span: at(subject, relation == "SUBSIDIARY_OF"), Chain: s},
			Object: extract.Argument{Span: at(object, relation == "HEADS" && s == 3), Chain: o}}
		if role != "" {
			c.Qualifiers = []extract.Argument{{Role: "role", Value: role}}
		}
		a.Claims = append(a.Claims, c)
	}
	claim("HEADS", "Añ", "Bo", "chief executive", 0, 1)
	claim("HEADS", "Añ", "Bo", "chairman", 0, 1)        // another property
	claim("SUBSIDIARY_OF", "Bo", "Cy", "", 1, 2)        // turned round
	claim("HEADS", "Di", "Cy", "chief executive", 3, 2) // nobody says what this passage holds
	s := &claimScorer{relations: knowledgeNet, faults: io.Discard, counts: map[string]*[2]claimTally{}}
	s.text(d, a)
	part := 0
	if d.Aside() {
		part = 1
	}
	for label, want := range map[string]claimTally{"CEO": {right: 1}, "SUBSIDIARY_OF": {extra: 1, missed: 1}} {
		if got := s.counts[label]; got == nil || got[part] != want {
			t.Errorf("%s: %+v, want %+v", label, got, want)
		}
	}
}
