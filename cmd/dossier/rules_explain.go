package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"dossier/extract"
	"dossier/extract/rule"

	"github.com/spf13/cobra"
)

func newRulesExplainCommand(a *app) *cobra.Command {
	var names []string
	c := &cobra.Command{
		Use:   "explain SENTENCE",
		Short: "Show what the rules make of a sentence, and why not more",
		Long: `Explain runs a sentence through the whole of extraction and prints what each of
its words predicates, of whom, with what status and by whose word; below it every
rule that hangs on that word with the claim it makes or, for a near miss, the first
thing that is not as the rule asks.

Brackets as in the tests beside the rules make a name of what is no name to the
language model, of an organization or of the type that --name gives.`,
		Example: `  dossier rules explain "Canada may sanction Belaro, officials said."
  dossier rules explain --name Vega=Person "[Vega] is no ally of [Orix]."
  echo "Orix bought Taber." | dossier rules explain -`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			return runRulesExplain(c.Context(), a, args[0], names, c.InOrStdin())
		},
	}
	c.Flags().StringArrayVar(&names, "name", nil, "`NAME=TYPE`: count this as a name; may be repeated")
	return c
}

func runRulesExplain(ctx context.Context, a *app, sentence string, names []string, stdin io.Reader) error {
	if sentence == "-" {
		text, err := io.ReadAll(stdin)
		if err != nil {
			return fmt.Errorf("read the sentence: %w", err)
		}
		sentence = string(text)
	}
	text, brackets, err := rule.ParseSentence(sentence)
	if err != nil {
		return &usageError{message: err.Error()}
	}
	if strings.TrimSpace(text) == "" {
		return &usageError{message: "no sentence to explain"}
	}
	c, err := a.config()
	if err != nil {
		return err
	}
	e, err := newEngine(c)
	if err != nil {
		return err
	}
	given, err := givenNames(e.types, text, brackets, names)
	if err != nil {
		return err
	}
	analysis, err := e.withNames(ctx, text, brackets, given)
	if err != nil {
		return err
	}
	attempts, _ := e.ontology.Explain(analysis)
	// The analysis has the claims of the rules and those of the model of pairs.
	return a.newRulesView().explained(&explanation{analysis, attempts, analysis.Claims})
}

// An explanation is what the rules made of a text.
type explanation struct {
	*extract.Analysis
	attempts []rule.Attempt
	claims   []extract.Claim
}

// givenNames reads the flags "Orix=Company" and finds the names in text.
func givenNames(types *extract.Types, text string, brackets []extract.Span, flags []string) ([]rule.NamedSpan, error) {
	var out []rule.NamedSpan
	for _, f := range flags {
		name, typ, ok := strings.Cut(f, "=")
		if !ok || name == "" {
			return nil, &usageError{message: fmt.Sprintf("--name %q: want NAME=TYPE", f)}
		}
		if types.Path(typ) == nil || extract.IsValue(typ) {
			return nil, &usageError{message: fmt.Sprintf("--name %q: %q is no entity type", f, typ), hint: "types are Person, Company, GovernmentBody, Country and others; see go doc dossier/extract/rule"}
		}
		at := strings.Index(text, name)
		if at < 0 {
			return nil, &usageError{message: fmt.Sprintf("--name %q: the sentence has no %q", f, name)}
		}
		out = append(out, rule.NamedSpan{Span: extract.Span{Start: at, End: at + len(name)}, Type: typ})
	}
	return out, nil
}

// withNames returns the analysis of text in which given are names, and so are
// the brackets that the pipeline itself takes for nothing.
func (e *engine) withNames(ctx context.Context, text string, brackets []extract.Span, given []rule.NamedSpan) (*extract.Analysis, error) {
	a, err := e.WithNames(ctx, text, given)
	if err != nil || len(brackets) == 0 {
		return a, err
	}
	known := map[extract.Span]bool{}
	for _, m := range a.Mentions {
		known[m.Span] = m.Chain >= 0 && m.Type != ""
	}
	missing := false
	for _, b := range brackets {
		if !known[b] {
			given, missing = append(given, rule.NamedSpan{Span: b, Type: "Organization"}), true
		}
	}
	if !missing {
		return a, nil
	}
	return e.WithNames(ctx, text, given)
}
