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
}

func newRecognizer(n *network, moves []byte, slot int) (*recognizer, error) {
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
	if len(n.find("extract_features")) == 0 {
		return nil, fmt.Errorf("it shares the pipeline's tok2vec; only one with its own is supported")
	}
	r := &recognizer{actions: actions}
	if r.tok2vec, err = newTok2Vec(n, slot); err != nil {
		return nil, err
	}
	r.model, err = newTransitionModel(n, len(actions), nerSlots, r.tok2vec.width)
	return r, err
}

func (r *recognizer) annotate(b *batch, s *scratch) {
	width := r.tok2vec.width
	s.vectors = grow(s.vectors, len(b.words)*width)
	r.tok2vec.encode(b, s.vectors, s)
	for i := range b.docs {
		d := &b.docs[i]
		r.recognize(d, s.vectors[d.first*width:], s)
	}
}

func (r *recognizer) recognize(d *batchDoc, vectors []float32, s *scratch) {
	n := len(d.words)
	for i := range d.doc.Tokens {
		d.doc.Tokens[i].EntIOB = "O"
	}
	s.table.reset(r.model, vectors, n)
	open, label := -1, "" // first token of the open entity, and its label
	for i := range n {
		slots := [nerSlots]int{i, open, -1}
		if open >= 0 {
			slots[2] = i - 1
		}
		scores := s.table.score(slots[:])
		last := i+1 == n
		startsNext := !last && d.doc.Tokens[i+1].SentStart
		best := -1
		for k, a := range r.actions {
			if best >= 0 && !(scores[k] > scores[best]) {
				continue
			}
			valid := false
			switch a.move {
			case moveBegin:
				valid = open < 0 && a.label != "" && !last && !startsNext && !d.words[i].lex.isSpace
			case moveIn:
				valid = open >= 0 && a.label == label && a.label != "" && !last && !startsNext
			case moveLast:
				valid = open >= 0 && a.label == label && a.label != ""
			case moveUnit:
				valid = open < 0 && a.label != "" && !d.words[i].lex.isSpace
			case moveOut:
				valid = open < 0
			}
			if valid {
				best = k
			}
		}
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
