package spacy

import "strings"

// deprojectivise moves arcs that the parser could not draw because they cross
// others. It drew them from a token above the true head, with a label X||Y: X is
// the arc's label, Y the label of the true head, to be looked for below.
func (t *tree) deprojectivise(doc *batchDoc) {
	tokens := doc.doc.Tokens
	var search *headSearch
	for i := range tokens {
		label, headLabel, ok := strings.Cut(tokens[i].Dep, "||")
		if !ok {
			continue
		}
		if search == nil {
			search = newHeadSearch(t, doc)
		}
		search.move(i, search.trueHead(i, headLabel))
		tokens[i].Dep = label
	}
	if search != nil {
		t.setEdges()
	}
}

// A headSearch looks for heads in the tree of a document.
type headSearch struct {
	*tree
	doc   *batchDoc
	first []int         // the first child of each token as the parser drew the tree, or -1
	next  []int         // the next child of the same head, or -1
	moved map[int][]int // the children that have come to a head since, in order
	steps int           // that may still be made
	queue []int
}

// searchSteps is how many children are looked at for each token of a document, at
// most and on average. It is many times what sentences of any length need; without a
// bound some long tree would take the square of its length.
const searchSteps = 256

func newHeadSearch(t *tree, doc *batchDoc) *headSearch {
	n := len(t.heads)
	s := &headSearch{
		tree: t, doc: doc, first: make([]int, n), next: make([]int, n), moved: make(map[int][]int), steps: searchSteps * n,
	}
	for i := range s.first {
		s.first[i] = -1
	}
	for i := n - 1; i >= 0; i-- {
		if h := t.heads[i]; h != i {
			s.next[i], s.first[h] = s.first[h], i
		}
	}
	return s
}

// trueHead returns the first token with the label below i's head, level by level
// and from left to right; i's head if there is none.
func (s *headSearch) trueHead(i int, label string) int {
	head := s.heads[i]
	s.queue = append(s.queue[:0], head)
	for at := 0; at < len(s.queue); at++ {
		for c := range s.children(s.queue[at]) {
			if c == i || s.doc.words[c].lex.isSpace {
				continue
			}
			if s.doc.doc.Tokens[c].Dep == label {
				return c
			}
			s.queue = append(s.queue, c)
		}
	}
	return head
}

// children yields the children of h from left to right, as far as they lie in the
// reach that its subtree had before any arc was moved: spaCy sees no others.
func (s *headSearch) children(h int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		moved := s.moved[h]
		for c := s.first[h]; (c >= 0 || len(moved) > 0) && s.steps > 0; s.steps-- {
			next := c
			if c < 0 || len(moved) > 0 && moved[0] < c {
				next, moved = moved[0], moved[1:]
			} else {
				c = s.next[c]
			}
			if s.heads[next] == h && s.left[h] <= next && next <= s.right[h] && !yield(next) {
				return
			}
		}
	}
}

// move gives a token another head. Tokens move from left to right.
func (s *headSearch) move(i, head int) {
	if s.heads[i] != head {
		s.heads[i] = head
		s.moved[head] = append(s.moved[head], i)
	}
}
