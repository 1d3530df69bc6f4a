package main

import (
	"io"
	"strings"
	"testing"

	"dossier/extract"
)

// factText is "Añ, who lives in Lima, Peru, is Peruvian." with what is marked.
const factText = `{"kind":"document","id":"a","text":"Añ, who lives in Lima, Peru, is Peruvian. He led it."}
{"kind":"passage","doc":"a","start":0,"end":41,"complete_for":["PLACE_OF_RESIDENCE","NATIONALITY"]}
{"kind":"passage","doc":"a","start":42,"end":52,"complete_for":["CEO"]}
`

// factAnalysis is what the pipeline could make of factText.
func factAnalysis(t *testing.T, d *Text) *extract.Analysis {
	t.Helper()
	a := &extract.Analysis{Document: extract.Document{Text: d.Text}}
	for _, s := range []string{"Añ , who lives in Lima , Peru , is Peruvian .", "He led it ."} {
		x := extract.Sentence{}
		at := 0
		if len(a.Sentences) > 0 {
			at = a.Sentences[0].End + 1
		}
		for _, w := range strings.Fields(s) {
			i := at + strings.Index(d.Text[at:], w)
			x.Tokens = append(x.Tokens, extract.Token{Span: extract.Span{Start: i, End: i + len(w)}, Text: w, Head: 0})
			at = i + len(w)
		}
		x.Span = extract.Span{Start: x.Tokens[0].Start, End: at}
		a.Sentences = append(a.Sentences, x)
	}
	first := a.Sentences[0].Tokens
	first[2].Head, first[3].Head, first[3].Dep = 3, 0, "relcl" // who lives
	mention := func(sentence, token, chain int, form extract.Form, rule string) {
		x := a.Sentences[sentence].Tokens[token]
		a.Mentions = append(a.Mentions, extract.Mention{Span: x.Span, Sentence: sentence, First: token, Last: token + 1, Head: token, Form: form, Chain: chain, Rule: rule})
	}
	mention(0, 0, 0, extract.Name, "ner")
	mention(0, 5, 1, extract.Name, "ner")
	mention(0, 7, 2, extract.Name, "ner")
	mention(0, 10, 2, extract.Name, "demonym")
	mention(1, 0, -1, extract.Pronoun, "pronoun")
	mention(1, 2, -1, extract.Pronoun, "pronoun")
	a.Chains = []extract.Chain{{Type: "Person", Name: "Añ"}, {Type: "City", Name: "Lima"}, {Type: "Country", Name: "Peru"}}
	claim := func(relation string, s, o, from, to int) {
		a.Claims = append(a.Claims, extract.Claim{Predicate: relation, Status: extract.Asserted, Subject: extract.Argument{Span: a.Mentions[s].Span, Mention: s, Chain: from},
			Object: extract.Argument{Span: a.Mentions[o].Span, Mention: o, Chain: to}})
	}
	claim("LIVES_IN", 0, 1, 0, 1)
	claim("LOCATED_IN", 1, 2, 1, 2)
	claim("CITIZEN_OF", 0, 3, 0, 2)
	return a
}

// TestFactsAreWrittenOut: a claim is a fact for each name and relative pronoun, of
// what holds the place too; a nationality is told by the adjective.
func TestFactsAreWrittenOut(t *testing.T) {
	texts, err := parseCorpus(strings.NewReader(factText))
	if err != nil {
		t.Fatal(err)
	}
	d := texts[0]
	var got []string
	for _, f := range newSaid(extract.DefaultTypes(), d, factAnalysis(t, d)).facts() {
		got = append(got, f.label+" "+f.subject.In(d.Text)+" "+f.object.In(d.Text))
	}
	want := "PLACE_OF_RESIDENCE Añ Lima; PLACE_OF_RESIDENCE Añ Peru; PLACE_OF_RESIDENCE who Lima; PLACE_OF_RESIDENCE who Peru; NATIONALITY Añ Peruvian; NATIONALITY who Peruvian"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("facts %s, want %s", s, want)
	}
}

// TestFactScorer: each marked fact counts once; what is not marked is wrong where
// the passage is complete, and what is missed has its cause.
func TestFactScorer(t *testing.T) {
	texts, err := parseCorpus(strings.NewReader(factText + `{"kind":"claim","doc":"a","predicate":"PLACE_OF_RESIDENCE","subject":{"start":0,"end":2},"object":{"start":17,"end":21},"start":0,"end":41}
{"kind":"claim","doc":"a","predicate":"PLACE_OF_RESIDENCE","subject":{"start":4,"end":7},"object":{"start":17,"end":21},"start":0,"end":41}
{"kind":"claim","doc":"a","predicate":"PLACE_OF_RESIDENCE","subject":{"start":0,"end":2},"object":{"start":23,"end":27},"start":0,"end":41}
{"kind":"claim","doc":"a","predicate":"CEO","subject":{"start":49,"end":51},"object":{"start":42,"end":44},"start":42,"end":52}`))
	if err != nil {
		t.Fatal(err)
	}
	d := texts[0]
	for d.Aside() { // so that causes are told
		d.ID += "x"
	}
	s := newFactScorer(extract.DefaultTypes(), io.Discard)
	a := factAnalysis(t, d)
	s.text(d, a)
	for label, want := range map[string]claimTally{
		"PLACE_OF_RESIDENCE": {right: 3, extra: 1}, // who, Peru
		"NATIONALITY":        {extra: 2},
		"CEO":                {missed: 1},
	} {
		if got := s.counts[label]; got == nil || got[0] != want {
			t.Errorf("%s: %+v, want %+v", label, got, want)
		}
	}
	if s.causes["CEO"]["subject"] != 1 {
		t.Errorf("causes %v, want that nothing speaks of the subject", s.causes)
	}
	nameAll(a)
	if s.text(d, a); s.causes["CEO"]["unsaid"] != 1 {
		t.Errorf("causes %v, want that it is unsaid once all are named", s.causes)
	}
}

// TestNameAll: pronouns that speak of nobody known get a chain, one for a kind in
// a sentence.
func TestNameAll(t *testing.T) {
	text := "He saw his dog. It ran."
	a := &extract.Analysis{Document: extract.Document{Text: text}, Chains: []extract.Chain{{}}}
	for _, m := range []struct{ sentence, start, end, chain int }{{0, 0, 2, -1}, {0, 7, 10, -1}, {1, 16, 18, 0}} {
		a.Mentions = append(a.Mentions, extract.Mention{Span: extract.Span{Start: m.start, End: m.end}, Sentence: m.sentence, Form: extract.Pronoun, Chain: m.chain})
	}
	nameAll(a)
	if a.Mentions[0].Chain != 1 || a.Mentions[1].Chain != 1 || a.Chains[1].Name != "He" || a.Chains[1].Type != "Person" {
		t.Errorf("he: %+v %+v", a.Mentions, a.Chains)
	}
	if a.Chains[0].Name != "It" || a.Chains[0].Type != "Organization" {
		t.Errorf("it: %+v", a.Chains[0])
	}
}
