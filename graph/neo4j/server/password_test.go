package server_test

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"dossier/graph/neo4j/server"
)

func TestPassword(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "home")
	got := make([]string, 8)
	var group sync.WaitGroup
	for i := range got {
		group.Go(func() {
			var err error
			if got[i], err = server.Password(dir); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	for _, p := range got {
		if p != got[0] || len(p) < 16 {
			t.Errorf("got %q and %q", p, got[0])
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Fatalf("the home holds %v, %v", entries, err)
	}
	info, err := entries[0].Info()
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%s has mode %v, %v", info.Name(), info.Mode(), err)
	}
	other, err := server.Password(t.TempDir())
	if err != nil || other == got[0] {
		t.Errorf("another home has %q, %v", other, err)
	}
}

func TestPasswordTooShort(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "password"), []byte("short\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if p, err := server.Password(dir); err == nil || strings.Contains(err.Error(), "short\n") {
		t.Errorf("got %q, %v", p, err)
	}
}

// The line was made by neo4j-admin dbms set-initial-password.
func TestCredential(t *testing.T) {
	const want = "SHA-256,831f65472f0b09219b26fd432eae21ac55802ca862eede48387f5e4a3e646c96," +
		"0e04df1f88a5c83e89d99eee947c7fa1e073e22ac19fd92d8cb8d0019b30225a,1024"
	salt, err := hex.DecodeString(strings.Split(want, ",")[2])
	if err != nil {
		t.Fatal(err)
	}
	if got := server.Credential("password-ü1", salt); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
