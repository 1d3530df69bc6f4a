package coref

import (
	"maps"
	"slices"
	"strings"

	"dossier/extract"
)

// collectives links collectives to the country they stand for.
func (c *resolution) collectives() {
	for i, m := range c.ms {
		if m.Form != extract.Nominal || m.Via == "" || c.of[i] >= 0 {
			continue
		}
		if j := c.represented(i); j >= 0 && c.of[j] >= 0 {
			c.join(i, c.of[j], "representation")
		}
	}
}

// metonyms links capitals that act to their government.
func (c *resolution) metonyms() {
	byLink := map[string]int{}
	for e, ent := range c.ents {
		if ent.link != "" {
			byLink[ent.link] = e
		}
	}
	left := map[int]bool{}
	for i, m := range c.ms {
		if m.Form == extract.Name && len(m.Links) == 1 && c.of[i] >= 0 {
			if from := c.of[i]; c.metonym(i, byLink) {
				left[from] = true
			}
		}
	}
	for e := range left {
		ent := c.ents[e]
		ent.mentions = slices.DeleteFunc(ent.mentions, func(i int) bool { return c.of[i] != e })
		ent.named = slices.ContainsFunc(ent.mentions, func(i int) bool { return c.ms[i].Form == extract.Name })
	}
}

// halves returns the countries of which the document names another half too, by the
// word that tells them apart: the North is North Korea where South Korea is named.
func (c *resolution) halves() map[string]int {
	whole := map[string]map[string]int{} // Korea: North, South
	for e, ent := range c.ents {
		if !strings.HasPrefix(ent.link, "country:") {
			continue
		}
		for _, i := range ent.mentions {
			half, rest, _ := strings.Cut(c.text(i), " ")
			if rest != "" && c.r.lex.Is("direction", half) {
				if whole[rest] == nil {
					whole[rest] = map[string]int{}
				}
				whole[rest][half] = e
			}
		}
	}
	out := map[string]int{}
	for _, rest := range slices.Sorted(maps.Keys(whole)) {
		if len(whole[rest]) > 1 {
			maps.Copy(out, whole[rest])
		}
	}
	return out
}

// represented returns the mention of the country that the collective i stands
// for: "Chinese officials", "China's government", "the government of China".
func (c *resolution) represented(i int) int {
	p := c.ms[i].Phrase
	if p.Demonym >= 0 {
		return p.Demonym
	}
	if p.Possessor >= 0 && c.ms[p.Possessor].Type == "Country" {
		return p.Possessor
	}
	for j := i + 1; j < len(c.ms) && c.ms[j].Sentence == c.ms[i].Sentence && c.ms[j].First <= c.ms[i].Last+2; j++ {
		if c.ms[j].Type == "Country" && c.ms[j].Form == extract.Name {
			return j
		}
	}
	return -1
}

// metonym puts a capital that acts with the country (or union) that it stands
// for, and reports whether it does.
func (c *resolution) metonym(i int, byLink map[string]int) bool {
	city, ok := c.r.lex.Entity(c.ms[i].Links[0])
	if !ok || city.StandsFor == "" || !c.acts(i) {
		return false
	}
	to := c.keyed(byLink, city.StandsFor)
	c.ents[to].link = city.StandsFor
	c.ms[i].Via = "metonymy"
	c.ms[i].Type = ""
	if e, ok := c.r.lex.Entity(city.StandsFor); ok && c.r.types.Known(e.Type) {
		c.ms[i].Type = e.Type
	}
	c.join(i, to, "metonymy")
	return true
}

// acts reports whether the capital i acts or is spoken to as a government: the
// agent of a verb of will or speech, the possessor of a policy, a party to
// something between or with.
func (c *resolution) acts(i int) bool {
	m := c.ms[i]
	t := c.tokens(i)
	h := t[m.Head]
	if h.Dep == "conj" && h.Head < m.First { // Oslo and Ottawa agreed
		if first := t[h.Head]; first.Ent == "GPE" || c.r.lex.IsDemonym(first.Text) {
			h = first
		}
	}
	head := t[h.Head]
	lemma := strings.ToLower(head.Lemma)
	switch h.Dep {
	case "nsubj":
		return strings.HasPrefix(head.Tag, "VB") && c.r.lex.Is("volition", lemma)
	case "npadvmod": // a subject that the parser has lost in a quote
		return head.Head != m.Head && strings.HasPrefix(head.Tag, "VB") && m.Head < h.Head && c.r.lex.Is("volition", lemma)
	case "dobj", "nsubjpass":
		return c.r.lex.Is("addressed", lemma)
	case "poss":
		return c.r.lex.Is("policy", lemma)
	case "pobj":
		switch strings.ToLower(head.Text) {
		case "between":
			return true
		case "with":
			above := strings.ToLower(t[head.Head].Lemma)
			switch above {
			case "talk", "negotiation", "negotiate", "agreement", "deal", "pact", "tie", "relation", "dispute", "war", "ally", "agree", "cooperate", "accord", "treaty", "friction", "contact":
				return true
			}
		case "to":
			switch strings.ToLower(t[head.Head].Lemma) {
			case "ambassador", "envoy", "appeal", "concession":
				return true
			}
		case "by":
			return head.Dep == "agent" && c.r.lex.Is("volition", strings.ToLower(t[head.Head].Lemma))
		}
	}
	return false
}
