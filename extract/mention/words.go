package mention

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lowerCase returns s in lower case, s itself if it is so already.
func lowerCase(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return strings.ToLower(s)
		}
	}
	return s
}

// capital reports whether s starts with a capital letter.
func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// allCaps reports whether s has two letters or more, all of them capitals; a
// full stop, hyphen, ampersand or digit may stand between or after them.
func allCaps(s string) bool {
	n := 0
	for i, r := range s {
		switch {
		case unicode.IsUpper(r):
			n++
		case i > 0 && (r == '.' || r == '-' || r == '&' || unicode.IsDigit(r)):
		default:
			return false
		}
	}
	return n >= 2
}

// camel reports whether s is a word that only a name is written like: small letters
// and a capital before more of them, eBay.
func camel(s string) bool {
	i := strings.IndexFunc(s, unicode.IsUpper)
	return i > 0 && i+1 < len(s) && unicode.IsLower(rune(s[0])) && unicode.IsLower(rune(s[i+1])) && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

// letters reports whether s has a letter.
func letters(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

// proper reports whether token i is tagged as a proper noun.
func (s *scan) proper(i int) bool {
	return s.toks[i].Tag == "NNP" || s.toks[i].Tag == "NNPS"
}

// noun reports whether token i is tagged as a common noun.
func (s *scan) noun(i int) bool {
	return s.toks[i].Tag == "NN" || s.toks[i].Tag == "NNS"
}

// possessive reports whether token i is a possessive ending.
func (s *scan) possessive(i int) bool {
	return i < len(s.toks) && s.toks[i].Tag == "POS"
}

// is reports whether token i exists and reads word in lower case.
func (s *scan) is(i int, word string) bool {
	return i >= 0 && i < len(s.lower) && s.lower[i] == word
}

// hyphen reports whether token i is a hyphen written without blanks, inside a
// word that the tokenizer has cut.
func (s *scan) hyphen(i int) bool {
	return i > 0 && i+1 < len(s.toks) && (s.toks[i].Text == "-" || s.toks[i].Text == "–" || s.toks[i].Text == "‑") &&
		!s.toks[i-1].Space && !s.toks[i].Space
}

// nameWord reports whether token i may stand inside a name: a capital, and
// no word that only begins a sentence.
func (s *scan) nameWord(i int) bool {
	t := s.toks[i]
	if !capital(t.Text) || s.r.lex.Is("notname", t.Text) {
		return false
	}
	switch t.Tag {
	case "NNP", "NNPS", "NN", "NNS", "JJ", "FW", "VBG", "VBN", "VBD", "VB", "VBZ", "VBP", "CD", "JJS", "JJR", "RB", "UH", "PRP", "MD", "XX", "ADD", "AFX":
		return true
	}
	return false
}

// date reports whether token i is a month or a weekday.
func (s *scan) date(i int) bool {
	w := s.toks[i].Text
	return s.r.lex.Is("month", w) || s.r.lex.Is("weekday", w)
}
