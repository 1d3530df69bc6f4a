package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"dossier/config"
	"dossier/extract/spacy/models"
	"dossier/graph/neo4j"
	"dossier/graph/neo4j/server"

	"github.com/spf13/cobra"
)

// Exit codes.
const (
	exitFailed      = 1
	exitUsage       = 2 // or configuration
	exitSomeFailed  = 3
	exitDifferent   = 4
	exitInterrupted = 130
)

// A usageError is a mistake on the command line.
type usageError struct{ message, hint string }

func (e *usageError) Error() string { return e.message }
func (e *usageError) Hint() string  { return e.hint }

// A configError is a configuration that cannot be used.
type configError struct{ err error }

func (e *configError) Error() string { return e.err.Error() }
func (e *configError) Unwrap() error { return e.err }

// A hintedError adds what to do to an error of a package that does not say.
type hintedError struct {
	err  error
	hint string
}

func (e *hintedError) Error() string { return e.err.Error() }
func (e *hintedError) Unwrap() error { return e.err }
func (e *hintedError) Hint() string  { return e.hint }

// A reported error has been shown already; it carries only an exit code.
type reported struct{ code int }

func (e *reported) Error() string { return fmt.Sprintf("exit status %d", e.code) }

// A diagnosis is an error as the user sees it.
type diagnosis struct {
	message string // "" to say nothing more
	hint    string
	code    int
}

// diagnose turns any error into what is shown and the exit code.
func diagnose(err error) diagnosis {
	if err == nil {
		return diagnosis{}
	}
	var (
		done     *reported
		usage    *usageError
		setting  *configError
		unknown  *models.UnknownError
		problems config.Problems
		missing  *config.NotFoundError
		database *neo4j.Error
		noServer *server.MissingError
		port     *server.PortError
	)
	d := diagnosis{message: err.Error(), hint: hintOf(err), code: exitFailed}
	switch {
	case errors.As(err, &done):
		return diagnosis{code: done.code}
	case errors.Is(err, errInterrupted), errors.Is(err, context.Canceled):
		return diagnosis{message: "interrupted; what was finished is kept", code: exitInterrupted}
	case errors.As(err, &database):
		d.message, d.hint = strings.TrimSuffix(d.message, "; "+database.Hint), database.Hint
		if database.Reason == neo4j.WrongPassword || database.Reason == neo4j.RateLimited {
			d.hint = "check neo4j.username, and DOSSIER_NEO4J_PASSWORD or neo4j.password_file"
		}
	case errors.As(err, &noServer):
		d.message, d.hint = noServer.What, noServer.Hint
	case errors.As(err, &port):
		d.hint = "give another with --bolt-port or --http-port; -1 takes any that is free"
	case errors.As(err, &problems):
		d.message, d.code = problems.Error(), exitUsage
	case errors.As(err, &missing):
		d.hint, d.code = "write one with: dossier init", exitUsage
	case errors.As(err, &usage), errors.As(err, &setting), errors.As(err, &unknown):
		d.code = exitUsage
	}
	return d
}

// hintOf returns what err says to do, or what the system's errors ask for.
func hintOf(err error) string {
	var hinted interface{ Hint() string }
	switch {
	case errors.As(err, &hinted) && hinted.Hint() != "":
		return hinted.Hint()
	case errors.Is(err, fs.ErrPermission):
		return "check who owns it and what you may do there"
	case errors.Is(err, syscall.ENOSPC):
		return "the disk is full: make room and run the same command again"
	}
	return ""
}

// report shows err and returns the exit code.
func (a *app) report(err error) int {
	d := diagnose(err)
	if d.message != "" {
		fmt.Fprintf(a.stderr, "%s %s\n", a.stderr.red("dossier:"), cleanLines(d.message))
	}
	if d.hint != "" {
		fmt.Fprintf(a.stderr, "  %s\n", cleanLines(d.hint))
	}
	return d.code
}

// args makes what a check of arguments says a usage error.
func args(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if err := check(c, args); err != nil {
			return &usageError{message: err.Error(), hint: "usage: " + c.UseLine()}
		}
		return nil
	}
}
