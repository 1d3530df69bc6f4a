//go:build unix

package server_test

import (
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dossier/graph/neo4j/neo4jtest"
	"dossier/graph/neo4j/server"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

func options(home string) server.Options {
	return server.Options{
		Dir: home, Runtime: server.Java, Fast: true,
		BoltPort: server.FreePort, HTTPPort: server.FreePort, Heap: "256m", PageCache: "16m",
	}
}

// startAndLeave is the whole of a process that starts a server.
func startAndLeave(home string) error {
	_, err := server.Start(context.Background(), options(home))
	return err
}

// A server outlives the process that started it, survives a crash, and can be
// used and stopped by any other process.
func TestLifecycle(t *testing.T) {
	neo4jtest.Jars(t)
	ctx := context.Background()
	home := t.TempDir()
	defer server.Kill(home) // should the test fail

	s, err := server.Status(ctx, home)
	if err != nil || s.Running || s.URI != "" {
		t.Fatalf("before the first start: %+v, %v", s, err)
	}
	if err := server.Stop(ctx, home); err != nil {
		t.Fatalf("stopping what never ran: %v", err)
	}

	starter := exec.Command(os.Args[0])
	starter.Env = append(os.Environ(), "START="+home)
	if out, err := starter.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	s, err = server.Status(ctx, home)
	if err != nil || !s.Running || s.PID == 0 || s.Home != home || s.Runtime != server.Java {
		t.Fatalf("after the start: %+v, %v", s, err)
	}
	password, err := server.Password(home)
	if err != nil {
		t.Fatal(err)
	}
	run(t, s.URI, password, "CREATE (:Kept)")

	again, err := server.Start(ctx, options(home))
	if err != nil || again != s {
		t.Errorf("the second start gave %+v, %v; want %+v", again, err, s)
	}

	wrong := options(home)
	wrong.Password = "not that one"
	var refused *server.PasswordError
	if _, err := server.Start(ctx, wrong); !errors.As(err, &refused) {
		t.Errorf("with a wrong password: %v; want a PasswordError", err)
	} else if strings.Contains(err.Error(), wrong.Password) {
		t.Errorf("the error shows the password: %v", err)
	}

	if err := server.Kill(home); err != nil {
		t.Fatal(err)
	}
	s, err = server.Status(ctx, home)
	if err != nil || s.Running || s.PID != 0 {
		t.Errorf("after a crash: %+v, %v", s, err)
	}
	s, err = server.Start(ctx, options(home))
	if err != nil {
		t.Fatal(err)
	}
	if n := run(t, s.URI, password, "MATCH (n:Kept) RETURN count(n)"); n != int64(1) {
		t.Errorf("after a crash and a start there are %v nodes, not 1", n)
	}
	if err := server.Stop(ctx, home); err != nil {
		t.Error(err)
	}
	if s, err = server.Status(ctx, home); err != nil || s.Running {
		t.Errorf("after the stop: %+v, %v", s, err)
	}
	other := options(home)
	other.Runtime = server.Docker
	if _, err := server.Start(ctx, other); err == nil || !strings.Contains(err.Error(), "belongs to the java runtime") {
		t.Errorf("with another runtime: %v", err)
	}
}

// run gives the first value of the first row, or nil.
func run(t *testing.T, uri, password, query string) any {
	t.Helper()
	ctx := context.Background()
	driver, err := neo4j.NewDriverWithContext(uri, neo4j.BasicAuth(server.User, password, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer driver.Close(ctx)
	result, err := neo4j.ExecuteQuery(ctx, driver, query, nil, neo4j.EagerResultTransformer)
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Records) == 0 {
		return nil
	}
	return result.Records[0].Values[0]
}

// A server that dies while it starts leaves no process; the error has its last
// words.
func TestStartDies(t *testing.T) {
	neo4jtest.Jars(t)
	ctx := context.Background()
	home := t.TempDir()
	conf := filepath.Join(home, "conf", "neo4j.conf")
	if err := os.MkdirAll(filepath.Dir(conf), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(conf, []byte("server.no_such_setting=1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := server.Start(ctx, options(home))
	if err == nil || !strings.Contains(err.Error(), "no_such_setting") {
		t.Errorf("got %v; want the server's words", err)
	}
	if s, err := server.Status(ctx, home); err != nil || s.Running || s.Runtime != server.Auto {
		t.Errorf("afterwards: %+v, %v", s, err)
	}
}

// A start that is given up leaves no process.
func TestStartCancelled(t *testing.T) {
	neo4jtest.Jars(t)
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	home := t.TempDir()
	if _, err := server.Start(ctx, options(home)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if err := server.Kill(home); err == nil {
		t.Error("it was still there")
	}
}

func TestPortTaken(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	port := l.Addr().(*net.TCPAddr).Port
	for _, ports := range [][2]int{{port, server.FreePort}, {server.FreePort, port}} {
		o := options(t.TempDir())
		o.BoltPort, o.HTTPPort = ports[0], ports[1]
		var taken *server.PortError
		if _, err := server.Start(context.Background(), o); !errors.As(err, &taken) || taken.Port != port {
			t.Errorf("got %v; want a PortError of %d", err, port)
		}
	}
}

func TestBadOptions(t *testing.T) {
	for _, o := range []server.Options{
		{},
		{Dir: t.TempDir(), Runtime: "podman"},
		{Dir: t.TempDir(), BoltPort: 70000},
		{Dir: t.TempDir(), HTTPPort: -2},
	} {
		if _, err := server.Start(context.Background(), o); err == nil {
			t.Errorf("%+v was taken", o)
		}
	}
}

// A record that cannot be read is an error, not a server that was never there.
func TestBadRecord(t *testing.T) {
	home := t.TempDir()
	if err := os.Mkdir(filepath.Join(home, "run"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, "run", "server.json"), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := server.Status(context.Background(), home); err == nil {
		t.Error("status")
	}
	if err := server.Stop(context.Background(), home); err == nil {
		t.Error("stop")
	}
}
