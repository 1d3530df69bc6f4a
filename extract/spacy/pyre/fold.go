package pyre

import "unicode"

// Under the flag "i" Python compares a character in lower case with the
// characters of the pattern in lower case. On top of that there are a few
// characters of which several have the same upper case, such as the two sigmas:
// each stands for all of them.

// sameUpper lists the lower-case letters that share an upper-case letter, beyond
// those that plain lower case unites.
var sameUpper = [...]string{
	"iı", "sſ", "µμ", "\u0345ι\u1fbe", "ΐ\u1fd3", "ΰ\u1fe3", "βϐ", "εϵ", "θϑ", "κϰ", "πϖ", "ρϱ", "ςσ", "φϕ",
	"в\u1c80", "д\u1c81", "о\u1c82", "с\u1c83", "т\u1c84\u1c85", "ъ\u1c86", "ѣ\u1c87", "\u1c88\ua64b", "ṡẛ", "\ufb05\ufb06",
}

// A folder tells which characters a class matches under the flag "i".
type folder struct {
	upper *set            // characters that are not their own lower case
	lower map[rune][]rune // from a character to the others of its line in sameUpper
}

func newFolder() *folder {
	f := &folder{lower: make(map[rune][]rune)}
	var ranges [][2]rune
	for _, r := range unicode.CaseRanges {
		for c := rune(r.Lo); c <= rune(r.Hi); c++ {
			if unicode.ToLower(c) != c {
				ranges = append(ranges, [2]rune{c, c})
			}
		}
	}
	f.upper = newSet(ranges)
	for _, line := range sameUpper {
		for _, c := range line {
			for _, other := range line {
				if other != c {
					f.lower[c] = append(f.lower[c], other)
				}
			}
		}
	}
	return f
}

// fold returns the characters that match one of s.
func (f *folder) fold(s *set) *set {
	lower := s.minus(f.upper).ranges
	for _, r := range f.upper.ranges {
		for c := r[0]; c <= r[1]; c++ {
			if s.has(c) {
				lower = append(lower, [2]rune{unicode.ToLower(c), unicode.ToLower(c)})
			}
		}
	}
	folded := newSet(lower)
	for c, others := range f.lower {
		if folded.has(c) {
			for _, other := range others {
				lower = append(lower, [2]rune{other, other})
			}
		}
	}
	folded = newSet(lower)
	all := folded.minus(f.upper).ranges
	for _, r := range f.upper.ranges {
		for c := r[0]; c <= r[1]; c++ {
			if folded.has(unicode.ToLower(c)) {
				all = append(all, [2]rune{c, c})
			}
		}
	}
	return newSet(all)
}
