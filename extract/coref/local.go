package coref

import (
	"maps"
	"slices"

	"dossier/extract"
	"dossier/extract/lexicon"
)

// local joins the names of bodies and events to those that say before the same words
// where they are, or behind them what they are of, and stand first: the Red Sox are the
// Boston Red Sox, if there are no others.
func (c *resolution) local(byKey map[string]int) {
	whole := map[string]int{} // by the key without the place; -1 for several
	for e, ent := range c.ents {
		for _, i := range ent.mentions {
			for _, rest := range []string{c.withoutPlace(i), c.withoutField(i)} {
				if old, ok := whole[rest]; ok && old != e {
					whole[rest] = -1
				} else if rest != "" {
					whole[rest] = e
				}
			}
		}
	}
	for _, k := range slices.Sorted(maps.Keys(whole)) {
		from, ok := byKey[k]
		to := whole[k]
		if !ok || to < 0 || to == from || len(c.ents[to].mentions) == 0 || len(c.ents[from].mentions) == 0 {
			continue
		}
		if c.ents[to].mentions[0] < c.ents[from].mentions[0] {
			c.absorb(to, from)
			byKey[k] = to
		}
	}
}

// withoutField returns the key of the name of body i up to what it is of, "" if that is
// nothing or less than two words stand before: the Larch Institute of Trade.
func (c *resolution) withoutField(i int) string {
	m, t := &c.ms[i], c.tokens(i)
	if m.Form != extract.Name || c.r.types.Root(m.Type) != "Organization" {
		return ""
	}
	for k := m.First + 2; k < m.Last-1; k++ {
		if w := lower(t[k].Text); w == "of" || w == "for" {
			return c.r.spell(c.a.Text(extract.Span{Start: m.Start, End: t[k-1].End}), m.Type).key
		}
	}
	return ""
}

// withoutPlace returns the key of the name of body or event i without the place or
// demonym that it begins with, "" if it begins with none or less than two words are left.
func (c *resolution) withoutPlace(i int) string {
	m, t := &c.ms[i], c.tokens(i)
	if root := c.r.types.Root(m.Type); m.Form != extract.Name || root != "Organization" && root != "Event" {
		return ""
	}
	for k := min(m.First+3, m.Last-2); k > m.First; k-- {
		lead := c.a.Text(extract.Span{Start: m.Start, End: t[k-1].End})
		slug := lexicon.Slug(lead)
		if c.r.lex.IsDemonym(lead) || c.r.countryOf("country:"+slug) != "" || c.r.countryOf("place:"+slug) != "" {
			return c.r.spell(c.a.Text(extract.Span{Start: t[k].Start, End: m.End}), m.Type).key
		}
	}
	return ""
}
