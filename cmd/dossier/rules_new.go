package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dossier/extract"
	"dossier/extract/rule"

	"github.com/spf13/cobra"
)

type newRuleOptions struct{ is, file string }

func newRulesNewCommand(a *app) *cobra.Command {
	var o newRuleOptions
	c := &cobra.Command{
		Use:   "new NAME",
		Short: "Write a file for a new relation, with tests",
		Long: `New writes a rule file for a relation of that name, with the tests that a good rule
passes. The name is read as a sentence: BLURBED makes the verb blurb, MENTOR_OF the
noun mentor, SPARRED_WITH a verb with its preposition, EXPELLED_BY one whose object
is the doer. Edit what is there, then run dossier rules check.`,
		Example: `  dossier rules new BLURBED --is "Person -> Work"
  dossier rules new MENTOR_OF --is "Person -> Person" --file ties.yaml`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, args []string) error { return runRulesNew(c.Context(), a, args[0], o) },
	}
	c.Flags().StringVar(&o.is, "is", "Actor -> Actor", "`types` of subject and object")
	c.Flags().StringVar(&o.file, "file", "", "`file` to write (default: ontology/NAME.yaml beside the configuration)")
	return c
}

func runRulesNew(ctx context.Context, a *app, name string, o newRuleOptions) error {
	c, err := a.config()
	if err != nil {
		return err
	}
	e, err := newEngine(c)
	if err != nil {
		return err
	}
	if r, known := e.ontology.Relation(name); known {
		return &usageError{message: fmt.Sprintf("relation %s is there already, in %s:%d", name, r.File, r.Line),
			hint: "an entry of that name in a file of your own adds rules to it"}
	}
	text, err := rule.Scaffold(e.types, rule.Draft{Name: name, Is: o.is, Lemma: func(sentence, word string) (string, error) {
		return e.lemma(ctx, sentence, word)
	}})
	if err != nil {
		return &usageError{message: "write a rule: " + err.Error()}
	}
	file := o.file
	if file == "" {
		file = filepath.Join(c.Dir, "ontology", strings.ToLower(name)+".yaml")
	}
	if err := writeNew(file, text); err != nil {
		return err
	}
	shown := relative(c.Dir, file)
	if slices.ContainsFunc(c.Ontology.Files, func(f string) bool { return relative(c.Dir, f) == shown }) {
		a.say("wrote %s; next: dossier rules check", shown)
		return nil
	}
	a.say("wrote %s; next: name it in the configuration, then dossier rules check\n  ontology:\n    files: [%s]", shown, shown)
	return nil
}

// writeNew writes a file that is not there yet, and its folder.
func writeNew(file string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return fmt.Errorf("write the rule: %w", err)
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return &usageError{message: fmt.Sprintf("write %s: it exists", file), hint: "name another with --file"}
	}
	if err != nil {
		return fmt.Errorf("write the rule: %w", err)
	}
	_, err = f.Write(text)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write the rule: %w", err)
	}
	return nil
}

// lemma is the dictionary form of a verb of a sentence; of what is no verb there,
// the word itself.
func (e *engine) lemma(ctx context.Context, sentence, word string) (string, error) {
	a, err := e.WithNames(ctx, sentence, nil)
	if err != nil {
		return "", err
	}
	for i := range a.Propositions {
		if p := &a.Propositions[i]; p.Kind == extract.Verb && strings.EqualFold(a.Text(p.Trigger), word) {
			lemma, _, _ := strings.Cut(p.Lemma, " ") // "shut down" is one verb
			return lemma, nil
		}
	}
	return word, nil
}

func newRulesSchemaCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print a JSON Schema of rule files, for editors",
		Long: `Schema prints a JSON Schema by which an editor completes and checks rule files,
with the entity types that those in use add.
Editors with the YAML language server take it from the first line of a file:

  # yaml-language-server: $schema=rules.schema.json`,
		Example: "  dossier rules schema >ontology/rules.schema.json",
		Args:    args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			c, err := a.config()
			if err != nil {
				return err
			}
			_, err = a.stdout.Write(rule.Schema(configuredTypes(c)))
			return err
		},
	}
}
