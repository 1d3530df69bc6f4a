package rule

import (
	"testing"

	"dossier/extract"
)

// hang makes word a dependent of head.
func (b *builder) hang(word, dep, head string) *builder {
	b.t.Helper()
	i, _ := b.find(word)
	h, _ := b.find(head)
	t := &b.a.Sentences[0].Tokens[i]
	t.Dep, t.Head = dep, h
	return b
}

// tag gives word a part of speech.
func (b *builder) tag(word, pos, tag string) *builder {
	b.t.Helper()
	i, _ := b.find(word)
	b.a.Sentences[0].Tokens[i].Pos, b.a.Sentences[0].Tokens[i].Tag = pos, tag
	return b
}

// The comma of "Lima, Peru" binds the two, that of a list or before a clause
// does not.
func TestComma(t *testing.T) {
	o := mustLoad(t, `LOCATED_IN: {is: City -> Country, pattern: "{S:City} , {O:Country}"}`)
	places := func(text string) *builder {
		b := build(t, text)
		for name, typ := range map[string]string{"Lima": "City", "Oslo": "City", "Peru": "Country", "Chad": "Country", "Norway": "Country"} {
			for _, token := range b.a.Sentences[0].Tokens {
				if token.Text == name {
					b.name(name, typ)
				}
			}
		}
		for i := range b.a.Sentences[0].Tokens {
			if token := &b.a.Sentences[0].Tokens[i]; token.Text == "and" {
				token.Tag = "CC"
			}
		}
		return b
	}
	for _, test := range []struct {
		b    *builder
		want string
	}{
		{places("met in Lima , Peru , today"), "LOCATED_IN(Lima, Peru) asserted"},
		{places("met in Lima , Peru"), "LOCATED_IN(Lima, Peru) asserted"},
		{places("met in Lima , Peru and Oslo , Norway"), "LOCATED_IN(Lima, Peru) asserted; LOCATED_IN(Oslo, Norway) asserted"},
		{places("met in Lima , Peru , and Oslo , Norway"), "LOCATED_IN(Lima, Peru) asserted; LOCATED_IN(Oslo, Norway) asserted"},
		{places("met in Lima , Peru , Oslo , Norway"), "LOCATED_IN(Lima, Peru) asserted; LOCATED_IN(Oslo, Norway) asserted"},
		{places("met in Oslo , Lima , Peru"), ""},
		{places("met in Lima , Peru and Oslo"), ""},
		{places("met in Lima , Peru and left"), "LOCATED_IN(Lima, Peru) asserted"},
		{places("met in Lima , Peru and Chad"), ""},
		{places("met in Lima , Peru , Norway , and Chad"), ""},
		{places("in Lima , Peru asked").hang("Peru", "nsubj", "asked"), ""},
		{places("in Lima , Peru 's envoy asked").hang("Peru", "poss", "envoy"), ""},
		{places("banks of Lima , Peru traders").hang("Peru", "amod", "traders"), ""},
	} {
		if got := test.b.claims(o); got != test.want {
			t.Errorf("%s: want %q, got %q", test.b.a.Document.Text, test.want, got)
		}
	}
}

// A name stands for the noun that calls it so, wherever the tree puts it.
func TestPatternAcrossNoun(t *testing.T) {
	o := mustLoad(t, `FLAGGED_IN: {is: Vessel -> Country, pattern: "{O}-flagged {S}"}`)
	ship := func() *builder {
		return build(t, "the Panama - flagged tanker Adria sank").name("Panama", "Country").name("Adria", "Vessel").tag("tanker", "NOUN", "NN")
	}
	if got, want := ship().prop("noun tanker holder=Adria").claims(o), "FLAGGED_IN(Adria, Panama) asserted"; got != want {
		t.Errorf("want %q, got %q", want, got)
	}
	if got := ship().claims(o); got != "" {
		t.Errorf("two noun phrases: got %q", got)
	}
}

// A demonym is found beside a noun that says nothing else, but not elsewhere.
func TestNationOfNoun(t *testing.T) {
	o := mustLoad(t, `CITIZEN_OF: {is: Person -> Country, verb: hold, where: {patient: passport}, object: patient.country}`)
	for _, test := range []struct{ head, want string }{
		{"passport", "CITIZEN_OF(Rao, Kenyan) asserted"},
		{"Rao", ""},
	} {
		b := build(t, "Rao holds a Kenyan passport").name("Rao", "Person").name("Kenyan", "Country", "demonym").
			prop("verb hold@holds agent=Rao patient=passport").hang("Kenyan", "amod", test.head)
		if got := b.claims(o); got != test.want {
			t.Errorf("under %s: want %q, got %q", test.head, test.want, got)
		}
	}
}

// What the noun phrase around a name calls it meets a condition.
func TestCalled(t *testing.T) {
	o := mustLoad(t, `CHILD_OF: {is: Person -> Person, verb: have, where: {patient: [son, daughter]}, subject: patient, object: agent}`)
	for _, test := range []struct{ noun, want string }{
		{"son", "CHILD_OF(Ito, Keiko) asserted"},
		{"rival", ""},
	} {
		b := build(t, "Keiko had a "+test.noun+" , Ito").name("Keiko", "Person").name("Ito", "Person").prop("verb have@had agent=Keiko patient=Ito")
		b.a.Mentions[1].Phrase.Heads = []string{test.noun}
		if got := b.claims(o); got != test.want {
			t.Errorf("%s: want %q, got %q", test.noun, test.want, got)
		}
	}
}

// What nothing ends is not ended by a word that ends something else.
func TestForever(t *testing.T) {
	o := mustLoad(t, `CITIZEN_OF: {is: Person -> Country, noun: skier, object: country, phase: forever}`)
	for nuance, want := range map[extract.Nuance]string{
		extract.NuanceEnded:   "CITIZEN_OF(Rao, Swedish) asserted",
		extract.NuanceNegated: "CITIZEN_OF(Rao, Swedish) negated",
	} {
		b := build(t, "Rao , a retired Swedish skier").name("Rao", "Person").name("Swedish", "Country", "demonym").
			prop("noun skier holder=Rao country=Swedish")
		b.a.Propositions[0].Nuance = nuance
		if got := b.claims(o); got != want {
			t.Errorf("%s: want %q, got %q", nuance, want, got)
		}
	}
}

// What ends a pattern is no mere modifier, and a preposition that is repeated
// makes a list.
func TestPatternEnd(t *testing.T) {
	o := mustLoad(t, `
LIVES_IN: {is: Person -> City, pattern: "{S:Person} , of {O:City}"}
LOCATED_IN: {is: City -> Country, pattern: "{S:City} , in {O:Country}"}
`)
	of := func(text string) *builder { return build(t, text).name("Rao", "Person").name("Lima", "City") }
	in := func(text string) *builder { return build(t, text).name("Lima", "City").name("Peru", "Country") }
	for _, test := range []struct {
		b    *builder
		want string
	}{
		{of("Rao , of Lima , won"), "LIVES_IN(Rao, Lima) asserted"},
		{of("Rao , of Lima newspapers").hang("Lima", "compound", "newspapers"), ""},
		{in("near Lima , in Peru"), "LOCATED_IN(Lima, Peru) asserted"},
		{in("in Lima , in Peru"), ""},
	} {
		if got := test.b.claims(o); got != test.want {
			t.Errorf("%s: want %q, got %q", test.b.a.Document.Text, test.want, got)
		}
	}
}

// Who meets somebody unnamed together need not meet each other, nor do a
// possessor and a compound of one noun.
func TestPairWithin(t *testing.T) {
	o := mustLoad(t, `
MET_WITH: {is: Actor -> Actor, symmetric: true, verb: meet, noun: meeting, pair: agent + p:with}
`)
	for _, test := range []struct {
		b    *builder
		want string
	}{
		{build(t, "Sosa and Vega met").name("Sosa", "Person").name("Vega", "Person").prop("verb meet@met agent=Sosa,Vega"),
			"MET_WITH(Sosa, Vega) asserted"},
		{build(t, "Sosa and Vega met with reporters").name("Sosa", "Person").name("Vega", "Person").prop("verb meet@met agent=Sosa,Vega p:with=reporters"), ""},
		{build(t, "a meeting of Sosa and Vega").name("Sosa", "Person").name("Vega", "Person").prop("noun meeting agent=Sosa,Vega"),
			"MET_WITH(Sosa, Vega) asserted"},
		{build(t, "Sosa Council meeting").name("Sosa", "Person").name("Council", "Organization").hang("Sosa", "poss", "meeting").
			hang("Council", "compound", "meeting").prop("noun meeting agent=Sosa,Council"), ""},
	} {
		if got := test.b.claims(o); got != test.want {
			t.Errorf("%s: want %q, got %q", test.b.a.Document.Text, test.want, got)
		}
	}
}
