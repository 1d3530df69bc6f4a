//go:build unix

package neo4jtest

import (
	"fmt"
	"os/exec"
	"strconv"
	"syscall"
)

// guard starts a shell that waits for the end of this process, however it comes,
// and then ends process pid and removes its home. The shell notices the end by
// its standard input, a pipe that closes with us.
func guard(pid int, home string) (release func(), err error) {
	const script = `read -r _ && exit 0; kill "$1"; while kill -0 "$1"; do sleep .2; done; rm -rf "$2"`
	cmd := exec.Command("/bin/sh", "-c", script, "guard", strconv.Itoa(pid), home)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // out of reach of Ctrl-C
	in, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return nil, fmt.Errorf("guarding the test server: %w", err)
	}
	return func() {
		fmt.Fprintln(in, "released")
		in.Close()
		cmd.Wait()
	}, nil
}
