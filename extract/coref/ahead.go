package coref

import (
	"strings"

	"dossier/extract"
	"dossier/extract/lexicon"
)

// ahead returns the entity that pronoun i speaks of before it is named: the name
// that is the subject of the clause that the words of i open, "Owing to its age,
// Hamburg ...". It is -1 if there is none.
func (c *resolution) ahead(i int) int {
	t := c.tokens(i)
	k := subjectAhead(t, c.ms[i].Head)
	if k < 0 || c.quoted(i) {
		return -1
	}
	j := c.at(c.ms[i].Sentence, k)
	if j < 0 || c.ms[j].Form != extract.Name || c.of[j] < 0 {
		return -1
	}
	e, word := c.of[j], lower(c.token(i).Text)
	gender := gendered(word)
	var fits bool
	switch word {
	case "it", "its":
		fits = !c.is(e, "Person") && !c.is(e, "Group") && !c.plural(j) && !c.pleonastic(i)
	case "they", "them", "their", "theirs":
		fits = c.plural(j) || c.is(e, "Organization") || c.is(e, "Group")
	default:
		fits = gender != lexicon.Unknown && c.is(e, "Person") && !opposite(gender, c.genderOf(e))
	}
	if !fits {
		return -1
	}
	return e
}

// subjectAhead returns the subject after token k of the verb that a clause or
// preposition over k hangs from and precedes, -1 if there is none.
func subjectAhead(t []extract.Token, k int) int {
	for steps, at := 0, k; steps < near && t[at].Head != at; steps++ {
		up := t[at].Head
		if (t[at].Dep == "advcl" || t[at].Dep == "prep") && at < up && strings.HasPrefix(t[up].Tag, "VB") {
			for s := k + 1; s < up; s++ {
				if t[s].Head == up && (t[s].Dep == "nsubj" || t[s].Dep == "nsubjpass") {
					return s
				}
			}
			return -1
		}
		at = up
	}
	return -1
}
