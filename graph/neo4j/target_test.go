package neo4j_test

import (
	"context"
	"testing"

	"dossier/graph"
	"dossier/graph/graphtest"
	"dossier/graph/neo4j"
	"dossier/graph/neo4j/neo4jtest"
)

var _ graph.Target = (*neo4j.Target)(nil)

func login(tb testing.TB) neo4j.Login {
	uri, user, password := neo4jtest.Start(tb)
	return neo4j.Login{URI: uri, User: user, Password: password}
}

// open opens the emptied database. Small batches make many transactions of few
// records.
func open(tb testing.TB) *neo4j.Target {
	tb.Helper()
	return reopen(tb, neo4j.Options{Login: login(tb), Workspace: "w", BatchRows: 7})
}

func reopen(tb testing.TB, o neo4j.Options) *neo4j.Target {
	tb.Helper()
	target, err := neo4j.Open(context.Background(), o)
	if err != nil {
		tb.Fatal(err)
	}
	return target
}

// clear empties the database and opens it.
func clear(tb testing.TB, o neo4j.Options) *neo4j.Target {
	tb.Helper()
	neo4jtest.Empty(tb)
	return reopen(tb, o)
}

func TestConformance(t *testing.T) {
	o := neo4j.Options{Login: login(t), Workspace: "w", BatchRows: 20}
	graphtest.Run(t, graphtest.Config{
		New:       func(tb testing.TB) graph.Target { return clear(tb, o) },
		Holds:     neo4j.Holds,
		Histories: 2,
	})
}
