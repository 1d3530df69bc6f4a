package neo4j_test

import (
	"context"
	"fmt"

	"dossier/graph"
	"dossier/graph/neo4j"
)

func ExampleOpen() {
	ctx := context.Background()
	target, err := neo4j.Open(ctx, neo4j.Options{
		Login:     neo4j.Login{URI: "bolt://localhost:7687", User: "neo4j", Password: "..."},
		Workspace: "trade-desk",
	})
	if err != nil {
		fmt.Println(err) // says what to do
		return
	}
	defer target.Close(ctx)
	changes := []graph.Change{{Action: graph.Create, Record: &graph.Entity{
		ID: "person:liu-he", Type: "Person", Labels: []string{"Person"}, Name: "Liu He"}}}
	err = target.Apply(ctx, changes, func(n int) error {
		fmt.Println(n, "more changes are durable")
		return nil
	})
	if err != nil {
		fmt.Println(err)
	}
}

func ExampleDB_Query() {
	ctx := context.Background()
	db, err := neo4j.Connect(ctx, neo4j.Login{URI: "bolt://localhost:7687", User: "neo4j", Password: "..."})
	if err != nil {
		fmt.Println(err) // says what to do
		return
	}
	defer db.Close(ctx)
	rows, err := db.Query(ctx, "MATCH (:Entity {name: $name})-[:ALLY_OF]->(x) RETURN x.name", map[string]any{"name": "Liu He"})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer rows.Close(ctx)
	for row, err := range rows.All(ctx) {
		fmt.Println(row, err)
	}
}
