package coref

import (
	"slices"
	"strings"

	"dossier/extract"
	"dossier/extract/lexicon"
)

// A pronoun looks back so many sentences and, in the endless sentences of
// tables, so many mentions and tokens.
const (
	reach  = 2
	crowd  = 200
	near   = 60
	farOff = 300
)

// pronoun returns the entity that pronoun i speaks of, or -1 if none fits or
// two fit as well.
func (c *resolution) pronoun(i int) int {
	word := lower(c.token(i).Text)
	if dep := c.token(i).Dep; word == "itself" && (dep == "appos" || dep == "npadvmod") {
		return -1 // "the town itself": nothing new
	}
	if g := gendered(word); g != lexicon.Unknown {
		return c.person(i, g)
	}
	switch word {
	case "it", "its", "itself":
		if c.pleonastic(i) {
			return -1
		}
		return c.thing(i)
	case "they", "them", "their", "theirs", "themselves":
		return c.group(i)
	}
	return -1
}

// A rival is a candidate with its score.
type rival struct {
	e     int
	score float64
}

// best returns the entity with the highest score if that is above least and
// leads by margin, else -1. Candidates of one entity count once.
func best(list []rival, least, margin float64) int {
	first, second := rival{-1, -99}, rival{-1, -99}
	for _, r := range list {
		switch {
		case r.e == first.e && r.e >= 0:
			first.score = max(first.score, r.score)
		case r.score > first.score:
			first, second = r, first
		case r.score > second.score:
			second = r
		}
	}
	if first.e < 0 || first.score <= least || first.score-second.score < margin {
		return -1
	}
	return first.e
}

// person resolves he and she.
func (c *resolution) person(i int, g lexicon.Gender) int {
	var list []rival
	c.window(i, func(j, e int) {
		if !c.is(e, "Person") || opposite(g, c.genderOf(e)) {
			return
		}
		s := c.score(i, j)
		if c.genderOf(e) == g {
			s += 0.5
		}
		s += min(3, 0.3*float64(c.times[e]))
		if c.ents[e].titled && c.token(j).Dep != "poss" {
			s += 1.5
		}
		list = append(list, rival{e, s})
	})
	e := best(list, -3.5, 0)
	if e >= 0 && c.ents[e].gender == lexicon.Unknown {
		c.ents[e].gender = g
	}
	return e
}

// thing resolves it.
func (c *resolution) thing(i int) int {
	var list []rival
	c.window(i, func(j, e int) {
		if c.plural(j) {
			return
		}
		s := c.score(i, j)
		switch {
		case c.is(e, "Person") || c.is(e, "Group"):
			return
		case c.is(e, "Country") || c.is(e, "Organization") || c.is(e, "Vessel"):
		case c.is(e, "Place"):
			if !c.ents[e].titled {
				s -= 1.5
			}
		default:
			s -= 0.5
		}
		if c.ms[j].Sentence != c.ms[i].Sentence && !c.subject(i) && c.token(i).Dep != "poss" {
			s -= 2 // as an object it mostly speaks of something nearer, often of no name
		}
		list = append(list, rival{e, s})
	})
	return best(list, -1, 0.5)
}

// group resolves they: several people or things, or a body of them.
func (c *resolution) group(i int) int {
	var list []rival
	via := map[int]bool{} // entities that officials stand for
	c.window(i, func(j, e int) {
		s := c.score(i, j)
		switch {
		case c.ms[j].Via == lexicon.Officials:
			via[e] = true
		case c.plural(j):
		case c.is(e, "Organization") || c.is(e, "Group"):
			s -= 1
		case c.is(e, "Country"):
			s -= 2.5
		default:
			return
		}
		list = append(list, rival{e, s})
	})
	e := best(list, -1, 0.5)
	if e >= 0 && via[e] {
		c.ms[i].Via = lexicon.Officials
	}
	return e
}

// window calls visit for the mentions before i, within reach, that could be
// what it speaks of.
func (c *resolution) window(i int, visit func(j, e int)) {
	m := c.ms[i]
	barred := c.barred(i)
	for j := i - 1; j >= max(0, i-crowd) && m.Sentence-c.ms[j].Sentence <= reach; j-- {
		e := c.of[j]
		if e < 0 || c.ms[j].Rule == "demonym" && c.ms[j].Via == "" || c.ms[j].Form == extract.Value {
			continue
		}
		if c.ms[j].Sentence == m.Sentence && c.ms[j].First <= m.First && m.First < c.ms[j].Last {
			continue // "its director" is not it
		}
		if c.ownDescription(i, j) || c.speaker(i, j) || barred[e] {
			continue
		}
		visit(j, e)
	}
}

// barred returns the entities that pronoun i cannot speak of: the other
// arguments of its verb; if i is a speaker, whom the quote before speaks of in
// the third person ("'Liu is trusted,' he said"); if i has a relative, another
// that was named so ("his father was a smith and his mother a nurse").
func (c *resolution) barred(i int) map[int]bool {
	m := c.ms[i]
	t := c.tokens(i)
	h := t[m.Head]
	speaks := !c.quoted(i) && h.Dep == "nsubj" && c.r.lex.Is("report", lower(t[h.Head].Lemma))
	noun := t[h.Head]
	related := h.Dep == "poss" && (noun.Dep == "conj" || strings.HasPrefix(noun.Dep, "nsubj")) &&
		slices.Contains(c.r.lex.NounTypes(lower(noun.Lemma)), "Person")
	out := map[int]bool{}
	for j := i - 1; j >= max(0, i-crowd) && c.ms[j].Sentence == m.Sentence; j-- {
		if e := c.of[j]; e >= 0 && (c.coargument(i, j) || speaks && c.quoted(j) || related && c.relative(i, j)) {
			out[e] = true
		}
	}
	return out
}

// relative reports whether nominal j belongs to someone that the possessive i may
// speak of too: the word before it is the same.
func (c *resolution) relative(i, j int) bool {
	p := c.ms[j].Phrase.Possessor
	return c.ms[j].Form == extract.Nominal && p >= 0 && c.ms[p].Form == extract.Pronoun && lower(c.text(p)) == lower(c.text(i))
}

// score rates mention j as what pronoun i speaks of.
func (c *resolution) score(i, j int) float64 {
	m, n := c.ms[i], c.ms[j]
	far := m.Sentence - n.Sentence
	s := -2 * float64(far)
	if far > 0 && c.a.Sentences[n.Sentence].Block != c.a.Sentences[m.Sentence].Block {
		s--
	}
	t := c.tokens(j)
	switch h := t[n.Head]; {
	case c.subject(j):
		s += 2
		if v := verb(t, n.Head); t[v].Dep == "ROOT" {
			s++
		}
		if far == 0 && governs(t, verb(t, n.Head), m.Head) {
			s++
		}
	case h.Dep == "dobj" || h.Dep == "dative":
		s += 0.5
	case h.Dep == "poss" || h.Dep == "compound" || h.Dep == "amod" || h.Dep == "nmod":
		s -= 0.5
	}
	if n.Form != extract.Nominal || n.Phrase.Definite {
		s += 0.5
	}
	if c.subject(i) && c.subject(j) {
		s += 0.5
	}
	if far == 0 && c.token(i).Dep == "poss" && c.subject(j) && c.sameClause(t, n.Head, m.Head) {
		s += 1
	}
	if far == 0 && joined(t, m.Head, n.Head) {
		s += 6
	}
	return s
}

// joined reports whether the possessive at token i stands in a list behind what k
// heads: "sanctions on Orix, a Cypriot company, and its owner".
func joined(t []extract.Token, i, k int) bool {
	j := t[i].Head
	if t[i].Dep != "poss" || t[j].Dep != "conj" || k > i {
		return false
	}
	j = t[j].Head
	return j == k || t[j].Dep == "appos" && t[j].Head == k
}

// subject reports whether mention j is the subject of a verb, itself or in
// apposition to it; or seems to be one that the parser has lost: the root of a
// sentence, or an adverbial, that is a name.
func (c *resolution) subject(j int) bool {
	t, k := c.tokens(j), c.ms[j].Head
	for steps := 0; t[k].Dep == "appos" && steps < near; steps++ {
		k = t[k].Head
	}
	switch t[k].Dep {
	case "nsubj", "nsubjpass", "csubj":
		return true
	case "ROOT", "npadvmod":
		return c.ms[j].Form == extract.Name && (t[k].Tag == "NNP" || t[k].Tag == "NNPS")
	}
	return false
}

// governs reports whether the tree leads from token k up to v.
func governs(t []extract.Token, v, k int) bool {
	for steps := 0; steps < near && t[k].Head != k; steps++ {
		if k = t[k].Head; k == v {
			return true
		}
	}
	return false
}

// verb returns the verb that governs token k, or the root.
func verb(t []extract.Token, k int) int {
	for steps := 0; t[k].Head != k && steps < near; steps++ {
		k = t[k].Head
		if strings.HasPrefix(t[k].Tag, "VB") || t[k].Tag == "MD" {
			return k
		}
	}
	return k
}

func (c *resolution) sameClause(t []extract.Token, a, b int) bool { return verb(t, a) == verb(t, b) }

// coargument reports whether i and j are both arguments of one verb, so that
// they cannot be one thing: "Xi met him". Possessives and reflexives may.
func (c *resolution) coargument(i, j int) bool {
	if c.ms[i].Sentence != c.ms[j].Sentence {
		return false
	}
	t := c.tokens(i)
	a, b := t[c.ms[i].Head], t[c.ms[j].Head]
	if a.Dep == "poss" || strings.HasSuffix(lower(a.Text), "self") {
		return false
	}
	ha, okA := argument(t, c.ms[i].Head)
	hb, okB := argument(t, c.ms[j].Head)
	if !okA || !okB || a.Dep == b.Dep {
		return false
	}
	// The subject of a verb is also that of an infinitive or participle under
	// it: "was among the first to congratulate her"; and of one coordinated with it.
	for steps := 0; ha != hb && steps < 4 && a.Dep != "nsubj" && a.Dep != "nsubjpass" && strings.HasPrefix(b.Dep, "nsubj"); steps++ {
		switch t[ha].Dep {
		case "xcomp", "advcl", "acl", "pcomp":
			if t[ha].Tag != "VB" && t[ha].Tag != "VBG" || hasSubject(t, ha) {
				return false
			}
			ha = t[ha].Head
		case "conj":
			if hasSubject(t, ha) {
				return false
			}
			ha = t[ha].Head
		case "prep":
			ha = t[ha].Head
		default:
			return false
		}
	}
	return ha == hb
}

func hasSubject(t []extract.Token, v int) bool {
	for j := max(0, v-near); j < v; j++ {
		if t[j].Head == v && strings.HasPrefix(t[j].Dep, "nsubj") {
			return true
		}
	}
	return false
}

// argument returns the verb of which token k is subject, object or the object
// of a preposition.
func argument(t []extract.Token, k int) (int, bool) {
	switch t[k].Dep {
	case "appos":
		if h := t[k].Head; t[h].Dep != "appos" {
			return argument(t, h)
		}
	case "nsubj", "nsubjpass", "dobj", "dative", "attr", "oprd":
		return t[k].Head, true
	case "pobj":
		p := t[k].Head
		if d := t[p].Dep; d == "prep" || d == "dative" || d == "agent" {
			return t[p].Head, strings.HasPrefix(t[t[p].Head].Tag, "VB")
		}
	}
	return 0, false
}

// ownDescription reports whether pronoun i stands in the description of j:
// "Lindqvist, his lawyer".
func (c *resolution) ownDescription(i, j int) bool {
	if c.ms[i].Sentence != c.ms[j].Sentence || c.token(i).Dep != "poss" {
		return false
	}
	t := c.tokens(i)
	noun := t[c.ms[i].Head].Head
	return t[noun].Dep == "appos" && t[noun].Head >= c.ms[j].First && t[noun].Head < c.ms[j].Last
}

// speaker reports whether i stands in words that j says, so that j would say
// I: "'He is trusted,' Ms. Hald said".
func (c *resolution) speaker(i, j int) bool {
	m, n := c.ms[i], c.ms[j]
	if m.Sentence-n.Sentence > 1 || !c.quoted(i) || c.quoted(j) || !c.subject(j) {
		return false
	}
	t := c.tokens(j)
	return c.r.lex.Is("report", lower(t[t[n.Head].Head].Lemma))
}
