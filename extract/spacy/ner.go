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

// A recognizer finds named entities. It has a tok2vec of its own.
type recognizer struct {
	tok2vec *tok2vec
	model   *transitionModel
	actions []action
	outside [numNERMoves][]int            // the actions where no entity is open, by move
	within  map[string][numNERMoves][]int // those where one is, by its label
}

func newRecognizer(n *network, moves []byte, slot int) (*recognizer, error) {
	actions, err := readActions(moves, func(a action) bool {
		return a.move == moveMissing || a.move == moveOut && a.label != ""
	})
	if err != nil {
		return nil, err
	}
	r := &recognizer{actions: actions, within: make(map[string][numNERMoves][]int)}
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
	if len(n.find("extract_features")) == 0 {
		return nil, fmt.Errorf("it shares the pipeline's tok2vec; only one with its own is supported")
	}
	if r.tok2vec, err = newTok2Vec(n, slot); err != nil {
		return nil, err
	}
	r.model, err = newTransitionModel(n, len(actions), nerSlots, r.tok2vec.width)
	return r, err
}

func (r *recognizer) annotate(b *batch, s *scratch) {
	s.vectors = grow(s.vectors, len(b.words)*r.tok2vec.width)
	r.tok2vec.encode(b, s.vectors, s)
	s.table.reset(r.model, s.vectors, len(b.words))
	for i := range b.docs {
		r.recognize(&b.docs[i], &s.table)
	}
}

func (r *recognizer) recognize(d *batchDoc, table *slotTable) {
	open, label := -1, "" // first token of the open entity, and its label
	for i := range d.words {
		tokens := [nerSlots]int{d.first + i, -1, -1}
		if open >= 0 {
			tokens[1], tokens[2] = d.first+open, d.first+i-1
		}
		candidates, valid := r.outside, d.validAt(i, open >= 0)
		if open >= 0 {
			candidates = r.within[label]
		}
		best := best(table.score(tokens[:]), &candidates, &valid)
		if best < 0 {
			return // no action is valid: the document ends here, what is open is dropped
		}
		switch a := r.actions[best]; a.move {
		case moveBegin:
			open, label = i, a.label
		case moveLast:
			d.doc.addEntity(open, i+1, label)
			open = -1
		case moveUnit:
			d.doc.addEntity(i, i+1, a.label)
		}
	}
}

// validAt reports which moves token i allows, with an entity open before it or not.
func (d *batchDoc) validAt(i int, open bool) [numNERMoves]bool {
	var v [numNERMoves]bool
	space := d.words[i].lex.isSpace
	goesOn := i+1 < len(d.words) && !d.doc.Tokens[i+1].SentStart
	v[moveBegin] = !open && goesOn && !space
	v[moveUnit] = !open && !space
	v[moveOut] = !open
	v[moveIn] = open && goesOn
	v[moveLast] = open
	return v
}

// best returns the candidate of a valid move with the highest score, the first of
// equals, or -1.
func best(scores []float32, candidates *[numNERMoves][]int, valid *[numNERMoves]bool) int {
	best := -1
	for move, list := range candidates {
		if !valid[move] {
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
