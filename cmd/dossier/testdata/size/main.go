//go:build unix

// Size measures what the verbs cost over generated corpora of several sizes: a
// first ingest, all else against it.
//
// Usage, in the root of the repository:
//
//	go run ./cmd/dossier/testdata/size -dossier ./dossier 1000 10000 100000
//
// The documents are short, of sentences made from templates with invented
// names, and every annotation is the model's own. One edit changes a rule that
// hangs on a word which stands in 4 % of the documents, the other one that finds
// a claim in every document. Check has a Neo4j where NEO4J_URI, NEO4J_USERNAME and
// NEO4J_PASSWORD name one that may be emptied, else a target in memory. README.md
// has what it printed.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	dossier := flag.String("dossier", "./dossier", "the program to measure: `FILE`")
	check := flag.String("check", "", "only check the workspace `DIR` against a target in memory")
	flag.Parse()
	err := run(*dossier, flag.Args())
	if *check != "" {
		err = checkInMemory(context.Background(), *check)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "size:", err)
		os.Exit(1)
	}
}

func run(dossier string, sizes []string) error {
	dossier, err := filepath.Abs(dossier)
	if err != nil {
		return err
	}
	if len(sizes) > 0 {
		fmt.Printf("%9s  %-24s %9s %9s %8s %8s  %s\n", "documents", "step", "wall s", "user s", "peak MB", "disk MB", "of first ingest: wall, user")
	}
	for _, size := range sizes {
		n, err := strconv.Atoi(size)
		if err != nil || n < 1 {
			return fmt.Errorf("%q is no number of documents", size)
		}
		if err := measure(dossier, n); err != nil {
			return fmt.Errorf("%d documents: %w", n, err)
		}
	}
	return nil
}

const (
	configuration = "sources: {paths: [docs]}\nontology: {files: [ontology.yaml]}\n"
	praised       = "PRAISED:\n  is: Actor -> Actor\n  rules:\n  - {id: verb, verb: praise%s}\n"
	met           = "MET_WITH:\n  rules:\n  - {id: verb, verb: [confer, meet, meet with, sit down], pair: agent + patient|p:with, confidence: 0.9}\n"
)

// toNeo4j ends the names of the steps that know of it.
const toNeo4j = ", Neo4j"

// A step is one call of a program.
type step struct {
	name     string
	ontology string // written beforehand, if it is another
	args     []string
	exit     int     // status that is right
	bar      float64 // part of the first ingest that it may take, 0 for none
}

func steps() []step {
	before := fmt.Sprintf(praised, "")
	few := fmt.Sprintf(praised, ", confidence: 0.9")
	all := few + met
	list := []step{
		{"first ingest", before, []string{"ingest"}, 0, 0},
		{"plan, nothing to do", before, []string{"plan"}, 0, 0.01},
		{"plan, edit in 4 %", few, []string{"plan"}, 4, 1. / 30},
		{"apply", few, []string{"apply"}, 0, 1. / 30},
		{"plan, edit in all", all, []string{"plan"}, 4, 1. / 5},
		{"apply", all, []string{"apply"}, 0, 1. / 5},
		{"export", all, []string{"export"}, 0, 0},
	}
	if os.Getenv("NEO4J_URI") != "" {
		list = append(list,
			step{"apply" + toNeo4j, all, []string{"apply", "--adopt"}, 0, 0},
			step{"check" + toNeo4j, all, []string{"check"}, 0, 0})
	} else {
		list = append(list, step{"check, in memory", all, nil, 0, 0})
	}
	return append(list, step{"forget one document", all, []string{"forget", "docs/000/000.txt"}, 0, 0})
}

// measure does the steps over a corpus in a folder that goes afterwards.
func measure(dossier string, documents int) (err error) {
	dir, err := os.MkdirTemp("", "dossier-size-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := newCorpus(documents).write(filepath.Join(dir, "docs"), documents); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "dossier.yaml"), []byte(configuration), 0o600); err != nil {
		return err
	}
	var first *cost
	for _, s := range steps() {
		if err := os.WriteFile(filepath.Join(dir, "ontology.yaml"), []byte(s.ontology), 0o600); err != nil {
			return err
		}
		c, err := s.run(dossier, dir)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if first == nil {
			first = c
		}
		fmt.Printf("%9d  %-24s %9.2f %9.2f %8.0f %8.1f  %s\n", documents, s.name, c.wall.Seconds(), c.user.Seconds(), c.peak, c.disk, s.against(c, first))
	}
	return nil
}

// A cost is what a step took.
type cost struct {
	wall, user time.Duration
	peak, disk float64 // MB: of memory, and of the workspace afterwards
}

// run does the step in dir.
func (s *step) run(dossier, dir string) (*cost, error) {
	cmd := exec.Command(dossier, s.args...)
	if s.args == nil {
		self, err := os.Executable()
		if err != nil {
			return nil, err
		}
		cmd = exec.Command(self, "-check", filepath.Join(dir, ".dossier"))
	}
	cmd.Dir = dir
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "DOSSIER_") || strings.HasPrefix(v, "DOSSIER_MODEL") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	if strings.HasSuffix(s.name, toNeo4j) {
		for _, what := range []string{"URI", "USERNAME", "PASSWORD"} {
			cmd.Env = append(cmd.Env, "DOSSIER_NEO4J_"+what+"="+os.Getenv("NEO4J_"+what))
		}
	}
	var problems strings.Builder
	cmd.Stderr = &problems
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if cmd.ProcessState == nil {
		return nil, err
	}
	if code := cmd.ProcessState.ExitCode(); code != s.exit {
		return nil, fmt.Errorf("exit status %d, want %d: %s", code, s.exit, problems.String())
	}
	disk, err := size(filepath.Join(dir, ".dossier"))
	return &cost{wall, cmd.ProcessState.UserTime(), peak(cmd.ProcessState), disk}, err
}

// against says how c compares with the first ingest, and with the bar.
func (s *step) against(c, first *cost) string {
	if c == first {
		return ""
	}
	wall, user := c.wall.Seconds()/first.wall.Seconds(), c.user.Seconds()/first.user.Seconds()
	text := fmt.Sprintf("%.1f %%, %.1f %%", 100*wall, 100*user)
	switch {
	case s.bar == 0:
		return text
	case max(wall, user) <= s.bar:
		return fmt.Sprintf("%s (bar %.1f %%)", text, 100*s.bar)
	}
	return fmt.Sprintf("%s (bar %.1f %%: MISSED)", text, 100*s.bar)
}

// peak returns the most memory that the process held, in MB.
func peak(p *os.ProcessState) float64 {
	usage, ok := p.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	unit := 1e6 / 1024.
	if runtime.GOOS == "darwin" {
		unit = 1e6
	}
	return float64(usage.Maxrss) / unit
}

// size returns how much the files below dir hold, in MB.
func size(dir string) (float64, error) {
	total := int64(0)
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			total += info.Size()
		}
		return err
	})
	return float64(total) / 1e6, err
}
