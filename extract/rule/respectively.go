package rule

import (
	"slices"
	"strings"
)

// respective reports whether a sentence pairs its lists member by member: "A and
// B head X and Y respectively".
func (m *match) respective(sentence int) bool {
	for i := range m.a.Sentences[sentence].Tokens {
		if strings.EqualFold(m.a.Sentences[sentence].Tokens[i].Text, "respectively") {
			return true
		}
	}
	return false
}

// across returns each of the subjects with each of the objects or, if the
// sentence pairs them, with the one of the same rank. Lists of different length
// cannot be paired and yield nothing.
func (m *match) across(sentence int, subjects, objects []filler) []ends {
	respective := m.respective(sentence)
	var all []ends
	for _, s := range subjects {
		for _, o := range objects {
			if !respective || s.of < 2 || o.of < 2 || s.of == o.of && s.rank == o.rank {
				all = append(all, ends{s, o})
			}
		}
	}
	return all
}

// oneByOne returns what a bound pattern says. That is b, except between two
// lists of a sentence that pairs them: "A and B, of X and Y respectively" binds B
// and X, and says (A, X) and (B, Y).
func (m *match) oneByOne(p pattern, s int, b binding) []binding {
	if !m.respective(s) {
		return []binding{b}
	}
	var holes []int
	var lists [][]int
	for k, e := range p {
		if e.Hole != 0 {
			holes = append(holes, k)
			lists = append(lists, m.coordinated(s, m.a.Mentions[b[k].mention].Head))
		}
	}
	if len(lists[0]) < 2 || len(lists[1]) < 2 {
		return []binding{b}
	}
	if len(lists[0]) != len(lists[1]) {
		return nil
	}
	var out []binding
	for k := range lists[0] {
		pair := slices.Clone(b)
		whole := true
		for side, hole := range holes {
			j := m.namedAt(s, lists[side][k], p[hole])
			if whole = whole && j >= 0; whole {
				pair[hole] = bound{j, m.a.Mentions[j].First, m.a.Mentions[j].Last}
			}
		}
		if whole {
			out = append(out, pair)
		}
	}
	return out
}

// coordinated returns the heads of the list to which the token head belongs, in
// the order of the text.
func (m *match) coordinated(s, head int) []int {
	tokens := m.a.Sentences[s].Tokens
	top := head
	for range tokens {
		if tokens[top].Dep != "conj" {
			break
		}
		top = tokens[top].Head
	}
	out := []int{top}
	for i := 0; i < len(out); i++ {
		for k := range tokens {
			if tokens[k].Head == out[i] && tokens[k].Dep == "conj" && !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
	}
	slices.Sort(out)
	return out
}

// namedAt returns the mention with that head that fits e, -1 if there is none.
func (m *match) namedAt(s, head int, e element) int {
	for _, i := range m.mentions[s] {
		if m.a.Mentions[i].Head == head && m.holeFits(e, &m.a.Mentions[i]) {
			return i
		}
	}
	return -1
}
