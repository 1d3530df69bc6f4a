//go:build unix

package server

import (
	"bytes"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// detach makes cmd run in a session of its own, where neither the end of ours
// nor a Ctrl-C in the terminal reaches it.
func detach(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }

// alive says whether process pid runs with arg among its arguments. A process
// that has ended but was not yet waited for shows no arguments, so it is not.
func alive(pid int, arg string) bool {
	if pid <= 0 {
		return false
	}
	if b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cmdline"); err == nil {
		return bytes.Contains(b, []byte("\x00"+arg+"\x00"))
	}
	out, err := exec.Command("ps", "-ww", "-o", "args=", "-p", strconv.Itoa(pid)).Output()
	return err == nil && strings.Contains(" "+strings.TrimSpace(string(out))+" ", " "+arg+" ")
}

// terminate asks process pid to end.
func terminate(pid int) error { return syscall.Kill(pid, syscall.SIGTERM) }
