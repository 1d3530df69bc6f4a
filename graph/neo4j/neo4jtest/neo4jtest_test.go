package neo4jtest_test

import (
	"context"
	"os"
	"testing"

	"dossier/graph/neo4j/neo4jtest"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

func TestMain(m *testing.M) { os.Exit(neo4jtest.Main(m)) }

// Two starts give one server, the second time empty again; a reset removes the
// schema too.
func TestStart(t *testing.T) {
	ctx := context.Background()
	uri, user, password := neo4jtest.Start(t)
	driver, err := neo4j.NewDriverWithContext(uri, neo4j.BasicAuth(user, password, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer driver.Close(ctx)
	query := func(q string) []*neo4j.Record {
		t.Helper()
		r, err := neo4j.ExecuteQuery(ctx, driver, q, nil, neo4j.EagerResultTransformer)
		if err != nil {
			t.Fatal(err)
		}
		return r.Records
	}
	query("CREATE CONSTRAINT `a``b` FOR (n:A) REQUIRE n.id IS UNIQUE")
	query("CREATE INDEX other FOR (n:B) ON (n.name)")
	query("UNWIND range(1, 20) AS i CREATE (:A {id: i})-[:TO]->(:B)")
	again, _, _ := neo4jtest.Start(t)
	if again != uri {
		t.Errorf("second start gives %s, first %s", again, uri)
	}
	if n := query("MATCH (n) RETURN count(n)")[0].Values[0]; n != int64(0) {
		t.Errorf("%v nodes left", n)
	}
	neo4jtest.Reset(t)
	if rows := query("SHOW INDEXES YIELD type WHERE type <> 'LOOKUP' RETURN type"); len(rows) != 0 {
		t.Errorf("%d indexes left", len(rows))
	}
}
