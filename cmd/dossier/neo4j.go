package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"dossier/config"
	"dossier/graph/neo4j"
	"dossier/graph/neo4j/server"

	"github.com/spf13/cobra"
)

func newNeo4jCommand(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "neo4j",
		Short: "Get, start, stop and look at a local Neo4j",
		Long: `A local Neo4j of the workspace's own, in a container where Docker runs, else
with Java 17 and Maven. While it runs it is written to and queried without
further configuration, unless neo4j.uri names another.`,
	}
	group(c, newNeo4jGetCommand(a), newNeo4jStartCommand(a), newNeo4jStopCommand(a), newNeo4jStatusCommand(a))
	return c
}

// serverHome is where the local server of a workspace lives.
func serverHome(c *config.Config) string { return filepath.Join(c.Workspace, "neo4j") }

// login says which Neo4j to use: the configured one, else the workspace's local
// one if it runs. ok is false if there is neither.
func login(ctx context.Context, c *config.Config) (l neo4j.Login, ok bool, err error) {
	l = neo4j.Login{URI: c.Neo4j.URI, User: c.Neo4j.Username, Password: c.Neo4j.Password.Reveal(), Database: c.Neo4j.Database}
	if l.URI != "" {
		return l, true, nil
	}
	home := serverHome(c)
	s, err := server.Status(ctx, home)
	if err != nil || !s.Running {
		return l, false, err
	}
	password, err := server.Password(home)
	if err != nil {
		return l, false, err
	}
	return neo4j.Login{URI: s.URI, User: server.User, Password: password}, true, nil
}

// errNoNeo4j is what a verb says that cannot do without one.
func errNoNeo4j() error {
	return &hintedError{errors.New("no Neo4j is configured, and the local one does not run"), "set neo4j.uri, or run: dossier neo4j start"}
}

// log is where slow steps report.
func (a *app) logWriter() io.Writer {
	if a.quiet {
		return io.Discard
	}
	return a.stderr
}

func newNeo4jGetCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "get",
		Short: "Fetch Neo4j for Java, once",
		Long: `Get fetches the jars of Neo4j Community into the user's cache directory, 134 MB,
with Maven. With Docker nothing need be fetched beforehand.`,
		Args: args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			lib, err := server.DefaultLib()
			if err != nil {
				return err
			}
			if err := server.Get(c.Context(), lib, a.logWriter()); err != nil {
				return err
			}
			if a.json {
				return printJSON(a.stdout, map[string]string{"version": server.Version, "path": lib})
			}
			_, err = fmt.Fprintln(a.stdout, lib)
			return err
		},
	}
}

func newNeo4jStartCommand(a *app) *cobra.Command {
	var o server.Options
	var runtime string
	c := &cobra.Command{
		Use:   "start",
		Short: "Start the workspace's local Neo4j and wait until it answers",
		Args:  args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			conf, err := a.config()
			if err != nil {
				return err
			}
			switch o.Runtime = server.Runtime(runtime); o.Runtime {
			case server.Auto, server.Docker, server.Java:
			default:
				return &usageError{message: fmt.Sprintf("--runtime cannot be %q", runtime), hint: "write docker or java, or leave it out"}
			}
			o.Dir, o.Log = serverHome(conf), a.logWriter()
			if _, err := server.Start(c.Context(), o); err != nil {
				return err
			}
			return a.printServer(c.Context(), conf)
		},
	}
	f := c.Flags()
	f.IntVar(&o.BoltPort, "bolt-port", 0, "`port` for drivers; -1: any free one (default 7687)")
	f.IntVar(&o.HTTPPort, "http-port", 0, "`port` for Neo4j Browser; -1: any free one (default 7474)")
	f.StringVar(&runtime, "runtime", "", "docker or java (default: what can be had)")
	f.StringVar(&o.Heap, "heap", "", "heap `size` (default 1g)")
	f.StringVar(&o.PageCache, "page-cache", "", "page cache `size` (default 256m)")
	return c
}

func newNeo4jStopCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "stop",
		Short: "Stop it; the data stays",
		Args:  args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			conf, err := a.config()
			if err != nil {
				return err
			}
			if err := server.Stop(c.Context(), serverHome(conf)); err != nil {
				return err
			}
			a.say("the local Neo4j is stopped")
			return nil
		},
	}
}

func newNeo4jStatusCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "Show whether it runs, where, and how to log in",
		Args:  args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			conf, err := a.config()
			if err != nil {
				return err
			}
			return a.printServer(c.Context(), conf)
		},
	}
}

// printServer shows the local server of the workspace, never its password.
func (a *app) printServer(ctx context.Context, c *config.Config) error {
	home := serverHome(c)
	s, err := server.Status(ctx, home)
	if err != nil {
		return err
	}
	v := serverState{Running: s.Running, Runtime: string(s.Runtime), Home: home}
	if s.Running {
		v.URI, v.Browser, v.Log = s.URI, s.Browser, s.Log
		v.User, v.PasswordFile = server.User, filepath.Join(home, "password")
	}
	if a.json {
		return printJSON(a.stdout, v)
	}
	return v.print(a.stdout)
}

type serverState struct {
	Running      bool   `json:"running"`
	Runtime      string `json:"runtime,omitempty"`
	URI          string `json:"uri,omitempty"`
	Browser      string `json:"browser,omitempty"`
	User         string `json:"user,omitempty"`
	PasswordFile string `json:"passwordFile,omitempty"`
	Log          string `json:"log,omitempty"`
	Home         string `json:"home"`
}

func (s serverState) print(out *stream) error {
	if !s.Running {
		_, err := fmt.Fprintf(out, "the local Neo4j does not run; start it with: dossier neo4j start\n")
		return err
	}
	_, err := fmt.Fprintf(out, `the local Neo4j runs (%s)
  browser  %s
  bolt     %s
  user     %s
  password in %s
  log      %s
`, s.Runtime, s.Browser, s.URI, s.User, clean(s.PasswordFile), clean(s.Log))
	return err
}
