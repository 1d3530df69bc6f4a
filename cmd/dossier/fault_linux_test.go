package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// smallDisk mounts a file system of its own, where that is allowed.
func smallDisk(t *testing.T) (dir string) {
	dir = t.TempDir()
	if err := syscall.Mount("none", dir, "tmpfs", 0, "size=16m"); errors.Is(err, syscall.EPERM) {
		t.Skip("only root may mount a disk to fill")
	} else if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// fill leaves so many bytes of the disk of dir free.
func fill(t *testing.T, dir string, left int64) {
	t.Helper()
	var disk syscall.Statfs_t
	if err := syscall.Statfs(dir, &disk); err != nil {
		t.Fatal(err)
	}
	if n := int64(disk.Bavail)*disk.Bsize - left; n > 0 {
		writeIn(t, dir, "filler", strings.Repeat("x", int(n)))
	}
}

// On a full disk nothing is lost, the program says so, and the same command goes
// on once there is room.
func TestFullDisk(t *testing.T) {
	for _, left := range []int64{0, 40 << 10, 200 << 10} {
		t.Run(fmt.Sprint(left), func(t *testing.T) {
			t.Parallel()
			dir := smallDisk(t)
			documents(t, dir)
			writeIn(t, dir, "dossier.yaml", "ontology: {files: [rules.yaml]}\n")
			writeIn(t, dir, "rules.yaml", "{}\n")
			mustDossier(t, dir, "ingest", "in")
			full := 0
			try := func(code int, args ...string) {
				t.Helper()
				fill(t, dir, left)
				got, _, messages := dossier(t, dir, args...)
				if err := os.Remove(filepath.Join(dir, "filler")); err != nil {
					t.Fatal(err)
				}
				if got == code {
					return
				}
				if full++; got != exitFailed || !strings.Contains(messages, "disk is full") {
					t.Errorf("%q: %d\n%s", args, got, messages)
				}
				if got, _, messages := dossier(t, dir, args...); got != code {
					t.Fatalf("%q with room again: %d, want %d\n%s", args, got, code, messages)
				}
			}
			writeIn(t, dir, "in/c.txt", strings.Repeat("Nokia acquired Alcatel in 2016. Intel acquired Altera in 2015.\n\n", 20))
			try(exitDifferent, "plan", "in", "--out", "it.plan")
			try(0, "ingest", "in")
			writeIn(t, dir, "rules.yaml", edits[5])
			try(0, "apply")
			try(0, "same", "Kodak", "Withings")
			try(0, "forget", "in/b.txt")
			try(0, "export", "-o", "it.jsonl")
			if left == 0 && full == 0 {
				t.Error("the disk was never full")
			}
			mustDossier(t, dir, "apply")
			mustDossier(t, dir, "export", "-o", "it.jsonl")

			fresh := t.TempDir()
			for _, name := range []string{"dossier.yaml", "rules.yaml", "judgements.yaml", "in/a.txt", "in/c.txt"} {
				writeIn(t, fresh, name, string(readIn(t, filepath.Join(dir, name))))
			}
			mustDossier(t, fresh, "ingest", "in")
			mustDossier(t, fresh, "export", "-o", "it.jsonl")
			if string(readIn(t, filepath.Join(dir, "it.jsonl"))) != string(readIn(t, filepath.Join(fresh, "it.jsonl"))) {
				t.Error("the export is not that of a fresh workspace")
			}
		})
	}
}

// A workspace that may not be written to is left as it is, with an error that
// says so; it can be read, and what would change in it be planned.
func TestReadOnlyDisk(t *testing.T) {
	dir := smallDisk(t)
	documents(t, dir)
	mustDossier(t, dir, "ingest", "in")
	before := readIn(t, filepath.Join(dir, ".dossier", "workspace.db"))
	writeIn(t, dir, "in/c.txt", "Lenovo acquired Motorola Mobility in 2014.")
	remount := func(flags uintptr) {
		if err := syscall.Mount("none", dir, "", syscall.MS_REMOUNT|flags, ""); err != nil {
			t.Fatal(err)
		}
	}
	remount(syscall.MS_RDONLY)
	for _, args := range [][]string{{"ingest", "in"}, {"apply"}, {"forget", "in/a.txt"}, {"same", "Kodak", "Withings"}} {
		code, _, messages := dossier(t, dir, args...)
		if code != exitFailed || !strings.Contains(messages, "the workspace cannot be written to") || !strings.Contains(messages, "check the owner and the permissions") {
			t.Errorf("%q: %d\n%s", args, code, messages)
		}
	}
	if out := mustDossier(t, dir, "facts"); !strings.Contains(out, "Kodak") {
		t.Errorf("facts: %s", out)
	}
	code, _, messages := dossier(t, dir, "plan", "in")
	if code != exitFailed || !strings.Contains(messages, "TMPDIR") {
		t.Errorf("plan with nowhere to copy to: %d\n%s", code, messages)
	}
	code, out, messages := dossierWith(t, dir, []string{"TMPDIR=" + t.TempDir()}, "plan", "in")
	if code != exitDifferent || !strings.Contains(out, "Lenovo  ACQUIRED  Motorola Mobility") || !strings.Contains(out, "1 fact to add, 0 to change, 0 to remove") {
		t.Errorf("plan: %d\n%s%s", code, out, messages)
	}
	if code, _, messages := dossier(t, dir, "--workspace", "new", "ingest", "in"); code != exitFailed || !strings.Contains(messages, "the workspace cannot be written to") {
		t.Errorf("a new workspace: %d\n%s", code, messages)
	}
	remount(0)
	if after := readIn(t, filepath.Join(dir, ".dossier", "workspace.db")); string(before) != string(after) {
		t.Error("the workspace has changed")
	}
	mustDossier(t, dir, "ingest", "in")
}

// Where a write fails for another reason than a full disk the program says so and
// loses nothing: the same command goes on as far as it is let, and to its end.
func TestFailingDisk(t *testing.T) {
	dir, fresh := t.TempDir(), t.TempDir()
	for _, d := range []string{dir, fresh} {
		documents(t, d)
		for i := range 8 {
			writeIn(t, d, fmt.Sprintf("in/more%d.txt", i), strings.Repeat(fmt.Sprintf("Nokia acquired Alcatel in %d.\n\n", 2000+i), 20))
		}
	}
	failed := 0
	for blocks := 64; ; blocks += blocks / 2 { // of 512 or 1,024 bytes, that no file may grow beyond
		cmd := exec.Command("sh", "-c", fmt.Sprintf("ulimit -f %d; exec dossier ingest in", blocks))
		var messages strings.Builder
		cmd.Dir, cmd.Env, cmd.Stderr = dir, privateEnv(t, dir), &messages
		err := cmd.Run()
		if err == nil {
			break
		}
		failed++
		said := messages.String()
		if cmd.ProcessState.ExitCode() != exitFailed || !strings.Contains(said, "the disk cannot be read or written") || !strings.Contains(said, "ulimit -f") {
			t.Fatalf("with files of %d blocks: %v\n%s", blocks, err, said)
		}
	}
	if failed < 3 {
		t.Errorf("the disk failed %d times", failed)
	}
	mustDossier(t, fresh, "ingest", "in")
	for _, d := range []string{dir, fresh} {
		mustDossier(t, d, "export", "-o", "it.jsonl")
	}
	if string(readIn(t, filepath.Join(dir, "it.jsonl"))) != string(readIn(t, filepath.Join(fresh, "it.jsonl"))) {
		t.Error("the export is not that of a fresh workspace")
	}
}
