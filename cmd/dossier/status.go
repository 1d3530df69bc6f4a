package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"dossier/config"
	"dossier/extract/spacy/models"
	"dossier/graph/update"
	"dossier/graph/workspace"

	"github.com/spf13/cobra"
)

func newStatusCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "Show what the workspace holds and what is amiss",
		Long: `Status counts what the workspace holds and lists the documents that could not be
read and why, those that gave nothing, those whose file is gone, the judgements
that match nothing, what an edit of the configuration has left to do, and whether
the graph, the model and Neo4j are ready. With --json it names every document.`,
		Args: args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			conf, err := a.config()
			if err != nil {
				return err
			}
			s, err := a.loadStatus(c.Context(), conf)
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
	Empty     []emptyJSON   `json:"empty,omitempty"` // documents that gave no claim
	// Judgements is how many there are; Unmatched lists those that match
	// nothing, or only in part.
	Judgements int             `json:"judgements"`
	Unmatched  []unmatchedJSON `json:"unmatched,omitempty"`
	Stale      *staleJSON      `json:"stale,omitempty"` // without it: not known
	LastRun    *runJSON        `json:"lastRun,omitempty"`
	Model      string          `json:"model"`
	ModelFile  string          `json:"modelFile,omitempty"` // "" if it is not installed
	Neo4j      string          `json:"neo4j,omitempty"`     // "" if there is none
	Behind     int             `json:"behind,omitempty"`    // changes that Neo4j lacks
}

type statusEntry struct {
	ID   string `json:"id"`
	URI  string `json:"uri"`
	File string `json:"file,omitempty"`
}

type (
	emptyJSON struct {
		URI    string `json:"uri"`
		Reason string `json:"reason"` // no-names, no-claims
	}
	unmatchedJSON struct {
		Line    int      `json:"line"` // of the file of judgements
		Verb    string   `json:"verb"`
		Missing []string `json:"missing"`
	}
	staleJSON struct {
		Documents     int  `json:"documents"` // to extract again
		Configuration bool `json:"configuration"`
		Judgements    bool `json:"judgements"`
	}
	runJSON struct {
		Verb     string `json:"verb"`
		Started  string `json:"started"`
		Finished string `json:"finished,omitempty"` // "" if it did not end well
	}
)

func (a *app) loadStatus(ctx context.Context, c *config.Config) (*status, error) {
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
	err = w.Empty(ctx, func(d workspace.Document, why string) error {
		s.Empty = append(s.Empty, emptyJSON{d.URI, why})
		return nil
	})
	if err != nil {
		return nil, err
	}
	if s.ModelFile = c.Model.Path; s.ModelFile == "" {
		s.ModelFile, _ = models.Path(c.Model.Name) // not installed is a state, not an error
	}
	if err := s.loadRun(ctx, w); err != nil {
		return nil, err
	}
	if err := s.loadJudgements(ctx, c, w); err != nil {
		return nil, err
	}
	if err := s.loadStale(ctx, c, w); err != nil {
		return nil, err
	}
	return s, s.loadNeo4j(ctx, c, w)
}

var errEnough = errors.New("enough")

func (s *status) loadRun(ctx context.Context, w *workspace.Workspace) error {
	err := w.Runs(ctx, func(r workspace.Run) error {
		s.LastRun = &runJSON{Verb: r.Verb, Started: r.Started.Format(time.RFC3339)}
		if !r.Finished.IsZero() {
			s.LastRun.Finished = r.Finished.Format(time.RFC3339)
		}
		return errEnough
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

func (s *status) loadJudgements(ctx context.Context, c *config.Config, w *workspace.Workspace) error {
	r, err := judgementsOf(c)
	if err != nil {
		return err
	}
	for i, j := range r.Judgements.List() {
		s.Judgements++
		missing, err := r.Judgements.Unmatched(i, w.Occurs(ctx))
		if err != nil {
			return err
		}
		if len(missing) > 0 {
			s.Unmatched = append(s.Unmatched, unmatchedJSON{j.Line, string(j.Verb), missing})
		}
	}
	return nil
}

// loadStale asks what an edit of the configuration has left to do; without a
// model nobody knows.
func (s *status) loadStale(ctx context.Context, c *config.Config, w *workspace.Workspace) error {
	if s.ModelFile == "" {
		return nil
	}
	e, err := newEngine(c)
	var wrong *configError
	switch {
	case errors.As(err, &wrong):
		return err
	case err != nil: // the model is damaged: dossier doctor says how
		return nil
	}
	u := &update.Updater{Workspace: w, Extractor: e, Resolve: e.resolution(c)}
	if err := loadJudgements(c, u.Resolve); err != nil {
		return err
	}
	stale, err := u.Stale(ctx)
	s.Stale = &staleJSON{stale.Documents, stale.Configuration, stale.Judgements}
	return err
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
	if s.LastRun != nil {
		ended := "finished " + s.LastRun.Finished
		if s.LastRun.Finished == "" {
			ended = "did not end well"
		}
		row("last run", "%s, begun %s, %s", s.LastRun.Verb, s.LastRun.Started, ended)
	}
	if st := s.Stale; st != nil {
		var parts []string
		if st.Configuration {
			parts = append(parts, "the configuration")
		}
		if st.Judgements {
			parts = append(parts, "the judgements")
		}
		if len(parts) > 0 {
			row("stale", "%s changed since the last run; what that would do: dossier plan", strings.Join(parts, " and "))
		}
		if st.Documents > 0 {
			row("stale", "%s to extract again; run: dossier apply", count(st.Documents, "document"))
		}
	}
	if s.Judgements > 0 {
		row("judgements", "%d, %d of which match nothing", s.Judgements, len(s.Unmatched))
	}
	if len(s.Empty) > 0 {
		row("empty", "%s without a claim", count(len(s.Empty), "document"))
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
		printListed(out, count(len(s.Vanished), "file")+" gone, but not forgotten; run: dossier ingest --prune", s.Vanished)
	}
	if len(s.Unmatched) > 0 {
		var list []string
		for _, u := range s.Unmatched {
			list = append(list, fmt.Sprintf("line %d, %s: no document has %s", u.Line, u.Verb, strings.Join(u.Missing, ", ")))
		}
		printListed(out, "judgements that match nothing, kept for what is yet to come:", list)
	}
	if len(s.Empty) > 0 {
		var list []string
		for _, e := range s.Empty {
			list = append(list, e.URI+": "+emptyReasons[e.Reason])
		}
		printListed(out, count(len(s.Empty), "document")+" gave nothing:", list)
	}
	return nil
}

var emptyReasons = map[string]string{
	workspace.EmptyNames:  "it names nothing",
	workspace.EmptyClaims: "no rule finds a claim in it",
}

// printListed prints some of a list below its head.
func printListed(out *stream, head string, list []string) {
	fmt.Fprintln(out, head)
	for i, line := range list {
		if i == maxListed {
			fmt.Fprintf(out, "  and %d more; see dossier status --json\n", len(list)-i)
			return
		}
		fmt.Fprintf(out, "  %s\n", clean(line))
	}
}
