//go:build linux || darwin || freebsd

package main

import "golang.org/x/sys/unix"

// freeBytes returns how much a user may still write to the disk that holds dir.
func freeBytes(dir string) (free uint64, known bool, err error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, false, err
	}
	return uint64(s.Bavail) * uint64(s.Bsize), true, nil
}
