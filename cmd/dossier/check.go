package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"dossier/config"
	"dossier/graph"
	"dossier/graph/neo4j"
	"dossier/graph/update"
	"dossier/graph/workspace"

	"github.com/spf13/cobra"
)

func newCheckCommand(a *app) *cobra.Command {
	var repair bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Compare Neo4j with the workspace",
		Long: `Check compares everything in Neo4j that is Dossier's with what the workspace says
should be there, and names every difference: + what is missing, ~ what is not as
it should be, - what is too much. What others have put beside it, under labels
and types of their own, is left alone. The exit status is 4 if anything differs.

With --repair the differences are mended.`,
		Args: args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error { return runCheck(c.Context(), a, repair) },
	}
	c.Flags().BoolVar(&repair, "repair", false, "mend what differs")
	return c
}

func runCheck(ctx context.Context, a *app, repair bool) (err error) {
	c, err := a.config()
	if err != nil {
		return err
	}
	w, err := workspace.Open(ctx, c.Workspace, workspace.Options{Verb: "check"})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	if err := w.Pending(ctx); err != nil {
		return err // what the workspace says is half of an old and half of a new graph
	}
	t, err := checkTarget(ctx, c, w, repair)
	if err != nil {
		return err
	}
	defer t.Close(context.WithoutCancel(ctx))
	progress := a.newProgress()
	u := &update.Updater{Workspace: w, Progress: progress.update}
	v := checkView{app: a, target: t.Name}
	checked, err := u.Check(ctx, *t, repair, v.drift)
	progress.finish()
	if checked != nil {
		err = errors.Join(v.end(checked, repair && err == nil), err)
	}
	if err == nil && !checked.Clean() && !repair {
		err = &reported{exitDifferent}
	}
	return err
}

// checkTarget connects to the database of the workspace, to look or to mend.
func checkTarget(ctx context.Context, c *config.Config, w *workspace.Workspace, repair bool) (*update.Target, error) {
	l, ok, err := login(ctx, c)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, errNoNeo4j()
	}
	id, err := w.ID(ctx)
	if err != nil {
		return nil, err
	}
	db, err := neo4j.Open(ctx, neo4j.Options{Login: l, Workspace: id, ReadOnly: !repair})
	if err != nil {
		return nil, err
	}
	return &update.Target{Name: targetName(l), Target: db}, nil
}

// A checkView prints what a check has found.
type checkView struct {
	app    *app
	target string
	drifts []driftJSON
}

// The JSON form of a check.
type (
	checkJSON struct {
		Target    string             `json:"target"`
		Workspace map[graph.Kind]int `json:"workspace"` // records by kind
		Held      map[graph.Kind]int `json:"held"`      // by the target
		Missing   int                `json:"missing"`
		Changed   int                `json:"changed"`
		Extra     int                `json:"extra"`
		Repaired  bool               `json:"repaired,omitempty"`
		Drifts    []driftJSON        `json:"drifts"`
	}
	driftJSON struct {
		Drift string `json:"drift"` // missing, changed, extra
		Kind  string `json:"kind"`
		Key   string `json:"key"`
		What  string `json:"what,omitempty"`
	}
)

var driftNames = map[graph.Action]string{graph.Create: "missing", graph.Modify: "changed", graph.Delete: "extra"}

func (v *checkView) drift(d update.Drift) error {
	x := driftJSON{driftNames[d.Action], string(d.Record.Kind()), strings.ReplaceAll(d.Record.Key(), "\x1f", " in "), d.What}
	if v.app.json {
		v.drifts = append(v.drifts, x)
		return nil
	}
	out := v.app.stdout
	sign := map[graph.Action]func(string) string{graph.Create: out.green, graph.Modify: out.yellow, graph.Delete: out.red}[d.Action](string(d.Action))
	text := fmt.Sprintf("%s %s %s", sign, x.Kind, clean(strings.Join(nonEmpty(x.Key, driftOf(d.Record)), "  ")))
	if x.What != "" {
		text += out.dim("  " + clean(x.What))
	}
	_, err := fmt.Fprintln(out, text)
	return err
}

// driftOf shows what a record is, so far as that is known.
func driftOf(r graph.Record) string {
	switch r := r.(type) {
	case *graph.Entity:
		return r.Name
	case *graph.Document:
		return r.URI
	case *graph.Evidence:
		return strings.Join(nonEmpty(r.Subject, r.Predicate, r.Object+r.Value), " ")
	case *graph.Fact:
		return strings.Join(nonEmpty(r.Subject, r.Predicate, r.Object), " ")
	}
	return ""
}

func (v *checkView) end(c *update.Checked, repaired bool) error {
	if v.app.json {
		out := checkJSON{Target: v.target, Workspace: c.Should, Held: c.Held, Missing: c.Drifts[graph.Create],
			Changed: c.Drifts[graph.Modify], Extra: c.Drifts[graph.Delete], Repaired: repaired && !c.Clean(), Drifts: []driftJSON{}}
		out.Drifts = append(out.Drifts, v.drifts...)
		return printJSON(v.app.stdout, out)
	}
	if !v.app.quiet {
		w := tabwriter.NewWriter(v.app.stderr, 0, 0, 2, ' ', 0)
		fmt.Fprintf(w, "\tworkspace\tneo4j\n")
		for _, kind := range graph.Kinds {
			fmt.Fprintf(w, "%s\t%d\t%d\n", kind, c.Should[kind], c.Held[kind])
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
	if c.Clean() {
		v.app.say("%s holds what the workspace says", clean(v.target))
		return nil
	}
	v.app.say("%d missing, %d changed, %d too much in %s", c.Drifts[graph.Create], c.Drifts[graph.Modify], c.Drifts[graph.Delete], clean(v.target))
	if repaired {
		v.app.say("mended")
	} else {
		v.app.say("mend it with: dossier check --repair")
	}
	return nil
}
