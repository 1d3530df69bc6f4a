package coref

import (
	"slices"

	"dossier/extract"
	"dossier/extract/lexicon"
)

// shortForms links names of one word. Those of persons go to the latest full
// name with that surname or first word; those of organizations to the full
// name that begins with them, or whose initials they are.
func (c *resolution) shortForms(list []int, spelled []spelling, acronym map[string]int) {
	n := &shortNames{
		resolution: c, index: c.shortIndex(list), halves: c.halves(), acronym: acronym,
		bound: map[string]int{}, persons: map[string]int{}, habit: map[string]int{}, titled: map[string]bool{},
	}
	for _, i := range list {
		if c.ms[i].Rule == "title" {
			n.titled[c.word(spelled[i])] = true
		}
	}
	for _, i := range list {
		gender := c.addressed(i)
		titled := c.ms[i].Rule == "title" || gender != lexicon.Unknown
		if e, reason := n.stated(i, spelled[i], titled); e >= 0 {
			c.join(i, e, reason)
			continue
		}
		n.link(i, spelled[i], gender, titled)
	}
}

// shortNames is what is known of short names so far.
type shortNames struct {
	*resolution
	index   shortIndex
	halves  map[string]int  // North: North Korea
	acronym map[string]int  // text to the mention of the long form
	bound   map[string]int  // text to entity, for all but persons
	persons map[string]int  // word and gender to a person without a full name
	titled  map[string]bool // words that a title precedes somewhere
	habit   map[string]int  // word: the person it has spoken of without a title
}

// stated returns the entity of short name i and why, where what stands around it or has
// been settled before says so; -1 if nothing does.
func (n *shortNames) stated(i int, s spelling, titled bool) (int, string) {
	if long, ok := n.acronym[s.text]; ok && n.of[long] >= 0 {
		return n.of[long], "acronym"
	}
	if titled {
		return -1, ""
	}
	if n.counted(i) && len(n.index.last[n.word(s)]) > 0 {
		return n.keyed(n.bound, "a "+s.text), "words"
	}
	if e, ok := n.bound[s.text]; ok {
		return e, "words"
	}
	if e, ok := n.halves[s.text]; ok && n.articled(i) {
		return e, "short"
	}
	if n.maiden(i) {
		return n.newEntity(), "words"
	}
	return -1, ""
}

// link joins short name i to the person or the body that it is short for, or makes a new
// entity of it.
func (n *shortNames) link(i int, s spelling, gender lexicon.Gender, titled bool) {
	m, w := &n.ms[i], n.word(s)
	person, bearer := n.habit[w] // a namesake goes by another name, or he would not be understood
	if titled || !bearer {
		person = n.surname(n.index, i, w, gender, titled)
	}
	body := -1
	if !titled {
		if person >= 0 {
			n.habit[w] = person
		}
		body = n.shortBody(n.index, i, s)
	}
	strongBody := m.Rule != "ner" && m.Rule != "repeat" && m.Type != "Person"
	switch {
	case body >= 0 && (person < 0 || m.Type != "Person" || strongBody):
		n.bound[s.text] = body
		n.join(i, body, "short")
	case person >= 0 && !strongBody:
		n.join(i, person, "surname")
		if gender != lexicon.Unknown {
			n.ents[person].gender = gender
		}
	case titled || m.Type == "Person" && n.titled[w]:
		n.join(i, n.nameless(n.persons, w, gender), "surname")
	default:
		e := n.newEntity()
		n.bound[s.text] = e
		n.join(i, e, "words")
	}
}

// word returns the last word of a name.
func (c *resolution) word(s spelling) string {
	if len(s.words) == 0 {
		return lexicon.Slug(s.text)
	}
	return s.words[len(s.words)-1]
}

// A shortIndex finds entities by parts of their full names.
type shortIndex struct {
	last, first, initials map[string][]int
	apart                 map[string][]int // by a short name: what somewhere stands beside it, "Orr and Ann Orr"
	heads                 map[string][]int // by the noun that heads the name of a body: Harbour Alliance, Ministry of Mines
}

// shortIndex prepares the search for the entities that short names speak of.
func (c *resolution) shortIndex(short []int) shortIndex {
	x := shortIndex{map[string][]int{}, map[string][]int{}, map[string][]int{}, map[string][]int{}, map[string][]int{}}
	add := func(m map[string][]int, k string, e int) {
		if k != "" && !slices.Contains(m[k], e) {
			m[k] = append(m[k], e)
		}
	}
	for e, ent := range c.ents {
		for _, f := range ent.full {
			add(x.last, last(f), e)
			add(x.first, f[0], e)
		}
		ent.weak = true
		for _, i := range ent.mentions {
			m := &c.ms[i]
			if m.Form != extract.Name {
				continue
			}
			ent.weak = ent.weak && weight(m) <= 2
			if m.Last-m.First > 1 {
				ent.fulls = append(ent.fulls, i)
				add(x.initials, capitals(c.text(i)), e)
				add(x.heads, bodyHead(c.text(i)), e)
			}
		}
	}
	for _, i := range short {
		for _, j := range []int{i - 1, i + 1} {
			if j >= 0 && j < len(c.ms) && c.of[j] >= 0 && c.coordinated(min(i, j), max(i, j)) {
				add(x.apart, c.text(i), c.of[j])
			}
		}
	}
	return x
}

// coordinated reports whether only "and" or "or", and an article, stand between the
// names i and j.
func (c *resolution) coordinated(i, j int) bool {
	a, b := &c.ms[i], &c.ms[j]
	if a.Sentence != b.Sentence || b.First <= a.Last || b.First > a.Last+2 {
		return false
	}
	t := c.tokens(i)
	w := lower(t[a.Last].Text)
	return (w == "and" || w == "or") && (b.First == a.Last+1 || lower(t[a.Last+1].Text) == "the")
}
