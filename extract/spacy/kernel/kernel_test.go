package kernel

import (
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"testing"

	"golang.org/x/sys/cpu"
)

// TestAll fails where a processor does not get the variants it can run: the other
// tests would compare nothing.
func TestAll(t *testing.T) {
	var names []string
	for _, k := range All() {
		names = append(names, k.Name())
	}
	want := []string{"portable"}
	if runtime.GOARCH == "amd64" && cpu.X86.HasAVX2 {
		want = append(want, "avx2")
	}
	if !slices.Equal(names, want) {
		t.Errorf("kernels %q, want %q", names, want)
	}
}

func TestNamed(t *testing.T) {
	for _, k := range All() {
		if got, err := Named(k.Name()); err != nil || got.Name() != k.Name() {
			t.Errorf("Named(%q) = %v, %v", k.Name(), got, err)
		}
	}
	if k, err := Named("abacus"); err == nil {
		t.Errorf("Named(abacus) = %q", k.Name())
	}
	t.Setenv(Variable, "portable")
	if k, err := Default(); err != nil || k.Name() != "portable" {
		t.Errorf("with %s=portable the default is %v, %v", Variable, k, err)
	}
	t.Setenv(Variable, "abacus")
	if _, err := Default(); err == nil {
		t.Errorf("no error with %s=abacus", Variable)
	}
	os.Unsetenv(Variable)
	all := All()
	if k, err := Default(); err != nil || k.Name() != all[len(all)-1].Name() {
		t.Errorf("the default is %v, %v, want the last of all", k, err)
	}
}

// canary stands before and behind what a layer may write.
const canary = 12345

// output returns n values between canaries and a check that these still stand.
func output(t *testing.T, n int) (y []float32, check func()) {
	const margin = 64
	all := make([]float32, n+2*margin)
	for i := range all {
		all[i] = canary
	}
	return all[margin : margin+n : margin+n], func() {
		t.Helper()
		for i, v := range all {
			if (i < margin || i >= margin+n) && v != canary {
				t.Fatalf("value %d of %d was written", i-margin, n)
			}
		}
	}
}

func random(rng *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(rng.NormFloat64())
		if rng.IntN(64) == 0 {
			x[i] = float32(math.Copysign(0, float64(x[i])))
		}
	}
	return x
}

func sameBits(t *testing.T, what string, got, want []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
			t.Fatalf("%s: value %d is %v, want %v", what, i, got[i], want[i])
		}
	}
}

// dot is a product by its definition: rounded, summed in order in blocks of 256.
func dot(w, x []float32) (total float32) {
	for k := 0; k < len(w); k += 256 {
		var sum float32
		for i := k; i < min(k+256, len(w)); i++ {
			sum += float32(x[i] * w[i])
		}
		if k == 0 {
			total = sum
		} else {
			total += sum
		}
	}
	return total
}

// Rows from one to several tiles of every variant and of the cache, inputs to
// either side of one and two blocks.
var (
	rowCounts = []int{1, 2, 5, 6, 7, 11, 12, 13, 48, 49, 55}
	inputs    = []int{1, 2, 3, 64, 255, 256, 257, 288, 513}
)

func TestLinear(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, k := range All() {
		t.Run(k.Name(), func(t *testing.T) {
			for _, in := range inputs {
				for _, out := range []int{1, 16, 50, 130} {
					for _, rows := range rowCounts {
						stride := []int{in, (in + 2) / 3, in + 5}[rng.IntN(3)]
						w, bias := random(rng, in*out), random(rng, out)
						x := random(rng, stride*(rows-1)+in)
						l := NewLinear(k, w, bias, in)
						y, check := output(t, rows*l.Stride)
						l.Apply(y, x, stride, rows)
						check()
						for r := range rows {
							want := make([]float32, out)
							for o := range want {
								want[o] = dot(w[o*in:(o+1)*in], x[r*stride:]) + bias[o]
							}
							sameBits(t, "row", y[r*l.Stride:], want)
						}
					}
				}
			}
		})
	}
}

func TestMaxout(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, k := range All() {
		t.Run(k.Name(), func(t *testing.T) {
			for _, in := range []int{8, 96, 288} {
				for _, out := range []int{4, 8, 16, 24, 96, 136} {
					for _, rows := range rowCounts {
						pieces := 1 + rng.IntN(4)
						w, bias := random(rng, in*out*pieces), random(rng, out*pieces)
						gain, beta := random(rng, out), random(rng, out)
						x := random(rng, in*rows)
						var residual []float32
						if rng.IntN(2) == 0 {
							residual = random(rng, rows*out)
						}
						l := NewMaxout(k, w, bias, gain, beta, in)
						y, check := output(t, rows*out)
						l.Apply(y, x, in, rows, residual, make([]float32, l.Scratch()))
						check()
						for r := range rows {
							want := make([]float32, out)
							for o := range want {
								for p := range pieces {
									v := dot(w[(o*pieces+p)*in:][:in], x[r*in:]) + bias[o*pieces+p]
									if p == 0 || v > want[o] {
										want[o] = v
									}
								}
							}
							normPortable(want, gain, beta, nil)
							if residual != nil {
								for o, v := range residual[r*out : (r+1)*out] {
									want[o] += v
								}
							}
							sameBits(t, "row", y[r*out:], want)
						}
					}
				}
			}
		})
	}
}

func TestSlots(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, k := range All() {
		t.Run(k.Name(), func(t *testing.T) {
			for _, slots := range []int{1, 3, 8, 13} {
				for _, hidden := range []int{4, 8, 64} {
					for _, pieces := range []int{1, 2, 3} {
						const in, tokens = 64, 20
						size := hidden * pieces
						w, bias, padding := random(rng, slots*size*in), random(rng, size), random(rng, slots*size)
						x := random(rng, tokens*in)
						l := NewSlots(k, w, bias, padding, slots, hidden, pieces, in)
						table := make([]float32, tokens*l.Table.Stride)
						l.Table.Apply(table, x, in, tokens)
						rows, at := make([][]float32, slots), make([]int, slots)
						for s := range slots {
							if at[s] = rng.IntN(tokens+1) - 1; at[s] >= 0 {
								rows[s] = table[at[s]*l.Table.Stride:]
							}
						}
						y, check := output(t, hidden)
						l.Sum(y, rows)
						check()
						want := make([]float32, hidden)
						for h := range want {
							for p := range pieces {
								var sum float32
								for s := range slots {
									i := s*size + h*pieces + p
									if at[s] < 0 {
										sum += padding[i]
									} else {
										sum += dot(w[i*in:(i+1)*in], x[at[s]*in:])
									}
								}
								if sum += bias[h*pieces+p]; p == 0 || sum > want[h] {
									want[h] = sum
								}
							}
						}
						sameBits(t, "hidden layer", y, want)
					}
				}
			}
		})
	}
}

// TestPairwiseSum holds the order of sums to one written out by hand.
func TestPairwiseSum(t *testing.T) {
	x := random(rand.New(rand.NewPCG(7, 8)), 300)
	sum := func(x []float32) (s float32) {
		for _, v := range x {
			s += v
		}
		return s
	}
	eights := func(x []float32) float32 {
		var s [8]float32
		for i := 0; i+8 <= len(x); i += 8 {
			for j := range s {
				s[j] += x[i+j]
			}
		}
		total := ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]))
		for _, v := range x[len(x)/8*8:] {
			total += v
		}
		return total
	}
	for _, test := range []struct {
		n    int
		want float32
	}{
		{7, sum(x[:7])}, {8, eights(x[:8])}, {96, eights(x[:96])}, {100, eights(x[:100])}, {128, eights(x[:128])},
		{136, eights(x[:64]) + eights(x[64:136])}, {300, (eights(x[:72]) + eights(x[72:144])) + (eights(x[144:216]) + eights(x[216:300]))},
	} {
		sameBits(t, "sum", []float32{pairwiseSum(x[:test.n], 0, false)}, []float32{test.want})
	}
}

// BenchmarkMaxout is a layer of the encoder of the small pipelines, over 480 tokens.
func BenchmarkMaxout(b *testing.B) {
	const in, out, pieces, rows, stride = 288, 96, 3, 480, 96
	rng := rand.New(rand.NewPCG(9, 10))
	for _, k := range All() {
		l := NewMaxout(k, random(rng, in*out*pieces), random(rng, out*pieces), random(rng, out), random(rng, out), in)
		x, y, scratch := random(rng, stride*rows+in), make([]float32, out*rows), make([]float32, l.Scratch())
		b.Run("kernel="+k.Name(), func(b *testing.B) {
			for b.Loop() {
				l.Apply(y, x, stride, rows, x[stride:], scratch)
			}
			b.ReportMetric(float64(b.N)*in*out*pieces*rows/1e9/b.Elapsed().Seconds(), "GMAC/s")
		})
	}
}

// BenchmarkLinear is the parser's output layer for one state, and its table for 48 tokens.
func BenchmarkLinear(b *testing.B) {
	rng := rand.New(rand.NewPCG(11, 12))
	for _, size := range []struct {
		name      string
		out, rows int
	}{{"state", 106, 1}, {"table", 1024, 48}} {
		for _, k := range All() {
			const in = 64
			l := NewLinear(k, random(rng, in*size.out), random(rng, size.out), in)
			x, y := random(rng, in*size.rows), make([]float32, l.Stride*size.rows)
			b.Run(size.name+"/kernel="+k.Name(), func(b *testing.B) {
				for b.Loop() {
					l.Apply(y, x, in, size.rows)
				}
				b.ReportMetric(float64(b.N)*float64(in*size.out*size.rows)/1e9/b.Elapsed().Seconds(), "GMAC/s")
			})
		}
	}
}
