package neo4jtest

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Reset deletes everything in the database that [Start] gave: nodes, edges,
// constraints and indexes.
func Reset(tb testing.TB) {
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
	// Statements that manage their own transactions, so no ExecuteQuery.
	run := func(query string) []*neo4j.Record {
		result, err := session.Run(ctx, query, nil)
		if err != nil {
			tb.Fatalf("emptying the database: %v", err)
		}
		records, err := result.Collect(ctx)
		if err != nil {
			tb.Fatalf("emptying the database: %v", err)
		}
		return records
	}
	run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS")
	drop := func(kind, list string) {
		for _, r := range run(list) {
			name, _ := r.Values[0].(string)
			run("DROP " + kind + " `" + strings.ReplaceAll(name, "`", "``") + "`")
		}
	}
	drop("CONSTRAINT", "SHOW CONSTRAINTS YIELD name")
	drop("INDEX", "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name")
}
