package main

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"

	"dossier/extract/spacy/spacytest"
	"dossier/graph/neo4j/neo4jtest"
)

// TestArticlesInNeo4j takes the repository's articles through the program into
// a real Neo4j, as make demo does, and asks there.
func TestArticlesInNeo4j(t *testing.T) {
	model := spacytest.Model(t)
	uri, user, password := neo4jtest.Start(t)
	var out, messages bytes.Buffer
	a := newApp()
	a.stdout, a.stderr = &stream{Writer: &out}, &stream{Writer: &messages}
	a.env = []string{
		"DOSSIER_WORKSPACE=" + filepath.Join(t.TempDir(), "workspace"), "DOSSIER_MODEL_PATH=" + model,
		"DOSSIER_NEO4J_URI=" + uri, "DOSSIER_NEO4J_USERNAME=" + user, "DOSSIER_NEO4J_PASSWORD=" + password,
	}
	root := newRootCommand(a)
	root.SetArgs([]string{"ingest", "../../testdata/articles"})
	if err := root.ExecuteContext(context.Background()); err != nil {
		t.Fatalf("ingest: %v\n%s%s", err, &out, &messages)
	}

	for question, want := range map[string]string{
		"MATCH (:Entity {name:'ZTE'})-[:SANCTIONED_BY]->(b) RETURN b.name": "Bureau of Industry and Security",
		"MATCH (:Entity {name:'Liu He'})-[:ALLY_OF]->(x) RETURN x.name":    "Xi Jinping",
	} {
		if rows := neo4jtest.Run(t, question); len(rows) != 1 || rows[0][0] != want {
			t.Errorf("%s: %v, want %s", question, rows, want)
		}
	}

	const edges = "MATCH (s:Entity)-[r]->(o:Entity) "
	count := func(statement string) int64 {
		t.Helper()
		return neo4jtest.Run(t, statement)[0][0].(int64)
	}
	if n := count(edges + "RETURN count(r)"); n < 50 {
		t.Errorf("%d typed edges from fifteen articles", n)
	}
	if n := count(edges + `WHERE NOT EXISTS {
		MATCH (s)<-[:SUBJECT|OBJECT]-(c:Claim {predicate: type(r), status: 'asserted'})-[:SUBJECT|OBJECT]->(o)
	} RETURN count(r)`); n != 0 {
		t.Errorf("%d typed edges without an asserted claim", n)
	}
	if n := count("MATCH (c:Claim) WHERE c.status <> 'asserted' RETURN count(c)"); n < 20 {
		t.Errorf("%d claims that are not asserted: the articles are full of them", n)
	}
}
