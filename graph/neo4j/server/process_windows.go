package server

import (
	"os"
	"os/exec"
	"syscall"
)

// detach makes cmd run without our console.
func detach(cmd *exec.Cmd) {
	const detachedProcess = 0x00000008
	cmd.SysProcAttr = &syscall.SysProcAttr{
		CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP | detachedProcess,
	}
}

// alive says whether process pid runs. Windows does not show its arguments.
func alive(pid int, _ string) bool {
	const stillActive, queryLimited = 259, 0x1000
	h, err := syscall.OpenProcess(queryLimited, false, uint32(pid))
	if err != nil {
		return false
	}
	defer syscall.CloseHandle(h)
	var code uint32
	return syscall.GetExitCodeProcess(h, &code) == nil && code == stillActive
}

// terminate ends process pid. There is no way to ask: Neo4j recovers from its
// transaction log at the next start.
func terminate(pid int) error {
	p, err := os.FindProcess(pid)
	if err != nil {
		return err
	}
	return p.Kill()
}
