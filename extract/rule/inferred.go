package rule

import (
	"slices"
	"strings"

	"dossier/extract"
)

// inferred concludes whose title p is where the sentence does not say it: "the
// director, Jan Prey", "President Sosa". That is, first that fits:
//
//   - the body or country beside the same title of the same holder elsewhere;
//   - the organization beside the same title where it stands without a name
//     ("the agency's director"), if the document knows no other;
//   - for a country: the one that the document is about.
//
// An indefinite title ("a director") is anybody's and concludes nothing.
func (m *match) inferred(p *extract.Proposition) []extract.Argument {
	if p.Kind != extract.Title || m.hasBody(p) || m.isIndefinite(p) {
		return nil
	}
	holders := p.Args(extract.Holder)
	if len(holders) != 1 || holders[0].Chain < 0 || holders[0].Head == p.Head {
		return nil // "the president" alone says nothing of him
	}
	own, unnamed := m.sameTitle(p, holders[0].Chain)
	switch {
	case own >= 0:
		return concluded(p, own)
	case m.isBare(p): // "worked as a writer, director and producer"
	case unnamed >= 0:
		return concluded(p, unnamed)
	case m.dominant() >= 0:
		return concluded(p, m.dominant())
	}
	return nil
}

// concluded is the chain as an argument that stands where p does: what stands
// elsewhere must not move the claim.
func concluded(p *extract.Proposition, chain int) []extract.Argument {
	return []extract.Argument{{Span: p.Trigger, Head: -1, Mention: -1, Chain: chain, Proposition: -1, Inferred: true}}
}

// hasBody reports whether the sentence says, in a name or not, whose title p
// is. A portfolio ("finance minister") does not.
func (m *match) hasBody(p *extract.Proposition) bool {
	return slices.ContainsFunc(p.Arguments, func(a extract.Argument) bool {
		switch a.Role {
		case extract.Body:
			return a.Chain >= 0 || a.Mention >= 0 || !m.isPortfolio(p, &a)
		case extract.Nation, extract.Of, "p:of", "p:at", "p:in", "p:to", "p:for", "p:with":
			return true
		}
		return false
	})
}

// isPortfolio reports whether the body a of the title p is its field: it stands
// directly before the rank.
func (m *match) isPortfolio(p *extract.Proposition, a *extract.Argument) bool {
	return a.Span.End <= p.Trigger.Start && a.Lemma != "" && a.Head >= 0 && isField(p, a)
}

func isField(p *extract.Proposition, a *extract.Argument) bool {
	// A ministry has a minister, a company none: the fields of other ranks
	// ("company president") are bodies without a name.
	return strings.HasSuffix(p.Lemma, "minister") || strings.HasSuffix(p.Lemma, "secretary")
}

// isIndefinite reports whether the title has the article "a" or is a plural.
func (m *match) isIndefinite(p *extract.Proposition) bool {
	tokens := m.a.Sentences[p.Sentence].Tokens
	for i := range tokens {
		if tokens[i].Head == p.Head && i != p.Head && tokens[i].Dep == "det" {
			switch strings.ToLower(tokens[i].Text) {
			case "the", "this", "that":
			default:
				return true
			}
		}
	}
	t := m.token(p.Sentence, p.Head)
	return t == nil || strings.HasSuffix(t.Tag, "S")
}

// isBare reports whether the title has no article and stands before no name.
func (m *match) isBare(p *extract.Proposition) bool {
	for _, t := range m.a.Sentences[p.Sentence].Tokens {
		if t.Head == p.Head && t.Dep == "det" {
			return false
		}
	}
	t := m.token(p.Sentence, p.Head)
	return t != nil && (t.Dep == "attr" || t.Dep == "pobj" || t.Dep == "oprd" || t.Dep == "conj")
}

// sameTitle returns the chain whose title p is by another place of the document:
// where the same holder has it, and where nobody named has it; -1 if there is
// none or, of the latter, if there are two.
func (m *match) sameTitle(p *extract.Proposition, holder int) (own, unnamed int) {
	own, unnamed = -1, -1
	for _, i := range m.titles[p.Lemma] {
		q := &m.a.Propositions[i]
		if q == p || q.Nuance != extract.NuanceAsserted || !slices.Equal(fields(p), fields(q)) {
			continue
		}
		body := -1
		for _, a := range q.Arguments {
			if (a.Role == extract.Body || a.Role == extract.Nation) && a.Chain >= 0 && m.a.Chains[a.Chain].Name != "" {
				body = a.Chain
			}
		}
		if body < 0 {
			continue
		}
		named := false
		for _, h := range q.Args(extract.Holder) {
			if h.Chain == holder {
				own = body
			}
			named = named || h.Chain >= 0 && m.a.Chains[h.Chain].Name != "" && h.Chain != holder
		}
		switch {
		case named || unnamed == body || m.o.types.Is(m.a.Chains[body].Type, "Place"):
		case unnamed == -1:
			unnamed = body
		default:
			unnamed = -2
		}
	}
	return own, max(unnamed, -1)
}

// fields are the portfolios of a title.
func fields(p *extract.Proposition) []string {
	var out []string
	for _, a := range p.Args(extract.Body) {
		if a.Chain < 0 && a.Mention < 0 && isField(p, &a) {
			out = append(out, a.Lemma)
		}
	}
	return out
}

// A document is about a country that it names at least so often, and so many
// times as often as any other.
const (
	aboutTimes  = 3
	aboutFactor = 3
)

// dominant returns the chain of the country that the document is about, -1 if
// there is none.
func (m *match) dominant() int {
	if m.about != nil {
		return *m.about
	}
	best, most, next := -1, 0, 0
	for c := range m.a.Chains {
		if m.a.Chains[c].Type != "Country" || m.a.Chains[c].Name == "" {
			continue
		}
		n := len(m.a.Chains[c].Mentions)
		switch {
		case n > most:
			best, most, next = c, n, most
		case n > next:
			next = n
		}
	}
	if most < aboutTimes || most < aboutFactor*next {
		best = -1
	}
	m.about = &best
	return best
}

// recentSentences is how far back what a sentence leaves out may stand.
const recentSentences = 2

// recent finds what was last spoken of before proposition i that fits and is as
// where asks of the object. Nothing that the proposition itself speaks of counts.
func (m *match) recent(i int, where *condition, fit func(filler) bool) (filler, bool) {
	p := &m.a.Propositions[i]
	for s := p.Sentence; s >= max(0, p.Sentence-recentSentences); s-- {
		for k := len(m.mentions[s]) - 1; k >= 0; k-- {
			mention := &m.a.Mentions[m.mentions[s][k]]
			if mention.Chain < 0 || mention.End > p.Trigger.Start || mention.Via != "" ||
				slices.ContainsFunc(p.Arguments, func(a extract.Argument) bool { return a.Chain == mention.Chain }) {
				continue
			}
			f := filler{arg: concluded(p, mention.Chain)[0], base: i, of: 1}
			if fit(f) && (where == nil || where.Object == nil || m.argumentIs(p.Sentence, &f.arg, where.Object)) {
				return f, true
			}
		}
	}
	return filler{}, false
}
