package rule

import "strings"

// A patternSet is all patterns, with a word that each needs, so that a sentence is
// read only for those that it may match.
type patternSet struct {
	all    []patternOf
	needed map[string][]int // patterns by the words of which one must stand in a sentence
	always []int            // patterns that need no word that is sure to stand there
}

// A patternOf is a pattern with its rule.
type patternOf struct {
	rule int
	pattern
}

// newPatternSet numbers the patterns of rules in their order.
func newPatternSet(rules []*Rule) patternSet {
	s := patternSet{needed: map[string][]int{}}
	for r, rule := range rules {
		for _, p := range rule.program.Pattern {
			n := len(s.all)
			s.all = append(s.all, patternOf{r, p})
			words := p.rarest()
			if words == nil {
				s.always = append(s.always, n)
			}
			for word := range words {
				s.needed[word] = append(s.needed[word], n)
			}
		}
	}
	return s
}

// rarest returns the first words of the element with the fewest of them, nil if p
// has no words, or may find them outside the sentence's text (see bindPhrases).
func (p pattern) rarest() map[string][][]string {
	if p.readsPhrases() {
		return nil
	}
	var best map[string][][]string
	for _, e := range p {
		if e.Hole == 0 && (best == nil || len(e.entries) < len(best)) {
			best = e.entries
		}
	}
	return best
}

// wanted returns the patterns, in order, that may match in sentence s.
func (m *match) wanted(s int) []patternOf {
	set := &m.o.patterns
	marked := make([]bool, len(set.all))
	mark := func(list []int) {
		for _, n := range list {
			marked[n] = true
		}
	}
	mark(set.always)
	for _, t := range m.a.Sentences[s].Tokens {
		mark(set.needed[strings.ToLower(t.Text)])
		mark(set.needed[strings.ToLower(t.Lemma)])
	}
	var list []patternOf
	for n, ok := range marked {
		if ok {
			list = append(list, set.all[n])
		}
	}
	return list
}
