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

// ministries finds public bodies that the text names by their country and what they
// do: "Egypt's foreign ministry", "the Russian parliament". The country keeps its
// name.
func (s *scan) ministries() []name {
	var out []name
	for _, n := range s.names {
		if n.typ != "Country" || n.last >= len(s.toks) {
			continue
		}
		i := n.last
		if s.is(i, "'s") || s.is(i, "’s") {
			i++
		} else if n.rule != "demonym" {
			continue
		}
		first := i
		for i < len(s.toks) && i < first+3 && s.owner[i] < 0 && s.publicBody(i) == "" && (s.common(i) || s.toks[i].Tag == "JJ") && s.lower[i] == s.toks[i].Text {
			i++
		}
		if i >= len(s.toks) || s.owner[i] >= 0 || s.namedBehind(i+1) {
			continue
		}
		if typ := s.publicBody(i); typ != "" {
			out = append(out, name{first: n.first, last: i + 1, span: s.span(n.first, i+1), typ: typ, rule: "cue"})
		}
	}
	return out
}

// publicBody returns the type of the public body of which a country has one, or one
// for each thing, that the noun at i is, "" if it is none.
func (s *scan) publicBody(i int) string {
	if !s.common(i) {
		return ""
	}
	switch s.lower[i] {
	case "ministry", "parliament", "watchdog", "regulator":
		return "GovernmentBody"
	case "bank":
		if i > 0 && s.lower[i-1] == "central" {
			return "CentralBank"
		}
	}
	return ""
}

// common reports whether i is a noun in the singular and in lower case, which the
// model may tag as a name.
func (s *scan) common(i int) bool {
	return (s.toks[i].Tag == "NN" || s.toks[i].Tag == "NNP") && s.lower[i] == s.toks[i].Text
}

// namedBehind reports whether a name follows the noun phrase that ends before i, as its
// own or beside it, or the noun is none but a part of one.
func (s *scan) namedBehind(i int) bool {
	if i >= len(s.toks) {
		return false
	}
	if s.is(i, ",") || s.is(i, "(") {
		i++
		if i < len(s.toks) && s.is(i, "the") {
			i++
		}
		return i < len(s.toks) && s.owner[i] >= 0
	}
	switch s.toks[i].Tag {
	case "NN", "NNS", "NNP", "NNPS":
		return true
	}
	return false
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
	switch s.lower[i] {
	case "appeal", "appeals", "bankruptcy", "city", "civil", "commercial", "criminal", "district", "federal", "high", "magistrates", "military", "regional", "traffic":
		return true
	}
	return false
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
