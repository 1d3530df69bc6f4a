package server

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// waitDelay is how long a cancelled command may keep its output open.
const waitDelay = 5 * time.Second

// minJava is the oldest Java that runs Neo4j 5.26. Neo4j supports 17 and 21.
const minJava = 17

// MissingError says what keeps a Neo4j from running on this computer. Its text
// is one line.
type MissingError struct {
	What string // what is missing
	Hint string // how to get it
}

func (e *MissingError) Error() string { return e.What + "; " + e.Hint }

const (
	javaHint  = "install Java 17 or 21 (apt install openjdk-17-jre-headless, brew install openjdk@17, or set JAVA_HOME)"
	mavenHint = "install Maven (apt install maven, brew install maven)"
)

// Choice is a way to have a Neo4j here. One of its fields is set.
type Choice struct {
	URI     string  // a server that the user runs, from NEO4J_URI
	Runtime Runtime // one that [Start] can run
}

// Choose says how a Neo4j can be had here: the server that NEO4J_URI names; else
// a Docker engine that answers within seconds; else Java 17 with jars in lib, or
// with Maven to get them. Where none of these is there it returns a
// [*MissingError]. An empty lib is [DefaultLib].
func Choose(ctx context.Context, lib string) (Choice, error) {
	if uri := os.Getenv("NEO4J_URI"); uri != "" {
		return Choice{URI: uri}, nil
	}
	r, err := chooseRuntime(ctx, lib)
	return Choice{Runtime: r}, err
}

func chooseRuntime(ctx context.Context, lib string) (Runtime, error) {
	if dockerAnswers(ctx) == nil {
		return Docker, nil
	}
	if lib == "" {
		var err error
		if lib, err = DefaultLib(); err != nil {
			return Auto, err
		}
	}
	_, err := findJava(ctx)
	if err == nil && Installed(lib) != nil {
		_, err = findMaven(ctx)
	}
	if ctx.Err() != nil {
		return Auto, ctx.Err()
	}
	if err != nil {
		what := "no Neo4j can be had here: NEO4J_URI is not set, no Docker engine answers"
		hint := "set NEO4J_URI, start Docker, or install Java 17 and Maven"
		if m, ok := err.(*MissingError); ok {
			what += ", " + m.What
			hint = "set NEO4J_URI, start Docker, or " + m.Hint
		}
		return Auto, &MissingError{What: what, Hint: hint}
	}
	return Java, nil
}

// findMaven gives the path of a mvn that works: on Debian it may be there
// without a Java.
func findMaven(ctx context.Context) (string, error) {
	if _, err := findJava(ctx); err != nil {
		return "", err
	}
	mvn, err := exec.LookPath("mvn")
	if err != nil {
		return "", &MissingError{What: "Maven (mvn) was not found", Hint: mavenHint}
	}
	return mvn, nil
}

// java is a Java that can run Neo4j.
type java struct {
	path    string
	version string // such as 17.0.15
}

// findJava looks for Java in JAVA_HOME and, if that is not set, on the PATH.
func findJava(ctx context.Context) (java, error) {
	path := "java"
	if home := os.Getenv("JAVA_HOME"); home != "" {
		path = filepath.Join(home, "bin", "java")
	}
	path, err := exec.LookPath(path)
	if err != nil {
		return java{}, &MissingError{What: "Java was not found", Hint: javaHint}
	}
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, "-version")
	cmd.WaitDelay = waitDelay
	out, err := cmd.CombinedOutput()
	if err != nil {
		return java{}, &MissingError{What: fmt.Sprintf("%s does not work (%v)", path, err), Hint: javaHint}
	}
	version, major := parseJavaVersion(string(out))
	if major < minJava {
		return java{}, &MissingError{
			What: fmt.Sprintf("%s is too old or unknown (version %q)", path, version), Hint: javaHint}
	}
	return java{path: path, version: version}, nil
}

// parseJavaVersion reads the version from what java -version prints, such as
//
//	openjdk version "17.0.15" 2025-04-15
//
// and gives it with its first number. Before Java 9 that was always 1.
func parseJavaVersion(s string) (version string, major int) {
	_, s, _ = strings.Cut(s, `version "`)
	version, _, _ = strings.Cut(s, `"`)
	digits := version
	if i := strings.IndexFunc(version, func(r rune) bool { return r < '0' || r > '9' }); i >= 0 {
		digits = version[:i]
	}
	major, _ = strconv.Atoi(digits)
	return version, major
}

// tail gives the last n lines of out.
func tail(out []byte, n int) string {
	lines := bytes.Split(bytes.TrimSpace(out), []byte("\n"))
	return string(bytes.Join(lines[max(0, len(lines)-n):], []byte("\n")))
}
