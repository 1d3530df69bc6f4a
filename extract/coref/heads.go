package coref

import (
	"slices"
	"strings"

	"dossier/extract"
	"dossier/extract/lexicon"
)

// headReach is how many sentences back the same noun may have stood, headTries
// how many of its last mentions are looked at.
const (
	headReach = 30
	headTries = 8
)

// headKey is the noun of nominal i with its number, "" if it has none.
func (c *resolution) headKey(i int) string {
	p := c.ms[i].Phrase
	if len(p.Heads) == 0 {
		return ""
	}
	if p.Plural {
		return p.Heads[0] + " +"
	}
	return p.Heads[0]
}

// noteHead makes nominal i known to those that repeat its noun.
func (c *resolution) noteHead(i int) {
	if k := c.headKey(i); k != "" {
		c.byHead[k] = append(c.byHead[k], i)
		for _, w := range c.ms[i].Phrase.Modifiers {
			note(&c.ents[c.of[i]].about, w)
		}
	}
}

// sameHead returns the entity of the latest nominal with the noun of nominal i
// whose description allows that they speak of one thing, -1 if none does.
func (c *resolution) sameHead(i int) int {
	name := c.determiner(i) == "" && c.capital(i) // which the model takes for a noun
	if !definite[c.determiner(i)] && !name || c.restricted(i) {
		return -1 // "magic" is magic, but no one thing
	}
	list := c.byHead[c.headKey(i)]
	for k, j := range slices.Backward(list) {
		if c.ms[i].Sentence-c.ms[j].Sentence > headReach || len(list)-k > headTries {
			break
		}
		if c.repeats(i, j) && (!name || c.capital(j)) {
			return c.of[j]
		}
	}
	return -1
}

// definite are the determiners under which a noun may be spoken of again.
var definite = map[string]bool{"the": true, "this": true, "that": true, "these": true, "those": true, "both": true, "possessive": true}

// determiner returns the article, demonstrative or quantifier that nominal i
// begins with, "possessive" for a possessor, "" for none.
func (c *resolution) determiner(i int) string {
	m := &c.ms[i]
	if m.Phrase.Possessor >= 0 {
		return "possessive"
	}
	switch t := c.tokens(i)[m.First]; t.Tag {
	case "DT", "PDT", "WDT":
		return lower(t.Text)
	case "PRP$", "WP$":
		return "possessive"
	}
	return ""
}

// restricted reports whether a clause after nominal i tells which one is meant.
func (c *resolution) restricted(i int) bool {
	t, m := c.tokens(i), &c.ms[i]
	for k := m.Last; k < min(len(t), m.Last+near); k++ {
		if t[k].Head == m.Head && (t[k].Dep == "relcl" || t[k].Dep == "acl") {
			return t[m.Last].Text != ","
		}
	}
	return false
}

// repeats reports whether nominal i, whose noun is that of j, can speak of the
// same: it adds nothing to what is known, has the same possessor and complement.
func (c *resolution) repeats(i, j int) bool {
	m, n := &c.ms[i], &c.ms[j]
	if m.Via != "" || n.Via != "" || c.coargument(i, j) || m.Sentence == n.Sentence && m.First <= n.Head && n.Head < m.Last {
		return false
	}
	if !c.known(i, c.of[j]) || !definite[c.determiner(j)] && c.determiner(j) != "" && c.determiner(j) != "a" && c.determiner(j) != "an" {
		return false
	}
	if p := m.Phrase.Possessor; p >= 0 {
		if q := n.Phrase.Possessor; q < 0 || c.of[p] < 0 || c.of[p] != c.of[q] {
			return false
		}
	}
	if d := m.Phrase.Demonym; d >= 0 && (n.Phrase.Demonym < 0 || c.of[d] != c.of[n.Phrase.Demonym]) {
		return false
	}
	if number := c.number(i); number != "" && c.number(j) != "" && number != c.number(j) {
		return false
	}
	of := c.complement(i)
	return of == "" || of == c.complement(j)
}

// known reports whether nominal i says nothing of entity e that its earlier
// nominals do not.
func (c *resolution) known(i, e int) bool {
	for _, w := range c.ms[i].Phrase.Modifiers {
		if c.r.lex.Is("contrast", w) || !c.ents[e].about[w] {
			return false
		}
	}
	return true
}

// number returns the numeral in nominal i.
func (c *resolution) number(i int) string {
	m, t := &c.ms[i], c.tokens(i)
	for k := m.First; k < m.Head; k++ {
		if t[k].Tag == "CD" {
			return lower(t[k].Text)
		}
	}
	return ""
}

// complement returns the lemma of what "of" joins to nominal i, "" if nothing.
func (c *resolution) complement(i int) string {
	t, m := c.tokens(i), &c.ms[i]
	if m.Last >= len(t) || lower(t[m.Last].Text) != "of" {
		return ""
	}
	for k := m.Last + 1; k < min(len(t), m.Last+near); k++ {
		if t[k].Head == m.Last && t[k].Dep == "pobj" {
			return lower(t[k].Lemma)
		}
	}
	return "?"
}

// introduce makes a new entity of nominal i, -1 if it only says what something
// is: "is a bank".
func (c *resolution) introduce(i int) int {
	m := &c.ms[i]
	switch c.token(i).Dep {
	case "attr", "oprd":
		c.predicate(i)
		return -1
	}
	e := c.newEntity()
	c.seen, c.times = append(c.seen, -1), append(c.times, 0)
	c.ents[e].typ = m.Type
	if len(m.Phrase.Heads) > 0 {
		c.ents[e].gender = c.r.lex.NounGender(m.Phrase.Heads[0])
	}
	return e
}

// predicate notes the noun of nominal i as what its subject is called: "Velden is
// a bank", so that "the bank" speaks of it.
func (c *resolution) predicate(i int) {
	t, m := c.tokens(i), &c.ms[i]
	v := t[m.Head].Head
	if t[v].Lemma != "be" || len(m.Phrase.Heads) == 0 || m.Phrase.Plural {
		return
	}
	subject := -1
	for k := max(0, v-near); k < min(len(t), v+near); k++ {
		switch {
		case t[k].Head != v:
		case t[k].Dep == "neg":
			return
		case t[k].Dep == "nsubj" && k < v:
			subject = k
		}
	}
	if subject < 0 {
		return
	}
	if j := c.at(m.Sentence, subject); j >= 0 && c.of[j] >= 0 {
		c.role(c.of[j], m.Phrase.Heads[0])
	}
}

// plural reports whether mention j speaks of several.
func (c *resolution) plural(j int) bool {
	m := &c.ms[j]
	if m.Form == extract.Nominal {
		return m.Phrase.Plural
	}
	tag := c.token(j).Tag
	return tag == "NNPS" && strings.HasSuffix(c.token(j).Text, "s") && m.Type == "Group" || m.Via == lexicon.Officials
}
