package pair

import "dossier/extract"

// A Candidate is an ordered pair of mentions of one sentence that speak of two
// named things: indices in Analysis.Mentions.
type Candidate struct{ Subject, Object int }

// nearest is how many mentions after a mention are paired with it: the work stays
// linear in the sentence.
const nearest = 8

// Candidates returns the pairs of a, in both orders.
func Candidates(a *extract.Analysis) []Candidate {
	var out []Candidate
	named := func(i int) bool {
		m := &a.Mentions[i]
		return m.Chain >= 0 && a.Chains[m.Chain].Name != "" && m.Form != extract.Value
	}
	for i := range a.Mentions {
		if !named(i) {
			continue
		}
		n := 0
		for j := i + 1; j < len(a.Mentions) && n < nearest; j++ {
			x, y := &a.Mentions[i], &a.Mentions[j]
			if y.Sentence != x.Sentence || y.First-x.Last > maxBetween {
				break
			}
			if !named(j) || x.Chain == y.Chain || x.Overlaps(y.Span) {
				continue
			}
			n++
			out = append(out, Candidate{i, j}, Candidate{j, i})
		}
	}
	return out
}
