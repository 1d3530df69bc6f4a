package neo4j

import (
	"context"
	"iter"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Rows is the result of a query, read from the server as it is asked for.
type Rows struct {
	Columns []string

	db      *DB
	session driver.SessionWithContext
	result  driver.ResultWithContext
}

// Query runs a query that may only read: the server refuses to write, with an
// [*Error] of reason [ReadOnly]. Parameters are bools, integers, floats, strings,
// and slices and maps of these. The caller must close the rows.
func (db *DB) Query(ctx context.Context, cypher string, params map[string]any) (*Rows, error) {
	session := db.session(ctx, driver.AccessModeRead)
	result, err := session.Run(ctx, cypher, params)
	var columns []string
	if err == nil {
		columns, err = result.Keys()
	}
	if err == nil {
		// Some errors come with the first row only.
		result.Peek(ctx)
		err = result.Err()
	}
	if err != nil {
		session.Close(context.WithoutCancel(ctx))
		return nil, db.login.explain(ctx, err)
	}
	return &Rows{Columns: columns, db: db, session: session, result: result}, nil
}

// All gives the rows, a value for each column. An error ends them.
func (r *Rows) All(ctx context.Context) iter.Seq2[[]Value, error] {
	return func(yield func([]Value, error) bool) {
		for r.result.Next(ctx) {
			record := r.result.Record()
			values := make([]Value, len(record.Values))
			for i, v := range record.Values {
				values[i] = toValue(v)
			}
			if !yield(values, nil) {
				return
			}
		}
		if err := r.result.Err(); err != nil {
			yield(nil, r.db.login.explain(ctx, err))
		}
	}
}

// Close ends the query, also before its last row.
func (r *Rows) Close(ctx context.Context) error { return r.session.Close(ctx) }
