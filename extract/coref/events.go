package coref

import "strings"

// event returns the entity of the event of that full name: that of the same name of its
// own, as Cyclone Orla and Tropical Storm Orla have.
func (c *resolution) event(s spelling, byKey map[string]int) int {
	own := "event " + s.words[len(s.words)-1]
	e, ok := byKey[own]
	if !ok {
		e = c.newEntity()
		if w := strings.Fields(s.text); len(w) > 1 && w[len(w)-2] != "of" && c.r.lex.CueType(append(w[:len(w)-1:len(w)-1], "x")) == "Event" {
			byKey[own] = e
		}
	}
	byKey[s.key] = e
	return e
}

// edition returns the year in or before the name of event i, which tells which of several
// it is, and the key of the name without: "the 2018 World Cup". It is "" if there is none.
func (c *resolution) edition(i int, s spelling) (year, key string) {
	t, m := c.tokens(i), &c.ms[i]
	if m.Type != "Event" {
		return "", ""
	}
	if len(s.words) > 2 && isYear(s.words[0]) {
		return s.words[0], strings.Join(s.words[1:], " ")
	}
	const modifiers = 2 // the 2018 FIFA football World Cup
	for k := m.First - 1; k >= max(0, m.First-1-modifiers); k-- {
		switch w := t[k]; {
		case w.Tag == "CD" && isYear(w.Text):
			return w.Text, s.key
		case w.Dep != "compound" && w.Dep != "nmod" && w.Dep != "amod":
			return "", ""
		}
	}
	return "", ""
}

func isYear(w string) bool {
	return len(w) == 4 && strings.Trim(w, "0123456789") == "" && "1000" <= w && w < "2200"
}

// ofEdition returns the entity of the event of that year. The first that a document
// tells of is also what the name alone means, until there is another.
func (c *resolution) ofEdition(year, key string, byKey map[string]int) int {
	if e, ok := byKey[year+" "+key]; ok {
		return e
	}
	e := c.newEntity()
	byKey[year+" "+key] = e
	first, again := byKey["first "+key]
	bare, named := byKey[key]
	switch {
	case !again && !named:
		byKey[key], byKey["first "+key] = e, e
	case again && named && bare == first:
		delete(byKey, key)
	}
	return e
}
