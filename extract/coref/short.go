package coref

import (
	"slices"
	"strings"

	"dossier/extract"
	"dossier/extract/lexicon"
)

// shortForms links names of one word. Those of persons go to the latest full
// name with that surname or first word; those of organizations to the full
// name that begins with them, or whose initials they are.
func (c *resolution) shortForms(list []int, spelled []spelling, acronym map[string]int) {
	x, halves := c.shortIndex(list), c.halves()
	bound := map[string]int{}    // text to entity, for all but persons
	persons := map[string]int{}  // word and gender to a person without a full name
	asPerson := map[string]int{} // word: mentions by title less mentions as something else
	habit := map[string]int{}    // word: the person it has spoken of without a title
	for _, i := range list {
		if c.ms[i].Rule == "title" {
			asPerson[c.word(spelled[i])]++
		}
	}
	for _, i := range list {
		m, w := &c.ms[i], c.word(spelled[i])
		if long, ok := acronym[spelled[i].text]; ok && c.of[long] >= 0 {
			c.join(i, c.of[long], "acronym")
			continue
		}
		gender := c.addressed(i)
		titled := m.Rule == "title" || gender != lexicon.Unknown
		if !titled && c.counted(i) && len(x.last[w]) > 0 {
			c.join(i, c.keyed(bound, "a "+spelled[i].text), "words")
			continue
		}
		if !titled {
			if e, ok := bound[spelled[i].text]; ok {
				c.join(i, e, "words")
				continue
			}
		}
		if e, ok := halves[spelled[i].text]; ok && c.articled(i) {
			c.join(i, e, "short")
			continue
		}
		if !titled && c.maiden(i) {
			c.join(i, c.newEntity(), "words")
			continue
		}
		person, bearer := habit[w] // a namesake goes by another name, or he would not be understood
		if titled || !bearer {
			person = c.surname(x, i, w, gender, titled)
		}
		if !titled && person >= 0 {
			habit[w] = person
		}
		body := -1
		if !titled {
			body = c.shortBody(x, i, spelled[i])
		}
		strongBody := m.Rule != "ner" && m.Rule != "repeat" && m.Type != "Person"
		switch {
		case body >= 0 && (person < 0 || m.Type != "Person" || strongBody):
			bound[spelled[i].text] = body
			c.join(i, body, "short")
		case person >= 0 && !strongBody:
			c.join(i, person, "surname")
			if gender != lexicon.Unknown {
				c.ents[person].gender = gender
			}
		case titled || m.Type == "Person" && asPerson[w] > 0:
			c.join(i, c.nameless(persons, w, gender), "surname")
		default:
			e := c.newEntity()
			bound[spelled[i].text] = e
			c.join(i, e, "words")
		}
	}
}

// maiden reports whether name i is introduced as another of who stands before it:
// "Ann Orr, née Hald".
func (c *resolution) maiden(i int) bool {
	t, k := c.tokens(i), c.ms[i].First
	return k > 1 && !c.inPlace(i) && c.r.lex.Is("alias", lower(t[k-1].Text)) && (t[k-2].Text == "," || t[k-2].Text == "(")
}

// counted reports whether name i is one of several of the name: "they drank a Hald",
// "my Hald was sweet".
func (c *resolution) counted(i int) bool {
	t, m := c.tokens(i), &c.ms[i]
	if m.First == 0 || t[m.Head].Dep == "compound" || m.Phrase.TitleFirst < m.Phrase.TitleLast {
		return false
	}
	switch lower(t[m.First-1].Text) {
	case "a", "an", "another", "my", "your", "our":
		return true
	}
	return false
}

// nameless returns the person of gender whom the document calls by the surname w alone:
// Mr. and Ms. Hald are two, Hald is the one of them.
func (c *resolution) nameless(persons map[string]int, w string, gender lexicon.Gender) int {
	key := func(g lexicon.Gender) string { return w + " " + string(rune(g)) }
	try := []lexicon.Gender{gender, lexicon.Unknown}
	if gender == lexicon.Unknown {
		try = []lexicon.Gender{lexicon.Feminine, lexicon.Masculine, lexicon.Unknown}
	}
	for _, g := range try {
		if e, ok := persons[key(g)]; ok && !opposite(gender, c.ents[e].gender) {
			persons[key(gender)] = e
			if gender != lexicon.Unknown {
				c.ents[e].gender = gender
			}
			return e
		}
	}
	e := c.keyed(persons, key(gender))
	c.ents[e].gender = gender
	return e
}

func (c *resolution) word(s spelling) string {
	if len(s.words) == 0 {
		return lexicon.Slug(s.text)
	}
	return s.words[len(s.words)-1]
}

// addressed returns the gender that a form of address or title before mention
// i shows.
func (c *resolution) addressed(i int) lexicon.Gender {
	m := c.ms[i]
	t := c.tokens(i)
	if m.First > 0 {
		if g, ok := c.r.lex.Honorific(t[m.First-1].Text); ok && g != lexicon.Unknown {
			return g
		}
	}
	if p := m.Phrase; p.TitleFirst < p.TitleLast {
		if g := c.r.lex.NounGender(lower(t[p.TitleLast-1].Text)); g != lexicon.Unknown {
			return g
		}
	}
	return lexicon.Unknown
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

// surname returns the person whom the one word w of mention i speaks of: the
// latest full name before it that ends or, if none does, begins with w, one that
// the title names first and one that is somebody's last; without one before it, the
// only one after it. Persons of the other gender do not
// count; under a title, what only the model takes for something else does. It
// returns -1 if there is none.
func (c *resolution) surname(x shortIndex, i int, w string, gender lexicon.Gender, titled bool) int {
	lists := [][]int{x.last[w], x.first[w]}
	if !titled && c.ms[i].Type != "Person" {
		lists = lists[:1] // the Lions are not Lions Lund
	}
	for _, list := range lists {
		best, bestAt, kin, later, laters := -1, -1, -1, -1, 0
		for _, e := range list {
			ent := c.ents[e]
			if slices.Contains(x.apart[c.text(i)], e) || !(c.r.types.Is(ent.typ, "Person") || titled && ent.weak) || opposite(gender, c.genderOf(e)) {
				continue
			}
			switch at := latest(ent.fulls, i); {
			case at < 0:
				later, laters = e, laters+1
			case ent.titled && gender == lexicon.Unknown:
				return e
			case gender == lexicon.Unknown && c.relation(ent.fulls[0]): // "his brother Jan Hald"
				kin = e
			case at > bestAt:
				best, bestAt = e, at
			}
		}
		if best < 0 {
			best = kin
		}
		if best >= 0 {
			return best
		}
		if laters == 1 {
			return later
		}
	}
	return -1
}

// relation reports whether name i is introduced as somebody's: by a possessive that
// is a pronoun or a person.
func (c *resolution) relation(i int) bool {
	p := c.ms[i].Phrase.Possessor
	return p >= 0 && (c.ms[p].Form == extract.Pronoun || c.r.types.Is(c.ms[p].Type, "Person"))
}

// last returns the surname at the end of a name: "III" and the like do not
// count.
func last(f []string) string {
	if w := f[len(f)-1]; !generational(w) || len(f) < 3 {
		return w
	}
	return f[len(f)-2]
}

// generational reports whether the last word of a name tells father from son.
func generational(w string) bool {
	switch w {
	case "jr", "sr", "ii", "iii", "iv":
		return true
	}
	return false
}

func opposite(a, b lexicon.Gender) bool {
	return a == lexicon.Masculine && b == lexicon.Feminine || a == lexicon.Feminine && b == lexicon.Masculine
}

// latest returns the last of the ascending mentions that is before i, or -1.
func latest(mentions []int, i int) int {
	k, _ := slices.BinarySearch(mentions, i)
	if k == 0 {
		return -1
	}
	return mentions[k-1]
}

// genderOf returns the gender of the person e as far as it is known: by form
// of address, else by given name.
func (c *resolution) genderOf(e int) lexicon.Gender {
	ent := c.ents[e]
	if ent.gender != lexicon.Unknown {
		return ent.gender
	}
	for _, i := range ent.mentions {
		if c.ms[i].Form != extract.Name {
			continue
		}
		if g := c.addressed(i); g != lexicon.Unknown {
			ent.gender = g
			return g
		}
	}
	for _, i := range ent.mentions {
		if m := c.ms[i]; m.Form == extract.Name && m.Last-m.First > 1 {
			if g, ok := c.r.lex.GivenName(c.tokens(i)[m.First].Text); ok && g != lexicon.Either {
				ent.gender = g
				return g
			}
		}
	}
	return lexicon.Unknown
}

// headed reports whether a name of entity e is a noun and "of" before one word.
func (c *resolution) headed(e int) bool {
	return slices.ContainsFunc(c.ents[e].full, func(f []string) bool { return len(f) == 3 && f[1] == "of" })
}

// bodyHead returns the lower-case noun that heads the name of a body: its last
// word, or the one before a preposition.
func bodyHead(name string) string {
	words := strings.Fields(strings.ToLower(name))
	for i := 1; i < len(words); i++ {
		switch words[i] {
		case "of", "for", "on", "in":
			return words[i-1]
		}
	}
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// shortBody returns the organization or thing whose full name begins with the
// words of mention i or has them as initials: the latest before it, else the
// only one after it. It returns -1 if there is none.
func (c *resolution) shortBody(x shortIndex, i int, s spelling) int {
	if len(s.words) == 0 {
		return -1
	}
	var list []int
	if !c.r.lex.Ordinary(s.words[0]) && !c.r.lex.IsDemonym(s.text) {
		for _, e := range x.first[s.words[0]] {
			if !c.is(e, "Place") && !c.is(e, "GovernmentBody") && !c.is(e, "Person") {
				list = append(list, e)
			}
		}
	}
	if len(s.words) == 1 {
		ends := x.last[s.words[0]]
		for _, e := range ends[max(0, len(ends)-crowd):] {
			switch {
			case c.is(e, "Event"), c.is(e, "Vessel"): // Phailin, for Cyclone Phailin
				list = append(list, e)
			case c.is(e, "Organization") && c.r.types.Is(c.ms[i].Type, "Organization") && c.headed(e): // Lanternism, for Church of Lanternism
				list = append(list, e)
			}
		}
	}
	if w, many := strings.CutSuffix(s.words[0], "s"); many && len(s.words) == 1 && c.r.types.Is(c.ms[i].Type, "Place") && c.articled(i) {
		for _, e := range x.first[w] {
			if c.is(e, "Place") && slices.ContainsFunc(c.ents[e].full, func(f []string) bool { return strings.HasSuffix(last(f), "s") }) {
				list = append(list, e) // the Halds, for the Hald Islands
			}
		}
	}
	if len(s.words) == 1 && c.ms[i].Rule == "repeat" {
		for _, e := range x.heads[s.words[0]] {
			if c.is(e, "Organization") && !slices.Contains(list, e) {
				list = append(list, e)
			}
		}
	}
	if acronymLike(s.text) {
		var long []int
		for _, e := range x.initials[capitals(s.text)] {
			if !c.is(e, "Person") {
				long = append(long, e)
			}
		}
		if len(long) > 0 {
			list = long // HTU is Hale Technical University before it is HTU Press
		}
	}
	best, bestAt, later, laters := -1, -1, -1, 0
	for _, e := range list {
		at := latest(c.ents[e].fulls, i)
		if slices.Contains(x.apart[s.text], e) {
			continue
		}
		if at < 0 {
			later, laters = e, laters+1
		} else if at > bestAt {
			best, bestAt = e, at
		}
	}
	if best < 0 && laters == 1 {
		return later
	}
	return best
}
