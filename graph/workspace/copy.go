package workspace

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
)

// Copy copies the workspace in the folder from, which may be of an older schema
// or on a disk that cannot be written to, into the folder to, which must be there.
// What is done to the copy leaves no trace in the workspace.
func Copy(ctx context.Context, from, to string) error {
	if _, err := prepare(from, Options{ReadOnly: true}); err != nil {
		return err
	}
	r := reader{path: filepath.Join(from, File), pragmas: []string{"busy_timeout(10000)"}}
	db, err := r.openChecked(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", filepath.Join(to, File))
	return explain(to, "copying "+from, err)
}

// A reader opens a database for reading.
type reader struct {
	path    string
	pragmas []string
	asItIs  bool // an older schema is refused
	fixed   bool // the file does not change
}

func (r reader) open(context.Context) (*sql.DB, error) {
	values := url.Values{"_pragma": r.pragmas}
	if r.fixed {
		values.Set("immutable", "1")
	}
	return sql.Open("sqlite", dsn(r.path, values))
}

// openChecked refuses what is not a workspace.
//
// SQLite shares a log with whoever writes, and wants to make one even to read.
// Where it may not, and there is none, nobody writes: the file is then read as one
// that does not change.
func (r reader) openChecked(ctx context.Context) (*sql.DB, error) {
	db, err := r.open(ctx)
	if err != nil {
		return nil, err
	}
	if err = check(ctx, db, r.path, r.asItIs); err == nil {
		return db, nil
	}
	db.Close()
	var e *Error
	if r.fixed || !errors.As(err, &e) || e.Why != ReadOnly || !settled(r.path) {
		return nil, err
	}
	r.fixed = true
	return r.openChecked(ctx)
}

// settled reports whether the database has no log.
func settled(path string) bool {
	info, err := os.Stat(path + "-wal")
	return errors.Is(err, os.ErrNotExist) || err == nil && info.Size() == 0
}
