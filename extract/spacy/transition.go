package spacy

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"dossier/extract/spacy/kernel"
	"dossier/extract/spacy/msgpack"
)

// Parser and entity recogniser read a document from left to right as a series of
// actions. A state shows a few of its tokens in fixed slots; a small network scores
// all actions for it, and the best one that is valid changes the state.

// A transitionModel scores the actions.
type transitionModel struct {
	project *kernel.Linear // token vector to hidden
	lower   *kernel.Slots  // hidden to what a token adds in each slot
	upper   *kernel.Linear // hidden to actions; nil if what is hidden are the actions
}

// newTransitionModel reads a model of states with one of several numbers of slots.
func newTransitionModel(n *network, actions, width int, slots ...int) (*transitionModel, error) {
	lower, err := n.ref("lower")
	if err != nil {
		return nil, err
	}
	upper, err := n.ref("upper")
	if err != nil {
		return nil, err
	}
	var project *node
	for _, l := range n.find("linear") {
		if l != upper {
			project = l
		}
	}
	if project == nil {
		return nil, fmt.Errorf("network has no projection of token vectors: %w", errShape)
	}
	m := &transitionModel{}
	if m.project, err = n.linear(project, -1, width); err != nil {
		return nil, err
	}
	w, err := lower.param("W", -1, -1, -1, m.project.Out)
	if err != nil {
		return nil, err
	}
	count, hidden, pieces := w.shape[0], w.shape[1], w.shape[2]
	if !slices.Contains(slots, count) {
		return nil, fmt.Errorf("states of %d tokens, want one of %v: %w", count, slots, errShape)
	}
	if count*hidden*pieces > maxOutputs {
		return nil, fmt.Errorf("a hidden layer of %d × %d is too large", hidden, pieces)
	}
	b, err := lower.param("b", hidden, pieces)
	if err != nil {
		return nil, err
	}
	pad, err := lower.param("pad", 1, count, hidden, pieces)
	if err != nil {
		return nil, err
	}
	m.lower = kernel.NewSlots(n.kernel, w.data, b.data, pad.data, count, hidden, pieces, m.project.Out)
	if upper.name == "linear" {
		m.upper, err = n.linear(upper, actions, hidden)
	} else if hidden != actions {
		err = fmt.Errorf("%d actions of %d: %w", hidden, actions, errShape)
	}
	return m, err
}

// A slotTable holds, for the tokens of a batch, what each adds to the sum in each
// slot. Rows are made many at a time when the first of them is asked for, and live
// in a ring of bounded size: states look mostly at recent tokens. The row of an
// older one is made again, and kept for as long as the token stays in its slot.
type slotTable struct {
	model   *transitionModel
	vectors []float32 // of the batch's tokens
	n       int       // tokens
	read    int       // tokens whose rows have been made or passed over
	ring    slotRows  // the row of a token stands at token % ringRows
	older   slotRows  // the row of an older token stands at its slot
	project []float32 // scratch
	hidden  []float32
	scores  []float32
}

// slotRows are rows of a table.
type slotRows struct {
	owner  []int32 // which token's, or -1
	values []float32
	stride int
}

// maxSlots is how many tokens a state shows at most.
const maxSlots = extraParserSlots

const (
	ringRows  = 240 // fits the second-level cache
	ringBlock = 48  // rows made together
)

func (r *slotRows) reset(n, stride int) {
	if len(r.owner) != n {
		r.owner = make([]int32, n)
	}
	for i := range r.owner {
		r.owner[i] = -1
	}
	r.values, r.stride = grow(r.values, n*stride), stride
}

func (r *slotRows) row(i int) []float32 { return r.values[i*r.stride : (i+1)*r.stride] }

// reset begins a batch of n tokens.
func (t *slotTable) reset(m *transitionModel, vectors []float32, n int) {
	t.model, t.vectors, t.n, t.read = m, vectors, n, 0
	t.ring.reset(ringRows, m.lower.Table.Stride)
	t.older.reset(m.lower.Slots, m.lower.Table.Stride)
	t.project = grow(t.project, ringBlock*m.project.Stride)
	t.hidden = grow(t.hidden, m.lower.Hidden)
	if m.upper != nil {
		t.scores = grow(t.scores, m.upper.Stride)
	}
}

// fill makes the rows of count tokens and places them from position at.
func (t *slotTable) fill(r *slotRows, at, token, count int) {
	m := t.model
	m.project.Apply(t.project, t.vectors[token*m.project.In:], m.project.In, count)
	m.lower.Table.Apply(r.values[at*r.stride:], t.project, m.project.Stride, count)
	for i := range count {
		r.owner[at+i] = int32(token + i)
	}
}

// advance makes the rows of a token read for the first time and of those after it.
func (t *slotTable) advance(token int) {
	at := token % ringRows
	count := min(ringBlock, t.n-token, ringRows-at)
	t.fill(&t.ring, at, token, count)
	t.read = token + count
}

// row returns what a token in a slot adds to all slots.
func (t *slotTable) row(slot, token int) []float32 {
	if at := token % ringRows; t.ring.owner[at] == int32(token) {
		return t.ring.row(at)
	}
	if t.older.owner[slot] != int32(token) {
		t.fill(&t.older, slot, token, 1)
	}
	return t.older.row(slot)
}

// score returns the scores of all actions for a state with these tokens in its
// slots, -1 for none. The slice is valid until the next call.
func (t *slotTable) score(tokens []int) []float32 {
	for _, token := range tokens {
		if token >= t.read {
			t.advance(token)
		}
	}
	var rows [maxSlots][]float32
	for slot, token := range tokens {
		if token >= 0 {
			rows[slot] = t.row(slot, token)
		}
	}
	m := t.model
	m.lower.Sum(t.hidden, rows[:len(tokens)])
	if m.upper == nil {
		return t.hidden
	}
	m.upper.Apply(t.scores, t.hidden, m.lower.Hidden, 1)
	return t.scores[:m.upper.Out]
}

// A moveRun is actions of one kind of move, one after the other.
type moveRun struct{ move, from, to int }

// moveRuns cuts the actions into runs.
func moveRuns(actions []action) []moveRun {
	var runs []moveRun
	for i, a := range actions {
		if n := len(runs); n == 0 || runs[n-1].move != a.move {
			runs = append(runs, moveRun{a.move, i, i})
		}
		runs[len(runs)-1].to = i + 1
	}
	return runs
}

// An action is a kind of move and the label it gives.
type action struct {
	move  int
	label string
}

// readActions reads a component's file "moves" and returns its actions in the
// order of the network's outputs: by kind of move, then by how often the label
// occurred in training, then by label, both descending. Labels added after
// training have negative counts and come last. Moves in skip have no outputs.
func readActions(data []byte, skip func(action) bool) ([]action, error) {
	text := ""
	d := msgpack.NewDecoder(data)
	for i := d.Map(); i > 0 && d.Err() == nil; i-- {
		if d.Str() == "moves" {
			text = d.Str()
		} else {
			d.Skip()
		}
	}
	if err := d.End(); err != nil {
		return nil, err
	}
	var counts map[string]map[string]int
	if err := json.Unmarshal([]byte(text), &counts); err != nil {
		return nil, fmt.Errorf("read its moves: %w", err)
	}

	type counted struct {
		label string
		count int
	}
	descending := func(a, b counted) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(b.label, a.label))
	}
	var actions []action
	seen := make(map[action]bool)
	add := func(a action) {
		if !seen[a] && !skip(a) {
			seen[a] = true
			actions = append(actions, a)
		}
	}
	var later []counted
	laterMoves := make(map[string][]int)
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		move, err := strconv.Atoi(name)
		if err != nil {
			return nil, fmt.Errorf("read its moves: %w", err)
		}
		var labels []counted
		for label, count := range counts[name] {
			labels = append(labels, counted{label, count})
		}
		slices.SortFunc(labels, descending)
		for _, l := range labels {
			if l.count < 0 {
				later = append(later, l)
				laterMoves[l.label] = append(laterMoves[l.label], move)
				continue
			}
			add(action{move, l.label})
		}
	}
	slices.SortFunc(later, descending)
	for _, l := range later {
		for _, move := range laterMoves[l.label] {
			add(action{move, l.label})
		}
	}
	return actions, nil
}
