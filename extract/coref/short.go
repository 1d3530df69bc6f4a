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
	bound := map[string]int{}    // text to entity, for all but persons
	persons := map[string]int{}  // word and gender to a person without a full name
	asPerson := map[string]int{} // word: mentions by title less mentions as something else
	for _, i := range list {
		if c.ms[i].Rule == "title" {
			asPerson[c.word(spelled[i])]++
		}
	}
	for _, i := range list {
		m, w := &c.ms[i], c.word(spelled[i])
		if long, ok := acronym[spelled[i].text]; ok && c.of[long] >= 0 {
			c.join(i, c.of[long])
			continue
		}
		gender := c.addressed(i)
		titled := m.Rule == "title" || gender != lexicon.Unknown
		if !titled {
			if e, ok := bound[spelled[i].text]; ok {
				c.join(i, e)
				continue
			}
		}
		person := c.surname(i, w, gender, titled)
		body := -1
		if !titled {
			body = c.shortBody(i, spelled[i])
		}
		strongBody := m.Rule != "ner" && m.Rule != "repeat" && m.Type != "Person"
		switch {
		case body >= 0 && (person < 0 || m.Type != "Person" || strongBody):
			bound[spelled[i].text] = body
			c.join(i, body)
		case person >= 0 && !strongBody:
			c.join(i, person)
			if gender != lexicon.Unknown {
				c.ents[person].gender = gender
			}
		case titled || m.Type == "Person" && asPerson[w] > 0:
			key := w + " " + string(rune(gender))
			if gender == lexicon.Unknown {
				for _, g := range []lexicon.Gender{lexicon.Masculine, lexicon.Feminine} {
					if _, ok := persons[w+" "+string(rune(g))]; ok {
						key = w + " " + string(rune(g))
					}
				}
			}
			e := c.keyed(persons, key)
			c.ents[e].gender = gender
			c.join(i, e)
		default:
			e := c.newEntity()
			bound[spelled[i].text] = e
			c.join(i, e)
		}
	}
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

// surname returns the person whom the one word w of mention i speaks of: the
// latest full name before it that ends or, if none does, begins with w; without
// one before it, the only one after it. Persons of the other gender do not
// count. It returns -1 if there is none.
func (c *resolution) surname(i int, w string, gender lexicon.Gender, titled bool) int {
	best, bestAt, later, laters := -1, -1, -1, 0
	for pass := range 2 {
		for e, ent := range c.ents {
			if ent.typ != "" && !c.r.types.Is(ent.typ, "Person") || !matches(ent.full, w, pass == 1) || opposite(gender, c.genderOf(e)) {
				continue
			}
			at := c.latestFull(e, i)
			if at < 0 {
				later, laters = e, laters+1
			} else if at > bestAt {
				best, bestAt = e, at
			}
		}
		if best >= 0 {
			return best
		}
		if laters == 1 && (titled || pass == 0) {
			return later
		}
		laters = 0
	}
	return -1
}

// matches reports whether a full name ends (or begins) with w.
func matches(full [][]string, w string, first bool) bool {
	for _, f := range full {
		if first && f[0] == w || !first && last(f) == w {
			return true
		}
	}
	return false
}

// last returns the surname at the end of a name: "III" and the like do not
// count.
func last(f []string) string {
	switch w := f[len(f)-1]; w {
	case "jr", "sr", "ii", "iii", "iv":
		if len(f) > 2 {
			return f[len(f)-2]
		}
	}
	return f[len(f)-1]
}

func opposite(a, b lexicon.Gender) bool {
	return a == lexicon.Masculine && b == lexicon.Feminine || a == lexicon.Feminine && b == lexicon.Masculine
}

// latestFull returns the last mention before i by which entity e has its full
// name, or -1.
func (c *resolution) latestFull(e, i int) int {
	at := -1
	for _, j := range c.ents[e].mentions {
		if j < i && c.ms[j].Last-c.ms[j].First > 1 {
			at = j
		}
	}
	return at
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

// generic are first words of bodies that do not name one alone.
var generic = map[string]bool{"national": true, "royal": true, "first": true, "new": true, "united": true, "world": true,
	"federal": true, "international": true, "european": true, "central": true, "general": true, "global": true, "state": true,
	"supreme": true, "high": true, "north": true, "south": true, "east": true, "west": true, "northern": true, "southern": true,
	"eastern": true, "western": true, "american": true, "house": true, "free": true, "democratic": true, "social": true,
	"public": true, "islamic": true, "christian": true, "council": true, "institute": true, "university": true, "ministry": true,
	"department": true, "office": true, "committee": true, "commission": true, "association": true, "center": true,
	"centre": true, "court": true, "party": true, "union": true, "union-of": true, "chamber": true, "grand": true, "great": true,
	"people": true, "peoples": true, "foreign": true, "trade": true, "financial": true, "securities": true, "saint": true, "st": true}

// shortBody returns the organization or thing whose full name begins with the
// words of mention i or has them as initials: the latest before it, else the
// only one after it. It returns -1 if there is none.
func (c *resolution) shortBody(i int, s spelling) int {
	best, bestAt, later, laters := -1, -1, -1, 0
	acronym := acronymLike(s.text)
	for e, ent := range c.ents {
		if len(ent.mentions) == 0 || c.r.types.Is(ent.typ, "Person") || !ent.named {
			continue
		}
		ok := false
		for _, f := range ent.full {
			if len(s.words) > 0 && len(f) > len(s.words) && slices.Equal(f[:len(s.words)], s.words) && !generic[s.words[0]] &&
				!c.r.types.Is(ent.typ, "Place") && !c.r.types.Is(ent.typ, "GovernmentBody") && !c.r.lex.IsDemonym(s.text) {
				ok = true
			}
		}
		if acronym && !ok {
			for _, j := range ent.mentions {
				if c.ms[j].Form == extract.Name && initials(c.text(j), s.text) {
					ok = true
					break
				}
			}
		}
		if !ok {
			continue
		}
		at := c.latestFull(e, i)
		if at < 0 {
			later, laters = e, laters+1
		} else if at > bestAt {
			best, bestAt = e, at
		}
	}
	if best >= 0 {
		return best
	}
	if laters == 1 {
		return later
	}
	return -1
}
