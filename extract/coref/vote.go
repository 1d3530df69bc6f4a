package coref

import (
	"cmp"
	"slices"
	"strings"

	"dossier/extract"
)

// weight is what the evidence behind a mention's type counts in the vote.
func weight(m *extract.Mention) float64 {
	switch m.Rule {
	case "gazetteer", "demonym":
		return 5
	case "cue", "acronym":
		return 4
	case "title", "phrase":
		return 3
	case "ner":
		if m.Last-m.First == 1 {
			return 1
		}
		return 2
	case "nominal":
		return 1
	case "repeat":
		return 0.5
	}
	return 0
}

// vote sets the type of entity e: down the tree to the child with the most
// votes as long as it has at least as many as its siblings together.
func (c *resolution) vote(e int) {
	ent := c.ents[e]
	clear(c.votes)
	for _, i := range ent.mentions {
		m := &c.ms[i]
		if m.Type == "" || m.Form == extract.Pronoun || m.Form == extract.Nominal && ent.named || m.Via == "officials" && m.Form == extract.Nominal {
			continue
		}
		w := weight(m)
		for _, t := range c.r.types.Path(m.Type) {
			c.votes[t] += w
		}
	}
	ent.typ = c.winner(c.votes)
	if ent.person {
		ent.typ = "Person"
	}
}

func (c *resolution) winner(votes map[string]float64) string {
	names := make([]string, 0, len(votes))
	for t := range votes {
		names = append(names, t)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(votes[b], votes[a]), strings.Compare(a, b))
	})
	at := ""
	for {
		best, rest := "", 0.0
		for _, t := range names {
			p := c.r.types.Path(t)
			parent := ""
			if len(p) > 1 {
				parent = p[len(p)-2]
			}
			if parent != at {
				continue
			}
			if best == "" {
				best = t
			} else {
				rest += votes[t]
			}
		}
		if best == "" || at != "" && votes[best] < rest {
			return at
		}
		at = best
	}
}

// chains turns the entities into chains and gives each mention its chain and
// type.
func (c *resolution) chains() ([]extract.Mention, []extract.Chain) {
	order := make([]int, 0, len(c.ents))
	for e, ent := range c.ents {
		slices.Sort(ent.mentions)
		if ent.named || len(ent.mentions) > 1 {
			order = append(order, e)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return c.ents[a].mentions[0] - c.ents[b].mentions[0] })
	for i := range c.ms {
		c.ms[i].Chain = -1
	}
	out := make([]extract.Chain, 0, len(order))
	for k, e := range order {
		ent := c.ents[e]
		c.vote(e)
		chain := extract.Chain{Type: ent.typ, Link: ent.link, Mentions: ent.mentions}
		chain.Name, chain.Aliases = c.fullest(ent)
		for _, i := range ent.mentions {
			c.ms[i].Chain = k
			if chain.Type != "" {
				c.ms[i].Type = chain.Type
			}
		}
		out = append(out, chain)
	}
	return c.kept(out), out
}

// kept returns the mentions without those that were only found to see whether
// they are spoken of again, with all references to mentions changed to match.
func (c *resolution) kept(chains []extract.Chain) []extract.Mention {
	now := make([]int, len(c.ms)) // by index: the new one
	out := c.ms[:0:0]
	for i, m := range c.ms {
		now[i] = -1
		if m.Chain < 0 {
			m.Reason = ""
			_, person := persons[lower(c.token(i).Text)]
			if m.Rule == "noun" || m.Form == extract.Pronoun && person {
				continue
			}
		}
		now[i] = len(out)
		out = append(out, m)
	}
	at := func(i int) int {
		if i < 0 {
			return -1
		}
		return now[i]
	}
	for i := range out {
		p := &out[i].Phrase
		p.Demonym, p.Possessor = at(p.Demonym), at(p.Possessor)
	}
	for _, chain := range chains {
		for k, i := range chain.Mentions {
			chain.Mentions[k] = now[i]
		}
	}
	return out
}

// fullest returns the name to show for an entity and its other names. A listed
// place goes by its name in the list; all else by its longest name in the
// text, without the legal form if it also stands there without.
func (c *resolution) fullest(ent *entity) (string, []string) {
	texts := map[string]bool{}
	var list []string
	for _, i := range ent.mentions {
		if c.ms[i].Form == extract.Name && c.ms[i].Rule != "demonym" && c.ms[i].Via != "metonymy" {
			if t := c.text(i); !texts[t] {
				texts[t] = true
				list = append(list, t)
			}
		}
	}
	name := ""
	if e, ok := c.r.lex.Entity(ent.link); ok && c.r.types.Is(e.Type, "Place") {
		name = e.Name
	}
	if name == "" && len(list) > 0 {
		core := func(s string) string { return strings.Join(c.r.core(strings.Fields(s), ent.typ), " ") }
		best := slices.MinFunc(list, func(a, b string) int {
			ca, cb := core(a), core(b)
			return cmp.Or(cmp.Compare(len(strings.Fields(cb)), len(strings.Fields(ca))), cmp.Compare(len(cb), len(ca)),
				cmp.Compare(len(a), len(b)), strings.Compare(a, b))
		})
		name = best
	}
	delete(texts, name)
	var aliases []string
	for t := range texts {
		aliases = append(aliases, t)
	}
	slices.Sort(aliases)
	return name, aliases
}
