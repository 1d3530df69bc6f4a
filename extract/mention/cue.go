package mention

import (
	"slices"
	"strings"
)

// cueType returns the type that the words of first:last show. Beside what the
// lexicon sees at both ends it looks through an ordinal or a year before the
// name, a number behind it, and at the head before a phrase: "65th Air
// Division", "World War II", "Communist Party of Indonesia".
func (s *scan) cueType(first, last int) string {
	counted := last-first > 1 && ordinal(s.toks[first].Text)
	for last-first > 1 && (ordinal(s.toks[first].Text) || s.year(first)) {
		first++
	}
	for last-first > 1 && (numeral(s.toks[last-1].Text) || s.toks[last-1].Tag == "CD") {
		last--
	}
	words := s.textWords(first, last)
	if typ := s.r.lex.CueType(words); typ != "" {
		return typ
	}
	if counted { // 2nd Battalion
		if typ := s.r.lex.CueType(append([]string{""}, words...)); s.r.types.Is(typ, "MilitaryUnit") {
			return typ
		}
	}
	for i := first + 1; i+1 < last; i++ {
		switch s.lower[i] {
		case "of", "for", "in", "on", "against":
			if i-first == 1 && s.r.lex.CueType(words) == "" {
				return ""
			}
			if typ := s.r.lex.CueType(s.textWords(first, i)); typ != "" && s.generic(first, i, typ) {
				return typ
			}
			return ""
		}
	}
	return ""
}

// generic reports whether the words first:last, which show typ, are too general
// for a name, so that what "of" adds to them belongs to it: "Commercial Bank of
// Ethiopia", but "Velden Bank of Zurich".
func (s *scan) generic(first, last int, typ string) bool {
	switch {
	case typ == "PoliticalParty", s.r.types.Is(typ, "GovernmentBody"), typ == "ArmedGroup", typ == "Event", typ == "Law", typ == "IntergovOrg":
		return true
	case s.r.types.Root(typ) != "Organization":
		return false
	}
	return s.r.lex.Ordinary(s.lower[first]) || strings.HasPrefix(s.toks[first].Tag, "JJ") || s.r.lex.IsDemonym(s.toks[first].Text)
}

// ordinal reports whether s is a number with the ending of an ordinal: 65th.
func ordinal(s string) bool {
	if len(s) < 3 || s[0] < '0' || s[0] > '9' {
		return false
	}
	switch s[len(s)-2:] {
	case "st", "nd", "rd", "th":
		return strings.Trim(s[:len(s)-2], "0123456789") == ""
	}
	return false
}

// numeral reports whether s is a Roman number above one: World War II.
func numeral(s string) bool {
	return len(s) > 1 && len(s) < 6 && strings.Trim(s, "IVX") == ""
}

// year reports whether token i is a year of four digits.
func (s *scan) year(i int) bool {
	t := s.toks[i].Text
	return len(t) == 4 && strings.Trim(t, "0123456789") == "" && t >= "1000" && t < "2200"
}

// post returns the first token after a post and its "of" if one opens the words
// first:last, else first: "Member of the Legislative Assembly". What is left of
// a title is its portfolio, and no name: "Secretary of State" gives last.
func (s *scan) post(first, last int) int {
	if k := s.boardOf(first, last); k > first {
		return k
	}
	for k := min(last-1, first+s.r.lex.LongestRank()); k > first; k-- {
		if !s.is(k, "of") {
			continue
		}
		words := s.join(first, k)
		if _, ok := s.r.lex.Rank(words); !ok && !slices.Contains(s.r.lex.NounTypes(words), "Person") {
			continue
		}
		k++
		if s.is(k, "the") {
			k++
		}
		if _, ok := s.r.lex.Portfolio(s.join(min(k, last-1), last)); ok || k >= last {
			return last
		}
		return k
	}
	return first
}

// boardOf returns the first token of the body whose board first:last is: the board
// of trustees of Orix University. It returns last if that is left out, and first if
// first:last is no such thing.
func (s *scan) boardOf(first, last int) int {
	k := first
	if s.is(k, "the") {
		k++
	}
	if !s.is(k, "board") || !s.is(k+1, "of") || k+2 >= last {
		return first
	}
	k += 2
	switch {
	case !s.r.lex.Is("boards", s.lower[k]):
	case k+1 == last, k+2 == last && s.is(k+1, "of"):
		return last
	case k+2 < last && s.is(k+1, "of"):
		k += 2
	}
	if s.is(k, "the") {
		k++
	}
	if k >= last || s.r.types.Root(s.cueType(k, last)) != "Organization" {
		return first
	}
	return k
}

// numbered moves both ends of a name that shows typ over the number that
// belongs to it.
func (s *scan) numbered(first, last int, typ string) (int, int) {
	if i := first - 1; i >= 0 && s.toks[i].Space && s.owner[i] < 0 {
		switch root := s.r.types.Root(typ); {
		case ordinal(s.toks[i].Text) && (root == "Organization" || root == "Event"),
			s.year(i) && typ == "Event" && (i == 0 || s.toks[i-1].Tag == "DT" || s.toks[i-1].Tag == "PRP$"):
			first--
		}
	}
	if last < len(s.toks) && s.toks[last-1].Space {
		if t := s.toks[last].Text; numeral(t) || t == "I" && s.is(last-1, "war") {
			last++
		}
	}
	return first, last
}

// votes finds elections that their year names: "the 2015 Canadian federal
// election".
func (s *scan) votes() []name {
	var out []name
	for i := 1; i < len(s.toks); i++ {
		if !s.r.lex.Is("polls", s.lower[i]) {
			continue
		}
		first, year, named := i, false, capital(s.toks[i].Text)
		for first > 0 && i-first < 9 && !year && s.toks[first-1].Text != "" {
			j := first - 1
			switch {
			case s.year(j):
				year = true
			case s.r.lex.Is("pollkind", s.lower[j]), s.hyphen(j), (s.is(j, "of") || s.is(j, "and")) && j > 0 && capital(s.toks[j-1].Text) && capital(s.toks[j+1].Text):
			case capital(s.toks[j].Text) && s.nameWord(j):
				named = named || !s.r.lex.IsDemonym(s.toks[j].Text)
			default:
				j = -1
			}
			if j < 0 {
				break
			}
			first = j
		}
		if year && first > 0 && s.r.lex.Is("month", s.toks[first-1].Text) {
			first--
		}
		if year && i-first > 1 {
			out = append(out, name{first: first, last: i + 1, typ: "Event", rule: "cue"})
		}
	}
	return out
}

// possessives moves the start of the names of bodies over who is in them, whose
// possessive looks like the end of a name: "Workers' Party of Belgium", "People's Front".
func (s *scan) possessives(out []name) []name {
	for k := range out {
		n := &out[k]
		if n.first < 2 || n.rule != "cue" || !s.possessive(n.first-1) || !s.r.types.Is(n.typ, "Organization") {
			continue
		}
		i := n.first - 2
		if t := s.toks[i]; !capital(t.Text) || !s.collective(i) {
			continue
		}
		n.first = i
		for n.first > 0 && s.toks[n.first-1].Space && s.nameWord(n.first-1) && (s.r.lex.Ordinary(s.lower[n.first-1]) || s.r.lex.IsDemonym(s.toks[n.first-1].Text) && !s.r.types.Is(n.typ, "GovernmentBody")) {
			n.first--
		}
	}
	return out
}

// collective reports whether token i speaks of people in general: workers,
// women.
func (s *scan) collective(i int) bool {
	low := strings.TrimSuffix(s.lower[i], "s")
	if low == "people" || low == "women" || low == "men" || low == "children" || low == "peasant" || low == "worker" || low == "student" {
		return true
	}
	_, rank := s.r.lex.Rank(low)
	return rank || slices.Contains(s.r.lex.NounTypes(low), "Person")
}
