package kernel

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

const vectorName = "avx2"

var hasVector = cpu.X86.HasAVX2

// mulRows is how many rows mulAVX2 takes at a time.
const mulRows = 6

func (k *Kernel) mul(y, x, w []float32, d dims) {
	switch {
	case !k.vector:
		mulPortable(y, x, w, d)
	case d.rows < mulRows:
		for r := range d.rows {
			k.row(y[r*d.yStride:], x[r*d.xStride:], w, d.nI, d.panels)
		}
	default:
		for p := range d.panels {
			mulTiles(y[p*panel:], x, w[p*panel*d.nI:], d)
		}
	}
}

// mulTiles multiplies by one panel.
func mulTiles(y, x, w []float32, d dims) {
	whole := d.rows / mulRows
	mulAVX2(&y[0], 4*d.yStride, &x[0], 4*d.xStride, &w[0], d.nI, whole)
	if r := d.rows - mulRows; whole*mulRows < d.rows { // the last rows; some are done again
		mulAVX2(&y[r*d.yStride], 4*d.yStride, &x[r*d.xStride], 4*d.xStride, &w[0], d.nI, 1)
	}
}

func (k *Kernel) row(y, x, w []float32, nI, panels int) {
	if !k.vector {
		rowPortable(y, x, w, nI, panels)
		return
	}
	rowAVX2(&y[0], &x[0], &w[0], 4*panel*nI, nI, panels)
}

func (k *Kernel) maxout(y []float32, yStride int, t []float32, tStride int, bias []float32, pieces, rows int) {
	if !k.vector {
		maxoutPortable(y, yStride, t, tStride, bias, pieces, rows)
		return
	}
	maxoutAVX2(&y[0], 4*yStride, &t[0], 4*tStride, &bias[0], pieces, rows)
}

func (k *Kernel) norm(y, gain, beta, residual []float32) {
	if !k.vector || len(y)%8 != 0 || len(y) > 128 {
		normPortable(y, gain, beta, residual)
		return
	}
	normAVX2(&y[0], &gain[0], &beta[0], unsafe.SliceData(residual), len(y), float32(len(y)), epsilon)
}

func (k *Kernel) slots(y, bias []float32, rows []*float32, pieces int) {
	if !k.vector || pieces != 2 || len(y)%8 != 0 {
		slotsPortable(y, bias, rows, pieces)
		return
	}
	slotsAVX2(&y[0], &bias[0], &rows[0], len(rows), len(y))
}

// The routines trust their arguments. Strides are in bytes, all else counts values.

//go:noescape
func mulAVX2(y *float32, yStride int, x *float32, xStride int, w *float32, k, tiles int)

//go:noescape
func rowAVX2(y, x, w *float32, wStride, k, panels int)

//go:noescape
func maxoutAVX2(y *float32, yStride int, t *float32, tStride int, bias *float32, pieces, rows int)

//go:noescape
func normAVX2(y, gain, beta, residual *float32, n int, size, epsilon float32)

//go:noescape
func slotsAVX2(y, bias *float32, rows **float32, slots, n int)
