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

// A folder maps a character to all that match it under the flag "i", itself
// included, if there are others.
type folder map[rune][]rune

func newFolder() folder {
	byLower := make(map[rune][]rune)
	for _, r := range unicode.CaseRanges {
		for c := rune(r.Lo); c <= rune(r.Hi); c++ {
			if l := unicode.ToLower(c); l != c {
				byLower[l] = append(byLower[l], c)
			}
		}
	}
	for l, upper := range byLower {
		byLower[l] = append(upper, l)
	}
	for _, line := range sameUpper {
		var all []rune
		for _, l := range line {
			if byLower[l] == nil {
				all = append(all, l)
			}
			all = append(all, byLower[l]...)
		}
		for _, l := range line {
			byLower[l] = all
		}
	}
	f := make(folder, 2*len(byLower))
	for _, all := range byLower {
		for _, c := range all {
			f[c] = all
		}
	}
	return f
}

// fold returns the characters that match one of s.
func (f folder) fold(s *set) *set {
	ranges := s.ranges[:len(s.ranges):len(s.ranges)]
	add := func(c rune) {
		for _, other := range f[c] {
			ranges = append(ranges, [2]rune{other, other})
		}
	}
	if s.size() < len(f) {
		for _, r := range s.ranges {
			for c := r[0]; c <= r[1]; c++ {
				add(c)
			}
		}
	} else {
		for c := range f {
			if s.has(c) {
				add(c)
			}
		}
	}
	if len(ranges) == len(s.ranges) {
		return s
	}
	return newSet(ranges)
}
