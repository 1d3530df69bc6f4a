package neo4j

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"dossier/graph"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"golang.org/x/sync/errgroup"
)

// A step writes some changes of one kind in one transaction.
type step func(ctx context.Context, tx transaction, items []item) error

// Apply makes the database hold the given changes; see [graph.Target]. Changes
// may come in any order. All are checked before the first is written: one that
// the database cannot hold refuses them all. Errors are of type [*Error], unless
// ctx has ended or done has failed.
//
// An evidence whose document or entities the database lacks is an error; a
// DENIES edge appears as soon as both of its claims are there. A fact to be
// deleted may lack all but its id, which costs a look at every edge.
func (t *Target) Apply(ctx context.Context, changes []graph.Change, done func(n int) error) error {
	items, err := prepare(changes)
	if err != nil || len(items) == 0 {
		return err
	}
	if err := t.SetRevision(ctx, ""); err != nil {
		return err
	}
	p := &progress{finished: make([]bool, len(items)), done: done}
	return t.explain(ctx, t.apply(ctx, items, p))
}

func (t *Target) explain(ctx context.Context, err error) error {
	var failed *doneError
	if errors.As(err, &failed) {
		return failed.err
	}
	return t.login.explain(ctx, err)
}

func (t *Target) apply(ctx context.Context, items []item, p *progress) error {
	// Edges before what they end at.
	for _, ph := range []struct {
		kind graph.Kind
		step step
	}{
		{graph.KindFact, deleteFacts},
		{graph.KindEvidence, deleteClaims},
		{graph.KindMentioned, deleteMentioned},
		{graph.KindDocument, deleteDocuments},
		{graph.KindEntity, deleteEntities},
	} {
		if err := t.phase(ctx, t.options.Sessions, pick(items, ph.kind, removed), ph.step, p); err != nil {
			return err
		}
	}
	former, err := t.anyFormer(ctx)
	if err != nil {
		return err
	}
	w := writer{former: former}
	for _, ph := range []struct {
		kind     graph.Kind
		which    func(item) bool
		sessions int
		step     step
	}{
		{graph.KindEntity, written, t.options.Sessions, w.entities},
		{graph.KindDocument, written, t.options.Sessions, w.documents},
		{graph.KindMentioned, written, t.options.Sessions, w.mentioned},
		{graph.KindEvidence, and(written, not(denies)), t.options.Sessions, w.claims},
		// One after the other: two that deny each other must not be written at
		// the same time, for neither would see the other.
		{graph.KindEvidence, and(written, denies), 1, w.claims},
		{graph.KindFact, written, t.options.Sessions, w.facts},
	} {
		if err := t.phase(ctx, ph.sessions, pick(items, ph.kind, ph.which), ph.step, p); err != nil {
			return err
		}
	}
	if !former {
		return nil
	}
	return t.transact(ctx, func(tx transaction) error { return sweep(ctx, tx) })
}

// sweep removes the Formers that nothing holds any more.
func sweep(ctx context.Context, tx transaction) error {
	_, err := tx.run(ctx, "MATCH (n:Former) WHERE NOT (n)--() DELETE n", nil, nil)
	return err
}

func removed(i item) bool { return i.change.Action == graph.Delete }
func written(i item) bool { return i.change.Action != graph.Delete }

func denies(i item) bool {
	e, ok := i.change.Record.(*graph.Evidence)
	return ok && e.Denies != ""
}

func not(f func(item) bool) func(item) bool    { return func(i item) bool { return !f(i) } }
func and(f, g func(item) bool) func(item) bool { return func(i item) bool { return f(i) && g(i) } }

func pick(items []item, kind graph.Kind, which func(item) bool) []item {
	var picked []item
	for _, i := range items {
		if i.change.Record.Kind() == kind && which(i) {
			picked = append(picked, i)
		}
	}
	return picked
}

func (t *Target) anyFormer(ctx context.Context) (any bool, err error) {
	err = t.transact(ctx, func(tx transaction) error {
		n := 0
		err := tx.single(ctx, "MATCH (n:Former) WITH n LIMIT 1 RETURN count(n)", nil, &n)
		any = n > 0
		return err
	})
	return any, err
}

// phase writes items in batches, some at once.
func (t *Target) phase(ctx context.Context, sessions int, items []item, s step, p *progress) error {
	group, inner := errgroup.WithContext(ctx)
	group.SetLimit(sessions)
	for len(items) > 0 && inner.Err() == nil {
		n := t.batch(items)
		chunk := items[:n]
		items = items[n:]
		group.Go(func() error { return t.write(inner, chunk, s, p) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

// batch gives how many of the items make a transaction.
func (t *Target) batch(items []item) int {
	bytes := 0
	for i, it := range items {
		bytes += it.size
		if i == t.options.BatchRows || i > 0 && bytes > t.options.BatchBytes {
			return i
		}
	}
	return len(items)
}

// write writes a batch, in halves if it is too big for the server.
func (t *Target) write(ctx context.Context, items []item, s step, p *progress) error {
	err := t.transact(ctx, func(tx transaction) error { return s(ctx, tx, items) })
	var answer *driver.Neo4jError
	switch {
	case err == nil:
		return p.finish(items)
	case ctx.Err() != nil || !errors.As(err, &answer) || !isOutOfMemory(answer):
		return err
	case len(items) == 1:
		r := items[0].change.Record
		return &Error{Reason: TooBig, Err: err,
			What: fmt.Sprintf("%s %s needs more memory than the server allows a transaction", r.Kind(), shorten(r.Key())),
			Hint: "raise the server's heap (server.memory.heap.max_size)"}
	}
	half := len(items) / 2
	if err := t.write(ctx, items[:half], s, p); err != nil {
		return err
	}
	return t.write(ctx, items[half:], s, p)
}

// progress tells the caller how many changes, in the caller's order, are durable.
type progress struct {
	mu       sync.Mutex
	finished []bool
	reported int
	done     func(n int) error
}

// doneError is an error of the caller's own function.
type doneError struct{ err error }

func (e *doneError) Error() string { return e.err.Error() }
func (e *doneError) Unwrap() error { return e.err }

func (p *progress) finish(items []item) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, i := range items {
		p.finished[i.index] = true
	}
	next := p.reported
	for next < len(p.finished) && p.finished[next] {
		next++
	}
	n := next - p.reported
	if n == 0 || p.done == nil {
		return nil
	}
	p.reported = next
	if err := p.done(n); err != nil {
		return &doneError{err}
	}
	return nil
}
