package main

import (
	"context"

	"dossier/extract"
	"dossier/extract/rule"

	"github.com/spf13/cobra"
)

func newRulesCommand(a *app) *cobra.Command {
	c := &cobra.Command{Use: "rules", Short: "Test, explain and write rules of the ontology"}
	group(c, newRulesCheckCommand(a), newRulesExplainCommand(a), newRulesNewCommand(a), newRulesSchemaCommand(a))
	return c
}

func newRulesCheckCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Run the examples and counterexamples that stand beside the rules",
		Long: `Check reads the ontology, built in and your own, and runs every example and
counterexample through the whole of extraction. Each failure is printed with its
place:

  missed        an expected claim was not found
  extra         a claim was found that should not be
  reversed      subject and object are exchanged
  wrong status  the claim has another status

EXIT STATUS
  0 all tests pass, 1 some fail, 2 the ontology is wrong`,
		Args: args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error { return runRulesCheck(c.Context(), a) },
	}
}

func runRulesCheck(ctx context.Context, a *app) error {
	c, err := a.config()
	if err != nil {
		return err
	}
	e, err := newEngine(c)
	if err != nil {
		return err
	}
	report, err := rule.Check(e.ontology, func(text string, names []rule.NamedSpan) (*extract.Analysis, error) {
		return e.WithNames(ctx, text, names)
	})
	if err != nil {
		return err
	}
	if err := a.newRulesView().checked(report); err != nil {
		return err
	}
	if len(report.Failures) > 0 {
		return &reported{exitFailed}
	}
	return nil
}
