package mention

import "slices"

// learnHead remembers the noun that heads the name of a body, by which the
// document may call it: the Alliance, of the Harbour Alliance.
func (k *repeats) learnHead(s *scan, n *name) {
	if n.last-n.first < 2 || n.via != "" || n.rule == "demonym" || !k.r.types.Is(n.typ, "Organization") || n.rule == "ner" && n.label != "ORG" {
		return
	}
	h := n.last - 1
	for i := n.first + 1; i < n.last; i++ {
		if s.lower[i] == "of" || s.lower[i] == "for" || s.lower[i] == "on" || s.lower[i] == "in" {
			h = i - 1
			break
		}
	}
	w := s.toks[h].Text
	if !capital(w) || len(w) < 4 || s.r.lex.CueType([]string{"x", w}) == "" && len(s.r.lex.NounTypes(s.lower[h])) == 0 || s.legal(h) {
		return
	}
	if old, ok := k.bodies[w]; ok && old != n.typ {
		k.bodies[w] = "Organization"
		return
	}
	k.bodies[w] = n.typ
}

// heads finds the short names of bodies: a capitalised noun under the article
// that heads a name of the document.
func (s *scan) heads(k *repeats) bool {
	added := false
	for i := 1; i < len(s.toks); i++ {
		typ := k.bodies[s.toks[i].Text]
		if typ == "" || s.owner[i] >= 0 || s.title[i] || !s.is(i-1, "the") || s.is(i+1, "of") || s.hyphen(i+1) {
			continue
		}
		if i+1 < len(s.toks) && s.toks[i].Space && (s.proper(i+1) && capital(s.toks[i+1].Text) || s.noun(i+1) && s.toks[i].Dep == "compound" && s.r.ranks[s.lower[i+1]]) {
			continue
		}
		s.names = append(s.names, name{first: i, last: i + 1, span: s.span(i, i+1), typ: typ, rule: "repeat"})
		added = true
	}
	return added
}

// longer finds names of several words that better evidence shows elsewhere in
// the document and of which this sentence has seen only parts.
func (s *scan) longer(k *repeats) bool {
	added := false
	for i := 0; i < len(s.toks); i++ {
		for _, r := range k.byFirst[s.toks[i].Text] {
			last := i + len(r.words)
			if len(r.words) < 3 || r.weight < worth["cue"] || !slices.Equal(texts(s, i, min(last, len(s.toks))), r.words) || !s.covers(i, last) {
				continue
			}
			s.names = slices.DeleteFunc(s.names, func(n name) bool { return n.first >= i && n.last <= last })
			s.names = append(s.names, name{first: i, last: last, span: s.span(i, last), label: "", typ: r.typ, rule: "repeat"})
			s.own()
			added = true
			i = last - 1
			break
		}
	}
	return added
}

// covers reports whether names in first:last are all parts of it.
func (s *scan) covers(first, last int) bool {
	for i := first; i < last; i++ {
		o := s.owner[i]
		if o < 0 {
			continue
		}
		n := &s.names[o]
		if n.first < first || n.last > last || n.first == first && n.last == last || len(n.targets) > 0 && n.targets[0].user {
			return false
		}
	}
	return true
}
