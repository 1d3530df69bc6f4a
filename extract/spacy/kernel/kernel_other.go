//go:build !amd64

package kernel

const (
	vectorName = ""
	hasVector  = false
)

func (k *Kernel) mul(y, x, w []float32, d dims) { mulPortable(y, x, w, d) }

func (k *Kernel) row(y, x, w []float32, nI, panels int) { rowPortable(y, x, w, nI, panels) }

func (k *Kernel) maxout(y []float32, yStride int, t []float32, tStride int, bias []float32, pieces, rows int) {
	maxoutPortable(y, yStride, t, tStride, bias, pieces, rows)
}

func (k *Kernel) norm(y, gain, beta, residual []float32) { normPortable(y, gain, beta, residual) }

func (k *Kernel) slots(y, bias []float32, rows []*float32, pieces int) {
	slotsPortable(y, bias, rows, pieces)
}
