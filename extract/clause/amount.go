package clause

import (
	"dossier/extract"
)

// amounts gives p, triggered by the verb v, what hangs on an amount that is its
// patient: a share of something is of that thing ("owns 40% of Belport"), and a
// sum of money has no prepositional phrases, so that they are the verb's ("put
// $2 billion into Orix", "received $5 million from Aldor").
func (r *reader) amounts(p *extract.Proposition, v int) {
	for _, a := range p.Args(extract.Patient) {
		if a.Head < 0 || r.t.head(a.Head) != v {
			continue
		}
		m := r.value(a.Head)
		share := m == nil && r.shares[r.t.lemma(a.Head)] || m != nil && m.Type == "Percent"
		for _, k := range r.t.kids[a.Head] {
			switch {
			case r.t.dep(k) != "prep":
			case r.t.lower(k) == "of":
				if o := r.t.child(k, "pobj"); o >= 0 && share {
					r.add(p, extract.Patient, o)
				}
			case m != nil && m.Type == "Money":
				r.prepositional(p, v, k)
			}
		}
	}
}
