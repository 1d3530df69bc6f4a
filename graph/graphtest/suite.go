package graphtest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"dossier/graph"

	"github.com/google/go-cmp/cmp"
)

// Config says what to test.
type Config struct {
	// New gives an empty target. It is called once for each test.
	New func(tb testing.TB) graph.Target
	// Holds says whether the target lists a record in its contents; nil: all.
	Holds func(graph.Record) bool
	// Histories is how many random histories each property is tried on; 0 is
	// 10.
	Histories int
}

// Run runs the suite.
func Run(t *testing.T, c Config) {
	if c.Holds == nil {
		c.Holds = func(graph.Record) bool { return true }
	}
	if c.Histories == 0 {
		c.Histories = 10
	}
	t.Run("Empty", c.empty)
	t.Run("Repeat", c.repeat)
	t.Run("Absent", c.absent)
	t.Run("YieldError", c.yieldError)
	t.Run("Cancelled", c.cancelled)
	for seed := range uint64(c.Histories) {
		t.Run(fmt.Sprintf("Follow/%d", seed), func(t *testing.T) { c.follow(t, seed) })
		t.Run(fmt.Sprintf("Pieces/%d", seed), func(t *testing.T) { c.pieces(t, seed) })
		t.Run(fmt.Sprintf("Interrupted/%d", seed), func(t *testing.T) { c.interrupted(t, seed) })
	}
}

// A new target is empty, and no changes are no work.
func (c Config) empty(t *testing.T) {
	target := c.open(t)
	c.mustHold(t, target, nil)
	apply(t, target, nil)
	c.mustHold(t, target, nil)
}

// What was applied may be applied again, whether it creates, changes or deletes.
func (c Config) repeat(t *testing.T) {
	target := c.open(t)
	var before Graph
	for _, g := range History(100, 3) {
		changes := Diff(before, g)
		apply(t, target, changes)
		apply(t, target, changes)
		c.mustHold(t, target, g)
		before = g
	}
}

// To create what is there, to modify and to delete what is not, are no errors.
func (c Config) absent(t *testing.T) {
	target := c.open(t)
	g := History(101, 1)[0]
	as := func(a graph.Action) []graph.Change {
		changes := Diff(nil, g)
		for i := range changes {
			changes[i].Action = a
		}
		graph.Sort(changes)
		return changes
	}
	apply(t, target, as(graph.Delete))
	c.mustHold(t, target, nil)
	apply(t, target, as(graph.Modify))
	c.mustHold(t, target, g)
	apply(t, target, as(graph.Create))
	c.mustHold(t, target, g)
	apply(t, target, as(graph.Delete))
	c.mustHold(t, target, nil)
}

// Contents stops with the error that it is given.
func (c Config) yieldError(t *testing.T) {
	target := c.open(t)
	apply(t, target, Diff(nil, History(102, 1)[0]))
	enough := errors.New("enough")
	calls := 0
	err := target.Contents(context.Background(), func(graph.Kind, string, string) error {
		calls++
		return enough
	})
	if !errors.Is(err, enough) || calls != 1 {
		t.Errorf("got %v after %d calls", err, calls)
	}
}

// A context that has ended ends everything.
func (c Config) cancelled(t *testing.T) {
	target := c.open(t)
	g := History(103, 1)[0]
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err := target.Apply(ctx, Diff(nil, g), func(int) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("apply gives %v", err)
	}
	apply(t, target, Diff(nil, g))
	err = target.Contents(ctx, func(graph.Kind, string, string) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("contents gives %v", err)
	}
	c.mustHold(t, target, g)
}

// The target follows the graph wherever it goes.
func (c Config) follow(t *testing.T, seed uint64) {
	target := c.open(t)
	var before Graph
	for _, g := range append(History(seed, 4), nil) {
		apply(t, target, Diff(before, g))
		c.mustHold(t, target, g)
		before = g
	}
}

// Changes may come in several calls.
func (c Config) pieces(t *testing.T, seed uint64) {
	target := c.open(t)
	var before Graph
	for _, g := range append(History(seed, 2), nil) {
		for piece := range slices.Chunk(Diff(before, g), 11) {
			apply(t, target, piece)
		}
		c.mustHold(t, target, g)
		before = g
	}
}

// An application that breaks off loses nothing: what was acknowledged is held,
// of the rest nothing is known, and from there another graph is reached, or the
// one before.
func (c Config) interrupted(t *testing.T, seed uint64) {
	target := c.open(t)
	rng := rand.New(rand.NewPCG(seed, 2))
	broken := errors.New("broken off")
	var known Holding
	history := History(seed, 4)
	// Forth, and halfway through back again.
	for _, g := range append(history, history[2], history[0], nil) {
		changes := known.Diff(g)
		stop := rng.IntN(len(changes) + 1)
		acknowledged := 0
		ctx, cancel := context.WithCancel(context.Background())
		err := target.Apply(ctx, changes, func(n int) error {
			acknowledged += n
			switch {
			case acknowledged < stop:
				return nil
			case stop%2 == 0:
				return broken
			}
			cancel()
			return nil
		})
		cancel()
		if err != nil && !errors.Is(err, broken) && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		known.Applied(changes, acknowledged)
	}
	for _, g := range []Graph{history[1], nil} {
		changes := known.Diff(g)
		apply(t, target, changes)
		c.mustHold(t, target, g)
		known.Applied(changes, len(changes))
	}
}

func (c Config) open(t *testing.T) graph.Target {
	target := c.New(t)
	t.Cleanup(func() {
		if err := target.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return target
}

// apply applies changes, all of which must be acknowledged, each once.
func apply(t *testing.T, target graph.Target, changes []graph.Change) {
	t.Helper()
	total := 0
	err := target.Apply(context.Background(), changes, func(n int) error {
		if n <= 0 {
			return fmt.Errorf("done called with %d", n)
		}
		total += n
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if total != len(changes) {
		t.Fatalf("%d of %d changes were acknowledged", total, len(changes))
	}
}

func (c Config) mustHold(t *testing.T, target graph.Target, g Graph) {
	t.Helper()
	want := map[string]string{}
	for _, r := range g {
		if c.Holds(r) {
			want[string(r.Kind())+" "+r.Key()] = r.Hash()
		}
	}
	got := map[string]string{}
	err := target.Contents(context.Background(), func(kind graph.Kind, key, hash string) error {
		name := string(kind) + " " + key
		if _, twice := got[name]; twice {
			t.Errorf("%s is listed twice", name)
		}
		got[name] = hash
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("contents (-want +got):\n%s", diff)
	}
}
