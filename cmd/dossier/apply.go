package main

import (
	"errors"

	"dossier/graph/update"

	"github.com/spf13/cobra"
)

func newApplyCommand(a *app) *cobra.Command {
	var adopt bool
	c := &cobra.Command{
		Use:   "apply",
		Short: "Bring the graph to the current configuration",
		Long: `Apply extracts again what an edit of the configuration concerns, finishes what an
interrupted run has left, and writes to Neo4j what it lacks. It reads no new
documents.`,
		Args: args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			conf, err := a.config()
			if err != nil {
				return err
			}
			var r *update.Report
			err = a.update(c.Context(), conf, updating{verb: "apply", adopt: adopt}, func(u *update.Updater) (err error) {
				r, err = u.Apply(c.Context())
				return err
			})
			if !done(err) {
				return err
			}
			return errors.Join(err, a.newUpdateView().updated(count(r.Refreshed, "document")+" extracted again", r))
		},
	}
	c.Flags().BoolVar(&adopt, "adopt", false, "take over a Neo4j database that is not empty")
	return c
}
