package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"dossier/config"
	"dossier/extract"
	"dossier/extract/pipeline"
	"dossier/extract/source"
	"dossier/extract/spacy"

	"github.com/spf13/cobra"
)

type annotateOptions struct {
	layer  string
	format string
	raw    bool
}

// check refuses what does not go together.
func (o *annotateOptions) check() error {
	formats := map[string][2]string{"tokens": {"json", "conllu"}, "chains": {"text", "json"}, "propositions": {"text", "json"}}
	known, ok := formats[o.layer]
	switch {
	case !ok:
		return &usageError{message: fmt.Sprintf("--layer cannot be %q", o.layer), hint: "write tokens, chains or propositions"}
	case o.format == "":
		o.format = known[0]
	case o.format != known[0] && o.format != known[1]:
		return &usageError{message: fmt.Sprintf("--format cannot be %q", o.format), hint: fmt.Sprintf("write %s or %s", known[0], known[1])}
	}
	if o.raw && o.layer != "tokens" {
		return &usageError{message: "--raw has no " + o.layer, hint: "leave out --raw or --layer"}
	}
	return nil
}

func newAnnotateCommand(a *app) *cobra.Command {
	var o annotateOptions
	c := &cobra.Command{
		Use:   "annotate FILE...",
		Short: "Print what the language model sees in files",
		Long: `Annotate prints one line of JSON a file, in the convention of spaCy's
Doc.to_json: text, entities, sentences and tokens with tags, lemmas and trees.
Offsets count characters (code points) of the text.

With --format conllu it prints CoNLL-U, the format of Universal Dependencies,
with the model's tags and relations. Entities are NER=B-ORG, NER=I-ORG in the last
column, white space other than a single blank SpaceAfter=No or SpacesAfter.

As when ingesting, a file is cut into blocks, and paragraphs, list items, headings
and captions are annotated, each as a document of its own. Headings and captions
only name things: they have mentions but no propositions.

With --layer chains it prints what the file speaks of: each thing with its name,
type and entry in the lists, and under it its mentions, one a line: at which
character, the words, and why they are thought to speak of it. One without a name
is shown by its first words in brackets; it never becomes an entity. With --format
json a thing is one line of JSON.

With --layer propositions it prints what the sentences say: under each sentence
its predications in normal form, one a line, with their arguments by role, their
status, the word that decided it and who says it; "@" lines are the speakers.
With --format json a sentence is one line of JSON. Rules read nothing else.

With --raw the file as it is makes
one spaCy document. - stands for standard input.

With --raw a file may have any size. Above a million characters, the most that
spaCy takes, it is cut into pieces at an empty line, else at a line, else at a
blank, and every piece is a spaCy document and a line of JSON of its own. Each
but the first says in "start" at which character of the file it begins: add that
to its offsets.`,
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(c *cobra.Command, files []string) error {
			if err := o.check(); err != nil {
				return err
			}
			conf, err := a.config()
			if err != nil {
				return err
			}
			if o.layer != "tokens" {
				e, err := newEngine(conf)
				if err != nil {
					return err
				}
				n := &annotator{app: a, limit: int64(conf.Limits.MaxDocumentBytes)}
				view := layerView(newPropositionView(a.stdout, o.format))
				if o.layer == "chains" {
					view = &chainView{a.stdout, o.format == "json"}
				}
				return n.each(c.Context(), files, func(ctx context.Context, file string) error { return n.analysis(ctx, e, view, file) })
			}
			nlp, err := openModel(conf)
			if err != nil {
				return err
			}
			return runAnnotate(c.Context(), a, conf, nlp, files, o)
		},
	}
	c.Flags().StringVar(&o.layer, "layer", "tokens", "`layer` to print: tokens, chains or propositions")
	c.Flags().StringVar(&o.format, "format", "", "`format` of the output: json (default) or conllu; of other layers text (default) or json")
	c.Flags().BoolVar(&o.raw, "raw", false, "one spaCy document a file, without blocks")
	return c
}

func runAnnotate(ctx context.Context, a *app, c *config.Config, nlp *spacy.Language, files []string, o annotateOptions) error {
	n := &annotator{app: a, nlp: nlp, limit: int64(c.Limits.MaxDocumentBytes), view: newAnnotateView(a.stdout, o.format)}
	annotate := n.blocks
	if o.raw {
		annotate = n.raw
	}
	return n.each(ctx, files, annotate)
}

// each annotates the files and goes on after one that cannot be read.
func (n *annotator) each(ctx context.Context, files []string, annotate func(context.Context, string) error) error {
	failed := 0
	for _, file := range files {
		err := annotate(ctx, file)
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case n.failed != nil:
			return n.failed
		case err != nil:
			n.report(err)
			failed++
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

// An annotator annotates files.
type annotator struct {
	*app
	nlp    *spacy.Language
	limit  int64 // bytes of a file that is cut into blocks
	view   *annotateView
	failed error // to print; no error of a file
}

// read returns what a file holds.
func (n *annotator) read(ctx context.Context, file string) (b []byte, err error) {
	r, err := openInput(ctx, n.app, file)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	return source.ReadAll(r, nameOf(file), n.limit)
}

// A layerView prints a layer of a document's analysis.
type layerView interface {
	file(a *extract.Analysis) error
}

// analysis prints a layer of what a file says.
func (n *annotator) analysis(ctx context.Context, e *engine, view layerView, file string) error {
	b, err := n.read(ctx, file)
	if err != nil {
		return err
	}
	a := &extract.Analysis{Document: extract.Document{URI: file, File: file}}
	if err := e.Extract(ctx, b, a, 0); err != nil {
		return err
	}
	n.failed = view.file(a)
	return nil
}

// blocks annotates a file's blocks.
func (n *annotator) blocks(ctx context.Context, file string) error {
	b, err := n.read(ctx, file)
	if err != nil {
		return err
	}
	doc, err := source.Read(b, file, file)
	if err != nil {
		return err
	}
	n.failed = n.view.blocks(file, &doc, pipeline.Docs(n.nlp, &doc))
	return nil
}

// raw annotates a file as it is, piece by piece.
func (n *annotator) raw(ctx context.Context, file string) (err error) {
	r, err := openInput(ctx, n.app, file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for piece, err := range spacy.Pieces(r, spacy.MaxLength) {
		if err != nil {
			return &source.Error{Path: nameOf(file), Why: source.Unreadable, Err: err}
		}
		if ctx.Err() != nil {
			return nil
		}
		if n.failed = n.view.piece(file, piece.Idx, n.nlp.Pipe([]string{piece.Text})[0]); n.failed != nil {
			return nil
		}
	}
	return nil
}

// openInput opens a file, or standard input for "-".
func openInput(ctx context.Context, a *app, file string) (io.ReadCloser, error) {
	if file == "-" {
		return interruptibleReader(ctx, a.stdin), nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, &source.Error{Path: file, Why: source.Unreadable, Err: errors.Unwrap(err)}
	}
	return f, nil
}

func nameOf(file string) string {
	if file == "-" {
		return "standard input"
	}
	return file
}
