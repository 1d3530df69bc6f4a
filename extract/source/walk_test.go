package source

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// walkPlainly lists what Walk reads, by remembering every file.
func walkPlainly(roots []string) []string {
	var list []string
	seen := map[string]bool{}
	var visit func(path string, above []string)
	visit = func(path string, above []string) {
		real, err := filepath.EvalSymlinks(path)
		if err != nil {
			return
		}
		info, err := os.Stat(real)
		if err != nil {
			return
		}
		if !info.IsDir() {
			if !seen[real] && strings.HasSuffix(path, ".txt") {
				list = append(list, path)
			}
			seen[real] = true
			return
		}
		for _, a := range above {
			if a == real {
				return
			}
		}
		entries, err := os.ReadDir(path)
		if err != nil {
			return
		}
		for _, e := range entries {
			if !strings.HasPrefix(e.Name(), ".") {
				visit(filepath.Join(path, e.Name()), append(above[:len(above):len(above)], real))
			}
		}
	}
	for _, r := range roots {
		visit(r, nil)
	}
	return list
}

// Each file is read once, by the first path that leads to it, in whatever way
// folders, links and roots overlap.
func TestWalkReadsOnce(t *testing.T) {
	base := t.TempDir()
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		dir := filepath.Join(base, fmt.Sprint(n))
		folders, all := []string{dir}, []string{dir}
		if err := os.Mkdir(dir, 0o755); err != nil {
			rt.Fatal(err)
		}
		for range rapid.IntRange(1, 12).Draw(rt, "entries") {
			name := rapid.StringMatching(`\.?[a-d](\.txt)?`).Draw(rt, "name")
			path := filepath.Join(rapid.SampledFrom(folders).Draw(rt, "folder"), name)
			if _, err := os.Lstat(path); err == nil {
				continue
			}
			var err error
			switch rapid.IntRange(0, 3).Draw(rt, "kind") {
			case 0:
				err = os.Mkdir(path, 0o755)
				folders = append(folders, path)
			case 1:
				err = os.Symlink(rapid.SampledFrom(all).Draw(rt, "to"), path)
			default:
				err = os.WriteFile(path, nil, 0o644)
			}
			if err != nil {
				t.Skip(err)
			}
			all = append(all, path)
		}
		roots := rapid.SliceOfN(rapid.SampledFrom(all), 1, 3).Draw(rt, "roots")
		var got []string
		for f, err := range Walk(roots) {
			if err == nil {
				got = append(got, f.Path)
			}
		}
		if diff := cmp.Diff(walkPlainly(roots), got); diff != "" {
			rt.Fatalf("roots %q (-want +got):\n%s", roots, diff)
		}
	})
}
