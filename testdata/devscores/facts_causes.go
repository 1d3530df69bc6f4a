package main

import (
	"slices"

	"dossier/extract"
)

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
