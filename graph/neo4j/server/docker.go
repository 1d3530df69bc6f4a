package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// dockerPatience is how long a Docker engine may take to say that it is there.
const dockerPatience = 5 * time.Second

// container is the docker runtime: a container of Image, gone once stopped, over
// a volume that stays.
type container struct{}

// containerName is the name of a home's container and of its volume.
func containerName(home string) string {
	return fmt.Sprintf("dossier-neo4j-%x", sha256.Sum256([]byte(home)))[:len("dossier-neo4j-")+8]
}

func (container) launch(ctx context.Context, o Options, r *record) error {
	if err := dockerAnswers(ctx); err != nil {
		return err
	}
	if len(o.Password) < minPassword {
		return fmt.Errorf("neo4j wants a password of %d characters or more", minPassword)
	}
	r.Container = containerName(o.Dir)
	// One that ended by itself still has the name, and perhaps other options.
	if err := removeContainer(ctx, r.Container); err != nil {
		return err
	}
	if err := r.write(o.Dir); err != nil {
		return err
	}
	if _, err := docker(ctx, nil, "image", "inspect", Image); err != nil {
		fmt.Fprintf(o.Log, "pulling the image %s\n", Image)
		if _, err := docker(ctx, nil, "pull", "--quiet", Image); err != nil {
			return err
		}
	}
	// The password goes through the environment, where a list of processes
	// does not show it.
	secret := []string{"NEO4J_AUTH=" + User + "/" + o.Password}
	_, err := docker(ctx, secret, dockerRunArgs(o, *r)...)
	if err != nil {
		removeContainer(context.WithoutCancel(ctx), r.Container) // it may exist without running
	}
	return err
}

func dockerRunArgs(o Options, r record) []string {
	bolt, http := strconv.Itoa(r.Bolt), strconv.Itoa(r.HTTP)
	return []string{"run", "--detach",
		"--name", r.Container,
		"--volume", r.Container + ":/data",
		"--publish", "127.0.0.1:" + bolt + ":7687",
		"--publish", "127.0.0.1:" + http + ":7474",
		"--env", "NEO4J_AUTH",
		// A dot is written _ and an underscore __ in these names.
		"--env", "NEO4J_server_bolt_advertised__address=localhost:" + bolt,
		"--env", "NEO4J_server_http_advertised__address=localhost:" + http,
		"--env", "NEO4J_server_memory_heap_initial__size=" + o.Heap,
		"--env", "NEO4J_server_memory_heap_max__size=" + o.Heap,
		"--env", "NEO4J_server_memory_pagecache_size=" + o.PageCache,
		"--env", "NEO4J_dbms_usage__report_enabled=false",
		"--env", "NEO4J_client_allow__telemetry=false",
		"--env", "NEO4J_db_tx__log_rotation_retention__policy=100M size",
		Image,
	}
}

func (container) lastWords(_ Options, r record) string {
	ctx, cancel := context.WithTimeout(context.Background(), dockerPatience)
	defer cancel()
	out, err := docker(ctx, nil, "logs", "--tail", "30", r.Container)
	if err != nil {
		return err.Error()
	}
	return tail([]byte(out), 30)
}

func (container) abandon(_ Options, r record) {
	ctx, cancel := context.WithTimeout(context.Background(), stopGrace)
	defer cancel()
	removeContainer(ctx, r.Container)
}

// dockerAnswers returns nil if there is a Docker engine and it answers. The
// client alone, without an engine, is not enough.
func dockerAnswers(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, dockerPatience)
	defer cancel()
	out, err := docker(ctx, nil, "info", "--format", "{{.ServerVersion}}")
	// With no engine some clients print an empty version and no error.
	if err == nil && strings.TrimSpace(out) == "" {
		err = errors.New("no server version")
	}
	if err != nil {
		return &MissingError{What: "no Docker engine answers", Hint: "install and start Docker"}
	}
	return nil
}

// containerRuns says whether there is a container of that name and it runs. No
// engine is an error: its containers may be running all the same.
func containerRuns(ctx context.Context, name string) (bool, error) {
	out, err := docker(ctx, nil, "container", "ls", "--filter", "name=^/?"+name+"$", "--format", "{{.Names}}")
	return strings.TrimSpace(out) == name, err
}

// removeContainer ends a container in good order and removes it, but not its
// volume. None of that name is no error.
func removeContainer(ctx context.Context, name string) error {
	running, err := containerRuns(ctx, name)
	if err != nil {
		return err
	}
	if running {
		if _, err := docker(ctx, nil, "stop", "--time", strconv.Itoa(int(stopGrace.Seconds())), name); err != nil {
			return err
		}
	}
	_, err = docker(ctx, nil, "rm", "--force", name)
	var failed *dockerError
	if errors.As(err, &failed) && strings.Contains(strings.ToLower(failed.words), "no such container") {
		return nil
	}
	return err
}

// dockerError is a failed docker command.
type dockerError struct {
	verb  string
	words string // what it printed on standard error
	err   error
}

func (e *dockerError) Error() string {
	return fmt.Sprintf("docker %s: %v: %s", e.verb, e.err, e.words)
}

func (e *dockerError) Unwrap() error { return e.err }

// docker runs a docker command with env added to its environment and returns
// what it prints: for logs, both streams.
func docker(ctx context.Context, env []string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "docker", args...)
	cmd.Env = append(cleanEnv(), env...)
	cmd.WaitDelay = waitDelay
	var out, words bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &words
	if args[0] == "logs" {
		cmd.Stderr = &out
	}
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return "", &dockerError{verb: args[0], words: tail(words.Bytes(), 5), err: err}
	}
	return out.String(), nil
}
