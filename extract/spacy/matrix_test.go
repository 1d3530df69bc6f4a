package spacy

import (
	"math"
	"math/rand/v2"
	"testing"
)

// applyNaive is linear.apply by its definition: products rounded, summed in order
// in blocks of sumBlock.
func applyNaive(w []float32, nI int, y, x []float32, stride, m int) {
	nO := len(w) / nI
	for r := range m {
		for o := range nO {
			var total float32
			for k := 0; k < nI; k += sumBlock {
				var sum float32
				for i := k; i < min(k+sumBlock, nI); i++ {
					sum += float32(x[r*stride+i] * w[o*nI+i])
				}
				if k == 0 {
					total = sum
				} else {
					total += sum
				}
			}
			y[r*nO+o] = total
		}
	}
}

func TestLinear(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	random := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = float32(rng.NormFloat64())
		}
		return x
	}
	for _, test := range []struct{ nI, nO, stride, m int }{
		{1, 1, 1, 1}, {96, 50, 96, 7}, {64, 106, 64, 1}, {288, 288, 96, 33}, {576, 288, 576, 5}, {255, 8, 300, 3},
		{256, 9, 256, 2}, {257, 7, 257, 2}, {513, 17, 1, 4},
	} {
		w := random(test.nI * test.nO)
		x := random(test.stride*(test.m-1) + test.nI)
		got, want := make([]float32, test.m*test.nO), make([]float32, test.m*test.nO)
		newLinear(w, nil, test.nI).apply(got, x, test.stride, test.m)
		applyNaive(w, test.nI, want, x, test.stride, test.m)
		for i := range want {
			if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
				t.Errorf("%+v: value %d is %v, want %v", test, i, got[i], want[i])
				break
			}
		}
	}
}

func TestMaxPieces(t *testing.T) {
	for _, pieces := range []int{1, 2, 3, 4} {
		x, bias := make([]float32, 8*pieces), make([]float32, 8*pieces)
		for i := range x {
			x[i], bias[i] = float32(i*7%5), float32(i*3%4)
		}
		y := make([]float32, 8)
		maxPieces(y, x, bias)
		for i, got := range y {
			want := float32(math.Inf(-1))
			for p := i * pieces; p < (i+1)*pieces; p++ {
				want = max(want, x[p]+bias[p])
			}
			if got != want {
				t.Errorf("%d pieces: value %d is %v, want %v", pieces, i, got, want)
			}
		}
	}
}

// BenchmarkLinear is one tile through a layer of the encoder.
func BenchmarkLinear(b *testing.B) {
	const nI, nO, stride = 288, 288, 96
	x, y := make([]float32, stride*tileRows+nI), make([]float32, nO*tileRows)
	for i := range x {
		x[i] = float32(i%13) - 6
	}
	l := newLinear(make([]float32, nI*nO), nil, nI)
	for b.Loop() {
		l.apply(y, x, stride, tileRows)
	}
	b.ReportMetric(float64(b.N)*nI*nO*tileRows/1e9/b.Elapsed().Seconds(), "GMAC/s")
}
