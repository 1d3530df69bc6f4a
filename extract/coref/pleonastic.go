package coref

import (
	"strings"

	"dossier/extract"
)

// pleonastic reports whether it stands for nothing: "it is clear that", "it
// seems", "makes it hard to", "it gets cold".
func (c *resolution) pleonastic(i int) bool {
	t := c.tokens(i)
	k := c.ms[i].Head
	if t[k].Dep == "expl" {
		return true
	}
	h := t[k].Head
	if t[k].Dep == "nsubj" || t[k].Dep == "nsubjpass" {
		lemma := verbLemma(t[h])
		if c.r.lex.Is("impersonal", lemma) {
			return true
		}
		copula := lemma == "be" || lemma == "remain" || lemma == "become"
		for j := h + 1; j < min(len(t), h+near); j++ {
			if t[j].Head != h {
				continue
			}
			switch t[j].Dep {
			case "ccomp", "csubj", "xcomp":
				if copula || t[k].Dep == "nsubjpass" || lemma == "take" {
					return true
				}
			case "acomp":
				if (copula || lemma == "get") && c.r.lex.Is("weather", lower(t[j].Text)) {
					return true
				}
				if copula && c.clausal(t, j) {
					return true
				}
			case "attr", "dobj":
				if (copula || t[j].Dep == "dobj" && lemma == "take") && c.clausal(t, j) {
					return true
				}
			case "advcl":
				if (lemma == "be" || lemma == "take") && t[j].Tag == "VB" {
					return true
				}
			}
		}
	}
	// Object of make, find: "made it clear that".
	return t[k].Dep == "nsubj" && k > 0 && (t[h].Tag == "JJ" || t[h].Pos == "ADJ")
}

// verbLemma returns the lemma of a verb, also of one whose apostrophe the model
// does not know.
func verbLemma(t extract.Token) string {
	if t.Tag == "VBZ" && strings.HasSuffix(t.Text, "’s") {
		return "be"
	}
	return lower(t.Lemma)
}

// clausal reports whether token k has a clause of its own.
func (c *resolution) clausal(t []extract.Token, k int) bool {
	for j := k + 1; j < min(len(t), k+near); j++ {
		if t[j].Head == k && (t[j].Dep == "xcomp" || t[j].Dep == "ccomp" || t[j].Dep == "acl" || t[j].Dep == "relcl") {
			return true
		}
	}
	return false
}
