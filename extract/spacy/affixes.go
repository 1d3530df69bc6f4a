package spacy

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"
)

// The rules of English pipelines for prefixes, suffixes, infixes and URLs, by hand.
// Most of the text of the four patterns is tables: classes of letters, currencies,
// units. So the tables are read out of the patterns, and the rules between them
// stand below as code, each in the order of the alternatives in the pattern. They
// find what package pyre finds with the patterns, faster.

// englishPatterns are the first 8 bytes of the SHA-256 of the patterns that the
// code below was written for, in hexadecimal.
var englishPatterns = struct{ prefix, suffix, infix, url string }{
	"7aea2cc4f6485aee", "dd56f4c42b61ebcd", "b63cbb601f975978", "7adb1342672774f9",
}

// affixes is the affixMatcher of English.
type affixes struct {
	prefixChars, suffixChars *runeSet // punctuation that is always split off
	icons                    *runeSet // symbols and emoji
	lower, upper, alpha      *runeSet // letters; those without case are in all three
	lowerOrQuote             *runeSet // before a full stop inside a word
	upperOrQuote             *runeSet // after a full stop inside a word
	beforeStop               *runeSet // before a full stop at the end of a word
	units                    map[string]bool
	longestUnit              int // in bytes
}

// isEnglish reports whether p is what the code below was written for.
func (p patterns) isEnglish() bool {
	is := func(text *string, want string) bool { return text != nil && hasSum(*text, want) }
	return is(p.prefix, englishPatterns.prefix) && is(p.suffix, englishPatterns.suffix) &&
		is(p.infix, englishPatterns.infix) && is(p.url, englishPatterns.url) && p.tokenMatch == nil
}

// hasSum reports whether the first 8 bytes of the SHA-256 of text are want.
func hasSum(text, want string) bool {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8]) == want
}

// newAffixes reads the tables out of the patterns of English.
func newAffixes(p patterns) (*affixes, error) {
	a := &affixes{units: make(map[string]bool)}
	var err error
	part := func(text, before, after string) string {
		body, e := between(text, before, after)
		if e != nil && err == nil {
			err = fmt.Errorf("tokenizer: %w", e)
		}
		return body
	}
	class := func(body string) *runeSet {
		s, e := parseClass(body)
		if e != nil && err == nil {
			err = fmt.Errorf("tokenizer: %w", e)
		}
		return s
	}

	a.icons = class(part(*p.infix, `\.\.+|…|[`, `]|(?<=`))
	a.lower = class(part(*p.url, `)+(?:[`, `]{2,63}`))
	// The class before the last full stop also holds, by an oversight upstream, the
	// bars and brackets of the punctuation list pasted into it.
	a.beforeStop = class(part(*p.suffix, `كوب|اكواب)$|(?<=[`, `])\.$|(?<=[A-Z`))
	a.upper = class("A-Z" + part(*p.suffix, `])\.$|(?<=[A-Z`, `][A-Z`))
	a.lowerOrQuote = class(part(*p.infix, `(?=[0-9-])|(?<=[`, `])\.(?=[`))
	a.upperOrQuote = class(part(*p.infix, `])\.(?=[`, `])|(?<=[`))
	a.alpha = class(part(*p.infix, `]),(?=[`, `])|(?<=[`))

	a.prefixChars = singles(strings.Split(*p.prefix, "|"), "^", "")
	a.suffixChars = singles(strings.Split(*p.suffix, "|"), "", "$")
	for _, list := range []string{
		`\$|` + part(*p.suffix, `(?<=[0-9])(?:\$|`, `)$`),
		`km|` + part(*p.suffix, `(?<=[0-9])(?:km|`, `)$`),
	} {
		for unit := range strings.SplitSeq(list, "|") {
			unit = strings.ReplaceAll(unit, `\`, "")
			a.units[unit] = true
			a.longestUnit = max(a.longestUnit, len(unit))
		}
	}
	if err != nil {
		return nil, err
	}
	return a, nil
}

// singles collects the alternatives that are one character between the two anchors.
func singles(alternatives []string, head, tail string) *runeSet {
	var ranges [][2]rune
	for _, x := range alternatives {
		x, ok := strings.CutPrefix(x, head)
		if !ok {
			continue
		}
		if x, ok = strings.CutSuffix(x, tail); !ok {
			continue
		}
		if len(x) > 1 {
			x = strings.TrimPrefix(x, `\`)
		}
		if r, n := utf8.DecodeRuneInString(x); n > 0 && n == len(x) {
			ranges = append(ranges, [2]rune{r, r})
		}
	}
	return newRuneSet(ranges)
}

// isToken: English has no token_match.
func (a *affixes) isToken(string) (read int, ok bool) { return 0, false }

func digit(c byte) bool { return '0' <= c && c <= '9' }

// digitAt reports whether s[i] is there and an ASCII digit.
func digitAt(s string, i int) bool { return 0 <= i && i < len(s) && digit(s[i]) }

// prefix reads no more than a few bytes, so it does not matter how many.
func (a *affixes) prefix(s string) (n, read int) { return a.prefixLength(s), len(s) + 1 }

// prefixLength returns the length in bytes of the prefix of s, 0 if it has none.
func (a *affixes) prefixLength(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case n == 0:
		return 0
	case a.prefixChars.has(r) || a.icons.has(r):
		return n
	case r == '+':
		if digitAt(s, 1) {
			return 0
		}
		return 1
	case r == '.':
		if run := leadingDots(s); run > 1 {
			return run
		}
	case strings.HasPrefix(s, "US$"):
		return 3
	case strings.HasPrefix(s, "C$") || strings.HasPrefix(s, "A$"):
		return 2
	}
	return 0
}

func leadingDots(s string) int { return len(s) - len(strings.TrimLeft(s, ".")) }

// suffix returns the length in bytes of the suffix of s, 0 if it has none: the
// longest of all alternatives, as a search from the left finds it first.
func (a *affixes) suffix(s string) int {
	last, n := utf8.DecodeLastRuneInString(s)
	if n == 0 {
		return 0
	}
	best := 0
	if a.suffixChars.has(last) || a.icons.has(last) {
		best = n
	}
	switch last {
	case '…':
		if strings.HasSuffix(s, "……") {
			best = len("……")
		}
	case 's', 'S':
		switch word := s[:len(s)-1]; {
		case strings.HasSuffix(word, "'"):
			best = len("'s")
		case strings.HasSuffix(word, "’"):
			best = len("’s")
		}
	case '+':
		if digitAt(s, len(s)-2) {
			best = 1
		}
	case '.':
		if run := len(s) - len(strings.TrimRight(s, ".")); run > 1 {
			best = run
		} else if a.stopAfter(s[:len(s)-1]) {
			best = 1
		}
	}
	for size := 1; size <= a.longestUnit && size < len(s); size++ {
		if size > best && digit(s[len(s)-size-1]) && a.units[s[len(s)-size:]] {
			best = size
		}
	}
	return best
}

// stopAfter reports whether a full stop after s ends a sentence rather than an abbreviation.
func (a *affixes) stopAfter(s string) bool {
	r1, n1 := utf8.DecodeLastRuneInString(s)
	if n1 == 0 {
		return false
	}
	if a.beforeStop.has(r1) {
		return true
	}
	r2, n2 := utf8.DecodeLastRuneInString(s[:len(s)-n1])
	if n2 == 0 {
		return false
	}
	return r2 == '°' && strings.ContainsRune("FfCcKk", r1) || a.upper.has(r1) && a.upper.has(r2)
}

// infixes calls yield with the start and end of every infix of s, left to right.
func (a *affixes) infixes(s string, yield func(start, end int)) {
	prev := rune(-1)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if m := a.infix(s[i:], prev, r, n); m > 0 {
			yield(i, i+m)
			prev, _ = utf8.DecodeLastRuneInString(s[:i+m])
			i += m
			continue
		}
		prev = r
		i += n
	}
}

// infix returns the length of the infix at the start of s, whose first character
// is r of n bytes, after the character prev (-1 at the start of the chunk).
func (a *affixes) infix(s string, prev, r rune, n int) int {
	// in reports whether a character of the set begins at s[i:].
	in := func(set *runeSet, i int) bool {
		next, size := utf8.DecodeRuneInString(s[i:])
		return size > 0 && set.has(next)
	}
	afterDigit := '0' <= prev && prev <= '9'
	afterLetter := prev >= 0 && a.alpha.has(prev)
	switch r {
	case '.':
		if run := leadingDots(s); run > 1 {
			return run
		}
		if prev >= 0 && a.lowerOrQuote.has(prev) && in(a.upperOrQuote, 1) {
			return 1
		}
		return 0
	case '…':
		return n
	case '+', '-', '*', '^':
		if afterDigit && (digitAt(s, 1) || len(s) > 1 && s[1] == '-') {
			return 1
		}
	case ',':
		if afterLetter && in(a.alpha, 1) {
			return 1
		}
		return 0
	}
	if afterLetter || afterDigit {
		switch r {
		case '-', '–', '—', '~':
			if in(a.alpha, n) {
				return n
			}
			for _, dashes := range [...]string{"--", "---", "——"} {
				if strings.HasPrefix(s, dashes) && in(a.alpha, len(dashes)) {
					return len(dashes)
				}
			}
			return 0
		case ':', '<', '>', '=', '/':
			if in(a.alpha, 1) {
				return 1
			}
			return 0
		}
	}
	if a.icons.has(r) {
		return n
	}
	return 0
}
