package neo4j

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// transaction is one transaction of the server.
type transaction struct {
	driver.ExplicitTransaction
	// careful is set when an earlier try of the same work may still be being
	// committed by the server, out of our sight.
	careful bool
}

// run runs a statement, calls row, if not nil, for each row that it returns, and
// gives the statement's counters.
func (tx transaction) run(ctx context.Context, query string, params map[string]any, row func(*driver.Record) error) (driver.Counters, error) {
	result, err := tx.Run(ctx, query, params)
	if err != nil {
		return nil, err
	}
	for result.Next(ctx) {
		if row == nil {
			continue
		}
		if err := row(result.Record()); err != nil {
			return nil, err
		}
	}
	summary, err := result.Consume(ctx)
	if err != nil {
		return nil, err
	}
	return summary.Counters(), nil
}

// single runs a statement that gives one number.
func (tx transaction) single(ctx context.Context, query string, params map[string]any, n *int) error {
	_, err := tx.run(ctx, query, params, func(r *driver.Record) error {
		v, _ := r.Values[0].(int64)
		*n = int(v)
		return nil
	})
	return err
}

// transact runs work in a transaction and commits it. It is tried again where
// that may help, so work must be idempotent.
func (t *Target) transact(ctx context.Context, work func(transaction) error) error {
	return t.retry(ctx, func(careful bool) (bool, error) { return t.attempt(ctx, careful, work) })
}

// retry repeats a try that has failed for a reason that may pass: at once after a
// collision, such as a deadlock, which Neo4j reports even to sessions whose nodes are disjoint, and
// which the driver's own retry would sit out for a second; and with growing
// pauses while the server is away. Committing says that a try failed while it
// was being committed; without an answer it may have succeeded all the same, and
// the next try is told to be careful.
func (t *Target) retry(ctx context.Context, try func(careful bool) (committing bool, err error)) error {
	const collisions = 100 // far more than ever seen; ends what cannot end well
	var failing time.Time  // since when the server is away
	careful := false
	pause := 50 * time.Millisecond
	for n := 1; ; n++ {
		committing, err := try(careful)
		if err == nil || ctx.Err() != nil {
			return err
		}
		var answer *driver.Neo4jError
		answered := errors.As(err, &answer)
		unknown := committing && !answered
		careful = careful || unknown
		switch {
		case answered && isCollision(answer):
			if n >= collisions {
				return fmt.Errorf("after %d tries: %w", n, err)
			}
			continue
		case answered && isOutOfMemory(answer):
			return err // the same again would fail again
		case !unknown && !driver.IsRetryable(err):
			return err
		}
		now := time.Now()
		if failing.IsZero() {
			failing = now
		}
		if now.Sub(failing)+pause > t.options.Patience {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
		pause = min(2*pause, 2*time.Second)
	}
}

// attempt is one try of transact. Committing says whether it came to that.
func (t *Target) attempt(ctx context.Context, careful bool, work func(transaction) error) (committing bool, err error) {
	session := t.session(ctx, driver.AccessModeWrite)
	defer session.Close(context.WithoutCancel(ctx))
	tx, err := session.BeginTransaction(ctx)
	if err != nil {
		return false, err
	}
	if err := work(transaction{tx, careful}); err != nil {
		// Roll back also where the context has ended; the connection, if lost,
		// has done it already.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		tx.Close(ctx)
		return false, err
	}
	return true, tx.Commit(ctx)
}

// isCollision recognizes a transaction that has failed since another was at the
// same nodes: a deadlock, or the other has changed, created or deleted what this
// one had read, found missing or found there. The other may be our own, lost while
// it was being committed.
func isCollision(e *driver.Neo4jError) bool {
	switch e.Code {
	case "Neo.TransientError.Transaction.DeadlockDetected",
		"Neo.TransientError.Transaction.Outdated",
		"Neo.ClientError.Schema.ConstraintValidationFailed",
		"Neo.ClientError.Statement.EntityNotFound":
		return true
	}
	return false
}

// isOutOfMemory recognizes a transaction that is too big for the server.
func isOutOfMemory(e *driver.Neo4jError) bool {
	return strings.HasPrefix(e.Code, "Neo.TransientError.General.") && strings.Contains(e.Code, "Memory")
}
