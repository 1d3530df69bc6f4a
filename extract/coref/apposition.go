package coref

import (
	"slices"

	"dossier/extract"
)

// appositions joins a nominal to the name it stands beside: "Velden, a Swiss
// bank"; "the bank, Velden"; "Orix's chief executive, Lena Hald".
func (c *resolution) appositions() {
	for i := range c.ms {
		if c.ms[i].Form != extract.Nominal || c.of[i] >= 0 || c.ms[i].Phrase.Plural {
			continue
		}
		if j := c.apposed(i); j >= 0 {
			c.ms[i].Via = "" // "the Ghanaian diplomat Kofi Annan" is one man
			c.join(i, c.of[j], "apposition")
			c.learn(i, c.of[j])
		}
	}
}

func (c *resolution) apposed(i int) int {
	m := c.ms[i]
	t := c.tokens(i)
	if m.Rule == "noun" && c.determiner(i) == "" {
		return -1
	}
	for j := max(0, i-8); j < len(c.ms) && j < i+8; j++ {
		n := c.ms[j]
		if n.Sentence != m.Sentence || n.Form != extract.Name || c.of[j] < 0 || n.Rule == "demonym" || n.First < m.Last && m.First < n.Last {
			continue
		}
		if c.r.types.Is(m.Type, "Person") != c.is(c.of[j], "Person") {
			continue
		}
		tree := t[m.Head].Dep == "appos" && t[m.Head].Head >= n.First && t[m.Head].Head < n.Last ||
			t[n.Head].Dep == "appos" && t[n.Head].Head == m.Head && m.Head < n.First
		if tree && !c.listed(t, m.Head, n.Head) {
			return j
		}
		if len(m.Phrase.Heads) == 0 || !slices.Contains(n.Phrase.Heads, m.Phrase.Heads[0]) {
			continue
		}
		k := n.Last
		after := k < len(t) && t[k].Text == "," && m.First == k+1
		k = m.Last
		if k < len(t) && t[k].Text == "," {
			k++
		}
		if k < len(t) && lower(t[k].Text) == "the" {
			k++
		}
		if after || k == n.First-titleLen(n) {
			return j
		}
	}
	return -1
}

func titleLen(m extract.Mention) int { return m.Phrase.TitleLast - m.Phrase.TitleFirst }

// listed reports whether what the parser takes for an apposition looks like
// one of a list: the later of the two has a conjunct of its own.
func (c *resolution) listed(t []extract.Token, a, b int) bool {
	k := max(a, b)
	for j := k + 1; j < min(len(t), k+near); j++ {
		if t[j].Head == k && t[j].Dep == "conj" {
			return true
		}
	}
	return false
}

// backwards goes through the text and links the nominals and pronouns that are
// left to what stands before them.
func (c *resolution) backwards() {
	c.seen, c.times = make([]int, len(c.ents)), make([]int, len(c.ents))
	for e := range c.seen {
		c.seen[e] = -1
	}
	for i := range c.ms {
		m := &c.ms[i]
		e, reason := c.of[i], m.Reason
		switch {
		case e >= 0:
		case m.Form == extract.Pronoun:
			if e, reason = c.pronoun(i), "pronoun"; e < 0 {
				e = c.ahead(i)
			}
		case m.Form == extract.Nominal:
			e, reason = c.noun(i)
		}
		if e < 0 {
			continue
		}
		if c.of[i] < 0 {
			c.join(i, e, reason)
			if m.Form == extract.Nominal {
				c.learn(i, e)
				if c.ents[e].typ == "" {
					c.ents[e].typ = m.Type
				}
			}
		}
		c.seen[e] = i
		c.times[e]++
		if m.Form == extract.Nominal {
			c.noteHead(i)
		}
	}
}
