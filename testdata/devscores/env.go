package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"dossier/config/ontology"
	"dossier/extract"
	"dossier/extract/lexicon"
	"dossier/extract/pair"
	"dossier/extract/pipeline"
	"dossier/extract/rule"
	"dossier/extract/spacy"
	"dossier/extract/spacy/spacytest"
)

// An env is what every section needs: the data and the default pipeline.
type env struct {
	dir      string // of the corpora
	pipeline *pipeline.Pipeline
	language *spacy.Language
	types    *extract.Types
	ontology *rule.Ontology
}

var errNoData = errors.New("DOSSIER_DEVDATA is not set: name the folder that holds the corpora")

// newEnv opens the pipeline, with the model of pairs if pairs is set.
func newEnv(pairs bool) (*env, error) {
	e := &env{dir: os.Getenv("DOSSIER_DEVDATA"), types: extract.DefaultTypes()}
	if e.dir == "" {
		return nil, errNoData
	}
	model, err := spacytest.Find()
	if err != nil {
		return nil, fmt.Errorf("find the model (dossier model install gets it): %w", err)
	}
	if e.language, err = spacy.Open(model); err != nil {
		return nil, err
	}
	words, err := lexicon.Default()
	if err != nil {
		return nil, err
	}
	files, lists, err := rule.ReadFS(ontology.FS, true)
	if err != nil {
		return nil, err
	}
	if e.ontology, err = rule.Load(files, e.types, lists); err != nil {
		return nil, err
	}
	c := pipeline.Config{Language: e.language, Lexicon: words, Types: e.types, Ontology: e.ontology}
	if pairs {
		if c.Pairs, err = pair.Default(); err != nil {
			return nil, err
		}
	}
	e.pipeline = pipeline.New(c)
	return e, nil
}

// extract runs the whole pipeline over the texts, each one a paragraph or more
// as its line breaks say, and hands each analysis to visit in order.
func (e *env) extract(ctx context.Context, texts []*Text, visit func(*Text, *extract.Analysis)) error {
	return e.each(ctx, texts, visit, func(ctx context.Context, t *Text, a *extract.Analysis) error {
		return e.pipeline.Extract(ctx, []byte(t.Text), a, 0)
	})
}

// extractAll is extract with everybody named before clauses are read, see
// [nameAll].
func (e *env) extractAll(ctx context.Context, texts []*Text, visit func(*Text, *extract.Analysis)) error {
	clauses := slices.IndexFunc(e.pipeline.Steps(), func(s extract.Step) bool { return s.Name == "clause" })
	return e.each(ctx, texts, visit, func(ctx context.Context, t *Text, a *extract.Analysis) error {
		if err := e.pipeline.Extract(ctx, []byte(t.Text), a, 0); err != nil {
			return err
		}
		nameAll(a)
		return e.pipeline.Extract(ctx, nil, a, clauses)
	})
}

func (e *env) each(ctx context.Context, texts []*Text, visit func(*Text, *extract.Analysis), run func(context.Context, *Text, *extract.Analysis) error) error {
	done := make([]*extract.Analysis, len(texts))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, t := range texts {
		g.Go(func() error {
			a := &extract.Analysis{Document: extract.Document{ID: t.ID, URI: t.ID}}
			if err := run(ctx, t, a); err != nil {
				return fmt.Errorf("%s: %w", t.ID, err)
			}
			done[i] = a
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for i, t := range texts {
		visit(t, done[i])
	}
	return nil
}
