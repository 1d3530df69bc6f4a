package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
)

// State is what is known of the server of one home.
type State struct {
	Running bool
	Runtime Runtime // Auto if it was never started
	PID     int     // java only; 0 if not running
	URI     string  // for drivers, such as bolt://localhost:7687
	Browser string  // the address of Neo4j Browser
	Home    string  // absolute
	Log     string  // how to read the server's own words: a file or a command
}

// Status reports on the server whose home is dir. No home, or one that was
// never started, is no error: it does not run.
func Status(ctx context.Context, dir string) (State, error) {
	home, err := filepath.Abs(dir)
	if err != nil {
		return State{}, fmt.Errorf("looking at the neo4j server: %w", err)
	}
	r, err := readRecord(home)
	if err != nil {
		return State{}, fmt.Errorf("looking at the neo4j server: %w", err)
	}
	running, err := r.running(ctx, home)
	if err != nil {
		return State{}, fmt.Errorf("looking at the neo4j server: %w", err)
	}
	return r.state(home, running), nil
}

// record is run/server.json: how the server was last started. It stays when the
// server stops, for its data belongs to its runtime.
type record struct {
	Runtime   Runtime `json:"runtime"`
	PID       int     `json:"pid,omitempty"`
	Container string  `json:"container,omitempty"`
	Bolt      int     `json:"bolt"`
	HTTP      int     `json:"http"`
	Lib       string  `json:"lib,omitempty"`
	Archive   string  `json:"archive,omitempty"` // where the class-data archive of this run belongs
}

func recordFile(home string) string { return filepath.Join(home, "run", "server.json") }

// readRecord gives the zero record for a home that was never started.
func readRecord(home string) (record, error) {
	var r record
	b, err := os.ReadFile(recordFile(home))
	if errors.Is(err, fs.ErrNotExist) {
		return r, nil
	}
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(b, &r); err != nil {
		return r, fmt.Errorf("reading %s: %w", recordFile(home), err)
	}
	return r, nil
}

func (r record) write(home string) error {
	b, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	tmp := recordFile(home) + ".new"
	if err := os.WriteFile(tmp, append(b, '\n'), 0o644); err != nil {
		return err
	}
	return os.Rename(tmp, recordFile(home))
}

func (r record) running(ctx context.Context, home string) (bool, error) {
	switch r.Runtime {
	case Java:
		return alive(r.PID, homeFlag(home)), nil
	case Docker:
		return containerRuns(ctx, r.Container)
	}
	return false, nil
}

func (r record) state(home string, running bool) State {
	s := State{Running: running, Runtime: r.Runtime, Home: home}
	switch r.Runtime {
	case Java:
		s.Log = filepath.Join(home, "logs", "neo4j.log")
		if running {
			s.PID = r.PID
		}
	case Docker:
		s.Log = "docker logs " + r.Container
	default:
		return s
	}
	s.URI = "bolt://localhost:" + strconv.Itoa(r.Bolt)
	s.Browser = "http://localhost:" + strconv.Itoa(r.HTTP) + "/browser/"
	return s
}

// PortError says that a port for the server is taken.
type PortError struct {
	Port int
	Err  error
}

func (e *PortError) Error() string {
	return fmt.Sprintf("port %d is taken (%v); stop what listens there, perhaps another Neo4j, or choose another port",
		e.Port, e.Err)
}

func (e *PortError) Unwrap() error { return e.Err }

// pickPorts turns the ports of the options into numbers and checks that both
// are free.
func pickPorts(bolt, http int) (int, int, error) {
	for _, p := range []struct {
		port     *int
		standard int
	}{{&bolt, DefaultBoltPort}, {&http, DefaultHTTPPort}} {
		if *p.port == 0 {
			*p.port = p.standard
		}
		l, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(max(*p.port, 0)))
		if err != nil {
			return 0, 0, &PortError{Port: *p.port, Err: err}
		}
		defer l.Close() // both stay open until both are chosen, so they differ
		*p.port = l.Addr().(*net.TCPAddr).Port
	}
	return bolt, http, nil
}
