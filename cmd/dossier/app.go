package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"

	"dossier/config"
)

// An app is what verbs have in common: streams, environment, global flags.
type app struct {
	stdin  io.Reader
	stdout *stream
	stderr *stream
	env    []string

	configFile   string
	workspaceDir string
	json         bool
	quiet        bool
	logLevel     string

	log *slog.Logger
}

func newApp() *app {
	return &app{
		stdin: os.Stdin, stdout: newStream(os.Stdout), stderr: newStream(os.Stderr),
		env: os.Environ(), log: slog.New(slog.DiscardHandler),
	}
}

// prepare reads the global flags.
func (a *app) prepare() error {
	var level slog.Level
	if err := level.UnmarshalText([]byte(a.logLevel)); err != nil {
		return &usageError{message: fmt.Sprintf("--log-level cannot be %q", a.logLevel), hint: "write debug, info, warn or error"}
	}
	a.log = slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: level}))
	return nil
}

// config loads the configuration; flags override it further.
func (a *app) config(flags ...config.Override) (*config.Config, error) {
	if a.workspaceDir != "" {
		flags = append(flags, config.Override{Flag: "--workspace", Key: "workspace", Value: a.workspaceDir})
	}
	c, err := config.Load(config.Options{File: a.configFile, Env: a.env, Flags: flags})
	if err != nil {
		return nil, &configError{err}
	}
	a.log.Debug("configuration", "file", c.File, "workspace", c.Workspace)
	return c, nil
}

// say tells the user something that is no result.
func (a *app) say(format string, args ...any) {
	if !a.quiet {
		fmt.Fprintf(a.stderr, format+"\n", args...)
	}
}
