package mention

// benches finds courts and police forces that the text names by their town: "a
// Moscow court", "Ankara police", "a court in Limassol". The town keeps its name.
func (s *scan) benches() []name {
	var out []name
	for _, n := range s.names {
		if n.typ != "City" || n.rule == "demonym" {
			continue
		}
		first, last, typ := n.first, n.last, ""
		for last < len(s.toks) && last < n.last+3 && typ == "" {
			typ = s.bench(last)
			last++
		}
		if typ == "" && n.first >= 2 && s.is(n.first-1, "in") && s.bench(n.first-2) == "Court" {
			for first = n.first - 2; first > 0 && s.courtKind(first-1); first-- {
			}
			last, typ = n.last, "Court"
		}
		if typ == "" || !s.plainBetween(n.last, last-1) && first == n.first {
			continue
		}
		out = append(out, name{first: first, last: last, span: s.span(first, last), typ: typ, rule: "cue"})
	}
	return out
}

// common reports whether i is a noun in the singular and in lower case, which the
// model may tag as a name.
func (s *scan) common(i int) bool {
	return (s.toks[i].Tag == "NN" || s.toks[i].Tag == "NNP") && s.lower[i] == s.toks[i].Text
}

// bench returns the type of the body that the common noun at i is, "" if it is none
// that a town has.
func (s *scan) bench(i int) string {
	if s.owner[i] >= 0 {
		return ""
	}
	switch s.lower[i] {
	case "court", "tribunal":
		if s.common(i) {
			return "Court"
		}
	case "police":
		return "Police"
	}
	return ""
}

// courtKind reports whether the word at i says what kind of court stands behind it.
func (s *scan) courtKind(i int) bool {
	return s.r.lex.Is("courtkind", s.lower[i])
}

// plainBetween reports whether only words that say what kind of court it is stand
// from i up to j.
func (s *scan) plainBetween(i, j int) bool {
	for ; i < j; i++ {
		if !s.courtKind(i) {
			return false
		}
	}
	return true
}
