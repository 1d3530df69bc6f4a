package neo4jtest

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Empty deletes all nodes and edges in the database that [Start] gave.
func Empty(tb testing.TB) {
	tb.Helper()
	Run(tb, "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS")
}

// Reset deletes everything in the database that [Start] gave: nodes, edges,
// constraints and indexes.
func Reset(tb testing.TB) {
	tb.Helper()
	Empty(tb)
	drop := func(kind, list string) {
		for _, row := range Run(tb, list) {
			name, _ := row[0].(string)
			Run(tb, "DROP "+kind+" `"+strings.ReplaceAll(name, "`", "``")+"`")
		}
	}
	drop("CONSTRAINT", "SHOW CONSTRAINTS YIELD name")
	drop("INDEX", "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name")
}

// Run runs a statement on the server that [Start] gave, in a transaction of its
// own, and returns its rows.
func Run(tb testing.TB, statement string) [][]any {
	tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	driver, err := neo4j.NewDriverWithContext(shared.uri, neo4j.BasicAuth(shared.user, shared.password, ""))
	if err != nil {
		tb.Fatal(err)
	}
	defer driver.Close(ctx)
	session := driver.NewSession(ctx, neo4j.SessionConfig{})
	defer session.Close(ctx)
	// Not ExecuteQuery: some statements cannot run in its transaction.
	result, err := session.Run(ctx, statement, nil)
	if err != nil {
		tb.Fatalf("%s: %v", statement, err)
	}
	var rows [][]any
	for result.Next(ctx) {
		rows = append(rows, result.Record().Values)
	}
	if err := result.Err(); err != nil {
		tb.Fatalf("%s: %v", statement, err)
	}
	return rows
}
