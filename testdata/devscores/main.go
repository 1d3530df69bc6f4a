package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// A section of the scores. It writes its figures to w and each fault, one a
// line, to faults; those of texts kept aside it leaves out.
type section struct {
	name  string
	title string
	score func(ctx context.Context, e *env, w, faults io.Writer) error
}

// sections in the order of the output.
func sections() []section {
	steps := []section{
		{"names", "Names: the mention step over the model alone", scoreNames},
		{"coref", "Coreference: GUM by OntoNotes rules", scoreCoref},
		{"factuality", "Factuality: the status of propositions", scoreFactuality},
		{"attribution", "Attribution: who says what", scoreAttribution},
		{"carb", "CaRB: open propositions", scoreCarb},
	}
	return append(steps, claimSections()...)
}

func main() {
	if err := run(context.Background(), os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "devscores:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout io.Writer) (err error) {
	flags := flag.NewFlagSet("devscores", flag.ContinueOnError)
	output := flags.String("o", "", "`file` to write (default: standard output)")
	only := flags.String("only", "", "`sections` to run, with commas between (default: all)")
	model := flags.String("train", "", "make the model of pairs anew and write it to this `file`")
	typer := flags.String("train-names", "", "make the typer of names anew and write it to this `file`")
	faults := flags.String("errors", "", "print the faults of this `section` instead of its figures")
	if err := flags.Parse(args); err != nil {
		return err
	}
	e, err := newEnv(*model == "")
	if err != nil {
		return err
	}
	if *model != "" {
		return train(ctx, e, *model, stdout)
	}
	if *typer != "" {
		return trainNames(ctx, e, *typer, stdout)
	}
	if *faults != "" {
		*only = *faults
	}
	var out strings.Builder
	for i, s := range sections() {
		if *only != "" && !slices.Contains(strings.Split(*only, ","), s.name) {
			continue
		}
		figures, wrong := io.Writer(&out), io.Discard
		if *faults != "" {
			figures, wrong = io.Discard, &out
		} else {
			if i > 0 {
				fmt.Fprintln(&out)
			}
			fmt.Fprintf(&out, "== %s\n", s.title)
		}
		if err := s.score(ctx, e, figures, wrong); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	if *output == "" {
		_, err = io.WriteString(stdout, out.String())
		return err
	}
	return os.WriteFile(*output, []byte(out.String()), 0o666)
}
