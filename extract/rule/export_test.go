package rule

// Without returns o without the rules of those ids.
func (o *Ontology) Without(ids ...string) *Ontology {
	less := &Ontology{types: o.types, relations: o.relations, index: map[string][]int{}}
	gone := map[string]bool{}
	for _, id := range ids {
		gone[id] = true
	}
	for _, r := range o.rules {
		if !gone[r.ID] {
			less.rules = append(less.rules, r)
		}
	}
	less.buildIndex()
	return less
}
