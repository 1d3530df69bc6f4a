package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"dossier/config"
	"dossier/extract/source"
	"dossier/graph/update"
	"dossier/graph/workspace"

	"github.com/spf13/cobra"
)

type ingestOptions struct {
	uri     string
	prune   bool
	adopt   bool
	workers int
}

func newIngestCommand(a *app) *cobra.Command {
	var o ingestOptions
	c := &cobra.Command{
		Use:   "ingest [PATH...]",
		Short: "Read documents and update the graph",
		Long: `Ingest reads files (.txt, .md) and folders with all that is below them, or,
without PATH, the configured sources; - stands for standard input. What is
stored already and has not changed is passed over, what has changed replaces
what it said before. The graph follows, and Neo4j if one is configured or the
local one runs.

A document that cannot be read is listed with the reason and does not stop the
others; the exit status is then 3. Ctrl-C stops cleanly, and the next run goes
on from there.`,
		Example: `  dossier ingest articles
  curl -s https://example.org/a.txt | dossier ingest - --uri https://example.org/a.txt`,
		RunE: func(c *cobra.Command, args []string) error {
			return runIngest(c.Context(), a, o, args)
		},
	}
	f := c.Flags()
	f.StringVar(&o.uri, "uri", "", "names the document on standard input for good: `URI`")
	f.BoolVar(&o.prune, "prune", false, "forget documents whose file is gone")
	f.BoolVar(&o.adopt, "adopt", false, "take over a Neo4j database that is not empty")
	f.IntVar(&o.workers, "workers", 0, "documents in work at once (default: limits.workers)")
	return c
}

func runIngest(ctx context.Context, a *app, o ingestOptions, paths []string) error {
	var flags []config.Override
	if o.workers != 0 {
		flags = append(flags, config.Override{Flag: "--workers", Key: "limits.workers", Value: strconv.Itoa(o.workers)})
	}
	c, err := a.config(flags...)
	if err != nil {
		return err
	}
	in, err := newInputs(a, c, o, paths)
	if err != nil {
		return err
	}
	k := &work{c, in, o.prune}
	return a.runWork(ctx, k, updating{verb: "ingest", create: true, adopt: o.adopt}, k.do)
}

// An ingestSummary is what ingest and apply tell at their end.
type ingestSummary struct {
	report   *update.Report
	reads    bool     // there were inputs
	skipped  []string // files of kinds that are not read
	failures []workspace.Failure
	counts   workspace.Counts
}

func (s *ingestSummary) finish(ctx context.Context, w *workspace.Workspace) (err error) {
	err = w.Failures(ctx, func(f workspace.Failure) error {
		s.failures = append(s.failures, f)
		return nil
	})
	if err != nil {
		return err
	}
	s.counts, err = w.Counts(ctx)
	return err
}

// inputs are the documents that the command line or the configuration names.
type inputs struct {
	config  *config.Config
	stdin   io.Reader
	uri     string
	paths   []string
	skipped []string // known once all have been yielded
}

// newInputs checks the paths of the command line, so that a slip of the pen is
// no failed document.
func newInputs(a *app, c *config.Config, o ingestOptions, paths []string) (*inputs, error) {
	in := &inputs{config: c, stdin: a.stdin, uri: o.uri, paths: paths}
	standard := slices.Contains(paths, "-")
	switch {
	case standard && o.uri == "":
		return nil, &usageError{message: "standard input has no name", hint: "give it one for good with --uri"}
	case !standard && o.uri != "":
		return nil, &usageError{message: "--uri names standard input only", hint: "files are named by their path"}
	}
	if len(paths) == 0 {
		for _, p := range c.Sources.Paths {
			in.paths = append(in.paths, fromHere(p))
		}
		if len(in.paths) == 0 {
			return nil, &usageError{message: "nothing to read", hint: "give a file or folder, or set sources.paths in " + config.FileName}
		}
		return in, nil
	}
	for _, p := range paths {
		if p == "-" {
			continue
		}
		if _, err := os.Lstat(p); err != nil {
			return nil, &usageError{message: fmt.Sprintf("read %s: %v", p, errors.Unwrap(err)), hint: "check the path"}
		}
	}
	return in, nil
}

// all yields the documents, and for those that cannot be read the reason.
func (in *inputs) all(ctx context.Context) iter.Seq2[update.Input, error] {
	return func(yield func(update.Input, error) bool) {
		in.skipped = nil
		var files []string
		for _, p := range in.paths {
			if p != "-" {
				files = append(files, p)
				continue
			}
			open := func() (io.ReadCloser, error) { return interruptibleReader(ctx, in.stdin), nil }
			if !yield(update.Input{URI: in.uri, Open: open}, nil) {
				return
			}
		}
		names, err := source.NewNamer(in.config.Dir)
		if err != nil {
			yield(update.Input{}, err)
			return
		}
		for f, err := range source.Walk(files) {
			named := slices.Contains(files, f.Path)
			var skip *source.Error
			if errors.As(err, &skip) && skip.Skipped() && !named {
				in.skipped = append(in.skipped, f.Path)
				continue
			}
			uri := names.URI(f.Path)
			if !named && !in.config.Sources.Match(uri) {
				continue
			}
			if !yield(update.Input{URI: uri, File: f.Path, Open: f.Open}, err) {
				return
			}
		}
	}
}

// counter returns what counts the inputs, nil if there are none.
func (in *inputs) counter(ctx context.Context) func() int {
	if in == nil {
		return nil
	}
	return func() int { return in.count(ctx) }
}

// count walks the inputs without reading them.
func (in *inputs) count(ctx context.Context) int {
	n := 0
	for range (&inputs{config: in.config, stdin: in.stdin, uri: in.uri, paths: in.paths}).all(ctx) {
		if n++; ctx.Err() != nil {
			break
		}
	}
	return n
}

// interruptibleReader reads r until ctx ends, even if r gives nothing. The
// goroutine that waits for r then lives as long as the process.
func interruptibleReader(ctx context.Context, r io.Reader) io.ReadCloser {
	out, in := io.Pipe()
	stop := context.AfterFunc(ctx, func() { in.CloseWithError(context.Cause(ctx)) })
	go func() {
		_, err := io.Copy(in, r)
		in.CloseWithError(err)
		stop()
	}()
	return out
}

// vanished lists the documents whose file is gone.
func vanished(ctx context.Context, w *workspace.Workspace, c *config.Config) ([]string, error) {
	var gone []string
	err := w.Documents(ctx, func(d workspace.Document) error {
		if d.File == "" { // it came from standard input
			return nil
		}
		if _, err := os.Lstat(fileOf(c.Dir, d.URI)); errors.Is(err, os.ErrNotExist) {
			gone = append(gone, d.URI)
		}
		return nil
	})
	return gone, err
}

// fromHere is path as seen from the working directory if it lies below it.
func fromHere(path string) string {
	here, err := os.Getwd()
	if err != nil {
		return path
	}
	if rel, err := filepath.Rel(here, path); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return path
}
