package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// write puts files, name and content by turns, into a new folder.
func write(t *testing.T, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		name := filepath.Join(dir, files[i])
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(files[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// load is Load, undisturbed by configuration above the folder of the test.
func load(o Options) (*Config, error) {
	o.Env = append([]string{CeilingVariable + "=" + os.TempDir()}, o.Env...)
	return Load(o)
}

// No configuration is taken from the ceiling or above.
func TestCeiling(t *testing.T) {
	dir := write(t, FileName, "limits: {workers: 7}\n", "a/b/x", "")
	for ceiling, want := range map[string]int{"": 7, dir: 0, filepath.Join(dir, "a") + "/": 0, filepath.Join(dir, "elsewhere"): 7} {
		c, err := Load(Options{Dir: filepath.Join(dir, "a", "b"), Env: []string{"DOSSIER_CEILING=" + ceiling}})
		if err != nil {
			t.Fatal(err)
		}
		if c.Limits.Workers != want {
			t.Errorf("ceiling %s: workers = %d, want %d", ceiling, c.Limits.Workers, want)
		}
	}
}

var sameValues = cmp.Options{cmpopts.IgnoreFields(Config{}, "File"), cmpopts.IgnoreUnexported(Config{}), cmp.AllowUnexported(Secret{})}

func TestDefaultFileSaysTheDefaults(t *testing.T) {
	dir := write(t)
	want, err := load(Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, FileName), []byte(DefaultFile), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := load(Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, sameValues); diff != "" {
		t.Errorf("default.yaml differs from Default (-defaults +file):\n%s", diff)
	}
	for _, s := range got.Summary() {
		if !strings.HasPrefix(s.Origin, FileName+":") {
			t.Errorf("default.yaml does not mention %s", s.Key)
		}
	}
}

func TestPrecedence(t *testing.T) {
	dir := write(t, FileName, "edges:\n  confidence: 0.6\nlimits:\n  workers: 2\n  max_document_bytes: 2MiB\nworkspace: w\n")
	sub := filepath.Join(dir, "a", "b")
	if err := os.MkdirAll(sub, 0o755); err != nil {
		t.Fatal(err)
	}
	c, err := load(Options{
		Dir:   sub,
		Env:   []string{"DOSSIER_LIMITS_WORKERS=3", "DOSSIER_LIMITS_MAX_DOCUMENT_BYTES=3MiB", "DOSSIER_EDGES_INCLUDE=past, speakers", "PATH=/bin"},
		Flags: []Override{{Flag: "--workers", Key: "limits.workers", Value: "4"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][2]string{
		"edges.confidence":          {"0.6", "../../dossier.yaml:2"},
		"edges.include":             {"[past, speakers]", "DOSSIER_EDGES_INCLUDE"},
		"limits.workers":            {"4", "--workers"},
		"limits.max_document_bytes": {"3MiB", "DOSSIER_LIMITS_MAX_DOCUMENT_BYTES"},
		"workspace":                 {filepath.Join(dir, "w"), "../../dossier.yaml:6"},
		"neo4j.database":            {"neo4j", "default"},
	}
	for _, s := range c.Summary() {
		w, ok := want[s.Key]
		if !ok {
			continue
		}
		delete(want, s.Key)
		if strings.HasPrefix(w[1], "../") { // a file above the working directory is shown in full
			w[1] = filepath.Join(dir, strings.TrimPrefix(w[1], "../../"))
		}
		if got := [2]string{s.Text(), s.Origin}; got != w {
			t.Errorf("%s = %q, want %q", s.Key, got, w)
		}
	}
	if len(want) > 0 {
		t.Errorf("Summary lacks %v", want)
	}
	if c.Dir != dir || c.File != filepath.Join(dir, FileName) {
		t.Errorf("Dir, File = %q, %q", c.Dir, c.File)
	}
}

func TestRelativePaths(t *testing.T) {
	dir := write(t, "p/dossier.yaml", "sources: {paths: [articles, /abs]}\nontology: {files: [my.yaml]}\n", "p/my.yaml", "", "q/x", "")
	c, err := load(Options{
		Dir: filepath.Join(dir, "q"), File: "../p/dossier.yaml",
		Flags: []Override{{Flag: "--workspace", Key: "workspace", Value: "here"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := []string{c.Workspace, c.Sources.Paths[0], c.Sources.Paths[1], c.Ontology.Files[0], c.Dir}
	want := []string{
		filepath.Join(dir, "q", "here"), filepath.Join(dir, "p", "articles"), "/abs",
		filepath.Join(dir, "p", "my.yaml"), filepath.Join(dir, "p"),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWithoutFile(t *testing.T) {
	dir := write(t)
	c, err := load(Options{Dir: dir, Flags: []Override{{Flag: "--workspace", Key: "workspace", Value: "x/ws"}}})
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(dir, "x"); c.Dir != want || c.File != "" {
		t.Errorf("Dir, File = %q, %q, want %q and none", c.Dir, c.File, want)
	}
}

func TestFileAskedForIsMissing(t *testing.T) {
	for _, o := range []Options{{File: "no.yaml"}, {Env: []string{"DOSSIER_CONFIG=no.yaml"}}} {
		o.Dir = t.TempDir()
		_, err := load(o)
		var missing *NotFoundError
		if !errors.As(err, &missing) || missing.File != "no.yaml" {
			t.Errorf("Load(%+v) = %v, want NotFoundError", o, err)
		}
	}
}

func TestPasswordFile(t *testing.T) {
	dir := write(t, FileName, "neo4j: {password: inline, password_file: pw}\n", "pw", "from file\nsecond line\n", "pw2", "other\r\n", "empty", "\n")
	for _, tt := range []struct {
		env    []string
		want   string
		origin string
	}{
		{nil, "inline", "dossier.yaml:1"},
		{[]string{"DOSSIER_NEO4J_PASSWORD_FILE=pw2"}, "other", "neo4j.password_file"},
		{[]string{"DOSSIER_NEO4J_PASSWORD=env"}, "env", "DOSSIER_NEO4J_PASSWORD"},
	} {
		c, err := load(Options{Dir: dir, Env: tt.env})
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Neo4j.Password.Reveal(); got != tt.want {
			t.Errorf("%v: password = %q, want %q", tt.env, got, tt.want)
		}
		for _, s := range c.Summary() {
			if s.Key == "neo4j.password" && (s.Text() != "********" || s.Origin != tt.origin) {
				t.Errorf("%v: Summary says %q from %q, want asterisks from %q", tt.env, s.Text(), s.Origin, tt.origin)
			}
		}
	}
	_, err := load(Options{Dir: dir, Env: []string{"DOSSIER_NEO4J_PASSWORD_FILE=empty"}})
	if err == nil || !strings.Contains(err.Error(), "DOSSIER_NEO4J_PASSWORD_FILE: ") {
		t.Errorf("an empty password file gives %v", err)
	}
}

// Merging must not lower-case values, join lists of two layers or let a weak
// type pass.
func TestMergeTraps(t *testing.T) {
	dir := write(t, FileName, "sources:\n  include: [\"*.TXT\", A.b]\nedges:\n  include: [past]\n")
	c, err := load(Options{Dir: dir, Env: []string{"DOSSIER_EDGES_INCLUDE="}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"*.TXT", "A.b"}, c.Sources.Include); diff != "" {
		t.Error(diff)
	}
	if len(c.Edges.Include) != 0 {
		t.Errorf("an empty variable does not clear the list: %q", c.Edges.Include)
	}
}
