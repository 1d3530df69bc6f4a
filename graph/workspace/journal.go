package workspace

import (
	"context"
	"encoding/json"
	"time"
)

// A Failure is an input that could not be read.
type Failure struct {
	URI     string
	File    string // as the user gave it
	Reason  string // a word that programs may rely on
	Message string
	Hint    string // what the user can do, "" if nothing comes to mind
}

// PutFailure notes that an input could not be read.
func (t *Tx) PutFailure(f Failure) error {
	_, err := t.exec("INSERT OR REPLACE INTO failure (uri, file, reason, message, hint) VALUES (?, ?, ?, ?, ?)",
		f.URI, f.File, f.Reason, f.Message, f.Hint)
	return err
}

// DropFailure forgets that uri could not be read.
func (t *Tx) DropFailure(uri string) error {
	_, err := t.exec("DELETE FROM failure WHERE uri = ?", uri)
	return err
}

// Failures calls f with every failure in order of URI.
func (w *Workspace) Failures(ctx context.Context, f func(Failure) error) error {
	return w.each(ctx, func(scan func(...any) error) error {
		var x Failure
		if err := scan(&x.URI, &x.File, &x.Reason, &x.Message, &x.Hint); err != nil {
			return err
		}
		return f(x)
	}, "SELECT uri, file, reason, message, hint FROM failure ORDER BY uri")
}

// A Run is one use of a verb that writes.
type Run struct {
	ID       int64
	Verb     string
	Started  time.Time
	Finished time.Time // zero if it did not end well
	Summary  json.RawMessage
}

// BeginRun notes that verb begins at now.
func (w *Workspace) BeginRun(ctx context.Context, verb string, now time.Time) (id int64, err error) {
	err = w.Update(ctx, func(t *Tx) error {
		if _, err := t.exec("INSERT INTO run (verb, started, finished, summary) VALUES (?, ?, '', 'null')",
			verb, now.UTC().Format(time.RFC3339)); err != nil {
			return err
		}
		_, err := t.one("SELECT last_insert_rowid()", nil, &id)
		return err
	})
	return id, err
}

// EndRun notes that the run id ended well at now, with a summary of what it did.
func (w *Workspace) EndRun(ctx context.Context, id int64, now time.Time, summary any) error {
	b, err := json.Marshal(summary)
	if err != nil {
		return err
	}
	return w.Update(ctx, func(t *Tx) error {
		_, err := t.exec("UPDATE run SET finished = ?, summary = ? WHERE id = ?", now.UTC().Format(time.RFC3339), b, id)
		return err
	})
}

// Runs calls f with every run, the last first.
func (w *Workspace) Runs(ctx context.Context, f func(Run) error) error {
	return w.each(ctx, func(scan func(...any) error) error {
		var r Run
		var started, finished string
		if err := scan(&r.ID, &r.Verb, &started, &finished, &r.Summary); err != nil {
			return err
		}
		r.Started, _ = time.Parse(time.RFC3339, started)
		r.Finished, _ = time.Parse(time.RFC3339, finished)
		return f(r)
	}, "SELECT id, verb, started, finished, CAST(summary AS BLOB) FROM run ORDER BY id DESC")
}
