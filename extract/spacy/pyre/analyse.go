package pyre

import "slices"

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

// grows reports whether a match of n in a text is also one when the text goes on,
// of all those that do not begin at the start of the text.
func grows(n *node) bool {
	switch {
	case beginsText(n):
		return true
	case n.op == opAlt:
		return !slices.ContainsFunc(n.subs, func(s *node) bool { return !grows(s) })
	}
	return !seesEnd(n)
}

// seesEnd reports whether n may hold because the text ends.
func seesEnd(n *node) bool {
	switch n.op {
	case opEnd, opEndText, opEndLine, opBoundary, opNoBoundary:
		return true
	case opLook:
		if n.negative {
			return true
		}
	}
	return slices.ContainsFunc(n.subs, seesEnd)
}

// mirror returns what matches the characters of n from right to left. It leaves out
// what consumes nothing, so it may match more.
func mirror(n *node) *node {
	m := *n
	m.subs = make([]*node, len(n.subs))
	for i, s := range n.subs {
		m.subs[i] = mirror(s)
	}
	switch {
	case n.longest == 0:
		return &node{op: opConcat}
	case n.op == opConcat:
		slices.Reverse(m.subs)
	case n.op == opLit:
		m.backward = true
	}
	return &m
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
