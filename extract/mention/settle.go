package mention

import (
	"dossier/extract"
)

// settle decides the type of a chosen name by its strongest evidence.
func (s *scan) settle(n *name) {
	words := s.textWords(n.first, n.last)
	if len(n.targets) > 0 || n.rule == "title" || n.rule == "demonym" || n.rule == "cue" && n.typ == "PoliticalParty" {
		return
	}
	cue := s.cueType(n.first, n.last)
	if cue == "" && s.r.lex.IsDemonym(words[0]) {
		cue = s.r.lex.CueType(words[1:])
	}
	if cue != "" && !s.r.types.Known(cue) {
		cue = ""
	}
	_, given := s.r.lex.GivenName(words[0])
	person := n.label == "PERSON" && given && !s.r.types.Is(cue, "Company") // Amanda Hall
	if cue != "" && !person {
		n.typ = cue
		if typ := s.phraseType(n); s.r.types.Is(typ, cue) { // Velden Inc., a bank
			n.typ = typ
		}
		if n.rule != "acronym" {
			n.rule = "cue"
		}
		return
	}
	if n.rule == "acronym" {
		if byLabel[n.label] != "" && n.label != "PERSON" && n.label != "GPE" && n.label != "NORP" {
			n.typ = byLabel[n.label]
		}
		return
	}
	if (n.label == "ORG" || n.label == "GPE" || n.label == "PRODUCT" || n.label == "NORP") && s.human(n) {
		n.typ, n.rule = "Person", "phrase"
		return
	}
	if n.rule == "phrase" {
		return
	}
	if typ := s.phraseType(n); typ != "" && (!person || s.r.types.Is(typ, "Vessel")) { // the tanker Anna Moss
		if n.titleFirst == n.titleLast || typ == "Person" {
			n.typ, n.rule = typ, "phrase"
			return
		}
	}
	if n.titleFirst != n.titleLast {
		n.typ, n.rule = "Person", "title"
		return
	}
	if n.label == "PERSON" && !given && s.employer(n) {
		n.typ, n.rule = "Organization", "phrase"
	}
}

// human reports whether what follows a name is said of persons only: "who", an
// age between commas.
func (s *scan) human(n *name) bool {
	i := n.last
	if i < len(s.toks) && s.toks[i].Text == "," {
		i++
		if i+1 < len(s.toks) && s.toks[i].Tag == "CD" && s.age(i, i+1) {
			return true
		}
	}
	if i >= len(s.toks) || s.lower[i] != "who" || s.toks[i].Tag != "WP" || s.toks[n.last-1].Tag == "NNPS" {
		return false // "Muslims who" are many
	}
	for k, steps := i, 0; steps < 4; steps++ { // to the verb that who opens
		if k = s.toks[k].Head; s.toks[k].Dep == "relcl" {
			h := s.toks[k].Head
			return h >= n.first && h < n.last
		}
	}
	return false
}

// employer reports whether a name that the model takes for a person stands
// where a body does: "Ann Forsyth of Corvid Risk", "an analyst at Tobler Ehn".
func (s *scan) employer(n *name) bool {
	i := n.first - 2
	if i < 0 {
		return false
	}
	switch s.lower[n.first-1] {
	case "of":
		return s.toks[i].Ent == "PERSON" && s.proper(i)
	case "at":
		if _, ok := s.r.lex.Rank(lowerCase(s.toks[i].Lemma)); ok {
			return s.noun(i)
		}
	}
	return false
}

// phraseType returns the type that common nouns in apposition to n speak for.
func (s *scan) phraseType(n *name) string {
	p := s.around(n.first, n.last, n.titleFirst, n.titleLast)
	for i, lemma := range p.nouns {
		if s.toks[p.nounTokens[i]].Tag == "NNS" {
			continue // "the owners, Baltray Seafoods": not what each of them is
		}
		if typ := s.nounType(lemma, byLabel[n.label]); typ != "" && !(n.label == "ORG" && s.postOfAnother(p.nounTokens[i], n.first)) {
			return typ
		}
	}
	return ""
}

// postOfAnother reports whether the noun at i is the post of the person before it,
// in the body behind it: "Ann Orr, director, Bureau of Mines".
func (s *scan) postOfAnother(i, name int) bool {
	return i+2 == name && s.toks[i+1].Text == "," && i > 1 && s.toks[i-1].Text == "," && s.toks[i-2].Ent == "PERSON"
}

// nounType returns the type of the thing that a noun speaks of; hint chooses
// between several, and is "" if unknown. The answer is "" if the noun speaks
// of no entity or the choice is open.
func (s *scan) nounType(lemma, hint string) string {
	types := s.r.lex.NounTypes(lemma)
	if len(types) == 0 {
		if _, ok := s.r.lex.Rank(lemma); ok {
			return "Person"
		}
		return ""
	}
	if len(types) == 1 {
		return s.knownType(types[0])
	}
	for _, t := range types {
		if hint != "" && s.r.types.Root(t) == s.r.types.Root(hint) {
			return s.knownType(t)
		}
	}
	root := s.r.types.Root(types[0])
	for _, t := range types[1:] {
		if s.r.types.Root(t) != root {
			return ""
		}
	}
	return root
}

func (s *scan) knownType(t string) string {
	if s.r.types.Known(t) && !extract.IsValue(t) {
		return t
	}
	return ""
}
