package neo4j_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"dossier/graph"
	"dossier/graph/graphtest"
	"dossier/graph/neo4j"
	"dossier/graph/neo4j/neo4jtest"

	"github.com/google/go-cmp/cmp"
)

// reason opens the database and gives why it was refused, "" if it was not.
func reason(t *testing.T, o neo4j.Options) neo4j.Reason {
	t.Helper()
	target, err := neo4j.Open(context.Background(), o)
	if err == nil {
		target.Close(context.Background())
		return ""
	}
	var e *neo4j.Error
	if !errors.As(err, &e) {
		t.Fatalf("%v is no *neo4j.Error", err)
	}
	if e.Hint == "" {
		t.Errorf("%v has no hint", err)
	}
	return e.Reason
}

func TestOwner(t *testing.T) {
	mine := neo4j.Options{Login: login(t), Workspace: "mine"}
	theirs := neo4j.Options{Login: mine.Login, Workspace: "theirs"}
	adopted := theirs
	adopted.Adopt = true
	for _, test := range []struct {
		name  string
		setup string
		o     neo4j.Options
		want  neo4j.Reason
		owner any // afterwards
	}{
		{"empty", "", mine, "", "mine"},
		{"own", "CREATE (:Dossier {workspace: 'mine', schema: 1, revision: 'r'})", mine, "", "mine"},
		{"own and full", "CREATE (:Dossier {workspace: 'mine', schema: 1}), (:Other)", mine, "", "mine"},
		{"another's", "CREATE (:Dossier {workspace: 'mine', schema: 1})", theirs, neo4j.Foreign, "mine"},
		{"another's, adopted", "CREATE (:Dossier {workspace: 'mine', schema: 1})", adopted, "", "theirs"},
		{"unmarked", "CREATE (:Person {name: 'Ann'})", mine, neo4j.NotEmpty, nil},
		{"unmarked, adopted", "CREATE (:Person {name: 'Ann'})", adopted, "", "theirs"},
		{"later schema", "CREATE (:Dossier {workspace: 'mine', schema: 99})", mine, neo4j.Newer, "mine"},
		{"later schema, adopted", "CREATE (:Dossier {workspace: 'mine', schema: 99})", adopted, neo4j.Newer, "mine"},
		{"clashing data", "CREATE (:Document {id: 1}), (:Document {id: 1})", adopted, neo4j.SchemaClash, nil},
		{"clashing index", "CREATE INDEX mine FOR (n:Claim) ON (n.id)", mine, neo4j.SchemaClash, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			neo4jtest.Reset(t)
			if test.setup != "" {
				neo4jtest.Run(t, test.setup)
			}
			before := dump(t)
			if got := reason(t, test.o); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if diff := cmp.Diff(before, dump(t)); diff != "" {
				t.Errorf("something was written:\n%s", diff)
			}
			if got := one(t, "OPTIONAL MATCH (d:Dossier) RETURN d.workspace"); got != test.owner {
				t.Errorf("afterwards it belongs to %v, not to %v", got, test.owner)
			}
			n := one(t, "SHOW CONSTRAINTS YIELD name RETURN count(name)")
			if refused := test.want == neo4j.Foreign || test.want == neo4j.NotEmpty || test.want == neo4j.Newer; refused && n != int64(0) {
				t.Errorf("a refused database has %v constraints", n)
			} else if test.want == "" && n != int64(5) {
				t.Errorf("%v constraints, not 5", n)
			}
		})
	}
	neo4jtest.Reset(t)
}

// Who takes over the database of another workspace finds nothing of it in there
// but what strangers hold.
func TestAdoptEvicts(t *testing.T) {
	ctx := context.Background()
	l := login(t)
	theirs := reopen(t, neo4j.Options{Login: l, Workspace: "theirs"})
	mustApply(t, theirs, graphtest.Diff(nil, graphtest.Large(400)))
	theirs.Close(ctx)
	neo4jtest.Run(t, "MATCH (e:Entity {id: 'organization:0'}) CREATE (:Note)-[:ABOUT]->(e)")
	neo4jtest.Run(t, "CREATE (:Document {title: 'a stranger, without hash'})-[:OF]->(:Entity {name: 'another'})")
	ours := reopen(t, neo4j.Options{Login: l, Workspace: "ours", Adopt: true})
	defer ours.Close(ctx)
	mustHold(t, ours, nil)
	want := strings.TrimLeft(`
(:Document <nil>)-[OF {}]->(:Entity another)
(:Document {"title":"a stranger, without hash"})
(:Entity {"name":"another"})
(:Former {"id":"organization:0","name":"Organization number 0"})
(:Note <nil>)-[ABOUT {}]->(:Former organization:0)
(:Note {})
`, "\n")
	if diff := cmp.Diff(want, dump(t)); diff != "" {
		t.Errorf("after the adoption (-want +got):\n%s", diff)
	}
	if revision, err := ours.Revision(ctx); err != nil || revision != "" {
		t.Errorf("the revision is %q, %v", revision, err)
	}
}

// Of several workspaces that come to an empty database at once, one gets it.
func TestOwnerRace(t *testing.T) {
	l := login(t)
	var mu sync.Mutex
	owned := 0
	var group sync.WaitGroup
	for _, w := range []string{"a", "b", "c", "d"} {
		group.Go(func() {
			target, err := neo4j.Open(context.Background(), neo4j.Options{Login: l, Workspace: w})
			var e *neo4j.Error
			switch {
			case err == nil:
				mu.Lock()
				owned++
				mu.Unlock()
				target.Close(context.Background())
			case !errors.As(err, &e) || e.Reason != neo4j.Foreign:
				t.Errorf("%s: %v", w, err)
			}
		})
	}
	group.Wait()
	if owned != 1 {
		t.Errorf("%d workspaces own the database", owned)
	}
}

func TestRevision(t *testing.T) {
	ctx := context.Background()
	o := neo4j.Options{Login: login(t), Workspace: "w"}
	target := reopen(t, o)
	defer target.Close(ctx)
	expect := func(want string) {
		t.Helper()
		if got, err := target.Revision(ctx); err != nil || got != want {
			t.Errorf("got %q, %v; want %q", got, err, want)
		}
	}
	expect("")
	if err := target.SetRevision(ctx, "r1"); err != nil {
		t.Fatal(err)
	}
	expect("r1")
	again := reopen(t, o)
	again.Close(ctx)
	expect("r1")
	mustApply(t, target, nil)
	expect("r1")
	mustApply(t, target, graphtest.Diff(nil, small()))
	expect("")
}

// What others have put beside ours is not touched.
func TestStrangers(t *testing.T) {
	target := open(t)
	defer target.Close(context.Background())
	g := small()
	mustApply(t, target, graphtest.Diff(nil, g))
	ours := dump(t)
	neo4jtest.Run(t, "CREATE (:Note {id: 'organization:zte', name: 'n', hash: 'h'})-[:SUBJECT]->(:Document {title: 'not ours'})")
	neo4jtest.Run(t, "MATCH (a:Entity {id: 'organization:zte'}), (b:Entity {id: 'organization:bis'}) CREATE (a)-[:SANCTIONED_BY {by: 'hand'}]->(b)")
	neo4jtest.Run(t, "MATCH (a:Entity {id: 'person:ross'}) SET a:Watched")
	strange := difference(dump(t), ours)
	if len(strange) < 4 {
		t.Fatalf("the strangers are not there: %v", strange)
	}
	// Everything changes.
	var changed graphtest.Graph
	for _, r := range g {
		switch r := r.(type) {
		case *graph.Entity:
			c := *r
			c.Aliases = []string{"changed"}
			changed = append(changed, &c)
		case *graph.Fact:
			c := *r
			c.Confidence = 0.5
			changed = append(changed, &c)
		default:
			changed = append(changed, r)
		}
	}
	mustApply(t, target, graphtest.Diff(g, changed))
	mustApply(t, target, graphtest.Diff(changed, g))
	if diff := cmp.Diff(strange, difference(dump(t), ours)); diff != "" {
		t.Errorf("the strangers (-before +after):\n%s", diff)
	}
}

// A node that is deleted while a stranger's edge hangs on it stays without our
// labels and properties, and comes back with the record.
func TestFormer(t *testing.T) {
	target := open(t)
	defer target.Close(context.Background())
	g := small()
	mustApply(t, target, graphtest.Diff(nil, g))
	neo4jtest.Run(t, "MATCH (e:Entity {id: 'organization:zte'}) SET e:Watched CREATE (:Note)-[:ABOUT]->(e)")
	neo4jtest.Run(t, "MATCH (d:Document {id: 'd1'}) CREATE (:Note)-[:ABOUT]->(d)")
	neo4jtest.Run(t, "MATCH (c:Claim {id: 'c2'}) CREATE (:Note)-[:ABOUT]->(c)")
	full := dump(t)
	mustApply(t, target, graphtest.Diff(g, nil))
	want := strings.TrimLeft(`
(:Former {"id":"c2","quote":"Mr. Ross denied it."})
(:Former {"id":"d1","title":"Talks stall"})
(:Former:Watched {"id":"organization:zte","name":"ZTE Corporation"})
(:Note <nil>)-[ABOUT {}]->(:Former c2)
(:Note <nil>)-[ABOUT {}]->(:Former d1)
(:Note <nil>)-[ABOUT {}]->(:Former:Watched organization:zte)
(:Note {})
(:Note {})
(:Note {})
`, "\n")
	if diff := cmp.Diff(want, dump(t)); diff != "" {
		t.Errorf("after the deletion (-want +got):\n%s", diff)
	}
	mustApply(t, target, graphtest.Diff(nil, g))
	if diff := cmp.Diff(full, dump(t)); diff != "" {
		t.Errorf("after the return (-before +after):\n%s", diff)
	}
	// Once nothing hangs on them they go for good.
	neo4jtest.Run(t, "MATCH (n:Note) DETACH DELETE n")
	mustApply(t, target, graphtest.Diff(g, nil))
	if got := dump(t); got != "\n" {
		t.Errorf("left behind:\n%s", got)
	}
}

// What was damaged by hand shows in the contents, and is mended.
func TestMending(t *testing.T) {
	g := small()
	for _, damage := range []string{
		"MATCH (n:Entity {id: 'organization:zte'}) DETACH DELETE n",
		"MATCH (n:Claim {id: 'c1'}) DETACH DELETE n",
		"MATCH (:Claim {id: 'c1'})-[e:SUBJECT]->() DELETE e",
		"MATCH (:Claim {id: 'c1'})-[e:OBJECT]->() DELETE e",
		"MATCH (:Claim {id: 'c1'})-[e:IN]->() DELETE e",
		"MATCH (:Claim {id: 'c2'})-[e:SAID_BY]->() DELETE e",
		"MATCH (:Claim {id: 'c2'})-[e:DENIES]->() DELETE e",
		"MATCH (:Claim {id: 'c1'})-[e:QUALIFIER]->() DELETE e",
		"MATCH (n:Entity {id: 'organization:zte'}) REMOVE n:Company",
		"MATCH (n:Entity {id: 'organization:zte'}) REMOVE n.hash",
		"MATCH ()-[e:SANCTIONED_BY]->() DELETE e",
		"MATCH (a)-[e:SANCTIONED_BY]->(b) CREATE (a)-[f:SANCTIONED_BY]->(b) SET f = properties(e)",
		"MATCH (a)-[e:MENTIONED_IN]->(b) CREATE (a)-[f:MENTIONED_IN]->(b) SET f = properties(e)",
		"MATCH (a:Entity {id: 'person:ross'}), (b:Entity {id: 'organization:zte'}) CREATE (a)-[:ALLY_OF {id: 'f9', hash: 'h'}]->(b)",
		"CREATE (:Entity:Person {id: 'person:nobody', hash: 'h', types: ['Person']})",
	} {
		t.Run(damage, func(t *testing.T) {
			target := open(t)
			defer target.Close(context.Background())
			mustApply(t, target, graphtest.Diff(nil, g))
			want := dump(t)
			neo4jtest.Run(t, damage)
			changes := mend(t, target, g)
			if len(changes) == 0 {
				t.Fatal("the damage does not show")
			}
			mustApply(t, target, changes)
			if diff := cmp.Diff(want, dump(t)); diff != "" {
				t.Errorf("after mending (-want +got):\n%s", diff)
			}
		})
	}
}

// mend compares a target with what it should hold, knowing of what it holds only
// what it tells.
func mend(t *testing.T, target graph.Target, g graphtest.Graph) []graph.Change {
	t.Helper()
	type id struct {
		kind graph.Kind
		key  string
	}
	held := map[id]string{}
	err := target.Contents(context.Background(), func(kind graph.Kind, key, hash string) error {
		held[id{kind, key}] = hash
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var changes []graph.Change
	for _, r := range g {
		hash, ok := held[id{r.Kind(), r.Key()}]
		delete(held, id{r.Kind(), r.Key()})
		if neo4j.Holds(r) && (!ok || hash != r.Hash()) {
			changes = append(changes, graph.Change{Action: graph.Modify, Record: r})
		}
	}
	for i := range held {
		switch i.kind {
		case graph.KindFact:
			changes = append(changes, graph.Change{Action: graph.Delete, Record: &graph.Fact{ID: i.key}})
		case graph.KindEntity:
			changes = append(changes, graph.Change{Action: graph.Delete, Record: &graph.Entity{ID: i.key}})
		default:
			t.Fatalf("%s %s should not be there", i.kind, i.key)
		}
	}
	graph.Sort(changes)
	return changes
}

// difference gives the lines of a that are not in b.
func difference(a, b string) []string {
	in := map[string]bool{}
	for line := range strings.Lines(b) {
		in[line] = true
	}
	var lines []string
	for line := range strings.Lines(a) {
		if !in[line] {
			lines = append(lines, line)
		}
	}
	return lines
}
