package main

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A span is a stretch of the article in bytes; spans become code points only
// when they are written.
type span struct{ start, end int }

func (s span) join(t span) span { return span{min(s.start, t.start), max(s.end, t.end)} }

func (s span) overlaps(t span) bool { return s.start < t.end && t.start < s.end }

// A marked quotation matches text and gives the spans of its brackets.
type marked struct {
	re    *regexp.Regexp
	kinds []rune // of each group: '[', '{' or '<'
}

// compile turns a quotation into an expression in which white space matches any
// white space and brackets become groups.
func compile(text string) (marked, error) {
	var m marked
	var b strings.Builder
	open := rune(0)
	escaped, space := false, false
	for _, r := range text {
		if unicode.IsSpace(r) && !escaped {
			space = true
			continue
		}
		if space {
			b.WriteString(`\s+`)
			space = false
		}
		switch {
		case escaped:
			escaped = false
			b.WriteString(regexp.QuoteMeta(string(r)))
		case r == '\\':
			escaped = true
		case strings.ContainsRune("[{<", r):
			if open != 0 {
				return m, fmt.Errorf("bracket within a bracket: %s", text)
			}
			open = r
			m.kinds = append(m.kinds, r)
			b.WriteString("(")
		case strings.ContainsRune("]}>", r):
			if closing := map[rune]rune{'[': ']', '{': '}', '<': '>'}; closing[open] != r {
				return m, fmt.Errorf("%c closes nothing: %s", r, text)
			}
			open = 0
			b.WriteString(")")
		default:
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	if open != 0 {
		return m, fmt.Errorf("%c is not closed: %s", open, text)
	}
	re, err := regexp.Compile(b.String())
	m.re = re
	return m, err
}

// whole is the kind of a quotation's own span.
const whole rune = 0

// once finds a quotation that must occur exactly once and have at most one
// bracket of each kind, and returns the brackets' spans by kind and its own.
func once(text string, q quotation) (map[rune]span, error) {
	m, err := compile(q.text)
	if err != nil {
		return nil, err
	}
	found := wholeWords(text, m.re)
	if len(found) != 1 {
		return nil, fmt.Errorf("found %d times, want once: %s", len(found), q.text)
	}
	spans := map[rune]span{whole: {found[0][0], found[0][1]}}
	for i, kind := range m.kinds {
		if _, ok := spans[kind]; ok {
			return nil, fmt.Errorf("two brackets of one kind: %s", q.text)
		}
		spans[kind] = span{found[0][2*i+2], found[0][2*i+3]}
	}
	return spans, nil
}

// A found name is the bracket of a quotation, or all of it if it has none.
type foundName struct {
	span
	quoted int // length of the whole quotation: the longer decides
}

// every finds all places of a name.
func every(text string, q quotation) ([]foundName, error) {
	m, err := compile(q.text)
	if err != nil {
		return nil, err
	}
	var names []foundName
	for _, f := range wholeWords(text, m.re) {
		quoted := f[1] - f[0]
		if len(m.kinds) > 0 {
			f = f[2:]
		}
		names = append(names, foundName{span{f[0], f[1]}, quoted})
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("not found: %s", q.text)
	}
	return names, nil
}

// wholeWords returns the matches that cut no word in two.
func wholeWords(text string, re *regexp.Regexp) [][]int {
	var found [][]int
	for _, f := range re.FindAllStringSubmatchIndex(text, -1) {
		if !cutsWord(text, f[0]) && !cutsWord(text, f[1]) {
			found = append(found, f)
		}
	}
	return found
}

// cutsWord reports whether letters or digits stand on both sides of i.
func cutsWord(text string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i:])
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return word(before) && word(after)
}

var (
	blankLine = regexp.MustCompile(`^\n[ \t>]*\n\s*`)
	listItem  = regexp.MustCompile(`^\n[> ]*[*-] +`)
	bullet    = regexp.MustCompile(`^[>\s]*(?:[*-]\s+|>\s*)?`)
	// A sentence ends at a stop, with closing quotes and marks, before white
	// space and what can begin another.
	stop         = regexp.MustCompile(`^[.!?]["'”’)*_\\]*(\s+)["'“‘(\[*_>]*[\p{Lu}0-9]`)
	abbreviation = regexp.MustCompile(`(?:^|[\s("'“])(?:\p{Lu}|Mr|Mrs|Ms|Dr|St|Sept|Aug|Feb|Nov|No|Cie|Hon|Prof|Gov|Sen|U\.S)\.$`)
)

// sentences splits the article into sentences. A blank line ends one unless
// what follows begins in lower case; headings and furniture come out as
// sentences too, which does no harm since no claim stands in them.
func sentences(text string) []span {
	var all []span
	add := func(start, end int) {
		start += len(bullet.FindString(text[start:end]))
		if s := strings.TrimSpace(text[start:end]); s != "" {
			all = append(all, span{start, start + len(s)})
		}
	}
	start := 0
	cut := func(at int) { add(start, at); start = at }
	for i := 0; i < len(text); {
		rest := text[i:]
		if loc := blankLine.FindStringIndex(rest); loc != nil {
			next, _ := utf8.DecodeRuneInString(rest[loc[1]:])
			before := strings.TrimSpace(text[start:i])
			if !unicode.IsLower(next) || strings.HasSuffix(before, ".") {
				cut(i)
			}
			i += loc[1]
			continue
		}
		if loc := listItem.FindStringIndex(rest); loc != nil {
			cut(i)
			i += loc[1]
			start = i
			continue
		}
		if loc := stop.FindStringSubmatchIndex(rest); loc != nil && !abbreviation.MatchString(text[start:i+1]) {
			cut(i + loc[2])
			i += loc[3]
			continue
		}
		_, n := utf8.DecodeRuneInString(rest)
		i += n
	}
	cut(len(text))
	return all
}
