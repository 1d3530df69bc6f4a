package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"dossier/config"
	"dossier/graph/export"
	"dossier/graph/workspace"

	"github.com/spf13/cobra"
)

type exportOptions struct {
	format string
	output string
}

func newExportCommand(a *app) *cobra.Command {
	var o exportOptions
	c := &cobra.Command{
		Use:   "export",
		Short: "Write what the workspace holds to a file",
		Long: `Export writes documents, sentences, mentions, propositions, claims and entities
as JSON Lines. The same documents under the same configuration give the same
bytes. With -o the file is replaced as a whole or not at all.`,
		Args: args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			if o.format != "jsonl" {
				return &usageError{message: fmt.Sprintf("--format cannot be %q", o.format), hint: "write jsonl"}
			}
			return a.reading(c.Context(), func(_ *config.Config, w *workspace.Workspace) error {
				return runExport(c.Context(), a, o, w)
			})
		},
	}
	c.Flags().StringVar(&o.format, "format", "jsonl", "`format` of the file: jsonl")
	c.Flags().StringVarP(&o.output, "output", "o", "", "`file` to write (default: standard output)")
	return c
}

func runExport(ctx context.Context, a *app, o exportOptions, w *workspace.Workspace) error {
	write := func(out io.Writer) error {
		b := bufio.NewWriterSize(out, 1<<16)
		if err := export.Write(ctx, w, b, "dossier "+version); err != nil {
			return err
		}
		return b.Flush()
	}
	if o.output != "" {
		return replaceFile(o.output, write)
	}
	if a.stdout.terminal {
		return export.Write(ctx, w, safeJSON{a.stdout}, "dossier "+version)
	}
	return write(a.stdout)
}

// replaceFile writes a file by way of a temporary one beside it.
func replaceFile(name string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err := write(f); err != nil {
		return err
	}
	if err := errors.Join(f.Chmod(0o644), f.Sync(), f.Close(), os.Rename(f.Name(), name)); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
