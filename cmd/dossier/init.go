package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"dossier/config"

	"github.com/spf13/cobra"
)

func newInitCommand(a *app) *cobra.Command {
	var force bool
	c := &cobra.Command{
		Use:   "init",
		Short: "Write a commented " + config.FileName,
		Long: `Init writes a configuration file with every setting at its default and what it
means, here or where --config says. The file is yours to edit.`,
		Args: args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error { return runInit(a, force) },
	}
	c.Flags().BoolVar(&force, "force", false, "overwrite a file that is there")
	return c
}

func runInit(a *app, force bool) error {
	file := a.configFile
	if file == "" {
		file = config.FileName
	}
	how := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if force {
		how = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	f, err := os.OpenFile(file, how, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return &usageError{message: fmt.Sprintf("write %s: it exists", file), hint: "overwrite it with --force"}
	}
	if err != nil {
		return fmt.Errorf("write the configuration: %w", err)
	}
	_, err = f.WriteString(config.DefaultFile)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write the configuration: %w", err)
	}
	a.say("wrote %s; next: dossier ingest FOLDER", file)
	return nil
}
