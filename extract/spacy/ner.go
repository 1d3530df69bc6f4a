package spacy

import "fmt"

// The moves of the entity recogniser, in the order of their numbers in the model
// ("BILUO"). Every token takes one.
const (
	moveMissing = iota // never an output
	moveBegin          // first of several tokens of an entity
	moveIn             // neither first nor last
	moveLast
	moveUnit // the only token of an entity
	moveOut
	numNERMoves
)

// nerSlots are the tokens of a state that the network sees: the current one, and
// the first and last so far of an open entity.
const nerSlots = 3

// A recognizer finds named entities.
type recognizer struct {
	source  vectorSource
	model   *transitionModel
	actions []action
}

func newRecognizer(n *network, moves []byte, source vectorSource) (*recognizer, error) {
	actions, err := readActions(moves, func(a action) bool {
		return a.move == moveMissing || a.move == moveOut && a.label != ""
	})
	if err != nil {
		return nil, err
	}
	for _, a := range actions {
		if a.move < 0 || a.move >= numNERMoves {
			return nil, fmt.Errorf("unknown move %d", a.move)
		}
	}
	r := &recognizer{source: source, actions: actions}
	r.model, err = newTransitionModel(n, len(actions), nerSlots, source.width)
	return r, err
}

func (r *recognizer) annotate(b *batch, s *scratch) {
	vectors := r.source.of(b, s)
	for i := range b.docs {
		d := &b.docs[i]
		r.recognize(d, vectors[d.first*r.source.width:], s)
	}
}

// recognize finds the entities. Those that are there already stay, and blocked
// tokens stay out of any.
func (r *recognizer) recognize(d *batchDoc, vectors []float32, s *scratch) {
	n := len(d.words)
	s.table.reset(r.model, vectors, n)
	var found []Span
	open, label := -1, "" // first token of the open entity, and its label
	for i := range n {
		slots := [nerSlots]int{i, open, -1}
		if open >= 0 {
			slots[2] = i - 1
		}
		scores := s.table.score(slots[:])
		state := newNERState(d, i, open >= 0, label)
		best := -1
		for k, a := range r.actions {
			if (best < 0 || scores[k] > scores[best]) && state.valid(a) {
				best = k
			}
		}
		a, ok := action{}, best >= 0
		if ok {
			a = r.actions[best]
		} else if a, ok = state.unknown(); !ok {
			break // the document ends here, what is open is dropped
		}
		switch a.move {
		case moveBegin:
			open, label = i, a.label
		case moveLast:
			found = append(found, Span{open, i + 1, label})
			open = -1
		case moveUnit:
			if a.label != "" {
				found = append(found, Span{i, i + 1, a.label})
			}
		}
	}
	d.doc.setEnts(found)
}

// A nerState is what decides which actions are valid.
type nerState struct {
	open       bool   // an entity
	label      string // of the open entity
	iob, nextI string // what is known of the token and of the next one, "" for nothing
	preset     string // label that is known for the token
	last       bool
	startsNext bool // a sentence
	space      bool
}

func newNERState(d *batchDoc, i int, open bool, label string) nerState {
	t := &d.doc.Tokens[i]
	s := nerState{open: open, label: label, iob: t.EntIOB, preset: t.EntType, space: d.words[i].lex.isSpace, last: i+1 == len(d.words)}
	if !s.last {
		next := &d.doc.Tokens[i+1]
		s.nextI, s.startsNext = next.EntIOB, next.SentStart
	}
	return s
}

// valid reports whether the state allows an action.
func (s *nerState) valid(a action) bool {
	known := s.iob == "B" || s.iob == "I" // what happens here
	switch a.move {
	case moveBegin:
		switch {
		case s.open || s.last || a.label == "" || s.iob == "I":
			return false
		case s.iob == "B":
			return a.label == s.preset && s.nextI == "I"
		}
		return s.nextI != "B" && !s.startsNext && !s.space
	case moveIn:
		switch {
		case !s.open || s.last || a.label == "" || a.label != s.label || s.iob == "B" || s.nextI == "B":
			return false
		case s.iob == "I":
			return s.nextI == "I" && a.label == s.preset
		}
		return !s.startsNext
	case moveLast:
		switch {
		case !s.open || a.label == "":
			return false
		case s.iob == "I" && s.nextI != "I":
			return a.label == s.preset
		}
		return a.label == s.label && s.nextI != "I"
	case moveUnit:
		switch {
		case a.label == "":
			return s.iob == "B" && s.preset == ""
		case s.open || s.nextI == "I":
			return false
		case s.iob == "B":
			return a.label == s.preset
		}
		return !s.space
	case moveOut:
		return !s.open && !known
	}
	return false
}

// unknown returns the action that a label asks for which the model does not know.
func (s *nerState) unknown() (action, bool) {
	for move := moveBegin; move <= moveUnit; move++ {
		if a := (action{move, s.preset}); s.preset != "" && s.valid(a) {
			return a, true
		}
	}
	return action{}, false
}
