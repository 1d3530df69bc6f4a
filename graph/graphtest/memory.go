package graphtest

import (
	"context"
	"fmt"

	"dossier/graph"
)

// Memory is a target in memory. Its zero value is empty and ready.
type Memory struct {
	hashes map[id]string
}

type id struct {
	kind graph.Kind
	key  string
}

func of(r graph.Record) id { return id{r.Kind(), r.Key()} }

// Apply applies the changes one by one.
func (m *Memory) Apply(ctx context.Context, changes []graph.Change, done func(n int) error) error {
	if m.hashes == nil {
		m.hashes = map[id]string{}
	}
	for _, c := range changes {
		if err := ctx.Err(); err != nil {
			return err
		}
		switch c.Action {
		case graph.Create, graph.Modify:
			m.hashes[of(c.Record)] = c.Record.Hash()
		case graph.Delete:
			delete(m.hashes, of(c.Record))
		default:
			return fmt.Errorf("no action %q", c.Action)
		}
		if err := done(1); err != nil {
			return err
		}
	}
	return nil
}

// Contents gives what was applied.
func (m *Memory) Contents(ctx context.Context, yield func(kind graph.Kind, key, hash string) error) error {
	for id, hash := range m.hashes {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := yield(id.kind, id.key, hash); err != nil {
			return err
		}
	}
	return nil
}

// Close does nothing.
func (m *Memory) Close(context.Context) error { return nil }
