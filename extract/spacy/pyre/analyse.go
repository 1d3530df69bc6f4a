package pyre

import "slices"

// A window tells where a match may start that ends at the end of a text: suffixes
// are found without a look at the whole text.
type window struct {
	possible  bool // at least one character can be matched
	width     int  // characters before the end at most, of alternatives with a limit
	unlimited bits // characters of alternatives without a limit, nil if there are none
}

// windows returns the windows by the kind of the last character, nil if not all
// matches end at the end of the text. A match that consumes nothing is not counted.
func (c *compiler) windows(root *node) []window {
	alternatives := []*node{root}
	if root.op == opAlt {
		alternatives = root.subs
	}
	if slices.ContainsFunc(alternatives, func(n *node) bool { return !endsText(n) }) {
		return nil
	}
	windows := make([]window, c.kinds)
	for _, n := range alternatives {
		last, all := c.lasts(n), bits(nil)
		if n.longest < 0 {
			all = c.newBits()
			c.alphabet(n, all)
		}
		for kind := range windows {
			w := &windows[kind]
			switch {
			case !last.bits.has(uint16(kind)):
				continue
			case n.longest >= 0:
				w.width = max(w.width, n.longest)
			default:
				if w.unlimited == nil {
					w.unlimited = c.newBits()
				}
				w.unlimited.union(all)
			}
			w.possible = true
		}
	}
	return windows
}

// endsText reports whether all matches of n end at the end of the text.
func endsText(n *node) bool {
	switch n.op {
	case opEnd, opEndText:
		return true
	case opConcat:
		return len(n.subs) > 0 && endsText(n.subs[len(n.subs)-1])
	case opAlt:
		return !slices.ContainsFunc(n.subs, func(s *node) bool { return !endsText(s) })
	}
	return false
}

// beginsText reports whether all matches of n begin at the start of the text.
func beginsText(n *node) bool {
	switch n.op {
	case opBegin:
		return true
	case opConcat:
		return len(n.subs) > 0 && beginsText(n.subs[0])
	case opAlt:
		return !slices.ContainsFunc(n.subs, func(s *node) bool { return !beginsText(s) })
	}
	return false
}

// lasts returns the characters that matches of n may end in, and whether it has
// a match that consumes nothing.
func (c *compiler) lasts(n *node) firsts {
	f := firsts{bits: c.newBits()}
	switch n.op {
	case opLit:
		_, last := litEnds(n.lit)
		f.bits = c.bits[c.runes[last]]
	case opConcat:
		f.empty = true
		for _, s := range slices.Backward(n.subs) {
			if sub := c.lasts(s); f.empty {
				f.bits.union(sub.bits)
				f.empty = sub.empty
			}
		}
	case opAlt:
		for _, s := range n.subs {
			sub := c.lasts(s)
			f.bits.union(sub.bits)
			f.empty = f.empty || sub.empty
		}
	case opRepeat:
		if n.max != 0 {
			f = c.lasts(n.subs[0])
		}
		f.empty = f.empty || n.min == 0
	default:
		return c.firsts(n)
	}
	return f
}

// alphabet adds all characters that n may consume to b.
func (c *compiler) alphabet(n *node, b bits) {
	switch n.op {
	case opSet:
		b.union(c.bits[n.set])
	case opLit:
		for _, r := range n.lit {
			b.add(c.kind(r))
		}
	case opConcat, opAlt, opRepeat:
		for _, s := range n.subs {
			c.alphabet(s, b)
		}
	}
}

// needs returns characters of which each match of n has at least one: the rarest
// choice of them, as far as can be told. It is nil if there is none.
func (c *compiler) needs(n *node) *set {
	switch n.op {
	case opSet:
		return n.set
	case opLit:
		var best *set
		for _, r := range n.lit {
			best = rarer(best, newSet([][2]rune{{r, r}}))
		}
		return best
	case opConcat:
		var best *set
		for _, s := range n.subs {
			best = rarer(best, c.needs(s))
		}
		return best
	case opAlt:
		var all [][2]rune
		for _, s := range n.subs {
			sub := c.needs(s)
			if sub == nil {
				return nil
			}
			all = append(all, sub.ranges...)
		}
		return newSet(all)
	case opRepeat:
		if n.min > 0 {
			return c.needs(n.subs[0])
		}
	}
	return nil
}

// rarer returns the set that fewer words have a character of.
func rarer(a, b *set) *set {
	switch {
	case a == nil:
		return b
	case b == nil || weight(a) <= weight(b):
		return a
	}
	return b
}

// weight ranks sets by how common their characters are: letters and digits are.
func weight(s *set) int {
	const common = 1 << 16
	w := s.size()
	for _, r := range s.ranges {
		for c := r[0]; c <= min(r[1], 0x7f); c++ {
			if isWord(c) {
				w += common
			}
		}
	}
	return w
}
