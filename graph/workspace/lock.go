package workspace

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A lock keeps other processes from writing. It is an exclusive transaction on
// a database of its own, "lock": SQLite knows how to lock a file on every
// system, the system takes the lock back when the process dies, and readers of
// the workspace are not held up.
type lock struct {
	db     *sql.DB
	conn   *sql.Conn
	holder string // file that says who holds it
}

// acquire waits up to wait for the lock of the folder dir.
func acquire(ctx context.Context, dir, verb string, wait time.Duration) (*lock, error) {
	l := &lock{holder: filepath.Join(dir, "holder")}
	path := filepath.Join(dir, "lock")
	db, err := sql.Open("sqlite", dsn(path, url.Values{"_pragma": {fmt.Sprintf("busy_timeout(%d)", wait.Milliseconds())}}))
	if err != nil {
		return nil, err
	}
	l.db = db
	if l.conn, err = db.Conn(ctx); err == nil {
		_, err = l.conn.ExecContext(ctx, "BEGIN EXCLUSIVE")
	}
	if err != nil {
		l.db.Close()
		err = explain(dir, "locking it", err)
		if e, ok := err.(*Error); ok && e.Why == Locked {
			e.Err = nil
			if who, readErr := os.ReadFile(l.holder); readErr == nil {
				e.Err = fmt.Errorf("held by %s", strings.TrimSpace(string(who)))
			}
		}
		return nil, err
	}
	// Only a courtesy to those who wait: without it the lock holds as well.
	_ = os.WriteFile(l.holder, fmt.Appendf(nil, "process %d (%s)\n", os.Getpid(), verb), 0o600)
	return l, nil
}

func (l *lock) release() error {
	if l == nil {
		return nil
	}
	_ = os.Remove(l.holder)
	l.conn.Close()
	return l.db.Close()
}

// Lockable returns an [*Error] if the workspace in the folder dir could not be
// written to now: it is in use, or may not be written to.
func Lockable(ctx context.Context, dir string) error {
	l, err := acquire(ctx, dir, "doctor", 0)
	if err != nil {
		return err
	}
	return l.release()
}
