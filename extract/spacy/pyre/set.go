package pyre

import (
	"slices"
	"unicode"
)

// A set is a set of characters: ranges that are sorted, disjoint and inclusive.
type set struct{ ranges [][2]rune }

// newSet returns the union of ranges, which it may reorder.
func newSet(ranges [][2]rune) *set {
	slices.SortFunc(ranges, func(a, b [2]rune) int { return int(a[0]) - int(b[0]) })
	s := &set{}
	for _, r := range ranges {
		if n := len(s.ranges); n > 0 && r[0] <= s.ranges[n-1][1]+1 {
			s.ranges[n-1][1] = max(s.ranges[n-1][1], r[1])
		} else {
			s.ranges = append(s.ranges, r)
		}
	}
	return s
}

func (s *set) has(r rune) bool {
	_, ok := slices.BinarySearchFunc(s.ranges, r, func(x [2]rune, r rune) int {
		switch {
		case x[1] < r:
			return -1
		case x[0] > r:
			return 1
		}
		return 0
	})
	return ok
}

// size returns the number of characters in s.
func (s *set) size() int {
	n := 0
	for _, r := range s.ranges {
		n += int(r[1]-r[0]) + 1
	}
	return n
}

// complement returns the characters that are not in s.
func (s *set) complement() *set {
	c := &set{}
	next := rune(0)
	for _, r := range s.ranges {
		if next < r[0] {
			c.ranges = append(c.ranges, [2]rune{next, r[0] - 1})
		}
		next = r[1] + 1
	}
	if next <= unicode.MaxRune {
		c.ranges = append(c.ranges, [2]rune{next, unicode.MaxRune})
	}
	return c
}

// What \d, \s and \w stand for, and the dot.
func digits() *set { return newSet(tableRanges(nil, unicode.Nd)) }
func spaces() *set { return newSet(append(tableRanges(nil, unicode.White_Space), [2]rune{0x1c, 0x1f})) }
func notNewline() *set {
	return newSet([][2]rune{{'\n', '\n'}}).complement()
}

func words() *set {
	return newSet(append(tableRanges(tableRanges(nil, unicode.L), unicode.N), [2]rune{'_', '_'}))
}

func isWord(r rune) bool { return r == '_' || unicode.In(r, unicode.L, unicode.N) }

func tableRanges(ranges [][2]rune, table *unicode.RangeTable) [][2]rune {
	add := func(lo, hi, stride rune) {
		if stride == 1 {
			ranges = append(ranges, [2]rune{lo, hi})
			return
		}
		for r := lo; r <= hi; r += stride {
			ranges = append(ranges, [2]rune{r, r})
		}
	}
	for _, r := range table.R16 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	for _, r := range table.R32 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	return ranges
}
