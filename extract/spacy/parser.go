package spacy

import "fmt"

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

// parserSlots are the tokens of a state that the network sees; extraParserSlots with
// extra_state_tokens.
const (
	parserSlots      = 8
	extraParserSlots = 13
)

// A parser draws the dependency tree and with it the sentences.
type parser struct {
	source  vectorSource
	model   *transitionModel
	actions []action
	runs    []moveRun
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
	p := &parser{source: source, actions: actions, runs: moveRuns(actions)}
	p.model, err = newTransitionModel(n, len(actions), source.width, parserSlots, extraParserSlots)
	return p, err
}

func (p *parser) annotate(b *batch, s *scratch) {
	s.table.reset(p.model, p.source.of(b, s), len(b.words))
	for i := range b.docs {
		if d := &b.docs[i]; len(d.words) > 0 {
			p.parse(d, s)
		}
	}
}

// parse reads a document. Where a sentence is known to start, one will; where none
// is known to, no arc needs one.
func (p *parser) parse(doc *batchDoc, s *scratch) {
	n := len(doc.words)
	state := &s.state
	state.reset(n)
	for i, known := range doc.sentStarts {
		state.starts[i], state.noStart[i] = known > 0, known < 0
	}
	for len(state.stack) > 0 || state.buffered() > 0 {
		best := p.next(state, doc.first, &s.table)
		if best < 0 {
			break
		}
		state.apply(p.actions[best].move, best)
	}

	tree := &s.tree
	tree.heads = grow(tree.heads, n)
	for i := range n {
		t := &doc.doc.Tokens[i]
		if h := state.heads[i]; h >= 0 {
			tree.heads[i], t.Dep = h, p.actions[state.labels[i]].label
		} else {
			tree.heads[i], t.Dep = i, "ROOT"
		}
	}
	tree.setEdges()
	tree.deprojectivise(doc)
	for i := range n {
		doc.doc.Tokens[i].Head = tree.heads[i]
		doc.setSentStart(i, tree.starts[i])
	}
}

// next returns the valid action with the highest score, the first of equals, or -1.
// first is the index in the table of the document's first token.
func (p *parser) next(state *parserState, first int, table *slotTable) int {
	valid := state.valid()
	only, count := -1, 0
	for _, r := range p.runs {
		if valid[r.move] {
			only = r.from
			count += r.to - r.from
		}
	}
	if count <= 1 {
		return only
	}
	tokens := state.look(table.model.lower.Slots)
	for i, t := range tokens {
		if t >= 0 {
			tokens[i] += first
		}
	}
	scores := table.score(tokens)
	best := -1
	for _, r := range p.runs {
		if !valid[r.move] {
			continue
		}
		if best < 0 {
			best = r.from
		}
		for i, score := range scores[r.from:r.to] {
			if score > scores[best] {
				best = r.from + i
			}
		}
	}
	return best
}

// A parserState is a document half read.
type parserState struct {
	stack       []int
	returned    []int // tokens moved back to the front of the buffer, the last one first
	next        int   // the rest of the buffer: tokens next to n-1
	n           int
	heads       []int // -1 while without
	labels      []int // the action that gave the head
	left, right []int // the child attached last on either side, or -1
	older       []int // the child that the same head got before on the same side, or -1
	newer       []int // the one it got after
	unshiftable []bool
	starts      []bool // a sentence starts here: known beforehand or by BREAK
	noStart     []bool // known beforehand: no sentence starts here
	slots       [maxSlots]int
}

func (s *parserState) reset(n int) {
	s.stack, s.returned, s.next, s.n = s.stack[:0], s.returned[:0], 0, n
	for _, list := range []*[]int{&s.heads, &s.labels, &s.left, &s.right, &s.older, &s.newer} {
		*list = grow(*list, n)
		for i := range *list {
			(*list)[i] = -1
		}
	}
	for _, list := range []*[]bool{&s.unshiftable, &s.starts, &s.noStart} {
		*list = grow(*list, n)
		clear(*list)
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

// look returns the tokens in n slots: the front of the buffer, the top of the stack,
// and the children they got last.
func (s *parserState) look(n int) []int {
	b0, s0, s1 := s.buffer(0), s.top(0), s.top(1)
	slots := append(s.slots[:0], b0, s.buffer(1), s0, s1, s.top(2))
	if n == parserSlots {
		return append(slots, child(s.left, b0), child(s.left, s0), child(s.right, s0))
	}
	slots = append(slots, child(s.left, s0), child(s.right, s0), child(s.left, b0), child(s.older, child(s.right, s0)))
	for _, side := range [...][]int{s.left, s.right} {
		last := child(side, s1)
		slots = append(slots, last, child(s.older, last))
	}
	return slots
}

// child returns the child of a token in a list, -1 for no token.
func child(list []int, token int) int {
	if token < 0 {
		return -1
	}
	return list[token]
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

// apply makes a move; label is the number of its action.
func (s *parserState) apply(move, label int) {
	b0, s0 := s.buffer(0), s.top(0)
	switch move {
	case moveRight:
		s.attach(s0, b0, label)
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
		s.attach(b0, s0, label)
		s.unshiftable[b0] = false
		s.stack = s.stack[:len(s.stack)-1]
	case moveBreak:
		s.starts[s.buffer(1)] = true
	}
}

// children returns the latest children of head on the side where child is.
func (s *parserState) children(head, child int) *int {
	if head > child {
		return &s.left[head]
	}
	return &s.right[head]
}

// attach makes head the head of child, in place of an earlier one.
func (s *parserState) attach(head, child, label int) {
	if old := s.heads[child]; old >= 0 {
		before, after := s.older[child], s.newer[child]
		if after >= 0 {
			s.older[after] = before
		} else {
			*s.children(old, child) = before
		}
		if before >= 0 {
			s.newer[before] = after
		}
	}
	last := s.children(head, child)
	s.older[child], s.newer[child] = *last, -1
	if *last >= 0 {
		s.newer[*last] = child
	}
	*last = child
	s.heads[child], s.labels[child] = head, label
}

// A tree is the heads of a document's tokens and what follows from them.
type tree struct {
	heads       []int  // absolute; a root is its own
	left, right []int  // first and last token of each subtree
	starts      []bool // the first token of a sentence
}

// setEdges computes the reach of every subtree and the sentences: where the
// subtree of a root begins.
func (t *tree) setEdges() {
	n := len(t.heads)
	t.left, t.right, t.starts = grow(t.left, n), grow(t.right, n), grow(t.starts, n)
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
