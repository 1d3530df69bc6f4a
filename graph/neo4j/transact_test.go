package neo4j

import (
	"context"
	"errors"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// A collision is tried again at once, whatever the patience with a server that is away.
func TestRetry(t *testing.T) {
	for code, tries := range map[string]int{
		"Neo.TransientError.Transaction.DeadlockDetected":       3,
		"Neo.TransientError.Transaction.Outdated":               3,
		"Neo.ClientError.Statement.EntityNotFound":              3,
		"Neo.ClientError.Statement.SyntaxError":                 1,
		"Neo.TransientError.General.MemoryPoolOutOfMemoryError": 1,
	} {
		target := &Target{options: Options{Patience: time.Nanosecond}}
		n := 0
		err := target.retry(context.Background(), func(bool) (bool, error) {
			if n++; n < 3 {
				return false, &driver.Neo4jError{Code: code}
			}
			return false, nil
		})
		var answer *driver.Neo4jError
		if n != tries || errors.As(err, &answer) != (tries == 1) {
			t.Errorf("%s: %d tries, %v; want %d", code, n, err, tries)
		}
	}
}
