package mention

import "slices"

// described finds runs of proper nouns that the model has missed but a noun in
// apposition types: "Velden, the large Swiss bank".
func (s *scan) described() []name {
	var out []name
	for i := 0; i < len(s.toks); {
		if !s.proper(i) || !s.nameWord(i) || s.toks[i].Ent != "" || s.title[i] || s.date(i) {
			i++
			continue
		}
		last := i + 1
		for last < len(s.toks) && s.proper(last) && s.nameWord(last) && s.toks[last].Ent == "" && s.toks[last-1].Space && !s.title[last] && !s.date(last) {
			last++
		}
		n := name{first: i, last: last, rule: "phrase"}
		if (last == len(s.toks) || s.toks[last].Ent == "" || !s.toks[last-1].Space) && s.plausible(&n) && !s.r.ranks[s.lower[last-1]] {
			if n.typ = s.phraseType(&n); n.typ != "" {
				out = append(out, n)
			}
		}
		i = last
	}
	return out
}

// surnamed finds persons whose surname the model or the lists take for a place:
// "Valeska Paris". A given name that names a place too is a part of it, "Santa
// Barbara California".
func (s *scan) surnamed() []name {
	var out []name
	for i := 0; i+1 < len(s.toks); i++ {
		g, p := s.toks[i], s.toks[i+1]
		if !s.nameWord(i) || !s.nameWord(i+1) || !g.Space || g.Tag != "NNP" || p.Tag != "NNP" || s.title[i] || p.Ent != "GPE" && p.Ent != "" ||
			g.Ent != "" && g.Ent != "PERSON" && g.Ent != "GPE" || i > 0 && s.proper(i-1) && s.toks[i-1].Space || i+2 < len(s.toks) && s.proper(i+2) && p.Space {
			continue
		}
		if _, given := s.r.lex.GivenName(g.Text); !given || g.Head != i+1 && g.Ent != "PERSON" || g.Dep != "compound" || s.r.lex.Ordinary(s.lower[i]) || s.listedPlace(g.Text) || !s.listedPlace(p.Text) {
			continue
		}
		out = append(out, name{first: i, last: i + 2, typ: "Person", rule: "title"})
	}
	return out
}

// listedPlace reports whether the lists know w as the name of a place.
func (s *scan) listedPlace(w string) bool {
	f, _, ok := s.r.names.at(w, func(n int) bool { return n == len(w) })
	return ok && slices.ContainsFunc(f.targets, func(t target) bool { return s.r.types.Is(t.typ, "Place") })
}

// acronyms finds a short form in brackets and, by its letters, the long form
// before it.
func (s *scan) acronyms() []name {
	var out []name
	for i := 2; i+1 < len(s.toks); i++ {
		if !s.bracketed(i) || !allCaps(s.toks[i].Text) {
			continue
		}
		first, ok := s.longForm(i-1, s.toks[i].Text)
		if !ok || s.post(first, i-1) > first { // Member of Parliament (MP)
			continue
		}
		out = append(out,
			name{first: first, last: i - 1, rule: "acronym", typ: "Organization"},
			name{first: i, last: i + 1, rule: "acronym", typ: "Organization"})
	}
	return out
}

// longForm returns the first token of the words before end whose initials are
// the letters of short, small words aside.
func (s *scan) longForm(end int, short string) (int, bool) {
	var want []rune
	for _, r := range short {
		if r != '.' && r != '-' {
			want = append(want, r)
		}
	}
	k := len(want) - 1
	first := end
	for i := end - 1; i >= 0 && k >= 0 && end-i < 3*len(want)+2; i-- {
		t := s.toks[i]
		r := []rune(t.Text)[0]
		switch {
		case !letters(t.Text) && !s.hyphen(i):
			return 0, false
		case r == want[k]:
			k--
			first = i
		case s.r.lex.Is("connector", s.lower[i]) || s.hyphen(i):
		case s.r.lex.IsDemonym(t.Text) || s.toks[i].Tag == "POS":
		default:
			return 0, false
		}
	}
	return first, k < 0 && end-first >= 2
}
