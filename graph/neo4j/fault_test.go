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
	"sync"
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

// The faults of a server of the test's own.
func TestServerFaults(t *testing.T) {
	o := serverOptions(t, "db.memory.transaction.max=12m\n")
	l := start(t, o)
	t.Run("Memory", func(t *testing.T) { memory(t, l) })
	t.Run("Crash", func(t *testing.T) { crash(t, l, o) })
}

// A batch that the server cannot take is halved; a record that it cannot take is
// named.
func memory(t *testing.T, l neo4j.Login) {
	target := reopen(t, neo4j.Options{Login: l, Workspace: "w", BatchBytes: 1 << 30})
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
	mustApply(t, target, graphtest.Diff(g, nil))
}

// A server that crashes in the midst loses nothing: what was acknowledged stands,
// and the same changes lead to the end.
func crash(t *testing.T, l neo4j.Login, o server.Options) {
	target := reopen(t, neo4j.Options{Login: l, Workspace: "w", BatchRows: 50, Patience: time.Millisecond})
	defer target.Close(context.Background())
	g := graphtest.Large(500)
	changes := graphtest.Diff(nil, g)
	acknowledged, crashed := 0, false
	err := target.Apply(context.Background(), changes, func(n int) error {
		if acknowledged += n; acknowledged < len(changes)/2 || crashed {
			return nil
		}
		crashed = true
		return server.Kill(o.Dir)
	})
	mustFail(t, err, neo4j.ServerDown)
	if _, err := neo4j.Open(context.Background(), neo4j.Options{Login: l, Workspace: "w"}); err == nil {
		t.Error("a dead server was opened")
	} else {
		mustFail(t, err, neo4j.ServerDown)
	}
	start(t, o)
	held := map[string]bool{}
	err = target.Contents(context.Background(), func(kind graph.Kind, key, hash string) error {
		held[string(kind)+key+hash] = true
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes[:acknowledged] {
		if r := c.Record; !held[string(r.Kind())+r.Key()+r.Hash()] {
			t.Fatalf("%s %s was acknowledged and is not there", r.Kind(), r.Key())
		}
	}
	mustApply(t, target, changes)
	mustHold(t, target, g)
}

// A server that is away for less than our patience is waited for.
func TestAway(t *testing.T) {
	l := login(t)
	p := newProxy(t, strings.TrimPrefix(l.URI, "bolt://"), 0)
	l.URI = "bolt://" + p.listener.Addr().String()
	target := reopen(t, neo4j.Options{Login: l, Workspace: "w", BatchRows: 20, Patience: time.Minute})
	defer target.Close(context.Background())
	g := graphtest.Large(200)
	acknowledged, left := 0, false
	err := target.Apply(context.Background(), graphtest.Diff(nil, g), func(n int) error {
		if acknowledged += n; acknowledged > 200 && !left {
			left = true
			p.leave(t, 300*time.Millisecond)
		}
		return nil
	})
	if err != nil || !left {
		t.Fatal(left, err)
	}
	mustHold(t, target, g)
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
	g := graphtest.Large(120)
	steps := [][]graph.Change{graphtest.Diff(nil, g), graphtest.Diff(g, altered(g)), graphtest.Diff(altered(g), nil)}
	want := make([]string, len(steps))
	for _, every := range []int64{0, 3, 2} {
		neo4jtest.Empty(t)
		p := newProxy(t, strings.TrimPrefix(l.URI, "bolt://"), every)
		through := l
		through.URI = "bolt://" + p.listener.Addr().String()
		target := reopen(t, neo4j.Options{Login: through, Workspace: "w", BatchRows: 25})
		for i, changes := range steps {
			mustApply(t, target, changes)
			switch got := dump(t); {
			case every == 0:
				want[i] = got
			case got != want[i]:
				t.Errorf("step %d, after %d cuts:\n%.3000s", i, p.cut.Load(), cmp.Diff(want[i], got))
			}
		}
		target.Close(context.Background())
		if every > 0 && p.cut.Load() == 0 {
			t.Error("no connection was cut")
		}
	}
}

// altered gives a graph with every record changed, and claims turned round.
func altered(g graphtest.Graph) graphtest.Graph {
	var all graphtest.Graph
	for _, r := range g {
		switch r := r.(type) {
		case *graph.Entity:
			c := *r
			c.Name, c.Labels = "altered", []string{"Organization"}
			all = append(all, &c)
		case *graph.Document:
			c := *r
			c.Title = "altered"
			all = append(all, &c)
		case *graph.MentionedIn:
			c := *r
			c.Count += 7
			all = append(all, &c)
		case *graph.Evidence:
			c := *r
			c.Subject, c.Object = c.Object, c.Subject
			all = append(all, &c)
		case *graph.Fact:
			c := *r
			c.Confidence = 0.123
			all = append(all, &c)
		}
	}
	return all
}

// proxy passes connections on to a server and cuts every so many-th right after
// the client has asked to commit.
type proxy struct {
	server  string
	every   int64
	commits atomic.Int64
	cut     atomic.Int64

	mu       sync.Mutex
	listener net.Listener
	clients  []net.Conn
}

func newProxy(t *testing.T, server string, every int64) *proxy {
	t.Helper()
	p := &proxy{server: server, every: every}
	p.listen(t, "127.0.0.1:0")
	t.Cleanup(func() { p.close() })
	return p
}

func (p *proxy) listen(t *testing.T, address string) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		t.Error(err)
		return
	}
	p.mu.Lock()
	p.listener = l
	p.mu.Unlock()
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			p.mu.Lock()
			p.clients = append(p.clients, client)
			p.mu.Unlock()
			go p.serve(client)
		}
	}()
}

func (p *proxy) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.listener.Close()
	for _, c := range p.clients {
		c.Close()
	}
}

// leave hangs up, and comes back after a while.
func (p *proxy) leave(t *testing.T, while time.Duration) {
	p.close()
	time.AfterFunc(while, func() { p.listen(t, p.listener.Addr().String()) })
}

func (p *proxy) serve(client net.Conn) {
	defer client.Close()
	up, err := net.Dial("tcp", p.server)
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
