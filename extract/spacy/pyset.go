package spacy

import "math/bits"

// Of two labels for the same tokens, spaCy's entity ruler takes the one that comes
// first in a Python set of the matches. Its order follows from their hashes and is
// the same in every run; what follows is CPython's table, in which it comes about.

// A spanMatch is a match of a pattern: its key, first token and end.
type spanMatch struct{ key, start, end int }

// setOrder returns the different matches in the order of a Python set made of a
// list of tuples (id, start, end), where id is the number of a key.
func setOrder(matches []spanMatch, id func(key int) uint64) []spanMatch {
	s := pySet{cells: make([]pyCell, 8)}
	for i := range matches {
		m := &matches[i]
		s.add(pyCell{tupleHash(intHash(id(m.key)), uint64(m.start), uint64(m.end)), m})
	}
	out := make([]spanMatch, 0, s.used)
	for _, c := range s.cells {
		if c.match != nil {
			out = append(out, *c.match)
		}
	}
	return out
}

// intHash is Python's hash of a whole number: its rest modulo a prime.
func intHash(n uint64) uint64 { return n % (1<<61 - 1) }

// tupleHash is Python's hash of a tuple of three values with these hashes.
func tupleHash(hashes ...uint64) uint64 {
	const p1, p2, p5 = 11400714785074694791, 14029467366897019727, 2870177450012600261
	sum := uint64(p5)
	for _, h := range hashes {
		sum = bits.RotateLeft64(sum+h*p2, 31) * p1
	}
	sum += uint64(len(hashes)) ^ (p5 ^ 3527539)
	if sum == 1<<64-1 {
		return 1546275796
	}
	return sum
}

type pySet struct {
	cells []pyCell // a power of two of them
	used  int
}

type pyCell struct {
	hash  uint64
	match *spanMatch // nil if the cell is free
}

// slot returns the cell that holds c's match, or the free one where it belongs: ten
// neighbours at a time, unless the table ends before, then another place.
func (s *pySet) slot(c pyCell) *pyCell {
	mask := uint64(len(s.cells) - 1)
	i, rest := c.hash&mask, c.hash
	for {
		run := uint64(0)
		if i+9 <= mask {
			run = 9
		}
		for j := i; j <= i+run; j++ {
			if at := &s.cells[j]; at.match == nil || at.hash == c.hash && *at.match == *c.match {
				return at
			}
		}
		rest >>= 5
		i = (i*5 + 1 + rest) & mask
	}
}

func (s *pySet) add(c pyCell) {
	at := s.slot(c)
	if at.match != nil {
		return
	}
	*at = c
	s.used++
	if s.used*5 < (len(s.cells)-1)*3 {
		return
	}
	least := s.used * 4
	if s.used > 50000 {
		least = s.used * 2
	}
	size := 8
	for size <= least {
		size *= 2
	}
	old := s.cells
	s.cells = make([]pyCell, size)
	for _, c := range old {
		if c.match != nil {
			*s.slot(c) = c
		}
	}
}
