package server

import (
	"bufio"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed pom.xml
var pom []byte

// manifest is the file in the lib folder that lists its jars, a line "SIZE NAME"
// each. It is written last, so a folder with one was complete.
const manifest = "MANIFEST"

// Get puts the jars of Neo4j into lib, 134 MB, if they are not there already.
// It needs Maven and Java, and where those are missing returns a [*MissingError].
// Maven checks each download. They are gathered beside lib and moved there as a
// whole, so a broken download leaves lib as it was. Several processes may call
// it at once.
func Get(ctx context.Context, lib string, log io.Writer) error {
	if Installed(lib) == nil {
		return nil
	}
	if log == nil {
		log = io.Discard
	}
	parent := filepath.Dir(lib)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return fmt.Errorf("getting neo4j: %w", err)
	}
	unlock, err := lock(ctx, filepath.Join(parent, "lock"))
	if err != nil {
		return fmt.Errorf("getting neo4j: %w", err)
	}
	defer unlock()
	if Installed(lib) == nil { // someone else was faster
		return nil
	}
	mvn, err := findMaven(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(log, "getting neo4j %s with maven: 134 MB\n", Version)
	tmp, err := os.MkdirTemp(parent, "get-*")
	if err != nil {
		return fmt.Errorf("getting neo4j: %w", err)
	}
	defer os.RemoveAll(tmp)
	fresh := filepath.Join(tmp, "lib")
	if err := download(ctx, mvn, tmp, fresh); err != nil {
		return fmt.Errorf("getting neo4j %s: %w", Version, err)
	}
	if err := writeManifest(fresh); err != nil {
		return fmt.Errorf("getting neo4j: %w", err)
	}
	// What is in the way is broken, else we were not here.
	if err := os.RemoveAll(lib); err != nil {
		return fmt.Errorf("getting neo4j: removing the broken installation: %w", err)
	}
	if err := os.Rename(fresh, lib); err != nil {
		return fmt.Errorf("getting neo4j: %w", err)
	}
	return nil
}

// download runs Maven in tmp so that it copies the jars into lib.
func download(ctx context.Context, mvn, tmp, lib string) error {
	project := filepath.Join(tmp, "pom.xml")
	if err := os.WriteFile(project, pom, 0o644); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, mvn, "--batch-mode", "--quiet", "--no-transfer-progress",
		"--strict-checksums", "--file", project, "-Dlib="+lib, "package")
	cmd.Dir = tmp
	cmd.WaitDelay = waitDelay
	out, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("maven failed (%w); its last words:\n%s", err, tail(out, 15))
	}
	for _, name := range []string{"neo4j-server", "neo4j-bolt", "neo4j-browser", "cypher-shell"} {
		if found, _ := filepath.Glob(filepath.Join(lib, name+"-[0-9]*.jar")); len(found) == 0 {
			return fmt.Errorf("maven brought no %s jar", name)
		}
	}
	return nil
}

// Installed returns nil if all jars stand in lib, else what is wrong.
func Installed(lib string) error {
	f, err := os.Open(filepath.Join(lib, manifest))
	if err != nil {
		return fmt.Errorf("neo4j is not installed in %s: %w", lib, err)
	}
	defer f.Close()
	n := 0
	lines := bufio.NewScanner(f)
	for ; lines.Scan(); n++ {
		var want int64
		var name string
		if _, err := fmt.Sscan(lines.Text(), &want, &name); err != nil {
			return fmt.Errorf("neo4j in %s: reading the manifest: %w", lib, err)
		}
		info, err := os.Stat(filepath.Join(lib, name))
		if err != nil {
			return fmt.Errorf("neo4j in %s is not complete: %w", lib, err)
		}
		if info.Size() != want {
			return fmt.Errorf("neo4j in %s is broken: %s has %d bytes, not %d", lib, name, info.Size(), want)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("neo4j in %s: reading the manifest: %w", lib, err)
	}
	if n == 0 {
		return fmt.Errorf("neo4j in %s: the manifest is empty", lib)
	}
	return nil
}

func writeManifest(lib string) error {
	entries, err := os.ReadDir(lib)
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			return err
		}
		if strings.ContainsAny(e.Name(), " \n") {
			return errors.New("a jar's name has a space: " + e.Name())
		}
		fmt.Fprintln(&b, info.Size(), e.Name())
	}
	return os.WriteFile(filepath.Join(lib, manifest), []byte(b.String()), 0o644)
}
