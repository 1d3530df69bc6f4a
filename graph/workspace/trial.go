package workspace

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"sync"

	"dossier/graph"
)

// A trial is a transaction that will be taken back.
type trial struct {
	tx *sql.Tx
	mu sync.Mutex // held by Update
}

// touchedTable lists the records, but for claims, that were written or dropped in
// a trial. It goes with the trial.
const touchedTable = `
CREATE TABLE touched (
	kind TEXT NOT NULL,
	key  TEXT NOT NULL,
	sort TEXT NOT NULL,
	PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE INDEX touched_sort ON touched (kind, sort, key);
`

// Trial calls f with a workspace that holds what w holds, and takes back all
// that f does to it. Meanwhile w can be read, as it was, but not be written to.
func (w *Workspace) Trial(ctx context.Context, f func(*Workspace) error) (err error) {
	if w.write == nil {
		return &Error{Path: w.dir, Why: ReadOnly, Err: errors.New("opened for reading")}
	}
	tx, err := w.write.BeginTx(ctx, nil)
	if err != nil {
		return explain(w.dir, "beginning a trial", err)
	}
	defer func() {
		if back := tx.Rollback(); !errors.Is(back, sql.ErrTxDone) { // done if ctx has ended
			err = errors.Join(err, explain(w.dir, "taking a trial back", back))
		}
	}()
	if _, err := tx.ExecContext(ctx, touchedTable); err != nil {
		return explain(w.dir, "beginning a trial", err)
	}
	return f(&Workspace{dir: w.dir, query: &statements{db: tx}, trial: &trial{tx: tx}, enc: w.enc, dec: w.dec, codecs: w.codecs})
}

// update is Update within a trial.
func (w *Workspace) updateTrial(ctx context.Context, f func(*Tx) error) (err error) {
	w.trial.mu.Lock()
	defer w.trial.mu.Unlock()
	mark := func(what string) error {
		_, err := w.trial.tx.ExecContext(ctx, what)
		return explain(w.dir, "a trial", err)
	}
	if err := mark("SAVEPOINT step"); err != nil {
		return err
	}
	t := &Tx{w: w, ctx: ctx, tx: w.trial.tx, stmts: map[string]*sql.Stmt{}}
	err = t.run(f)
	t.close()
	if err != nil {
		return errors.Join(err, mark("ROLLBACK TO step"), mark("RELEASE step"))
	}
	return mark("RELEASE step")
}

// touch notes, in a trial, that r is another now.
func (t *Tx) touch(r graph.Record) error {
	if t.w.trial == nil || r.Kind() == graph.KindEvidence { // a claim's fact tells
		return nil
	}
	sort := r.Key()
	switch r := r.(type) {
	case *graph.Fact:
		sort = strings.Join([]string{r.Predicate, r.Subject, r.Object, r.Value}, "\x1f")
	case *graph.Document:
		sort = r.URI
	}
	_, err := t.exec("INSERT OR IGNORE INTO touched (kind, key, sort) VALUES (?, ?, ?)", r.Kind(), r.Key(), sort)
	return err
}

// touchStored is touch for a record of which only the key is known.
func (t *Tx) touchStored(kind graph.Kind, key string) error {
	if t.w.trial == nil || kind == graph.KindEvidence {
		return nil
	}
	var body []byte
	ok, err := t.one("SELECT body FROM record WHERE kind = ? AND key = ?", []any{kind, key}, &body)
	if err != nil || !ok {
		return err
	}
	r, err := t.w.record(kind, body)
	if err != nil {
		return err
	}
	return t.touch(r)
}

// Touched calls f, in a trial, with the key of every record of the kind, claims
// excepted, that was written or dropped, or of which the evidence was: facts by predicate, subject and object, entities by id,
// documents by URI.
func (w *Workspace) Touched(ctx context.Context, kind graph.Kind, f func(key string) error) error {
	const page = 256
	for sort, key := "", ""; ; {
		var keys []string
		err := w.each(ctx, func(scan func(...any) error) error {
			err := scan(&sort, &key)
			keys = append(keys, key)
			return err
		}, `SELECT sort, key FROM touched WHERE kind = ? AND (sort, key) > (?, ?) ORDER BY sort, key LIMIT ?`, kind, sort, key, page)
		if err != nil || len(keys) == 0 {
			return err
		}
		for _, k := range keys {
			if err := f(k); err != nil {
				return err
			}
		}
	}
}
