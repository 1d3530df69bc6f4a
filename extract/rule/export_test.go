package rule

import "slices"

// Without returns o without the rules of those ids.
func (o *Ontology) Without(ids ...string) *Ontology {
	less := &Ontology{types: o.types, relations: o.relations, index: map[string][]int{}}
	for _, r := range o.rules {
		if !slices.Contains(ids, r.ID) {
			less.rules = append(less.rules, r)
		}
	}
	less.buildIndex()
	return less
}
