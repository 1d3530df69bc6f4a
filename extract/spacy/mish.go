package spacy

import "math"

// A mishNorm is a linear layer, the activation mish, and layer normalisation.
type mishNorm struct {
	linear
	gain, beta []float32
}

// Scratch returns how many values Apply needs as scratch: none.
func (l *mishNorm) Scratch() int { return 0 }

// Apply sets m rows of y to the layer's output for m rows of x, which begin stride
// apart, plus, if residual is not nil, the rows of residual.
func (l *mishNorm) Apply(y, x []float32, stride, m int, residual, _ []float32) {
	l.apply(y, x, stride, m)
	l.addBias(y, m)
	for r := range m {
		row := y[r*l.nO : (r+1)*l.nO]
		for i, v := range row {
			row[i] = mish(v)
		}
		layerNorm(row, l.gain, l.beta)
		if residual != nil {
			for i, v := range residual[r*l.nO : (r+1)*l.nO] {
				row[i] = v + row[i]
			}
		}
	}
}

// mish returns x·tanh(ln(1+eˣ)), each step in the precision that thinc takes it in.
func mish(x float32) float32 {
	if x >= 20 {
		return x
	}
	e := float32(math.Exp(float64(x)))
	return float32(float64(x) * math.Tanh(math.Log(1+float64(e))))
}
