package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"dossier/config"
	"dossier/graph/eval"
	"dossier/graph/export"
	"dossier/graph/update"
	"dossier/graph/workspace"

	"github.com/spf13/cobra"
)

type evalOptions struct {
	output string
	errors bool
}

func newEvalCommand(a *app) *cobra.Command {
	var o evalOptions
	c := &cobra.Command{
		Use:   "eval GOLD...",
		Short: "Score what is extracted against gold annotations",
		Long: `Eval reads gold annotations (JSON Lines as export writes them; of a folder all
its .jsonl files), extracts their texts under the current configuration in a
workspace of its own, and prints precision, recall and F1 of names, entities,
claims and edges, per relation too, and how often status and speaker are right.`,
		Example: `  dossier eval testdata/gold -o testdata/scores.txt
  dossier eval mine.jsonl --errors`,
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(c *cobra.Command, paths []string) error {
			return runEval(c.Context(), a, o, paths)
		},
	}
	c.Flags().StringVarP(&o.output, "output", "o", "", "`file` to write (default: standard output)")
	c.Flags().BoolVar(&o.errors, "errors", false, "list every claim that is wrong or missed instead")
	return c
}

func runEval(ctx context.Context, a *app, o evalOptions, paths []string) error {
	c, err := a.config()
	if err != nil {
		return err
	}
	e, err := newEngine(c)
	if err != nil {
		return err
	}
	progress := a.newProgress()
	scores, err := evaluate(ctx, c, e, paths, progress.update)
	progress.finish()
	if err != nil {
		return err
	}
	view := a.newEvalView()
	write := func(w io.Writer) error {
		if o.errors {
			return view.errors(w, scores)
		}
		return view.scores(w, scores)
	}
	if o.output != "" {
		return replaceFile(o.output, write)
	}
	return write(a.stdout)
}

// evaluate extracts the texts of the gold files in a workspace that lasts as
// long as the call, and scores the result. progress may be nil.
func evaluate(ctx context.Context, c *config.Config, e *engine, paths []string, progress func(update.Progress)) (_ *eval.Scores, err error) {
	symmetric := func(predicate string) bool {
		r, _ := e.ontology.Relation(predicate)
		return r.Symmetric
	}
	gold, err := loadGold(paths, symmetric)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "dossier-eval-")
	if err != nil {
		return nil, fmt.Errorf("make a workspace for eval: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	w, err := workspace.Open(ctx, dir, workspace.Options{Create: true, Verb: "eval"})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	u := &update.Updater{Workspace: w, Extractor: e, Resolve: e.resolution(c), Workers: runtime.GOMAXPROCS(0)}
	if progress != nil {
		u.Progress = func(p update.Progress) {
			if p.Part == "ingest" {
				p.Total = len(gold.Documents)
			}
			progress(p)
		}
	}
	if _, err := u.Ingest(ctx, texts(gold)); err != nil {
		return nil, err
	}
	system := &eval.Corpus{}
	r, out := io.Pipe()
	go func() { out.CloseWithError(export.Write(ctx, w, out, "dossier "+version)) }()
	if err := system.Load(r, symmetric); err != nil {
		r.CloseWithError(err) // the writer stops
		return nil, fmt.Errorf("read back what was extracted: %w", err)
	}
	return eval.Score(gold, system, e.types.Root), nil
}

// texts yields the gold documents as inputs.
func texts(gold *eval.Corpus) iter.Seq2[update.Input, error] {
	return func(yield func(update.Input, error) bool) {
		for _, d := range gold.Documents {
			open := func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(d.Text)), nil }
			if !yield(update.Input{URI: d.Name, Open: open}, nil) {
				return
			}
		}
	}
}

func loadGold(paths []string, symmetric func(string) bool) (*eval.Corpus, error) {
	files, err := goldFiles(paths)
	if err != nil {
		return nil, err
	}
	gold := &eval.Corpus{}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("read gold: %w", err)
		}
		err = gold.Load(f, symmetric)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("read gold %s: %w", name, err)
		}
	}
	if len(gold.Documents) == 0 {
		return nil, &usageError{message: "no gold documents in " + strings.Join(paths, ", "), hint: "give files in the format that `dossier export` writes"}
	}
	return gold, nil
}

// goldFiles replaces each folder by the .jsonl files below it.
func goldFiles(paths []string) ([]string, error) {
	var files []string
	for _, p := range paths {
		err := filepath.WalkDir(p, func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && (name == p || filepath.Ext(name) == ".jsonl") {
				files = append(files, name)
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read gold: %w", err)
		}
	}
	slices.Sort(files)
	return slices.Compact(files), nil
}
