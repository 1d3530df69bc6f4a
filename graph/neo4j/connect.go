package neo4j

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// Login says where a database is and who asks.
type Login struct {
	URI      string // bolt://HOST:PORT, neo4j://..., +s or +ssc for TLS
	User     string // empty for a server without authentication
	Password string
	Database string // empty for the user's default
}

// DB is a connection to a database that need not be ours.
type DB struct {
	login  Login
	driver driver.DriverWithContext
}

// connectTimeout bounds the wait for a server to take a connection.
const connectTimeout = 8 * time.Second

// Connect connects and logs in, once. Its errors are of type [*Error].
func Connect(ctx context.Context, login Login) (*DB, error) {
	auth := driver.NoAuth()
	if login.User != "" {
		auth = driver.BasicAuth(login.User, login.Password, "")
	}
	d, err := driver.NewDriverWithContext(login.URI, auth, func(c *config.Config) {
		c.SocketConnectTimeout = connectTimeout
		c.ConnectionAcquisitionTimeout = 2 * connectTimeout
		c.ConnectionLivenessCheckTimeout = 0 // ask each time: one may have died with the server
		c.TelemetryDisabled = true
		c.UserAgent = "dossier"
	})
	if err != nil {
		return nil, &Error{Reason: BadAddress, What: "the address " + quote(login.URI) + " cannot be used: " + err.Error(),
			Hint: "write it as bolt://localhost:7687", Err: err}
	}
	db := &DB{login: login, driver: d}
	if err := db.verify(ctx); err != nil {
		d.Close(context.WithoutCancel(ctx))
		if ctx.Err() == nil && (errors.Is(err, io.EOF) || strings.HasSuffix(err.Error(), "EOF")) {
			return nil, &Error{Reason: NotBolt, What: login.URI + " hangs up on us", Err: err,
				Hint: "if the server wants TLS, write bolt+s:// or neo4j+s://, or bolt+ssc:// to trust any certificate"}
		}
		return nil, login.explain(ctx, err)
	}
	return db, nil
}

// verify runs a query that does nothing. The driver does not repeat it, so a
// wrong password is tried once.
func (db *DB) verify(ctx context.Context) error {
	session := db.session(ctx, driver.AccessModeRead)
	defer session.Close(ctx)
	result, err := session.Run(ctx, "RETURN 1", nil)
	if err != nil {
		return err
	}
	_, err = result.Consume(ctx)
	return err
}

// Close closes all connections.
func (db *DB) Close(ctx context.Context) error { return db.driver.Close(ctx) }

func (db *DB) session(ctx context.Context, mode driver.AccessMode) driver.SessionWithContext {
	return db.driver.NewSession(ctx, driver.SessionConfig{AccessMode: mode, DatabaseName: db.login.Database})
}

// read runs a query in a read session and calls row for each row.
func (db *DB) read(ctx context.Context, query string, params map[string]any, row func(*driver.Record) error) error {
	session := db.session(ctx, driver.AccessModeRead)
	defer session.Close(ctx)
	result, err := session.Run(ctx, query, params)
	if err != nil {
		return err
	}
	for result.Next(ctx) {
		if err := row(result.Record()); err != nil {
			return err
		}
	}
	return result.Err()
}
