package main

import (
	"context"
	"errors"
	"io"
	"os"

	"dossier/config"
	"dossier/extract"
	"dossier/extract/pipeline"
	"dossier/extract/source"
	"dossier/extract/spacy"

	"github.com/spf13/cobra"
)

func newAnnotateCommand(a *app) *cobra.Command {
	var raw bool
	c := &cobra.Command{
		Use:   "annotate FILE...",
		Short: "Print what the language model sees in files",
		Long: `Annotate prints one line of JSON a file, in the convention of spaCy's
Doc.to_json: text, entities, sentences and tokens with tags, lemmas and trees.
Offsets count characters (code points) of the text.

As when ingesting, a file is cut into blocks, and only paragraphs and list items
are annotated, each as a document of its own. With --raw the file as it is makes
one spaCy document. - stands for standard input.`,
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(c *cobra.Command, files []string) error {
			conf, err := a.config()
			if err != nil {
				return err
			}
			nlp, err := openModel(conf)
			if err != nil {
				return err
			}
			return runAnnotate(c.Context(), a, conf, nlp, files, raw)
		},
	}
	c.Flags().BoolVar(&raw, "raw", false, "one spaCy document a file, without blocks")
	return c
}

// runAnnotate goes on after a file that cannot be read.
func runAnnotate(ctx context.Context, a *app, c *config.Config, nlp *spacy.Language, files []string, raw bool) error {
	failed := 0
	for _, file := range files {
		v, err := annotate(ctx, a, c, nlp, file, raw)
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err != nil {
			a.report(err)
			failed++
			continue
		}
		if err := printJSON(a.stdout, v); err != nil {
			return err
		}
	}
	switch {
	case failed == len(files):
		return &reported{exitFailed}
	case failed > 0:
		return &reported{exitSomeFailed}
	}
	return nil
}

func annotate(ctx context.Context, a *app, c *config.Config, nlp *spacy.Language, file string, raw bool) (*docJSON, error) {
	b, err := readInput(ctx, a, file, int64(c.Limits.MaxDocumentBytes))
	if err != nil {
		return nil, err
	}
	if raw {
		return rawJSON(nlp.Pipe([]string{string(b)})[0]), nil
	}
	doc, err := source.Read(b, file, file)
	if err != nil {
		return nil, err
	}
	return analysisJSON(&extract.Analysis{Document: doc, Sentences: pipeline.Annotate(nlp, &doc)}), nil
}

// readInput reads a file, or standard input for "-".
func readInput(ctx context.Context, a *app, file string, limit int64) (b []byte, err error) {
	if file == "-" {
		return source.ReadAll(interruptibleReader(ctx, a.stdin), "standard input", limit)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, &source.Error{Path: file, Why: source.Unreadable, Err: errors.Unwrap(err)}
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return source.ReadAll(io.Reader(f), file, limit)
}
