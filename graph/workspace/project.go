package workspace

import (
	"context"
	"encoding/json"
	"fmt"

	"dossier/graph"
)

// Difference calls yield with every change that leads the target from what it
// is known to hold to the graph, in the order that [graph.Target] asks for, in
// chunks of up to size, and stops when yield errs. Between the chunks, and
// beside the calls of yield, the workspace may be written to, but only by
// [Tx.Projecting] and [Tx.Projected].
func (w *Workspace) Difference(ctx context.Context, target string, size int, yield func([]graph.Change) error) error {
	for i := len(graph.Kinds) - 1; i >= 0; i-- {
		if err := w.pages(ctx, size, w.deletions(ctx, target, graph.Kinds[i]), yield); err != nil {
			return err
		}
	}
	for _, kind := range graph.Kinds {
		if err := w.pages(ctx, size, w.upserts(ctx, target, kind), yield); err != nil {
			return err
		}
	}
	return nil
}

// CountDifference returns how many changes [Workspace.Difference] would yield.
func (w *Workspace) CountDifference(ctx context.Context, target string) (n int, err error) {
	_, err = w.one(ctx, `SELECT
		(SELECT count(*) FROM record r LEFT JOIN projected p ON p.target = ? AND p.kind = r.kind AND p.key = r.key
			WHERE r.shown AND p.hash IS NOT r.hash) +
		(SELECT count(*) FROM projected p LEFT JOIN record r ON r.kind = p.kind AND r.key = p.key AND r.shown
			WHERE p.target = ? AND r.key IS NULL)`, []any{target, target}, &n)
	return n, err
}

// A page returns up to limit changes whose keys come after the key after.
type page func(after string, limit int) ([]graph.Change, error)

func (w *Workspace) pages(ctx context.Context, size int, next page, yield func([]graph.Change) error) error {
	for after := ""; ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		changes, err := next(after, size)
		if err != nil || len(changes) == 0 {
			return err
		}
		after = changes[len(changes)-1].Record.Key()
		if err := yield(changes); err != nil {
			return err
		}
	}
}

func (w *Workspace) upserts(ctx context.Context, target string, kind graph.Kind) page {
	return func(after string, limit int) (changes []graph.Change, err error) {
		err = w.each(ctx, func(scan func(...any) error) error {
			var body []byte
			c := graph.Change{Action: graph.Modify}
			var isNew bool
			if err := scan(&body, &isNew); err != nil {
				return err
			}
			if isNew {
				c.Action = graph.Create
			}
			c.Record, err = w.record(kind, body)
			changes = append(changes, c)
			return err
		}, `SELECT r.body, coalesce(p.hash, '') = '' FROM record r
			LEFT JOIN projected p ON p.target = ? AND p.kind = r.kind AND p.key = r.key
			WHERE r.kind = ? AND r.key > ? AND r.shown AND p.hash IS NOT r.hash ORDER BY r.key LIMIT ?`,
			target, kind, after, limit)
		return changes, err
	}
}

func (w *Workspace) deletions(ctx context.Context, target string, kind graph.Kind) page {
	return func(after string, limit int) (changes []graph.Change, err error) {
		err = w.each(ctx, func(scan func(...any) error) error {
			var key string
			var body []byte
			if err := scan(&key, &body); err != nil {
				return err
			}
			r, err := w.deleted(kind, key, body)
			changes = append(changes, graph.Change{Action: graph.Delete, Record: r})
			return err
		}, `SELECT p.key, p.body FROM projected p
			LEFT JOIN record r ON r.kind = p.kind AND r.key = p.key AND r.shown
			WHERE p.target = ? AND p.kind = ? AND p.key > ? AND r.key IS NULL ORDER BY p.key LIMIT ?`,
			target, kind, after, limit)
		return changes, err
	}
}

// deleted returns what a target must know of a record to delete it: the key
// and, of a fact, its ends and predicate.
func (w *Workspace) deleted(kind graph.Kind, key string, body []byte) (graph.Record, error) {
	switch kind {
	case graph.KindEntity:
		return &graph.Entity{ID: key}, nil
	case graph.KindDocument:
		return &graph.Document{ID: key}, nil
	case graph.KindEvidence:
		return &graph.Evidence{ID: key}, nil
	}
	if body == nil {
		if r := bare(kind, key); r != nil {
			return r, nil
		}
	}
	return w.record(kind, body)
}

// record decodes the body of a record.
func (w *Workspace) record(kind graph.Kind, body []byte) (graph.Record, error) {
	var r graph.Record
	switch kind {
	case graph.KindEntity:
		r = new(graph.Entity)
	case graph.KindDocument:
		r = new(graph.Document)
	case graph.KindMentioned:
		r = new(graph.MentionedIn)
	case graph.KindEvidence:
		r = new(graph.Evidence)
	case graph.KindFact:
		r = new(graph.Fact)
	default:
		return nil, &Error{Path: w.dir, Why: Damaged, Err: fmt.Errorf("unknown kind of record %q", kind)}
	}
	return r, w.unmarshal(body, r)
}

// Projecting notes that the target is about to be handed the changes: until
// Projected says so, nobody knows what it holds of them, and whatever becomes
// of the graph in between, the next difference has them again.
func (t *Tx) Projecting(target string, changes []graph.Change) error {
	for _, c := range changes {
		if err := t.putProjected(target, c.Record, ""); err != nil {
			return err
		}
	}
	return nil
}

// Projected notes that the target holds what the changes lead to.
func (t *Tx) Projected(target string, changes []graph.Change) error {
	for _, c := range changes {
		var err error
		if c.Action == graph.Delete {
			_, err = t.exec("DELETE FROM projected WHERE target = ? AND kind = ? AND key = ?", target, c.Record.Kind(), c.Record.Key())
		} else {
			err = t.putProjected(target, c.Record, c.Record.Hash())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) putProjected(target string, r graph.Record, hash string) error {
	body, err := remembered(r)
	if err != nil {
		return err
	}
	_, err = t.exec("INSERT OR REPLACE INTO projected (target, kind, key, hash, body) VALUES (?, ?, ?, ?, ?)",
		target, r.Kind(), r.Key(), hash, body)
	return err
}

// remembered returns what deleted will need, nil if the key is enough.
func remembered(r graph.Record) ([]byte, error) {
	switch r := r.(type) {
	case *graph.MentionedIn:
		return json.Marshal(r)
	case *graph.Fact:
		return json.Marshal(&graph.Fact{ID: r.ID, Subject: r.Subject, Predicate: r.Predicate, Object: r.Object, Symmetric: r.Symmetric})
	}
	return nil, nil
}

// ForgetTarget drops all that is known of what the target holds: the next
// difference is the whole graph.
func (t *Tx) ForgetTarget(target string) error {
	_, err := t.exec("DELETE FROM projected WHERE target = ?", target)
	return err
}

// Shown calls f with kind, key and hash of every record that a target should
// hold, in the order of [graph.Kinds] and keys.
func (w *Workspace) Shown(ctx context.Context, f func(kind graph.Kind, key, hash string) error) error {
	for _, kind := range graph.Kinds {
		err := w.each(ctx, func(scan func(...any) error) error {
			var key, hash string
			if err := scan(&key, &hash); err != nil {
				return err
			}
			return f(kind, key, hash)
		}, "SELECT key, hash FROM record WHERE kind = ? AND shown ORDER BY key", kind)
		if err != nil {
			return err
		}
	}
	return nil
}
