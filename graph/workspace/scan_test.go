package workspace

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"dossier/extract"
	"dossier/graph"
	"dossier/graph/resolve"
)

// What is done for each document, fact or entity looks at its own rows: a
// statement that reads a whole table makes the work grow with its square.
func TestNoStatementReadsAWholeTable(t *testing.T) {
	w := open(t, t.TempDir(), Options{Create: true})
	a := sample("a", "Orix has 5.")
	s := resolve.Summarize(a, extract.DefaultTypes())
	p, err := w.Pack(Document{File: "./a"}, []byte("x"), a, []string{"verb:buy"}, s, Source, prints)
	if err != nil {
		t.Fatal(err)
	}
	e := &graph.Evidence{ID: "c", Document: a.Document.ID, Subject: "organization:orix", Predicate: "OWNS", Object: "country:mali"}
	fact := &graph.Fact{ID: "f", Subject: e.Subject, Predicate: e.Predicate, Object: e.Object, Live: true}
	tally := Tally{}
	err = w.Trial(t.Context(), func(w *Workspace) error {
		return w.Update(t.Context(), func(tx *Tx) error {
			steps := []func() error{
				func() error { return tx.Put(p) },
				func() error { return tx.PutFailure(Failure{URI: "b"}) },
				func() error { return tx.DropFailure("b") },
				func() error { return tx.SetFile("a", "./a") },
				func() error { _, _, _, err := tx.Stored("a"); return err },
				func() error { _, err := tx.Known("organization:orix"); return err },
				func() error { return tx.Identify("organization:orix", "organization:orix") },
				func() error { return tx.Identify("organization:or", "") },
				func() error { _, err := tx.Entities(a.Document.ID); return err },
				func() error {
					return tx.PutSaid(a.Document.ID, Said{Document: &s.Document, Evidence: []*graph.Evidence{e}, Facts: []string{"f"},
						Mentioned: []*graph.MentionedIn{{Entity: e.Subject, Document: a.Document.ID, Count: 1}}}, tally)
				},
				func() error { _, err := tx.Witnesses("f"); return err },
				func() error { return tx.PutFact(fact, []resolve.Witness{{Evidence: e}}, tally) },
				func() error { _, err := tx.Portrait(e.Subject); return err },
				func() error { return tx.PutEntity(&graph.Entity{ID: e.Subject, Name: "Orix"}, tally) },
				func() error { return tx.AddRelationWork("OWNS") },
				func() error { _, err := tx.Work(StageFact, "", 10); return err },
				func() error { return tx.Done(StageFact, "f") },
				func() error { return tx.Projecting("t", []graph.Change{{Action: graph.Create, Record: fact}}) },
				func() error { return tx.Projected("t", []graph.Change{{Action: graph.Create, Record: fact}}) },
				func() error { return tx.PutSaid(a.Document.ID, Said{}, tally) },
				func() error { return tx.DropFact("f", tally) },
				func() error { return tx.DropEntity(e.Subject, tally) },
				func() error { return tx.Clear(a.Document.ID) },
				func() error { _, err := tx.Forget("a"); return err },
			}
			for _, step := range steps {
				if err := step(); err != nil {
					return err
				}
			}
			if len(tx.stmts) < 40 {
				t.Errorf("only %d statements were looked at", len(tx.stmts))
			}
			queries := append(slices.Collect(maps.Keys(tx.stmts)), selectFresh, selectMade, selectEvidence, selectAnyEvidence, selectDocumentEvidence, selectMentionedIn)
			for _, query := range queries {
				plan := explainPlan(t, tx, query)
				whole := strings.Contains(plan, "SCAN ") && !strings.Contains(plan, "SCAN CONSTANT ROW")
				if whole || strings.Contains(plan, "USING PRIMARY KEY (kind=?)") || // all of a kind
					strings.Contains(query, "object = ''") && strings.Contains(plan, "fact_object") { // all literals
					t.Errorf("%s\n%s", query, plan)
				}
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// explainPlan returns how SQLite goes about the query.
func explainPlan(t *testing.T, tx *Tx, query string) string {
	t.Helper()
	args := make([]any, strings.Count(query, "?"))
	rows, err := tx.tx.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	var plan []string
	for rows.Next() {
		var a, b, c int
		var detail string
		if err := rows.Scan(&a, &b, &c, &detail); err != nil {
			t.Fatal(err)
		}
		plan = append(plan, "  "+detail)
	}
	return strings.Join(plan, "\n")
}
