package coref

import "dossier/extract"

// bearers finds the chains of the body by what a name in a heading or caption calls
// them.
type bearers struct {
	r        *Resolver
	chains   []extract.Chain
	links    map[string]int
	keys     ledger // their names, in the order of [inverted]
	persons  ledger // first and last word of their full names
	surnames ledger
	given    ledger
	alone    ledger // the one word that the body calls a person by, who has no full name
	bodies   ledger // first words of the names of organizations and things
	initials ledger
}

// A ledger tells which chain bears a name: of several the one with the most mentions.
type ledger map[string]int

func (l ledger) add(key string, chain int, all []extract.Chain) {
	if old, ok := l[key]; key != "" && (!ok || len(all[chain].Mentions) > len(all[old].Mentions)) {
		l[key] = chain
	}
}

// bearers learns the names of chains, which ms are the mentions of.
func (r *Resolver) bearers(a *extract.Analysis, ms []extract.Mention, chains []extract.Chain) *bearers {
	x := &bearers{r, chains, map[string]int{}, ledger{}, ledger{}, ledger{}, ledger{}, ledger{}, ledger{}, ledger{}}
	for k, c := range chains {
		if c.Name == "" {
			continue
		}
		if c.Link != "" {
			x.links[c.Link] = k
		}
		var full bool
		var one []string // the words that name it alone
		for _, i := range c.Mentions {
			m := &ms[i]
			if m.Form != extract.Name || m.Rule == "demonym" || m.Via != "" {
				continue
			}
			s := r.spell(a.Text(m.Span), m.Type)
			x.keys.add(s.key, k, chains)
			switch n := len(s.words); {
			case n > 1:
				full = true
				x.fullName(s, k)
			case n == 1:
				one = append(one, s.words[0])
			}
		}
		for _, w := range one {
			if !full && r.types.Is(c.Type, "Person") {
				x.alone.add(w, k, chains)
			}
		}
	}
	return x
}

// fullName notes what may stand for the full name s of chain k.
func (x *bearers) fullName(s spelling, k int) {
	typ := x.chains[k].Type
	if x.r.types.Is(typ, "Person") {
		x.persons.add(s.words[0]+" "+last(s.words), k, x.chains)
		x.surnames.add(last(s.words), k, x.chains)
		x.given.add(s.words[0], k, x.chains)
		return
	}
	x.initials.add(capitals(s.text), k, x.chains)
	if !x.r.types.Is(typ, "Place") && !x.r.types.Is(typ, "GovernmentBody") && !x.r.lex.Ordinary(s.words[0]) {
		x.bodies.add(s.words[0], k, x.chains)
	}
}

// find returns the chain that m, which reads text, speaks of, -1 if there is none,
// and why.
func (x *bearers) find(m *extract.Mention, text string) (int, string) {
	if k, ok := x.linked(m); ok || len(m.Links) == 1 || m.Rule == "demonym" {
		return k, "list"
	}
	s := x.r.spell(text, m.Type)
	if k, ok := x.keys[s.key]; ok {
		return k, "words"
	}
	switch n := len(s.words); {
	case n > 1 && m.Type == "Person":
		if k, ok := x.persons[s.words[0]+" "+last(s.words)]; ok {
			return k, "words"
		}
		if k, ok := x.alone[last(s.words)]; ok {
			return k, "surname"
		}
	case n == 1:
		for _, l := range []ledger{x.surnames, x.given} {
			if k, ok := l[s.words[0]]; ok && m.Type == "Person" {
				return k, "surname"
			}
		}
		if k, ok := x.initials[capitals(text)]; ok && acronymLike(text) {
			return k, "acronym"
		}
		if k, ok := x.bodies[s.words[0]]; ok {
			return k, "short"
		}
	}
	return -1, ""
}

// linked returns the chain of the listed thing that m names: the only one of the body
// if m may name several.
func (x *bearers) linked(m *extract.Mention) (chain int, ok bool) {
	chain = -1
	for _, id := range m.Links {
		if k, there := x.links[id]; there {
			if ok {
				return -1, false
			}
			chain, ok = k, true
		}
	}
	return chain, ok
}
