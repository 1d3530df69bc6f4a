package spacy

import "math"

// The arithmetic of the networks. Every value is rounded to float32 after every
// operation and every sum has one fixed order, so results are the same bits on any
// machine, in any batch: products are never fused with the sum they go into
// (float32(a*b)+c), and a vector unit may run over outputs, never along a sum.

// A linear layer maps nI inputs to nO outputs: y = Wx + b.
type linear struct {
	nI, nO int
	panels []float32 // W transposed in panels of 8 outputs: [nO/8][nI][8], zeros at the end
	bias   []float32 // nO
}

// panelWidth is how many outputs are summed side by side.
const panelWidth = 8

// sumBlock is how many products are summed before the sum goes into the total:
// the cache blocking of the library that trained the models, kept for its order.
const sumBlock = 256

// newLinear lays out a matrix of rows of nI weights, one row an output.
func newLinear(w, bias []float32, nI int) *linear {
	l := &linear{nI: nI, nO: len(w) / nI, bias: bias}
	n := (l.nO + panelWidth - 1) / panelWidth
	l.panels = make([]float32, n*panelWidth*nI)
	for o := range l.nO {
		panel := l.panels[o/panelWidth*panelWidth*nI:]
		for i := range nI {
			panel[i*panelWidth+o%panelWidth] = w[o*nI+i]
		}
	}
	return l
}

// apply sets rows of y, nO apart, to Wx for m rows of x, which begin stride apart
// and may overlap. It leaves the bias to the caller.
func (l *linear) apply(y, x []float32, stride, m int) {
	for o := 0; o < l.nO; o += panelWidth {
		panel := l.panels[o*l.nI : (o+panelWidth)*l.nI]
		for r := range m {
			row := x[r*stride : r*stride+l.nI]
			out := y[r*l.nO+o : r*l.nO+min(o+panelWidth, l.nO)]
			if len(out) == panelWidth {
				dotPanel((*[panelWidth]float32)(out), panel, row)
			} else {
				var full [panelWidth]float32
				dotPanel(&full, panel, row)
				copy(out, full[:])
			}
		}
	}
}

// dotPanel sets y to the products of x with the 8 columns of panel.
func dotPanel(y *[panelWidth]float32, panel, x []float32) {
	for k := 0; k < len(x); k += sumBlock {
		end := min(k+sumBlock, len(x))
		block := panel[k*panelWidth : end*panelWidth]
		var s0, s1, s2, s3, s4, s5, s6, s7 float32
		for _, v := range x[k:end] {
			// Neither check ever fails. They spare the checks of bounds, and part the
			// products in two, so that registers are left for all the sums.
			if len(block) < 4 {
				break
			}
			s0 += float32(v * block[0])
			s1 += float32(v * block[1])
			s2 += float32(v * block[2])
			s3 += float32(v * block[3])
			if len(block) < panelWidth {
				break
			}
			s4 += float32(v * block[4])
			s5 += float32(v * block[5])
			s6 += float32(v * block[6])
			s7 += float32(v * block[7])
			block = block[panelWidth:]
		}
		if k == 0 {
			*y = [panelWidth]float32{s0, s1, s2, s3, s4, s5, s6, s7}
			continue
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
}

// addBias adds the bias to m rows of y.
func (l *linear) addBias(y []float32, m int) {
	for r := range m {
		row := y[r*l.nO : (r+1)*l.nO]
		for i, b := range l.bias {
			row[i] += b
		}
	}
}

// A maxoutNorm is a maxout layer of pieces per output, then layer normalisation.
type maxoutNorm struct {
	linear     // nO counts the pieces
	pieces     int
	gain, beta []float32 // one an output
}

// tileRows is how many rows go through a layer together, so that they stay in the cache.
const tileRows = 32

// Scratch returns how many values Apply needs as scratch.
func (l *maxoutNorm) Scratch() int { return tileRows * l.nO }

// Apply sets m rows of y to the layer's output for m rows of x, which begin stride
// apart, plus, if residual is not nil, the rows of residual. tile is scratch of
// tileRows*nO.
func (l *maxoutNorm) Apply(y, x []float32, stride, m int, residual, tile []float32) {
	width := len(l.gain)
	for r := 0; r < m; r += tileRows {
		rows := min(tileRows, m-r)
		l.linear.apply(tile, x[r*stride:], stride, rows)
		for i := range rows {
			out := y[(r+i)*width : (r+i+1)*width]
			maxPieces(out, tile[i*l.nO:(i+1)*l.nO], l.bias)
			layerNorm(out, l.gain, l.beta)
			if residual != nil {
				for j, v := range residual[(r+i)*width : (r+i+1)*width] {
					out[j] = v + out[j]
				}
			}
		}
	}
}

// maxPieces sets each value of y to the greatest of its len(x)/len(y) pieces in x, bias added.
func maxPieces(y, x, bias []float32) {
	if len(x) == 3*len(y) {
		for i := range y {
			x, b := x[3*i:3*i+3], bias[3*i:3*i+3]
			y[i] = max(x[0]+b[0], x[1]+b[1], x[2]+b[2])
		}
		return
	}
	pieces := len(x) / len(y)
	for i := range y {
		best := x[i*pieces] + bias[i*pieces]
		for p := i*pieces + 1; p < (i+1)*pieces; p++ {
			best = max(best, x[p]+bias[p])
		}
		y[i] = best
	}
}

// layerNorm brings x to mean 0 and variance 1, then scales and shifts it.
func layerNorm(x, gain, beta []float32) {
	n := float32(len(x))
	mean := pairwiseSum(x, 0, false) / n
	variance := pairwiseSum(x, mean, true)/n + 1e-8
	scale := float32(1 / math.Sqrt(float64(variance)))
	for i, v := range x {
		x[i] = float32(float32((v-mean)*scale)*gain[i]) + beta[i]
	}
}

// pairwiseSum returns the sum of x, or of the squared distances from mean, in
// numpy's order: up to 128 values in eight sums side by side, then added in pairs;
// more in halves.
func pairwiseSum(x []float32, mean float32, squares bool) float32 {
	if n := len(x); n > 128 {
		half := n / 2 / 8 * 8
		return pairwiseSum(x[:half], mean, squares) + pairwiseSum(x[half:], mean, squares)
	}
	term := func(v float32) float32 {
		if squares {
			v -= mean
			v = float32(v * v)
		}
		return v
	}
	var s [8]float32
	sum := float32(0)
	if len(x) >= 8 {
		for ; len(x) >= 8; x = x[8:] {
			for j, v := range x[:8] {
				s[j] += term(v)
			}
		}
		sum = ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]))
	}
	for _, v := range x {
		sum += term(v)
	}
	return sum
}
