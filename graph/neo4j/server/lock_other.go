//go:build !unix || aix || solaris || illumos

package server

import "context"

// lock does nothing on systems without flock: there, starting or installing
// one server from two processes at once is not guarded.
func lock(context.Context, string) (unlock func(), err error) {
	return func() {}, nil
}
