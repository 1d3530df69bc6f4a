package mention

import "slices"

// unite puts names together that the model has found in parts, going by what stands
// between them and what they are: the halves of a person's name, "for" after a body
// and the second of two places after "of" or "for".
func (s *scan) unite() {
	var out []name
	for _, n := range s.names {
		if k := len(out) - 1; k >= 0 && !n.inner {
			if o := &out[k]; len(o.targets) == 0 && !o.inner && (s.halves(o, &n) || s.purpose(o, &n) || s.placed(o, &n)) {
				o.last, o.span.End = n.last, n.span.End
				continue
			}
		}
		out = append(out, n)
	}
	s.names = out
}

// halves reports whether a, a given name, and b, which follows at once, are the
// name of a person: Bernardino and Verro. It makes a a person then.
func (s *scan) halves(a, b *name) bool {
	if a.last != b.first || !s.toks[a.last-1].Space || a.last-a.first > 2 || b.last-b.first > 2 || b.rule != "ner" || len(b.targets) > 0 ||
		a.rule != "ner" && a.rule != "title" || s.r.lex.Is("honorary", s.toks[a.last-1].Text) || s.startsTitle(b.first) {
		return false
	}
	for i := a.first; i < b.last; i++ {
		if !s.proper(i) || !capital(s.toks[i].Text) || allCaps(s.toks[i].Text) {
			return false
		}
	}
	_, given := s.r.lex.GivenName(s.toks[a.first].Text)
	if !given || a.label != "PERSON" && b.label != "PERSON" {
		return false
	}
	if a.typ != "Person" {
		a.typ, a.label = "Person", "PERSON"
	}
	return true
}

// purpose reports whether the body a is for b: the American Registry for Internet
// Numbers.
func (s *scan) purpose(a, b *name) bool {
	return s.is(a.last, "for") && b.first == a.last+1 && s.bodyNoun(a) && b.typ != "Person" && s.r.types.Root(b.typ) != "" && b.rule != "cue" &&
		s.toks[a.last].Head >= a.first && s.toks[a.last].Head < a.last
}

// bodyNoun reports whether a is the name of a body and ends in a noun for one.
func (s *scan) bodyNoun(a *name) bool {
	w := s.toks[a.last-1].Text
	return s.r.types.Is(a.typ, "Organization") && a.last-a.first > 1 && !s.legal(a.last-1) &&
		(s.r.types.Is(s.r.lex.CueType([]string{"x", w}), "Organization") || slices.ContainsFunc(s.r.lex.NounTypes(s.lower[a.last-1]), func(t string) bool { return s.r.types.Is(t, "Organization") }))
}

// placed reports whether b is the second of two places that the body a is of or
// for: the Charity Commission for England and Wales.
func (s *scan) placed(a, b *name) bool {
	if !s.is(a.last, "and") || b.first != a.last+1 || !s.region(b) || !s.r.types.Is(a.typ, "Organization") || a.last-a.first < 3 {
		return false
	}
	for i := a.first + 1; i < a.last-1; i++ {
		if s.is(i, "of") || s.is(i, "for") {
			p := name{first: i + 1, last: a.last}
			if s.is(p.first, "the") {
				p.first++
			}
			if t, ok := s.listed(p.first, s.toks[p.first].Start, s.a.Document.Text[s.toks[p.first].Start:s.toks[a.last-1].End]); ok && t.last == a.last && s.region(&t) {
				return true
			}
		}
	}
	return false
}

// isListed reports whether first:last is a name that the lists know.
func (s *scan) isListed(first, last int) bool {
	n, ok := s.listed(first, s.toks[first].Start, s.a.Document.Text[s.toks[first].Start:s.toks[last-1].End])
	return ok && n.last == last
}

// region reports whether the lists say that n is a country or a part of one.
func (s *scan) region(n *name) bool {
	return len(n.targets) > 0 && n.rule == "gazetteer" && (n.typ == "Country" || n.typ == "Region")
}

// tails completes names by what follows them: the number of a monarch and the
// country, "Vratislaus II of Bohemia", the part of a place, "Cardiff North", and
// the rest of "Lantern @ home".
func (s *scan) tails() {
	for k := range s.names {
		n := &s.names[k]
		if n.inner || n.typ == "" {
			continue
		}
		last := n.last
		if n.last < len(s.toks) && s.toks[n.last-1].Space && s.owner[n.last] < 0 {
			switch {
			case n.typ == "Person" && (numeral(s.toks[n.last].Text) || s.first(n)), s.district(n):
				n.last++
			case s.at(n):
				n.last += 2
			}
		}
		if t := s.toks[n.last-1].Text; n.typ == "Person" && (numeral(t) || t == "I") && s.is(n.last, "of") && n.last+1 < len(s.toks) && s.owner[n.last+1] >= 0 {
			if o := &s.names[s.owner[n.last+1]]; o.first == n.last+1 && (o.last-o.first == 1 || s.r.types.Is(o.typ, "Place")) && !o.inner {
				n.last, o.typ = o.last, ""
			}
		}
		if n.last > last {
			n.span.End = s.toks[n.last-1].End
		}
	}
	s.names = slices.DeleteFunc(s.names, func(n name) bool { return n.typ == "" })
	s.own()
}

// district reports whether a direction makes of the city or region n the name of a
// district, which n is then.
func (s *scan) district(n *name) bool {
	i := n.last
	if !s.r.lex.Is("direction", s.toks[i].Text) || !s.proper(i) || n.rule != "gazetteer" || n.targets[0].user || n.typ == "Country" ||
		i+1 < len(s.toks) && (capital(s.toks[i+1].Text) || s.hyphen(i+1)) {
		return false
	}
	n.typ, n.targets, n.rule = "Place", nil, "context"
	return true
}

// at reports whether the name of neither a person nor a place goes on over the sign
// for at.
func (s *scan) at(n *name) bool {
	i := n.last
	return s.toks[i].Text == "@" && i+1 < len(s.toks) && !capital(s.toks[i+1].Text) && letters(s.toks[i+1].Text) &&
		n.typ != "Person" && !s.r.types.Is(n.typ, "Place")
}

// first reports whether the number I ends the name of a person, and not the
// speaker begins to tell.
func (s *scan) first(n *name) bool {
	i := n.last
	if s.toks[i].Text != "I" || n.last-n.first > 1 {
		return false
	}
	if i+1 == len(s.toks) {
		return true
	}
	t := s.toks[i+1]
	return s.is(i+1, "of") || t.Tag == "," || t.Tag == "." || t.Tag == "POS" || s.toks[i].Tag != "PRP"
}
