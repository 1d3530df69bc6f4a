package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"dossier/config"
	"dossier/extract/source"
	"dossier/graph/update"
	"dossier/graph/workspace"

	"github.com/spf13/cobra"
)

func newForgetCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "forget PATH...",
		Short: "Remove documents and all that only they support",
		Long: `Forget removes the documents of files, of all files below folders, or of URIs,
whether the files are still there or not. The graph is then what it would be had
they never been read, and no word of them is left in the files of the workspace:
its database is written anew, which takes time and room in proportion to it.`,
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			conf, err := a.config()
			if err != nil {
				return err
			}
			return runForget(c.Context(), a, conf, args)
		},
	}
}

func runForget(ctx context.Context, a *app, c *config.Config, paths []string) error {
	var r *update.Report
	err := a.update(ctx, c, updating{verb: "forget"}, func(u *update.Updater) error {
		uris, unknown, err := documentsOf(ctx, u.Workspace, c, paths)
		if err != nil {
			return err
		}
		if len(unknown) > 0 {
			begun, err := u.Workspace.Forgetting(ctx)
			switch {
			case err != nil:
				return err
			case !begun:
				return &hintedError{
					fmt.Errorf("no document was read from %s", strings.Join(unknown, ", ")),
					"nothing was forgotten; dossier status --json lists the documents",
				}
			}
			a.say("%s is no document any more; a run that forgot some was interrupted", clean(strings.Join(unknown, ", ")))
		}
		r, err = u.Forget(ctx, uris)
		return err
	})
	if !done(err) {
		return err
	}
	return errors.Join(err, a.newUpdateView().updated("forgot "+count(r.Forgotten, "document"), r))
}

// documentsOf returns the URIs that paths mean: as they are, as files, or as
// folders; unknown are the paths that mean none.
func documentsOf(ctx context.Context, w *workspace.Workspace, c *config.Config, paths []string) (uris, unknown []string, err error) {
	for _, p := range paths {
		named, err := source.URI(c.Dir, p)
		if err != nil {
			return nil, nil, err
		}
		found := len(uris)
		err = eachURI(ctx, w, func(uri string) {
			if uri == p || uri == named || named == "." || strings.HasPrefix(uri, strings.TrimSuffix(named, "/")+"/") {
				uris = append(uris, uri)
			}
		})
		if err != nil {
			return nil, nil, err
		}
		if len(uris) == found {
			unknown = append(unknown, p)
		}
	}
	return uris, unknown, nil
}

// eachURI calls f with the URI of every document, and of every input that could
// not be read.
func eachURI(ctx context.Context, w *workspace.Workspace, f func(uri string)) error {
	seen := map[string]bool{}
	err := w.Failures(ctx, func(x workspace.Failure) error {
		seen[x.URI] = true
		f(x.URI)
		return nil
	})
	if err != nil {
		return err
	}
	return w.Documents(ctx, func(d workspace.Document) error {
		if !seen[d.URI] {
			f(d.URI)
		}
		return nil
	})
}

// fileOf returns the file that the document uri was read from, the opposite of
// source.URI.
func fileOf(dir, uri string) string {
	if u, err := url.Parse(uri); err == nil && u.Scheme == "file" {
		return filepath.FromSlash(u.Path)
	}
	return filepath.Join(dir, filepath.FromSlash(uri))
}
