package coref

import (
	"strings"
	"unicode"

	"dossier/extract"
)

// brackets finds the acronyms that stand in brackets after a name, or before
// their long form in brackets: text to the mention of the long form.
func (c *resolution) brackets() map[string]int {
	out := map[string]int{}
	for i, m := range c.ms {
		if m.Form != extract.Name || i == 0 {
			continue
		}
		t := c.tokens(i)
		if m.First < 2 || t[m.First-1].Text != "(" && t[m.First-1].Text != "[" || !acronymLike(c.text(i)) {
			continue
		}
		for j := i - 1; j >= 0 && c.ms[j].Sentence == m.Sentence; j-- {
			if l := c.ms[j]; l.Form == extract.Name && l.Last == m.First-1 {
				if m.Rule == "acronym" || initials(c.text(j), c.text(i)) {
					out[c.text(i)] = j
				}
				break
			}
		}
	}
	return out
}

// acronymLike reports whether s has two capitals or more and at most one
// small letter for each of them.
func acronymLike(s string) bool {
	upper, lower := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		case r == ' ':
			return false
		}
	}
	return upper >= 2 && lower <= upper
}

// initials reports whether the capitals of short are the initials of the words
// of long, small words aside.
func initials(long, short string) bool {
	c := capitals(short)
	return len(c) >= 2 && c == capitals(long)
}

// capitals returns the capital letters of an acronym, or the capitals that the
// words of a longer name begin with.
func capitals(s string) string {
	var b strings.Builder
	short := acronymLike(s)
	start := true
	for _, r := range s {
		if unicode.IsUpper(r) && (short || start) {
			b.WriteRune(r)
		}
		start = r == ' ' || r == '-'
	}
	return b.String()
}
