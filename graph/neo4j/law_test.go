package neo4j_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"dossier/extract"
	"dossier/graph"
	"dossier/graph/graphtest"
	"dossier/graph/neo4j"
	"dossier/graph/neo4j/neo4jtest"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Whatever way a database has come, it is equal to a fresh one.
func TestHistoryLeavesNoTrace(t *testing.T) {
	o := neo4j.Options{Login: login(t), Workspace: "w", BatchRows: 20}
	for seed := range uint64(2) {
		target := clear(t, o)
		var dumps []string
		var before graphtest.Graph
		history := graphtest.History(seed, 4)
		for _, g := range history {
			mustApply(t, target, graphtest.Diff(before, g))
			dumps = append(dumps, dump(t))
			before = g
		}
		target.Close(context.Background())
		for i, g := range history[1:] {
			fresh := clear(t, o)
			mustApply(t, fresh, graphtest.Diff(nil, g))
			if diff := cmp.Diff(dump(t), dumps[i+1]); diff != "" {
				t.Fatalf("seed %d, graph %d (-fresh +followed):\n%s", seed, i+1, diff)
			}
			fresh.Close(context.Background())
		}
	}
}

// The order of the changes, the size of the batches and the number of sessions
// leave no trace either.
func TestBatchesLeaveNoTrace(t *testing.T) {
	g := graphtest.Large(300)
	l := login(t)
	var want string
	for i, o := range []neo4j.Options{
		{},
		{BatchRows: 13, Sessions: 4},
		{BatchBytes: 3000, Sessions: 1},
	} {
		o.Login, o.Workspace = l, "w"
		target := clear(t, o)
		changes := graphtest.Diff(nil, g)
		if i == 2 {
			for a, b := 0, len(changes)-1; a < b; a, b = a+1, b-1 {
				changes[a], changes[b] = changes[b], changes[a]
			}
		}
		mustApply(t, target, changes)
		target.Close(context.Background())
		if got := dump(t); want == "" {
			want = got
		} else if got != want {
			t.Errorf("%+v: %s", o, cmp.Diff(want, got))
		}
	}
}

// The names under which things stand in the database are what users' queries
// rely on.
func TestModel(t *testing.T) {
	target := open(t)
	defer target.Close(context.Background())
	mustApply(t, target, graphtest.Diff(nil, small()))
	// The hashes change with every field that is added to a record.
	got := regexp.MustCompile(`"hash":"[a-z2-7]{26}"`).ReplaceAllString(dump(t), `"hash":"..."`)
	golden := filepath.Join("testdata", "model.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the database (-want +got):\n%s", diff)
	}
}

// small has every field of every record set somewhere.
func small() graphtest.Graph {
	doc := &graph.Document{ID: "d1", URI: "news/zte.txt", Title: "Talks stall", Published: "2018-06-04", Language: "en",
		Source: "The Courier", Authors: []string{"Ann Bell", "Cy Dale"}, File: "./news/zte.txt", Revision: "r1"}
	zte := &graph.Entity{ID: "organization:zte", Type: "Company", Labels: []string{"Organization", "Company"}, Name: "ZTE Corporation",
		Aliases: []string{"ZTE"}, Links: map[string]string{"wikidata": "Q226591"}, Properties: map[string][]string{"founded": {"1985"}}}
	bis := &graph.Entity{ID: "organization:bis", Type: "GovernmentBody", Labels: []string{"Organization", "GovernmentBody"},
		Name: "Bureau of Industry and Security"}
	ross := &graph.Entity{ID: "person:ross", Type: "Person", Labels: []string{"Person"}, Name: "Wilbur Ross"}
	sanction := &graph.Evidence{ID: "c1", Document: "d1", Predicate: "SANCTIONED_BY", Subject: zte.ID, Object: bis.ID,
		Status: extract.Asserted, Nuance: extract.NuanceAsserted, Confidence: 0.93, Supports: true,
		Quote: "ZTE was sanctioned by the Bureau.", Start: 0, End: 33, SubjectEnd: 3, ObjectStart: 26, ObjectEnd: 32,
		Cue: "was", Rules: []string{"SANCTIONED_BY/list", "SANCTIONED_BY/passive"}, Confirmed: true,
		Time:       &extract.Time{Value: "2018-06-03", Precision: "day", From: "2018-06-03", To: "2018-06-03"},
		Qualifiers: []graph.Qualifier{{Role: "amount", Text: "USD 1 billion"}, {Role: "order", Text: "Mr. Ross", Entity: ross.ID}}}
	denial := &graph.Evidence{ID: "c2", Document: "d1", Predicate: "SANCTIONED_BY", Subject: zte.ID, Object: bis.ID,
		Status: extract.Denied, Nuance: extract.NuanceDenied, Confidence: 0.8, Quote: "Mr. Ross denied it.", Start: 34, End: 53,
		Speakers: []string{"", ross.ID}, Attributed: true, Own: true, Negated: true, Via: "officials", Inferred: true, Denies: "c1"}
	founded := &graph.Evidence{ID: "c3", Document: "d1", Predicate: "founded", Subject: zte.ID, Value: "1985", Datatype: "date",
		Status: extract.Asserted, Confidence: 0.9, Quote: "It was founded in 1985.", Supports: true}
	return graphtest.Graph{zte, bis, ross, doc, sanction, denial, founded,
		&graph.MentionedIn{Entity: zte.ID, Document: "d1", Count: 3},
		&graph.Fact{ID: "f1", Subject: zte.ID, Predicate: "SANCTIONED_BY", Object: bis.ID, Live: true, Claims: 1, Documents: 1, Sources: 1,
			Confidence: 0.93, Since: "2018-06-03", Until: "2018-06-03", FirstPublished: "2018-06-04", LastPublished: "2018-06-04",
			Quote: sanction.Quote, Basis: "past", Evidence: []string{"c1", "c2"}},
		&graph.Fact{ID: "f2", Subject: zte.ID, Predicate: "founded", Value: "1985", Datatype: "date", Live: true, Evidence: []string{"c3"}},
		&graph.Fact{ID: "f3", Subject: ross.ID, Predicate: "ALLY_OF", Object: zte.ID, Symmetric: true, Evidence: []string{"c9"}},
	}
}

// What has not changed is not written.
func TestOnlyDifferenceIsWritten(t *testing.T) {
	target := open(t)
	defer target.Close(context.Background())
	g := graphtest.History(3, 1)[0]
	mustApply(t, target, graphtest.Diff(nil, g))
	// An edge or node written again has another id or has lost the stranger's
	// property.
	neo4jtest.Run(t, "MATCH (n) SET n.stranger = elementId(n)")
	neo4jtest.Run(t, "MATCH ()-[e]->() SET e.stranger = elementId(e)")
	before := dump(t)
	mustApply(t, target, graphtest.Diff(nil, g))
	if diff := cmp.Diff(before, dump(t)); diff != "" {
		t.Errorf("written again (-before +after):\n%s", diff)
	}
	if n := one(t, "MATCH ()-[e]->() WHERE e.stranger IS NULL OR e.stranger <> elementId(e) RETURN count(e)"); n != int64(0) {
		t.Errorf("%v edges are new", n)
	}
}

// What words hold comes back as it was.
func TestWords(t *testing.T) {
	target := open(t)
	defer target.Close(context.Background())
	words := []string{"`", "``", "a`b", "a\\u0060b", `\u0060`, `"`, "'", `\`, "\\'; MATCH (n) DETACH DELETE n //", "$p", "习近平", "🜚",
		"\n\r\t", "\x00", "\u2028", "\u202e", "é", "e\u0301", " "}
	var g graphtest.Graph
	for i, w := range words {
		g = append(g, &graph.Entity{ID: fmt.Sprint("person:", i, w), Type: "Person", Labels: []string{"Person"}, Name: w,
			Aliases: []string{w, w}, Links: map[string]string{"wikidata": w}, Properties: map[string][]string{"born": {w}}})
	}
	mustApply(t, target, graphtest.Diff(nil, g))
	rows := neo4jtest.Run(t, "MATCH (n:Person) RETURN n.id, n.name, n.aliases, n.wikidata, n.born")
	if len(rows) != len(words) {
		t.Fatalf("%d nodes, not %d", len(rows), len(words))
	}
	seen := map[any]bool{}
	for _, r := range rows {
		seen[r[0]] = true
		for _, v := range []any{r[2].([]any)[1], r[3], r[4].([]any)[0]} {
			if v != r[1] {
				t.Errorf("%q is not %q", v, r[1])
			}
		}
	}
	for i, w := range words {
		if !seen[fmt.Sprint("person:", i, w)] {
			t.Errorf("no node for %q", w)
		}
	}
}
