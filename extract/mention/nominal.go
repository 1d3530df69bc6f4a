package mention

import (
	"dossier/extract"
	"dossier/extract/lexicon"
)

// findNominals finds the noun phrases without a name: "the company", "a Swiss
// bank", "Chinese officials"; the rule of those whose noun no list knows is
// "noun".
func (s *scan) findNominals() {
	value := make([]bool, len(s.toks))
	for _, m := range s.rest {
		if m.Form == extract.Value {
			for i := m.First; i < m.Last; i++ {
				value[i] = true
			}
		}
	}
	for i := range s.toks {
		if s.nominalHead(i) {
			if m := s.nominal(i); m.Rule != "noun" || !value[i] {
				s.rest = append(s.rest, m)
			}
		}
	}
}

// nominalHead reports whether token i is the head noun of a phrase that is no
// name: the last of its nouns, outside names and titles before a name. A
// capitalised noun under an article counts: "the Bureau".
func (s *scan) nominalHead(i int) bool {
	if s.owner[i] >= 0 || s.title[i] {
		return false
	}
	t := s.toks[i]
	if !s.noun(i) && !(s.proper(i) && s.determined(i)) {
		return false
	}
	if t.Dep == "compound" || t.Dep == "nmod" || t.Dep == "amod" {
		if i+1 < len(s.toks) && t.Head > i && (s.noun(i+1) || s.proper(i+1) || s.toks[i+1].Tag == "HYPH" || s.toks[i+1].Tag == "JJ") {
			return false
		}
	}
	if i+1 < len(s.toks) && s.noun(i+1) && s.owner[i+1] < 0 && s.toks[i].Head == i+1 {
		return false
	}
	return !s.hyphen(i + 1)
}

func (s *scan) nominal(i int) extract.Mention {
	lemma := s.compound(i)
	var p surroundings
	p.first = i
	s.before(&p, i, i, i+1)
	typ := s.nounType(lemma, "")
	_, rank := s.r.lex.Rank(lemma)
	plural := s.toks[i].Tag == "NNS" || s.toks[i].Tag == "NNPS"
	via := s.via(i, lemma, plural, &p)
	rule := "nominal"
	if typ == "" && !rank && len(s.r.lex.NounTypes(lemma)) == 0 && via == "" {
		rule = "noun"
	}
	first := p.first
	if len(p.possessors) > 0 && p.possessors[0] < first {
		if k := s.owner[p.possessors[0]]; k >= 0 {
			first = s.names[k].first
		}
	}
	return extract.Mention{
		Span: s.span(first, i+1), Sentence: s.n, First: first, Last: i + 1, Head: i,
		Type: typ, Form: extract.Nominal, Chain: -1, Confidence: 0.8, Rule: rule, Via: via,
		Phrase: extract.Phrase{Demonym: -1, Possessor: -1},
	}
}

// via returns how the phrase stands for a country: "Chinese officials",
// "China's government", "the government of China".
func (s *scan) via(i int, lemma string, plural bool, p *surroundings) string {
	v := s.r.lex.Represents(lemma, plural)
	if v == "" {
		return ""
	}
	for _, j := range p.modTokens {
		if s.country(j) {
			return v
		}
	}
	collective := s.nounType(lemma, "") != "Person"
	if !collective || s.r.lex.Bystander(lemma) {
		return ""
	}
	for _, j := range p.possessors {
		if s.country(j) {
			return v
		}
	}
	if j := s.ofCountry(i); j >= 0 && v == lexicon.Officials {
		return v
	}
	return ""
}

// ofCountry returns the token of a country that "of" joins to the noun at i,
// or -1.
func (s *scan) ofCountry(i int) int {
	if !s.is(i+1, "of") {
		return -1
	}
	j := i + 2
	if s.is(j, "the") {
		j++
	}
	if j < len(s.toks) && s.country(j) {
		return j
	}
	return -1
}

// country reports whether token i belongs to the name of a country or a
// demonym.
func (s *scan) country(i int) bool {
	k := s.owner[i]
	return k >= 0 && s.names[k].typ == "Country"
}

// findPronouns finds personal and possessive pronouns. Relative pronouns are no
// mentions: the clause resolves them.
func (s *scan) findPronouns() {
	for i, t := range s.toks {
		if s.owner[i] >= 0 || t.Tag != "PRP" && t.Tag != "PRP$" {
			continue
		}
		typ := ""
		switch s.lower[i] {
		case "he", "him", "his", "himself", "she", "her", "hers", "herself", "i", "me", "my", "mine", "myself":
			typ = "Person"
		case "it", "its", "itself", "they", "them", "their", "theirs", "themselves",
			"we", "us", "our", "ours", "ourselves", "you", "your", "yours", "yourself", "yourselves":
		default:
			continue
		}
		s.rest = append(s.rest, extract.Mention{
			Span: t.Span, Sentence: s.n, First: i, Last: i + 1, Head: i, Type: typ,
			Form: extract.Pronoun, Chain: -1, Confidence: 0.9, Rule: "pronoun",
			Phrase: extract.Phrase{Demonym: -1, Possessor: -1},
		})
	}
}
