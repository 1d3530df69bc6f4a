//go:build unix

package server_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"dossier/graph/neo4j/neo4jtest"
)

// TestMain also plays two other programs, started by the tests: under the name
// docker a Docker client with its engine (fakedocker_test.go), and with START
// set a command that starts a server and ends (lifecycle_test.go).
func TestMain(m *testing.M) {
	switch {
	case filepath.Base(os.Args[0]) == "docker":
		os.Exit(fakeDocker(os.Args[1:]))
	case os.Getenv("START") != "":
		if err := startAndLeave(os.Getenv("START")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(neo4jtest.Main(m))
}

// tools makes a folder of executables the whole PATH. Each value is a shell
// script.
func tools(t *testing.T, scripts map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, script := range scripts {
		err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\nPATH=/bin:/usr/bin\n"+script), 0o755)
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir)
	t.Setenv("JAVA_HOME", "")
	t.Setenv("NEO4J_URI", "")
	return dir
}

const (
	java11       = `echo 'openjdk version "11.0.2" 2019-01-15' >&2`
	java17       = `echo 'openjdk version "17.0.15" 2025-04-15' >&2`
	javaBroken   = `echo 'Unable to locate a Java Runtime.' >&2; exit 1`
	dockerClient = `echo; echo 'Cannot connect to the Docker daemon' >&2; exit 1`
	dockerOld    = `echo` // prints no version, exits 0
	dockerEngine = `test "$1" = info && echo 27.1.1`
)
