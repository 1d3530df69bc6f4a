package pyre

import (
	"encoding/binary"
	"unicode/utf8"
)

// A program is a graph of instructions. Each says what must hold at a position of
// the text, and which instruction goes on from there. Where several could, the
// first that leads to a match counts: this is Python's order of alternatives.
type inst struct {
	op   instOp
	next int32

	// slot numbers the instructions that several ways lead to. What failed once
	// from such an instruction at some position fails whenever it is tried again,
	// so each is tried once for a position. It is -1 for the others.
	slot int32

	lit      string // iLit
	bits     bits   // iSet, iSpan, iStar
	min, max int32  // iSpan
	lazy     bool   // iSpan, iStar
	branches *branches
	look     *look
}

type instOp uint8

const (
	iMatch       instOp = iota
	iLit                // the characters lit
	iLitBackward        // the same, before the position
	iSet                // a character in bits
	iSpan               // min to max characters in bits
	iStar               // any number of characters in bits
	iAlt                // one of branches
	iLook               // look, nothing consumed
	iBegin              // as their namesakes in node
	iEnd
	iEndText
	iBeginLine
	iEndLine
	iBoundary
	iNoBoundary
)

// branches are the instructions to try in turn, by the kind of the next character:
// only those that can match it are listed.
type branches struct {
	lists  [][]int32
	byKind []uint16 // to lists
	atEnd  uint16   // at the end of the text
}

// A look is a look-ahead or look-behind.
type look struct {
	negative bool
	behind   int  // characters to step back, 0 for a look-ahead
	bits     bits // if it is about one character, the characters; else nil
	entry    int32
	from, to int32 // its instructions
	slots    []int32
}

// Limits on the size of a program.
const (
	maxInsts = 1 << 16
	maxCells = 1 << 23 // of all branches
	maxSets  = 1 << 12
	maxEdges = 1 << 15 // of all sets
)

// A compiler turns a pattern into a program, from its end to its start.
type compiler struct {
	*partition
	runes map[rune]*set // sets of one character, at the ends of literals
	insts []inst
	cells int
	first map[*node]firsts
	empty *node // matches nothing
	err   *Error
}

// firsts says how the matches of a node begin.
type firsts struct {
	bits  bits // of the first characters
	empty bool // one may consume nothing
}

func newCompiler(root *node) (*compiler, error) {
	c := &compiler{runes: make(map[rune]*set), first: make(map[*node]firsts), empty: &node{op: opConcat}}
	seen := make(map[*set]bool)
	edges := 0
	var sets []*set
	add := func(s *set) {
		if !seen[s] {
			seen[s] = true
			sets = append(sets, s)
			edges += 2 * len(s.ranges)
		}
	}
	var walk func(*node)
	walk = func(n *node) {
		switch n.op {
		case opSet:
			add(n.set)
		case opLit:
			first, last := litEnds(n.lit)
			for _, r := range [2]rune{first, last} {
				if c.runes[r] == nil {
					c.runes[r] = newSet([][2]rune{{r, r}})
				}
				add(c.runes[r])
			}
		}
		for _, s := range n.subs {
			walk(s)
		}
	}
	walk(root)
	if len(sets) > maxSets || edges > maxEdges {
		return nil, &Error{Msg: "pattern with too many different characters and classes"}
	}
	c.partition = newPartition(sets)
	return c, nil
}

// litEnds returns the first and the last character of a literal.
func litEnds(lit string) (first, last rune) {
	first, _ = utf8.DecodeRuneInString(lit)
	last, _ = utf8.DecodeLastRuneInString(lit)
	return first, last
}

// emit appends an instruction and returns its number.
func (c *compiler) emit(in inst) int32 {
	if len(c.insts) >= maxInsts && c.err == nil {
		c.err = &Error{Msg: "pattern is too large"}
	}
	if c.err != nil {
		return 0
	}
	c.insts = append(c.insts, in)
	return int32(len(c.insts) - 1)
}

// compile emits what matches n and then goes on at next, and returns where it begins.
func (c *compiler) compile(n *node, next int32) int32 {
	if c.err != nil {
		return 0
	}
	switch n.op {
	case opLit:
		if n.backward {
			return c.emit(inst{op: iLitBackward, lit: n.lit, next: next})
		}
		return c.emit(inst{op: iLit, lit: n.lit, next: next})
	case opSet:
		return c.emit(inst{op: iSet, bits: c.bits[n.set], next: next})
	case opConcat:
		for i := len(n.subs) - 1; i >= 0; i-- {
			next = c.compile(n.subs[i], next)
		}
		return next
	case opAlt:
		entries := make([]int32, len(n.subs))
		for i, s := range n.subs {
			entries[i] = c.compile(s, next)
		}
		return c.alt(n.subs, entries)
	case opRepeat:
		return c.repeat(n, next)
	case opLook:
		return c.lookAround(n, next)
	}
	return c.emit(inst{op: iBegin + instOp(n.op-opBegin), next: next})
}

// alt emits a choice between entries, where the instructions for nodes begin.
func (c *compiler) alt(nodes []*node, entries []int32) int32 {
	in := c.emit(inst{op: iAlt})
	c.setBranches(in, nodes, entries)
	return in
}

func (c *compiler) setBranches(in int32, nodes []*node, entries []int32) {
	if c.cells += c.kinds + 1; c.cells > maxCells && c.err == nil {
		c.err = &Error{Msg: "pattern is too large"}
	}
	if c.err != nil {
		return
	}
	b := &branches{byKind: make([]uint16, c.kinds)}
	numbers := make(map[string]uint16) // of lists, by their entries
	var key []byte
	list := func(wanted func(firsts) bool) uint16 {
		key = key[:0]
		var chosen []int32
		for i, n := range nodes {
			if wanted(c.firsts(n)) {
				chosen = append(chosen, entries[i])
				key = binary.LittleEndian.AppendUint32(key, uint32(i))
			}
		}
		number, ok := numbers[string(key)]
		if !ok {
			number = uint16(len(b.lists))
			numbers[string(key)] = number
			b.lists = append(b.lists, chosen)
		}
		return number
	}
	for kind := range b.byKind {
		b.byKind[kind] = list(func(f firsts) bool { return f.empty || f.bits.has(uint16(kind)) })
	}
	b.atEnd = list(func(f firsts) bool { return f.empty })
	c.insts[in].branches = b
}

// repeat emits a repetition.
func (c *compiler) repeat(n *node, next int32) int32 {
	sub := n.subs[0]
	if b := c.single(sub); b != nil {
		if n.max < 0 {
			next = c.emit(inst{op: iStar, bits: b, lazy: n.lazy, next: next})
			if n.min > 0 {
				next = c.emit(inst{op: iSpan, bits: b, min: int32(n.min), max: int32(n.min), next: next})
			}
			return next
		}
		return c.emit(inst{op: iSpan, bits: b, min: int32(n.min), max: int32(n.max), lazy: n.lazy, next: next})
	}
	if n.max < 0 {
		next = c.loop(sub, n.lazy, next)
	}
	more := c.options(sub, n.max-n.min, n.lazy, next)
	for i := 0; i < n.min && c.err == nil; i++ {
		more = c.compile(sub, more)
	}
	return more
}

// options emits at most so many times n.
func (c *compiler) options(n *node, most int, lazy bool, next int32) int32 {
	more := next
	for ; most > 0 && c.err == nil; most-- {
		in := c.emit(inst{op: iAlt})
		c.choose(in, n, c.track(n, next, more), lazy, next)
		more = in
	}
	return more
}

// single returns the characters that n matches if it matches just one.
func (c *compiler) single(n *node) bits {
	switch {
	case n.op == opSet:
		return c.bits[n.set]
	case n.op == opLit && n.longest == 1:
		first, _ := litEnds(n.lit)
		return c.bits[c.runes[first]]
	}
	return nil
}

// loop emits any number of times n. A match of n that consumes nothing is the last
// one: Python then repeats no further.
func (c *compiler) loop(n *node, lazy bool, next int32) int32 {
	in := c.emit(inst{op: iAlt})
	c.choose(in, n, c.track(n, next, in), lazy, next)
	return in
}

// choose makes in the choice between n, which begins at entry, and next.
func (c *compiler) choose(in int32, n *node, entry int32, lazy bool, next int32) {
	if c.err != nil {
		return
	}
	if lazy {
		c.setBranches(in, []*node{c.empty, n}, []int32{next, entry})
	} else {
		c.setBranches(in, []*node{n, c.empty}, []int32{entry, next})
	}
}

// track is compile for a body of a repetition: it goes on at idle if it has
// consumed nothing and at next if it has. For a node that may do either it emits
// two copies of what follows within.
func (c *compiler) track(n *node, idle, next int32) int32 {
	if c.err != nil {
		return 0
	}
	switch {
	case n.shortest > 0 || idle == next:
		return c.compile(n, next)
	case n.longest == 0:
		return c.compile(n, idle)
	}
	switch n.op {
	case opConcat:
		for i := len(n.subs) - 1; i >= 0; i-- {
			idle = c.track(n.subs[i], idle, next)
			next = c.compile(n.subs[i], next)
		}
		return idle
	case opAlt:
		entries := make([]int32, len(n.subs))
		for i, s := range n.subs {
			entries[i] = c.track(s, idle, next)
		}
		return c.alt(n.subs, entries)
	}
	// A repetition.
	sub := n.subs[0]
	if n.max != n.min {
		var again, most int32 // after a first time that consumed something; from the start
		if n.max < 0 {
			most = c.loop(sub, n.lazy, next)
			again = most
		} else {
			again = c.options(sub, n.max-n.min-1, n.lazy, next)
			most = c.options(sub, n.max-n.min, n.lazy, next)
		}
		in := c.emit(inst{op: iAlt})
		c.choose(in, sub, c.track(sub, idle, again), n.lazy, idle)
		idle, next = in, most
	}
	for i := 0; i < n.min && c.err == nil; i++ {
		idle, next = c.track(sub, idle, next), c.compile(sub, next)
	}
	return idle
}

func (c *compiler) lookAround(n *node, next int32) int32 {
	sub := n.subs[0]
	l := &look{negative: n.negative, from: int32(len(c.insts))}
	if n.behind {
		l.behind = sub.longest
	}
	if l.bits = c.anyOf(sub); l.bits == nil {
		l.entry = c.compile(sub, c.emit(inst{op: iMatch}))
	}
	l.to = int32(len(c.insts))
	return c.emit(inst{op: iLook, look: l, next: next})
}

// anyOf returns the characters of which n matches one, nil if it is not of that form.
func (c *compiler) anyOf(n *node) bits {
	if n.op != opAlt {
		return c.single(n)
	}
	all := c.newBits()
	for _, s := range n.subs {
		b := c.anyOf(s)
		if b == nil {
			return nil
		}
		all.union(b)
	}
	return all
}

// firsts returns how the matches of n begin.
func (c *compiler) firsts(n *node) firsts {
	if f, ok := c.first[n]; ok {
		return f
	}
	var f firsts
	switch n.op {
	case opLit:
		first, last := litEnds(n.lit)
		if n.backward {
			first = last
		}
		f.bits = c.bits[c.runes[first]]
	case opSet:
		f.bits = c.bits[n.set]
	case opConcat:
		f.bits, f.empty = c.newBits(), true
		for _, s := range n.subs {
			if sub := c.firsts(s); f.empty {
				f.bits.union(sub.bits)
				f.empty = sub.empty
			}
		}
	case opAlt:
		f.bits = c.newBits()
		for _, s := range n.subs {
			sub := c.firsts(s)
			f.bits.union(sub.bits)
			f.empty = f.empty || sub.empty
		}
	case opRepeat:
		f = c.firsts(n.subs[0])
		f.empty = f.empty || n.min == 0
		if n.max == 0 {
			f = firsts{c.newBits(), true}
		}
	default:
		f = firsts{c.newBits(), true}
	}
	c.first[n] = f
	return f
}

// assignSlots numbers the instructions that several ways lead to and returns how
// many there are.
func (c *compiler) assignSlots(entries ...int32) int {
	ways := make([]int, len(c.insts))
	for _, entry := range entries {
		ways[entry]++
	}
	for i := range c.insts {
		in := &c.insts[i]
		switch in.op {
		case iMatch:
		case iAlt:
			seen := make(map[int32]bool)
			for _, list := range in.branches.lists {
				for _, next := range list {
					if !seen[next] {
						seen[next] = true
						ways[next]++
					}
				}
			}
		case iSpan:
			ways[in.next]++
			if in.min < in.max {
				ways[in.next]++
			}
		case iLook:
			ways[in.next]++
			if in.look.bits == nil {
				ways[in.look.entry]++
			}
		default:
			ways[in.next]++
		}
	}
	slots := 0
	for i := range c.insts {
		in := &c.insts[i]
		in.slot = -1
		if in.op == iStar || ways[i] > 1 && in.op != iMatch {
			in.slot = int32(slots)
			slots++
		}
	}
	for i := range c.insts {
		if l := c.insts[i].look; l != nil {
			for j := l.from; j < l.to; j++ {
				if slot := c.insts[j].slot; slot >= 0 {
					l.slots = append(l.slots, slot)
				}
			}
		}
	}
	return slots
}
