package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

func main() { os.Exit(run()) }

// run is main without the exit.
func run() int {
	ctx, stop := interruptible(context.Background())
	defer stop()
	a := newApp()
	root := newRootCommand(a)
	root.SetArgs(os.Args[1:])
	err := root.ExecuteContext(ctx)
	if err != nil && context.Cause(ctx) == errInterrupted {
		err = errInterrupted
	}
	return a.report(err)
}

var errInterrupted = errors.New("interrupted")

// interruptible returns a context that ends at the first signal. The second
// one kills, as if nobody had listened.
func interruptible(parent context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(parent)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		select {
		case <-signals:
			cancel(errInterrupted)
		case <-ctx.Done():
		}
		signal.Stop(signals)
	}()
	return ctx, func() { cancel(nil) }
}

// newRootCommand puts the verbs together. The order is that of the help.
func newRootCommand(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "dossier",
		Short: "Documents in, an evidence-backed graph in Neo4j out",
		Long: `Dossier reads documents and writes a graph of who did what to whom, every
relation traceable to the sentence that says it.

EXIT STATUS
  0  done
  1  failed
  2  wrong usage or configuration
  3  done, but some documents failed
  4  differences were found
  130  interrupted`,
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(*cobra.Command, []string) error {
			return a.prepare()
		},
	}
	flags := root.PersistentFlags()
	flags.StringVar(&a.configFile, "config", "", "configuration `file` (default: dossier.yaml, here or in a folder above)")
	flags.StringVar(&a.workspaceDir, "workspace", "", "`folder` of the workspace")
	flags.BoolVar(&a.json, "json", false, "print the result as JSON")
	flags.BoolVar(&a.quiet, "quiet", false, "no progress and no summary")
	flags.StringVar(&a.logLevel, "log-level", "warn", "least `level` of the log on standard error: debug, info, warn, error")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return &usageError{message: err.Error(), hint: "see: " + c.CommandPath() + " --help"}
	})
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	group(root, verbs(a)...)
	return root
}

func verbs(a *app) []*cobra.Command {
	constructors := []func(*app) *cobra.Command{
		newInitCommand,
		newIngestCommand,
		newForgetCommand,
		newPlanCommand,
		newApplyCommand,
		newFactsCommand,
		newEntityCommand,
		newExplainCommand,
		newSameCommand,
		newDifferentCommand,
		newRenameCommand,
		newRejectCommand,
		newConfirmCommand,
		newExportCommand,
		newEvalCommand,
		newCheckCommand,
		newStatusCommand,
		newDoctorCommand,
		newRulesCommand,
		newAnnotateCommand,
		newQueryCommand,
		newNeo4jCommand,
		newConfigCommand,
		newModelCommand,
		newVersionCommand,
	}
	var out []*cobra.Command
	for _, c := range constructors {
		out = append(out, c(a))
	}
	return out
}

// group adds verbs to c, which alone prints its help.
func group(c *cobra.Command, verbs ...*cobra.Command) {
	c.AddCommand(verbs...)
	c.Args = cobra.ArbitraryArgs
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return c.Help()
		}
		e := &usageError{message: "unknown verb " + c.CommandPath() + " " + clean(args[0]), hint: "see: " + c.CommandPath() + " --help"}
		if near := c.SuggestionsFor(args[0]); len(near) > 0 {
			e.hint = "did you mean " + c.CommandPath() + " " + near[0] + "?"
		}
		return e
	}
	c.SuggestionsMinimumDistance = 2
}
