package kernel

import (
	"fmt"
	"os"
	"strings"
)

// A Kernel is one way to do the arithmetic. Every one gives the same bits.
type Kernel struct {
	name string

	// mul sets rows of y to the products of rows of x with panels of w.
	mul func(y, x, w []float32, d dims)
	// row sets y to the products of one row with panels of nI inputs one after the other.
	row func(y, x, w []float32, nI, panels int)
	// maxout sets 16 values of each row of y to the greatest of pieces sums, each
	// 16 after the last in the row of t, bias added.
	maxout func(y []float32, yStride int, t []float32, tStride int, bias []float32, pieces, rows int)
	// norm normalises a row, then adds residual unless it is nil.
	norm func(y, gain, beta, residual []float32)
	// slots sets y to the greatest of pieces sums over rows, bias added.
	slots func(y, bias []float32, rows []*float32, pieces int)
}

// dims are the sizes of a multiplication, in values.
type dims struct {
	rows, panels, nI int
	yStride, xStride int // from one row to the next
}

// Name returns the variant's name: "portable" or "avx2".
func (k *Kernel) Name() string { return k.name }

// All returns the kernels that this processor can run, the portable one first and
// the fastest last.
func All() []*Kernel { return append([]*Kernel{portable()}, vectors()...) }

// Named returns a kernel by name; "" is the fastest.
func Named(name string) (*Kernel, error) {
	all := All()
	if name == "" {
		return all[len(all)-1], nil
	}
	var names []string
	for _, k := range all {
		if k.name == name {
			return k, nil
		}
		names = append(names, k.name)
	}
	return nil, fmt.Errorf("no kernel %q on this processor; there are %s", name, strings.Join(names, ", "))
}

// Variable is the environment variable that Default reads.
const Variable = "DOSSIER_KERNEL"

// Default returns the kernel that the environment names, else the fastest.
func Default() (*Kernel, error) {
	k, err := Named(os.Getenv(Variable))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", Variable, err)
	}
	return k, nil
}
