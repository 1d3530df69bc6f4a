package server

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// stopGrace is how long a server may take to end in good order. The first fast
// run writes its class archive then.
const stopGrace = 2 * time.Minute

// Stop ends the server whose home is dir, in good order, and returns when it has
// ended. It does nothing if none runs. The data stays.
func Stop(ctx context.Context, dir string) error {
	home, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("stopping neo4j: %w", err)
	}
	unlock, err := lock(ctx, filepath.Join(home, "run", "lock"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil // no such home
	}
	if err != nil {
		return fmt.Errorf("stopping neo4j: %w", err)
	}
	defer unlock()
	r, err := readRecord(home)
	if err != nil {
		return fmt.Errorf("stopping neo4j: %w", err)
	}
	running, err := r.running(ctx, home)
	if err != nil {
		return fmt.Errorf("stopping neo4j: %w", err)
	}
	switch r.Runtime {
	case Java:
		if running {
			if err := stopProcess(ctx, home, r, stopGrace); err != nil {
				return fmt.Errorf("stopping neo4j: %w", err)
			}
		}
		keepArchive(home, r)
	case Docker:
		if err := removeContainer(ctx, r.Container); err != nil {
			return fmt.Errorf("stopping neo4j: %w", err)
		}
	default:
		return nil
	}
	r.PID, r.Archive = 0, ""
	if err := r.write(home); err != nil {
		return fmt.Errorf("stopping neo4j: %w", err)
	}
	return nil
}

// Kill ends the java server whose home is dir at once, as a crash would. It is
// for tests, which have no use for the seconds of a good end; all that was
// committed is there at the next start.
func Kill(dir string) error {
	home, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("killing neo4j: %w", err)
	}
	r, err := readRecord(home)
	if err != nil {
		return fmt.Errorf("killing neo4j: %w", err)
	}
	if r.Runtime != Java || !alive(r.PID, homeFlag(home)) {
		return fmt.Errorf("killing neo4j: no process of %s runs", home)
	}
	p, err := os.FindProcess(r.PID)
	if err != nil {
		return fmt.Errorf("killing neo4j: %w", err)
	}
	if err := p.Kill(); err != nil {
		return fmt.Errorf("killing neo4j: process %d: %w", r.PID, err)
	}
	p.Wait() // takes our own dead child off the list of processes
	for alive(r.PID, homeFlag(home)) {
		time.Sleep(10 * time.Millisecond)
	}
	return nil
}
