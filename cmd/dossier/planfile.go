package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"dossier/config"
	"dossier/graph/update"
	"dossier/graph/workspace"
)

// planFormat is the version of plan files that this program writes and reads.
const planFormat = 1

// A planFile is a plan as it is kept for apply.
type planFile struct {
	Format int `json:"dossierPlan"`
	// Folder is the working directory, seen from the one that documents are
	// named relative to.
	Folder string        `json:"folder"`
	Paths  []string      `json:"paths"` // as given
	Prune  bool          `json:"prune"`
	Gone   []string      `json:"gone"` // documents whose file was gone
	Plan   *update.Saved `json:"plan"`
}

func newPlanFile(c *config.Config, paths []string, prune bool, gone []string, plan *update.Saved) (*planFile, error) {
	here, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	folder, err := filepath.Rel(c.Dir, here)
	if err != nil {
		return nil, fmt.Errorf("save the plan: %w", err)
	}
	return &planFile{planFormat, filepath.ToSlash(folder), paths, prune, gone, plan}, nil
}

// write saves f whole or not at all.
func (f *planFile) write(path string) error {
	b, err := json.Marshal(f)
	if err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+"-*")
	if err != nil {
		return fmt.Errorf("save the plan: %w", err)
	}
	_, err = temporary.Write(append(b, '\n'))
	if err = errors.Join(err, temporary.Close()); err == nil {
		err = os.Rename(temporary.Name(), path)
	}
	if err != nil {
		os.Remove(temporary.Name())
		return fmt.Errorf("save the plan: %w", err)
	}
	return nil
}

func readPlanFile(path string) (*planFile, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, &usageError{message: fmt.Sprintf("read plan %s: %v", path, errors.Unwrap(err)), hint: "make one with: dossier plan --out FILE"}
	}
	f := &planFile{}
	if err := json.Unmarshal(b, f); err != nil || f.Format == 0 || f.Plan == nil {
		return nil, &usageError{message: path + " is no plan", hint: "apply takes a file that `dossier plan --out FILE` wrote; ingest reads documents"}
	}
	if f.Format != planFormat {
		return nil, &usageError{message: fmt.Sprintf("%s is a plan of format %d, known is %d", path, f.Format, planFormat), hint: "make it again: dossier plan --out FILE"}
	}
	return f, nil
}

// work returns what f planned, as seen from here.
func (f *planFile) work(a *app, c *config.Config) (*work, error) {
	here, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	then := filepath.Join(c.Dir, filepath.FromSlash(f.Folder))
	paths := slices.Clone(f.Paths)
	for i, p := range paths {
		if !filepath.IsAbs(p) && then != here {
			paths[i] = fromHere(filepath.Join(then, p))
		}
	}
	in, err := a.configured(c, ingestOptions{}, paths)
	return &work{c, in, f.Prune}, err
}

// unmoved checks what the plan itself does not know: which files are gone.
func (f *planFile) unmoved(ctx context.Context, w *workspace.Workspace, c *config.Config) error {
	if !f.Prune {
		return nil
	}
	gone, err := vanished(ctx, w, c)
	if err != nil {
		return err
	}
	for _, uri := range gone {
		if !slices.Contains(f.Gone, uri) {
			return &update.MovedError{What: "documents", URI: uri}
		}
	}
	return nil
}
