package rule

import (
	"slices"

	"dossier/extract"
)

// spokesNouns are tie nouns whose holder speaks for the other end.
var spokesNouns = []string{"spokesman", "spokeswoman", "spokesperson", "lawyer", "attorney", "envoy",
	"ambassador", "representative", "negotiator", "agent", "lobbyist"}

// publicTitles are the titles that are an authority's though the text does not say
// of what: "Judge Sosa", "special counsel Ann Orr".
var publicTitles = []string{"attorney general", "chancellor", "governor", "judge", "justice", "magistrate", "mayor",
	"premier", "president", "prime minister", "prosecutor", "sheriff", "special counsel", "special prosecutor"}

// noteOffice notes who holds an office and for whom they speak.
func (m *match) noteOffice(p *extract.Proposition) {
	isTitle := p.Kind == extract.Title
	if !isTitle && !(p.Kind == extract.Noun && slices.Contains(spokesNouns, p.Lemma)) || p.Nuance.Status() != extract.Asserted {
		return
	}
	for _, h := range p.Args(extract.Holder) {
		if h.Chain < 0 {
			continue
		}
		if isTitle && len(p.Args(extract.Body)) == 0 && slices.Contains(publicTitles, p.Lemma) {
			m.inOffice[h.Chain] = true
		}
		for _, b := range p.Arguments {
			switch b.Role {
			case extract.Body, extract.Nation, extract.Of, "p:for", "p:at", "p:with":
				if b.Chain >= 0 {
					m.speaksFor[[2]int{h.Chain, b.Chain}] = true
					m.inOffice[h.Chain] = m.inOffice[h.Chain] || isTitle
				}
			}
		}
	}
}

// own reports whether every speaker of c is the doer of the act or speaks for
// it.
func (m *match) own(c *extract.Claim, out *output) bool {
	doers := []int{c.Subject.Chain}
	switch {
	case out.Symmetric:
		doers = append(doers, c.Object.Chain)
	case isMeasure(out.Relation):
		doers = []int{c.Object.Chain}
	}
	for _, i := range c.Attributions {
		source := m.a.Attributions[i].Source
		if source == nil || source.Chain < 0 {
			return false
		}
		if !slices.ContainsFunc(doers, func(d int) bool {
			return d == source.Chain || m.speaksFor[[2]int{source.Chain, d}]
		}) {
			return false
		}
	}
	return len(c.Attributions) > 0
}
