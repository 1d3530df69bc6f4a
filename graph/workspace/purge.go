package workspace

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// settingPurge says that something was forgotten of which traces may remain:
// "now", or "targets" while what targets are known to hold still names it.
const settingPurge = "purge"

// Purge removes the last traces of what was forgotten, if there are any: copies
// made before a change of schema go, and the database is written anew, since
// SQLite overwrites what is deleted but not the copies that it has left behind
// on moving rows from page to page. That takes time and room in proportion to
// the whole database. It is called between transactions, once the graph and the
// targets have followed.
//
// A break before its end is mended by the next call. Where a target is yet to be
// told, its deletions keep the names that it knows things by; the first call
// after that removes those too.
func (w *Workspace) Purge(ctx context.Context) error {
	if w.write == nil { // nothing is forgotten for good
		return nil
	}
	state, err := w.Setting(ctx, settingPurge)
	if err != nil || state == "" {
		return err
	}
	var untold bool
	if _, err := w.one(ctx, `SELECT EXISTS (SELECT 1 FROM projected p
		LEFT JOIN record r ON r.kind = p.kind AND r.key = p.key AND r.shown WHERE r.key IS NULL)`, nil, &untold); err != nil {
		return err
	}
	if state == "targets" && untold {
		return nil
	}
	if err := w.rewrite(ctx); err != nil {
		return fmt.Errorf("removing the last traces of what was forgotten: %w", err)
	}
	after := ""
	if untold {
		after = "targets"
	}
	return w.Update(ctx, func(t *Tx) error { return t.Set(settingPurge, after) })
}

// Forgetting reports whether a run that forgot something was broken off before it
// had removed the last traces.
func (w *Workspace) Forgetting(ctx context.Context) (bool, error) {
	state, err := w.Setting(ctx, settingPurge)
	return state == "now", err
}

func (w *Workspace) rewrite(ctx context.Context) error {
	copies, err := w.copies()
	if err != nil {
		return err
	}
	for _, c := range copies {
		if err := os.Remove(c); err != nil {
			return &Error{Path: w.dir, Why: ReadOnly, Err: err}
		}
	}
	conn, err := w.write.Conn(ctx)
	if err != nil {
		return explain(w.dir, "writing it anew", err)
	}
	defer conn.Close()
	// A vacuum makes its copy where temporary tables go, which is memory.
	for _, statement := range []string{
		"UPDATE run SET summary = json_remove(summary, '$.Unknown')",
		"PRAGMA temp_store = 1", "VACUUM", "PRAGMA temp_store = 2",
	} {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return explain(w.dir, "writing it anew", err)
		}
	}
	var busy, log, done int
	if err := conn.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &log, &done); err != nil {
		return explain(w.dir, "emptying its log", err)
	}
	if busy != 0 {
		return &Error{Path: w.dir, Why: Locked, Err: errors.New("another process reads it")}
	}
	return nil
}

// copies lists those that were made before changes of schema.
func (w *Workspace) copies() ([]string, error) {
	entries, err := os.ReadDir(w.dir)
	if err != nil {
		return nil, &Error{Path: w.dir, Why: ReadOnly, Err: err}
	}
	var list []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), File+".v") {
			list = append(list, filepath.Join(w.dir, e.Name()))
		}
	}
	return list, nil
}
