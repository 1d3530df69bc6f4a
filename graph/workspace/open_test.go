package workspace

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dossier/extract"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func open(t *testing.T, dir string, o Options) *Workspace {
	t.Helper()
	o.NoSync = true
	w, err := Open(t.Context(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// wants checks that err is an *Error with that reason and a hint.
func wants(t *testing.T, err error, why Reason) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Why != why || e.Hint() == "" {
		t.Fatalf("got %v, want a workspace error of reason %s", err, why)
	}
	return e
}

// database makes a SQLite file that is not ours.
func database(t *testing.T, path, script string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", dsn(path, nil))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(script); err != nil {
		t.Fatal(err)
	}
}

func TestOpen(t *testing.T) {
	// A blank and other marks in the path must not end up in the parameters.
	dir := filepath.Join(t.TempDir(), "a b?c#d%20é", ".dossier")
	_, err := Open(t.Context(), dir, Options{})
	wants(t, err, NotFound)
	if _, err := os.Stat(dir); err == nil {
		t.Error("a workspace that is not there was made without being asked for")
	}
	w, err := Open(t.Context(), dir, Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	id, err := w.ID(t.Context())
	if err != nil || id == "" {
		t.Fatalf("id %q, %v", id, err)
	}
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "foreign_keys": "1", "secure_delete": "1", "synchronous": "3",
		"application_id": fmt.Sprint(applicationID), "user_version": fmt.Sprint(len(migrations)),
	} {
		var got string
		if err := w.write.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", pragma, got, want, err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, f := range files {
		if name := filepath.Base(f); name != File && name != "lock" {
			t.Errorf("%s is left behind", name)
		}
	}
	again := open(t, dir, Options{})
	if second, err := again.ID(t.Context()); err != nil || second != id {
		t.Errorf("id %q, then %q (%v)", id, second, err)
	}
}

func TestOpenRefusesWhatIsNotOurs(t *testing.T) {
	for _, test := range []struct {
		name string
		make func(path string)
		why  Reason
	}{
		{"another program's database", func(path string) { database(t, path, "CREATE TABLE theirs (x)") }, NotWorkspace},
		{"another program's mark", func(path string) { database(t, path, "PRAGMA application_id = 7") }, NotWorkspace},
		{"a newer schema", func(path string) {
			database(t, path, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d; CREATE TABLE newer (x)", applicationID, len(migrations)+1))
		}, TooNew},
		{"a text", func(path string) {
			if err := os.WriteFile(path, bytes.Repeat([]byte("not a database\n"), 100), 0o600); err != nil {
				t.Fatal(err)
			}
		}, NotWorkspace},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, File)
			test.make(path)
			before, _ := os.ReadFile(path)
			for _, readOnly := range []bool{false, true} {
				_, err := Open(t.Context(), dir, Options{Create: true, ReadOnly: readOnly})
				wants(t, err, test.why)
			}
			if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
				t.Error("the file was changed")
			}
		})
	}
	t.Run("a file in the place of the folder", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(dir, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Open(t.Context(), dir, Options{Create: true})
		wants(t, err, ReadOnly)
	})
}

func TestLock(t *testing.T) {
	dir := t.TempDir()
	w := open(t, dir, Options{Create: true, Verb: "ingest"})
	_, err := Open(t.Context(), dir, Options{Wait: -1})
	if e := wants(t, err, Locked); !strings.Contains(e.Error(), fmt.Sprintf("held by process %d (ingest)", os.Getpid())) {
		t.Errorf("it does not say who holds it: %v", e)
	}
	// Readers are let in, and see what is committed.
	reader := open(t, dir, Options{ReadOnly: true})
	if err := w.Update(t.Context(), func(tx *Tx) error { return tx.Set("a", "b") }); err != nil {
		t.Fatal(err)
	}
	if v, err := reader.Setting(t.Context(), "a"); v != "b" || err != nil {
		t.Errorf("a reader sees %q (%v)", v, err)
	}
	wants(t, reader.Update(t.Context(), func(*Tx) error { return nil }), ReadOnly)
	w.lock.release()
	w.lock = nil
	open(t, dir, Options{Wait: -1})
}

func TestSnapshotDoesNotChange(t *testing.T) {
	w := open(t, t.TempDir(), Options{Create: true})
	set := func(v string) {
		if err := w.Update(t.Context(), func(tx *Tx) error { return tx.Set("a", v) }); err != nil {
			t.Fatal(err)
		}
	}
	set("1")
	err := w.Snapshot(t.Context(), func(view *Workspace) error {
		for range 2 {
			if v, err := view.Setting(t.Context(), "a"); v != "1" || err != nil {
				t.Errorf("it is %q (%v)", v, err)
			}
			set("2")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestDiskFull(t *testing.T) {
	w := open(t, t.TempDir(), Options{Create: true})
	if _, err := w.write.Exec("PRAGMA max_page_count = 1"); err != nil { // as many as there are
		t.Fatal(err)
	}
	long := strings.Repeat("long ", 100_000)
	wants(t, w.Update(t.Context(), func(tx *Tx) error { return tx.Set("a", long) }), DiskFull)
}

// An older workspace is copied, then brought forward; a script that fails
// leaves it as it was.
func TestMigrate(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), File)
	db, err := sql.Open("sqlite", dsn(path, nil))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	count := func(db *sql.DB, table string) (n int) {
		t.Helper()
		if err := db.QueryRow("SELECT count(*) FROM " + table).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	one := "CREATE TABLE a (x); INSERT INTO a VALUES (1);"
	two := "ALTER TABLE a RENAME TO b; INSERT INTO b VALUES (2);"
	if err := migrate(ctx, db, path, []string{one}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + ".v1"); err == nil {
		t.Error("a new workspace was copied")
	}
	if err := migrate(ctx, db, path, []string{one, two + "INSERT INTO nowhere VALUES (1);"}); err == nil {
		t.Fatal("a script that fails succeeded")
	}
	if v, err := schemaVersion(ctx, db, path); v != 1 || err != nil || count(db, "a") != 1 {
		t.Errorf("after a script that failed: version %d (%v)", v, err)
	}
	for range 2 { // the second time there is nothing to do
		if err := migrate(ctx, db, path, []string{one, two}); err != nil {
			t.Fatal(err)
		}
		if v, _ := schemaVersion(ctx, db, path); v != 2 || count(db, "b") != 2 {
			t.Errorf("version %d with %d rows", v, count(db, "b"))
		}
	}
	backup, err := sql.Open("sqlite", dsn(path+".v1", nil))
	if err != nil {
		t.Fatal(err)
	}
	defer backup.Close()
	if count(backup, "a") != 1 {
		t.Error("the copy is not of the old schema")
	}
	wants(t, migrate(ctx, db, path, []string{one}), TooNew)
}

// A schema that stands in somebody's file is never edited: its hash is here.
func TestMigrationsAreAppendOnly(t *testing.T) {
	released := []string{"e723lu6axcpc3qzflxzjbdo74a", "rbf6pqn333bn7vx5xo42wuc4ke", "zik4sy6j24f27inlkwtiy7hkhe"}
	for i, script := range migrations {
		if got := extract.Hash(script); i >= len(released) || got != released[i] {
			t.Errorf("migration %d has hash %s: append a new one, or note the hash of a new one here", i+1, got)
		}
	}
}

// A first run that was broken off has left nothing, or everything of the schema.
func TestFirstRunBrokenOff(t *testing.T) {
	dir := t.TempDir()
	database(t, filepath.Join(dir, File), "PRAGMA journal_mode = WAL")
	_, err := Open(t.Context(), dir, Options{ReadOnly: true})
	wants(t, err, NotFound)
	open(t, dir, Options{})

	path := filepath.Join(t.TempDir(), File)
	db, err := sql.Open("sqlite", dsn(path, nil))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := migrate(t.Context(), db, path, []string{"CREATE TABLE a (x);", "INSERT INTO nowhere VALUES (1);"}); err == nil {
		t.Fatal("a script that fails succeeded")
	}
	if v, err := schemaVersion(t.Context(), db, path); v != 0 || err != nil {
		t.Errorf("half of a new schema is there: version %d (%v)", v, err)
	}
}

// A run that was broken off is listed, before and after traces are removed.
func TestRunBrokenOff(t *testing.T) {
	w := open(t, t.TempDir(), Options{Create: true})
	if _, err := w.BeginRun(t.Context(), "ingest", time.Now()); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		n := 0
		if err := w.Runs(t.Context(), func(r Run) error {
			if n++; r.Verb != "ingest" || !r.Finished.IsZero() || string(r.Summary) != "null" {
				t.Errorf("%+v", r)
			}
			return nil
		}); err != nil || n != 1 {
			t.Fatalf("%d runs, %v", n, err)
		}
		if err := w.rewrite(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}
