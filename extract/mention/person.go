package mention

import (
	"strings"

	"dossier/extract/lexicon"
)

// personBehind returns where the name of a person begins that the model takes for
// the end of the body before it: "Council on Islamic Relations Ann Orr"; 0 if none.
func (s *scan) personBehind(first, last int) int {
	i := last - 2
	if i-first < 2 || !s.nameWord(i) || !s.nameWord(i+1) || !s.toks[i].Space || !s.toks[i-1].Space || !capital(s.toks[i-1].Text) || s.adjectival(i-1) {
		return 0
	}
	if _, given := s.r.lex.GivenName(s.toks[i].Text); !given || s.r.lex.CueType(s.textWords(i, last)) != "" || len(s.r.lex.NounTypes(s.lower[i+1])) > 0 {
		return 0
	}
	if _, given := s.r.lex.GivenName(s.toks[i-1].Text); given || !s.r.types.Is(s.r.lex.CueType(s.textWords(first, i)), "Organization") {
		return 0
	}
	return i
}

// beforeTitle moves the end of a body's name over a title that the model takes for
// its last word: "the State Department Spokesperson".
func (s *scan) beforeTitle(first, last int) int {
	t, rank, ok := s.titleBefore(last)
	if !ok || t <= first || rank.Class == lexicon.Other || !capital(s.toks[t-1].Text) || !s.r.types.Is(s.r.lex.CueType(s.textWords(first, t)), "Organization") {
		return last
	}
	return t
}

// titlesPerson reports whether first:last is a title with the name of a person,
// which the model takes for a body: "National Security Adviser Ann Orr".
func (s *scan) titlesPerson(first, last int) bool {
	for i := last - 1; i > first; i-- {
		if _, given := s.r.lex.GivenName(s.toks[i].Text); given {
			start, rank, ok := s.titleBefore(i)
			return ok && start <= first+1 && rank.Class != lexicon.Other
		}
	}
	return false
}

// repairPerson cuts demonyms and titles before the name and adds the parts
// that the model has left out.
func (s *scan) repairPerson(n *name) {
	for n.last-n.first > 1 && s.r.lex.IsDemonym(s.toks[n.first].Text) {
		n.first++
	}
	for j := n.last - 1; j > n.first; j-- {
		first, rank, ok := s.titleBefore(j)
		if ok && first <= n.first && (rank.Class != lexicon.Other || j-n.first == rankTokens(rank)) {
			n.titleFirst, n.titleLast, n.first = first, j, j
			break
		}
	}
	n.last = s.extendPerson(n.first, n.last)
	for n.first > 0 && n.titleFirst == n.titleLast && s.toks[n.first-1].Space && s.toks[n.first-1].Ent == "" && s.proper(n.first-1) {
		t := s.toks[n.first-1].Text
		_, given := s.r.lex.GivenName(t)
		if !given && !(len(t) == 2 && t[1] == '.') {
			break
		}
		n.first--
	}
}

func rankTokens(r lexicon.Rank) int { return len(strings.Fields(r.Words)) }

// extendPerson moves the end of a person's name over hyphenated parts,
// suffixes and unlabelled proper nouns that the tree joins to it.
func (s *scan) extendPerson(first, last int) int {
	for last < len(s.toks) {
		t := s.toks[last]
		switch {
		case s.hyphen(last) && letters(s.toks[last+1].Text) && !s.joinsAdjective(s.lower[last+1]):
			last += 2
		case s.r.lex.Is("honorary", t.Text) || s.pronounLike(last):
			last++
		case s.particles(last) > 0 && (s.toks[last+s.particles(last)].Ent == "" || s.toks[last+s.particles(last)].Begin):
			last += s.particles(last) + 1
		case t.Ent == "" && s.proper(last) && s.nameWord(last) && s.toks[last-1].Space && !s.date(last) && !s.startsTitle(last) &&
			s.toks[last-1].Head == last && s.r.lex.CueType([]string{"x", t.Text}) == "" && len(s.r.lex.NounTypes(s.lower[last])) == 0:
			last++
		default:
			return last
		}
	}
	return last
}

func (s *scan) personRunHyphen(last int) int {
	for last < len(s.toks) && s.hyphen(last) && capital(s.toks[last+1].Text) && s.toks[last+1].Ent == "" {
		last += 2
	}
	return last
}
