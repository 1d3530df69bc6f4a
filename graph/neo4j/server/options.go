package server

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Version is the release of Neo4j that [Get] installs and the java runtime runs.
const Version = "5.26.29"

// Image is the container image of the docker runtime.
const Image = "neo4j:5.26-community"

// User is the only user of a fresh server.
const User = "neo4j"

// The ports that Neo4j uses unless told otherwise.
const (
	DefaultBoltPort = 7687
	DefaultHTTPPort = 7474
)

// FreePort, given as a port, asks for any that is free.
const FreePort = -1

// Runtime names what runs the server.
type Runtime string

const (
	// Auto takes the runtime that the home was first started with, since its
	// data is there, else what [Choose] finds.
	Auto   Runtime = ""
	Docker Runtime = "docker" // a container of [Image]
	Java   Runtime = "java"   // a process of the jars that [Get] installs
)

// Options says how to start a server. Only Dir is required.
type Options struct {
	Dir     string  // the home directory, made if missing
	Lib     string  // the jars; default [DefaultLib]
	Runtime Runtime // default [Auto]

	BoltPort int // 0 is 7687; [FreePort] is any
	HTTPPort int // 0 is 7474; [FreePort] is any

	// Password is that of user neo4j, at least eight bytes. It is set when the
	// home is started for the first time and must be the same ever after.
	// Default: what [Password] gives.
	Password string

	Heap      string // heap size, as Java writes it; default 1g
	PageCache string // page cache size; default 256m

	// Fast trades peak speed for a quick start: only the quick compiler, and a
	// class-data archive of 130 MB that the first clean stop leaves beside the
	// jars. For tests; the java runtime only.
	Fast bool

	// Log receives a line for each slow step, such as a download. Nil is none.
	Log io.Writer
}

// withDefaults checks o and fills what was left out, except the ports.
func (o Options) withDefaults() (Options, error) {
	if o.Dir == "" {
		return o, errors.New("starting neo4j: no home directory given")
	}
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return o, fmt.Errorf("starting neo4j: %w", err)
	}
	o.Dir = dir
	if o.Lib == "" {
		if o.Lib, err = DefaultLib(); err != nil {
			return o, err
		}
	}
	if o.Lib, err = filepath.Abs(o.Lib); err != nil {
		return o, fmt.Errorf("starting neo4j: %w", err)
	}
	switch o.Runtime {
	case Auto, Docker, Java:
	default:
		return o, fmt.Errorf("starting neo4j: no runtime %q; there are %s and %s", o.Runtime, Docker, Java)
	}
	for _, port := range []int{o.BoltPort, o.HTTPPort} {
		if port < FreePort || port > 65535 {
			return o, fmt.Errorf("starting neo4j: %d is no port", port)
		}
	}
	if o.Heap == "" {
		o.Heap = "1g"
	}
	if o.PageCache == "" {
		o.PageCache = "256m"
	}
	if o.Log == nil {
		o.Log = io.Discard
	}
	return o, nil
}

// DefaultLib is the folder in the user's cache directory where the jars stand.
func DefaultLib() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("finding the neo4j jars: %w", err)
	}
	return filepath.Join(cache, "dossier", "neo4j", Version, "lib"), nil
}
