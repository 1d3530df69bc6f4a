package graph

import (
	"cmp"
	"slices"
)

// Sort puts changes into the order that [Target.Apply] asks for.
func Sort(changes []Change) {
	rank := map[Kind]int{}
	for i, k := range Kinds {
		rank[k] = i
	}
	order := func(c Change) int {
		if c.Action == Delete {
			return -rank[c.Record.Kind()] - 1
		}
		return rank[c.Record.Kind()]
	}
	slices.SortFunc(changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(order(a), order(b)), cmp.Compare(a.Record.Key(), b.Record.Key()))
	})
}
