package server_test

import (
	"context"
	"errors"
	"fmt"
	"os"

	"dossier/graph/neo4j/server"
)

// A command that starts a server, another that stops it.
func Example() {
	ctx, home := context.Background(), ".dossier/neo4j"
	state, err := server.Start(ctx, server.Options{Dir: home, Log: os.Stderr})
	var missing *server.MissingError
	if errors.As(err, &missing) {
		fmt.Println("go on without Neo4j:", missing)
		return
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("Neo4j Browser:", state.Browser)
	fmt.Println("log in as", server.User, "with the password in", home+"/password")

	if err := server.Stop(ctx, home); err != nil {
		fmt.Println(err)
	}
}
