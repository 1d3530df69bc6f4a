package mention

import (
	"strings"

	"dossier/extract/lexicon"
)

// titleBefore finds the title that ends right before token end: modifiers,
// portfolio and rank, "former Deputy Foreign Minister". It returns the first
// token.
func (s *scan) titleBefore(end int) (first int, rank lexicon.Rank, ok bool) {
	if end == 0 || !s.r.ranks[s.lower[end-1]] {
		return 0, rank, false
	}
	lex := s.r.lex
	for k := min(end, lex.LongestRank()+2); k > 0; k-- { // hyphens are tokens too
		words := s.join(end-k, end)
		if rank, ok = lex.Rank(words); !ok {
			if singular, cut := strings.CutSuffix(words, "s"); cut {
				rank, ok = lex.Rank(singular)
			}
		}
		if ok {
			first = end - k
			break
		}
	}
	if !ok {
		return 0, rank, false
	}
	if s.endsName(first) {
		if rest, ok := lex.Rank(s.join(first+1, end)); ok {
			return first + 1, rest, true
		}
	}
	return s.extendTitle(first), rank, true
}

// endsName reports whether token i is the last word of a name, of a party, a board,
// a court: "Justice Party leader".
func (s *scan) endsName(i int) bool {
	if i == 0 || !capital(s.toks[i].Text) || !s.toks[i-1].Space || !s.nameWord(i-1) || s.toks[i-1].Tag == "DT" {
		return false
	}
	typ := s.r.lex.CueType([]string{"x", s.toks[i].Text})
	return typ != "" && typ != "Media" // "Pentagon Press Secretary"
}

// extendTitle moves the start of a title left over portfolios and modifiers.
func (s *scan) extendTitle(first int) int {
	for first > 0 {
		if k := s.portfolioBefore(first); k > 0 {
			first -= k
			continue
		}
		if s.hyphen(first-1) && s.r.lex.Modifier(s.lower[first-2]) != "" { // ex-president
			first -= 2
			continue
		}
		if s.r.lex.Modifier(s.lower[first-1]) == "" {
			break
		}
		first--
	}
	return first
}

// portfolioBefore returns the number of tokens of the longest portfolio that
// ends right before token end.
func (s *scan) portfolioBefore(end int) int {
	for k := min(end, 4); k > 0; k-- {
		if _, ok := s.r.lex.Portfolio(s.join(end-k, end)); ok {
			return k
		}
	}
	return 0
}

// join returns the words first to last in lower case, with one blank where the
// text has white space.
func (s *scan) join(first, last int) string {
	if last-first == 1 {
		return s.lower[first]
	}
	var b strings.Builder
	for i := first; i < last; i++ {
		b.WriteString(s.lower[i])
		if s.toks[i].Space && i < last-1 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// titled finds the persons that a title or form of address before their name
// shows, also where the model has missed them.
func (s *scan) titled() []name {
	var out []name
	for i := 1; i < len(s.toks); i++ {
		if !s.nameWord(i) || s.date(i) {
			continue
		}
		if _, ok := s.r.lex.Honorific(s.toks[i-1].Text); ok && s.toks[i-1].Space {
			last := s.personRun(i)
			n := name{first: i, last: last, typ: "Person", rule: "title"}
			if first, _, ok := s.titleBefore(i - 1); ok {
				n.titleFirst, n.titleLast = first, i-1
			}
			out = append(out, n)
			i = last - 1
			continue
		}
		first, rank, ok := s.titleBefore(i)
		if !ok || !s.toks[i-1].Space || s.insideRank(i) || s.ofPortfolio(i) {
			continue
		}
		last := s.personRun(i)
		if !s.trustTitle(first, i, last, rank) {
			continue
		}
		out = append(out, name{first: i, last: last, typ: "Person", rule: "title", titleFirst: first, titleLast: i})
		i = last - 1
	}
	return out
}

// insideRank reports whether a rank goes on from before token i to behind it:
// "Chief Executive Officer" at "Executive".
func (s *scan) insideRank(i int) bool {
	const longest = 4
	for first := max(0, i-longest+1); first < i; first++ {
		for last := i + 1; last <= min(len(s.toks), first+longest); last++ {
			if _, ok := s.r.lex.Rank(s.join(first, last)); ok {
				return true
			}
		}
	}
	return false
}

// ofPortfolio reports whether token i is a rank to which the portfolio before it
// belongs, though that is a rank too: Justice Minister.
func (s *scan) ofPortfolio(i int) bool {
	_, given := s.r.lex.GivenName(s.toks[i].Text)
	return !given && s.startsTitle(i) && s.portfolioBefore(i) > 0
}

// personRun returns the end of the name of a person that starts at token i.
func (s *scan) personRun(i int) int {
	end := i + 1
	for end < len(s.toks) && end-i < 8 {
		t := s.toks[end]
		prev := s.toks[end-1]
		switch {
		case s.hyphen(end) && letters(s.toks[end+1].Text): // Jong-un
			end += 2
		case s.particles(end) > 0:
			end += s.particles(end) + 1
		case t.Ent == "PERSON" && !t.Begin && capital(t.Text) || s.pronounLike(end):
			end++
		case s.r.lex.Is("honorary", t.Text):
			end++
		case s.nameWord(end) && prev.Space && (s.proper(end) || t.Ent == "PERSON") && !s.date(end) &&
			!s.r.lex.IsDemonym(t.Text) && !s.startsTitle(end):
			end++
		default:
			return end
		}
	}
	return end
}

// pronounLike reports whether token i, which looks like a pronoun, ends a name:
// a capital inside a sentence that the tree joins to the name before it, as in
// Liu He.
func (s *scan) pronounLike(i int) bool {
	t, prev := s.toks[i], s.toks[i-1]
	return t.Tag == "PRP" && capital(t.Text) && t.Text != "I" && prev.Space && prev.Head == i && prev.Dep == "compound"
}

// particles returns the number of particles at token i, van der, if a further
// word of a name follows them.
func (s *scan) particles(i int) int {
	n := 0
	for i+n < len(s.toks) && s.toks[i+n-1].Space && s.r.lex.Is("particle", s.toks[i+n].Text) && s.toks[i+n].Tag != "CC" {
		n++
	}
	if i+n >= len(s.toks) || !s.nameWord(i+n) {
		return 0
	}
	return n
}

// startsTitle reports whether token i is a rank that a further capitalised
// word follows, so that a new title and name begin there.
func (s *scan) startsTitle(i int) bool {
	if i+1 >= len(s.toks) || !s.nameWord(i+1) {
		return false
	}
	_, ok := s.r.lex.Rank(s.lower[i])
	return ok
}

// trustTitle decides whether the words first:i, which read as a title, are one
// before the person i:last.
func (s *scan) trustTitle(first, i, last int, rank lexicon.Rank) bool {
	if !s.noun(i-1) && !s.proper(i-1) && !(s.toks[i-1].Tag == "JJ" && capital(s.toks[i-1].Text)) {
		return false
	}
	_, given := s.r.lex.GivenName(s.toks[i].Text)
	person := s.toks[i].Ent == "PERSON" || given
	if s.r.lex.CueType(s.textWords(first, last)) != "" && !given { // Justice Department
		return false
	}
	// One entity across title and name: General Motors.
	if e := s.toks[i]; e.Ent != "" && e.Ent != "PERSON" && !e.Begin && s.toks[i-1].Ent == e.Ent && !given {
		return false
	}
	if rank.Class == lexicon.Other {
		return person
	}
	if capital(s.toks[i-1].Text) {
		return true
	}
	return person || s.proper(i) && (s.toks[i].Ent == "" || s.toks[i].Ent == "ORG") && s.linked(i-1, i, last)
}

// linked reports whether the tree joins the noun at i to the name first:last
// in one phrase: as compound, modifier or apposition, either way round.
func (s *scan) linked(i, first, last int) bool {
	h := s.head(first, last)
	t := s.toks[i]
	if t.Head >= first && t.Head < last {
		switch t.Dep {
		case "compound", "nmod", "amod", "appos", "nn", "npadvmod":
			return true
		}
	}
	if n := s.toks[h]; n.Head == i {
		switch n.Dep {
		case "appos", "compound", "nmod":
			return true
		}
	}
	// The apposition was hung too high: "an analyst of the research house X".
	if n := s.toks[h]; n.Dep == "appos" && n.Head < i && i == first-1 && s.articled(i) {
		return true
	}
	// Both hang on the same further noun: "rival firm X chief".
	return t.Head == s.toks[h].Head && t.Dep == "compound" && s.toks[h].Dep == "compound"
}

// textWords returns the words of first:last as they are written between
// blanks.
func (s *scan) textWords(first, last int) []string {
	return strings.Fields(s.text(first, last))
}
