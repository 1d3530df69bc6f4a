package mention

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dossier/extract"
	"dossier/extract/lexicon"
)

// A name is a candidate for a mention by name.
type name struct {
	first, last           int
	span                  extract.Span // within the tokens; zero until placed: all of them
	label                 string       // the model's
	typ, rule             string
	targets               []target
	via                   string
	titleFirst, titleLast int
	inner                 bool // within another name
}

// Confidence by evidence, rough on purpose: it orders, and is multiplied with
// the factors of later steps.
var confidence = map[string]float64{
	"gazetteer": 0.95, "demonym": 0.95, "acronym": 0.9, "cue": 0.9, "title": 0.9,
	"phrase": 0.85, "repeat": 0.8, "ner": 0.8, "context": 0.6,
}

func (n *name) confidence() float64 {
	if n.rule == "ner" && n.last-n.first == 1 {
		return 0.6
	}
	return confidence[n.rule]
}

// findNames finds the names of the sentence by all evidence but repetition.
func (s *scan) findNames() {
	cands := s.gazetteer()
	titled := s.titled()
	for _, t := range titled {
		for i := t.titleFirst; i < t.titleLast; i++ {
			s.title[i] = true
		}
	}
	cands = append(cands, titled...)
	cands = append(cands, s.surnamed()...)
	cands = append(cands, s.entities()...)
	cands = append(cands, s.possessives(s.cued())...)
	cands = append(cands, s.votes()...)
	cands = append(cands, s.parties()...)
	cands = append(cands, s.letters()...)
	cands = append(cands, s.acronyms()...)
	cands = append(cands, s.described()...)
	s.names = s.choose(cands)
	s.own()
	for i := range s.names {
		s.settle(&s.names[i])
	}
	s.names = slices.DeleteFunc(s.names, func(n name) bool { return n.typ == "" })
	s.names = append(s.names, s.administrations()...)
	s.own()
	s.unite()
	s.own()
	s.names = append(s.names, s.benches()...)
	s.own()
	s.national()
	s.aliases()
	s.joined()
	for i := range s.names {
		if n := &s.names[i]; n.rule == "acronym" && n.first >= 2 && s.owner[n.first-2] >= 0 {
			if long := s.names[s.owner[n.first-2]]; long.last == n.first-1 && n.typ == "Organization" {
				n.typ = long.typ // OTM is what the Office of Technology and Materials is
			}
		}
	}
}

// joined marks the first of two demonyms before a noun that stands for both
// countries: "American and Chinese negotiators".
func (s *scan) joined() {
	for k := range s.names {
		n := &s.names[k]
		if n.rule != "demonym" || n.via != "" || n.typ != "Country" {
			continue
		}
		i := n.last
		for s.is(i, "and") || s.is(i, ",") || s.is(i, "or") || i < len(s.toks) && s.r.lex.IsDemonym(s.toks[i].Text) {
			i++
		}
		if i == n.last || s.owner[i-1] < 0 {
			continue
		}
		if h, _ := s.chunk(i); h >= 0 {
			n.via = s.r.lex.Represents(s.compound(h), s.toks[h].Tag == "NNS")
		}
	}
}

// own notes which tokens belong to names.
func (s *scan) own() {
	slices.SortStableFunc(s.names, func(a, b name) int {
		if a.span.Start != b.span.Start {
			return a.span.Start - b.span.Start
		}
		return b.span.End - a.span.End
	})
	for i := range s.owner {
		s.owner[i] = -1
	}
	for k, n := range s.names {
		for i := n.first; i < n.last; i++ {
			if s.owner[i] < 0 {
				s.owner[i] = k
			}
		}
	}
}

// gazetteer finds the names that the lists know.
func (s *scan) gazetteer() []name {
	var out []name
	doc := s.a.Document.Text
	end := s.a.Sentences[s.n].End
	for i := 0; i < len(s.toks); i++ {
		t := s.toks[i]
		for start := t.Start; ; { // again after each hyphen inside a token
			n, ok := s.listed(i, start, doc[start:end])
			if !ok && start == t.Start && shouted(t.Text) {
				n, ok = s.listed(i, start, quiet(doc[start:s.toks[min(i+longestShouted, len(s.toks))-1].End]))
			}
			if ok {
				out = append(out, n)
				if n.span.End >= t.End {
					i = n.last - 1
					break
				}
				start = n.span.End
			}
			j := strings.IndexAny(doc[start:t.End], "-–/")
			if j < 0 {
				break
			}
			_, w := utf8.DecodeRuneInString(doc[start+j:])
			if start += j + w; start >= t.End {
				break
			}
		}
	}
	return out
}

// longestShouted is how many tokens of a name in capitals are looked up.
const longestShouted = 5

// shouted reports whether a word is written in capitals that stand for small
// letters: VIENNA. Short ones are more often initials.
func shouted(w string) bool {
	return len(w) > 3 && strings.IndexFunc(w, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}

// quiet returns text with the words in capitals that it begins with written as
// names are: Vienna.
func quiet(text string) string {
	b := []byte(text)
	for i := range b {
		switch {
		case b[i] >= 'a':
			return string(b)
		case i > 0 && b[i] >= 'A' && b[i] <= 'Z' && b[i-1] >= 'A':
			b[i] += 'a' - 'A'
		}
	}
	return string(b)
}

// listed returns the listed name that starts at byte start in token i.
func (s *scan) listed(i, start int, text string) (name, bool) {
	last := i
	f, n, ok := s.r.names.at(text, func(n int) bool {
		end := start + n
		for last = i; last < len(s.toks) && s.toks[last].End < end; {
			last++
		}
		if last == len(s.toks) {
			return false
		}
		if rest := s.toks[last].End - end; rest > 0 {
			next := text[n : n+rest]
			return s.toks[last].Start < end && strings.ContainsAny(next[:1], "-/") || strings.HasPrefix(next, "–")
		}
		return true
	})
	if !ok {
		return name{}, false
	}
	nm := name{first: i, last: last + 1, span: extract.Span{Start: start, End: start + n}, rule: "gazetteer"}
	for _, t := range f.targets {
		if s.accept(&nm, t) {
			nm.targets = append(nm.targets, t)
		}
	}
	if len(nm.targets) == 0 {
		return name{}, false
	}
	t := nm.targets[0]
	nm.typ, nm.label = t.typ, s.toks[i].Ent
	switch t.kind {
	case lexicon.Adjective, lexicon.Prefix:
		nm.rule = "demonym"
	case lexicon.People:
		nm.rule = "demonym"
		if s.is(i-1, "the") {
			nm.via = lexicon.Officials // the Russians have offered
		} else {
			nm.typ, nm.targets = "Group", nil
		}
	}
	if nm.rule == "demonym" && nm.via == "" && t.kind == lexicon.Adjective && s.is(i-1, "the") && s.bareAdjective(nm) {
		nm.via = lexicon.Officials // the Chinese have offered
	}
	return nm, true
}

// bareAdjective reports whether no noun follows the demonym, so that it stands
// for a noun itself.
func (s *scan) bareAdjective(n name) bool {
	if n.last >= len(s.toks) {
		return true
	}
	switch t := s.toks[n.last]; t.Tag {
	case "NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "HYPH", "VBG", "VBN", "CD", "CC", "POS", ",", "``", "''":
		return false
	}
	return true
}

// accept decides whether the words of n may be read as t here.
func (s *scan) accept(n *name, t target) bool {
	first, last := n.first, n.last
	if first > 0 {
		if _, ok := s.r.lex.Honorific(s.toks[first-1].Text); ok { // Mr. Jordan
			return false
		}
	}
	if t.kind == lexicon.Prefix {
		return last < len(s.toks) && s.hyphen(last) || n.span.End < s.toks[last-1].End
	}
	if t.kind == lexicon.Adjective && !s.toks[last-1].Space && last < len(s.toks) && s.is(last, "-") && s.is(last+1, "born") {
		return true
	}
	whole := n.span == s.span(first, last)
	label := s.toks[first].Ent
	if whole && last-first == 1 && allCaps(s.toks[first].Text) && s.is(first, "us") && s.toks[first].Tag == "PRP" {
		return false
	}
	if !t.weak {
		return true
	}
	ends := last == len(s.toks) || s.toks[last].Ent == "" || s.toks[last].Begin || s.toks[last].Ent != label
	exact := s.toks[first].Begin && ends
	switch root := s.r.types.Root(t.typ); {
	case root == "Place":
		return exact && (label == "GPE" || label == "LOC") || s.locative(first, last) && label != "PERSON"
	case root == "Group":
		return label == "NORP"
	default:
		return exact && (label == "ORG" || label == "NORP" || label == "PRODUCT" && t.typ == "Company")
	}
}

// locative reports whether first:last is the object of a preposition of place
// and nothing that could be the rest of a longer name follows.
func (s *scan) locative(first, last int) bool {
	if last < len(s.toks) && s.proper(last) && s.toks[last-1].Space {
		return false
	}
	if first == 0 {
		return false
	}
	switch s.lower[first-1] {
	case "in", "near", "outside", "across", "throughout":
		return true
	}
	return false
}

// choose drops overlapping candidates: the user's names first, then the
// longer; of equals the better evidence.
func (s *scan) choose(cands []name) []name {
	for i := range cands {
		if cands[i].span == (extract.Span{}) {
			cands[i].span = s.span(cands[i].first, cands[i].last)
		}
	}
	rank := func(n name) int {
		switch {
		case len(n.targets) > 0 && n.targets[0].user:
			return 5
		case n.rule == "acronym":
			return 4
		case n.rule == "title":
			return 3
		case n.rule == "gazetteer":
			return 2
		case n.rule == "demonym":
			return 2
		}
		return 1
	}
	slices.SortStableFunc(cands, func(a, b name) int {
		ra, rb := rank(a), rank(b)
		if ra != rb && (ra == 5 || rb == 5) {
			return rb - ra
		}
		if d := b.span.Len() - a.span.Len(); d != 0 {
			return d
		}
		if ra != rb {
			return rb - ra
		}
		return a.span.Start - b.span.Start
	})
	var out []name
	over := make([][]int, len(s.toks)) // by token: indices in out; hyphenated tokens hold two
next:
	for _, c := range cands {
		for i := c.first; i < c.last; i++ {
			for _, k := range over[i] {
				o := &out[k]
				if !o.span.Overlaps(c.span) {
					continue
				}
				if o.span == c.span {
					merge(o, c)
				} else if o.first == c.first && o.titleFirst == o.titleLast && o.rule == "ner" {
					o.titleFirst, o.titleLast = c.titleFirst, c.titleLast // the title found the name too short
				} else if o.label == "" && c.label != "" && o.span.Contains(c.span) && c.last == o.last {
					o.label = c.label
				}
				continue next
			}
		}
		for i := c.first; i < c.last; i++ {
			over[i] = append(over[i], len(out))
		}
		out = append(out, c)
	}
	return out
}

// merge adds to o the evidence of c, which covers the same span.
func merge(o *name, c name) {
	if o.label == "" {
		o.label = c.label
	}
	if o.titleFirst == o.titleLast {
		o.titleFirst, o.titleLast = c.titleFirst, c.titleLast
	}
	if o.rule == "ner" && c.rule == "cue" {
		o.typ, o.rule = c.typ, c.rule
	}
}

// administrations finds "Trump administration": a body named by its leader,
// around the leader's name.
func (s *scan) administrations() []name {
	var out []name
	for i := range s.names {
		n := &s.names[i]
		if n.typ != "Person" && !(n.rule == "ner" && n.last-n.first == 1 && n.label == "ORG") || n.last >= len(s.toks) {
			continue
		}
		switch s.lower[n.last] {
		case "administration", "government", "regime", "cabinet":
		default:
			continue
		}
		if !s.toks[n.last-1].Space {
			continue
		}
		n.typ, n.inner = "Person", true
		out = append(out, name{first: n.first, last: n.last + 1, span: s.span(n.first, n.last+1),
			typ: "GovernmentBody", rule: "cue"})
	}
	return out
}
