package graphtest_test

import (
	"testing"

	"dossier/graph"
	"dossier/graph/graphtest"
)

func TestMemory(t *testing.T) {
	graphtest.Run(t, graphtest.Config{
		New:       func(testing.TB) graph.Target { return new(graphtest.Memory) },
		Histories: 50,
	})
}

// A history must have all kinds of change in it, else it tests little.
func TestHistory(t *testing.T) {
	type change struct {
		graph.Action
		graph.Kind
	}
	n := map[change]int{}
	denials, literals, moved := 0, 0, 0
	for seed := range uint64(10) {
		var before graphtest.Graph
		subjects := map[string]string{}
		for _, g := range graphtest.History(seed, 4) {
			for _, c := range graphtest.Diff(before, g) {
				n[change{c.Action, c.Record.Kind()}]++
				e, ok := c.Record.(*graph.Evidence)
				if !ok || c.Action == graph.Delete {
					continue
				}
				if e.Denies != "" {
					denials++
				}
				if e.Value != "" {
					literals++
				}
				if c.Action == graph.Modify && subjects[e.ID] != e.Subject {
					moved++
				}
				subjects[e.ID] = e.Subject
			}
			before = g
		}
	}
	for _, k := range graph.Kinds {
		for _, a := range []graph.Action{graph.Create, graph.Modify, graph.Delete} {
			if n[change{a, k}] < 10 {
				t.Errorf("only %d %s of kind %s", n[change{a, k}], a, k)
			}
		}
	}
	if denials < 10 || literals < 10 || moved < 10 {
		t.Errorf("%d denials, %d literals, %d moved claims", denials, literals, moved)
	}
}
