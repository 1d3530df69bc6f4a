package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"dossier/config"

	"github.com/spf13/cobra"
)

func newConfigCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "config",
		Short: "Show the effective values and where they come from",
		Long: `Config checks the configuration and prints every value in force with its
origin: default, the line of the file, a variable of the environment, or a
flag. Passwords are never shown.`,
		Args: args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			c, err := a.config()
			if err != nil {
				return err
			}
			if a.json {
				return printJSON(a.stdout, struct {
					File     string           `json:"file,omitempty"`
					Settings []config.Setting `json:"settings"`
				}{c.File, c.Summary()})
			}
			return printSettings(a.stdout, c)
		},
	}
}

func printSettings(out *stream, c *config.Config) error {
	file := c.File
	if file == "" {
		file = "none; write one with: dossier init"
	}
	fmt.Fprintf(out, "%s\n", out.dim("file: "+clean(file)))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	section := ""
	for _, s := range c.Summary() {
		if head, _, ok := strings.Cut(s.Key, "."); ok && head != section {
			section = head
			fmt.Fprintln(w, "\t\t")
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", s.Key, clean(s.Text()), clean(s.Origin))
	}
	return w.Flush()
}
