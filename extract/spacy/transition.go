package spacy

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"dossier/extract/spacy/msgpack"
)

// Parser and entity recogniser read a document from left to right as a series of
// actions. A state shows a few of its tokens in fixed slots; a small network scores
// all actions for it, and the best one that is valid changes the state.

// A transitionModel scores the actions.
type transitionModel struct {
	project *linear // token vector to hidden
	lower   *linear // hidden to what a token adds in each slot: slots × hidden × pieces
	pad     []float32
	bias    []float32 // of one slot's values
	upper   *linear   // hidden to actions
	slots   int
	hidden  int
	pieces  int
}

func newTransitionModel(n *network, actions, slots, width int) (*transitionModel, error) {
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
	if m.project, err = linearOf(project, -1, width); err != nil {
		return nil, err
	}
	w, err := lower.param("W", slots, -1, -1, m.project.nO)
	if err != nil {
		return nil, err
	}
	m.slots, m.hidden, m.pieces = slots, w.shape[1], w.shape[2]
	if slots*m.hidden*m.pieces > maxOutputs {
		return nil, fmt.Errorf("a hidden layer of %d × %d is too large", m.hidden, m.pieces)
	}
	b, err := lower.param("b", m.hidden, m.pieces)
	if err != nil {
		return nil, err
	}
	pad, err := lower.param("pad", 1, slots, m.hidden, m.pieces)
	if err != nil {
		return nil, err
	}
	m.lower, m.bias, m.pad = newLinear(w.data, nil, m.project.nO), b.data, pad.data
	m.upper, err = linearOf(upper, actions, m.hidden)
	return m, err
}

// A slotTable holds, for the tokens of one document, what each adds to the sum in
// each slot. Rows are made when first asked for, many at a time, and live in a
// ring of bounded size: states look mostly at recent tokens.
type slotTable struct {
	model   *transitionModel
	vectors []float32 // of the document's tokens
	n       int       // tokens
	read    int       // tokens whose rows have been made at least once
	owner   []int32   // which token's row stands at token % ringRows, or -1
	rows    []float32
	hidden  []float32 // scratch
	sum     []float32
	scores  []float32
}

const (
	ringRows  = 512
	ringBlock = 32 // rows made together; divides ringRows
)

// reset begins a document of n tokens.
func (t *slotTable) reset(m *transitionModel, vectors []float32, n int) {
	t.model, t.vectors, t.n, t.read = m, vectors, n, 0
	if t.owner == nil {
		t.owner = make([]int32, ringRows)
	}
	for i := range t.owner {
		t.owner[i] = -1
	}
	t.rows = grow(t.rows, ringRows*m.lower.nO)
	t.hidden = grow(t.hidden, ringBlock*m.project.nO)
	t.sum = grow(t.sum, m.hidden*m.pieces)
	t.scores = grow(t.scores, m.upper.nO)
}

// row returns what token adds in slot; token -1 is a slot that is empty.
func (t *slotTable) row(token, slot int) []float32 {
	m := t.model
	size := m.hidden * m.pieces
	if token < 0 {
		return m.pad[slot*size : (slot+1)*size]
	}
	at := token % ringRows
	if t.owner[at] != int32(token) {
		t.fill(token)
	}
	return t.rows[at*m.lower.nO+slot*size:][:size]
}

// fill makes the row of a token: with its block if the document is read on to it
// for the first time, else alone, so as not to drive out the rows around it.
func (t *slotTable) fill(token int) {
	first, count := token, 1
	if token == t.read {
		count = min(ringBlock, t.n-token)
		t.read += count
	}
	m := t.model
	m.project.apply(t.hidden, t.vectors[first*m.project.nI:], m.project.nI, count)
	m.project.addBias(t.hidden, count)
	at := first % ringRows
	m.lower.apply(t.rows[at*m.lower.nO:], t.hidden, m.lower.nI, count)
	for i := range count {
		t.owner[at+i] = int32(first + i)
	}
}

// score returns the scores of all actions for a state with these tokens in its
// slots. The slice is valid until the next call.
func (t *slotTable) score(slots []int) []float32 {
	m := t.model
	clear(t.sum)
	for slot, token := range slots {
		for i, v := range t.row(token, slot) {
			t.sum[i] += v
		}
	}
	for i, b := range m.bias {
		t.sum[i] += b
	}
	hidden := t.sum[:m.hidden]
	for i := range hidden { // the pieces of output i stand at or after i
		best := t.sum[i*m.pieces]
		for _, v := range t.sum[i*m.pieces+1 : (i+1)*m.pieces] {
			best = max(best, v)
		}
		hidden[i] = best
	}
	m.upper.apply(t.scores, hidden, m.hidden, 1)
	m.upper.addBias(t.scores, 1)
	return t.scores
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
