package pyre

import (
	"fmt"
	"iter"
	"strings"
	"sync"
)

// A Regexp is a compiled pattern. It may be used by several goroutines at once.
// Texts must be valid UTF-8; offsets count bytes.
type Regexp struct {
	*partition
	expr     string
	insts    []inst
	entry    int32
	slots    int
	starts   firsts // of all matches
	begins   bool   // all matches begin at the start of the text
	backward int32  // where mirror's program begins, -1 if matches may end elsewhere than at the end
	needs    bits   // a match has one of these characters; nil if unknown
	grows    bool   // a match stays one when the text goes on, unless it is at its start
	machines sync.Pool
}

// An Error says what is wrong with a pattern, or not supported.
type Error struct {
	Pos  int    // characters before the place
	Near string // what stands there, "" if it is the pattern as a whole
	Msg  string
}

func (e *Error) Error() string {
	if e.Near == "" {
		return e.Msg
	}
	return fmt.Sprintf("%s at position %d, %q", e.Msg, e.Pos, e.Near)
}

// Compile reads a pattern. Its errors are of type *[Error].
func Compile(expr string) (*Regexp, error) {
	root, err := parse(expr)
	if err != nil {
		return nil, err
	}
	c, err := newCompiler(root)
	if err != nil {
		return nil, err
	}
	entry := c.compile(root, c.emit(inst{op: iMatch}))
	re := &Regexp{
		partition: c.partition, expr: expr, entry: entry, backward: -1, starts: c.firsts(root), begins: beginsText(root), grows: grows(root),
	}
	entries := []int32{entry}
	if endsText(root) && !re.begins {
		re.backward = c.compile(mirror(root), c.emit(inst{op: iMatch}))
		entries = append(entries, re.backward)
	}
	if c.err != nil {
		return nil, c.err
	}
	re.slots = c.assignSlots(entries...)
	re.insts = c.insts
	if s := c.needs(root); s != nil && weight(s) < rare {
		re.needs = c.newBits()
		for _, r := range s.ranges {
			for x := r[0]; x <= r[1]; x++ {
				re.needs.add(c.kind(x))
			}
		}
	}
	re.machines.New = func() any { return &machine{Regexp: re, seen: make([]positions, re.slots)} }
	return re, nil
}

// String returns the pattern.
func (re *Regexp) String() string { return re.expr }

// Characters that a match needs are looked for first if there are few of them and
// the text is short: a long one may be asked about again and again.
const (
	rare      = 64
	shortText = 256 // bytes
)

// lacks reports whether text has none of the characters that a match needs.
func (re *Regexp) lacks(text string) bool {
	if re.needs == nil || len(text) > shortText {
		return false
	}
	for _, r := range text {
		if re.needs.has(re.kind(r)) {
			return false
		}
	}
	return true
}

// mayStart reports whether a match may start at pos, by the next character.
func (m *machine) mayStart(pos int) bool {
	if m.starts.empty {
		return true
	}
	r, n := m.at(pos)
	return n > 0 && m.starts.bits.has(m.kind(r))
}

func (re *Regexp) machine(text string) *machine {
	m := re.machines.Get().(*machine)
	m.text, m.read, m.notEmptyAt = text, 0, -1
	return m
}

func (m *machine) release() {
	m.forget()
	if cap(m.stack) > 1<<12 {
		m.stack = nil
	}
	m.text = ""
	m.machines.Put(m)
}

// Match is Python's match: a match that starts where the text does. Without one,
// read is a number of bytes that were enough to tell: the beginnings of text that
// have so many have no match either.
func (re *Regexp) Match(text string) (end, read int, ok bool) {
	m := re.machine(text)
	defer m.release()
	if !m.mayStart(0) || re.lacks(text) {
		return 0, 1, false
	}
	end, ok = m.run(re.entry, 0)
	return end, m.read, ok
}

// Search is Python's search: the leftmost match. Without one, read is as for Match.
func (re *Regexp) Search(text string) (start, end, read int, ok bool) {
	if re.begins && re.lacks(text) {
		return 0, 0, 1, false
	}
	m := re.machine(text)
	defer m.release()
	from := 0
	if re.backward >= 0 && !strings.HasSuffix(text, "\n") { // $ also holds before a newline at the end
		if from = m.earliest(); from < 0 {
			return 0, 0, len(text) + 1, false
		}
	}
	start, end, ok = m.search(from)
	if re.begins || re.grows {
		return start, end, m.readAtStart, ok
	}
	return start, end, len(text) + 1, ok
}

// search looks for the leftmost match that starts at from or later.
func (m *machine) search(from int) (start, end int, ok bool) {
	for pos := from; ; {
		if m.mayStart(pos) {
			if end, ok := m.run(m.entry, pos); ok {
				return pos, end, true
			}
		}
		if pos == 0 {
			m.readAtStart = max(1, m.read)
		}
		_, n := m.at(pos)
		if n == 0 || m.begins {
			return 0, 0, false
		}
		pos += n
	}
}

// earliest returns where a match that ends at the end of the text may start at the
// earliest, -1 if there can be none. It reads the text from its end, only as far as
// a match can reach.
func (m *machine) earliest() int {
	m.backward, m.longest = true, -1
	m.run(m.Regexp.backward, 0)
	m.backward = false
	m.forget()
	if m.longest < 0 {
		return -1
	}
	return len(m.text) - m.longest
}

// FindAll is Python's finditer: it yields start and end of the matches, from left
// to right, that do not overlap. One that consumes nothing may touch the one
// before it unless that consumed nothing either.
func (re *Regexp) FindAll(text string) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		m := re.machine(text)
		defer m.release()
		for from := 0; from == 0 || !re.begins; {
			start, end, ok := m.search(from)
			if !ok || !yield(start, end) {
				return
			}
			if m.notEmptyAt = -1; start == end {
				m.notEmptyAt = end
			}
			from = end
			m.forget()
		}
	}
}
