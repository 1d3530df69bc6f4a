package main

import (
	"context"
	"slices"

	"dossier/config"
	"dossier/graph/update"

	"github.com/spf13/cobra"
)

type planOptions struct {
	ingestOptions
	out string
}

func newPlanCommand(a *app) *cobra.Command {
	var o planOptions
	c := &cobra.Command{
		Use:   "plan [PATH...]",
		Short: "Show what would change in the graph, and why",
		Long: `Plan shows what the current configuration, and the files of the configured
sources or of PATH, would add (+), change (~) and remove (-): documents, entities,
and every fact with the reason, then all of it counted by relation and rule. An
arrow marks a fact that is, or was, a typed edge, two dots one that is only claimed.
Nothing is changed, and Neo4j is not asked. Of a workspace that may not be written
to, or that an older Dossier wrote, a copy is made for the time of the plan.

Apply does what plan without PATH shows; ingest PATH what plan PATH shows. With
--out the plan is kept for "apply FILE", which does that and nothing else, and
refuses if the configuration, the files or the workspace have changed since.

EXIT STATUS
  0  nothing would change
  3  nothing would change, but documents cannot be read
  4  something would change`,
		Example: `  dossier plan
  dossier plan --out monday.plan reports && dossier apply monday.plan`,
		RunE: func(c *cobra.Command, args []string) error {
			return runPlan(c.Context(), a, o, args)
		},
	}
	f := c.Flags()
	f.StringVar(&o.out, "out", "", "keep the plan in `FILE` for apply")
	f.StringVar(&o.uri, "uri", "", "names the document on standard input: `URI`")
	f.BoolVar(&o.prune, "prune", false, "forget documents whose file is gone")
	return c
}

func runPlan(ctx context.Context, a *app, o planOptions, paths []string) error {
	if o.out != "" && slices.Contains(paths, "-") {
		return &usageError{message: "a plan of standard input cannot be kept", hint: "it could not be read again; give a file"}
	}
	c, err := a.config()
	if err != nil {
		return err
	}
	in, err := a.configured(c, o.ingestOptions, paths)
	if err != nil {
		return err
	}
	k := &work{c, in, o.prune}
	code := 0
	err = a.update(ctx, c, updating{verb: "plan", dry: true, inputs: in.counter(ctx)}, func(u *update.Updater) error {
		gone, err := vanished(ctx, u.Workspace, c)
		if err != nil {
			return err
		}
		do := func(u *update.Updater) (*update.Report, error) { return k.do(ctx, u) }
		return u.Plan(ctx, update.PlanOptions{Save: o.out != ""}, do, func(p *update.Plan) error {
			s := planSummary{plan: p, vanished: gone, prune: o.prune, paths: paths, out: o.out}
			if in != nil {
				s.skipped = in.skipped
			}
			if s.held, err = u.Workspace.CountDocuments(ctx); err != nil {
				return err
			}
			if err := showPlan(ctx, a.newPlanView(), &s); err != nil {
				return err
			}
			code = planCode(p)
			if o.out == "" {
				return nil
			}
			return savePlan(c, o, paths, gone, p)
		})
	})
	if err == nil && code != 0 {
		return &reported{code}
	}
	return err
}

func planCode(p *update.Plan) int {
	switch {
	case !p.Empty():
		return exitDifferent
	case len(p.Failures) > 0:
		return exitSomeFailed
	}
	return 0
}

func savePlan(c *config.Config, o planOptions, paths, gone []string, p *update.Plan) error {
	f, err := newPlanFile(c, paths, o.prune, gone, p.Saved())
	if err != nil {
		return err
	}
	return f.write(o.out)
}

// A planSummary is a plan with what is told beside it.
type planSummary struct {
	plan     *update.Plan
	paths    []string // as given
	out      string   // file that the plan is kept in
	skipped  []string // files of kinds that are not read
	vanished []string // documents whose file is gone
	prune    bool     // they are forgotten
	held     int      // documents before the plan
}

// A planView shows a plan: begin, each change, end.
type planView interface {
	begin(*planSummary) error
	document(*update.DocumentChange) error
	entity(*update.EntityChange) error
	fact(*update.FactChange) error
	end(*planSummary) error
}

func (a *app) newPlanView() planView {
	if a.json {
		return &planJSON{a.stdout}
	}
	return &planHuman{out: a.stdout, app: a}
}

func showPlan(ctx context.Context, v planView, s *planSummary) error {
	if err := v.begin(s); err != nil {
		return err
	}
	err := s.plan.Each(ctx, update.Visitor{Document: v.document, Entity: v.entity, Fact: v.fact})
	if err != nil {
		return err
	}
	return v.end(s)
}
