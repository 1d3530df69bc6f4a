package neo4j_test

import (
	"context"
	"testing"

	"dossier/graph"
	"dossier/graph/graphtest"
	"dossier/graph/neo4j"
)

// BenchmarkApply writes 10,000 claims with all that belongs to them into an empty
// database, then again when nothing has changed, then removes them. Run it with
// -benchtime 5x: the first rounds warm the server up.
func BenchmarkApply(b *testing.B) {
	const claims = 10_000
	o := neo4j.Options{Login: login(b), Workspace: "w"}
	large := graphtest.Large(claims)
	create := graphtest.Diff(nil, large)
	for _, phase := range []struct {
		name    string
		changes []graph.Change
	}{
		{"create", create}, {"unchanged", create}, {"delete", graphtest.Diff(large, nil)},
	} {
		b.Run(phase.name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				target := reopen(b, o)
				switch phase.name {
				case "create":
					target.Close(context.Background())
					target = clear(b, o)
				case "delete":
					mustApply(b, target, create)
				}
				b.StartTimer()
				mustApply(b, target, phase.changes)
				b.StopTimer()
				target.Close(context.Background())
				b.StartTimer()
			}
			b.ReportMetric(claims*float64(b.N)/b.Elapsed().Seconds(), "claims/s")
		})
	}
}

func mustApply(tb testing.TB, target graph.Target, changes []graph.Change) {
	tb.Helper()
	err := target.Apply(context.Background(), changes, func(int) error { return nil })
	if err != nil {
		tb.Fatal(err)
	}
}
