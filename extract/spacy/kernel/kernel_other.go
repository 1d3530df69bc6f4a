//go:build !amd64

package kernel

// vectors returns the variants that this processor can run beside the portable one.
func vectors() []*Kernel { return nil }
