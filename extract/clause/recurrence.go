package clause

import "dossier/extract"

// recurrences mends agents that recur as an object inside the content of their
// own verb: in "the company after an agency, the Bureau, ordered firms to stop
// selling to it" the model may take the company for the one who ordered. A name
// in apposition to it that cannot be the same thing takes its place.
func (r *reader) recurrences() {
	for v, p := range r.props {
		if p == nil || p.Kind != extract.Verb {
			continue
		}
		if op, ok := r.verbs[p.Lemma]; !ok || op.class.name != "demand" && op.class.name != "force" && op.class.name != "refuse" {
			continue
		}
		for i := range p.Arguments {
			a := &p.Arguments[i]
			if a.Role != extract.Agent || a.Chain < 0 || a.Head < 0 || !r.recurs(v, a.Chain) {
				continue
			}
			if k := r.otherName(a.Head); k >= 0 {
				*a = r.argument(extract.Agent, k)
			}
			p.Confidence = 0.5
		}
	}
}

// recurs reports whether the chain is an object in what the content of v says.
func (r *reader) recurs(v, chain int) bool {
	for steps := 0; v >= 0 && steps < 4; steps++ {
		next := -1
		for _, c := range r.props[v].Arguments {
			if c.Role == extract.Content && c.Proposition >= 0 && r.props[c.Proposition] != nil && c.Proposition > v {
				next = c.Proposition
			}
		}
		if next < 0 {
			return false
		}
		for _, a := range r.props[next].Arguments {
			if a.Chain == chain && a.Role != extract.Agent && a.Role != extract.Content {
				return true
			}
		}
		v = next
	}
	return false
}

// otherName returns a name in apposition to h, -1 if none.
func (r *reader) otherName(h int) int {
	for _, k := range r.t.kids[h] {
		if r.t.dep(k) == "appos" && r.named(k) && r.chain(k) != r.chain(h) {
			return k
		}
	}
	return -1
}
