package coref

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"dossier/extract"
	"dossier/extract/lexicon"
)

// A spelling is a name cut up for comparison.
type spelling struct {
	text  string
	words []string // slugs of the words, legal form and leading article aside
	key   string   // equal for names that are surely one
}

// spell cuts up the name of mention i.
func (c *resolution) spell(i int) spelling { return c.r.spell(c.text(i), c.ms[i].Type) }

// spell cuts up a name of a thing of typ.
func (r *Resolver) spell(text, typ string) spelling {
	s := spelling{text: text}
	for _, w := range r.core(strings.Fields(strings.ReplaceAll(text, ",", " ")), typ) {
		if w = lexicon.Slug(w); w != "" {
			s.words = append(s.words, w)
		}
	}
	if len(s.words) > 1 && s.words[0] == "the" {
		s.words = s.words[1:]
	}
	s.key = strings.Join(inverted(s.words), " ")
	return s
}

// core returns the words of a name of typ without a legal form and, of a person,
// letters of honour: Ann Orr FRS.
func (r *Resolver) core(words []string, typ string) []string {
	for n := len(words); n > 2 && typ == "Person" && r.lex.Is("honorary", words[n-1]) && !generational(lexicon.Slug(words[n-1])); n-- {
		words = words[:n-1]
	}
	return r.lex.Core(words)
}

// inverted brings "Commerce Ministry" and "University of Oslo" into one order:
// body, of, field.
func inverted(words []string) []string {
	n := len(words)
	if n < 2 {
		return words
	}
	switch words[n-1] {
	case "ministry", "department", "university", "bureau", "embassy", "office", "commission":
		if !slices.Contains(words, "of") {
			return append([]string{words[n-1], "of"}, words[:n-1]...)
		}
	}
	if n > 3 && words[1] == "of" && words[2] == "the" {
		return append([]string{words[0], "of"}, words[3:]...)
	}
	return words
}

// names makes entities of the names: first those that speak for themselves,
// then the short forms in order of the text.
func (c *resolution) names() {
	spelled := make([]spelling, len(c.ms))
	byKey, byLink := map[string]int{}, map[string]int{}
	acronym, surnames := c.brackets(), c.longSurnames()
	var short, unclear []int
	for i, m := range c.ms {
		if m.Form != extract.Name {
			continue
		}
		spelled[i] = c.spell(i)
		_, bracketed := acronym[spelled[i].text]
		switch {
		case bracketed:
			short = append(short, i)
		case len(m.Links) == 1:
			c.join(i, c.keyed(byLink, m.Links[0]), "list")
			c.ents[c.of[i]].link = m.Links[0]
		case len(m.Links) > 1:
			unclear = append(unclear, i)
		case m.Type == "Person" && surnames[spelled[i].key]:
			short = append(short, i)
		case len(spelled[i].words) > 1:
			e := c.fullName(i, spelled[i], byKey)
			c.join(i, e, "words")
			c.ents[e].full = addWords(c.ents[e].full, spelled[i].words)
		default:
			short = append(short, i)
		}
	}
	c.choose(unclear, byLink)
	c.merge(byKey, byLink)
	c.local(byKey)
	c.aliases()
	for e := range c.ents {
		c.vote(e)
	}
	c.readTitle()
	c.shortForms(short, spelled, acronym)
	c.aliases() // now of short names too
}

// longSurnames returns the surnames of several words that full names end with, van Dorp
// of Piet van Dorp, by their keys.
func (c *resolution) longSurnames() map[string]bool {
	out := map[string]bool{}
	for i := range c.ms {
		m, t := &c.ms[i], c.tokens(i)
		if m.Form != extract.Name || m.Type != "Person" {
			continue
		}
		for k := m.First + 1; k < m.Last-1; k++ {
			if c.r.lex.Is("particle", t[k].Text) {
				out[c.r.spell(c.a.Text(extract.Span{Start: t[k].Start, End: m.End}), m.Type).key] = true
				break
			}
		}
	}
	return out
}

func addWords(list [][]string, words []string) [][]string {
	for _, w := range list {
		if slices.Equal(w, words) {
			return list
		}
	}
	return append(list, words)
}

// keyed returns the entity of key in m, a new one if there is none.
func (c *resolution) keyed(m map[string]int, key string) int {
	e, ok := m[key]
	if !ok {
		e = c.newEntity()
		m[key] = e
	}
	return e
}

// fullName returns the entity of a name of several words. Persons may differ
// in middle names and initials.
func (c *resolution) fullName(i int, s spelling, byKey map[string]int) int {
	if year, key := c.edition(i, s); year != "" {
		return c.ofEdition(year, key, byKey)
	}
	if e, ok := byKey[s.key]; ok {
		return e
	}
	if c.ms[i].Type == "Event" {
		return c.event(s, byKey)
	}
	e := -1
	if c.ms[i].Type == "Person" {
		e = c.samePerson(s.words, byKey)
	}
	if e < 0 {
		e = c.newEntity()
	}
	byKey[s.key] = e
	return e
}

// samePerson returns the entity of the person of that full name: one whose name
// differs in middle names, or in a word before the given name ("Senator Ann Orr",
// where "Senator" is no title that we know); a new one if there is none.
func (c *resolution) samePerson(words []string, byKey map[string]int) int {
	n := len(words)
	outer, end := "person "+words[0]+" "+words[n-1], ""
	if old, ok := byKey[outer]; ok && c.middleNames(old, words) {
		return old
	}
	if _, given := c.r.lex.GivenName(strings.ToUpper(words[n-2][:1]) + words[n-2][1:]); given {
		end = "end " + words[n-2] + " " + words[n-1]
		if old, ok := byKey[end]; ok && (n == 2 || len(c.ents[old].full) > 0 && len(c.ents[old].full[0]) == 2) {
			return old
		}
	}
	e := c.newEntity()
	byKey[outer] = e
	if end != "" {
		byKey[end] = e
	}
	return e
}

// middleNames reports whether words and each full name of entity e differ only
// in that one leaves out middle names of the other.
func (c *resolution) middleNames(e int, words []string) bool {
	for _, f := range c.ents[e].full {
		if len(f) > 2 && len(words) > 2 && f[1][:1] != words[1][:1] {
			return false
		}
	}
	return true
}

// brackets finds the acronyms that stand in brackets after a name, or before
// their long form in brackets: text to the mention of the long form.
func (c *resolution) brackets() map[string]int {
	out := map[string]int{}
	for i, m := range c.ms {
		if m.Form != extract.Name || i == 0 {
			continue
		}
		t := c.tokens(i)
		if m.First < 2 || t[m.First-1].Text != "(" && t[m.First-1].Text != "[" || !acronymLike(c.text(i)) {
			continue
		}
		for j := i - 1; j >= 0 && c.ms[j].Sentence == m.Sentence; j-- {
			if l := c.ms[j]; l.Form == extract.Name && l.Last == m.First-1 {
				if m.Rule == "acronym" || initials(c.text(j), c.text(i)) {
					out[c.text(i)] = j
				}
				break
			}
		}
	}
	return out
}

// acronymLike reports whether s has two capitals or more and at most one
// small letter for each of them.
func acronymLike(s string) bool {
	upper, lower := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		case r == ' ':
			return false
		}
	}
	return upper >= 2 && lower <= upper
}

// initials reports whether the capitals of short are the initials of the words
// of long, small words aside.
func initials(long, short string) bool {
	c := capitals(short)
	return len(c) >= 2 && c == capitals(long)
}

// capitals returns the capital letters of an acronym, or the capitals that the
// words of a longer name begin with.
func capitals(s string) string {
	var b strings.Builder
	short := acronymLike(s)
	start := true
	for _, r := range s {
		if unicode.IsUpper(r) && (short || start) {
			b.WriteRune(r)
		}
		start = r == ' ' || r == '-'
	}
	return b.String()
}

// choose decides names that several gazetteer entries bear: the one that the
// document also names otherwise; else a country before its namesakes; a
// demonym that stays open ("Korean") speaks of nothing known.
func (c *resolution) choose(list []int, byLink map[string]int) {
	for _, i := range list {
		m := &c.ms[i]
		best := ""
		for _, id := range m.Links {
			if _, ok := byLink[id]; ok {
				if best != "" {
					best = "?"
					break
				}
				best = id
			}
		}
		if best == "?" || best == "" && m.Rule == "demonym" {
			if best == "" || m.Rule == "demonym" {
				continue
			}
			best = ""
		}
		if best == "" {
			best = m.Links[0]
			for _, id := range m.Links {
				if strings.HasPrefix(id, "country:") {
					best = id
				}
			}
		}
		e, ok := byLink[best]
		if !ok {
			e = c.newEntity()
			c.ents[e].link = best
			byLink[best] = e
		}
		c.join(i, e, "list")
	}
}

// merge joins full names to the listed bodies that they name with other words
// around: "U.S. Commerce Department".
func (c *resolution) merge(byKey, byLink map[string]int) {
	byWords := map[string]int{}
	for id, e := range byLink {
		if ent, ok := c.r.lex.Entity(id); ok {
			byWords[strings.Join(inverted(strings.Split(lexicon.Slug(ent.Name), "-")), " ")] = e
		}
	}
	keys := make([]string, 0, len(byKey))
	for k := range byKey {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		from := byKey[k]
		to, ok := byWords[k]
		if !ok || from == to || len(c.ents[from].mentions) == 0 {
			continue
		}
		c.absorb(to, from)
		byKey[k] = to
	}
}

// absorb moves all mentions of from to the entity to.
func (c *resolution) absorb(to, from int) {
	for _, i := range c.ents[from].mentions {
		c.of[i] = to
	}
	t, f := c.ents[to], c.ents[from]
	t.mentions = append(t.mentions, f.mentions...)
	slices.Sort(t.mentions)
	for _, w := range f.full {
		t.full = addWords(t.full, w)
	}
	t.named = t.named || f.named
	f.mentions, f.full, f.named = nil, nil, false
}
