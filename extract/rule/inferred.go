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
//   - the country that the document is about, unless the title there is somebody
//     else's.
//
// An indefinite title ("a director") is anybody's and concludes nothing.
func (m *match) inferred(p *extract.Proposition) []extract.Argument {
	holder := m.bodiless(p)
	if holder < 0 {
		return nil
	}
	own, unnamed, others := m.sameTitle(p, holder)
	switch {
	case own >= 0:
		return concluded(p, own)
	case m.isBare(p): // "worked as a writer, director and producer"
	case unnamed >= 0:
		return concluded(p, unnamed)
	case isLegislator(p) && m.ofRegion(p):
	default:
		return m.concludedOf(p, m.country(), others)
	}
	return nil
}

// ofRegion reports whether a region stands behind the name of who holds p, for which
// they sit: "Senator Dorn, Republican of Ohio", "Senator Dorn (D-Ohio)".
func (m *match) ofRegion(p *extract.Proposition) bool {
	const reach = 6 // tokens
	for _, h := range p.Args(extract.Holder) {
		if h.Mention >= 0 {
			end := m.a.Mentions[h.Mention].Last
			for _, k := range m.mentions[p.Sentence] {
				if n := &m.a.Mentions[k]; n.First >= end && n.First < end+reach && n.Type == "Region" {
					return true
				}
			}
		}
	}
	return false
}

// about concludes that p, which lacks its organization, is of the one that the
// document is about: "she joined the board", "the chief executive, Lena Hald".
func (m *match) about(p *extract.Proposition) []extract.Argument {
	if p.Kind != extract.Title {
		return m.concludedOf(p, m.organization(), nil)
	}
	holder := m.bodiless(p)
	if holder < 0 || m.isBare(p) && m.speaking(p) < 0 {
		return nil
	}
	_, _, others := m.sameTitle(p, holder)
	if chain := m.speaking(p); chain >= 0 && !slices.Contains(others, chain) {
		return concluded(p, chain)
	}
	return m.concludedOf(p, m.organization(), others)
}

// speaking returns the chain of the firm that says p in its sentence, which speaks
// of its own people: "Orix said its plant would close and Hald become chairman";
// -1 if none does.
func (m *match) speaking(p *extract.Proposition) int {
	for i := range m.a.Attributions {
		a := &m.a.Attributions[i]
		if a.Source == nil || a.Sentence != p.Sentence || a.Mode != "indirect" || a.Source.Chain < 0 ||
			a.Content.Start > p.Trigger.Start || p.Trigger.End > a.Content.End {
			continue
		}
		c := &m.a.Chains[a.Source.Chain]
		if c.Name != "" && m.o.types.Is(c.Type, "Organization") && !m.o.types.Is(c.Type, "GovernmentBody") &&
			c.Type != "Media" && c.Type != "PoliticalParty" && c.Type != "IntergovOrg" {
			return a.Source.Chain
		}
	}
	return -1
}

// concludedOf returns t unless it is one of others or what stands around p speaks of
// something else of its kind that is as likely.
func (m *match) concludedOf(p *extract.Proposition, t topic, others []int) []extract.Argument {
	if t.chain < 0 || slices.Contains(others, t.chain) {
		return nil
	}
	if t.factor < clearlyFactor && m.namesAnother(p.Sentence, t.chain) {
		return nil
	}
	return concluded(p, t.chain)
}

// bodiless returns the chain of the one who holds the title p if the sentence
// leaves out whose title it is, else -1.
func (m *match) bodiless(p *extract.Proposition) int {
	holders := p.Args(extract.Holder)
	if p.Kind != extract.Title || m.hasBody(p) || m.isIndefinite(p) && !isLegislator(p) || len(holders) != 1 ||
		holders[0].Head == p.Head { // "the president" alone says nothing of him
		return -1
	}
	return holders[0].Chain
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
			if a.Chain >= 0 && m.a.Chains[a.Chain].Type == "PoliticalParty" {
				return !isLegislator(p) // "Labour lawmaker" is one of the country
			}
			return a.Chain >= 0 || a.Mention >= 0 || !m.isPortfolio(p, &a)
		case "p:in": // "finance minister in the last government"
			return a.Chain >= 0 || !isField(p)
		case extract.Nation, extract.Of, "p:of", "p:at", "p:for", "p:with": // "to" is to whom an envoy goes
			return true
		}
		return false
	})
}

// isPortfolio reports whether the body a of the title p is its field: it stands
// before the rank, or without an article behind it ("minister of education").
func (m *match) isPortfolio(p *extract.Proposition, a *extract.Argument) bool {
	if a.Lemma == "" || a.Head < 0 || !isField(p) {
		return false
	}
	return a.Span.End <= p.Trigger.Start || !m.hasArticle(p.Sentence, a.Head)
}

// hasArticle reports whether an article, a possessor or the like stands before the
// noun at token i.
func (m *match) hasArticle(sentence, i int) bool {
	return slices.ContainsFunc(m.a.Sentences[sentence].Tokens, func(t extract.Token) bool {
		return t.Head == i && (t.Dep == "det" || t.Dep == "poss")
	})
}

func isField(p *extract.Proposition) bool {
	// A ministry has a minister, a company none: the fields of other ranks
	// ("company president") are bodies without a name.
	return strings.HasSuffix(p.Lemma, "minister") || strings.HasSuffix(p.Lemma, "secretary") || isLegislator(p)
}

// isLegislator reports whether the holder of the title p is one of many who sit for a
// party.
func isLegislator(p *extract.Proposition) bool {
	switch p.Lemma {
	case "lawmaker", "legislator", "member of parliament", "mp", "parliamentarian", "senator", "sen.":
		return true
	}
	return false
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

// isBare reports whether the title has no article, stands before no name and is no
// predicate by itself: "Hald is chief executive".
func (m *match) isBare(p *extract.Proposition) bool {
	listed := false
	for _, t := range m.a.Sentences[p.Sentence].Tokens {
		if t.Head == p.Head && t.Dep == "det" {
			return false
		}
		listed = listed || t.Head == p.Head && t.Dep == "conj"
	}
	t := m.token(p.Sentence, p.Head)
	if t != nil && isField(p) && (t.Dep == "oprd" || t.Dep == "pobj" && m.behindVerb(p.Sentence, t.Head)) {
		return false // "named her as foreign minister"
	}
	apart := t != nil && t.Dep == "appos" && !isField(p) // "Hald, president since her father's death"
	return t != nil && (t.Dep == "attr" && listed || t.Dep == "pobj" || t.Dep == "oprd" || t.Dep == "conj" || apart)
}

// behindVerb reports whether the preposition at i stands behind the verb it hangs on.
func (m *match) behindVerb(sentence, i int) bool {
	t := m.token(sentence, i)
	if t == nil || t.Head >= i || !strings.EqualFold(t.Text, "as") {
		return false
	}
	v := m.token(sentence, t.Head)
	return v != nil && strings.HasPrefix(v.Tag, "VB")
}

// sameTitle returns the chain whose title p is by another place of the document:
// where the same holder has it, and where nobody named has it; -1 if there is
// none or, of the latter, if there are two. Others are those whose title it is of
// another holder.
func (m *match) sameTitle(p *extract.Proposition, holder int) (own, unnamed int, others []int) {
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
		case named:
			others = append(others, body)
		case unnamed == body || m.o.types.Is(m.a.Chains[body].Type, "Place"):
		case unnamed == -1:
			unnamed = body
		default:
			unnamed = -2
		}
	}
	return own, max(unnamed, -1), others
}

// fields are the portfolios of a title.
func fields(p *extract.Proposition) []string {
	var out []string
	for _, a := range p.Args(extract.Body) {
		if a.Chain < 0 && a.Mention < 0 && isField(p) {
			out = append(out, a.Lemma)
		}
	}
	return out
}

// A topic is what of its kind the document is about.
type topic struct {
	chain  int // -1 if there is none
	factor int // how many times as often as any other it is spoken of
}

// A document is about the thing of its kind of which it speaks so often, and so many
// times as often as of any other; fewer times will do if the others are only passed.
const (
	aboutTimes    = 3
	passedTimes   = 2
	passedFactor  = 2
	datelineTimes = 2 // what a dateline is worth
	clearlyFactor = 3
)

// country returns the country that the document is about.
func (m *match) country() topic {
	return m.topicOf(&m.topics[0], func(typ string) bool { return typ == "Country" })
}

// organization returns the organization that the document is about.
func (m *match) organization() topic {
	return m.topicOf(&m.topics[1], func(typ string) bool {
		return m.o.types.Is(typ, "Organization") && typ != "Media" && !m.o.types.Is(typ, "PoliticalParty")
	})
}

// topicOf finds what of a kind the document is about; known keeps the answer.
func (m *match) topicOf(known **topic, kind func(string) bool) topic {
	if *known != nil {
		return **known
	}
	best, most, next := -1, 0, 0
	for c := range m.a.Chains {
		if m.a.Chains[c].Name == "" || !kind(m.a.Chains[c].Type) {
			continue
		}
		switch n := m.spokenOf(c); {
		case n > most:
			best, most, next = c, n, most
		case n > next:
			next = n
		}
	}
	if most < aboutTimes || most < clearlyFactor*next && (next > passedTimes || most < passedFactor*next) {
		best = -1
	}
	if best >= 0 && m.a.Chains[best].Type == "Country" && m.elsewhere(best) && most < clearlyFactor*max(next, datelineTimes) {
		best = -1
	}
	*known = &topic{chain: best, factor: most / max(next, 1)}
	return **known
}

// elsewhere reports whether the document reports from another country than c.
func (m *match) elsewhere(c int) bool {
	return m.a.Chains[c].Dateline != "" && m.a.Chains[c].Dateline != m.a.Chains[c].Link
}

// spokenOf returns how often the document speaks of chain c: of a country also by its
// places and, for some times, by the dateline.
func (m *match) spokenOf(c int) int {
	chain := &m.a.Chains[c]
	n := m.spoken[c]
	if chain.Type != "Country" || chain.Link == "" {
		return n
	}
	for k := range m.a.Chains {
		if m.a.Chains[k].Country == chain.Link {
			n += m.spoken[k]
		}
	}
	if chain.Dateline == chain.Link {
		n += datelineTimes
	}
	return n
}

// namesAnother reports whether a sentence names another thing of the kind of a
// topic, whose title the one there might be.
func (m *match) namesAnother(sentence, about int) bool {
	kind := "Organization"
	if m.a.Chains[about].Type == "Country" {
		kind = "Country"
	}
	return slices.ContainsFunc(m.mentions[sentence], func(k int) bool {
		n := &m.a.Mentions[k]
		return n.Form == extract.Name && n.Chain >= 0 && n.Chain != about && m.o.types.Is(m.a.Chains[n.Chain].Type, kind)
	})
}

// recentSentences is how far back what a sentence leaves out may stand.
const recentSentences = 2

// recent finds what was last spoken of before proposition i that fits and is as
// where asks of the object. Nothing that the proposition itself speaks of counts.
func (m *match) recent(i int, where *condition, fit func(filler) bool) (filler, bool) {
	p := &m.a.Propositions[i]
	for s, back := p.Sentence, 0; s >= 0 && back <= recentSentences; s, back = m.a.Before(s), back+1 {
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

// only finds the one thing in the document that fits and is as where asks of the
// object. Of a title it concludes nothing where the sentence says whose it is.
func (m *match) only(i int, where *condition, fit func(filler) bool) (filler, bool) {
	p := &m.a.Propositions[i]
	if where == nil || where.Object == nil || p.Kind == extract.Title && m.bodiless(p) < 0 {
		return filler{}, false
	}
	var found filler
	n := 0
	for c := range m.a.Chains {
		if m.a.Chains[c].Name == "" || m.spoken[c] == 0 {
			continue
		}
		f := filler{arg: concluded(p, c)[0], base: i, of: 1}
		if !fit(f) {
			continue
		}
		for _, name := range append([]string{m.a.Chains[c].Name}, m.a.Chains[c].Aliases...) {
			if f.arg.Lemma = name; m.argumentIs(p.Sentence, &f.arg, where.Object) {
				found = f
				n++
				break
			}
		}
	}
	return found, n == 1
}
