package neo4jtest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"dossier/graph/neo4j/server"
)

// shared is the server of this test process. It is the one variable of the
// package: Go gives tests no other place for what they share.
var shared struct {
	sync.Mutex
	conn
	err     error
	started bool
	stop    func() error
}

type conn struct{ uri, user, password string }

// Start gives the address and the credentials of a running Neo4j with an empty
// database. Constraints and indexes of earlier tests stay: making them again
// costs a second, since the server then forgets how it runs its queries. [Reset]
// removes them. Tests that use the server must not run in parallel.
func Start(tb testing.TB) (uri, user, password string) {
	tb.Helper()
	if testing.Short() {
		tb.Skip("needs a Neo4j server, which takes seconds to start")
	}
	shared.Lock()
	defer shared.Unlock()
	if !shared.started {
		shared.started = true
		shared.conn, shared.stop, shared.err = start()
	}
	if err := shared.err; err != nil {
		unavailable(tb, err)
	}
	Empty(tb)
	return shared.uri, shared.user, shared.password
}

// Jars gives the folder of the jars for a test that starts its own server, or
// skips or fails it as [Start] does.
func Jars(tb testing.TB) (lib string) {
	tb.Helper()
	if testing.Short() {
		tb.Skip("needs a Neo4j server, which takes seconds to start")
	}
	lib, err := server.DefaultLib()
	if err == nil {
		err = server.Get(context.Background(), lib, os.Stderr)
	}
	if err != nil {
		unavailable(tb, err)
	}
	return lib
}

// unavailable skips a test where something must be installed first, and fails
// it otherwise and always in CI.
func unavailable(tb testing.TB, err error) {
	tb.Helper()
	var missing *server.MissingError
	if errors.As(err, &missing) && os.Getenv("CI") != "true" {
		fmt.Fprintf(os.Stderr, "SKIPPED %s: %v\n", tb.Name(), err)
		tb.Skipf("no Neo4j to test with: %v", err)
	}
	tb.Fatalf("no Neo4j to test with: %v", err)
}

// Main runs the tests and stops the server that they have started. It returns
// the exit code.
func Main(m *testing.M) int {
	code := m.Run()
	shared.Lock()
	defer shared.Unlock()
	if shared.stop != nil {
		if err := shared.stop(); err != nil {
			fmt.Fprintln(os.Stderr, "neo4jtest:", err)
			code = max(code, 1)
		}
	}
	return code
}

// start finds or starts the server.
func start() (c conn, stop func() error, err error) {
	if uri := os.Getenv("DOSSIER_TEST_NEO4J_URI"); uri != "" {
		return conn{uri, cmp.Or(os.Getenv("NEO4J_USERNAME"), server.User), os.Getenv("NEO4J_PASSWORD")}, nil, nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 8*time.Minute)
	defer cancel()
	home, err := os.MkdirTemp("", "dossier-neo4j-*")
	if err != nil {
		return c, nil, err
	}
	// The path as the server shows it; on some systems the temporary folder is
	// a link.
	if home, err = filepath.EvalSymlinks(home); err != nil {
		return c, nil, err
	}
	password, err := server.Password(home)
	var s server.State
	if err == nil {
		s, err = server.Start(ctx, server.Options{
			Dir: home, Runtime: server.Java, Password: password,
			BoltPort: server.FreePort, HTTPPort: server.FreePort,
			Heap: "512m", PageCache: "64m", Fast: true, Log: os.Stderr,
		})
	}
	if err != nil {
		os.RemoveAll(home)
		return c, nil, err
	}
	release, err := guard(s.PID, home)
	if err != nil {
		return c, nil, errors.Join(err, server.Stop(ctx, home), os.RemoveAll(home))
	}
	stop = func() error {
		defer release()
		// A good end takes seconds, but only it leaves the archive that makes
		// later starts quick.
		end := func() error { return server.Stop(context.Background(), home) }
		if !server.MakesArchive(home) {
			end = func() error { return server.Kill(home) }
		}
		return errors.Join(end(), os.RemoveAll(home))
	}
	return conn{s.URI, server.User, password}, stop, nil
}
