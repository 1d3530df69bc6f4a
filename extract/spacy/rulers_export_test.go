package spacy

import "encoding/json"

// What tests of the rulers see of their inside.

// BeforeRuler annotates texts with the components before the first ruler and
// returns what applies it to them, and how many tokens there are.
func (nlp *Language) BeforeRuler(texts []string) (apply func(), tokens int) {
	s := new(scratch)
	b := &s.batch
	for _, text := range texts {
		b.add(nlp.tokenizer, text)
	}
	b.link()
	for _, c := range nlp.components {
		switch c.(type) {
		case *attributeRuler, *entityRuler, *spanRuler:
			return func() { c.annotate(b, s) }, len(b.words)
		}
		c.annotate(b, s)
	}
	return func() {}, 0
}

// A Matched is an annotated text on which patterns can be tried.
type Matched struct {
	nlp *Language
	b   batch
	s   scratch

	Limit  int // of states at a time, 0 for the usual one
	States int // after the last match
}

// Unannotated returns a text of tokens only, Annotate a text with all annotation.
func (nlp *Language) Unannotated(text string) *Matched {
	m := &Matched{nlp: nlp}
	m.b.add(nlp.tokenizer, text)
	m.b.link()
	return m
}

func (nlp *Language) Annotate(text string) *Matched {
	m := nlp.Unannotated(text)
	for _, c := range nlp.components {
		c.annotate(&m.b, &m.s)
	}
	return m
}

func (m *Matched) Doc() *Doc { return m.b.docs[0].doc }

// Match returns key, start and end of what patterns find, as spaCy's Matcher would.
// Each pattern is JSON; its key is its number over perKey.
func (m *Matched) Match(patterns []json.RawMessage, perKey int) (matches [][3]int, err error) {
	r := m.nlp.tokenReader()
	found := newMatcher(r)
	if m.Limit > 0 {
		found.limit = m.Limit
	}
	for i, p := range patterns {
		literal, err := readJSON(p)
		if err != nil {
			return nil, err
		}
		nodes, err := r.pattern(literal)
		if err != nil {
			return nil, err
		}
		found.add(i/perKey, nodes)
	}
	seen := make(map[[3]int]bool)
	found.match(&m.b.docs[0], &m.s.match, func(key, start, end int) {
		if match := [3]int{key, start, end}; !seen[match] {
			seen[match] = true
			matches = append(matches, match)
		}
	})
	m.States = len(m.s.match.states)
	return matches, nil
}

func (nlp *Language) tokenReader() *tokenReader {
	return newTokenReader(nlp.vocab.strings, nlp.meta.Lang, nlp.tokenizer.affixes)
}

// Flags returns the numbers of the flags of a word.
func (nlp *Language) Flags(word string) (flags []int) {
	r := nlp.tokenReader()
	for a := isAlphaAttr; a <= isCurrencyAttr; a++ {
		if r.flag(word, a) {
			flags = append(flags, int(a))
		}
	}
	return flags
}

// Fuzzy reports whether the operator finds s like want.
func Fuzzy(s, want, op string) bool { return fuzzy(want, op)(s) }

// SetOrder returns numbers of matches with these ids in the order of a Python set.
func SetOrder(ids []uint64, spans [][2]int) (order []int) {
	var matches []spanMatch
	for i := range ids {
		matches = append(matches, spanMatch{i, spans[i][0], spans[i][1]})
	}
	for _, m := range setOrder(matches, func(key int) uint64 { return ids[key] }) {
		order = append(order, m.key)
	}
	return order
}
