package server

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// engine runs servers in one way.
type engine interface {
	// launch starts a server on the ports of r, completes r and records it as
	// soon as there is something to stop.
	launch(ctx context.Context, o Options, r *record) error
	// lastWords gives the end of the log.
	lastWords(o Options, r record) string
	// abandon ends a server that did not come up.
	abandon(o Options, r record)
}

// Start starts the server of o.Dir and returns when it answers queries. A server
// that runs already is left as it is, whatever the options say of ports and
// memory. A server that was started goes on when this process ends.
//
// It returns a [*MissingError] if nothing here can run a server, a [*PortError]
// if a port is taken, a [*PasswordError] if the home was made with another
// password. Any other failure carries the end of the server's log. On failure,
// and if ctx ends, no server is left running.
func Start(ctx context.Context, o Options) (State, error) {
	o, err := o.withDefaults()
	if err != nil {
		return State{}, err
	}
	if err := os.MkdirAll(filepath.Join(o.Dir, "run"), 0o755); err != nil {
		return State{}, fmt.Errorf("starting neo4j: %w", err)
	}
	unlock, err := lock(ctx, filepath.Join(o.Dir, "run", "lock"))
	if err != nil {
		return State{}, fmt.Errorf("starting neo4j: %w", err)
	}
	defer unlock()
	if o.Password == "" {
		if o.Password, err = Password(o.Dir); err != nil {
			return State{}, err
		}
	}
	old, err := readRecord(o.Dir)
	if err != nil {
		return State{}, fmt.Errorf("starting neo4j: %w", err)
	}
	running, err := old.running(ctx, o.Dir)
	if err != nil {
		return State{}, fmt.Errorf("starting neo4j: %w", err)
	}
	if running {
		s := old.state(o.Dir, true)
		err := awaitReady(ctx, s.URI, o.Password, func() (bool, error) { return old.running(ctx, o.Dir) })
		if err != nil {
			return State{}, fmt.Errorf("neo4j runs already but does not answer: %w", err)
		}
		return s, nil
	}
	if o.Runtime, err = settleRuntime(ctx, o, old.Runtime); err != nil {
		return State{}, err
	}
	s, err := start(ctx, o)
	if err != nil {
		if old.Runtime == Auto {
			os.Remove(recordFile(o.Dir)) // nothing ties this home to a runtime yet
		}
		return State{}, fmt.Errorf("starting neo4j with %s: %w", o.Runtime, err)
	}
	return s, nil
}

// settleRuntime chooses what will run the server: what the options name, else
// what holds the home's data, else what is there.
func settleRuntime(ctx context.Context, o Options, before Runtime) (Runtime, error) {
	switch {
	case o.Runtime != Auto && before != Auto && o.Runtime != before:
		return Auto, fmt.Errorf("starting neo4j: the data of %s belongs to the %s runtime; use that, or another home",
			o.Dir, before)
	case o.Runtime != Auto:
		return o.Runtime, nil
	case before != Auto:
		return before, nil
	}
	return chooseRuntime(ctx, o.Lib)
}

// start starts a server that does not run, with a lock on its home.
func start(ctx context.Context, o Options) (State, error) {
	var eng engine = jars{}
	if o.Runtime == Docker {
		eng = container{}
	}
	// A free port may be taken by another before the server has it.
	for try := 1; ; try++ {
		r := record{Runtime: o.Runtime}
		var err error
		if r.Bolt, r.HTTP, err = pickPorts(o.BoltPort, o.HTTPPort); err != nil {
			return State{}, err
		}
		if err := eng.launch(ctx, o, &r); err != nil {
			return State{}, err
		}
		s := r.state(o.Dir, true)
		err = awaitReady(ctx, s.URI, o.Password, func() (bool, error) { return r.running(ctx, o.Dir) })
		if err == nil {
			return s, nil
		}
		words := eng.lastWords(o, r)
		eng.abandon(o, r)
		var wrong *PasswordError
		switch {
		case ctx.Err() != nil || errors.As(err, &wrong):
			return State{}, err
		case o.BoltPort == FreePort && o.HTTPPort == FreePort && try < 3 && portTaken(words):
			continue
		}
		return State{}, fmt.Errorf("%w; its last words:\n%s", err, words)
	}
}
