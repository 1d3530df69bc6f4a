package kernel

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// vectors returns the variants that this processor can run, the slowest first.
func vectors() []*Kernel {
	if !cpu.X86.HasAVX2 {
		return nil
	}
	return []*Kernel{{name: "avx2", mul: mul, row: row, maxout: maxout, norm: norm, slots: slots}}
}

// mulRows is how many rows mulAVX2 takes at a time.
const mulRows = 6

func mul(y, x, w []float32, d dims) {
	if d.rows < mulRows {
		for r := range d.rows {
			row(y[r*d.yStride:], x[r*d.xStride:], w, d.nI, d.panels)
		}
		return
	}
	for p := range d.panels {
		tiles := func(r, n int) {
			mulAVX2(&y[r*d.yStride+p*panel], 4*d.yStride, &x[r*d.xStride], 4*d.xStride, &w[p*panel*d.nI], d.nI, n)
		}
		whole := d.rows / mulRows
		tiles(0, whole)
		if whole*mulRows < d.rows {
			tiles(d.rows-mulRows, 1) // up to the last row; some are done again
		}
	}
}

func row(y, x, w []float32, nI, panels int) {
	rowAVX2(&y[0], &x[0], &w[0], 4*panel*nI, nI, panels)
}

func maxout(y []float32, yStride int, t []float32, tStride int, bias []float32, pieces, rows int) {
	maxoutAVX2(&y[0], 4*yStride, &t[0], 4*tStride, &bias[0], pieces, rows)
}

func norm(y, gain, beta, residual []float32) {
	if len(y)%8 != 0 || len(y) > 128 {
		normPortable(y, gain, beta, residual)
		return
	}
	normAVX2(&y[0], &gain[0], &beta[0], unsafe.SliceData(residual), len(y), float32(len(y)), epsilon)
}

func slots(y, bias []float32, rows []*float32, pieces int) {
	if pieces != 2 || len(y)%8 != 0 {
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
