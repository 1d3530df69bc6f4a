package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"testing"

	"dossier/graph/neo4j/neo4jtest"
	"dossier/graph/neo4j/server"
)

var crashes = flag.Int("crashes", 0, "how often TestTortureNeo4j kills a Neo4j; with 0 it is skipped")

// Whenever the program or the Neo4j that it writes to was killed, Neo4j holds
// what the workspace says once the program has come to its end.
func TestTortureNeo4j(t *testing.T) {
	if *crashes == 0 {
		t.Skip("takes minutes: make torture")
	}
	texts := newLab(t).texts
	f := newFallible(t)
	toll := newToll()
	t.Cleanup(func() { t.Logf("%v; Neo4j killed %d times", toll, f.falls) })
	for seed := *historySeed; f.falls < *crashes && !t.Failed(); seed++ {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			o := newOrdeal(t, seed, texts, toll)
			o.neo4j = f
			o.env = append(o.env, f.env...)
			for i := range 12 { // more to write than the others have
				o.save(fmt.Sprintf("in/more%d.txt", i), texts[i])
			}
			o.suffering(4 + o.r.IntN(4))
			o.run(nil, "check")
			o.compare()
		})
	}
}

// A fallible is a Neo4j that is killed and comes back.
type fallible struct {
	options server.Options
	env     []string
	falls   int
}

func newFallible(t *testing.T) *fallible {
	neo4jtest.Jars(t)
	home := t.TempDir()
	t.Cleanup(func() { server.Kill(home) })
	f := &fallible{options: server.Options{Dir: home, Runtime: server.Java, BoltPort: freePort(t), HTTPPort: freePort(t),
		Heap: "256m", PageCache: "16m", Fast: true}}
	s, err := server.Start(context.Background(), f.options)
	if err != nil {
		t.Fatal(err)
	}
	password, err := server.Password(home)
	if err != nil {
		t.Fatal(err)
	}
	f.env = []string{"DOSSIER_NEO4J_URI=" + s.URI, "DOSSIER_NEO4J_USERNAME=" + server.User,
		"DOSSIER_NEO4J_PASSWORD=" + password, "DOSSIER_NEO4J_ADOPT=true"}
	return f
}

// fall kills the server and starts it again.
func (f *fallible) fall(t *testing.T) {
	f.falls++
	if err := server.Kill(f.options.Dir); err != nil {
		t.Error(err)
	}
	if _, err := server.Start(context.Background(), f.options); err != nil {
		t.Error(err)
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
