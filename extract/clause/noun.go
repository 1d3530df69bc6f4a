package clause

import (
	"slices"
	"strings"

	"dossier/extract"
)

// nounProposition makes the proposition of the common noun n if it has any
// argument. An event noun ("sanctions", "takeover") has the roles of a verb, a
// noun of tie ("ally", "unit") holder and of; other nouns have both.
func (r *reader) nounProposition(n int) {
	t := r.t
	capital := t.toks[n].Text != t.lower(n)
	if r.inName(n) || t.toks[n].Pos == "PRON" || strings.HasPrefix(t.toks[n].Tag, "NNP") && capital && !r.tieNoun(n) {
		return
	}
	p := r.nounArguments(n)
	if len(p.Arguments) > 0 {
		if r.tieNoun(n) {
			r.tenure(p, n)
		}
		r.props[n] = p
	}
}

// lackParties adds who did without the event n: "Talks between Chad and Mali
// ended without a deal".
func (r *reader) lackParties(p *extract.Proposition, n int) {
	t := r.t
	w := t.head(n)
	if w < 0 || t.dep(n) != "pobj" || t.lower(w) != "without" || t.head(w) < 0 || len(p.Args(extract.Agent)) > 0 {
		return
	}
	g := t.head(w)
	if t.dep(g) == "dobj" && t.head(g) >= 0 && r.events[t.lemma(g)] != nil {
		g = t.head(g) // "ended talks without any deals"
	}
	if !t.predicate(g) {
		return
	}
	for _, s := range r.surface(g) {
		if r.mention[s] >= 0 {
			r.addAll(p, extract.Agent, []int{s})
			continue
		}
		for _, k := range t.kids[s] {
			if o := t.child(k, "pobj"); o >= 0 && t.dep(k) == "prep" && (t.lower(k) == "between" || t.lower(k) == "with") {
				r.add(p, "p:"+t.lower(k), o)
			}
		}
		r.addAll(p, extract.Agent, r.owners(s))
	}
}

func (r *reader) tieNoun(n int) bool { return r.ties[r.t.lemma(n)] }

func (r *reader) nounArguments(n int) *extract.Proposition {
	t := r.t
	p := &extract.Proposition{Sentence: r.s, Kind: extract.Noun, Lemma: t.lemma(n), Head: n, Trigger: t.toks[n].Span}
	ev, tie := r.events[p.Lemma], r.tieNoun(n)
	kids := slices.Concat(t.kids[n], r.sharedPhrases(n))
	if h := t.head(n); h >= 0 && t.dep(n) == "attr" {
		if k := r.fronted(h); k >= 0 && t.head(k) != n {
			kids = append(kids, k) // "of which Mali is a member"
		}
	}
	own := r.owners(n)
	by := r.doers(n)
	for _, k := range t.kids[n] {
		if reverse, ok := r.supports(r.verbLemma(k), "", n); len(by) == 0 && t.dep(k) == "acl" && k > n && (ok && !reverse || r.ledRound(n, k)) {
			by = r.doers(k) // "the ban on Orix imposed by Chad"
		}
	}
	var of []int
	for _, k := range kids {
		switch {
		case t.dep(k) == "prep" && t.lower(k) == "of":
			if o := t.child(k, "pobj"); o >= 0 && r.value(o) == nil {
				of = append(of, r.phrase(o)...)
			}
			of = append(of, r.alsoOf(k)...)
			if o := t.child(k, "pcomp"); o >= 0 && t.predicate(o) {
				r.gerund(p, "of", o)
			}
		case t.is(k, "prep", "agent") && t.lower(k) != "by":
			r.prepositional(p, n, k)
		case t.is(k, "acl", "relcl") && t.lemma(k) == "belong" && ev == nil && !tie: // "a yacht belonging to Orlov"
			for _, c := range t.kids[k] {
				if o := t.child(c, "pobj"); t.dep(c) == "prep" && t.lower(c) == "to" && o >= 0 {
					of = append(of, r.phrase(o)...)
				}
			}
		case t.dep(k) == "acl" && t.infinitive(k), t.is(k, "ccomp"):
			if !tie {
				r.content(p, k)
			}
		}
	}
	if tie && len(of) == 2 && t.dep(n) == "appos" && r.afterComma(of[1]) {
		of = of[:1] // "between Orix, a unit of Velden, and Gazora"
	}
	nations := r.demonyms(n)
	switch {
	case ev != nil:
		r.addAll(p, extract.Agent, by)
		switch {
		case len(by) > 0:
			r.addAll(p, extract.Patient, own) // "Belport's takeover by Gazora"
		case len(own) > 0:
			r.addAll(p, extract.Agent, own)
		default:
			r.addAll(p, extract.Agent, nations)
		}
		if ev.intransitive && len(p.Args(extract.Agent)) == 0 {
			r.addAll(p, extract.Agent, of)
		} else {
			r.addAll(p, extract.Patient, of)
		}
	case tie:
		if len(of) > 0 { // "the U.S. subsidiary of Orix"
			own = slices.DeleteFunc(own, func(k int) bool { return r.t.is(k, "compound", "nmod") && r.typ(k) == "Country" })
		}
		if k := r.calledUnit(n, own); k >= 0 {
			own = slices.DeleteFunc(own, func(o int) bool { return o == k })
			r.addAll(p, extract.Holder, []int{k})
		}
		r.addAll(p, extract.Of, own)
		r.addAll(p, extract.Of, of)
	default:
		r.addAll(p, extract.Agent, by)
		r.addAll(p, extract.Agent, own)
		r.addAll(p, extract.Patient, of)
		r.addAll(p, extract.Of, own)
		r.addAll(p, extract.Of, of)
	}
	if ev == nil {
		r.addAll(p, extract.Nation, nations)
	}
	if ev != nil {
		r.lackParties(p, n)
	}
	r.addAll(p, extract.Holder, r.holders(n))
	p.Modifiers = r.modifiers(n)
	// A modifier alone makes no predication, nor does being oneself.
	if len(p.Arguments) == len(p.Args(extract.Nation)) || len(p.Arguments) == 1 && p.Arguments[0].Role == extract.Holder && p.Arguments[0].Head == n {
		p.Arguments = nil
	}
	return p
}

// ledRound reports whether n is a round of investment that the participle k says who
// led.
func (r *reader) ledRound(n, k int) bool {
	switch r.t.lemma(n) {
	case "financing", "funding", "investment", "round":
		return r.t.lemma(k) == "lead" || r.t.lemma(k) == "co-lead"
	}
	return false
}

// calledUnit returns the name in a compound with the noun n that says how a part of
// another is called: "its Sunny unit", "Orix's Sunny division"; -1 if there is none.
func (r *reader) calledUnit(n int, own []int) int {
	t := r.t
	switch t.lemma(n) {
	case "affiliate", "arm", "brand", "division", "subsidiary", "unit":
	default:
		return -1
	}
	if t.child(n, "poss") < 0 || t.plural(n) {
		return -1
	}
	for _, k := range own {
		if t.head(k) == n && t.is(k, "compound", "nmod") && r.endOf(k) == n-1 && !r.person(k) && r.typ(k) != "Country" && r.typ(k) != "City" && r.typ(k) != "Region" {
			return k
		}
	}
	return -1
}

// afterComma reports whether the second of two conjuncts stands behind a comma
// and its conjunction, which then rather joins it to something before the aside.
func (r *reader) afterComma(c int) bool {
	for i := c - 1; i > 0; i-- {
		if r.t.dep(i) == "cc" {
			return r.t.toks[i-1].Text == ","
		}
	}
	return false
}

// owners returns the heads of the possessor and of names in compound with n:
// "Orix's chief", "ZTE chairman". A demonym is none.
func (r *reader) owners(n int) []int {
	var out []int
	for _, k := range r.t.kids[n] {
		switch {
		case r.stance(k):
		case r.t.dep(k) == "poss" && r.value(k) == nil:
			out = append(out, r.phrase(k)...)
		case k < n && r.t.is(k, "compound", "nmod", "amod") && r.named(k) && !r.demonym(k) && !r.sameName(k, n):
			out = append(out, k)
		}
	}
	// "Velden's subsidiary Orix": the possessor may hang on the name.
	if h := r.t.head(n); h >= 0 && r.t.is(n, "compound", "nmod") && r.named(h) && len(out) == 0 {
		for _, k := range r.t.kids[h] {
			switch {
			case k >= n, r.stance(k):
			case r.t.dep(k) == "poss":
				out = append(out, r.phrase(k)...)
			case r.t.is(k, "compound", "nmod") && r.named(k) && !r.demonym(k) && !r.sameName(k, h):
				out = append(out, k)
			case r.t.is(k, "compound", "nmod") && r.isTitle(k) && n-k <= 3: // "Orix CEO and founder Dorn"
				for _, o := range r.t.kids[k] {
					if o < k && r.t.is(o, "poss", "compound", "nmod") && r.named(o) && !r.demonym(o) {
						out = append(out, o)
					}
				}
			}
		}
	}
	return out
}

// sharedPhrases returns the prepositional phrases behind the noun n that hang
// on the noun it is coordinated with: "a former minister and ally of Sosa", "the
// founder and chief executive of Orix".
func (r *reader) sharedPhrases(n int) []int {
	if c := r.t.child(n, "conj"); c > n && c-n <= 4 && r.isTitle(c) && r.tieNoun(n) && r.t.child(n, "prep", "poss") < 0 {
		if k := r.t.child(c, "prep"); k > c && r.t.lower(k) == "of" {
			return []int{k}
		}
	}
	h := r.t.head(n)
	if h < 0 || r.t.dep(n) != "conj" || r.named(h) || !r.t.noun(h) {
		return nil
	}
	var out []int
	for _, k := range r.t.kids[h] {
		if k > n && r.t.dep(k) == "prep" {
			out = append(out, k)
		}
	}
	return out
}

// demonyms returns the heads of the country adjectives before n: "American and
// Chinese".
func (r *reader) demonyms(n int) []int {
	var out []int
	for _, k := range r.t.kids[n] {
		if k > n || !r.t.is(k, "compound", "nmod", "amod") || !r.named(k) || !r.demonym(k) || r.stance(k) {
			continue
		}
		out = append(out, k)
		for _, c := range r.t.kids[k] {
			if r.t.dep(c) == "conj" && c < n && r.named(c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// demonym reports whether the name at k is an adjective of a country. One of a
// party ("Republican") is the party's name.
func (r *reader) demonym(k int) bool {
	m := &r.a.Mentions[r.mention[k]]
	return m.Rule == "demonym" || m.Label == "NORP" && r.typ(k) != "PoliticalParty" || r.t.dep(k) == "amod" && r.t.toks[k].Tag == "JJ" && r.typ(k) == "Country"
}

// stance reports whether the name at k only says for or against whom something
// is: "pro-Beijing".
func (r *reader) stance(k int) bool {
	return r.named(k) && r.a.Sentences[r.s].Stance(r.a.Mentions[r.mention[k]].First)
}

// sameName reports whether i and j are parts of one name.
func (r *reader) sameName(i, j int) bool { return r.name[i] >= 0 && r.name[i] == r.name[j] }

// holders returns who or what is said to be the noun n: in apposition, by a
// copula, in a compound, after as.
func (r *reader) holders(n int) []int {
	t := r.t
	var out []int
	for _, k := range t.kids[n] {
		if t.dep(k) == "appos" && !r.conflict(n, k) {
			out = append(out, r.calledBy(k)...)
		}
	}
	if len(out) > 0 {
		return out
	}
	if s := t.child(n, "nsubj"); s >= 0 {
		return r.phrase(s) // "making Velden its rival"
	}
	h := t.head(n)
	if h < 0 {
		return r.itself(n)
	}
	switch t.dep(n) {
	case "appos":
		if t.nominal(h) && !t.verb(h) {
			return r.apposed(n, h)
		}
	case "attr":
		if t.lemma(h) == "be" || r.copula(h) {
			if s := r.surface(h); len(s) > 0 {
				return s
			}
		}
	case "oprd":
		if r.passive(h) {
			return r.surface(h)
		}
		return r.objects(h)
	case "compound", "nmod", "npadvmod":
		if n < h && r.named(h) {
			return []int{h}
		}
	case "pobj":
		if t.lower(h) == "as" {
			return r.asHolders(t.head(h))
		}
	case "conj":
		if !r.named(h) && !t.predicate(h) && t.noun(h) {
			if len(out) == 0 && t.is(h, "appos", "attr", "pobj", "oprd", "conj") {
				return r.holders(h)
			}
		}
	}
	return r.itself(n)
}

// itself returns n if it is a mention of something known: "the ally".
func (r *reader) itself(n int) []int {
	if r.mention[n] >= 0 && !r.named(n) && r.chain(n) >= 0 {
		return []int{n}
	}
	return nil
}

// apposed returns what the noun n in apposition to h describes: all of a
// coordination if n is plural.
func (r *reader) apposed(n, h int) []int {
	t := r.t
	if r.conflict(n, h) || r.value(h) != nil {
		return nil
	}
	if !t.plural(n) {
		if r.mention[h] >= 0 {
			return []int{h}
		}
		return r.phrase(h)[:1]
	}
	top := h
	for steps := 0; t.dep(top) == "conj" && t.head(top) >= 0 && t.nominal(t.head(top)) && steps < maxMembers; steps++ {
		top = t.head(top)
	}
	return r.phrase(top)
}

// asHolders returns who is meant by "as an ally": the object of the verb if it
// has one, else its subject.
func (r *reader) asHolders(v int) []int {
	if v < 0 {
		return nil
	}
	if !r.t.predicate(v) {
		if r.t.noun(v) {
			return r.nounAgent(v) // "his resignation as chairman"
		}
		return nil
	}
	if res, ok := r.results[r.verbLemma(v)]; ok && !res.subject && !r.passive(v) {
		if objs := r.objects(v); len(objs) > 0 && r.mention[objs[0]] >= 0 {
			return objs
		}
	}
	switch by := r.t.child(v, "agent"); r.t.lemma(v) {
	case "replace", "succeed":
		if by >= 0 && r.passive(v) && r.t.child(by, "pobj") >= 0 {
			return r.phrase(r.t.child(by, "pobj")) // "replaced as chairman by Dorn"
		}
	}
	return r.surface(v)
}

// copula reports whether v says what its subject is or becomes.
func (r *reader) copula(v int) bool {
	switch r.t.lemma(v) {
	case "be", "become", "remain", "stay":
		return true
	}
	return false
}
