package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dossier/config"
	"dossier/graph"
	"dossier/graph/workspace"

	"github.com/spf13/cobra"
)

func newEntityCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "entity NAME",
		Short: "Show what is known of an entity",
		Long: `Entity prints the entity of that name, alias or id, or those whose name begins
so: its type, other names and properties, and its facts, without the sentences.`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			return a.reading(c.Context(), func(_ *config.Config, w *workspace.Workspace) error {
				return runEntity(c.Context(), a, w, args[0])
			})
		},
	}
}

func runEntity(ctx context.Context, a *app, w *workspace.Workspace, name string) error {
	found, err := findEntities(ctx, w, name)
	if err != nil {
		return err
	}
	for i, e := range found {
		var facts []factItem
		err := w.Facts(ctx, workspace.FactFilter{Entity: e.ID, All: true}, func(f *graph.Fact) error {
			item, err := loadFact(ctx, w, f)
			facts = append(facts, item)
			return err
		})
		if err != nil {
			return err
		}
		if a.json {
			err = printEntityJSON(a.stdout, e, facts)
		} else {
			if i > 0 {
				fmt.Fprintln(a.stdout)
			}
			err = printEntity(a.stdout, e, facts)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func printEntity(out *stream, e *graph.Entity, facts []factItem) error {
	fmt.Fprintf(out, "%s  %s\n", out.bold(clean(e.Name)), out.dim(clean(e.ID)))
	fmt.Fprintf(out, "   type %s\n", strings.Join(e.Labels, " > "))
	if len(e.Aliases) > 0 {
		fmt.Fprintf(out, "   also %s\n", clean(strings.Join(e.Aliases, "; ")))
	}
	for _, k := range sortedKeys(e.Links) {
		fmt.Fprintf(out, "   %s %s\n", clean(k), clean(e.Links[k]))
	}
	for _, k := range sortedKeys(e.Properties) {
		fmt.Fprintf(out, "   %s %s\n", clean(k), clean(strings.Join(e.Properties[k], "; ")))
	}
	for _, f := range facts {
		fmt.Fprintln(out, headline(out, f))
	}
	return nil
}

func printEntityJSON(out *stream, e *graph.Entity, facts []factItem) error {
	v := struct {
		ID         string              `json:"id"`
		Name       string              `json:"name"`
		Type       string              `json:"type"`
		Labels     []string            `json:"labels"`
		Aliases    []string            `json:"aliases,omitempty"`
		Links      map[string]string   `json:"links,omitempty"`
		Properties map[string][]string `json:"properties,omitempty"`
		Facts      []factJSON          `json:"facts"`
	}{e.ID, e.Name, e.Type, e.Labels, e.Aliases, e.Links, e.Properties, []factJSON{}}
	for _, f := range facts {
		v.Facts = append(v.Facts, toFactJSON(f))
	}
	return printJSON(out, v)
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
