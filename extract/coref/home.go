package coref

import (
	"strings"

	"dossier/extract"
	"dossier/extract/lexicon"
)

// locate tells of chains of places in which country they lie, and those of countries
// from where the document reports by its dateline.
func (r *Resolver) locate(a *extract.Analysis, chains []extract.Chain) {
	home := r.home(&a.Document)
	for k := range chains {
		c := &chains[k]
		switch c.Country = r.countryOf(c.Link); {
		case c.Country == "":
		case c.Country == c.Link:
			c.Country, c.Dateline = "", home
		}
	}
}

// countryOf returns the id of the country that a place lies in, "" if unknown.
func (r *Resolver) countryOf(id string) string {
	if id == "" {
		return ""
	}
	e, ok := r.lex.Entity(id)
	if !ok {
		e, ok = r.lex.Places().Entity(id)
	}
	if !ok || e.Country == "" || !strings.HasPrefix(id, "place:") && e.Type != "Country" {
		return ""
	}
	country, _ := r.lex.Country(e.Country)
	return country.ID
}

// home returns the id of the country of the first dateline: that which it names,
// or that of its city. "" if it has none or names two.
func (r *Resolver) home(d *extract.Document) string {
	for _, b := range d.Blocks {
		if b.Kind != extract.Dateline {
			continue
		}
		where, _, _ := strings.Cut(d.Text[b.Start:b.End], "(")
		home := ""
		for _, part := range strings.FieldsFunc(where, func(c rune) bool { return strings.ContainsRune(",/—–-*_", c) }) {
			slug := lexicon.Slug(strings.TrimSpace(part))
			if slug == "" {
				continue
			}
			country := r.countryOf("country:" + slug)
			if country == "" {
				country = r.countryOf("place:" + slug)
			} else if home != "" && home != country {
				home = "" // "PARIS, Texas": what names a country decides
			}
			if country != "" && home == "" {
				home = country
			}
		}
		return home
	}
	return ""
}
