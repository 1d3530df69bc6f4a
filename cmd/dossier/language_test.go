package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dossier/config"
	"dossier/extract/spacy/spacytest"
	"dossier/graph/update"
)

// The checksum of a model that was opened once is known without opening it
// again; another file is seen, at the latest when it is opened.
func TestLazyModel(t *testing.T) {
	data, err := os.ReadFile(spacytest.Model(t))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	c := &config.Config{Workspace: dir}
	c.Model.Path = filepath.Join(dir, "model.whl")
	at := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	write := func(data []byte, at time.Time) {
		t.Helper()
		if err := errors.Join(os.WriteFile(c.Model.Path, data, 0o600), os.Chtimes(c.Model.Path, at, at)); err != nil {
			t.Fatal(err)
		}
	}
	write(data, at)
	first, err := lazyModel(c)
	if err != nil {
		t.Fatal(err)
	}
	remember(c, first.Checksum)

	write(make([]byte, len(data)), at) // nobody can tell without opening it
	again, err := lazyModel(c)
	if err != nil || again.Checksum != first.Checksum {
		t.Fatalf("checksum %v, want %s (%v)", again, first.Checksum, err)
	}
	_, err = again.Open()
	var ending update.Ending
	if !errors.As(err, &ending) {
		t.Errorf("opening another file: %v, which does not end the run", err)
	}

	write(make([]byte, len(data)), at.Add(time.Second))
	if _, err := lazyModel(c); err == nil {
		t.Error("a file of another time counts as the same")
	}
	write(data, at)
	whole, err := lazyModel(c)
	if err != nil {
		t.Fatal(err)
	}
	if nlp, err := whole.Open(); err != nil || nlp.Checksum() != first.Checksum {
		t.Errorf("the model itself: %v", err)
	}
}
