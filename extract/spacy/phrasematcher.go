package spacy

import (
	"cmp"
	"slices"
)

// A phraseMatcher finds runs of tokens that are equal in one attribute to those of
// phrases: spaCy's PhraseMatcher. Phrases with a common beginning share it.
type phraseMatcher struct {
	reader *tokenReader
	attr   tokenAttr
	nodes  int32 // of the tree of phrases; the root is 0
	next   map[phraseStep]int32
	ends   map[int32][]phraseEnd // of phrases that end at a node
}

type phraseStep struct {
	node  int32
	value uint64
}

type phraseEnd struct {
	key int
	id  uint64 // of the key's string
}

func newPhraseMatcher(r *tokenReader, attr tokenAttr) *phraseMatcher {
	return &phraseMatcher{reader: r, attr: attr, next: make(map[phraseStep]int32), ends: make(map[int32][]phraseEnd)}
}

// add adds the tokens of d as a phrase. One of no tokens is none.
func (m *phraseMatcher) add(key int, id uint64, d *batchDoc) {
	if len(d.words) == 0 {
		return
	}
	node := int32(0)
	for i := range d.words {
		step := phraseStep{node, m.reader.value(d, i, m.attr)}
		next, ok := m.next[step]
		if !ok {
			m.nodes++
			next = m.nodes
			m.next[step] = next
		}
		node = next
	}
	if !slices.ContainsFunc(m.ends[node], func(e phraseEnd) bool { return e.key == key }) {
		m.ends[node] = append(m.ends[node], phraseEnd{key, id})
	}
}

// match calls found with the key, first token and end of every match.
func (m *phraseMatcher) match(d *batchDoc, found func(key, start, end int)) {
	if m.nodes == 0 {
		return
	}
	for start := range d.words {
		node := int32(0)
		for i := start; i < len(d.words); i++ {
			next, ok := m.next[phraseStep{node, m.reader.value(d, i, m.attr)}]
			if !ok {
				break
			}
			node = next
			for _, e := range m.ends[node] {
				found(e.key, start, i+1)
			}
		}
	}
}

// finish brings the keys of equal phrases into spaCy's order, which is that of a
// table of their ids: open addresses, at least two fifths of them free.
func (m *phraseMatcher) finish() {
	for _, ends := range m.ends {
		if len(ends) > 1 {
			tableOrder(ends)
		}
	}
}

func tableOrder(ends []phraseEnd) {
	size := uint64(8)
	var cells []uint64
	var fill func(ids []uint64)
	fill = func(ids []uint64) {
		cells = make([]uint64, size)
		for n, id := range ids {
			i := id % size
			for cells[i] != 0 {
				i = (i + 1) % size
			}
			cells[i] = id
			if uint64(n+2)*5 >= size*3 { // grow: again in the order of the cells, then the rest
				size *= 2
				old := slices.DeleteFunc(cells, func(id uint64) bool { return id == 0 })
				fill(append(old, ids[n+1:]...))
				return
			}
		}
	}
	ids := make([]uint64, len(ends))
	for i, e := range ends {
		ids[i] = e.id
	}
	fill(ids)
	slices.SortFunc(ends, func(a, b phraseEnd) int {
		return cmp.Compare(slices.Index(cells, a.id), slices.Index(cells, b.id))
	})
}
