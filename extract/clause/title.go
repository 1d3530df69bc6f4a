package clause

import (
	"slices"
	"strings"

	"dossier/extract"
	"dossier/extract/lexicon"
)

// A title is where the words of a rank stand: tokens [first, last), empty for
// a token that heads none.
type title struct {
	first, last int
	rank        lexicon.Rank
}

// findTitles fills titles: the longest ranks from the left. A rank that is a
// noun of tie and no post ("ally", "member") is left to the nouns.
func (r *reader) findTitles() {
	t := r.t
	for s := 0; s < len(t.toks); s++ {
		ti, ok := r.longestRank(s)
		if !ok {
			continue
		}
		h := r.headOf(ti.first, ti.last)
		if !t.noun(h) && t.toks[h].Tag != "JJ" || t.predicate(h) {
			continue
		}
		if ti.rank.Class == lexicon.Other && r.ties[t.lemma(ti.last-1)] {
			continue
		}
		r.titles[h] = ti
		s = ti.last - 1
	}
}

// longestRank returns the longest rank that begins with token s and holds no
// part of a name.
func (r *reader) longestRank(s int) (title, bool) {
	t := r.t
	var best title
	var words strings.Builder
	n := 0
	for e := s; e < len(t.toks); e++ {
		if r.inName(e) && r.a.Mentions[r.name[e]].Form == extract.Name {
			break
		}
		before := words.String()
		words.WriteString(t.lower(e))
		if rank, ok := r.p.lex.Rank(words.String()); ok && t.toks[e].Text != "-" {
			best = title{s, e + 1, rank}
		} else if t.toks[e].Tag == "NNS" || t.toks[e].Tag == "NNPS" {
			if rank, ok := r.p.lex.Rank(before + singularOf(t, e)); ok {
				best = title{s, e + 1, rank}
			}
		}
		if t.toks[e].Space {
			words.WriteByte(' ')
			n++
		} else if e+1 < len(t.toks) && t.toks[e+1].Text != "-" && t.toks[e].Text != "-" {
			break
		}
		if n >= r.p.lex.LongestRank() {
			break
		}
	}
	return best, best.last > best.first
}

// singularOf returns the singular of the plural noun e.
func singularOf(t *tree, e int) string {
	if l := t.lemma(e); l != t.lower(e) {
		return l
	}
	return strings.TrimSuffix(t.lower(e), "s")
}

// headOf returns the token of [first, last) whose head lies outside.
func (r *reader) headOf(first, last int) int {
	for i := first; i < last; i++ {
		if h := r.t.toks[i].Head; h < first || h >= last || h == i {
			return i
		}
	}
	return last - 1
}

func (r *reader) isTitle(i int) bool { return r.titles[i].last > 0 }

// titleProposition makes the proposition of the title that i heads, if it has
// a holder, a body or a country.
func (r *reader) titleProposition(i int) {
	t, ti := r.t, r.titles[i]
	p := &extract.Proposition{Sentence: r.s, Kind: extract.Title, Lemma: ti.rank.Words, Head: i,
		Trigger: extract.Span{Start: t.toks[ti.first].Start, End: t.toks[ti.last-1].End}}
	holders, name := r.titleHolders(i)
	kids := t.kids[i]
	for k := ti.first; k < ti.last; k++ { // "vice-president for sales" hangs on its last word
		if k != i {
			kids = slices.Concat(kids, slices.DeleteFunc(slices.Clone(t.kids[k]), func(o int) bool { return o >= ti.first && o < ti.last }))
		}
	}
	if name >= 0 {
		for _, k := range t.kids[name] {
			switch {
			case k < ti.first && t.is(k, "poss", "compound", "amod", "nmod"), r.behindName(k, name):
				kids = append(kids[:len(kids):len(kids)], k)
			}
		}
	}
	start := r.titleStart(ti, p)
	if name >= 0 && r.first(name) == ti.last { // "Professor Emeritus Dorn", taken for a name
		if w := t.lower(ti.last); r.lists.modifiers[w] != nil {
			p.Modifiers = append(p.Modifiers, w)
		}
	}
	bodies, nations := r.bodiesOf(p, i, kids)
	if len(bodies) == 0 && len(nations) == 0 {
		if c := r.partner(i); c >= 0 {
			bodies, nations = r.bodiesOf(p, c, t.kids[c])
		}
	}
	if len(bodies) == 0 && len(nations) == 0 && name >= 0 {
		if o := r.ofName(name); o >= 0 {
			bodies = r.phrase(o) // "President Sosa of Peru"
		}
	}
	if o := r.listedBody(start, ti); o >= 0 && len(bodies) == 0 && len(nations) == 0 {
		bodies, holders = []int{o}, []int{r.headOfName(start - 2)}
	}
	if k := start - 1; len(bodies) == 0 && len(nations) == 0 && name >= 0 && k >= 0 && r.named(k) && r.typ(k) == "Country" && r.demonym(k) && !r.stance(k) {
		nations = []int{k} // "Norwegian Economy Minister Dorn", hung on the portfolio
	}
	bodies, nations = r.areas(p, bodies, nations)
	field := false
	for _, a := range p.Arguments {
		field = field || a.Role == extract.Body
	}
	var other []int
	for _, b := range bodies {
		if r.typ(b) == "Country" {
			nations = append(nations, b)
		} else {
			other = append(other, b)
		}
	}
	switch {
	case len(other) > 0:
		r.addAll(p, extract.Body, other)
	case !field:
		r.addAll(p, extract.Body, bodies)
	}
	r.addAll(p, extract.Nation, nations)
	r.addAll(p, extract.Holder, holders)
	if h := t.head(i); h >= 0 && t.dep(i) == "attr" {
		r.adjuncts(p, i, h)
	}
	if start > 0 && t.lower(start-1) == "then" {
		p.Modifiers = append(p.Modifiers, "then")
	}
	if start > 0 && t.toks[start-1].Tag == "DT" && strings.HasPrefix(t.lower(start-1), "a") && r.several[p.Lemma] &&
		!slices.ContainsFunc(p.Modifiers, func(w string) bool { return r.p.lex.Modifier(w) != "" }) {
		p.Modifiers = append(p.Modifiers, "a") // "a commander of": one of several
	}
	if !slices.ContainsFunc(p.Arguments, func(a extract.Argument) bool {
		return a.Role == extract.Holder || a.Role == extract.Body || a.Role == extract.Nation
	}) {
		return
	}
	r.tenure(p, i)
	r.props[i] = p
	if r.ties[t.lemma(i)] {
		if q := r.nounArguments(i); len(q.Arguments) > 0 {
			q.Modifiers = p.Modifiers
			r.second[i] = q
		}
	}
}

// areas takes the places out of the bodies and nations of p that only say which part
// of an organization it is: "Orix's head of North America", "Orix's India chief". They
// become a body without a name.
func (r *reader) areas(p *extract.Proposition, bodies, nations []int) (_, _ []int) {
	place := func(k int) bool {
		switch r.typ(k) {
		case "Country", "Region", "City":
			return !r.demonym(k)
		}
		return false
	}
	if !slices.ContainsFunc(bodies, func(k int) bool {
		return r.named(k) && r.typ(k) != "" && r.typ(k) != "Person" && !place(k) && r.typ(k) != "Country"
	}) {
		return bodies, nations
	}
	drop := func(k int) bool {
		if !place(k) {
			return false
		}
		p.Arguments = append(p.Arguments, extract.Argument{Role: extract.Body, Span: r.span(k), Head: k, Lemma: r.t.lemma(k), Mention: -1, Chain: -1, Proposition: -1})
		return true
	}
	return slices.DeleteFunc(bodies, drop), slices.DeleteFunc(nations, drop)
}

// behindName reports whether k is the of-phrase of "President Sosa of Peru".
func (r *reader) behindName(k, name int) bool {
	if k < name || r.t.dep(k) != "prep" || r.t.lower(k) != "of" {
		return false
	}
	o := r.t.child(k, "pobj")
	return o >= 0 && r.named(o) && r.typ(o) != "Person" && r.value(o) == nil
}

// titleStart reads the words before the rank: portfolio, modifiers, common
// nouns that name a body. It returns the first token of the whole.
func (r *reader) titleStart(ti title, p *extract.Proposition) int {
	t := r.t
	s := ti.first
	for n := min(4, s); n > 0; n-- {
		words := make([]string, 0, n)
		for k := s - n; k < s; k++ {
			words = append(words, t.lower(k))
		}
		field, ok := r.p.lex.Portfolio(strings.Join(words, " "))
		if !ok || r.inName(s-n) {
			continue
		}
		p.Arguments = append(p.Arguments, extract.Argument{Role: extract.Body, Head: s - 1, Lemma: field, Mention: -1, Chain: -1, Proposition: -1,
			Span: extract.Span{Start: t.toks[s-n].Start, End: t.toks[s-1].End}})
		s -= n
		break
	}
	for s > 0 && !r.inName(s-1) {
		k := s - 1
		if t.toks[k].Text == "-" {
			s--
			continue
		}
		tag := t.toks[k].Tag
		if !t.is(k, "amod", "compound", "nmod", "advmod", "npadvmod") || !(strings.HasPrefix(tag, "JJ") || strings.HasPrefix(tag, "NN") || strings.HasPrefix(tag, "VB") || r.p.lex.Modifier(t.lower(k)) != "") {
			break
		}
		p.Modifiers = append([]string{t.lower(k)}, p.Modifiers...)
		if strings.HasPrefix(tag, "NN") && r.p.lex.Modifier(t.lower(k)) == "" && t.head(k) >= ti.first && t.head(k) < ti.last {
			p.Arguments = append(p.Arguments, r.argument(extract.Body, k))
		}
		s--
	}
	// "former Ohio Governor Sosa": the model may hang former on Ohio or Sosa.
	if s > 0 && r.name[s-1] >= 0 {
		if f := r.a.Mentions[r.name[s-1]].First; f > 0 && !r.inName(f-1) && t.dep(f-1) == "amod" && r.p.lex.Modifier(t.lower(f-1)) != "" {
			p.Modifiers = append([]string{t.lower(f - 1)}, p.Modifiers...)
		}
	}
	if head, tail, ok := strings.Cut(p.Lemma, "-"); ok && r.p.lex.Modifier(tail) == "elect" {
		p.Lemma = head
		p.Modifiers = append(p.Modifiers, tail)
	}
	// "minister-designate"
	if e := ti.last; e+1 < len(t.toks) && t.toks[e].Text == "-" && r.p.lex.Modifier(t.lower(e+1)) == "elect" {
		p.Modifiers = append(p.Modifiers, t.lower(e+1))
	}
	return s
}

// bodiesOf returns the heads of the possessor, the of-phrase and the names
// beside the title i, and those of its country adjectives. Its other
// prepositional phrases become arguments.
// A party before a title whose body follows or is a possessor is the holder's: "the
// Republican chairman of the panel".
func (r *reader) bodiesOf(p *extract.Proposition, i int, kids []int) (bodies, nations []int) {
	t := r.t
	ti := r.titles[i]
	elsewhere := slices.ContainsFunc(kids, func(k int) bool {
		return t.dep(k) == "poss" || t.dep(k) == "prep" && t.lower(k) == "of" && k >= ti.last
	})
	for _, k := range kids {
		switch {
		case r.stance(k):
		case t.dep(k) == "poss":
			bodies = append(bodies, r.phrase(k)...)
		case k < i && t.is(k, "compound", "nmod", "amod") && r.named(k):
			switch {
			case r.demonym(k):
				nations = append(nations, k)
			case !elsewhere || r.typ(k) != "PoliticalParty":
				bodies = append(bodies, k)
			}
		case t.dep(k) == "prep" && t.lower(k) == "of":
			if o := t.child(k, "pobj"); o >= ti.last && r.value(o) == nil && !r.ofLater(i, k, o) {
				bodies = append(bodies, r.phrase(o)...)
			}
			bodies = append(bodies, r.alsoOf(k)...)
		case t.dep(k) == "prep" && (k < ti.first || k >= ti.last):
			r.prepositional(p, i, k)
		}
	}
	return bodies, nations
}

// ofName returns what the of-phrase behind the name of a title's holder names: a
// place or an organization, but no party, whose members others are; -1 if nothing.
func (r *reader) ofName(name int) int {
	for _, k := range r.t.kids[name] {
		if k < name || r.t.dep(k) != "prep" || r.t.lower(k) != "of" {
			continue
		}
		o := r.t.child(k, "pobj")
		if o >= 0 && !r.named(o) { // "Dorn of the research house Corvid"
			if called := r.calledBy(o); len(called) == 1 {
				o = called[0]
			}
		}
		if o >= 0 && r.named(o) {
			switch r.typ(o) {
			case "", "Person", "PoliticalParty", "Group", "Event", "Work", "Law":
			default:
				return o
			}
		}
	}
	return -1
}

// listedBody returns the body that stands behind a title between commas, as bodies
// write of their own: "Ann Dorn, director, Bureau of Mines"; -1 if none does.
func (r *reader) listedBody(start int, ti title) int {
	t, k := r.t, ti.last+1
	if start < 2 || k >= len(t.toks) || t.toks[start-1].Text != "," || t.toks[k-1].Text != "," || r.name[start-2] < 0 || r.name[k] < 0 {
		return -1
	}
	m := &r.a.Mentions[r.name[k]]
	if b := r.headOfName(k); m.First == k && r.person(r.headOfName(start-2)) && r.named(b) {
		switch r.typ(b) {
		case "", "Person", "Country", "Region", "City", "Place", "Group", "Event", "Work", "Law":
		default:
			return b
		}
	}
	return -1
}

// alsoOf returns what stands in of-phrases coordinated with the of-phrase k: "the
// owner of Orix and of Velden".
func (r *reader) alsoOf(k int) []int {
	var out []int
	for _, c := range r.t.kids[k] {
		if o := r.t.child(c, "pobj"); r.t.dep(c) == "conj" && r.t.lower(c) == "of" && o >= 0 && r.value(o) == nil {
			out = append(out, r.phrase(o)...)
		}
	}
	return out
}

// ofLater reports whether the of-phrase k with the person o belongs to a later
// noun beside the title i: "a former minister and ally of Sosa".
func (r *reader) ofLater(i, k, o int) bool {
	if r.typ(o) != "Person" {
		return false
	}
	c := r.t.child(i, "conj")
	return c > i && c < k && r.tieNoun(c)
}

// partner returns a title or tie coordinated with i that may lend its body:
// "chairman and chief executive of Orix", "founder and chief executive of Orix",
// "Orix's chairman and chief executive"; -1 if none.
func (r *reader) partner(i int) int {
	t := r.t
	for _, k := range t.kids[i] {
		if t.dep(k) == "conj" && (r.isTitle(k) || r.tieNoun(k) && !r.named(k)) && k-i <= 4 {
			return k
		}
	}
	if h := t.head(i); h >= 0 && t.dep(i) == "conj" && (r.isTitle(h) || r.tieNoun(h) && !r.named(h)) && i-h <= 4 && t.child(i, "det") < 0 {
		return h
	}
	return -1
}

// titleHolders returns who holds the title that i heads, and the head of the
// name directly behind it, -1 if there is none.
func (r *reader) titleHolders(i int) ([]int, int) {
	t, ti := r.t, r.titles[i]
	if e := ti.last; e < len(t.toks) && r.name[e] >= 0 {
		m := &r.a.Mentions[r.name[e]]
		h := r.headOf(m.First, min(m.Last, len(t.toks)))
		if m.Form == extract.Name && m.First == e && (t.head(i) == h || t.head(h) == i || t.head(i) >= m.First && t.head(i) < m.Last) && r.typ(h) != "Country" {
			out := []int{h}
			if t.plural(i) {
				out = r.phrase(h) // "Presidents Sosa and Vega"
			}
			return out, h
		}
	}
	return r.holders(i), -1
}

// adjuncts adds the prepositional phrases of the copula v to what its
// predicate i says: "was president from 2010 to 2015".
func (r *reader) adjuncts(p *extract.Proposition, i, v int) {
	for _, k := range r.t.kids[v] {
		if r.t.dep(k) == "prep" {
			r.prepositional(p, i, k)
		}
	}
}
