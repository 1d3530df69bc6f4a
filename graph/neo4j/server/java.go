package server

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

//go:embed neo4j.conf
var conf []byte

// jars is the java runtime: a process of the jars that Get installed.
type jars struct{}

// homeFlag is the argument by which the process of a home is known.
func homeFlag(home string) string { return "--home-dir=" + home }

func consoleLog(home string) string { return filepath.Join(home, "logs", "console.out") }

func (jars) launch(ctx context.Context, o Options, r *record) error {
	if err := Get(ctx, o.Lib, o.Log); err != nil {
		return err
	}
	jvm, err := findJava(ctx)
	if err != nil {
		return err
	}
	if err := furnish(o.Dir, o.Password); err != nil {
		return err
	}
	r.Lib = o.Lib
	var fast []string
	if o.Fast {
		archive := filepath.Join(filepath.Dir(o.Lib), "fast-"+jvm.version+".jsa")
		fast = fastArgs(o.Dir, archive, r)
	}
	out, err := os.Create(consoleLog(o.Dir))
	if err != nil {
		return err
	}
	defer out.Close()
	// Not CommandContext: the server shall outlive us.
	cmd := exec.Command(jvm.path, append(fast, javaArgs(o, *r)...)...)
	cmd.Dir = o.Dir
	cmd.Env = cleanEnv()
	cmd.Stdout, cmd.Stderr = out, out
	detach(cmd)
	if err := cmd.Start(); err != nil {
		return err
	}
	r.PID = cmd.Process.Pid
	if err := errors.Join(r.write(o.Dir), cmd.Process.Release()); err != nil {
		terminate(r.PID)
		return err
	}
	return nil
}

// furnish makes the folders and files that a home must have.
func furnish(home, password string) error {
	for _, d := range []string{"conf", "data", "logs", "run", "import", "plugins"} {
		if err := os.MkdirAll(filepath.Join(home, d), 0o755); err != nil {
			return err
		}
	}
	file := filepath.Join(home, "conf", "neo4j.conf")
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		if err := os.WriteFile(file, conf, 0o644); err != nil {
			return err
		}
	}
	return setInitialPassword(home, password)
}

// javaArgs is the command line of the server, after java itself.
func javaArgs(o Options, r record) []string {
	args := []string{
		"-Xms" + o.Heap, "-Xmx" + o.Heap,
		"-XX:+UseG1GC",
		"-XX:-OmitStackTraceInFastThrow",
		"-XX:+DisableExplicitGC",
		"-XX:+ExitOnOutOfMemoryError",
		"-Djdk.nio.maxCachedBufferSize=1024",
		"-Dio.netty.tryReflectionSetAccessible=true",
		"-Dlog4j2.disable.jmx=true",
		"-Dfile.encoding=UTF-8",
		"--add-opens=java.base/java.nio=ALL-UNNAMED",
		"--add-opens=java.base/java.io=ALL-UNNAMED",
		"--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
		"--enable-native-access=ALL-UNNAMED",
		"-cp", filepath.Join(o.Lib, "*") + string(os.PathListSeparator) + filepath.Join(o.Dir, "plugins", "*"),
		"org.neo4j.server.CommunityEntryPoint",
		homeFlag(o.Dir),
		"--config-dir=" + filepath.Join(o.Dir, "conf"),
		"--console-mode",
	}
	for _, s := range [][2]any{
		{"server.bolt.listen_address", r.Bolt}, {"server.bolt.advertised_address", r.Bolt},
		{"server.http.listen_address", r.HTTP}, {"server.http.advertised_address", r.HTTP},
	} {
		args = append(args, "-c", fmt.Sprintf("%s=:%d", s[0], s[1]))
	}
	return append(args, "-c", "server.memory.pagecache.size="+o.PageCache)
}

// fastArgs are the arguments for a quick start. With an archive of loaded
// classes a start takes half the time. While there is none, this run makes one
// at its end, in its own home, and Stop moves it into place: others may be
// starting with it at that moment.
func fastArgs(home, archive string, r *record) []string {
	args := []string{"-XX:TieredStopAtLevel=1"}
	if _, err := os.Stat(archive); err == nil {
		return append(args, "-XX:SharedArchiveFile="+archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
	}
	r.Archive = archive
	return append(args, "-XX:ArchiveClassesAtExit="+ownArchive(home), "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
}

// MakesArchive says whether the server whose home is dir will leave the
// class-data archive of [Options].Fast when it is stopped.
func MakesArchive(dir string) bool {
	home, err := filepath.Abs(dir)
	if err != nil {
		return false
	}
	r, err := readRecord(home)
	return err == nil && r.Archive != ""
}

func ownArchive(home string) string { return filepath.Join(home, "run", "classes.jsa") }

// keepArchive moves the archive that a stopped server has left into place. It is
// no loss if that fails.
func keepArchive(home string, r record) {
	if r.Archive == "" {
		return
	}
	tmp := r.Archive + "." + filepath.Base(home)
	if os.Rename(ownArchive(home), tmp) != nil && copyFile(ownArchive(home), tmp) != nil {
		os.Remove(tmp)
		return
	}
	os.Remove(ownArchive(home))
	os.Rename(tmp, r.Archive)
}

func copyFile(from, to string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o644)
}

// cleanEnv is our environment without NEO4J_ variables: they may name other
// servers and hold passwords.
func cleanEnv() []string {
	var env []string
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "NEO4J_") {
			env = append(env, kv)
		}
	}
	return env
}

func (jars) lastWords(o Options, _ record) string {
	b, err := os.ReadFile(consoleLog(o.Dir))
	if err != nil {
		return err.Error()
	}
	return tail(b, 30)
}

func (jars) abandon(o Options, r record) {
	stopProcess(context.Background(), o.Dir, r, 10*time.Second)
}

// stopProcess ends the server in good order, or by force when grace is over.
func stopProcess(ctx context.Context, home string, r record, grace time.Duration) error {
	if err := terminate(r.PID); err != nil && alive(r.PID, homeFlag(home)) {
		return fmt.Errorf("ending process %d: %w", r.PID, err)
	}
	end := time.Now().Add(grace)
	for alive(r.PID, homeFlag(home)) {
		if time.Now().After(end) {
			p, err := os.FindProcess(r.PID)
			if err != nil {
				return err
			}
			p.Kill()
			p.Wait() // fails unless it is our child
			return fmt.Errorf("process %d did not end in %v and was killed; nothing committed is lost", r.PID, grace)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("process %d is still ending: %w", r.PID, ctx.Err())
		case <-time.After(50 * time.Millisecond):
		}
	}
	if p, err := os.FindProcess(r.PID); err == nil {
		p.Wait() // takes our own dead child off the list of processes
	}
	return nil
}

// portTaken says whether a server's log complains of a port in use.
func portTaken(words string) bool {
	return bytes.Contains([]byte(words), []byte("already in use")) || strings.Contains(words, "BindException") ||
		strings.Contains(words, "port is already allocated")
}
