package pyre

import (
	"strings"
	"unicode/utf8"
)

// A machine runs a program over a text: it goes on along the first way that is
// open, and when stuck returns to the last choice that it made.
type machine struct {
	*Regexp
	text    string
	stack   []frame
	seen    []positions // by slot
	touched []int32     // slots of which something is seen
	read    int         // how far the text was looked at
	// The same, when no match had been found that starts where the text does.
	readAtStart int
	depth       int // of looks within looks
	// A match that ends here and consumes nothing does not count; -1 for none.
	notEmptyAt int
	// The text is read from right to left, positions count from its end, and all
	// ways are tried to find the end of the longest match.
	backward bool
	longest  int
}

// A frame is a choice that may be taken otherwise.
type frame struct {
	pc   int32
	list int32 // iAlt: of which branches
	n    int32 // iAlt: which of them was taken
	low  int   // greedy iSpan, iStar: the shortest match's end
	high int   // lazy iSpan: how many more characters may be taken
	pos  int   // iAlt: where; else the end of the match taken
}

// positions is a set of positions in a text: a bit for each from the first.
type positions struct {
	words []uint64
	first int // the position of the first bit, in words
}

// visit adds pos to the positions of a slot and reports whether it was there.
func (m *machine) visit(slot int32, pos int) bool {
	p := &m.seen[slot]
	w := pos >> 6
	if len(p.words) == 0 {
		p.first = w
		m.touched = append(m.touched, slot)
	}
	if w < p.first {
		p.words = append(make([]uint64, p.first-w), p.words...)
		p.first = w
	}
	w -= p.first
	for w >= len(p.words) {
		p.words = append(p.words, 0)
	}
	bit := uint64(1) << (pos & 63)
	was := p.words[w]&bit != 0
	p.words[w] |= bit
	return was
}

// forget clears all positions, and gives up what has grown large.
func (m *machine) forget() {
	for _, slot := range m.touched {
		p := &m.seen[slot]
		if p.words = p.words[:0]; cap(p.words) > 1<<10 {
			p.words = nil
		}
	}
	m.touched = m.touched[:0]
}

// at returns the character after pos and its length, which is 0 at the end of the text.
func (m *machine) at(pos int) (rune, int) {
	if m.backward {
		return runeBefore(m.text, len(m.text)-pos)
	}
	return runeAfter(m.text, pos)
}

// before returns the character before pos.
func (m *machine) before(pos int) (rune, int) {
	if m.backward {
		return runeAfter(m.text, len(m.text)-pos)
	}
	return runeBefore(m.text, pos)
}

func runeAfter(s string, i int) (rune, int) {
	if i >= len(s) {
		return 0, 0
	}
	if c := s[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s[i:])
}

func runeBefore(s string, i int) (rune, int) {
	if i == 0 {
		return 0, 0
	}
	if c := s[i-1]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeLastRuneInString(s[:i])
}

// in returns the length of the character at pos if it is in b, else 0.
func (m *machine) in(b bits, pos int) int {
	r, n := m.at(pos)
	if n > 0 && !b.has(m.kind(r)) {
		return 0
	}
	return n
}

func (m *machine) look(pos int) {
	if pos > m.read {
		m.read = pos
	}
}

// run looks for a match from pos by the instruction pc and returns its end.
func (m *machine) run(pc int32, pos int) (end int, ok bool) {
	bottom := len(m.stack)
	for {
		in := &m.insts[pc]
		ok := true
		if in.slot >= 0 && m.visit(in.slot, pos) {
			ok = false
		} else {
			switch in.op {
			case iMatch:
				if m.backward {
					m.longest = max(m.longest, pos)
				}
				if m.backward || m.depth == 0 && pos == m.notEmptyAt {
					ok = false
					break
				}
				m.stack = m.stack[:bottom]
				m.look(pos)
				return pos, true
			case iLit:
				if ok = strings.HasPrefix(m.text[pos:], in.lit); ok {
					pos += len(in.lit)
				} else {
					m.look(pos + len(in.lit))
				}
			case iLitBackward:
				if ok = strings.HasSuffix(m.text[:len(m.text)-pos], in.lit); ok {
					pos += len(in.lit)
				}
			case iSet:
				n := m.in(in.bits, pos)
				ok = n > 0
				pos += n
			case iSpan:
				pos, ok = m.span(pc, in, pos)
			case iStar:
				pos = m.star(pc, in, pos)
			case iAlt:
				b := in.branches
				list := b.atEnd
				if r, n := m.at(pos); n > 0 {
					list = b.byKind[m.kind(r)]
				}
				choice := b.lists[list]
				if len(choice) == 0 {
					ok = false
					break
				}
				if len(choice) > 1 {
					m.stack = append(m.stack, frame{pc: pc, list: int32(list), pos: pos})
				}
				pc = choice[0]
				continue
			default:
				ok = m.holds(in, pos)
			}
		}
		if ok {
			pc = in.next
			continue
		}
		m.look(pos + 1)
		if pc, pos, ok = m.retreat(bottom); !ok {
			return 0, false
		}
	}
}

// span takes from in.min to in.max characters.
func (m *machine) span(pc int32, in *inst, pos int) (int, bool) {
	count, low := int32(0), pos
	for most := in.max; count < most; count++ {
		if count == in.min {
			low = pos
			if in.lazy {
				break
			}
		}
		n := m.in(in.bits, pos)
		if n == 0 {
			break
		}
		pos += n
	}
	m.look(pos + 1)
	switch {
	case count < in.min:
		return pos, false
	case in.min == in.max:
	case in.lazy:
		m.stack = append(m.stack, frame{pc: pc, high: int(in.max - in.min), pos: pos})
	case count > in.min:
		m.stack = append(m.stack, frame{pc: pc, low: low, pos: pos})
	}
	return pos, true
}

// star takes characters as long as it can, or none if it is lazy, and not from
// where it has been before. The caller has marked pos.
func (m *machine) star(pc int32, in *inst, pos int) int {
	low := pos
	if in.lazy {
		m.stack = append(m.stack, frame{pc: pc, pos: pos})
		return pos
	}
	for {
		n := m.in(in.bits, pos)
		if n == 0 || m.visit(in.slot, pos+n) {
			break
		}
		pos += n
	}
	m.look(pos + 1)
	if pos > low {
		m.stack = append(m.stack, frame{pc: pc, low: low, pos: pos})
	}
	return pos
}

// retreat takes the last choice otherwise.
func (m *machine) retreat(bottom int) (pc int32, pos int, ok bool) {
	for len(m.stack) > bottom {
		top := len(m.stack) - 1
		f := &m.stack[top]
		in := &m.insts[f.pc]
		switch {
		case in.op == iAlt:
			f.n++
			list := in.branches.lists[f.list]
			pc, pos = list[f.n], f.pos
			if int(f.n) == len(list)-1 {
				m.stack = m.stack[:top]
			}
			return pc, pos, true
		case !in.lazy:
			_, n := m.before(f.pos)
			f.pos -= n
			if pos = f.pos; pos <= f.low {
				m.stack = m.stack[:top]
			}
			return in.next, pos, true
		}
		m.look(f.pos + 1)
		n := m.in(in.bits, f.pos)
		f.pos += n
		pos = f.pos
		if f.high--; n == 0 || in.op == iStar && m.visit(in.slot, pos) {
			m.stack = m.stack[:top]
			continue
		}
		if f.high == 0 {
			m.stack = m.stack[:top]
		}
		return in.next, pos, true
	}
	return 0, 0, false
}

// holds reports whether in, which consumes nothing, holds at pos.
func (m *machine) holds(in *inst, pos int) bool {
	switch in.op {
	case iLook:
		return m.lookAround(in.look, pos)
	case iBegin:
		return pos == 0
	case iBeginLine:
		return pos == 0 || m.text[pos-1] == '\n'
	case iEnd:
		m.look(pos + 2)
		return pos == len(m.text) || pos == len(m.text)-1 && m.text[pos] == '\n'
	case iEndText:
		m.look(pos + 1)
		return pos == len(m.text)
	case iEndLine:
		m.look(pos + 1)
		return pos == len(m.text) || m.text[pos] == '\n'
	}
	m.look(pos + 1)
	left, n1 := m.before(pos)
	right, n2 := m.at(pos)
	if n1+n2 == 0 { // up to Python 3.13, neither \b nor \B
		return false
	}
	return (n1 > 0 && isWord(left)) != (n2 > 0 && isWord(right)) == (in.op == iBoundary)
}

func (m *machine) lookAround(l *look, pos int) bool {
	for range l.behind {
		_, n := m.before(pos)
		if n == 0 {
			return l.negative
		}
		pos -= n
	}
	if l.bits != nil {
		m.look(pos + 1)
		return m.in(l.bits, pos) > 0 != l.negative
	}
	m.depth++
	_, ok := m.run(l.entry, pos)
	m.depth--
	for _, slot := range l.slots {
		m.seen[slot].words = m.seen[slot].words[:0] // what has led to a success here must not count as a failure later
	}
	return ok != l.negative
}
