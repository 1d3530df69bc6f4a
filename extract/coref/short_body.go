package coref

import (
	"slices"
	"strings"
)

// alone reports whether the model takes the one word of mention i for the name of a body
// and nothing that it could belong to stands beside it: at Imperial.
func (c *resolution) alone(i int) bool {
	m := &c.ms[i]
	return m.Label == "ORG" && m.Last-m.First == 1 && !c.articled(i) && c.token(i).Dep != "compound" && c.token(i).Tag == "NNP"
}

// ofPlace reports whether the one word of name i, under an article, is what a name of
// the body e says after a place.
func (c *resolution) ofPlace(i, e int) bool {
	return c.r.types.Is(c.ms[i].Type, "Organization") && c.articled(i) && slices.ContainsFunc(c.ents[e].fulls, func(j int) bool {
		return c.behindPlace(j) == c.ms[j].Last-1
	})
}

// ledByKind reports whether a name of the company e is a word that says what it is and
// one of its own, Banco Sotelo.
func (c *resolution) ledByKind(e int) bool {
	return slices.ContainsFunc(c.ents[e].fulls, func(i int) bool {
		w := strings.Fields(c.text(i))
		return len(w) == 2 && c.r.types.Is(c.r.lex.CueType([]string{w[0], "x"}), "Company")
	})
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
	if (!c.r.lex.Ordinary(s.words[0]) || c.alone(i)) && !c.r.lex.IsDemonym(s.text) {
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
			case c.is(e, "Organization") && c.r.types.Is(c.ms[i].Type, "Organization") && c.headed(e), // Lanternism, for Church of Lanternism
				c.is(e, "Company") && c.ledByKind(e),       // Sotelo, for Banco Sotelo
				c.is(e, "Organization") && c.ofPlace(i, e): // the Lions, for Oslo Lions
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
