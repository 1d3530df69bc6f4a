package neo4j

import (
	"context"
	"errors"
	"fmt"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Reason says what kind of failure an [Error] is.
type Reason string

// The reasons.
const (
	BadAddress    Reason = "bad address"          // the URI cannot be used
	ServerDown    Reason = "server down"          // nobody answers there
	NotBolt       Reason = "not a bolt port"      // something else answers
	TLSMismatch   Reason = "TLS mismatch"         // one side speaks TLS, or the certificate is not trusted
	WrongPassword Reason = "wrong password"       // user or password refused
	RateLimited   Reason = "too many logins"      // refused for some seconds, whatever the password
	Expired       Reason = "password expired"     // it must be changed first
	NoDatabase    Reason = "no such database"     //
	Foreign       Reason = "foreign database"     // another workspace owns it
	NotEmpty      Reason = "unmarked database"    // it holds something, and nobody's mark
	Newer         Reason = "newer schema"         // a later version of this program wrote it
	SchemaClash   Reason = "schema clash"         // data or indexes there stand against our constraints
	BadRecord     Reason = "bad record"           // a record that the database cannot hold
	Missing       Reason = "missing end"          // an edge whose nodes the database lacks
	TooBig        Reason = "record too big"       // one record exceeds the server's memory
	ReadOnly      Reason = "read only"            // a query that writes
	BadQuery      Reason = "bad query"            // a query that the server does not understand
	Failed        Reason = "failed in the server" // anything else
)

// Error is a failure of the database or of what was sent to it. Its text includes
// the hint.
type Error struct {
	Reason Reason
	What   string // what went wrong
	Hint   string // what to do; may be empty
	Err    error  // the cause; may be nil
}

func (e *Error) Error() string {
	s := "neo4j: " + e.What
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// explain turns an error of the driver into one that says what to do. Errors
// that are ours already, and the end of the context, stay as they are.
func (l Login) explain(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var ours *Error
	if errors.As(err, &ours) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	made := func(r Reason, what, hint string) error { return &Error{Reason: r, What: what, Hint: hint, Err: err} }
	var answer *driver.Neo4jError
	if errors.As(err, &answer) {
		return l.explainAnswer(answer, made)
	}
	words := err.Error()
	switch {
	case containsAny(words, "tls:", "TLS", "x509:", "certificate"):
		return made(TLSMismatch, fmt.Sprintf("no secure connection to %s: %v", l.URI, err),
			"use bolt:// or neo4j:// for a server without TLS, bolt+s:// for a trusted certificate, bolt+ssc:// for any")
	case containsAny(words, "HTTP", "http endpoint"):
		return made(NotBolt, fmt.Sprintf("%s is not Bolt", l.URI), "that may be the port of Neo4j Browser; Bolt is on 7687 by default")
	case containsAny(words, "server did not accept any of the requested Bolt versions", "unsupported bolt", "handshake"):
		return made(NotBolt, fmt.Sprintf("what answers at %s speaks no Bolt that we know: %v", l.URI, err),
			"check address and port")
	case containsAny(words, "Timeout while waiting for connection"):
		return made(ServerDown, fmt.Sprintf("%s takes connections but gives no answer", l.URI),
			"is that the port of Neo4j's Bolt, and is the server well?")
	}
	return made(ServerDown, fmt.Sprintf("no answer from %s: %v", l.URI, err),
		"is it running? see: dossier neo4j status, dossier neo4j start")
}

func (l Login) explainAnswer(answer *driver.Neo4jError, made func(r Reason, what, hint string) error) error {
	switch answer.Code {
	case "Neo.ClientError.Security.Unauthorized":
		return made(WrongPassword, fmt.Sprintf("%s refuses user %q or the password", l.URI, l.User),
			"check NEO4J_USERNAME and NEO4J_PASSWORD; it was tried once only, since after three failures the server refuses the right one too")
	case "Neo.ClientError.Security.AuthenticationRateLimit":
		return made(RateLimited, fmt.Sprintf("%s takes no logins for the moment: too many wrong passwords", l.URI),
			"wait some seconds, then check NEO4J_USERNAME and NEO4J_PASSWORD")
	case "Neo.ClientError.Security.CredentialsExpired":
		return made(Expired, fmt.Sprintf("the password of user %q at %s must be changed first", l.User, l.URI),
			"log in with Neo4j Browser or cypher-shell, which ask for a new one")
	case "Neo.ClientError.Database.DatabaseNotFound":
		return made(NoDatabase, fmt.Sprintf("%s has no database %q", l.URI, l.Database),
			"Community has one only, neo4j; leave the name out to take the default")
	case "Neo.ClientError.Statement.AccessMode":
		return made(ReadOnly, "the query writes, and only reading is allowed here", "write with cypher-shell or Neo4j Browser")
	case "Neo.ClientError.Schema.ConstraintCreationFailed", "Neo.DatabaseError.Schema.ConstraintCreationFailed", "Neo.ClientError.Schema.IndexAlreadyExists",
		"Neo.ClientError.Schema.ConstraintAlreadyExists", "Neo.ClientError.Schema.IndexWithNameAlreadyExists",
		"Neo.ClientError.Schema.ConstraintWithNameAlreadyExists":
		return made(SchemaClash, "the database cannot take our uniqueness constraints: "+answer.Msg,
			"remove the clashing data or index, or use a database of its own")
	}
	switch answer.Category() {
	case "Statement", "Procedure":
		return made(BadQuery, answer.Msg, "")
	case "Security":
		return made(WrongPassword, fmt.Sprintf("%s refuses: %s (%s)", l.URI, answer.Msg, answer.Code), "check user, password and rights")
	}
	return made(Failed, fmt.Sprintf("%s (%s)", answer.Msg, answer.Code), "")
}

func containsAny(s string, parts ...string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}
