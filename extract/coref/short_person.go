package coref

import (
	"slices"
	"strings"

	"dossier/extract"
	"dossier/extract/lexicon"
)

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

// surname returns the person whom the one word w of mention i speaks of: the
// latest full name before it that ends or, if none does, begins with w, one that
// the title names first and one that is somebody's last; without one before it, the
// only one after it. Persons of the other gender do not
// count; under a title, what only the model takes for something else does. It
// returns -1 if there is none.
func (c *resolution) surname(x shortIndex, i int, w string, gender lexicon.Gender, titled bool) int {
	lists := [][]int{x.last[w], x.first[w]}
	if _, given := c.r.lex.GivenName(c.text(i)); !titled && !given && c.ms[i].Type != "Person" {
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
			case at >= 0 && titled && c.bearsTitle(e, i):
				return e
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

// bearsTitle reports whether entity e is said to be what the title of name i says, Bishop
// Orr what "Ann Orr, a bishop" is.
func (c *resolution) bearsTitle(e, i int) bool {
	p := c.ms[i].Phrase
	if p.TitleFirst == p.TitleLast {
		return false
	}
	title := lower(c.tokens(i)[p.TitleLast-1].Text)
	return slices.ContainsFunc(c.ents[e].fulls, func(j int) bool {
		return slices.ContainsFunc(c.ms[j].Phrase.Heads, func(h string) bool { return h == title || strings.HasSuffix(h, " "+title) })
	})
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
