package kernel

import (
	"fmt"
	"os"
	"strings"
)

// A Kernel is one way to do the arithmetic. Every one gives the same bits.
type Kernel struct {
	name   string
	vector bool // use the vector unit, which the processor has
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
func All() []*Kernel {
	all := []*Kernel{{name: "portable"}}
	if hasVector {
		all = append(all, &Kernel{name: vectorName, vector: true})
	}
	return all
}

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
