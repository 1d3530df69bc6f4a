package spacy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A runeSet is a set of characters.
type runeSet struct {
	ascii  [utf8.RuneSelf]bool
	ranges [][2]rune // sorted, disjoint, inclusive
}

func (s *runeSet) has(r rune) bool {
	if uint32(r) < utf8.RuneSelf {
		return s.ascii[r]
	}
	lo, hi := 0, len(s.ranges)
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if s.ranges[mid][1] < r {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(s.ranges) && s.ranges[lo][0] <= r
}

// size returns the number of characters in s.
func (s *runeSet) size() int {
	n := 0
	for _, r := range s.ranges {
		n += int(r[1]-r[0]) + 1
	}
	return n
}

func newRuneSet(ranges [][2]rune) *runeSet {
	slices.SortFunc(ranges, func(a, b [2]rune) int { return int(a[0]) - int(b[0]) })
	s := &runeSet{}
	for _, r := range ranges {
		if n := len(s.ranges); n > 0 && r[0] <= s.ranges[n-1][1]+1 {
			s.ranges[n-1][1] = max(s.ranges[n-1][1], r[1])
		} else {
			s.ranges = append(s.ranges, r)
		}
	}
	for _, r := range s.ranges {
		for c := r[0]; c <= min(r[1], utf8.RuneSelf-1); c++ {
			s.ascii[c] = true
		}
	}
	return s
}

// parseClass reads what stands between the brackets of a character class of a
// Python regular expression: characters, ranges and escapes, without \w and its like.
func parseClass(body string) (*runeSet, error) {
	var ranges [][2]rune
	for rest := body; rest != ""; {
		lo, tail, err := classRune(rest)
		if err != nil {
			return nil, err
		}
		hi := lo
		if len(tail) > 1 && tail[0] == '-' {
			if hi, tail, err = classRune(tail[1:]); err != nil {
				return nil, err
			}
		}
		if hi < lo {
			return nil, fmt.Errorf("character range %q-%q is reversed", lo, hi)
		}
		ranges = append(ranges, [2]rune{lo, hi})
		rest = tail
	}
	return newRuneSet(ranges), nil
}

// classRune reads one character of a class, escaped or not, and returns what follows it.
func classRune(s string) (rune, string, error) {
	if s[0] != '\\' {
		r, n := utf8.DecodeRuneInString(s)
		return r, s[n:], nil
	}
	if len(s) < 2 {
		return 0, "", fmt.Errorf("character class ends in a backslash")
	}
	digits := 0
	switch c := s[1]; {
	case c == 'u':
		digits = 4
	case c == 'U':
		digits = 8
	case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9':
		return 0, "", fmt.Errorf("character class has the unknown escape \\%c", c)
	default:
		r, n := utf8.DecodeRuneInString(s[1:])
		return r, s[1+n:], nil
	}
	if len(s) < 2+digits {
		return 0, "", fmt.Errorf("character class ends within %q", s)
	}
	n, err := strconv.ParseUint(s[2:2+digits], 16, 31)
	if err != nil {
		return 0, "", fmt.Errorf("character class has the bad escape %q", s[:2+digits])
	}
	return rune(n), s[2+digits:], nil
}

// between returns the part of s after the first before and up to the next after.
func between(s, before, after string) (string, error) {
	if _, tail, ok := strings.Cut(s, before); ok {
		if body, _, ok := strings.Cut(tail, after); ok {
			return body, nil
		}
	}
	return "", fmt.Errorf("pattern lacks a part between %q and %q", before, after)
}
