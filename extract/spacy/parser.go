package spacy

import (
	"fmt"
	"slices"
	"strings"
)

// The moves of the parser, in the order of their numbers in the model. The arcs
// are drawn between the top of the stack and the front of the buffer ("arc-eager").
const (
	moveShift  = iota // push the front of the buffer
	moveReduce        // pop the stack
	moveLeft          // the front becomes the top's head; pop
	moveRight         // the top becomes the front's head; push
	moveBreak         // a sentence starts after the front of the buffer
	numParserMoves
)

// parserSlots are the tokens of a state that the network sees.
const parserSlots = 8

// A parser draws the dependency tree and with it the sentences.
type parser struct {
	source  vectorSource
	model   *transitionModel
	actions []action
}

func newParser(n *network, moves []byte, source vectorSource) (*parser, error) {
	actions, err := readActions(moves, func(action) bool { return false })
	if err != nil {
		return nil, err
	}
	for _, a := range actions {
		if a.move < 0 || a.move >= numParserMoves {
			return nil, fmt.Errorf("unknown move %d", a.move)
		}
		if a.label == "subtok" {
			return nil, fmt.Errorf("label subtok (learned tokens) is not supported")
		}
	}
	p := &parser{source: source, actions: actions}
	p.model, err = newTransitionModel(n, len(actions), parserSlots, source.width)
	return p, err
}

func (p *parser) annotate(b *batch, s *scratch) {
	vectors := p.source.of(b, s)
	for i := range b.docs {
		d := &b.docs[i]
		p.parse(d, vectors[d.first*p.source.width:], s)
	}
}

// A parserState is a document half read.
type parserState struct {
	stack       []int
	returned    []int // tokens moved back to the front of the buffer, the last one first
	next        int   // the rest of the buffer: tokens next to n-1
	n           int
	heads       []int // -1 while without
	labels      []string
	left, right [][]int // children in the order they were attached, -1 where one has left
	unshiftable []bool
	starts      []bool // a sentence starts here: known beforehand or by BREAK
	noStart     []bool // known beforehand: no sentence starts here
	slots       [parserSlots]int
}

func newParserState(n int) *parserState {
	s := &parserState{
		n:           n,
		heads:       make([]int, n),
		labels:      make([]string, n),
		left:        make([][]int, n),
		right:       make([][]int, n),
		unshiftable: make([]bool, n),
		starts:      make([]bool, n),
		noStart:     make([]bool, n),
	}
	for i := range s.heads {
		s.heads[i] = -1
	}
	return s
}

// parse reads the document. Where a sentence is known to start, one will; where
// none is known to, no arc needs one.
func (p *parser) parse(doc *batchDoc, vectors []float32, s *scratch) {
	n := len(doc.words)
	if n == 0 {
		return
	}
	state := newParserState(n)
	for i, known := range doc.sentStarts {
		state.starts[i], state.noStart[i] = known > 0, known < 0
	}
	s.table.reset(p.model, vectors, n)
	for len(state.stack) > 0 || state.buffered() > 0 {
		valid := state.valid()
		scores := s.table.score(state.look())
		best := -1
		for i, a := range p.actions {
			if valid[a.move] && (best < 0 || scores[i] > scores[best]) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		state.apply(p.actions[best])
	}
	tree := &tree{heads: state.heads, labels: state.labels}
	for i, h := range tree.heads {
		if h < 0 { // a root, unless another parser knew better
			t := &doc.doc.Tokens[i]
			if tree.heads[i], tree.labels[i] = t.Head, t.Dep; t.Head == i {
				tree.labels[i] = "ROOT"
			}
		}
	}
	tree.setEdges()
	tree.deprojectivise(doc.words)
	for i := range n {
		t := &doc.doc.Tokens[i]
		t.Head, t.Dep = tree.heads[i], tree.labels[i]
		doc.setSentStart(i, tree.starts[i])
	}
}

func (s *parserState) buffered() int { return len(s.returned) + s.n - s.next }

// buffer returns the i-th token of the buffer, -1 if there is none.
func (s *parserState) buffer(i int) int {
	if i < len(s.returned) {
		return s.returned[len(s.returned)-1-i]
	}
	if i += s.next - len(s.returned); i < s.n {
		return i
	}
	return -1
}

// top returns the i-th token from the top of the stack, -1 if there is none.
func (s *parserState) top(i int) int {
	if i < len(s.stack) {
		return s.stack[len(s.stack)-1-i]
	}
	return -1
}

// look returns the tokens in the slots: the front of the buffer, the top of the
// stack, and the children they got last.
func (s *parserState) look() []int {
	b0, s0 := s.buffer(0), s.top(0)
	s.slots = [parserSlots]int{b0, s.buffer(1), s0, s.top(1), s.top(2), lastChild(s.left, b0), lastChild(s.left, s0), lastChild(s.right, s0)}
	return s.slots[:]
}

func lastChild(children [][]int, head int) int {
	if head < 0 {
		return -1
	}
	list := children[head]
	for len(list) > 0 && list[len(list)-1] < 0 {
		list = list[:len(list)-1]
	}
	children[head] = list
	if len(list) == 0 {
		return -1
	}
	return list[len(list)-1]
}

// valid reports which moves the state allows.
func (s *parserState) valid() [numParserMoves]bool {
	b0, b1 := s.buffer(0), s.buffer(1)
	buffered, depth := s.buffered(), len(s.stack)
	atStart := b0 >= 0 && s.starts[b0]
	var v [numParserMoves]bool
	v[moveShift] = depth == 0 || buffered >= 2 && !atStart && !s.unshiftable[b0]
	v[moveReduce] = depth > 0 && (depth > 1 || b0 < 0 || !s.noStart[b0])
	v[moveLeft] = depth > 0 && buffered > 0 && !atStart
	v[moveRight] = v[moveLeft]
	v[moveBreak] = buffered >= 2 && b1 == b0+1 && !s.starts[b1] && !s.noStart[b1]
	return v
}

func (s *parserState) apply(a action) {
	b0, s0 := s.buffer(0), s.top(0)
	switch a.move {
	case moveRight:
		s.attach(s0, b0, a.label)
		fallthrough
	case moveShift:
		if n := len(s.returned); n > 0 {
			s.returned = s.returned[:n-1]
		} else {
			s.next++
		}
		s.stack = append(s.stack, b0)
	case moveReduce:
		if s.heads[s0] < 0 && len(s.stack) > 1 {
			s.unshiftable[s0] = true
			s.returned = append(s.returned, s0)
		}
		s.stack = s.stack[:len(s.stack)-1]
	case moveLeft:
		s.attach(b0, s0, a.label)
		s.unshiftable[b0] = false
		s.stack = s.stack[:len(s.stack)-1]
	case moveBreak:
		s.starts[s.buffer(1)] = true
	}
}

// attach makes head the head of child, in place of an earlier one.
func (s *parserState) attach(head, child int, label string) {
	if old := s.heads[child]; old >= 0 {
		list := s.right[old]
		if old > child {
			list = s.left[old]
		}
		for i, c := range slices.Backward(list) {
			if c == child {
				list[i] = -1
				break
			}
		}
	}
	if head > child {
		s.left[head] = append(s.left[head], child)
	} else {
		s.right[head] = append(s.right[head], child)
	}
	s.heads[child], s.labels[child] = head, label
}

// A tree is the heads of a document's tokens and what follows from them.
type tree struct {
	heads       []int // absolute; a root is its own
	labels      []string
	left, right []int  // first and last token of each subtree
	starts      []bool // the first token of a sentence
}

// setEdges computes the reach of every subtree and the sentences: where the
// subtree of a root begins.
func (t *tree) setEdges() {
	n := len(t.heads)
	t.left, t.right, t.starts = make([]int, n), make([]int, n), make([]bool, n)
	for i := range n {
		t.left[i], t.right[i] = i, i
	}
	widen := func(i int) {
		h := t.heads[i]
		t.left[h] = min(t.left[h], t.left[i])
		t.right[h] = max(t.right[h], t.right[i])
	}
	// One sweep each way is enough for most trees; crossing arcs may need more.
	// spaCy stops after twelve, and so must we.
	for range 12 {
		for i := range n {
			widen(i)
		}
		for i := n - 1; i >= 0; i-- {
			widen(i)
		}
		clear(t.starts)
		for i, h := range t.heads {
			if h == i {
				t.starts[t.left[i]] = true
			}
		}
		if t.sentencesHold() {
			break
		}
	}
}

// sentencesHold reports whether no arc leaves the sentence it is in.
func (t *tree) sentencesHold() bool {
	n, first := len(t.heads), 0
	for i := range n {
		if (i == 0 || !t.starts[i]) && i != n-1 {
			continue
		}
		for j := first; j < i; j++ {
			if t.heads[j] < first || t.heads[j] > i {
				return false
			}
		}
		first = i
	}
	return true
}

// deprojectivise moves arcs that the parser could not draw because they cross
// others. It drew them from a token above the true head, with a label X||Y: X is
// the arc's label, Y the label of the true head, to be looked for below.
func (t *tree) deprojectivise(words []word) {
	moved := false
	for i, label := range t.labels {
		label, headLabel, ok := strings.Cut(label, "||")
		if !ok {
			continue
		}
		t.heads[i] = t.trueHead(i, headLabel, words)
		t.labels[i] = label
		moved = true
	}
	if moved {
		t.setEdges()
	}
}

// trueHead returns the first token with the label below i's head, level by level
// and from left to right; i's head if there is none.
func (t *tree) trueHead(i int, label string, words []word) int {
	head := t.heads[i]
	for level := []int{head}; len(level) > 0; {
		var next []int
		for _, h := range level {
			for c := t.left[h]; c <= t.right[h]; c++ {
				if t.heads[c] != h || c == h || c == i || words[c].lex.isSpace {
					continue
				}
				if t.labels[c] == label {
					return c
				}
				next = append(next, c)
			}
		}
		level = next
	}
	return head
}
