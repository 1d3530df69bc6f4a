package neo4j_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dossier/extract"
	"dossier/graph"
	"dossier/graph/graphtest"
	"dossier/graph/neo4j"
	"dossier/graph/neo4j/neo4jtest"
	"dossier/graph/neo4j/server"

	"github.com/google/go-cmp/cmp"
)

// A server that crashes in the midst loses nothing: an application that outlasts
// its absence goes on by itself, one that does not is repeated.
func TestCrash(t *testing.T) {
	o := serverOptions(t, "")
	s := start(t, o)
	target := reopen(t, neo4j.Options{Login: s, Workspace: "w", BatchRows: 50, Patience: 2 * time.Minute})
	defer target.Close(context.Background())
	g := graphtest.Large(1000)
	changes := graphtest.Diff(nil, g)

	acknowledged, crashed := 0, false
	restarted := make(chan error, 1)
	err := target.Apply(context.Background(), changes, func(n int) error {
		if acknowledged += n; acknowledged < len(changes)/3 || crashed {
			return nil
		}
		crashed = true
		if err := server.Kill(o.Dir); err != nil {
			return err
		}
		go func() {
			_, err := server.Start(context.Background(), o)
			restarted <- err
		}()
		return nil
	})
	if !crashed {
		t.Fatal("the crash was never caused")
	}
	if err := errors.Join(<-restarted, err); err != nil {
		t.Fatal(err)
	}
	mustHold(t, target, g)

	// Now back to nothing, with less patience.
	hasty := reopen(t, neo4j.Options{Login: s, Workspace: "w", BatchRows: 50, Patience: time.Millisecond})
	defer hasty.Close(context.Background())
	away := graphtest.Diff(g, nil)
	acknowledged = 0
	err = hasty.Apply(context.Background(), away, func(n int) error {
		if acknowledged == 0 {
			if err := server.Kill(o.Dir); err != nil {
				return err
			}
		}
		acknowledged += n
		return nil
	})
	var e *neo4j.Error
	if !errors.As(err, &e) || e.Reason != neo4j.ServerDown {
		t.Fatalf("got %v; want the server to be down", err)
	}
	start(t, o)
	mustApply(t, hasty, away)
	mustHold(t, hasty, nil)
}

// A batch that the server cannot take is halved; a record that it cannot take is
// named.
func TestMemory(t *testing.T) {
	s := start(t, serverOptions(t, "db.memory.transaction.max=12m\n"))
	target := reopen(t, neo4j.Options{Login: s, Workspace: "w", BatchBytes: 1 << 30})
	defer target.Close(context.Background())
	var g graphtest.Graph
	for i := range 40 {
		g = append(g, &graph.Document{ID: string(rune('a' + i)), Title: strings.Repeat("x", 1<<20)})
	}
	mustApply(t, target, graphtest.Diff(nil, g))
	mustHold(t, target, g)

	err := target.Apply(context.Background(), []graph.Change{{Action: graph.Create,
		Record: &graph.Document{ID: "too big", Title: strings.Repeat("x", 30<<20)}}}, nil)
	var e *neo4j.Error
	if !errors.As(err, &e) || e.Reason != neo4j.TooBig || !strings.Contains(err.Error(), `"too big"`) {
		t.Errorf("got %.300v; want a name", err)
	}
}

// serverOptions furnish a server of the test's own.
func serverOptions(t *testing.T, conf string) server.Options {
	t.Helper()
	neo4jtest.Jars(t)
	home := t.TempDir()
	if conf != "" {
		if err := os.MkdirAll(filepath.Join(home, "conf"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(home, "conf", "neo4j.conf"), []byte(conf), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { server.Kill(home) })
	// Fixed ports, so that a restarted server is found again.
	return server.Options{Dir: home, Runtime: server.Java, BoltPort: freePort(t), HTTPPort: freePort(t),
		Heap: "256m", PageCache: "16m", Fast: true}
}

func start(t *testing.T, o server.Options) neo4j.Login {
	t.Helper()
	s, err := server.Start(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	password, err := server.Password(o.Dir)
	if err != nil {
		t.Fatal(err)
	}
	return neo4j.Login{URI: s.URI, User: server.User, Password: password}
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

func mustHold(t *testing.T, target graph.Target, g graphtest.Graph) {
	t.Helper()
	want, got := map[string]string{}, map[string]string{}
	for _, r := range g {
		if neo4j.Holds(r) {
			want[string(r.Kind())+r.Key()] = r.Hash()
		}
	}
	err := target.Contents(context.Background(), func(kind graph.Kind, key, hash string) error {
		got[string(kind)+key] = hash
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("contents (-want +got):\n%.3000s", diff)
	}
}

// A connection lost during a commit leaves open whether it took place. Here the
// server commits, and the answer is lost, or the server may still be at it when
// the batch comes again.
func TestLostCommit(t *testing.T) {
	l := login(t)
	want := ""
	g := graphtest.Large(300)
	for _, every := range []int64{0, 3, 2} {
		neo4jtest.Empty(t)
		p := newProxy(t, strings.TrimPrefix(l.URI, "bolt://"), every)
		through := l
		through.URI = "bolt://" + p.listener.Addr().String()
		target := reopen(t, neo4j.Options{Login: through, Workspace: "w", BatchRows: 40})
		mustApply(t, target, graphtest.Diff(nil, g))
		target.Close(context.Background())
		if every > 0 && p.cut.Load() == 0 {
			t.Error("no connection was cut")
		}
		switch got := dump(t); {
		case want == "":
			want = got
		case got != want:
			t.Errorf("after %d cuts:\n%.3000s", p.cut.Load(), cmp.Diff(want, got))
		}
	}
}

// proxy passes connections on to a server and cuts every so many-th right after
// the client has asked to commit.
type proxy struct {
	listener net.Listener
	every    int64
	commits  atomic.Int64
	cut      atomic.Int64
}

func newProxy(t *testing.T, server string, every int64) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: l, every: every}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(client, server)
		}
	}()
	return p
}

func (p *proxy) serve(client net.Conn, server string) {
	defer client.Close()
	up, err := net.Dial("tcp", server)
	if err != nil {
		return
	}
	defer up.Close()
	go func() {
		io.Copy(client, up)
		client.Close()
	}()
	// A chunk of two bytes: a structure without fields, of kind COMMIT.
	commit := []byte{0, 2, 0xb0, 0x12, 0, 0}
	buf := make([]byte, 64<<10)
	for {
		n, err := client.Read(buf)
		if err != nil {
			return
		}
		if _, err := up.Write(buf[:n]); err != nil {
			return
		}
		if !bytes.HasSuffix(buf[:n], commit) {
			continue
		}
		if c := p.commits.Add(1); p.every > 0 && c%p.every == 0 {
			p.cut.Add(1)
			client.Close()
			time.Sleep(20 * time.Millisecond) // else the server sees the end before it commits
			return
		}
	}
}

// Sessions that write to the same few nodes get in each other's way.
func TestHubs(t *testing.T) {
	o := neo4j.Options{Login: login(t), Workspace: "w", Sessions: 6, BatchRows: 20}
	target := reopen(t, o)
	defer target.Close(context.Background())
	var g graphtest.Graph
	hub := func(i int) string { return "country:" + string(rune('a'+i%3)) }
	for i := range 3 {
		g = append(g, &graph.Entity{ID: hub(i), Type: "Country", Labels: []string{"Place", "Country"}, Name: hub(i)})
	}
	for i := range 600 {
		p := "T" + string(rune('A'+i%26)) + string(rune('A'+i/26))
		g = append(g, &graph.Fact{ID: extract.Hash(p), Subject: hub(i), Predicate: p, Object: hub(i + i/3), Live: true})
	}
	mustApply(t, target, graphtest.Diff(nil, g))
	mustHold(t, target, g)
	mustApply(t, target, graphtest.Diff(g, nil))
	mustHold(t, target, nil)
}
