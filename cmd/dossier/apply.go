package main

import (
	"context"

	"dossier/config"
	"dossier/graph/update"

	"github.com/spf13/cobra"
)

func newApplyCommand(a *app) *cobra.Command {
	var adopt bool
	c := &cobra.Command{
		Use:   "apply [PLAN]",
		Short: "Bring the graph to the current configuration and sources",
		Long: `Apply does what plan shows: it extracts again what an edit of the configuration
concerns, reads what is new or has changed in the configured sources, finishes what
an interrupted run has left, and writes to Neo4j what it lacks.

With PLAN, a file from "plan --out", it does what that plan showed and nothing else,
and refuses if the configuration, the files or the workspace have changed since. A
plan that was interrupted goes on where it stopped.`,
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			conf, err := a.config()
			if err != nil {
				return err
			}
			if len(args) > 0 {
				return runPlanFile(c.Context(), a, conf, adopt, args[0])
			}
			in, err := a.configured(conf, ingestOptions{}, nil)
			if err != nil {
				return err
			}
			k := &work{conf, in, false}
			return a.runWork(c.Context(), k, updating{verb: "apply", adopt: adopt}, k.do)
		},
	}
	c.Flags().BoolVar(&adopt, "adopt", false, "take over a Neo4j database that is not empty")
	return c
}

func runPlanFile(ctx context.Context, a *app, c *config.Config, adopt bool, path string) error {
	f, err := readPlanFile(path)
	if err != nil {
		return err
	}
	k, err := f.work(a, c)
	if err != nil {
		return err
	}
	o := updating{verb: "apply", create: f.Plan.State == "", adopt: adopt}
	return a.runWork(ctx, k, o, func(ctx context.Context, u *update.Updater) (*update.Report, error) {
		if err := f.unmoved(ctx, u.Workspace, c); err != nil {
			return nil, err
		}
		return u.CarryOut(ctx, f.Plan, k.all(ctx), func(u *update.Updater) (*update.Report, error) { return k.do(ctx, u) })
	})
}
