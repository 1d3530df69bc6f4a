package spacy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// flags returns the flags of a word, each at the bit of its number. They are found
// on first use; bit 0, which is no flag, then says that they are. Racing writers
// write the same.
func (r *tokenReader) flags(lex *lexeme) uint32 {
	if f := lex.flags.Load(); f != 0 {
		return f
	}
	f := uint32(1)
	for a := isAlphaAttr; a <= isCurrencyAttr; a++ {
		if r.flag(lex.text, a) {
			f |= 1 << a
		}
	}
	lex.flags.Store(f)
	return f
}

// flag returns what spaCy says of a word by itself: Python's classes of strings,
// and tests of spaCy's own that hold for all languages but likeNum, which is for
// English.
func (r *tokenReader) flag(word string, a tokenAttr) bool {
	switch a {
	case isAlphaAttr:
		return allLetters(word)
	case isASCIIAttr:
		return all(word, func(c rune) bool { return c < utf8.RuneSelf })
	case isDigitAttr:
		return isDigits(word)
	case isLowerAttr:
		return hasCase(word, isUpper, isLower)
	case isUpperAttr:
		return hasCase(word, isLower, isUpper)
	case isTitleAttr:
		return isTitle(word)
	case isPunctAttr:
		return all(word, unicode.IsPunct)
	case isSpaceAttr:
		return allSpace(word)
	case isCurrencyAttr:
		return all(word, func(c rune) bool { return unicode.Is(unicode.Sc, c) })
	case isBracketAttr:
		return isOneOf(word, "( ) [ ] { } < >")
	case isQuoteAttr:
		return isOneOf(word, "\" ' ` « » ‘ ’ ‚ ‛ “ ” „ ‟ ‹ › ❮ ❯ '' ``")
	case isLeftPunctAttr:
		return isOneOf(word, "( [ { < \" ' « ‘ ‚ ‛ “ „ ‟ ‹ ❮ ``")
	case isRightPunctAttr:
		return isOneOf(word, ") ] } > \" ' » ’ ” › ❯ ''")
	case likeEmailAttr:
		return likeEmail(word)
	case likeNumAttr:
		return r.lang == "en" && likeNum(word)
	case likeURLAttr:
		return r.isURL != nil && likeURL(word, r.isURL)
	}
	return false
}

// all reports whether class holds for every character of s.
func all(s string, class func(rune) bool) bool {
	return strings.IndexFunc(s, func(c rune) bool { return !class(c) }) < 0
}

// isOneOf reports whether word is in a list of words with blanks between them.
func isOneOf(word, list string) bool {
	for w := range strings.SplitSeq(list, " ") {
		if w == word {
			return true
		}
	}
	return false
}

// isDigits reports what str.isdigit does.
func isDigits(s string) bool { return s != "" && all(s, isDigit) }

func isLower(c rune) bool { return unicode.In(c, unicode.Ll, unicode.Other_Lowercase) }
func isUpper(c rune) bool { return unicode.In(c, unicode.Lu, unicode.Other_Uppercase) }

// hasCase reports what str.islower and str.isupper do: no character is of the
// other case or title case, and one is of the wanted case.
func hasCase(s string, other, wanted func(rune) bool) bool {
	found := false
	for _, c := range s {
		if other(c) || unicode.IsTitle(c) {
			return false
		}
		found = found || wanted(c)
	}
	return found
}

// isTitle reports what str.istitle does: capitals stand only, and small letters
// never, at the beginning of a run of letters with case.
func isTitle(s string) bool {
	inside, found := false, false
	for _, c := range s {
		switch {
		case isUpper(c) || unicode.IsTitle(c):
			if inside {
				return false
			}
			inside, found = true, true
		case isLower(c):
			if !inside {
				return false
			}
		default:
			inside = false
		}
	}
	return found
}

// likeEmail reports whether the word begins with an e-mail address.
func likeEmail(word string) bool {
	name := func(c rune) bool {
		return c < utf8.RuneSelf && (isDigit(c) || unicode.IsLetter(c)) || c == '-'
	}
	before, after, ok := strings.Cut(word, "@")
	if !ok || before == "" || !all(before, func(c rune) bool { return name(c) || c == '_' || c == '.' || c == '+' }) {
		return false
	}
	host, rest, ok := strings.Cut(after, ".")
	if !ok || host == "" || !all(host, name) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(rest)
	return name(first) || first == '.'
}

// numberWords are English number words: cardinals, and their ordinals, which most
// of them form with "th".
var numberWords = func() map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(`
		zero one two three five eight nine twelve twenty thirty forty fifty sixty seventy eighty ninety
		first second third fifth eighth ninth twelfth
		twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth`) {
		set[w] = true
	}
	for w := range strings.FieldsSeq(`
		four six seven ten eleven thirteen fourteen fifteen sixteen seventeen eighteen nineteen hundred thousand million
		billion trillion quadrillion quintillion sextillion septillion octillion nonillion decillion gajillion bazillion`) {
		set[w], set[w+"th"] = true, true
	}
	return set
}()

// likeNum reports whether an English word is a number: digits, a fraction, an
// ordinal or a number word.
func likeNum(word string) bool {
	for _, sign := range []string{"+", "-", "±", "~"} {
		if rest, ok := strings.CutPrefix(word, sign); ok {
			word = rest
			break
		}
	}
	word = strings.ReplaceAll(strings.ReplaceAll(word, ",", ""), ".", "")
	if isDigits(word) {
		return true
	}
	if a, b, ok := strings.Cut(word, "/"); ok && isDigits(a) && isDigits(b) {
		return true
	}
	word = lower(word)
	if numberWords[word] {
		return true
	}
	for _, ending := range []string{"st", "nd", "rd", "th"} {
		if stem, ok := strings.CutSuffix(word, ending); ok {
			return isDigits(stem)
		}
	}
	return false
}

// likeURL reports whether a word looks like a URL: it begins like one, ends on a
// known top-level domain, or is one.
func likeURL(word string, isURL func(string) bool) bool {
	switch {
	case strings.HasPrefix(word, "http://"), strings.HasPrefix(word, "https://"),
		strings.HasPrefix(word, "www.") && utf8.RuneCountInString(word) >= 5:
		return true
	case word == "", word[0] == '.', strings.HasSuffix(word, "."), strings.Contains(word, "@"), !strings.Contains(word, "."):
		return false
	}
	domain, _, _ := strings.Cut(word[strings.LastIndexByte(word, '.')+1:], ":")
	return strings.HasSuffix(domain, "/") || isTopLevel(domain) || isURL(word)
}

// countryDomains are the second letters of the top-level domains of countries, by
// the first: those of 2010 and some older ones.
var countryDomains = map[byte]string{
	'a': "cdefgilmnoqrstuwxz", 'b': "abdefghijmnorstvwyz", 'c': "acdfghiklmnorsuvxyz", 'd': "dejkmoz", 'e': "ceghrstu",
	'f': "ijkmor", 'g': "abdefghilmnpqrstuwy", 'h': "kmnrtu", 'i': "delmnoqrst", 'j': "emop", 'k': "eghimnprwyz",
	'l': "abcikrstuvy", 'm': "acdeghklmnopqrstuvwxyz", 'n': "acefgilopruz", 'o': "m", 'p': "aefghklmnrstwy", 'q': "a",
	'r': "eosuw", 's': "abcdeghijklmnorstuvyz", 't': "cdfghjklmnoprtvwz", 'u': "agksyz", 'v': "aceginu", 'w': "fs",
	'y': "et", 'z': "amw",
}

func isTopLevel(domain string) bool {
	if len(domain) == 2 {
		return strings.IndexByte(countryDomains[domain[0]], domain[1]) >= 0
	}
	switch domain {
	case "com", "org", "edu", "gov", "net", "mil", "aero", "asia", "biz", "cat", "coop", "info", "int", "jobs", "mobi",
		"museum", "name", "pro", "tel", "travel", "xyz", "icu", "xxx":
		return true
	}
	return false
}
