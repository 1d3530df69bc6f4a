package clause

import (
	"strings"

	"dossier/extract"
)

// A tree is a sentence's tree with children. It owns its tokens: repairs
// change heads, labels and lemmas in it, never in the analysis.
type tree struct {
	toks  []extract.Token
	kids  [][]int // ascending
	order []int   // every head before its dependents
	first []int   // first token of the subtree
	last  []int   // token after its last
}

func newTree(toks []extract.Token) *tree {
	t := &tree{toks: append([]extract.Token(nil), toks...)}
	t.build()
	return t
}

// build computes all but the tokens. A head out of range makes a root, and so
// does the first token met twice on a cycle.
func (t *tree) build() {
	n := len(t.toks)
	t.kids = make([][]int, n)
	t.order = make([]int, 0, n)
	t.first, t.last = make([]int, n), make([]int, n)
	const (
		unseen = iota
		onPath
		done
	)
	seen := make([]byte, n)
	path := make([]int, 0, 16)
	for i := range t.toks {
		path = path[:0]
		for j := i; seen[j] == unseen; {
			seen[j] = onPath
			path = append(path, j)
			h := t.toks[j].Head
			if h < 0 || h >= n || seen[h] == onPath {
				h = j
			}
			t.toks[j].Head = h
			j = h
		}
		for k := len(path) - 1; k >= 0; k-- {
			seen[path[k]] = done
			t.order = append(t.order, path[k])
		}
	}
	for i, tok := range t.toks {
		if tok.Head != i {
			t.kids[tok.Head] = append(t.kids[tok.Head], i)
		}
		t.first[i], t.last[i] = i, i+1
	}
	for k := n - 1; k >= 0; k-- {
		i := t.order[k]
		h := t.toks[i].Head
		t.first[h] = min(t.first[h], t.first[i])
		t.last[h] = max(t.last[h], t.last[i])
	}
}

// head returns the head of i, -1 for a root.
func (t *tree) head(i int) int {
	if h := t.toks[i].Head; h != i {
		return h
	}
	return -1
}

func (t *tree) dep(i int) string   { return t.toks[i].Dep }
func (t *tree) lemma(i int) string { return strings.ToLower(t.toks[i].Lemma) }
func (t *tree) lower(i int) string { return strings.ToLower(t.toks[i].Text) }

// is reports whether i's label is one of deps.
func (t *tree) is(i int, deps ...string) bool {
	for _, d := range deps {
		if t.toks[i].Dep == d {
			return true
		}
	}
	return false
}

// child returns the first child of i with one of the labels, -1 if none.
func (t *tree) child(i int, deps ...string) int {
	for _, k := range t.kids[i] {
		if t.is(k, deps...) {
			return k
		}
	}
	return -1
}

func (t *tree) verb(i int) bool { return strings.HasPrefix(t.toks[i].Tag, "VB") }

// noun reports whether i is a common or a proper noun.
func (t *tree) noun(i int) bool { return strings.HasPrefix(t.toks[i].Tag, "NN") }

func (t *tree) plural(i int) bool { return t.toks[i].Tag == "NNS" || t.toks[i].Tag == "NNPS" }

// nominal reports whether i can head a noun phrase.
func (t *tree) nominal(i int) bool {
	switch t.toks[i].Pos {
	case "NOUN", "PROPN", "PRON", "NUM":
		return true
	}
	switch t.toks[i].Tag {
	case "PRP", "WP", "WDT", "CD", "DT", "EX", "$":
		return true
	}
	return t.noun(i)
}

// predicate reports whether i is a verb that predicates something: not an
// auxiliary.
func (t *tree) predicate(i int) bool { return t.verb(i) && !t.is(i, "aux", "auxpass", "prep", "case") }

// comma reports whether a comma or another pause stands directly before i.
func (t *tree) pauseBefore(i int) bool {
	if i == 0 {
		return false
	}
	switch t.toks[i-1].Text {
	case ",", "—", "–", "--", "(", ";", ":":
		return true
	}
	return false
}

// replace puts n into the place of i, and hangs under it what hangs on i.
func (t *tree) replace(i, n int) {
	t.toks[n].Head, t.toks[n].Dep = t.toks[i].Head, t.toks[i].Dep
	if t.head(i) < 0 {
		t.toks[n].Head = n
	}
	for _, k := range t.kids[i] {
		if k != n {
			t.toks[k].Head = n
		}
	}
}

// move hangs i under h, unless h stands below i.
func (t *tree) move(i, h int, dep string) {
	// A path longer than this is no sentence; build breaks what cycle may come.
	const limit = 256
	for j, steps := h, 0; j >= 0 && steps < limit; j, steps = t.head(j), steps+1 {
		if j == i {
			return
		}
	}
	t.toks[i].Head, t.toks[i].Dep = h, dep
}
