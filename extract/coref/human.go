package coref

import (
	"dossier/extract"
	"dossier/extract/lexicon"
)

// human finds the names that the model alone has taken for something else but
// that he or she speaks of: "Nida received his doctorate". Once may be an
// accident of the text; twice is none.
func (c *resolution) human() {
	for _, ent := range c.ents {
		ent.weak = true
	}
	for i, m := range c.ms {
		if e := c.of[i]; e >= 0 && m.Form == extract.Name {
			c.ents[e].weak = c.ents[e].weak && weight(&m) <= 2
		}
	}
	times := map[int]int{}
	for i := range c.ms {
		if c.ms[i].Form != extract.Pronoun || gendered(lower(c.token(i).Text)) == lexicon.Unknown {
			continue
		}
		if e := c.misread(i); e >= 0 {
			if times[e]++; times[e] == 2 {
				c.ents[e].person = true
				c.vote(e)
			}
		}
	}
}

// misread returns the entity that pronoun i would speak of if it were a person:
// the subject before it in its sentence or, for a subject, of the sentence
// before. It is -1 if a person is named there, or if more than the model says
// what the entity is.
func (c *resolution) misread(i int) int {
	s := c.ms[i].Sentence
	e, found := c.weakSubject(s, i)
	if !found && s > 0 && c.subject(i) && c.a.Sentences[s].Block == c.a.Sentences[s-1].Block {
		e, _ = c.weakSubject(s-1, c.first[s])
	}
	return e
}

// weakSubject returns the last subject of sentence s before mention i that is a
// name of weak evidence, -1 if a person is named too. found is true if there is
// any name.
func (c *resolution) weakSubject(s, i int) (e int, found bool) {
	e = -1
	for j := c.first[s]; j < i; j++ {
		m := &c.ms[j]
		if m.Form != extract.Name || c.of[j] < 0 {
			continue
		}
		found = true
		ent := c.ents[c.of[j]]
		if c.is(c.of[j], "Person") && !ent.person {
			return -1, true
		}
		if c.subject(j) && ent.weak && ent.link == "" && !c.articled(j) && c.token(j).Tag == "NNP" {
			e = c.of[j]
		}
	}
	return e, found
}

// articled reports whether an article stands before name j.
func (c *resolution) articled(j int) bool {
	m := &c.ms[j]
	return m.First > 0 && c.tokens(j)[m.First-1].Tag == "DT"
}

// gendered returns the gender that a personal pronoun shows.
func gendered(word string) lexicon.Gender {
	switch word {
	case "he", "him", "his", "himself":
		return lexicon.Masculine
	case "she", "her", "hers", "herself":
		return lexicon.Feminine
	}
	return lexicon.Unknown
}
