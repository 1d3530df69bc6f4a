package coref

import (
	"strings"

	"dossier/extract"
)

// aliases makes one entity of two that the text says are: "Ann Orr (born Ann Hald),
// also known as the Lark".
func (c *resolution) aliases() {
	for s := range c.a.Sentences {
		t := c.a.Sentences[s].Tokens
		for v := range t {
			if !c.r.lex.Is("alias", lower(t[v].Text)) {
				continue
			}
			i, j := c.aliased(s, v), c.aliasAfter(s, v)
			if i < 0 || j < 0 || c.of[i] < 0 || c.of[j] < 0 || c.of[i] == c.of[j] {
				continue
			}
			to, from := c.ents[c.of[i]], c.ents[c.of[j]]
			if c.ms[j].Last-c.ms[j].First == 1 && len(from.full) > 0 {
				continue // it is somebody else's short name
			}
			// Of places a part may be meant, or the old and the new.
			if root := c.r.types.Root(c.ms[i].Type); root != "Place" && root == c.r.types.Root(c.ms[j].Type) && (to.link == "" || from.link == "") {
				to.link += from.link
				c.absorb(c.of[i], c.of[j])
			}
		}
	}
}

// aliased returns the name before the word of naming at token v, -1 if there is none:
// behind it stand only a bracket, a comma, "who is" and adverbs, something of them.
func (c *resolution) aliased(s, v int) int {
	t := c.a.Sentences[s].Tokens
	k := v - 1
	for ; k > 0 && v-k < near; k-- {
		switch t[k].Tag {
		case ",", "RB", "RBR", "RBS", "CC", "WP", "WDT", "-LRB-", "VBZ", "VBD":
			continue
		case "-RRB-":
			for k > 0 && t[k].Tag != "-LRB-" && v-k < 2*near {
				k--
			}
			continue
		}
		break
	}
	if k == v-1 || k < 0 {
		return -1
	}
	i := c.nameEnding(s, k+1)
	if i >= 0 && c.token(i).Dep == "pobj" && t[k+1].Tag != "-LRB-" {
		return -1 // "a daughter of Ann Orr, also known as": of whom is it said?
	}
	return i
}

// aliasAfter returns the name that the word of naming at token v leads to, -1 if there
// is none: "known professionally as", "known by her pseudonym".
func (c *resolution) aliasAfter(s, v int) int {
	t := c.a.Sentences[s].Tokens
	k := v + 1
	if lower(t[v].Text) == "known" {
		for k < len(t) && strings.HasPrefix(t[k].Tag, "RB") {
			k++
		}
		if k == len(t) || lower(t[k].Text) != "as" && lower(t[k].Text) != "by" {
			return -1
		}
		by := lower(t[k].Text) == "by"
		for k++; by && k < len(t) && (t[k].Tag == "PRP$" || t[k].Tag == "NN" || t[k].Tag == "JJ" || t[k].Tag == "HYPH"); k++ {
		}
		if by && !c.r.lex.Is("alias", lower(t[k-1].Text)) {
			return -1 // "known by its subsidiary"
		}
	}
	for k < len(t) && (t[k].Tag == "DT" || t[k].Tag == "``" || t[k].Tag == "''") {
		k++
	}
	for i := c.first[s]; i < c.first[s+1]; i++ {
		if c.ms[i].Form == extract.Name && c.ms[i].First == k && t[c.ms[i].Head].Dep != "compound" && !c.inPlace(i) {
			return i
		}
	}
	return -1
}

// inPlace reports whether the name of a place stands right behind name i: "born Hald,
// Utah".
func (c *resolution) inPlace(i int) bool {
	return i+1 < len(c.ms) && c.ms[i+1].Sentence == c.ms[i].Sentence && c.ms[i+1].First == c.ms[i].Last+1 && c.r.types.Is(c.ms[i+1].Type, "Place")
}

// nameEnding returns the longest name that ends right before token end of sentence s,
// -1 if there is none.
func (c *resolution) nameEnding(s, end int) int {
	for i := c.first[s]; i < c.first[s+1]; i++ {
		if c.ms[i].Form == extract.Name && c.ms[i].Last == end {
			return i
		}
	}
	return -1
}
