package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"dossier/extract"
)

// KnowledgeNet is scored as its own evaluation does by overlap of text. Its
// facts join mentions: what a passage says of one thing is a fact for each of its
// names and pronouns there, relative ones too, with each of the other's. So a
// claim of ours, which joins two things, is written out the same way before it is
// compared. A fact is found if a predicted one of the property overlaps both of its
// ends; a predicted one is wrong if it meets no fact and its passage is complete
// for the property.
//
// Two things follow from the texts. They hold the marked passages alone, so that
// names which pronouns rest on are often left out, and many speak of "I": facts of
// those count too, so that the rules run once more with everybody named (see
// [nameAll]); the line "named" is without. And "Lima, Peru" as a birthplace is two facts: what lies in a place
// lies in whatever the text says holds the place.

// knowledgeNet says which of our relations and attributes its properties are.
var knowledgeNet = []relationMap{
	{"SPOUSE", []reading{{relation: "SPOUSE_OF", both: true}}},
	{"CHILD_OF", []reading{{relation: "CHILD_OF"}}},
	{"PLACE_OF_BIRTH", []reading{{relation: "BORN_IN", place: true}}},
	{"PLACE_OF_RESIDENCE", []reading{{relation: "LIVES_IN", place: true}}},
	{"NATIONALITY", []reading{{relation: "CITIZEN_OF"}}},
	{"EDUCATED_AT", []reading{{relation: "EDUCATED_AT"}}},
	{"POLITICAL_AFFILIATION", []reading{{relation: "MEMBER_OF", object: "PoliticalParty"}, {relation: "HEADS", object: "PoliticalParty"}}},
	{"EMPLOYEE_OR_MEMBER_OF", []reading{
		{relation: "WORKS_FOR"}, {relation: "MEMBER_OF", subject: "Person"}, {relation: "HEADS", object: "Organization"},
		{relation: "BOARD_MEMBER_OF"}, {relation: "HOLDS_OFFICE_IN", object: "Organization"},
	}},
	{"CEO", []reading{{relation: "HEADS", turned: true, role: []string{"ceo", "chief executive", "chief executive officer"}}}},
	{"FOUNDED_BY", []reading{{relation: "FOUNDED", turned: true}}},
	{"HEADQUARTERS", []reading{{relation: "BASED_IN", place: true}}},
	{"SUBSIDIARY_OF", []reading{{relation: "SUBSIDIARY_OF"}, {relation: "OWNS", turned: true, object: "Organization"},
		{relation: "ACQUIRED", turned: true, object: "Organization"}, {relation: "PART_OF", subject: "Company"}}},
	{"DATE_OF_BIRTH", []reading{{relation: "birthDate"}}},
	{"DATE_OF_DEATH", []reading{{relation: "deathDate"}}},
	{"DATE_FOUNDED", []reading{{relation: "foundingDate"}}},
}

// A fact is a property that two mentions are joined by.
type fact struct {
	label           string
	subject, object extract.Span
}

func (f fact) meets(g fact) bool {
	return f.label == g.label && f.subject.Overlaps(g.subject) && f.object.Overlaps(g.object)
}

// A factScorer counts facts.
type factScorer struct {
	types  *extract.Types
	faults io.Writer
	counts map[string]*[2]claimTally // by property: the rest, and what is kept aside
	causes map[string]map[string]int // of what was missed, by property
}

func scoreFacts(ctx context.Context, e *env, w, faults io.Writer) error {
	texts, err := readCorpus(e.dir, "knowledgenet")
	if err != nil {
		return err
	}
	named, all := newFactScorer(e.types, io.Discard), newFactScorer(e.types, faults)
	if err := e.extract(ctx, texts, named.text); err != nil {
		return err
	}
	if err := e.extractAll(ctx, texts, all.text); err != nil {
		return err
	}
	all.print(w, named.total())
	return nil
}

func newFactScorer(types *extract.Types, faults io.Writer) *factScorer {
	return &factScorer{types: types, faults: faults, counts: map[string]*[2]claimTally{}, causes: map[string]map[string]int{}}
}

func (s *factScorer) text(t *Text, a *extract.Analysis) {
	said := newSaid(s.types, t, a)
	found := said.facts()
	for _, p := range t.Records {
		if p.Kind != "passage" {
			continue
		}
		in := t.Span(p.Start, p.End)
		marked := markedFacts(t, in)
		for _, g := range marked {
			if slices.ContainsFunc(found, g.meets) {
				s.note(t, g.label, claimTally{right: 1})
				continue
			}
			s.note(t, g.label, claimTally{missed: 1})
			s.missed(t, said, in, g)
		}
		for _, f := range found {
			if !slices.Contains(p.CompleteFor, f.label) || !in.Contains(f.subject) || !in.Contains(f.object) || slices.ContainsFunc(marked, f.meets) {
				continue
			}
			s.note(t, f.label, claimTally{extra: 1})
			s.fault(t, "extra", in, f)
		}
	}
}

func markedFacts(t *Text, in extract.Span) []fact {
	var out []fact
	for _, r := range t.Records {
		if r.Kind != "claim" || r.Subject == nil || r.Object == nil {
			continue
		}
		f := fact{string(r.Predicate), t.Span(r.Subject.Start, r.Subject.End), t.Span(r.Object.Start, r.Object.End)}
		if in.Contains(f.subject) && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

func (s *factScorer) note(t *Text, label string, n claimTally) {
	if s.counts[label] == nil {
		s.counts[label] = &[2]claimTally{}
	}
	if t.Aside() {
		s.counts[label][1].add(n)
	} else {
		s.counts[label][0].add(n)
	}
}

func (s *factScorer) fault(t *Text, what string, in extract.Span, f fact) {
	if !t.Aside() {
		fmt.Fprintf(s.faults, "%s %s %s (%s, %s): %s\n", t.ID, f.label, what,
			extract.Fold(f.subject.In(t.Text)), extract.Fold(f.object.In(t.Text)), extract.Fold(in.In(t.Text)))
	}
}

// missed notes why a fact was.
func (s *factScorer) missed(t *Text, said *said, in extract.Span, g fact) {
	if t.Aside() {
		return
	}
	why := said.cause(g)
	if s.causes[g.label] == nil {
		s.causes[g.label] = map[string]int{}
	}
	s.causes[g.label][why]++
	s.fault(t, "missed, "+why, in, g)
}

func (s *factScorer) total() (all [2]claimTally) {
	for _, c := range s.counts {
		all[0].add(c[0])
		all[1].add(c[1])
	}
	return all
}

func (s *factScorer) print(w io.Writer, named [2]claimTally) {
	const head = " %5s %5s %5s %5s %5s %5s"
	fmt.Fprintf(w, "%-24s"+head+"   aside"+head+"\n", "", "P", "R", "F1", "right", "extra", "miss", "P", "R", "F1", "right", "extra", "miss")
	line := func(label string, c [2]claimTally) { fmt.Fprintf(w, "%-24s %s         %s\n", label, c[0], c[1]) }
	for _, m := range knowledgeNet {
		if c := s.counts[m.label]; c != nil {
			line(m.label, *c)
		}
	}
	line("all", s.total())
	line("named", named)
	s.printCauses(w)
}

// printCauses prints why facts were missed, a column each.
func (s *factScorer) printCauses(w io.Writer) {
	fmt.Fprintf(w, "\n%-24s", "missed, as far as known:")
	for _, c := range causes {
		fmt.Fprintf(w, " %9s", c)
	}
	fmt.Fprintln(w)
	for _, m := range knowledgeNet {
		fmt.Fprintf(w, "%-24s", m.label)
		for _, c := range causes {
			fmt.Fprintf(w, " %9d", s.causes[m.label][c])
		}
		fmt.Fprintln(w)
	}
}

// said is what an analysis says, with the stretches that speak of each chain.
type said struct {
	t     *Text
	a     *extract.Analysis
	types *extract.Types
	here  [][]int          // mentions by sentence
	spans [][]extract.Span // names and pronouns by chain, relative ones too
	lies  map[int][]int    // chain of a place to those that hold it
	// adjectives are the mentions of countries by an adjective.
	adjectives map[extract.Span]bool
}

func newSaid(types *extract.Types, t *Text, a *extract.Analysis) *said {
	s := &said{t: t, a: a, types: types, here: make([][]int, len(a.Sentences)), spans: make([][]extract.Span, len(a.Chains)), lies: map[int][]int{}, adjectives: map[extract.Span]bool{}}
	for i, m := range a.Mentions {
		s.adjectives[m.Span] = m.Rule == "demonym"
		s.here[m.Sentence] = append(s.here[m.Sentence], i)
		if m.Chain >= 0 && (m.Form == extract.Name || m.Form == extract.Pronoun) {
			s.spans[m.Chain] = append(s.spans[m.Chain], m.Span)
		}
	}
	for i := range a.Sentences {
		s.relatives(i)
	}
	for _, c := range a.Claims {
		if c.Predicate == "LOCATED_IN" && c.Status == extract.Asserted {
			s.lies[c.Subject.Chain] = append(s.lies[c.Subject.Chain], c.Object.Chain)
		}
	}
	return s
}

// relatives adds the relative pronouns of a sentence to the chains of what they
// stand for: "Ann Orr, who".
func (s *said) relatives(sentence int) {
	toks := s.a.Sentences[sentence].Tokens
	for i := range toks {
		switch strings.ToLower(toks[i].Text) {
		case "who", "whom", "whose", "which", "that", "where":
		default:
			continue
		}
		v := i
		for n := 0; n < 6 && toks[v].Dep != "relcl" && toks[v].Head != v; n++ {
			v = toks[v].Head
		}
		chain := -1
		if toks[v].Dep == "relcl" && toks[v].Head < i {
			chain = s.speaks(sentence, toks[v].Head, i)
		}
		if chain < 0 && strings.EqualFold(toks[i].Text, "where") {
			chain = s.lastPlace(sentence, i)
		}
		if chain >= 0 {
			s.spans[chain] = append(s.spans[chain], toks[i].Span)
		}
	}
}

// lastPlace returns the chain of the last place or organization before a token, -1
// if none.
func (s *said) lastPlace(sentence, before int) int {
	chain := -1
	for _, i := range s.here[sentence] {
		m := &s.a.Mentions[i]
		if m.Last > before || m.Chain < 0 || m.Form != extract.Name {
			continue
		}
		if typ := s.a.Chains[m.Chain].Type; s.types.Is(typ, "Place") || s.types.Is(typ, "Organization") {
			chain = m.Chain
		}
	}
	return chain
}

// speaks returns the chain of what a relative clause behind token head, before
// token to, is about, -1 if none: that of the noun, or what the noun is said of,
// "Ann Orr is a lawyer who".
func (s *said) speaks(sentence, head, to int) int {
	toks := s.a.Sentences[sentence].Tokens
	for range 4 {
		for _, i := range s.here[sentence] {
			m := &s.a.Mentions[i]
			if m.First <= head && head < m.Last && m.Last <= to && m.Chain >= 0 && s.a.Chains[m.Chain].Name != "" {
				return m.Chain
			}
		}
		switch toks[head].Dep {
		case "appos", "conj":
			head = toks[head].Head
		case "attr", "oprd":
			verb := toks[head].Head
			head = slices.IndexFunc(toks, func(t extract.Token) bool { return t.Head == verb && strings.HasPrefix(t.Dep, "nsubj") })
			if head < 0 {
				return -1
			}
		default:
			return -1
		}
	}
	return -1
}

// facts writes the claims out.
func (s *said) facts() []fact {
	var out []fact
	for i := range s.a.Claims {
		c := &s.a.Claims[i]
		if c.Status != extract.Asserted && c.Status != extract.Past {
			continue
		}
		for _, m := range knowledgeNet {
			for _, r := range m.ours {
				if r.relation == c.Predicate && r.is(s.a, c) {
					out = s.write(out, m.label, r, c)
					break
				}
			}
		}
	}
	return out
}

func (s *said) write(out []fact, label string, r reading, c *extract.Claim) []fact {
	objects := []extract.Span{c.Object.Span}
	if c.Object.Chain >= 0 {
		objects = slices.Clone(s.spans[c.Object.Chain])
		if r.place {
			for _, place := range s.lies[c.Object.Chain] {
				objects = append(objects, s.spans[place]...)
			}
		}
		if c.Object.Mention >= 0 { // "Peruvian" tells the nationality, "Peru" where somebody lives
			adjective := s.adjectives[c.Object.Span]
			objects = slices.DeleteFunc(objects, func(o extract.Span) bool { return s.adjectives[o] != adjective })
		}
	}
	near := s.a.Sentences[c.Sentence].Span
	for _, subject := range s.spans[c.Subject.Chain] {
		for _, object := range objects {
			f := fact{label, subject, object}
			if r.turned {
				f.subject, f.object = object, subject
			}
			if !near.Contains(subject) || !near.Contains(object) {
				continue
			}
			for _, f := range []fact{f, {label, f.object, f.subject}} {
				if !slices.Contains(out, f) {
					out = append(out, f)
				}
				if !r.both {
					break
				}
			}
		}
	}
	return out
}

// causes of what is missed, see [said.cause].
var causes = []string{"subject", "object", "types", "one", "apart", "status", "relation", "unsaid"}

// cause tells how far the pipeline came with a fact: "subject" and "object": nothing
// speaks of this end; "one": both are taken for one thing; "types": of which no
// reading of the property fits; "apart": in different sentences; "status": the
// claim is there, denied, planned or alleged; "relation": another is; else
// "unsaid".
func (s *said) cause(g fact) string {
	subject, object := s.at(g.subject), s.at(g.object)
	m := knowledgeNet[slices.IndexFunc(knowledgeNet, func(m relationMap) bool { return m.label == g.label })]
	attribute := m.ours[0].relation[0] >= 'a'
	switch {
	case len(subject) == 0:
		return "subject"
	case attribute && !s.valueAt(g.object) || !attribute && len(object) == 0:
		return "object"
	case !attribute && slices.ContainsFunc(subject, func(c int) bool { return slices.Contains(object, c) }):
		return "one"
	case !s.fit(g.label, subject, object):
		return "types"
	case s.sentence(g.subject) != s.sentence(g.object):
		return "apart"
	}
	why := "unsaid"
	for i := range s.a.Claims {
		c := &s.a.Claims[i]
		if c.Sentence != s.sentence(g.subject) || c.Object.Chain < 0 && !c.Object.Overlaps(g.object) {
			continue
		}
		here := slices.Contains(subject, c.Subject.Chain) && (c.Object.Chain < 0 || slices.Contains(object, c.Object.Chain))
		there := slices.Contains(object, c.Subject.Chain) && slices.Contains(subject, c.Object.Chain)
		for _, r := range m.ours {
			if r.relation == c.Predicate && (here && !r.turned || there && (r.turned || r.both)) && c.Status != extract.Asserted && c.Status != extract.Past {
				return "status"
			}
		}
		if here || there {
			why = "relation"
		}
	}
	return why
}

// at returns the chains that are spoken of at span.
func (s *said) at(span extract.Span) []int {
	var out []int
	for chain, spans := range s.spans {
		if slices.ContainsFunc(spans, span.Overlaps) {
			out = append(out, chain)
		}
	}
	return out
}

func (s *said) valueAt(span extract.Span) bool {
	return slices.ContainsFunc(s.a.Mentions, func(m extract.Mention) bool {
		return m.Form == extract.Value && m.Normal != "" && m.Overlaps(span)
	})
}

func (s *said) sentence(span extract.Span) int {
	return slices.IndexFunc(s.a.Sentences, func(x extract.Sentence) bool { return x.Overlaps(span) })
}

// ends are the types between which our relations for the properties hold.
var ends = map[string][2]string{
	"SPOUSE": {"Person", "Person"}, "CHILD_OF": {"Person", "Person"},
	"PLACE_OF_BIRTH": {"Person", "Place"}, "PLACE_OF_RESIDENCE": {"Person", "Place"},
	"NATIONALITY": {"Person", "Country"}, "EDUCATED_AT": {"Person", "Organization"},
	"POLITICAL_AFFILIATION": {"Person", "PoliticalParty"}, "EMPLOYEE_OR_MEMBER_OF": {"Person", "Organization"},
	"CEO": {"Organization", "Person"}, "FOUNDED_BY": {"Organization", "Person"},
	"HEADQUARTERS": {"Organization", "Place"}, "SUBSIDIARY_OF": {"Organization", "Organization"},
	"DATE_OF_BIRTH": {"Person", ""}, "DATE_OF_DEATH": {"Person", ""}, "DATE_FOUNDED": {"Organization", ""},
}

func (s *said) fit(label string, subject, object []int) bool {
	is := func(chains []int, of string) bool {
		return of == "" || slices.ContainsFunc(chains, func(c int) bool { return s.types.Is(s.a.Chains[c].Type, of) })
	}
	e := ends[label]
	return is(subject, e[0]) && is(object, e[1])
}

// nameAll gives everybody a name of whom the text only speaks: chains of
// pronouns, and those pronouns that are in no chain, one chain for a sentence and
// word. It stands in for what the texts left out.
func nameAll(a *extract.Analysis) {
	alone := map[string]int{}
	for i := range a.Mentions {
		m := &a.Mentions[i]
		if m.Form != extract.Pronoun {
			continue
		}
		word := strings.ToLower(m.In(a.Document.Text))
		kind := pronounKinds[word]
		if kind == "" {
			continue
		}
		if m.Chain < 0 {
			key := fmt.Sprint(m.Sentence, kind)
			chain, ok := alone[key]
			if !ok {
				chain = len(a.Chains)
				alone[key] = chain
				a.Chains = append(a.Chains, extract.Chain{})
			}
			m.Chain = chain
			a.Chains[chain].Mentions = append(a.Chains[chain].Mentions, i)
		}
		c := &a.Chains[m.Chain]
		if c.Name == "" {
			c.Name = cmp.Or(c.Name, m.In(a.Document.Text))
			c.Type = cmp.Or(c.Type, map[bool]string{true: "Person", false: "Organization"}[kind != "it" && kind != "we"])
		}
	}
}

// pronounKinds are the pronouns whose bearers [nameAll] names, with the one that
// stands for the kind.
var pronounKinds = map[string]string{
	"i": "i", "me": "i", "my": "i", "myself": "i", "he": "he", "him": "he", "his": "he", "himself": "he",
	"she": "she", "her": "she", "hers": "she", "herself": "she", "they": "they", "them": "they", "their": "they",
	"it": "it", "its": "it", "itself": "it", "we": "we", "us": "we", "our": "we",
}
