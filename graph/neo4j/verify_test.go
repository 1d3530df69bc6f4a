package neo4j_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"dossier/graph"
	"dossier/graph/neo4j"
	"dossier/graph/neo4j/neo4jtest"

	"github.com/google/go-cmp/cmp"
)

var _ graph.Verifier = (*neo4j.Target)(nil)

// faults lists what Verify says of the records, less those whose fault is that
// they are not there at all.
func faults(t *testing.T, target *neo4j.Target, records []graph.Record) (list []string) {
	t.Helper()
	for _, kind := range graph.Kinds {
		var some []graph.Record
		for _, r := range records {
			if r.Kind() == kind {
				some = append(some, r)
			}
		}
		err := target.Verify(context.Background(), some, func(r graph.Record, what string) error {
			list = append(list, strings.ReplaceAll(string(r.Kind())+" "+r.Key(), "\x1f", " in ")+": "+what)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return list
}

// What somebody does to our nodes and edges shows, even if the hashes stay, and
// a Modify mends it.
func TestVerify(t *testing.T) {
	target := open(t)
	defer target.Close(context.Background())
	records := slices.DeleteFunc(slices.Clone(small()), func(r graph.Record) bool { return !neo4j.Holds(r) })
	var changes, modify []graph.Change
	for _, r := range records {
		changes = append(changes, graph.Change{Action: graph.Create, Record: r})
		modify = append(modify, graph.Change{Action: graph.Modify, Record: r})
	}
	mustApply(t, target, changes)
	want := dump(t)
	for _, test := range []struct {
		name, tamper string
		want         []string
	}{
		{"nothing", "RETURN 1", nil},
		{"a property", "MATCH (n:Entity {id: 'organization:zte'}) SET n.name = 'Zed'", []string{`entity organization:zte: name is "Zed", not "ZTE Corporation"`}},
		{"a list", "MATCH (n:Entity {id: 'organization:zte'}) SET n.aliases = n.aliases + 'x'", []string{`entity organization:zte: aliases is [ZTE x], not [ZTE]`}},
		{"a property of one's own", "MATCH (n:Document) SET n.mine = 1", []string{`document d1: mine is 1, and should not be there`}},
		{"a property lost", "MATCH (n:Claim {id: 'c1'}) REMOVE n.quote", []string{"claim c1: quote is missing"}},
		{"a label", "MATCH (n:Entity {id: 'person:ross'}) REMOVE n:Person", []string{"entity person:ross: it lacks the label Person"}},
		{"a label of one's own", "MATCH (n:Entity {id: 'person:ross'}) SET n:Minister", nil},
		{"an edge of a claim", "MATCH (c:Claim {id: 'c1'})-[e:SUBJECT]->() MATCH (x:Entity {id: 'person:ross'}) CREATE (c)-[:SUBJECT]->(x) DELETE e",
			[]string{"claim c1: an edge SUBJECT to person:ross should not be there"}},
		{"the property of such an edge", "MATCH (:Claim {id: 'c2'})-[e:SAID_BY]->() SET e.order = 7", []string{"claim c2: an edge SAID_BY order=7 to person:ross should not be there"}},
		{"a denial", "MATCH (:Claim)-[e:DENIES]->() DELETE e", []string{"claim c2: the edge DENIES to c1 is missing"}},
		{"an edge", "MATCH ()-[e:SANCTIONED_BY]->() SET e.claims = 5", []string{"fact f1: claims is 5, not 1"}},
		{"an edge turned round", "MATCH (a)-[e:SANCTIONED_BY]->(b) CREATE (b)-[x:SANCTIONED_BY]->(a) SET x = e DELETE e",
			[]string{"fact f1: it does not stand between its two ends"}},
		{"an edge twice", "MATCH (a)-[e:SANCTIONED_BY]->(b) CREATE (a)-[x:SANCTIONED_BY]->(b) SET x = e", []string{"fact f1: it is there twice"}},
		{"a mention", "MATCH ()-[e:MENTIONED_IN]->() SET e.count = 4", []string{"mentioned organization:zte in d1: count is 4, not 3"}},
		{"an edge of one's own", "MATCH (a:Entity {id: 'person:ross'}), (b:Document) CREATE (a)-[:READ]->(b)", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			neo4jtest.Run(t, test.tamper)
			if diff := cmp.Diff(test.want, faults(t, target, records)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			mustApply(t, target, modify)
			if got := faults(t, target, records); got != nil {
				t.Errorf("after the repair: %v", got)
			}
		})
	}
	neo4jtest.Run(t, "MATCH ()-[e:READ]->() DELETE e")
	neo4jtest.Run(t, "MATCH (n:Minister) REMOVE n:Minister")
	if diff := cmp.Diff(want, dump(t)); diff != "" {
		t.Errorf("after all repairs (-want +got):\n%s", diff)
	}
}

// To look writes nothing.
func TestReadOnly(t *testing.T) {
	look := neo4j.Options{Login: login(t), Workspace: "w", ReadOnly: true}
	neo4jtest.Reset(t)
	target := reopen(t, look)
	defer target.Close(context.Background())
	mustHold(t, target, nil)
	if n := one(t, "MATCH (n) RETURN count(n)"); n != int64(0) {
		t.Errorf("%v nodes", n)
	}
	if n := one(t, "SHOW CONSTRAINTS YIELD name RETURN count(name)"); n != int64(0) {
		t.Errorf("%v constraints", n)
	}
	neo4jtest.Run(t, "CREATE (:Dossier {workspace: 'other', schema: 1})")
	if got := reason(t, look); got != neo4j.Foreign {
		t.Errorf("another's database: got %q", got)
	}
}
