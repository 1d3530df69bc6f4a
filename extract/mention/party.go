package mention

import "slices"

// parties finds parties called by what they stand for: "the Greens", "Labour
// lawmaker", "Scottish Conservatives". A word that is also an adjective counts
// only before someone or something of a party.
func (s *scan) parties() []name {
	var out []name
	for i := range s.toks {
		w := s.toks[i].Text
		if k := i - 1; k >= 0 && s.toks[k].Space && (w == "Democrat" || w == "Democrats") && s.r.lex.Is("democrats", s.toks[k].Text) {
			out = append(out, name{first: k, last: i + 1, typ: "PoliticalParty", rule: "cue", label: s.toks[i].Ent})
			continue
		}
		if i == 0 {
			// "Labour MP Dorn quit": a capital that opens a sentence tells nothing.
			if s.r.lex.Is("partisan", w) && s.partisan(1) && (s.r.lex.Is("parties", w) || s.proper(1) || s.nameWord(2)) {
				out = append(out, name{first: 0, last: 1, typ: "PoliticalParty", rule: "cue", label: s.toks[0].Ent})
			}
			continue
		}
		plural := s.r.lex.Is("parties", w)
		if !plural && !(s.r.lex.Is("partisan", w) && s.partisan(i+1)) || s.toks[i-1].Text == "\"" || s.hyphen(i-1) || s.title[i] && s.office(i+1) {
			continue
		}
		if i+1 < len(s.toks) && s.toks[i].Space && s.proper(i+1) && plural && !s.partisan(i+1) { // a part of a longer name
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

// office reports whether token i is a post in a government, before which the word
// for a party is a portfolio: "labour minister".
func (s *scan) office(i int) bool {
	return s.is(i, "minister") || s.is(i, "secretary") || s.is(i, "commissioner") || s.is(i, "department")
}

// letters finds the parties and states of American legislators behind their names:
// "(R-S.C.)", ", D-Ohio", "(D)".
func (s *scan) letters() []name {
	var out []name
	for i := 2; i+1 < len(s.toks); i++ {
		party := map[string]string{"R": "Republicans", "D": "Democrats"}[s.toks[i].Text]
		open := s.toks[i-1].Text
		state := s.hyphen(i+1) && i+2 < len(s.toks) && capital(s.toks[i+2].Text)
		if party == "" || open != "(" && (open != "," || !state) || !state && s.toks[i+1].Text != ")" || !capital(s.toks[i-2].Text) {
			continue
		}
		out = s.known(out, i, party, "PoliticalParty")
		if state {
			out = s.known(out, i+2, s.toks[i+2].Text, "Region")
		}
	}
	return out
}

// known appends token i as a name of what the lists know as text.
func (s *scan) known(out []name, i int, text, typ string) []name {
	f, n, ok := s.r.names.at(text, func(n int) bool { return n == len(text) })
	if !ok || n != len(text) {
		return out
	}
	nm := name{first: i, last: i + 1, span: s.toks[i].Span, typ: typ, rule: "gazetteer"}
	for _, t := range f.targets {
		if t.typ == typ {
			nm.targets = append(nm.targets, t)
		}
	}
	if len(nm.targets) == 0 {
		return out
	}
	return append(out, nm)
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
		return rank || lemma == "government" || lemma == "majority" || lemma == "vote" || lemma == "peer" || slices.Contains(s.r.lex.NounTypes(lemma), "Person")
	}
	_, rank := s.r.lex.Rank(s.lower[i])
	return rank && s.proper(i)
}
