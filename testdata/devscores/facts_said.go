package main

import (
	"slices"
	"strings"

	"dossier/extract"
)

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
