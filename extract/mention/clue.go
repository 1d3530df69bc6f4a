package mention

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// buckets is how many weights a class of the typer has; clues share them by hash.
const buckets = 1 << 14

// clues is the set of what speaks for one class of name or another: features,
// by the hash of their kind and value.
type clues struct{ set []uint32 }

// add adds the clue of a kind with a value in two parts, either of which may be "".
func (c *clues) add(kind, value, more string) {
	h := uint32(2166136261)
	for _, p := range [...]string{kind, value, more} {
		for i := range len(p) {
			h = (h ^ uint32(p[i])) * 16777619
		}
		h = (h ^ 0xff) * 16777619
	}
	c.set = append(c.set, (h^h>>15)%buckets)
}

// clues collects what the sentence tells of n: its words, the model's label, what
// stands around it and what the tree joins it to.
func (s *scan) clues(n *name, c *clues) {
	c.set = c.set[:0]
	c.add("label", n.label, n.rule)
	s.labelClues(n, c)
	s.wordClues(n, c)
	s.sideClues(n, c)
	s.treeClues(n, c)
	s.listClues(n, c)
}

// labelClues adds how the model's labels cover the name.
func (s *scan) labelClues(n *name, c *clues) {
	size := strconv.Itoa(min(n.last-n.first, 5))
	c.add("label, size", n.label, size)
	c.add("size", size, "")
	for _, i := range []int{n.first, n.last - 1} {
		if l := s.toks[i].Ent; l != n.label {
			c.add("label inside", l, n.label)
		}
		c.add("tag", s.toks[i].Tag, n.label)
	}
}

// wordClues adds the words of the name, how they are made and what the lists know
// of them.
func (s *scan) wordClues(n *name, c *clues) {
	lex := s.r.lex
	for i := n.first; i < n.last; i++ {
		w := s.lower[i]
		c.add("word", w, "")
		c.add("shape", shape(s.toks[i].Text), "")
		switch _, given := lex.GivenName(s.toks[i].Text); {
		case given && i == n.first:
			c.add("given", "first", n.label)
		case given:
			c.add("given", "later", n.label)
		}
		if types := lex.NounTypes(w); len(types) > 0 {
			c.add("noun", types[0], strconv.FormatBool(i == n.last-1))
		}
	}
	last := n.last - 1
	if w := s.toks[last].Text; lex.Is("honorary", w) && last > n.first {
		c.add("honorary", "", "")
		last--
	}
	c.add("first", s.lower[n.first], "")
	c.add("last", s.lower[last], "")
	for k := 2; k <= 4; k++ {
		c.add("ending", tail(s.lower[last], k), "")
		c.add("beginning", front(s.lower[n.first], k), "")
	}
	c.add("shapes", shape(s.toks[n.first].Text), shape(s.toks[last].Text))
	if e, length, ok := lex.Places().Longest(s.a.Document.Text[s.toks[n.first].Start:s.toks[n.last-1].End], func(int) bool { return true }); ok {
		c.add("place", strconv.FormatBool(length == s.span(n.first, n.last).Len()), e.Type)
	}
	if lex.IsDemonym(s.toks[n.first].Text) {
		c.add("demonym", "", "")
	}
	if lex.Ordinary(s.lower[n.first]) {
		c.add("ordinary", "first", "")
	}
	for i := n.first; i < n.last; i++ {
		if lex.Is("particle", s.toks[i].Text) || lex.Is("connector", s.toks[i].Text) {
			c.add("small", s.lower[i], "")
		}
	}
}

// sideClues adds the words beside the name.
func (s *scan) sideClues(n *name, c *clues) {
	before, article := n.first-1, ""
	if s.is(before, "the") {
		before, article = before-1, "the"
	}
	c.add("article", article, n.label)
	b1, b2, a1, a2 := s.side(before), s.side(before-1), s.side(n.last), s.side(n.last+1)
	c.add("before", b1, "")
	c.add("before", b1, article)
	c.add("before, label", b1, n.label)
	c.add("before 2", b2, b1)
	c.add("near before", b2, "")
	c.add("near before", s.side(before-2), "")
	c.add("after", a1, "")
	c.add("after, label", a1, n.label)
	c.add("after 2", a1, a2)
	c.add("near after", a2, "")
	c.add("near after", s.side(n.last+2), "")
	c.add("both", b1, a1)
	if n.titleFirst != n.titleLast {
		c.add("title", s.lower[n.titleLast-1], "")
	}
}

// side is what a word beside a name counts as: its lemma, names by their kind.
func (s *scan) side(i int) string {
	if i < 0 || i >= len(s.toks) {
		return "#"
	}
	if k := s.owner[i]; k >= 0 {
		if n := &s.names[k]; n.rule == "demonym" {
			return "^demonym"
		} else if worth[n.rule] > 1 {
			return "^" + s.r.types.Root(n.typ)
		}
		return "^name"
	}
	if s.toks[i].Tag == "CD" {
		if s.year(i) {
			return "^year"
		}
		return "^number"
	}
	return lowerCase(s.toks[i].Lemma)
}

// treeClues adds what the name depends on and what depends on it.
func (s *scan) treeClues(n *name, c *clues) {
	h := s.head(n.first, n.last)
	t := s.toks[h]
	c.add("dep", t.Dep, n.label)
	if t.Head == h {
		return
	}
	if t.Dep == "nsubj" || t.Dep == "nsubjpass" {
		c.add("called", s.pronounAfter(n), t.Dep)
	}
	up := s.side(t.Head)
	c.add("dep of", t.Dep, up)
	if t.Dep == "pobj" {
		if over := s.toks[t.Head].Head; over != t.Head {
			c.add("object of "+up, s.side(over), "")
			c.add("under", s.toks[t.Head].Dep, up)
		}
	}
	if typ := s.complement(h, n); typ != "" {
		c.add("is a", s.r.types.Root(typ), "")
	}
	for i := max(0, n.first-8); i < min(len(s.toks), n.last+8); i++ {
		if d := s.toks[i]; d.Head >= n.first && d.Head < n.last && (i < n.first || i >= n.last) && d.Dep != "punct" && d.Dep != "det" {
			c.add("has", d.Dep, s.side(i))
		}
	}
}

// pronounAfter returns the kind of the pronoun that stands for n, if it is the first
// behind it and no noun comes between: "Orix said it", "Orr said she".
func (s *scan) pronounAfter(n *name) string {
	for i := n.last; i < len(s.toks); i++ {
		if s.noun(i) || s.proper(i) {
			break
		}
		switch s.lower[i] {
		case "it", "its":
			return "it"
		case "he", "him", "his", "she", "her", "hers":
			return "she"
		case "they", "them", "their":
			return "they"
		}
	}
	return ""
}

// listClues adds what other names stand beside it in a list.
func (s *scan) listClues(n *name, c *clues) {
	k := s.owner[n.first]
	for _, j := range []int{k - 1, k + 1} {
		if k < 0 || j < 0 || j >= len(s.names) {
			continue
		}
		a, b := n, &s.names[j]
		if j < k {
			a, b = b, a
		}
		if o := &s.names[j]; s.joinedInList(a, b) {
			c.add("listed with", s.r.types.Root(o.typ), "")
			c.add("listed with", s.r.types.Root(o.typ), o.rule)
		}
	}
}

// shape is how the letters of a word are made: Xx, XX, X., xX, 00, X-X.
func shape(w string) string {
	var b strings.Builder
	var last rune
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			r = 'X'
		case unicode.IsLetter(r):
			r = 'x'
		case unicode.IsDigit(r):
			r = '0'
		}
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// tail returns the last n letters of w, front the first.
func tail(w string, n int) string {
	i := len(w)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(w[:i])
		i -= size
	}
	return w[i:]
}

func front(w string, n int) string {
	i := 0
	for ; n > 0 && i < len(w); n-- {
		_, size := utf8.DecodeRuneInString(w[i:])
		i += size
	}
	return w[:i]
}
