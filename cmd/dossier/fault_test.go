package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dossier/graph/workspace"
)

// dossier runs the program in dir.
func dossier(t *testing.T, dir string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	return dossierWith(t, dir, nil, args...)
}

// dossierWith runs it with more environment.
func dossierWith(t *testing.T, dir string, env []string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, messages bytes.Buffer
	cmd := exec.Command("dossier", args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, append(privateEnv(t, dir), env...), &out, &messages
	var ended *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), messages.String()
}

func mustDossier(t *testing.T, dir string, args ...string) string {
	t.Helper()
	code, out, messages := dossier(t, dir, args...)
	if code != 0 {
		t.Fatalf("%q: %d\n%s", args, code, messages)
	}
	return out
}

const kodak = "Lenovo acquired Kodak in 2017. Google acquired Kodak in 2018."

func documents(t *testing.T, dir string) {
	writeIn(t, dir, "in/a.txt", "Google acquired Motorola Mobility in 2012. Nokia acquired Withings in 2016.")
	writeIn(t, dir, "in/b.txt", kodak)
}

// Of two that write to one workspace one waits, and says who holds it should
// that take long. What stands in the file of judgements counts when its turn
// has come: the first may be writing to it.
func TestSecondProcess(t *testing.T) {
	dir := t.TempDir()
	documents(t, dir)
	mustDossier(t, dir, "ingest", "in")
	w, err := workspace.Open(t.Context(), filepath.Join(dir, ".dossier"), workspace.Options{Verb: "same"})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	writeIn(t, dir, "judgements.yaml", "half of a li")
	code, _, messages := dossier(t, dir, "apply")
	if want := fmt.Sprintf("the workspace is in use: held by process %d (same)", os.Getpid()); code != exitFailed || !strings.Contains(messages, want) {
		t.Errorf("code %d, want %s:\n%s", code, want, messages)
	}
	if out := mustDossier(t, dir, "facts"); !strings.Contains(out, "Kodak") {
		t.Errorf("a reader sees %q", out)
	}
	writeIn(t, dir, "judgements.yaml", "- {rename: Organization Kodak, to: Eastman}\n")
	waits := make(chan string)
	go func() {
		_, _, messages := dossier(t, dir, "apply")
		waits <- messages
	}()
	time.Sleep(time.Second) // most likely it waits by now
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if messages := <-waits; !strings.Contains(messages, "judgements changed") {
		t.Errorf("the second says:\n%s", messages)
	}
}

// Forgetting that was broken off is ended by the same command.
func TestForgetGoesOn(t *testing.T) {
	dir := t.TempDir()
	documents(t, dir)
	mustDossier(t, dir, "ingest", "in")
	w, err := workspace.Open(t.Context(), filepath.Join(dir, ".dossier"), workspace.Options{Verb: "forget"})
	if err != nil {
		t.Fatal(err)
	}
	err = w.Update(t.Context(), func(tx *workspace.Tx) error {
		known, err := tx.Forget("in/b.txt")
		if !known {
			t.Error("there is no in/b.txt")
		}
		return err
	})
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	mustDossier(t, dir, "forget", "in/b.txt")
	if b := readIn(t, filepath.Join(dir, ".dossier", workspace.File)); bytes.Contains(bytes.ToLower(b), []byte("kodak")) {
		t.Error("the workspace still speaks of Kodak")
	}
	if code, _, messages := dossier(t, dir, "forget", "in/b.txt"); code != exitFailed || !strings.Contains(messages, "nothing was forgotten") {
		t.Errorf("code %d, a third time:\n%s", code, messages)
	}
}
