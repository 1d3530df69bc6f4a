package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dossier/config"
	"dossier/extract"
	"dossier/graph"
	"dossier/graph/workspace"

	"github.com/spf13/cobra"
)

type factsOptions struct {
	relation string
	status   string
	entity   string
	live     bool
}

func newFactsCommand(a *app) *cobra.Command {
	var o factsOptions
	c := &cobra.Command{
		Use:   "facts",
		Short: "List the facts found, each with its sentences",
		Long: `Facts prints every fact with the sentences that say it: their status, who says
so if not the author, the document, and the rules that found it. A fact marked
with -> makes a typed edge, one marked with .. is only talked about: denied,
planned, threatened, alleged, or said by others.`,
		Example: `  dossier facts --entity ZTE
  dossier facts --relation SANCTIONED_BY --status asserted
  dossier facts --json | jq -r .quote`,
		Args: args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			if err := o.check(); err != nil {
				return err
			}
			return a.reading(c.Context(), func(_ *config.Config, w *workspace.Workspace) error {
				return runFacts(c.Context(), w, o, a.newFactsView())
			})
		},
	}
	c.Flags().StringVar(&o.relation, "relation", "", "only facts of this relation: `NAME`")
	c.Flags().StringVar(&o.status, "status", "", "only facts with a sentence of this `status`")
	if err := c.RegisterFlagCompletionFunc("status", cobra.FixedCompletions(statusNames(), cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // there is no such flag
	}
	c.Flags().StringVar(&o.entity, "entity", "", "only facts about this entity: `name`, alias or id")
	c.Flags().BoolVar(&o.live, "live", false, "only facts that make a typed edge")
	return c
}

func (o factsOptions) check() error {
	if o.status == "" {
		return nil
	}
	names := statusNames()
	if !slices.Contains(names, o.status) {
		return &usageError{message: fmt.Sprintf("--status cannot be %q", o.status), hint: "statuses: " + strings.Join(names, ", ")}
	}
	return nil
}

func statusNames() (names []string) {
	for _, s := range extract.Statuses {
		names = append(names, string(s))
	}
	return names
}

func runFacts(ctx context.Context, w *workspace.Workspace, o factsOptions, v factsView) error {
	filter := workspace.FactFilter{Predicate: o.relation, Status: extract.Status(o.status), All: !o.live}
	entities := []string{""}
	if o.entity != "" {
		found, err := findEntities(ctx, w, o.entity)
		if err != nil {
			return err
		}
		entities = entities[:0]
		for _, e := range found {
			entities = append(entities, e.ID)
		}
	}
	for i, id := range entities {
		filter.Entity = id
		err := w.Facts(ctx, filter, func(f *graph.Fact) error {
			if i > 0 && (slices.Contains(entities[:i], f.Subject) || slices.Contains(entities[:i], f.Object)) {
				return nil // shown with an entity before
			}
			item, err := loadFact(ctx, w, f)
			if err != nil {
				return err
			}
			return v.fact(item)
		})
		if err != nil {
			return err
		}
	}
	return v.end()
}
