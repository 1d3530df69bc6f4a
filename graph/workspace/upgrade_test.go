package workspace

import (
	"compress/gzip"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// stored unpacks a workspace of an earlier schema. testdata/schemaN.db.gz was made
// by the last program of that schema, from the three documents that
// cmd/dossier/testdata/script/upgrade.txtar shows.
func stored(t *testing.T, schema string) (dir string) {
	t.Helper()
	packed, err := os.Open(filepath.Join("testdata", schema+".db.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	r, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, File), b, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// What is to be left as it is is refused, or copied and the copy upgraded.
func TestCopyOfAnOlder(t *testing.T) {
	dir, to := stored(t, "schema1"), t.TempDir()
	_, err := Open(t.Context(), dir, Options{AsItIs: true})
	wants(t, err, TooOld)
	if err := Copy(t.Context(), dir, to); err != nil {
		t.Fatal(err)
	}
	counts, err := open(t, to, Options{}).Counts(t.Context())
	if err != nil || counts.Documents != 2 || counts.Claims != 3 {
		t.Errorf("the copy holds %+v, %v", counts, err)
	}
	_, err = Open(t.Context(), dir, Options{ReadOnly: true})
	wants(t, err, TooOld)
	wants(t, Copy(t.Context(), t.TempDir(), t.TempDir()), NotFound)
}

func TestUpgrade(t *testing.T) {
	dir := stored(t, "schema1")
	_, err := Open(t.Context(), dir, Options{ReadOnly: true})
	wants(t, err, TooOld)
	copied := filepath.Join(dir, File+".v1")
	// A copy that a crash has left half done is none.
	if err := os.WriteFile(copied+".part", []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := open(t, dir, Options{})
	counts, err := w.Counts(t.Context())
	if err != nil || counts != (Counts{Documents: 2, Entities: 6, Claims: 3, Facts: 3, Edges: 2, Failures: 1}) {
		t.Errorf("%+v, %v", counts, err)
	}
	if _, err := os.Stat(copied + ".part"); err == nil {
		t.Error("the half copy is still there")
	}
	db, err := sql.Open("sqlite", dsn(copied, nil))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var version, documents int
	if err := db.QueryRow("SELECT user_version, (SELECT count(*) FROM document) FROM pragma_user_version").Scan(&version, &documents); err != nil {
		t.Fatal(err)
	}
	if version != 1 || documents != 2 {
		t.Errorf("the copy has schema %d and %d documents", version, documents)
	}
}
