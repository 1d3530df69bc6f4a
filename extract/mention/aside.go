package mention

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dossier/extract"
)

// asides finds the names in headings and captions, after those of the body, on
// which they have no bearing. A headline writes words with capitals that are no
// names and leaves out what would tell: it gives only names that the body has, in
// full or in part, and those that a list names beyond doubt. A caption is read as
// the body is.
func (r *Recognizer) asides(a *extract.Analysis, body []*scan, known *repeats) []*scan {
	var out, captions []*scan
	for i := range a.Sentences {
		if a.InBody(i) {
			continue
		}
		out = append(out, newScan(r, a, i))
	}
	if len(out) == 0 {
		return nil
	}
	echo := newEcho(r, body)
	for _, s := range out {
		if a.Document.Blocks[a.Sentences[s.n].Block].Kind == extract.Heading {
			s.echoes(echo)
			continue
		}
		s.findNames()
		s.repeat(known)
		s.unseen(known)
		captions = append(captions, s)
	}
	r.elect(captions, known, nil)
	for _, s := range captions {
		s.addRepeats(known)
		s.tails()
		s.names = slices.DeleteFunc(s.names, s.credit)
		s.own()
	}
	return out
}

// credit reports whether n, for which only the model speaks, is what the line under a
// picture says of it besides names: "File Photo", "IMG_12.jpg", "CC BY-SA 4.0".
func (s *scan) credit(n name) bool {
	last := quiet(s.toks[n.last-1].Text)
	return s.open(&n) && (s.r.lex.Is("newsroom", last) || strings.ContainsAny(s.text(n.first, n.last), "_0123456789"))
}

// An echo holds the names of the body, to find them again in a heading.
type echo struct {
	byFirst map[string][]repeated // by first word in small letters; longest first
	bodies  map[string]string     // by the initials of the names of organizations: their types
}

// newEcho learns the names of the scans: each as it stands, a person's by the surname
// and a company's by its first word as well.
func newEcho(r *Recognizer, scans []*scan) *echo {
	all := newRepeats(r)
	e := &echo{byFirst: map[string][]repeated{}, bodies: map[string]string{}}
	for _, s := range scans {
		all.learn(s)
		for i := range s.names {
			n := &s.names[i]
			words := texts(s, n.first, n.last)
			if n.rule == "gazetteer" && n.span == s.span(n.first, n.last) {
				all.add(words, n.typ, n.weight())
			}
			if len(words) > 1 && r.types.Is(n.typ, "Organization") {
				e.bodies[initials(words)] = n.typ
			}
		}
	}
	all.settle()
	for _, list := range all.byFirst {
		for _, k := range list {
			first := lowerCase(k.words[0])
			e.byFirst[first] = append(e.byFirst[first], k)
		}
	}
	for _, list := range e.byFirst {
		slices.SortFunc(list, func(a, b repeated) int {
			if d := len(b.words) - len(a.words); d != 0 {
				return d
			}
			return slices.Compare(a.words, b.words)
		})
	}
	return e
}

// initials returns the capitals that words begin with.
func initials(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if capital(w) {
			r, _ := utf8.DecodeRuneInString(w)
			b.WriteRune(r)
		}
	}
	return b.String()
}

// echoes finds the names of a heading.
func (s *scan) echoes(e *echo) {
	cands := slices.DeleteFunc(s.gazetteer(), func(n name) bool { return !sure(&n) })
	for i := range s.toks {
		for _, k := range e.byFirst[s.lower[i]] {
			if s.same(i, k.words) && (len(k.words) > 1 || s.nameAlone(i)) {
				n := name{first: i, last: i + len(k.words), typ: k.typ, rule: "repeat"}
				if k.typ == "Person" {
					s.forename(&n)
				}
				cands = append(cands, n)
				break
			}
		}
		if typ := e.bodies[s.toks[i].Text]; typ != "" && allCaps(s.toks[i].Text) && !s.shouting() {
			cands = append(cands, name{first: i, last: i + 1, typ: typ, rule: "repeat"})
		}
	}
	s.names = s.choose(cands)
	s.own()
}

// sure reports whether the list that knows n leaves no doubt: the words name nothing
// else, or the user has said so.
func sure(n *name) bool {
	return slices.ContainsFunc(n.targets, func(t target) bool { return t.user || !t.weak })
}

// same reports whether the words stand from token i on, in capitals or not.
func (s *scan) same(i int, words []string) bool {
	if i+len(words) > len(s.toks) {
		return false
	}
	for k, w := range words {
		if t := s.toks[i+k].Text; t != w && !(shouted(t) && strings.EqualFold(t, w)) {
			return false
		}
	}
	return true
}

// nameAlone reports whether token i may be a name though nothing stands beside it: an
// ordinary word with the capital of a headline is one only if the model says so.
func (s *scan) nameAlone(i int) bool {
	t := s.toks[i]
	if byLabel[t.Ent] != "" || mixed(t.Text) {
		return true
	}
	return s.proper(i) && !s.r.lex.Ordinary(s.lower[i]) && !s.date(i)
}

// forename moves the start of a person's name over given names and initials and over
// what the model sees as one person with it; over any word with a capital where
// many have none.
func (s *scan) forename(n *name) {
	sentence := s.sentenceCase()
	for i := n.first - 1; i >= 0 && s.toks[i].Space && capital(s.toks[i].Text); i-- {
		t := s.toks[i].Text
		_, given := s.r.lex.GivenName(t)
		one := s.toks[i].Ent == "PERSON" && s.toks[i+1].Ent == "PERSON" && !s.toks[i+1].Begin
		name := sentence && i > 0 && s.toks[i].Head == i+1 && s.proper(i) && s.nameWord(i) && !s.r.ranks[s.lower[i]]
		if !given && !one && !name && !(len(t) == 2 && t[1] == '.') {
			return
		}
		n.first = i
	}
}

// sentenceCase reports whether half or more of the longer words after the first begin
// with small letters, so that a capital tells a name.
func (s *scan) sentenceCase() bool {
	upper, lower := 0, 0
	for i, t := range s.toks {
		switch {
		case i == 0 || len(t.Text) < 4 || !letters(t.Text):
		case capital(t.Text):
			upper++
		default:
			lower++
		}
	}
	return lower >= upper && lower > 0
}

// shouting reports whether all of the sentence is written in capitals.
func (s *scan) shouting() bool {
	return !slices.ContainsFunc(s.toks, func(t extract.Token) bool { return strings.ToUpper(t.Text) != t.Text })
}
