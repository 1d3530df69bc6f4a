package resolve

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/extract"

	"golang.org/x/text/unicode/norm"
)

// Slug folds a name to lower-case words joined by hyphens: accents, dots and
// apostrophes go, every other mark separates words, and single letters in a row
// are one word ("J. P. Morgan" is jp-morgan). Letters of other scripts stay.
// Names that differ only in this way are the same name.
func Slug(name string) string { return strings.Join(words(name), "-") }

// Core returns the slug of name without what does not tell one thing of root
// type root from another: articles and titles before it, legal forms around it.
// It never strips the last word; a name without any letter or digit gives a
// hash.
func Core(name, root string) string {
	w := words(name)
	if len(w) == 0 {
		return extract.Hash("name", name)[:8]
	}
	strip := func(set map[string]bool, first bool) {
		for len(w) > 1 {
			if first && set[w[0]] {
				w = w[1:]
			} else if !first && set[w[len(w)-1]] {
				w = w[:len(w)-1]
			} else {
				return
			}
		}
	}
	strip(articles, true)
	switch root {
	case "Person":
		strip(titles, true)
		w = withoutInitial(w)
	case "Organization":
		strip(leadingForms, true)
		strip(legalForms, false)
	}
	return strings.Join(w, "-")
}

// withoutInitial drops a single middle initial: "Ana B. Cruz" is "Ana Cruz".
func withoutInitial(w []string) []string {
	if len(w) == 3 && utf8.RuneCountInString(w[1]) == 1 && utf8.RuneCountInString(w[0]) > 1 {
		return []string{w[0], w[2]}
	}
	return w
}

// IsAcronym reports whether short stands for long by initials or leading
// letters: one word of two letters or more, mostly capitals, whose letters
// occur in this order in the several words of long, beginning with its first.
func IsAcronym(short, long string) bool {
	var letters []rune
	upper := 0
	for _, r := range short {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if unicode.IsUpper(r) {
				upper++
			}
			letters = append(letters, unicode.ToLower(r))
		case r != '.' && r != '&' && r != '-':
			return false
		}
	}
	full := words(long)
	for len(full) > 0 && articles[full[0]] {
		full = full[1:]
	}
	if len(letters) < 2 || 2*upper <= len(letters) || len(full) < 2 || slices.Contains(full, string(letters)) {
		return false
	}
	rest := letters
	for i, r := range []rune(strings.Join(full, "")) {
		if i == 0 && r != rest[0] {
			return false
		}
		if len(rest) > 0 && r == rest[0] {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}

// words splits a name into folded words, see [Slug].
func words(name string) []string {
	var out []string
	var word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			out = append(out, word.String())
			word.Reset()
		}
	}
	for _, r := range norm.NFKD.String(name) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if s, ok := foldings[unicode.ToLower(r)]; ok {
				word.WriteString(s)
			} else {
				word.WriteRune(unicode.ToLower(r))
			}
		case unicode.Is(unicode.M, r), r == '.', r == '\'', r == '’', r == '‘', r == 'ʼ':
		case r == '&':
			flush()
			out = append(out, "and")
		default:
			flush()
		}
	}
	flush()
	return joinInitials(out)
}

func joinInitials(in []string) []string {
	out := in[:0]
	initials := false // the last word of out is made of single letters
	for _, w := range in {
		single := utf8.RuneCountInString(w) == 1
		if single && initials {
			out[len(out)-1] += w
			continue
		}
		out = append(out, w)
		initials = single
	}
	return out
}

// foldings holds letters that have no decomposition of their own.
var foldings = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ħ': "h", 'ı': "i",
}

var articles = set("the a an")

var titles = set("mr mrs ms miss mx dr prof professor sir dame lord lady president premier chancellor minister " +
	"secretary senator sen representative rep congressman congresswoman governor gov general gen colonel col major " +
	"captain capt lieutenant lt admiral adm sergeant sgt judge justice ambassador king queen prince princess sheikh")

// leadingForms stand before the name in some countries.
var leadingForms = set("pt ooo oao zao pao pjsc ojsc jsc llc")

var legalForms = set("inc incorporated corp corporation co company ltd limited llc llp lp plc ag gmbh kgaa kg sa sas sarl " +
	"sca se nv bv cv ab as asa oy oyj aps spa srl kk pjsc ojsc oao zao pao ooo jsc pte pty sdn bhd tbk and")

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
