package mention

import "strings"

// context adds to b what the words around n say of what it may be.
func (s *scan) context(n *name, b *ballot) {
	before, article := n.first-1, false
	if s.is(before, "the") {
		before, article = before-1, true
	}
	if before >= 0 && s.toks[before].Tag == "IN" || s.is(before, "to") {
		e := place[s.lower[before]]
		if article || n.last-n.first == 1 && allCaps(s.toks[n.first].Text) {
			e /= 3
		}
		b.vote("Place", e)
	}
	if s.is(before, "of") && before > 0 {
		s.contextOf(before-1, b)
	}
	if article && n.last-n.first == 1 && !s.modifies(n) {
		b.vote("Organization", .5)
		b.vote("Person", -1)
	}
	s.contextAfter(n, b)
}

// place is how much a preposition before a name speaks for a place.
var place = map[string]float64{"in": 1.5, "near": 2, "throughout": 2, "across": 1.5, "outside": 1.5, "around": 1, "from": .5,
	"to": .25, "at": .5, "within": .5, "via": 1, "inside": 1}

// contextOf adds what the noun at i, which "of" joins to the name, says: the
// town of X, the mayor of X, the leader of X.
func (s *scan) contextOf(i int, b *ballot) {
	lemma := lowerCase(s.toks[i].Lemma)
	if !s.noun(i) && !s.proper(i) {
		return
	}
	switch typ := s.nounType(lemma, "Place"); {
	case s.noun(i) && typ != "Place" && typ != "Facility" && s.r.types.Is(typ, "Place"):
		b.vote("Place", 2.5)
	case s.r.lex.Is("placeof", lemma):
		b.vote("Place", 2)
	case s.r.lex.Is("bodyof", lemma):
		b.vote("Organization", 1)
	}
}

// contextAfter adds what follows the name: dates of a life, a place after a
// comma, what only persons have.
func (s *scan) contextAfter(n *name, b *ballot) {
	i := n.last
	if i >= len(s.toks) {
		return
	}
	switch {
	case s.toks[i].Text == "(" && s.life(i+1):
		b.vote("Person", 3)
	case s.toks[i].Text == "," && i+1 < len(s.toks) && s.owner[i+1] >= 0:
		if o := s.names[s.owner[i+1]]; o.rule == "gazetteer" && o.first == i+1 && s.r.types.Is(o.typ, "Place") && !s.is(o.last, "and") &&
			(o.last >= len(s.toks) || s.toks[o.last].Text == "," || s.toks[o.last].Text == "." || s.toks[o.last].Tag == "IN") {
			b.vote("Place", 1)
		}
	case s.possessive(i) && i+1 < len(s.toks):
		if h, _ := s.chunk(i + 1); h >= 0 && s.r.lex.Is("personal", lowerCase(s.toks[h].Lemma)) {
			b.vote("Person", 1.5)
		}
	}
	h := s.head(n.first, n.last)
	if typ := s.complement(h, n); typ != "" && typ != "Facility" {
		b.vote(s.r.types.Root(typ), 3)
	}
	if t := s.toks[h]; t.Dep == "nsubj" || t.Dep == "nsubjpass" {
		switch s.pronounAfter(n) {
		case "it":
			b.vote("Person", -3)
		case "she":
			b.vote("Person", 1.5)
		}
		switch verb := lowerCase(s.toks[t.Head].Lemma); {
		case s.r.lex.Is("human", verb):
			b.vote("Person", 1.5)
		case s.r.lex.Is("report", verb):
			b.vote("Place", -.5)
			b.vote("Person", .5)
		}
	}
}

// complement returns the type of the noun that the name at head h is said to be:
// "Fort Lee is a city".
func (s *scan) complement(h int, n *name) string {
	v := s.toks[h].Head
	if s.toks[h].Dep != "nsubj" || s.toks[v].Lemma != "be" || v < n.last {
		return ""
	}
	for i := v + 1; i < min(len(s.toks), v+12); i++ {
		if t := s.toks[i]; t.Head == v && t.Dep == "attr" && t.Tag == "NN" && s.articled(i) {
			return s.nounType(s.compound(i), byLabel[n.label])
		}
	}
	return ""
}

// life reports whether a year, born or a date of birth starts at token i, in
// brackets after a name.
func (s *scan) life(i int) bool {
	if s.is(i, "born") || s.is(i, "b.") || s.is(i, "né") || s.is(i, "née") {
		return true
	}
	years := 0
	for j := i; j < len(s.toks) && j < i+10 && s.toks[j].Text != ")"; j++ {
		if t := s.toks[j].Text; len(t) == 4 && s.toks[j].Tag == "CD" && t >= "1000" && t < "2100" {
			years++
		} else if len(t) == 9 && t[:4] < "2100" && strings.ContainsAny(t[4:5], "-") {
			years += 2
		}
	}
	return years > 1
}

// modifies reports whether a noun that n modifies follows it: "the Orr plan".
func (s *scan) modifies(n *name) bool {
	return n.last < len(s.toks) && (s.noun(n.last) || s.proper(n.last) || s.possessive(n.last))
}
