package spacy

import "slices"

// A matcher finds runs of tokens that patterns describe: spaCy's Matcher. It
// returns what that does: every match of every pattern, overlapping ones too, and
// with quantifiers of every length.
//
// All patterns walk over the document at once. A state stands at a node of a
// pattern; the next token moves it, ends it or splits it. With quantifiers the
// states may be as many as the tokens, so that time grows with the square of a
// document's length (spaCy's with a power as high as there are quantifiers, for it
// keeps states that are equal). The limit bounds it.
type matcher struct {
	reader *tokenReader
	limit  int           // of states at a time
	nodes  []patternNode // of all patterns, one after the other
	starts []int32       // first node of each pattern

	// ambiguous says that a pattern may match the same tokens in several ways, so
	// that states may become equal.
	ambiguous bool

	// Patterns by what their first token must be, so that a token is tried only
	// against those that may fit, and all others.
	indexes []patternIndex
	others  []int32
}

// A patternIndex holds the patterns whose first token needs certain values of one attribute.
type patternIndex struct {
	attr     tokenAttr
	patterns map[uint64][]int32
}

// A matchState is a pattern that has fitted from the token start.
type matchState struct{ node, start int32 }

// maxStates is the usual limit of states followed at a time. Beyond it, those that
// came first are given up: so long a run of tokens is no match any more.
const maxStates = 1 << 14

func newMatcher(r *tokenReader) *matcher { return &matcher{reader: r, limit: maxStates} }

// matchScratch is memory that matchers use again and again.
type matchScratch struct {
	states, split []matchState
	begin         []int32
	seen          map[matchState]bool
}

// add adds a pattern; match reports what it finds with the pattern's key.
func (m *matcher) add(key int, nodes []patternNode) {
	pattern, first := int32(len(m.starts)), len(m.nodes)
	m.starts = append(m.starts, int32(first))
	m.nodes = append(m.nodes, nodes...)
	for i := range m.nodes[first:] {
		m.nodes[first+i].key = int32(key)
	}
	m.ambiguous = m.ambiguous || isAmbiguous(nodes)
	a, values := nodes[0].firstValues()
	if values == nil {
		m.others = append(m.others, pattern)
		return
	}
	i := slices.IndexFunc(m.indexes, func(x patternIndex) bool { return x.attr == a })
	if i < 0 {
		i = len(m.indexes)
		m.indexes = append(m.indexes, patternIndex{a, make(map[uint64][]int32)})
	}
	for _, v := range values {
		m.indexes[i].patterns[v] = append(m.indexes[i].patterns[v], pattern)
	}
}

// firstValues returns an attribute of which the node needs one of some values: the
// most telling one, words before labels before flags. It returns none if there is
// no such attribute.
func (n *patternNode) firstValues() (attr tokenAttr, values []uint64) {
	if n.quantifier != one {
		return 0, nil
	}
	rank := func(a tokenAttr) int {
		return slices.Index([]tokenAttr{isSpaceAttr, posAttr, depAttr, tagAttr, entTypeAttr, shapeAttr, lemmaAttr, normAttr, lowerAttr, orthAttr}, a)
	}
	best := -1
	for _, t := range n.tests {
		switch t := t.(type) {
		case *equalTest:
			if r := rank(t.attr); r > best {
				best, attr, values = r, t.attr, []uint64{t.value}
			}
		case *setTest:
			if r := rank(t.attr); r > best && !t.not && len(t.set) > 0 {
				best, attr, values = r, t.attr, t.set
			}
		}
	}
	return attr, values
}

// match calls found with the key, first token and end of every match, in spaCy's
// order, but with the same match perhaps several times.
func (m *matcher) match(d *batchDoc, s *matchScratch, found func(key, start, end int)) {
	s.states = s.states[:0]
	for i := range d.words {
		m.open(d, i, s)
		if len(s.states) > 0 {
			m.step(d, i, s, found)
		}
	}
	for _, state := range s.states { // what may end here ends here
		for n := state.node; m.nodes[n].quantifier >= zeroOrOne; n++ {
			if m.nodes[n].last {
				m.report(state, len(d.words), found)
				break
			}
		}
	}
}

// report reports a match that ends before the token end. One of no tokens is none.
func (m *matcher) report(s matchState, end int, found func(key, start, end int)) {
	if int(s.start) < end {
		found(int(m.nodes[s.node].key), int(s.start), end)
	}
}

// open adds the states of patterns that may begin at token i.
func (m *matcher) open(d *batchDoc, i int, s *matchScratch) {
	s.begin = append(s.begin[:0], m.others...)
	for k := range m.indexes {
		x := &m.indexes[k]
		s.begin = append(s.begin, x.patterns[m.reader.value(d, i, x.attr)]...)
	}
	if len(m.indexes) > 0 {
		slices.Sort(s.begin)
	}
	for _, p := range s.begin {
		if n := m.starts[p]; m.nodes[n].quantifier != one || m.holds(n, d, i) {
			s.states = append(s.states, matchState{n, int32(i)})
		}
	}
}

func (m *matcher) holds(node int32, d *batchDoc, i int) bool {
	for _, t := range m.nodes[node].tests {
		if !t.holds(m.reader, d, i) {
			return false
		}
	}
	return true
}

// step moves all states over token i.
func (m *matcher) step(d *batchDoc, i int, s *matchScratch, found func(key, start, end int)) {
	s.split = s.split[:0]
	kept := s.states[:0]
	for _, state := range s.states {
		if state, ok := m.move(state, d, i, s, found); ok {
			kept = append(kept, state)
		}
	}
	s.states = append(kept, s.split...)
	if m.ambiguous && len(s.states) > 1 {
		s.unique()
	}
	if len(s.states) > m.limit {
		s.states = append(s.states[:0], s.states[len(s.states)-m.limit:]...)
	}
}

// move moves a state over token i. It reports the matches, leaves further states
// in s.split, and returns the state that goes on, if one does.
func (m *matcher) move(state matchState, d *batchDoc, i int, s *matchScratch, found func(key, start, end int)) (matchState, bool) {
	for {
		n := &m.nodes[state.node]
		holds := m.holds(state.node, d, i)
		switch n.quantifier {
		case notOne:
			holds = !holds
			fallthrough
		case one:
			switch {
			case holds && n.last:
				m.report(state, i+1, found)
			case holds:
				return matchState{state.node + 1, state.start}, true
			}
			return state, false
		case zeroOrOne:
			if n.last {
				m.report(state, i, found)
				if holds {
					m.report(state, i+1, found)
				}
				return state, false
			}
			if holds {
				s.split = append(s.split, matchState{state.node + 1, state.start})
			}
		case zeroOrMore:
			if n.last {
				m.report(state, i, found)
				return state, holds
			}
			if holds {
				s.split = append(s.split, state)
			}
		}
		state.node++ // the node takes no more: the next one, with the same token
	}
}

// unique removes every state that is equal to one before it. All that it would
// come to is found before.
func (s *matchScratch) unique() {
	if s.seen == nil {
		s.seen = make(map[matchState]bool)
	}
	clear(s.seen)
	kept := s.states[:0]
	for _, state := range s.states {
		if !s.seen[state] {
			s.seen[state] = true
			kept = append(kept, state)
		}
	}
	s.states = kept
}
