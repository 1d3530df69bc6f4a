package pair

import (
	"strings"

	"dossier/extract"
)

// A Candidate is an ordered pair of mentions of one sentence that speak of two
// named things: indices in Analysis.Mentions.
type Candidate struct{ Subject, Object int }

// nearest is how many mentions after a mention are paired with it: the work stays
// linear in the sentence.
const nearest = 8

// crowd is how many names make a sentence a list, of which nothing is said pair by
// pair.
const crowd = 10

// Candidates returns the pairs of the body of a: of two named things in both orders, and of a
// named thing with a date.
func Candidates(a *extract.Analysis) []Candidate {
	var out []Candidate
	named := func(i int) bool {
		m := &a.Mentions[i]
		return m.Chain >= 0 && a.Chains[m.Chain].Name != "" && m.Form != extract.Value
	}
	names := map[int]int{} // by sentence
	for i := range a.Mentions {
		if a.Mentions[i].Form == extract.Name {
			names[a.Mentions[i].Sentence]++
		}
	}
	for i := range a.Mentions {
		x := &a.Mentions[i]
		if !a.InBody(x.Sentence) || !named(i) && !isDate(x) || names[x.Sentence] > crowd {
			continue
		}
		n := 0
		for j := i + 1; j < len(a.Mentions) && n < nearest; j++ {
			y := &a.Mentions[j]
			if y.Sentence != x.Sentence || y.First-x.Last > maxBetween {
				break
			}
			first, second := named(i), named(j)
			if first && second && x.Chain == y.Chain || x.Overlaps(y.Span) {
				continue
			}
			switch {
			case first && second:
				out = append(out, Candidate{i, j}, Candidate{j, i})
			case first && isDate(y):
				out = append(out, Candidate{i, j})
			case second && isDate(x):
				out = append(out, Candidate{j, i})
			default:
				continue
			}
			n++
		}
	}
	return out
}

// isDate reports whether m is a date of which it is known which one: no span of
// time.
func isDate(m *extract.Mention) bool {
	return m.Form == extract.Value && m.Type == "Date" && m.Normal != "" && m.Normal[0] != 'P' && !strings.Contains(m.Normal, "/")
}
