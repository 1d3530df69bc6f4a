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
// the first and last so far of an open entity; extraNERSlots, with
// extra_state_tokens, the current one and the first five of the entity.
const (
	nerSlots      = 3
	extraNERSlots = 6
)

// A recognizer finds named entities.
type recognizer struct {
	source  vectorSource
	model   *transitionModel
	actions []action
	outside [numNERMoves][]int            // the actions where no entity is open, by move
	within  map[string][numNERMoves][]int // those where one is, by its label
}

func newRecognizer(n *network, moves []byte, source vectorSource) (*recognizer, error) {
	actions, err := readActions(moves, func(a action) bool {
		return a.move == moveMissing || a.move == moveOut && a.label != ""
	})
	if err != nil {
		return nil, err
	}
	r := &recognizer{source: source, actions: actions, within: make(map[string][numNERMoves][]int)}
	for i, a := range actions {
		switch a.move {
		case moveOut:
			r.outside[a.move] = append(r.outside[a.move], i)
		case moveBegin, moveUnit:
			if a.label != "" { // U with no label is for what is known to be no entity
				r.outside[a.move] = append(r.outside[a.move], i)
			}
		case moveIn, moveLast:
			moves := r.within[a.label]
			moves[a.move] = append(moves[a.move], i)
			r.within[a.label] = moves
		default:
			return nil, fmt.Errorf("unknown move %d", a.move)
		}
	}
	r.model, err = newTransitionModel(n, len(actions), source.width, nerSlots, extraNERSlots)
	return r, err
}

func (r *recognizer) annotate(b *batch, s *scratch) {
	s.table.reset(r.model, r.source.of(b, s), len(b.words))
	for i := range b.docs {
		r.recognize(&b.docs[i], &s.table)
	}
}

// recognize finds the entities. Those that are there already stay, and blocked
// tokens stay out of any.
func (r *recognizer) recognize(d *batchDoc, table *slotTable) {
	var found []Span
	var slots [extraNERSlots]int
	open, label := -1, "" // first token of the open entity, and its label
	for i := range d.words {
		state := newNERState(d, i, open >= 0, label)
		a, ok := r.next(table.score(r.look(d.first, i, open, &slots)), &state)
		if !ok {
			break // no action is valid: the document ends here, what is open is dropped
		}
		switch a.move {
		case moveBegin:
			open, label = i, a.label
		case moveLast:
			found = append(found, Span{Start: open, End: i + 1, Label: label})
			open = -1
		case moveUnit:
			if a.label != "" {
				found = append(found, Span{Start: i, End: i + 1, Label: a.label})
			}
		}
	}
	d.doc.addEnts(found)
}

// look returns the tokens in the slots for token i of a document that begins at
// first, where an entity has been open since open, unless it is -1.
func (r *recognizer) look(first, i, open int, slots *[extraNERSlots]int) []int {
	*slots = [extraNERSlots]int{first + i, -1, -1, -1, -1, -1}
	if r.model.lower.Slots == nerSlots {
		if open >= 0 {
			slots[1], slots[2] = first+open, first+i-1
		}
		return slots[:nerSlots]
	}
	for k := 1; k < extraNERSlots && open >= 0 && open < i; k++ {
		slots[k] = first + open
		open++
	}
	return slots[:]
}

// next returns the valid action with the highest score, the first of equals.
func (r *recognizer) next(scores []float32, state *nerState) (action, bool) {
	best := -1
	if state.iob == "" && state.nextI == "" {
		best = r.free(scores, state)
	} else {
		for k, a := range r.actions {
			if (best < 0 || scores[k] > scores[best]) && state.valid(a) {
				best = k
			}
		}
	}
	if best < 0 {
		return state.unknown()
	}
	return r.actions[best], true
}

// free is next where nothing is known beforehand of the token and the one after it.
func (r *recognizer) free(scores []float32, state *nerState) int {
	candidates := r.outside
	if state.open {
		candidates = r.within[state.label]
	}
	best := -1
	for _, list := range candidates {
		if len(list) == 0 || !state.valid(r.actions[list[0]]) {
			continue
		}
		for _, k := range list {
			if best < 0 || scores[k] > scores[best] || scores[k] == scores[best] && k < best {
				best = k
			}
		}
	}
	return best
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
