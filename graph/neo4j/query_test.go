package neo4j_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"dossier/graph/graphtest"
	"dossier/graph/neo4j"

	"github.com/google/go-cmp/cmp"
)

func query(t *testing.T, db *neo4j.DB, cypher string, params map[string]any) (columns []string, all [][]neo4j.Value, err error) {
	t.Helper()
	ctx := context.Background()
	rows, err := db.Query(ctx, cypher, params)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close(ctx)
	for row, err := range rows.All(ctx) {
		if err != nil {
			return nil, nil, err
		}
		all = append(all, row)
	}
	return rows.Columns, all, nil
}

func TestQueryValues(t *testing.T) {
	target := open(t)
	defer target.Close(context.Background())
	mustApply(t, target, graphtest.Diff(nil, small()))
	for _, test := range []struct{ cypher, want string }{
		{"null", `null`},
		{"true", `true`},
		{"9007199254740993", `9007199254740993`},
		{"1.5", `1.5`},
		{"0.0 / 0", `"NaN"`},
		{"-1.0 / 0", `"-Inf"`},
		{"'a\"b\\u0000'", `"a\"b\u0000"`},
		{"[1, 'a', null, [2.5]]", `[1,"a",null,[2.5]]`},
		{"{b: 1, a: {c: []}, n: 1.0 / 0}", `{"a":{"c":[]},"b":1,"n":"+Inf"}`},
		{"date('2018-06-03')", `"2018-06-03"`},
		{"localtime('12:30')", `"12:30:00"`},
		{"localdatetime('2018-06-03T12:30')", `"2018-06-03T12:30:00"`},
		{"datetime('2018-06-03T12:30+02:00')", `"2018-06-03T12:30:00+02:00"`},
		{"duration('P1M2DT3S')", `"P1M2DT3S"`},
		{"point({x: 1, y: 2})", `"point({srid:7203, x:1, y:2})"`},
	} {
		_, rows, err := query(t, target.DB, "RETURN "+test.cypher+" AS v", nil)
		if err != nil {
			t.Errorf("%s: %v", test.cypher, err)
			continue
		}
		// As part of a list, where no caller can forget what JSON lacks.
		got, err := json.Marshal(neo4j.List(rows[0]))
		if err != nil || string(got) != "["+test.want+"]" {
			t.Errorf("%s: got %s, %v; want %s", test.cypher, got, err, test.want)
		}
	}
}

func TestQueryGraph(t *testing.T) {
	target := open(t)
	defer target.Close(context.Background())
	mustApply(t, target, graphtest.Diff(nil, small()))
	columns, rows, err := query(t, target.DB,
		"MATCH p = (s:Entity {id: $id})-[e:SANCTIONED_BY]->(o) RETURN s, e, p, o.name AS name, e.claims", map[string]any{"id": "organization:zte"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"s", "e", "p", "name", "e.claims"}, columns); diff != "" {
		t.Error(diff)
	}
	if len(rows) != 1 {
		t.Fatalf("%d rows", len(rows))
	}
	s, e, p := rows[0][0].(neo4j.Node), rows[0][1].(neo4j.Relationship), rows[0][2].(neo4j.Path)
	if diff := cmp.Diff([]string{"Company", "Entity", "Organization"}, s.Labels); diff != "" {
		t.Error(diff)
	}
	if e.Type != "SANCTIONED_BY" || e.Start != s.ID || len(p.Nodes) != 2 || p.Nodes[0].ID != s.ID || p.Nodes[1].ID != e.End ||
		len(p.Relationships) != 1 || p.Relationships[0].ID != e.ID {
		t.Errorf("got %+v, %+v, %+v", s, e, p)
	}
	if rows[0][3] != "Bureau of Industry and Security" || rows[0][4] != int64(1) {
		t.Errorf("got %v, %v", rows[0][3], rows[0][4])
	}
	b, err := json.Marshal(s)
	if want := `,"labels":["Company","Entity","Organization"],"properties":{"aliases":["ZTE"],"founded":["1985"],"hash":`; err != nil ||
		!strings.Contains(string(b), want) {
		t.Errorf("got %s, %v", b, err)
	}
}

func TestQueryErrors(t *testing.T) {
	target := open(t)
	defer target.Close(context.Background())
	for _, test := range []struct {
		cypher string
		want   neo4j.Reason
	}{
		{"MATCH (n RETURN n", neo4j.BadQuery},
		{"", neo4j.BadQuery},
		{"RETURN n", neo4j.BadQuery},
		{"RETURN $missing", neo4j.BadQuery},
		{"RETURN 1 + [] - true", neo4j.BadQuery},
		{"CREATE (n) RETURN n", neo4j.ReadOnly},
		{"MATCH (n) DETACH DELETE n", neo4j.ReadOnly},
		{"CREATE INDEX FOR (n:A) ON (n.b)", neo4j.ReadOnly},
		{"RETURN 1 / 0", neo4j.BadQuery},
		{"UNWIND [1, 0] AS n RETURN 1 / n", neo4j.BadQuery}, // fails in the second row
	} {
		_, _, err := query(t, target.DB, test.cypher, nil)
		var e *neo4j.Error
		if !errors.As(err, &e) || e.Reason != test.want {
			t.Errorf("%s: got %v; want %s", test.cypher, err, test.want)
		}
	}
	if got := dump(t); got != "\n" {
		t.Errorf("written:\n%s", got)
	}
}

// A query may be left before its last row, and ends with its context.
func TestQueryLeft(t *testing.T) {
	target := open(t)
	defer target.Close(context.Background())
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	rows, err := target.Query(ctx, "UNWIND range(1, 10000000) AS n RETURN n", nil)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for row, err := range rows.All(ctx) {
		if err != nil {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
			break
		}
		if n++; row[0] != int64(n) {
			t.Fatalf("row %d is %v", n, row)
		}
		if n == 5000 {
			cancel()
		}
	}
	if n == 10000000 {
		t.Error("it went on to the end")
	}
	rows.Close(context.Background())

	rows, err = target.Query(context.Background(), "UNWIND range(1, 10000000) AS n RETURN n", nil)
	if err != nil {
		t.Fatal(err)
	}
	for range rows.All(context.Background()) {
		break
	}
	if err := rows.Close(context.Background()); err != nil {
		t.Error(err)
	}
}
