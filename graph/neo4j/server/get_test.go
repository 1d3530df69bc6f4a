//go:build unix

package server_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dossier/graph/neo4j/server"
)

// A Maven that brings the jars that Get asks for by name, and notes each call
// beside itself.
const maven = `
echo called >> "$(dirname "$0")/calls"
for a; do case $a in -Dlib=*) lib=${a#-Dlib=};; esac; done
mkdir -p "$lib"
for j in neo4j-server-5.26.29 neo4j-bolt-5.26.29 neo4j-browser-5.24.0 cypher-shell-5.26.29; do
	echo "jar of $j" > "$lib/$j.jar"
	test "$j" = "$BREAK_AFTER" && { echo '[ERROR] Could not transfer artifact'; exit 1; }
done
sleep "${SLEEP:-0}"
exit 0`

func install(t *testing.T, lib string) {
	t.Helper()
	tools(t, map[string]string{"java": java17, "mvn": maven})
	if err := server.Get(context.Background(), lib, nil); err != nil {
		t.Fatal(err)
	}
}

// remaining lists what stands beside and in lib, less locks.
func remaining(t *testing.T, lib string) (names []string) {
	t.Helper()
	for _, pattern := range []string{filepath.Join(filepath.Dir(lib), "*"), filepath.Join(lib, "*")} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if filepath.Base(f) != "lock" {
				names = append(names, filepath.Base(f))
			}
		}
	}
	return names
}

func TestGet(t *testing.T) {
	lib := filepath.Join(t.TempDir(), "new", "lib")
	if err := server.Installed(lib); err == nil {
		t.Fatal("installed before it was")
	}
	bin := tools(t, map[string]string{"java": java17, "mvn": maven})
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if err := server.Get(context.Background(), lib, nil); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if err := server.Installed(lib); err != nil {
		t.Error(err)
	}
	calls, err := os.ReadFile(filepath.Join(bin, "calls"))
	if err != nil || strings.Count(string(calls), "called") != 1 {
		t.Errorf("maven was called %q, %v; want once", calls, err)
	}
	if got := remaining(t, lib); len(got) != 1+5 {
		t.Errorf("left behind: %v", got)
	}
}

func TestGetMendsBroken(t *testing.T) {
	for _, test := range []struct {
		name   string
		damage func(lib string) error
	}{
		{"jar gone", func(lib string) error { return os.Remove(filepath.Join(lib, "neo4j-bolt-5.26.29.jar")) }},
		{"jar cut short", func(lib string) error { return os.Truncate(filepath.Join(lib, "neo4j-bolt-5.26.29.jar"), 3) }},
		{"manifest empty", func(lib string) error { return os.Truncate(filepath.Join(lib, "MANIFEST"), 0) }},
		{"manifest nonsense", func(lib string) error {
			return os.WriteFile(filepath.Join(lib, "MANIFEST"), []byte("what?\n"), 0o644)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			lib := filepath.Join(t.TempDir(), "lib")
			install(t, lib)
			if err := test.damage(lib); err != nil {
				t.Fatal(err)
			}
			if err := server.Installed(lib); err == nil {
				t.Fatal("the damage was not noticed")
			}
			install(t, lib)
			if err := server.Installed(lib); err != nil {
				t.Error(err)
			}
		})
	}
}

// A download that breaks leaves nothing, and says why.
func TestGetFails(t *testing.T) {
	lib := filepath.Join(t.TempDir(), "lib")
	tools(t, map[string]string{"java": java17, "mvn": maven})
	t.Setenv("BREAK_AFTER", "neo4j-bolt-5.26.29")
	err := server.Get(context.Background(), lib, nil)
	if err == nil || !strings.Contains(err.Error(), "Could not transfer artifact") {
		t.Errorf("got %v; want maven's words", err)
	}
	if got := remaining(t, lib); len(got) != 0 {
		t.Errorf("left behind: %v", got)
	}
}

func TestGetCancelled(t *testing.T) {
	lib := filepath.Join(t.TempDir(), "lib")
	tools(t, map[string]string{"java": java17, "mvn": "exec sleep 60"})
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	if err := server.Get(ctx, lib, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if got := remaining(t, lib); len(got) != 0 {
		t.Errorf("left behind: %v", got)
	}
}

func TestGetWithoutMaven(t *testing.T) {
	tools(t, map[string]string{"java": java17})
	var missing *server.MissingError
	if err := server.Get(context.Background(), filepath.Join(t.TempDir(), "lib"), nil); !errors.As(err, &missing) {
		t.Errorf("got %v; want a MissingError", err)
	}
}
