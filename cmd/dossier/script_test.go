package main

import (
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"dossier/extract/spacy/spacytest"
	"dossier/graph/neo4j/neo4jtest"
	"dossier/graph/neo4j/server"

	"github.com/rogpeppe/go-internal/testscript"
)

var updateScripts = flag.Bool("update", false, "rewrite what the scripts expect of outputs")

func TestMain(m *testing.M) {
	testscript.Main(withNeo4j{m}, map[string]func(){
		"dossier": func() { os.Exit(run()) },
	})
}

// withNeo4j stops the server that a test has started.
type withNeo4j struct{ m *testing.M }

func (w withNeo4j) Run() int { return neo4jtest.Main(w.m) }

// TestScript runs testdata/script: each script is a session at a terminal,
// with an environment of its own and the real program.
//
// Scripts that read documents begin with
//
//	[!model] skip 'NO MODEL, NOT TESTED: run dossier model install'
//
// and fail under continuous integration (CI=true) if there is none.
func TestScript(t *testing.T) { runScripts(t, "testdata/script", nil) }

// TestNeo4j runs testdata/neo4j in the same way, with a real and empty Neo4j.
// One script a folder: they share the database, and scripts of one folder run
// at once.
func TestNeo4j(t *testing.T) { runNeo4jScripts(t, "testdata/neo4j") }

// TestCheck runs testdata/check so.
func TestCheck(t *testing.T) { runNeo4jScripts(t, "testdata/check") }

func runNeo4jScripts(t *testing.T, dir string) {
	spacytest.Model(t)
	uri, user, password := neo4jtest.Start(t)
	runScripts(t, dir, map[string]string{"NEO4J_URI": uri, "NEO4J_USERNAME": user, "NEO4J_PASSWORD": password})
}

// TestNeo4jServer runs testdata/server, which starts and stops a server.
func TestNeo4jServer(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("says by XDG_CACHE_HOME where the jars are")
	}
	spacytest.Model(t)
	neo4jtest.Jars(t)
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	runScripts(t, "testdata/server", map[string]string{"XDG_CACHE_HOME": cache})
}

// runScripts gives the scripts env beside what all have.
func runScripts(t *testing.T, dir string, env map[string]string) {
	model := modelFile()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 dir,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *updateScripts,
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", filepath.Join(e.WorkDir, "home"))
			e.Setenv("XDG_CACHE_HOME", filepath.Join(e.WorkDir, "home", "cache"))
			e.Setenv("DOSSIER_CEILING", filepath.Dir(e.WorkDir))
			e.Setenv("MODEL", model)
			e.Setenv("LANG", "C.UTF-8")
			for name, value := range env {
				e.Setenv(name, value)
			}
			e.Defer(func() { server.Kill(filepath.Join(e.WorkDir, ".dossier", "neo4j")) }) // if a failed script has left one
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			// cypher STATEMENT runs it on the Neo4j of the test.
			"cypher": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) != 1 || env["NEO4J_URI"] == "" {
					ts.Fatalf("usage: cypher STATEMENT, where there is a Neo4j")
				}
				neo4jtest.Run(t, args[0])
			},
			// gunzip FILE FROM makes the file of one in the repository.
			"gunzip": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) != 2 {
					ts.Fatalf("usage: gunzip FILE FROM")
				}
				ts.Check(gunzip(ts.MkAbs(args[0]), filepath.Join(root, filepath.FromSlash(args[1]))))
			},
		},
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "model":
				if model == "" && os.Getenv("CI") == "true" {
					return false, fmt.Errorf("no model: run dossier model install, or set DOSSIER_MODEL")
				}
				return model != "", nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
	})
}

func gunzip(file, from string) error {
	packed, err := os.Open(from)
	if err != nil {
		return err
	}
	defer packed.Close()
	r, err := gzip.NewReader(packed)
	if err != nil {
		return err
	}
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	return errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, b, 0o600))
}

// modelFile returns the model that the tests read with, "" if there is none.
func modelFile() string {
	path := os.Getenv("DOSSIER_MODEL")
	if path == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return ""
		}
		path = filepath.Join(cache, "dossier", "models", "en_core_web_sm-3.8.0.whl")
	}
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}
