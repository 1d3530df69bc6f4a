package server

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// startLimit bounds the wait for a server to answer. A loaded computer needs a
// minute; the rest is for recovery after a crash.
const startLimit = 5 * time.Minute

// PasswordError says that the server does not take the password.
type PasswordError struct{ Err error }

func (e *PasswordError) Error() string {
	return "the server does not take the password: its data was made with another; " +
		"put that one into the file password of its home, or delete its data"
}

func (e *PasswordError) Unwrap() error { return e.Err }

var errEnded = errors.New("the server ended by itself")

// awaitReady waits until the server at uri answers a query. It asks running from
// time to time and gives up when that says no.
func awaitReady(ctx context.Context, uri, password string, running func() (bool, error)) error {
	limit, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		asked := time.Now()
		err := ping(limit, uri, password)
		if err == nil || !comingUp(err) {
			return err
		}
		// A container's port takes connections before the server does.
		for wait := true; wait; wait = time.Since(asked) < 200*time.Millisecond {
			select {
			case <-limit.Done():
				if ctx.Err() != nil {
					return ctx.Err()
				}
				return fmt.Errorf("no answer in %v: %w", startLimit, err)
			case <-tick.C:
			}
		}
		if ok, rerr := running(); rerr != nil {
			return rerr
		} else if !ok {
			return errEnded
		}
	}
}

// ping runs a query that does nothing, once.
func ping(ctx context.Context, uri, password string) error {
	driver, err := neo4j.NewDriverWithContext(uri, neo4j.BasicAuth(User, password, ""), func(c *config.Config) {
		c.MaxConnectionPoolSize = 1
		c.SocketConnectTimeout = 5 * time.Second
		c.ConnectionAcquisitionTimeout = 20 * time.Second
		c.TelemetryDisabled = true
	})
	if err != nil {
		return err
	}
	defer driver.Close(ctx)
	session := driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: "neo4j"})
	defer session.Close(ctx)
	result, err := session.Run(ctx, "RETURN 1", nil)
	if err == nil {
		_, err = result.Consume(ctx)
	}
	var answer *neo4j.Neo4jError
	if errors.As(err, &answer) && strings.HasPrefix(answer.Code, "Neo.ClientError.Security.") {
		return &PasswordError{Err: err}
	}
	return err
}

// comingUp says whether an error of ping may pass by waiting: nobody listens
// yet, or the database is not open yet.
func comingUp(err error) bool {
	var answer *neo4j.Neo4jError
	if errors.As(err, &answer) {
		return answer.Classification() == "TransientError" || answer.Title() == "DatabaseNotFound" ||
			answer.Title() == "DatabaseUnavailable"
	}
	var wrong *PasswordError
	return !errors.As(err, &wrong)
}
