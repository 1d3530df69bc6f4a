package neo4j_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"net"
	"strings"
	"testing"
	"time"

	"dossier/extract"
	"dossier/graph"
	"dossier/graph/neo4j"
	"dossier/graph/neo4j/neo4jtest"
)

// mustFail checks that an error is ours, of one of the reasons, and has a hint.
func mustFail(t *testing.T, err error, want ...neo4j.Reason) {
	t.Helper()
	var e *neo4j.Error
	if !errors.As(err, &e) {
		t.Errorf("got %v; want %v", err, want)
		return
	}
	for _, r := range want {
		if e.Reason == r {
			if e.Hint == "" {
				t.Errorf("%v has no hint", err)
			}
			return
		}
	}
	t.Errorf("got %q (%v); want %v", e.Reason, err, want)
}

func connect(l neo4j.Login) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	db, err := neo4j.Connect(ctx, l)
	if err == nil {
		db.Close(ctx)
	}
	return err
}

func TestConnectErrors(t *testing.T) {
	good := login(t)
	if err := connect(good); err != nil {
		t.Fatal(err)
	}
	with := func(change func(*neo4j.Login)) neo4j.Login {
		l := good
		change(&l)
		return l
	}
	secure := strings.Replace(good.URI, "bolt://", "bolt+s://", 1)
	for _, test := range []struct {
		name string
		l    neo4j.Login
		want neo4j.Reason
	}{
		{"no address", with(func(l *neo4j.Login) { l.URI = "" }), neo4j.BadAddress},
		{"not an address", with(func(l *neo4j.Login) { l.URI = "::" }), neo4j.BadAddress},
		{"a web address", with(func(l *neo4j.Login) { l.URI = "http://localhost:7474" }), neo4j.BadAddress},
		{"closed port", with(func(l *neo4j.Login) { l.URI = fmt.Sprint("bolt://127.0.0.1:", freePort(t)) }), neo4j.ServerDown},
		{"closed port, routed", with(func(l *neo4j.Login) { l.URI = fmt.Sprint("neo4j://127.0.0.1:", freePort(t)) }), neo4j.ServerDown},
		{"unknown host", with(func(l *neo4j.Login) { l.URI = "bolt://no-such-host.invalid:7687" }), neo4j.ServerDown},
		{"web server", with(func(l *neo4j.Login) { l.URI = "bolt://" + webServer(t) }), neo4j.NotBolt},
		{"TLS to a plain port", with(func(l *neo4j.Login) { l.URI = secure }), neo4j.TLSMismatch},
		{"plain to a TLS port", with(func(l *neo4j.Login) { l.URI = "bolt://" + tlsServer(t) }), neo4j.NotBolt},
		{"unknown certificate", with(func(l *neo4j.Login) { l.URI = "bolt+s://" + tlsServer(t) }), neo4j.TLSMismatch},
		{"no such database", with(func(l *neo4j.Login) { l.Database = "elsewhere" }), neo4j.NoDatabase},
		{"wrong password", with(func(l *neo4j.Login) { l.Password = "wrong" }), neo4j.WrongPassword},
		{"no login", with(func(l *neo4j.Login) { l.User = "" }), neo4j.WrongPassword},
		{"unknown user", with(func(l *neo4j.Login) { l.User = "nobody" }), neo4j.WrongPassword},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := connect(test.l)
			mustFail(t, err, test.want)
			if err != nil && (strings.Contains(err.Error(), good.Password) || strings.Contains(err.Error(), "wrong;")) {
				t.Errorf("the error shows the password: %v", err)
			}
		})
	}
	// The wrong password above was tried once: the right one is not yet locked.
	if err := connect(good); err != nil {
		t.Error(err)
	}
}

// Each Connect is one try, and after three the server waits.
func TestRateLimit(t *testing.T) {
	l := login(t)
	neo4jtest.Run(t, "CREATE USER somebody IF NOT EXISTS SET PASSWORD 'given-to-me'")
	defer neo4jtest.Run(t, "DROP USER somebody")
	l.User, l.Password = "somebody", "wrong"
	for i := range 5 {
		want := neo4j.WrongPassword
		if i >= 3 {
			want = neo4j.RateLimited
		}
		mustFail(t, connect(l), want)
	}
}

func TestPasswordExpired(t *testing.T) {
	l := login(t)
	neo4jtest.Run(t, "CREATE USER fresh IF NOT EXISTS SET PASSWORD 'given-to-me' CHANGE REQUIRED")
	defer neo4jtest.Run(t, "DROP USER fresh")
	l.User, l.Password = "fresh", "given-to-me"
	mustFail(t, connect(l), neo4j.Expired)
}

func TestContextEnds(t *testing.T) {
	l := login(t)
	// Takes connections and says nothing.
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	l.URI = "bolt://" + silent.Addr().String()
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	if _, err := neo4j.Connect(ctx, l); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func webServer(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			c.Read(make([]byte, 4))
			io.WriteString(c, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
			c.Close()
		}
	}()
	return l.Addr().String()
}

// tlsServer greets with a certificate that nobody has signed.
func tlsServer(t *testing.T) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{
		Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				c.Read(make([]byte, 1))
			}()
		}
	}()
	return l.Addr().String()
}

// A record that the database cannot hold, or would hold wrongly, is refused by
// name before anything is written.
func TestBadRecords(t *testing.T) {
	target := open(t)
	defer target.Close(context.Background())
	entity := func(change func(*graph.Entity)) graph.Record {
		e := &graph.Entity{ID: "person:bad", Type: "Person", Labels: []string{"Person"}, Name: "Bad"}
		change(e)
		return e
	}
	fact := func(change func(*graph.Fact)) graph.Record {
		f := &graph.Fact{ID: "bad", Subject: "person:good", Object: "person:good", Predicate: "KNOWS", Live: true}
		change(f)
		return f
	}
	claim := func(change func(*graph.Evidence)) graph.Record {
		e := &graph.Evidence{ID: "bad", Document: "d", Subject: "person:good", Object: "person:good", Predicate: "KNOWS"}
		change(e)
		return e
	}
	long := strings.Repeat("x", 5000)
	for name, r := range map[string]graph.Record{
		"nothing":         nil,
		"no id":           entity(func(e *graph.Entity) { e.ID = "" }),
		"long id":         entity(func(e *graph.Entity) { e.ID = long }),
		"id not UTF-8":    entity(func(e *graph.Entity) { e.ID = "a\xff" }),
		"name not UTF-8":  entity(func(e *graph.Entity) { e.Name = "a\xff" }),
		"alias not UTF-8": entity(func(e *graph.Entity) { e.Aliases = []string{"a", "a\xff"} }),
		"empty label":     entity(func(e *graph.Entity) { e.Labels = []string{""} }),
		"own label":       entity(func(e *graph.Entity) { e.Labels = []string{"Claim"} }),
		"hyphen":          entity(func(e *graph.Entity) { e.Labels = []string{"Non-Person"} }),
		"digit":           entity(func(e *graph.Entity) { e.Labels = []string{"9lives"} }),
		"two labels":      entity(func(e *graph.Entity) { e.Labels = []string{"A:B"} }),
		"backtick":        entity(func(e *graph.Entity) { e.Labels = []string{"A`) DETACH DELETE n //"} }),
		"escape":          entity(func(e *graph.Entity) { e.Labels = []string{"a\\u0060b"} }),
		"line end":        entity(func(e *graph.Entity) { e.Labels = []string{"A\n"} }),
		"long label":      entity(func(e *graph.Entity) { e.Labels = []string{long} }),
		"attribute name":  entity(func(e *graph.Entity) { e.Properties = map[string][]string{"a b": {"c"}} }),
		"link name":       entity(func(e *graph.Entity) { e.Links = map[string]string{"": "c"} }),
		"relation":        fact(func(f *graph.Fact) { f.Predicate = "KNOWS|HATES" }),
		"no relation":     fact(func(f *graph.Fact) { f.Predicate = "" }),
		"not a number":    fact(func(f *graph.Fact) { f.Confidence = math.NaN() }),
		"infinite":        claim(func(e *graph.Evidence) { e.Confidence = math.Inf(1) }),
		"no object":       claim(func(e *graph.Evidence) { e.Object = "" }),
		"two objects":     claim(func(e *graph.Evidence) { e.Value = "1985" }),
		"long speaker":    claim(func(e *graph.Evidence) { e.Speakers = []string{long} }),
		"half a mention":  &graph.MentionedIn{Document: "d"},
	} {
		t.Run(name, func(t *testing.T) {
			good := entity(func(e *graph.Entity) { e.ID = "person:good" })
			err := target.Apply(context.Background(), []graph.Change{
				{Action: graph.Create, Record: good}, {Action: graph.Create, Record: r}}, nil)
			var e *neo4j.Error
			if !errors.As(err, &e) || e.Reason != neo4j.BadRecord {
				t.Fatalf("got %v; want a bad record", err)
			}
			if len(err.Error()) > 500 {
				t.Errorf("an error of %d bytes", len(err.Error()))
			}
		})
	}
	if got := dump(t); got != "\n" {
		t.Errorf("written:\n%s", got)
	}
	err := target.Apply(context.Background(), []graph.Change{{Action: "?", Record: entity(func(*graph.Entity) {})}}, nil)
	var e *neo4j.Error
	if !errors.As(err, &e) || e.Reason != neo4j.BadRecord {
		t.Errorf("with a wrong action: %v", err)
	}
}

// Cypher passes over rows whose nodes it does not find. Here they are errors that
// name the node, and nothing of the batch stays.
func TestMissingEnds(t *testing.T) {
	target := open(t)
	defer target.Close(context.Background())
	mustApply(t, target, []graph.Change{
		{Action: graph.Create, Record: &graph.Entity{ID: "person:here", Labels: []string{"Person"}}},
		{Action: graph.Create, Record: &graph.Document{ID: "here"}},
	})
	before := dump(t)
	for _, r := range []graph.Record{
		&graph.Fact{ID: "f", Subject: "person:here", Predicate: "KNOWS", Object: "person:lost", Live: true},
		&graph.Fact{ID: "f", Subject: "person:lost", Predicate: "KNOWS", Object: "person:here", Live: true},
		&graph.MentionedIn{Entity: "person:lost", Document: "here", Count: 1},
		&graph.MentionedIn{Entity: "person:here", Document: "lost", Count: 1},
		&graph.Evidence{ID: "c", Document: "lost", Subject: "person:here", Object: "person:here", Status: extract.Asserted},
		&graph.Evidence{ID: "c", Document: "here", Subject: "person:lost", Object: "person:here"},
		&graph.Evidence{ID: "c", Document: "here", Subject: "person:here", Object: "person:lost"},
		&graph.Evidence{ID: "c", Document: "here", Subject: "person:here", Object: "person:here", Speakers: []string{"", "person:lost"}},
		&graph.Evidence{ID: "c", Document: "here", Subject: "person:here", Value: "1",
			Qualifiers: []graph.Qualifier{{Role: "by", Entity: "person:lost"}}},
	} {
		err := target.Apply(context.Background(), []graph.Change{{Action: graph.Create, Record: r}}, nil)
		mustFail(t, err, neo4j.Missing)
		if err != nil && !strings.Contains(err.Error(), `lost"`) {
			t.Errorf("%v does not name what is missing", err)
		}
	}
	if got := dump(t); got != before {
		t.Errorf("written:\n%s", got)
	}
}
