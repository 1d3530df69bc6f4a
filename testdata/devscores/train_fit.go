package main

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"dossier/extract/pair"
)

// What the model of pairs is made with. The texts kept aside take no part.
const (
	seed   = 1
	epochs = 12
	rate   = 0.3
	decay  = 2e-6 // of the weights, at each step
	folds  = 5
	least  = 0.65 // confidence of a claim
	grid   = 0.05 // of confidence
)

// A fit is one label's weights.
type fit struct {
	weights []float64
	bias    float64
}

func (f *fit) score(x example) float64 {
	sum := 0.0
	for _, b := range x.features {
		sum += f.weights[b]
	}
	return f.bias + sum/math.Sqrt(float64(max(len(x.features), 1)))
}

// fitLabel trains a logistic regression by stochastic gradient with AdaGrad.
func fitLabel(all []example, l int, use func(example) bool) *fit {
	var mine []int
	for i, x := range all {
		if x.says[l] >= 0 && use(x) {
			mine = append(mine, i)
		}
	}
	f := &fit{weights: make([]float64, pair.Buckets)}
	squares := make([]float64, pair.Buckets)
	biasSquares := 1e-8
	random := rand.New(rand.NewPCG(seed, uint64(l)))
	for range epochs {
		random.Shuffle(len(mine), func(i, j int) { mine[i], mine[j] = mine[j], mine[i] })
		for _, i := range mine {
			x := all[i]
			norm := math.Sqrt(float64(max(len(x.features), 1)))
			g := x.weight * (1/(1+math.Exp(-f.score(x))) - float64(x.says[l]))
			for _, b := range x.features {
				gb := g/norm + decay*f.weights[b]
				squares[b] += gb * gb
				f.weights[b] -= rate * gb / (math.Sqrt(squares[b]) + 1e-8)
			}
			biasSquares += g * g
			f.bias -= rate * g / math.Sqrt(biasSquares)
		}
	}
	return f
}

// A scored example is one that the model that scored it had not seen.
type scored struct {
	score float64
	right bool
}

// heldOut scores each example by a model of the other folds; what a rule has
// touched is the rules' business and does not count.
func heldOut(all []example, l int) []scored {
	var out []scored
	for k := range folds {
		in := func(x example) bool { return fold(x.text) == k }
		f := fitLabel(all, l, func(x example) bool { return !in(x) })
		for _, x := range all {
			if x.says[l] >= 0 && in(x) && x.left[l] {
				out = append(out, scored{f.score(x), x.says[l] == 1})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	return out
}

func fold(text string) int {
	h := uint32(2166136261)
	for i := range len(text) {
		h = (h ^ uint32(text[i])) * 16777619
	}
	return int(h>>8) % folds
}

// steps finds from which scores on how many are right: the grid of confidence on a
// logistic curve through the held-out scores.
func steps(held []scored) []pair.Step {
	slope, shift := curve(held)
	if slope <= 0 {
		return nil
	}
	var out []pair.Step
	for c := least; c < 0.99; c += grid {
		score := (math.Log(c/(1-c)) - shift) / slope
		out = append(out, pair.Step{Score: math.Round(score*1000) / 1000, Confidence: math.Round(c*100) / 100})
	}
	return out
}

// curve fits the logistic curve of being right by score: Newton's method.
func curve(held []scored) (slope, shift float64) {
	for range 50 {
		var gs, gb, ss, sb, bb float64
		for _, x := range held {
			p := 1 / (1 + math.Exp(-slope*x.score-shift))
			d := p
			if x.right {
				d--
			}
			w := p * (1 - p)
			gs, gb = gs+d*x.score, gb+d
			ss, sb, bb = ss+w*x.score*x.score, sb+w*x.score, bb+w
		}
		ss, bb = ss+1e-3, bb+1e-3
		det := ss*bb - sb*sb
		slope -= (bb*gs - sb*gb) / det
		shift -= (ss*gb - sb*gs) / det
	}
	return slope, shift
}

func count(held []scored) int {
	n := 0
	for _, x := range held {
		if x.right {
			n++
		}
	}
	return n
}

// quantize writes weights as bytes into the column of label l and returns what a
// step of one stands for.
func quantize(from []float64, to []int8, l int) float64 {
	most := 1e-9
	for _, w := range from {
		most = max(most, math.Abs(w))
	}
	scale := most / 127
	for b, w := range from {
		to[b*len(trained)+l] = int8(math.Round(w / scale))
	}
	return scale
}
