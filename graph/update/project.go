package update

import (
	"context"
	"fmt"

	"dossier/graph"
	"dossier/graph/workspace"
)

// chunk is how many changes a target is handed at once.
const chunk = 5000

// project hands t the difference between the graph and what t is known to hold.
// What t reports as durable is noted at once, even if the run is being ended.
func (u *Updater) project(ctx context.Context, t Target, r *Report) error {
	total, err := u.Workspace.CountDifference(ctx, t.Name)
	if err != nil {
		return err
	}
	done := 0
	return u.Workspace.Difference(ctx, t.Name, chunk, func(changes []graph.Change) error {
		if err := u.update(ctx, func(tx *workspace.Tx) error { return tx.Projecting(t.Name, changes) }); err != nil {
			return err
		}
		left := changes
		err := t.Apply(ctx, changes, func(n int) error {
			if n < 0 || n > len(left) {
				return fmt.Errorf("%d changes reported as done, %d were left", n, len(left))
			}
			err := u.update(context.WithoutCancel(ctx), func(tx *workspace.Tx) error {
				return tx.Projected(t.Name, left[:n])
			})
			if err != nil {
				return err
			}
			left = left[n:]
			done += n
			r.Projected[t.Name] += n
			u.progress(Progress{Part: "project", Name: t.Name, Done: done, Total: total})
			return nil
		})
		if err == nil && len(left) > 0 {
			err = fmt.Errorf("%d of %d changes were not confirmed", len(left), len(changes))
		}
		return err
	})
}
