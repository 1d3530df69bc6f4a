package neo4j_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dossier/graph/neo4j/neo4jtest"
)

// dump gives all that stands in the database, one line a node or edge, sorted;
// less the mark.
func dump(tb testing.TB) string {
	tb.Helper()
	var lines []string
	for _, row := range neo4jtest.Run(tb, "MATCH (n) WHERE NOT n:Dossier RETURN labels(n), properties(n)") {
		lines = append(lines, fmt.Sprintf("(%s %s)", labels(row[0]), encode(tb, row[1])))
	}
	for _, row := range neo4jtest.Run(tb, `MATCH (a)-[e]->(b)
		RETURN labels(a), coalesce(a.id, a.name), type(e), properties(e), labels(b), coalesce(b.id, b.name)`) {
		lines = append(lines, fmt.Sprintf("(%s %v)-[%v %s]->(%s %v)",
			labels(row[0]), row[1], row[2], encode(tb, row[3]), labels(row[4]), row[5]))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n") + "\n"
}

func labels(v any) string {
	var names []string
	for _, l := range v.([]any) {
		names = append(names, l.(string))
	}
	slices.Sort(names)
	return ":" + strings.Join(names, ":")
}

func encode(tb testing.TB, v any) string {
	tb.Helper()
	b, err := json.Marshal(v) // maps sorted
	if err != nil {
		tb.Fatal(err)
	}
	return string(b)
}

// one gives the only value of the only row.
func one(tb testing.TB, query string) any {
	tb.Helper()
	rows := neo4jtest.Run(tb, query)
	if len(rows) != 1 || len(rows[0]) != 1 {
		tb.Fatalf("%s gives %v", query, rows)
	}
	return rows[0][0]
}
