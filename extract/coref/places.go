package coref

import (
	"slices"

	"dossier/extract"
)

// wide is how many sentences back the place that a document tells of may have
// been named.
const wide = 10

// placeNoun reports whether a noun stands for a country, region or city.
func (c *resolution) placeNoun(noun string) bool {
	return !c.r.lex.Is("relative", noun) && slices.ContainsFunc(c.r.lex.NounTypes(noun), func(t string) bool {
		return t == "Country" || t == "City" || t == "Region"
	})
}

// place returns the place that nominal i, "the city", speaks of: the one that the
// title names, else the one that is spoken of at least twice as much as the next,
// else the only one of the last sentences. It is -1 if there is none.
func (c *resolution) place(i int, noun string) int {
	best, second, near, nears := -1, -1, -1, 0
	titled, titles := -1, 0
	visited := map[int]bool{}
	for j := i - 1; j >= max(0, i-crowd) && c.ms[i].Sentence-c.ms[j].Sentence <= wide; j-- {
		e := c.of[j]
		if e < 0 || visited[e] || c.ms[j].Rule == "demonym" || c.ms[j].Form == extract.Nominal && c.ms[j].Via != "" {
			continue
		}
		visited[e] = true
		if !c.ents[e].named || !c.fits(noun, e) || !c.agrees(i, e) || !c.matchesModifiers(i, e, noun) {
			continue
		}
		if c.ents[e].titled {
			titled, titles = e, titles+1
		}
		if c.ms[i].Sentence-c.ms[j].Sentence <= reach {
			if c.ents[e].ends[noun] && noun != "city" { // not Sun City, but Chatham Island
				return e
			}
			near, nears = e, nears+1
		}
		switch {
		case best < 0 || c.times[e] > c.times[best]:
			best, second = e, best
		case second < 0 || c.times[e] > c.times[second]:
			second = e
		}
	}
	switch {
	case titles == 1:
		return titled
	case best >= 0 && c.times[best] > 2 && (second < 0 || c.times[best] >= 2*c.times[second]):
		return best
	case nears == 1:
		return near
	case best < 0:
		return c.ofTitle(noun) // which the reader has read before all else
	}
	return -1
}
