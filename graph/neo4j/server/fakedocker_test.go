//go:build unix

package server_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"dossier/graph/neo4j/neo4jtest"
	"dossier/graph/neo4j/server"
)

// fakeDocker is a Docker client and engine in one for a single container, whose
// state is kept in the folder FAKE_DOCKER. Its container is a process that
// passes Bolt on to the real server at FAKE_BACKEND.
func fakeDocker(args []string) int {
	dir := os.Getenv("FAKE_DOCKER")
	file := func(name string) string { return filepath.Join(dir, name) }
	log, _ := os.OpenFile(file("log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	fmt.Fprintln(log, strings.Join(args, " "))
	log.Close()
	var c struct {
		Name string
		PID  int
	}
	if b, err := os.ReadFile(file("container")); err == nil {
		json.Unmarshal(b, &c)
	}
	save := func() {
		b, _ := json.Marshal(c)
		os.WriteFile(file("container"), b, 0o644)
	}
	arg := func(flag string) string { return args[slices.Index(args, flag)+1] }
	fail := func(words string) int { fmt.Fprintln(os.Stderr, words); return 1 }
	switch args[0] {
	case "info":
		fmt.Println("27.1.1")
	case "image", "pull":
		if _, err := os.Stat(file("image")); err != nil && args[0] == "image" {
			return fail("Error response from daemon: No such image")
		}
		os.WriteFile(file("image"), nil, 0o644)
	case "container":
		if c.PID != 0 {
			fmt.Println(c.Name)
		}
	case "run":
		if c.Name != "" {
			return fail("Conflict. The container name is already in use")
		}
		if os.Getenv("FAKE_RUN_FAILS") != "" {
			return fail("Error response from daemon: port is already allocated")
		}
		os.WriteFile(file("auth"), []byte(os.Getenv("NEO4J_AUTH")), 0o644)
		bolt := strings.TrimSuffix(arg("--publish"), ":7687")
		proxy := exec.Command(os.Args[0], "proxy", bolt)
		proxy.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
		if err := proxy.Start(); err != nil {
			return fail(err.Error())
		}
		c.Name, c.PID = arg("--name"), proxy.Process.Pid
		save()
	case "proxy":
		return proxy(args[1], os.Getenv("FAKE_BACKEND"), file("container"))
	case "stop":
		if c.PID != 0 { // 0 would be all of us
			syscall.Kill(c.PID, syscall.SIGKILL)
			c.PID = 0
			save()
		}
	case "rm":
		if c.Name == "" {
			return fail("Error response from daemon: No such container: " + args[len(args)-1])
		}
		os.Remove(file("container"))
	case "logs":
		fmt.Fprintln(os.Stderr, "words of the container")
	default:
		return fail("unknown command: " + args[0])
	}
	return 0
}

// proxy passes connections on until its container is removed.
func proxy(listen, backend, file string) int {
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return 1
	}
	for {
		in, err := l.Accept()
		if err != nil {
			return 1
		}
		if _, err := os.Stat(file); err != nil {
			return 0
		}
		out, err := net.Dial("tcp", backend)
		if err != nil {
			in.Close()
			continue
		}
		go func() { io.Copy(out, in); out.Close() }()
		go func() { io.Copy(in, out); in.Close() }()
	}
}

// installDocker makes the test binary the docker on the PATH, in front of a
// server that takes the password.
func installDocker(t *testing.T) (dir, password string) {
	t.Helper()
	uri, _, password := neo4jtest.Start(t)
	dir = t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, filepath.Join(dir, "docker")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	t.Setenv("NEO4J_URI", "")
	t.Setenv("FAKE_DOCKER", dir)
	t.Setenv("FAKE_BACKEND", strings.TrimPrefix(uri, "bolt://"))
	t.Cleanup(func() { exec.Command(filepath.Join(dir, "docker"), "stop").Run() })
	return dir, password
}

func dockerLog(t *testing.T, dir string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestDocker(t *testing.T) {
	dir, password := installDocker(t)
	ctx := context.Background()
	home := t.TempDir()
	o := server.Options{Dir: home, BoltPort: server.FreePort, HTTPPort: server.FreePort, Password: password}
	s, err := server.Start(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	if s.Runtime != server.Docker || !s.Running || s.PID != 0 {
		t.Errorf("after the start: %+v", s)
	}
	if n := run(t, s.URI, password, "RETURN 1"); n != int64(1) {
		t.Errorf("a query gives %v", n)
	}
	if again, err := server.Start(ctx, o); err != nil || again != s {
		t.Errorf("the second start gave %+v, %v", again, err)
	}
	if got, err := server.Status(ctx, home); err != nil || got != s {
		t.Errorf("status gave %+v, %v", got, err)
	}
	auth, err := os.ReadFile(filepath.Join(dir, "auth"))
	if err != nil || string(auth) != "neo4j/"+password {
		t.Errorf("NEO4J_AUTH was %q, %v", auth, err)
	}
	log := dockerLog(t, dir)
	if strings.Contains(log, password) {
		t.Error("the password is among the arguments")
	}
	if strings.Count(log, "pull ") != 1 || strings.Count(log, "run ") != 1 {
		t.Errorf("one pull and one run expected:\n%s", log)
	}
	if err := server.Stop(ctx, home); err != nil {
		t.Error(err)
	}
	got, err := server.Status(ctx, home)
	if err != nil || got.Running || got.Runtime != server.Docker {
		t.Errorf("after the stop: %+v, %v", got, err)
	}
	// A container that ended by itself does not stand in the way of the next.
	if _, err := server.Start(ctx, o); err != nil {
		t.Fatal(err)
	}
	if err := exec.Command(filepath.Join(dir, "docker"), "stop").Run(); err != nil {
		t.Fatal(err)
	}
	if _, err := server.Start(ctx, o); err != nil {
		t.Errorf("after a crash: %v", err)
	}
	if err := server.Stop(ctx, home); err != nil {
		t.Error(err)
	}
}

func TestDockerFails(t *testing.T) {
	dir, password := installDocker(t)
	t.Setenv("FAKE_RUN_FAILS", "1")
	home := t.TempDir()
	o := server.Options{Dir: home, BoltPort: server.FreePort, HTTPPort: server.FreePort, Password: password}
	_, err := server.Start(context.Background(), o)
	if err == nil || !strings.Contains(err.Error(), "port is already allocated") {
		t.Errorf("got %v; want docker's words", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "container")); err == nil {
		t.Error("the container is still there")
	}
	if s, err := server.Status(context.Background(), home); err != nil || s.Runtime != server.Auto {
		t.Errorf("afterwards: %+v, %v", s, err)
	}
}

// The engine gone, nobody knows whether the container runs.
func TestDockerGone(t *testing.T) {
	dir, password := installDocker(t)
	home := t.TempDir()
	o := server.Options{Dir: home, BoltPort: server.FreePort, HTTPPort: server.FreePort, Password: password}
	if _, err := server.Start(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	tools(t, map[string]string{"docker": dockerClient})
	if _, err := server.Status(context.Background(), home); err == nil ||
		!strings.Contains(err.Error(), "Cannot connect to the Docker daemon") {
		t.Errorf("got %v; want docker's words", err)
	}
	t.Setenv("PATH", dir)
	if err := server.Stop(context.Background(), home); err != nil {
		t.Error(err)
	}
}
