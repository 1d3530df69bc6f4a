package coref

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/extract"
	"dossier/extract/lexicon"
)

func lower(s string) string { return strings.ToLower(s) }

// describe gathers what is known of each entity by its names: the words of the
// names, titles and nouns beside them, countries.
func (c *resolution) describe() {
	for e := range c.ents {
		c.vote(e)
	}
	for i, m := range c.ms {
		if m.Form == extract.Name && c.of[i] >= 0 {
			c.learn(i, c.of[i])
		}
	}
}

// learn adds what mention i says of entity e.
func (c *resolution) learn(i, e int) {
	ent, m := c.ents[e], c.ms[i]
	t := c.tokens(i)
	if m.Form == extract.Name && m.Rule != "demonym" {
		words := strings.Fields(lower(c.text(i)))
		if len(words) > 1 {
			note(&ent.ends, words[len(words)-1])
		}
		for _, w := range words {
			if !ent.words[w] {
				note(&ent.words, w)
				c.byWord[w] = append(c.byWord[w], e)
			}
		}
	}
	p := m.Phrase
	for _, h := range p.Heads {
		c.role(e, h)
		if k := strings.LastIndexByte(h, ' '); k >= 0 {
			c.role(e, h[k+1:])
		}
		if g := c.r.lex.NounGender(h); g != lexicon.Unknown && ent.gender == lexicon.Unknown && c.is(e, "Person") {
			ent.gender = g
		}
	}
	for k := p.TitleFirst; k < p.TitleLast; k++ {
		c.role(e, lower(t[k].Text))
	}
	if p.TitleFirst < p.TitleLast {
		c.role(e, lower(c.a.Text(extract.Span{Start: t[p.TitleFirst].Start, End: t[p.TitleLast-1].End})))
	}
	if p.Demonym >= 0 && c.of[p.Demonym] >= 0 {
		note(&ent.nations, c.of[p.Demonym])
	}
}

// role notes that noun introduced entity e.
func (c *resolution) role(e int, noun string) {
	if ent := c.ents[e]; !ent.roles[noun] {
		note(&ent.roles, noun)
		c.byRole[noun] = append(c.byRole[noun], e)
	}
}

// noun returns the entity that nominal i speaks of, and why; a new one if it
// brings in something that later words may speak of.
func (c *resolution) noun(i int) (int, string) {
	if m := &c.ms[i]; m.Via == "" && !m.Phrase.Plural {
		if e, reason := c.nominal(i); e >= 0 {
			return e, reason
		}
	}
	if e := c.sameHead(i); e >= 0 {
		return e, "head"
	}
	return c.introduce(i), "first"
}

// nominal returns the entity that a definite nominal speaks of and why, or -1.
func (c *resolution) nominal(i int) (int, string) {
	m := c.ms[i]
	if !m.Phrase.Definite || m.Phrase.Possessor >= 0 || len(m.Phrase.Heads) == 0 {
		return -1, ""
	}
	for _, w := range m.Phrase.Modifiers {
		if c.r.lex.Is("contrast", w) {
			return -1, ""
		}
	}
	switch c.token(i).Dep {
	case "attr", "oprd", "appos":
		return -1, ""
	}
	if c.ofPhrase(i) || c.restricted(i) || c.superlative(i) {
		return -1, ""
	}
	noun := m.Phrase.Heads[0]
	if m.Rule == "noun" {
		return c.sameWord(i, noun), "word"
	}
	if c.placeNoun(noun) {
		if e := c.place(i, noun); e >= 0 {
			return e, "type"
		}
		return c.sameRole(i, noun), "role"
	}
	if e := c.sameWord(i, noun); e >= 0 {
		return e, "word"
	}
	if e := c.sameRole(i, noun); e >= 0 {
		return e, "role"
	}
	return c.sameType(i, noun), "type"
}

// ofPhrase reports whether "of" follows the nominal, so that it brings its own
// description: "the head of the office".
func (c *resolution) ofPhrase(i int) bool {
	t := c.tokens(i)
	k := c.ms[i].Last
	return k < len(t) && lower(t[k].Text) == "of"
}

// superlative reports whether nominal i says of one thing that it is the most of
// all, which it is told of here: "the largest town".
func (c *resolution) superlative(i int) bool {
	m := &c.ms[i]
	return slices.ContainsFunc(c.tokens(i)[m.First:m.Head], func(t extract.Token) bool { return t.Tag == "JJS" || t.Tag == "RBS" })
}

// agrees reports whether nothing in nominal i speaks against entity e: its
// demonym, another full description, or that both stand in one clause.
func (c *resolution) agrees(i, e int) bool {
	m := c.ms[i]
	if d := m.Phrase.Demonym; d >= 0 && c.of[d] >= 0 {
		n := c.ents[e].nations
		if len(n) > 0 && !n[c.of[d]] {
			return false
		}
	}
	j := c.seen[e]
	return j >= 0 && !c.coargument(i, j)
}

// sameWord finds the latest entity whose name holds the noun: "the bureau" for
// the Bureau of Industry and Security.
func (c *resolution) sameWord(i int, noun string) int {
	best, at := -1, -1
	for _, e := range c.byWord[noun] {
		if !c.ents[e].named || c.is(e, "Person") || !c.fits(noun, e) && !c.shortened(i, e) && !c.unlisted(i, noun, e) || !c.agrees(i, e) {
			continue
		}
		if j := c.seen[e]; j > at {
			best, at = e, j
		}
	}
	if best >= 0 && !c.matchesModifiers(i, best, noun) {
		return -1
	}
	return best
}

// shortened reports whether nominal i is what the organization e is called for
// short, whatever its noun means elsewhere: "the Union" for the European Union.
func (c *resolution) shortened(i, e int) bool {
	return c.capital(i) && c.is(e, "Organization")
}

// unlisted reports whether nominal i, whose noun no list knows, is what the name of
// e ends with: "the lodge" for Henga Lodge.
func (c *resolution) unlisted(i int, noun string, e int) bool {
	return c.ms[i].Rule == "noun" && c.ents[e].ends[noun]
}

// capital reports whether the noun of nominal i begins with a capital.
func (c *resolution) capital(i int) bool {
	first, _ := utf8.DecodeRuneInString(c.token(i).Text)
	return unicode.IsUpper(first)
}

// matchesModifiers reports whether the nouns and portfolios before the noun of
// nominal i, if there are any, also stand in the name of e or introduced it:
// "the finance ministry" is not the Ministry of Mines.
func (c *resolution) matchesModifiers(i, e int, noun string) bool {
	m, t := c.ms[i], c.tokens(i)
	for k := m.First; k < m.Head; k++ {
		w := lower(t[k].Text)
		_, portfolio := c.r.lex.Portfolio(w)
		if t[k].Tag != "NN" && t[k].Tag != "NNP" && !portfolio || strings.Contains(noun, w) || c.r.lex.IsDemonym(t[k].Text) {
			continue
		}
		if !c.ents[e].words[w] && !c.ents[e].roles[w] {
			return false
		}
	}
	return true
}

// sameRole finds the latest entity that the noun or title introduced: "the bank"
// for "Velden, a Swiss bank"; "the minister" for the only one who is called so.
func (c *resolution) sameRole(i int, noun string) int {
	best, at, count := -1, -1, 0
	list := c.byRole[noun]
	for _, e := range list[max(0, len(list)-crowd):] {
		if !c.agrees(i, e) || !c.matchesModifiers(i, e, noun) || !c.ents[e].named && !c.known(i, e) {
			continue
		}
		count++
		if j := c.seen[e]; j > at {
			best, at = e, j
		}
	}
	if best < 0 || count > 1 && c.is(best, "Person") && c.ms[i].Sentence-c.ms[at].Sentence > 1 {
		return -1
	}
	if count > 1 && c.ms[i].Sentence-c.ms[at].Sentence > 3 {
		return -1
	}
	return best
}

// otherBody reports whether the name of e says that it is a court or a police
// force and the noun something else: "the ministry" is not the Bergen police.
func (c *resolution) otherBody(noun string, e int) bool {
	words := c.ents[e].words
	return words["police"] && noun != "police" && noun != "force" || words["court"] && noun != "court" && noun != "tribunal"
}

// sameType finds the one entity of the last sentences that the noun may speak
// of. Nouns for persons need more than that: "the lawyer" is seldom whoever
// was named last. With a capital, it is a name that stands elsewhere.
func (c *resolution) sameType(i int, noun string) int {
	m := c.ms[i]
	_, rank := c.r.lex.Rank(noun)
	if c.r.types.Is(m.Type, "Person") && (rank || c.r.lex.NounGender(noun) == lexicon.Unknown) ||
		m.Type == "Group" || c.r.lex.Is("vague", noun) || c.capital(i) && noun != "company" { // "the Company" of contracts
		return -1
	}
	if c.r.types.Root(m.Type) == "Place" && m.Type != "Country" {
		return -1
	}
	found, at := -1, -1
	for j := i - 1; j >= 0 && c.ms[j].Sentence >= m.Sentence-3; j-- {
		e := c.of[j]
		if e < 0 || e == found || c.ms[j].Rule == "demonym" && c.ms[j].Via == "" {
			continue
		}
		if !c.fits(noun, e) || !c.agrees(i, e) || !c.matchesModifiers(i, e, noun) || c.otherBody(noun, e) {
			continue
		}
		if c.is(e, "Person") && opposite(c.r.lex.NounGender(noun), c.genderOf(e)) {
			continue
		}
		if found >= 0 {
			return c.clearer(found, at, e, j, i)
		}
		found, at = e, j
	}
	return found
}

// clearer decides between two candidates for nominal i: the subject of the
// sentence before, if the other is none; else neither.
func (c *resolution) clearer(a, atA, b, atB, i int) int {
	sa := c.subject(atA) && c.ms[i].Sentence-c.ms[atA].Sentence <= 1
	sb := c.subject(atB) && c.ms[i].Sentence-c.ms[atB].Sentence <= 1
	switch {
	case sa && !sb:
		return a
	case sb && !sa:
		return b
	}
	return -1
}

// fits reports whether a noun may speak of entity e: one of its types is that
// of e, above or below it. An organization that nothing specifies fits company
// nouns, not those for public bodies. A party fits none of those for any
// organization.
func (c *resolution) fits(noun string, e int) bool {
	typ := c.ents[e].typ
	if typ == "" || !c.ents[e].named && !c.ents[e].roles[noun] {
		return false
	}
	types := c.r.lex.NounTypes(noun)
	if len(types) == 0 {
		if _, ok := c.r.lex.Rank(noun); ok {
			return typ == "Person"
		}
	}
	for _, t := range types {
		if t == "Organization" && typ == "PoliticalParty" {
			continue // which is called the party, hardly ever the panel or the board
		}
		if c.r.types.Is(typ, t) {
			return true
		}
		if c.r.types.Is(t, typ) && (typ != "Organization" || t == "Company" || t == "NGO" || c.ents[e].words[noun]) {
			return true
		}
	}
	return false
}
