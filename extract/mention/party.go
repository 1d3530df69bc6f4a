package mention

import "slices"

// parties finds parties called by what they stand for: "the Greens", "Labour
// lawmaker", "Scottish Conservatives". A word that is also an adjective counts
// only before someone or something of a party.
func (s *scan) parties() []name {
	var out []name
	for i := 1; i < len(s.toks); i++ {
		w := s.toks[i].Text
		plural := s.r.lex.Is("parties", w)
		if !plural && !(s.r.lex.Is("partisan", w) && s.partisan(i+1)) || s.toks[i-1].Text == "\"" || s.hyphen(i-1) || s.title[i] {
			continue
		}
		if i+1 < len(s.toks) && s.toks[i].Space && s.proper(i+1) && plural { // a part of a longer name
			continue
		}
		first := i
		if j := i - 1; plural && s.toks[j].Space && capital(s.toks[j].Text) && (s.toks[j].Ent == "NORP" || s.r.lex.IsDemonym(s.toks[j].Text) || s.regionAt(j)) {
			first = j
		} else if capital(s.toks[j].Text) && s.toks[j].Space && s.proper(j) && j > 0 && s.nameWord(j) && !s.r.ranks[s.lower[j]] {
			continue
		}
		out = append(out, name{first: first, last: i + 1, typ: "PoliticalParty", rule: "cue", label: s.toks[i].Ent})
	}
	return out
}

// regionAt reports whether token i alone is the name of a country or a part of one:
// the Queensland Greens.
func (s *scan) regionAt(i int) bool {
	n, ok := s.listed(i, s.toks[i].Start, s.a.Document.Text[s.toks[i].Start:s.toks[i].End])
	return ok && s.region(&n)
}

// partisan reports whether token i is what a party has: a member, a candidate,
// a government.
func (s *scan) partisan(i int) bool {
	if i >= len(s.toks) || !s.toks[i-1].Space {
		return false
	}
	if s.noun(i) {
		lemma := lowerCase(s.toks[i].Lemma)
		_, rank := s.r.lex.Rank(lemma)
		return rank || lemma == "government" || lemma == "majority" || lemma == "vote" || slices.Contains(s.r.lex.NounTypes(lemma), "Person")
	}
	_, rank := s.r.lex.Rank(s.lower[i])
	return rank && s.proper(i)
}
