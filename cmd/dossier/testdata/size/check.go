//go:build unix

package main

import (
	"context"
	"fmt"

	"dossier/graph"
	"dossier/graph/graphtest"
	"dossier/graph/update"
	"dossier/graph/workspace"
)

// checkInMemory compares the workspace in dir with a target that holds all it
// should.
func checkInMemory(ctx context.Context, dir string) error {
	w, err := workspace.Open(ctx, dir, workspace.Options{Verb: "check"})
	if err != nil {
		return err
	}
	defer w.Close()
	memory := &graphtest.Memory{}
	for _, kind := range graph.Kinds {
		err := w.ShownRecords(ctx, kind, 1000, func(records []graph.Record) error {
			var changes []graph.Change
			for _, r := range records {
				changes = append(changes, graph.Change{Action: graph.Create, Record: r})
			}
			return memory.Apply(ctx, changes, func(int) error { return nil })
		})
		if err != nil {
			return err
		}
	}
	u := &update.Updater{Workspace: w}
	c, err := u.Check(ctx, update.Target{Name: "memory", Target: memory}, false, func(update.Drift) error { return nil })
	if err == nil && !c.Clean() {
		err = fmt.Errorf("it has drifted: %v", c.Drifts)
	}
	return err
}
