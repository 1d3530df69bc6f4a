package update

import (
	"context"
	"errors"

	"dossier/graph"
	"dossier/graph/workspace"
)

// A Drift is a record of which a target holds something else than it should.
type Drift struct {
	Action graph.Action // that mends it: Create what is missing, Modify what differs, Delete what is too much
	Record graph.Record // of what is too much only what is known of it
	What   string       // how it differs, "" if that is all that is known
}

// A Checked is what a check has found.
type Checked struct {
	Held   map[graph.Kind]int // records of the target
	Should map[graph.Kind]int // records of the workspace
	Drifts map[graph.Action]int
}

// Clean reports whether nothing has drifted.
func (c *Checked) Clean() bool { return len(c.Drifts) == 0 }

// maxWhats is of how many drifts a check remembers how they differ.
const maxWhats = 10000

var errLooked = errors.New("looked only")

// Check compares what t holds with the workspace and calls found with every
// drift, in the order in which it would be mended. It changes nothing; with
// repair it mends t afterwards.
//
// What t holds is noted on the disk, not in memory, in a transaction that is
// taken back unless it is to be mended.
func (u *Updater) Check(ctx context.Context, t Target, repair bool, found func(Drift) error) (*Checked, error) {
	var c *Checked
	err := u.update(ctx, func(tx *workspace.Tx) (err error) {
		whats := map[string]string{}
		if err := u.look(ctx, tx, t, whats); err != nil {
			return err
		}
		if c, err = u.compare(ctx, tx, t, whats, found); err != nil {
			return err
		}
		if !repair || c.Clean() {
			return errLooked
		}
		return tx.AdoptHeld(t.Name)
	})
	switch {
	case errors.Is(err, errLooked):
		return c, nil
	case err != nil:
		return c, err
	}
	if err := u.removeStrays(ctx, t); err != nil {
		return c, err
	}
	return c, u.project(ctx, t, &Report{Projected: map[string]int{}})
}

// look notes what t holds.
func (u *Updater) look(ctx context.Context, tx *workspace.Tx, t Target, whats map[string]string) error {
	if err := tx.ClearHeld(t.Name); err != nil {
		return err
	}
	n := 0
	err := t.Contents(ctx, func(kind graph.Kind, key, hash string) error {
		if n++; n%chunk == 0 {
			u.progress(Progress{Part: "check", Name: t.Name, Done: n})
		}
		if hash == "" {
			remember(whats, kind, key, "part of it is missing, or there twice")
		}
		return tx.PutHeld(t.Name, kind, key, hash)
	})
	if err != nil {
		return err
	}
	verifier, ok := t.Target.(graph.Verifier)
	if !ok {
		return nil
	}
	for _, kind := range graph.Kinds {
		err := tx.View().ShownRecords(ctx, kind, chunk, func(records []graph.Record) error {
			n += len(records)
			u.progress(Progress{Part: "check", Name: t.Name, Done: n})
			return verifier.Verify(ctx, records, func(r graph.Record, what string) error {
				remember(whats, kind, r.Key(), what)
				_, err := tx.Doubt(t.Name, kind, r.Key())
				return err
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func remember(whats map[string]string, kind graph.Kind, key, what string) {
	if len(whats) < maxWhats {
		whats[string(kind)+" "+key] = what
	}
}

func (u *Updater) compare(ctx context.Context, tx *workspace.Tx, t Target, whats map[string]string, found func(Drift) error) (*Checked, error) {
	c := &Checked{Drifts: map[graph.Action]int{}}
	var err error
	if c.Held, c.Should, err = tx.View().CountHeld(ctx, t.Name); err != nil {
		return nil, err
	}
	return c, tx.View().HeldDifference(ctx, t.Name, chunk, func(changes []graph.Change) error {
		for _, change := range changes {
			c.Drifts[change.Action]++
			d := Drift{Action: change.Action, Record: change.Record}
			if d.Action == graph.Modify {
				d.What = whats[string(d.Record.Kind())+" "+d.Record.Key()]
			}
			if err := found(d); err != nil {
				return err
			}
		}
		return nil
	})
}

// removeStrays removes the edges of facts that are not as they should be,
// wherever they stand: they would not be found between their ends.
func (u *Updater) removeStrays(ctx context.Context, t Target) error {
	for after := ""; ; {
		keys, err := u.Workspace.Doubtfuls(ctx, t.Name, graph.KindFact, after, chunk)
		if err != nil || len(keys) == 0 {
			return err
		}
		var changes []graph.Change
		for _, key := range keys {
			after = key
			changes = append(changes, graph.Change{Action: graph.Delete, Record: &graph.Fact{ID: key}})
		}
		if err := t.Apply(ctx, changes, func(int) error { return nil }); err != nil {
			return err
		}
	}
}
