package mention

import "dossier/extract"

// aliases reads what a bracket after an organization's name holds as its other
// name, whatever its letters: "the Italian Communist Party (PCI)".
func (s *scan) aliases() {
	for k := range s.names {
		n := &s.names[k]
		i := n.last + 1
		if !s.r.types.Is(n.typ, "Organization") || n.last-n.first < 2 || i+1 >= len(s.toks) ||
			!s.bracketed(i) || !s.aliasWord(i) {
			continue
		}
		if o := s.owner[i]; o >= 0 {
			if a := &s.names[o]; (a.rule == "ner" || a.rule == "acronym") && a.first == i && a.last == i+1 {
				a.typ, a.rule = n.typ, "acronym"
			}
			continue
		}
		s.names = append(s.names, name{first: i, last: i + 1, span: extract.Span{Start: s.toks[i].Start, End: s.toks[i].End}, typ: n.typ, rule: "acronym"})
	}
	s.own()
}

// bracketed reports whether token i stands alone in brackets.
func (s *scan) bracketed(i int) bool {
	open, shut := s.toks[i-1].Text, s.toks[i+1].Text
	return open == "(" && shut == ")" || open == "[" && shut == "]"
}

// national joins a body's name with that of the country which ends it: "Partai
// Komunis Indonesia".
func (s *scan) national() {
	var out []name
	for _, n := range s.names {
		if k := len(out) - 1; k >= 0 && n.typ == "Country" && n.rule == "gazetteer" && n.via == "" && !n.targets[0].user {
			if o := &out[k]; o.last == n.first && s.toks[o.last-1].Space && (o.label == "ORG" || o.label == "FAC") && len(o.targets) == 0 &&
				s.toks[o.last-1].Dep == "compound" && s.toks[o.last-1].Head < n.last && s.toks[o.last-1].Head >= n.first {
				o.last, o.span.End, o.typ = n.last, n.span.End, "Organization"
				continue
			}
		}
		out = append(out, n)
	}
	s.names = out
}

// aliasWord reports whether token i looks like a short name.
func (s *scan) aliasWord(i int) bool {
	t := s.toks[i].Text
	if len(t) < 2 || !letters(t) || s.date(i) || s.r.lex.Is("honorary", t) {
		return false
	}
	return allCaps(t) || capital(t) && mixed(t[1:]) || s.toks[i].Tag == "NNP" && len(t) > 3 && capital(t)
}
