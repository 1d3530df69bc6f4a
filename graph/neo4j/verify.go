package neo4j

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"dossier/graph"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// The queries that give what the database holds of records: key, properties, and
// of a node its labels, of a claim the edges that belong to it.
const (
	verifyEntities = `UNWIND $rows AS r MATCH (n:Entity {id: r.id}) RETURN r.key, properties(n), labels(n)`
	verifyDocument = `UNWIND $rows AS r MATCH (n:Document {id: r.id}) RETURN r.key, properties(n)`
	verifyClaims   = `UNWIND $rows AS r MATCH (n:Claim {id: r.id})
		RETURN r.key, properties(n), labels(n), COLLECT {
			MATCH (n)-[e:` + ownEdges + `]->(x) RETURN [type(e), x.id, properties(e)] },
			n.denies IS NULL OR EXISTS { (:Claim {id: n.denies}) }`
	verifyMentioned = unwind + `MATCH (s:Entity {id: r.from}) MATCH (o:Document {id: r.to})
		MATCH (s)-[e:MENTIONED_IN]->(o) RETURN r.key, properties(e)`
	verifyFacts = unwind + `MATCH (s:Entity {id: r.from}) MATCH (o:Entity {id: r.to})
		MATCH (s)-[e:$(r.type)]->(o) WHERE e.id = r.key RETURN r.key, properties(e)`
)

// Verify compares records of one kind with what the database holds of them,
// property by property and edge by edge; see [graph.Verifier]. Labels that
// others have given to our nodes are no fault.
func (t *Target) Verify(ctx context.Context, records []graph.Record, wrong func(r graph.Record, what string) error) error {
	for chunk := range slices.Chunk(records, t.options.BatchRows) {
		if err := t.verifyChunk(ctx, chunk, wrong); err != nil {
			return t.explain(ctx, err)
		}
	}
	return nil
}

func (t *Target) verifyChunk(ctx context.Context, records []graph.Record, wrong func(r graph.Record, what string) error) error {
	byKey := map[string]graph.Record{}
	var rows []row
	query := ""
	for _, r := range records {
		byKey[r.Key()] = r
		switch r := r.(type) {
		case *graph.Entity:
			query, rows = verifyEntities, append(rows, row{"key": r.Key(), "id": r.ID})
		case *graph.Document:
			query, rows = verifyDocument, append(rows, row{"key": r.Key(), "id": r.ID})
		case *graph.Evidence:
			query, rows = verifyClaims, append(rows, row{"key": r.Key(), "id": r.ID})
		case *graph.MentionedIn:
			query, rows = verifyMentioned, append(rows, row{"key": r.Key(), "from": r.Entity, "to": r.Document})
		case *graph.Fact:
			query, rows = verifyFacts, append(rows, row{"key": r.Key(), "from": r.Subject, "to": r.Object, "type": r.Predicate})
		}
	}
	found := map[string]string{} // by key: what is wrong, "" if nothing is
	err := t.read(ctx, query, row{"rows": rows}, func(r *driver.Record) error {
		key, _ := r.Values[0].(string)
		if _, again := found[key]; again {
			found[key] = "it is there twice"
			return nil
		}
		found[key] = difference(byKey[key], r.Values[1:])
		return nil
	})
	if err != nil {
		return err
	}
	for _, r := range records {
		what, ok := found[r.Key()]
		switch {
		case ok && what == "":
			continue
		case !ok && r.Kind() == graph.KindFact:
			what = "it does not stand between its two ends"
		case !ok:
			what = "it is not there"
		}
		if err := wrong(r, what); err != nil {
			return &doneError{err}
		}
	}
	return nil
}

// difference says what of the values of a query differs from r, "" if nothing.
func difference(r graph.Record, values []any) string {
	held, _ := values[0].(map[string]any)
	hash := r.Hash()
	switch r := r.(type) {
	case *graph.Entity:
		if l := lacking(values[1], append([]string{"Entity"}, r.Labels...)); l != "" {
			return "it lacks the label " + l
		}
		return entityProperties(r, hash).difference(held)
	case *graph.Document:
		return documentProperties(r, hash).difference(held)
	case *graph.MentionedIn:
		return properties{"count": r.Count, "hash": hash}.difference(held)
	case *graph.Fact:
		return factProperties(r, hash).difference(held)
	case *graph.Evidence:
		if d := claimProperties(r, hash).difference(held); d != "" {
			return d
		}
		denied, _ := values[3].(bool)
		return edgesDifference(r, values[2], denied)
	}
	return ""
}

func lacking(labels any, want []string) string {
	list, _ := labels.([]any)
	for _, l := range want {
		if !slices.Contains(list, any(l)) {
			return l
		}
	}
	return ""
}

// difference says what of the properties held differs from p.
func (p properties) difference(held map[string]any) string {
	for _, name := range slices.Sorted(maps.Keys(p)) {
		want := stored(p[name])
		got, ok := held[name]
		switch {
		case !ok:
			return name + " is missing"
		case !reflect.DeepEqual(got, want):
			return fmt.Sprintf("%s is %s, not %s", name, brief(got), brief(want))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(held)) {
		if _, ok := p[name]; !ok {
			return fmt.Sprintf("%s is %s, and should not be there", name, brief(held[name]))
		}
	}
	return ""
}

// stored gives a value as the database gives it back.
func stored(v any) any {
	switch v := v.(type) {
	case int:
		return int64(v)
	case []string:
		list := []any{}
		for _, s := range v {
			list = append(list, s)
		}
		return list
	}
	return v
}

func brief(v any) string {
	if s, ok := v.(string); ok {
		return shorten(s)
	}
	text := fmt.Sprint(v)
	if len(text) > 60 {
		text = text[:60] + "..."
	}
	return strings.ToValidUTF8(text, "")
}

// edgesDifference compares the edges of a claim. The one that denies stands as
// soon as the other claim is there.
func edgesDifference(e *graph.Evidence, held any, deniedThere bool) string {
	want := map[string]int{}
	add := func(typ, id string, p map[string]any) { want[edgeText(typ, id, p)]++ }
	add("SUBJECT", e.Subject, nil)
	add("IN", e.Document, nil)
	if e.Object != "" {
		add("OBJECT", e.Object, nil)
	}
	if e.Denies != "" && deniedThere {
		add("DENIES", e.Denies, nil)
	}
	for _, l := range linkRows(e) {
		p, _ := l["p"].(map[string]any)
		add(l["type"].(string), l["entity"].(string), p)
	}
	list, _ := held.([]any)
	for _, x := range list {
		edge, _ := x.([]any)
		if len(edge) != 3 {
			continue
		}
		typ, _ := edge[0].(string)
		id, _ := edge[1].(string)
		p, _ := edge[2].(map[string]any)
		text := edgeText(typ, id, p)
		if want[text] == 0 {
			return "an edge " + text + " should not be there"
		}
		want[text]--
	}
	for _, text := range slices.Sorted(maps.Keys(want)) {
		if want[text] > 0 {
			return "the edge " + text + " is missing"
		}
	}
	return ""
}

func edgeText(typ, id string, p map[string]any) string {
	text := typ
	for _, name := range slices.Sorted(maps.Keys(p)) {
		text += fmt.Sprintf(" %s=%v", name, p[name])
	}
	return text + " to " + id
}
