package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"

	"dossier/config"
	"dossier/extract/spacy/models"
	"dossier/graph/workspace"

	"github.com/spf13/cobra"
)

func newStatusCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "Show what the workspace holds and what is amiss",
		Long: `Status counts what the workspace holds and lists the documents that could not be
read, those whose file is gone, and whether the graph, the model and Neo4j are
ready. With --json it names every document too.`,
		Args: args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			conf, err := a.config()
			if err != nil {
				return err
			}
			s, err := loadStatus(c.Context(), conf)
			if err != nil {
				return err
			}
			if a.json {
				return printJSON(a.stdout, s)
			}
			return s.print(a.stdout)
		},
	}
}

// A status is what status prints, as JSON too.
type status struct {
	Workspace string        `json:"workspace"`
	Complete  bool          `json:"complete"` // all changes are followed up
	Holds     *countsJSON   `json:"holds"`
	Documents []statusEntry `json:"documents"`
	Failures  []failureJSON `json:"failures,omitempty"`
	Vanished  []string      `json:"vanished,omitempty"`
	Model     string        `json:"model"`
	ModelFile string        `json:"modelFile,omitempty"` // "" if it is not installed
	Neo4j     string        `json:"neo4j,omitempty"`     // "" if there is none
	Behind    int           `json:"behind,omitempty"`    // changes that Neo4j lacks
}

type statusEntry struct {
	ID   string `json:"id"`
	URI  string `json:"uri"`
	File string `json:"file,omitempty"`
}

func loadStatus(ctx context.Context, c *config.Config) (*status, error) {
	w, err := workspace.Open(ctx, c.Workspace, workspace.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer w.Close()
	s := &status{Workspace: c.Workspace, Model: c.Model.Name, Documents: []statusEntry{}}
	counts, err := w.Counts(ctx)
	if err != nil {
		return nil, err
	}
	s.Holds = toCountsJSON(counts)
	var incomplete *workspace.Error
	err = w.Pending(ctx)
	if err != nil && !errors.As(err, &incomplete) {
		return nil, err
	}
	s.Complete = err == nil
	err = w.Documents(ctx, func(d workspace.Document) error {
		s.Documents = append(s.Documents, statusEntry{d.ID, d.URI, d.File})
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = w.Failures(ctx, func(f workspace.Failure) error {
		s.Failures = append(s.Failures, toFailuresJSON([]workspace.Failure{f})...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if s.Vanished, err = vanished(ctx, w, c); err != nil {
		return nil, err
	}
	if s.ModelFile = c.Model.Path; s.ModelFile == "" {
		s.ModelFile, _ = models.Path(c.Model.Name) // not installed is a state, not an error
	}
	return s, s.loadNeo4j(ctx, c, w)
}

func (s *status) loadNeo4j(ctx context.Context, c *config.Config, w *workspace.Workspace) error {
	l, ok, err := login(ctx, c)
	if err != nil || !ok {
		return err
	}
	s.Neo4j = targetName(l)
	s.Behind, err = w.CountDifference(ctx, s.Neo4j)
	return err
}

func (s *status) print(out *stream) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	row := func(name, format string, args ...any) {
		fmt.Fprintf(w, "%s\t%s\n", name, clean(fmt.Sprintf(format, args...)))
	}
	row("workspace", "%s", s.Workspace)
	row("documents", "%d", s.Holds.Documents)
	row("entities", "%d", s.Holds.Entities)
	row("claims", "%d", s.Holds.Claims)
	row("facts", "%d, %s", s.Holds.Facts, count(s.Holds.Edges, "typed edge"))
	if !s.Complete {
		row("graph", "not complete: the last run was interrupted; run: dossier apply")
	}
	if s.ModelFile == "" {
		row("model", "%s, not installed; run: dossier model install", s.Model)
	} else {
		row("model", "%s", s.ModelFile)
	}
	switch {
	case s.Neo4j == "":
		row("neo4j", "none; set neo4j.uri, or run: dossier neo4j start")
	case s.Behind > 0:
		row("neo4j", "%s, %s behind; run: dossier apply", s.Neo4j, count(s.Behind, "change"))
	default:
		row("neo4j", "%s, up to date", s.Neo4j)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if len(s.Failures) > 0 {
		var list []workspace.Failure
		for _, f := range s.Failures {
			list = append(list, workspace.Failure{URI: f.URI, File: f.File, Reason: f.Reason, Message: f.Message, Hint: f.Hint})
		}
		printFailures(out, list)
	}
	if len(s.Vanished) > 0 {
		fmt.Fprintf(out, "%s gone, but not forgotten; run: dossier ingest --prune\n", count(len(s.Vanished), "file"))
		for i, uri := range s.Vanished {
			if i == maxListed {
				fmt.Fprintf(out, "  and %d more\n", len(s.Vanished)-i)
				break
			}
			fmt.Fprintf(out, "  %s\n", clean(uri))
		}
	}
	return nil
}
