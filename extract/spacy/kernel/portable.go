package kernel

import (
	"math"
	"unsafe"
)

// mulPortable sets rows of y to the products of rows of x with the panels of w.
func mulPortable(y, x, w []float32, d dims) {
	for p := range d.panels {
		for r := range d.rows {
			mulPanel((*[panel]float32)(y[r*d.yStride+p*panel:]), x[r*d.xStride:][:d.nI], w[p*panel*d.nI:])
		}
	}
}

// rowPortable sets y to the products of one row of nI values with the panels of w.
func rowPortable(y, x, w []float32, nI, panels int) {
	for p := range panels {
		mulPanel((*[panel]float32)(y[p*panel:]), x[:nI], w[p*panel*nI:])
	}
}

// mulPanel sets y to the products of x with the 16 columns of a panel.
func mulPanel(y *[panel]float32, x, w []float32) {
	half := (*[8]float32)(y[:8])
	for j := range 2 {
		for k := 0; k < len(x); k += sumBlock {
			end := min(k+sumBlock, len(x))
			mulBlock(half, x[k:end], w[k*panel+8*j:], k > 0)
		}
		half = (*[8]float32)(y[8:])
	}
}

// mulBlock sets y to the products of x with 8 columns of a panel, or adds them to it.
func mulBlock(y *[8]float32, x, w []float32, more bool) {
	var s0, s1, s2, s3, s4, s5, s6, s7 float32
	for i, v := range x {
		// Neither check ever fails. They spare the checks of bounds, and part the
		// products in two, so that registers are left for all the sums.
		if len(w) < 4 {
			break
		}
		s0 += float32(v * w[0])
		s1 += float32(v * w[1])
		s2 += float32(v * w[2])
		s3 += float32(v * w[3])
		if len(w) < 8 {
			break
		}
		s4 += float32(v * w[4])
		s5 += float32(v * w[5])
		s6 += float32(v * w[6])
		s7 += float32(v * w[7])
		if i+1 < len(x) {
			w = w[panel:]
		}
	}
	if !more {
		*y = [8]float32{s0, s1, s2, s3, s4, s5, s6, s7}
		return
	}
	y[0] += s0
	y[1] += s1
	y[2] += s2
	y[3] += s3
	y[4] += s4
	y[5] += s5
	y[6] += s6
	y[7] += s7
}

// greater returns a if it is greater than b, else b: also where one is no number.
func greater(a, b float32) float32 {
	if a > b {
		return a
	}
	return b
}

// maxoutPortable sets 16 values of each row of y to the greatest of pieces sums,
// each 16 after the last in the row of t, bias added.
func maxoutPortable(y []float32, yStride int, t []float32, tStride int, bias []float32, pieces, rows int) {
	for r := range rows {
		out, t := y[r*yStride:][:panel], t[r*tStride:]
		for i := range out {
			best := t[i] + bias[i]
			for p := 1; p < pieces; p++ {
				best = greater(best, t[p*panel+i]+bias[p*panel+i])
			}
			out[i] = best
		}
	}
}

// epsilon keeps the deviation of a constant row from being zero.
const epsilon = 1e-8

// normPortable brings a row to mean 0 and variance 1, scales and shifts it, and adds
// residual unless it is nil.
func normPortable(y, gain, beta, residual []float32) {
	n := float32(len(y))
	mean := pairwiseSum(y, 0, false) / n
	variance := pairwiseSum(y, mean, true)/n + epsilon
	scale := float32(1 / math.Sqrt(float64(variance)))
	for i, v := range y {
		v = float32(float32((v-mean)*scale)*gain[i]) + beta[i]
		if residual != nil {
			v += residual[i]
		}
		y[i] = v
	}
}

// pairwiseSum returns the sum of x, or of the squared distances from mean, in
// numpy's order: up to 128 values as eight sums side by side, added in pairs, then
// what is left over; more values as the sums of two halves.
func pairwiseSum(x []float32, mean float32, squares bool) float32 {
	value := func(v float32) float32 {
		if squares {
			v -= mean
			v = float32(v * v)
		}
		return v
	}
	n := len(x)
	if n > 128 {
		half := n / 2
		half -= half % 8
		return pairwiseSum(x[:half], mean, squares) + pairwiseSum(x[half:], mean, squares)
	}
	var sum float32
	if n >= 8 {
		var s [8]float32
		for ; len(x) >= 8; x = x[8:] {
			for j, v := range x[:8] {
				s[j] += value(v)
			}
		}
		sum = ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]))
	}
	for _, v := range x {
		sum += value(v)
	}
	return sum
}

// slotsPortable sets y to the greatest of pieces sums over rows, bias added.
func slotsPortable(y, bias []float32, rows []*float32, pieces int) {
	n := len(y)
	var slots [maxSlots][]float32
	for s, r := range rows {
		slots[s] = unsafe.Slice(r, n*pieces)
	}
	for i := range y {
		var best float32
		for p := range pieces {
			var sum float32
			for _, slot := range slots[:len(rows)] {
				sum += slot[p*n+i]
			}
			if sum += bias[p*n+i]; p == 0 {
				best = sum
			} else {
				best = greater(best, sum)
			}
		}
		y[i] = best
	}
}
