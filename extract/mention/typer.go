package mention

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"math"
	"sync"

	"dossier/extract"
	"dossier/extract/weights"
)

// Classes are what a typer tells apart: the roots of the type tree that are no
// values, and "" for what is no name.
var Classes = [...]string{"Person", "Organization", "Place", "Group", "Event", "Work", "Product", "Law", ""}

// A typer says by the clues of a name how likely each class is. It is one linear
// function of the clues a class, and does not change.
type typer struct {
	weights []byte // of int8, by bucket, then class
	scale   float64
	bias    []float64
}

// header is the first line of a typer's file, as JSON; the weights follow.
type header struct {
	Format  string
	Buckets int
	Scale   float64 // what a weight of 1 stands for
	Bias    []float64
}

const format = "dossier names 1"

//go:embed model/weights.bin
var embedded []byte

// defaultTyper reads the embedded weights, which are part of the program.
var defaultTyper = sync.OnceValue(func() *typer {
	t, err := readTyper(embedded)
	if err != nil {
		panic("mention: " + err.Error())
	}
	return t
})

func readTyper(data []byte) (*typer, error) {
	var h header
	list, err := weights.Read(data, &h)
	if err != nil || h.Format != format {
		return nil, errors.New("read the weights for names: these are none")
	}
	if h.Buckets != buckets || len(h.Bias) != len(Classes) || len(list) != buckets*len(Classes) {
		return nil, fmt.Errorf("read the weights for names: %d for %d buckets", len(list), h.Buckets)
	}
	return &typer{list, h.Scale, h.Bias}, nil
}

// WriteTyper writes weights, by bucket and then class, as the model that this
// package embeds.
func WriteTyper(w io.Writer, list []int8, scale float64, bias []float64) error {
	return weights.Write(w, header{format, buckets, scale, bias}, list)
}

// Checksum changes with the embedded weights: what the mentions depend on beside the
// analysis, the lexicon and the gazetteer.
func Checksum() string { return extract.Hash("typer", string(embedded)) }

// add adds to out the logarithm of how likely each class is.
func (t *typer) add(set []uint32, out *[len(Classes)]float64) {
	var sums [len(Classes)]int32
	for _, b := range set {
		for k, w := range t.weights[int(b)*len(Classes):][:len(Classes)] {
			sums[k] += int32(int8(w))
		}
	}
	var logs [len(Classes)]float64
	sum := 0.0
	for k := range logs {
		logs[k] = t.bias[k] + float64(sums[k])*t.scale/math.Sqrt(float64(max(len(set), 1)))
		sum += math.Exp(logs[k])
	}
	for k := range logs {
		out[k] += logs[k] - math.Log(sum)
	}
}

// A Candidate is a name of whose type nothing but the model or a repetition
// speaks, with its clues: what a typer is trained on.
type Candidate struct {
	extract.Span
	Class string // that of the model's label, "" if none
	Clues []uint32
}

// Buckets is how many weights a class has.
const Buckets = buckets

// Candidates returns the names of a that a typer types.
func (r *Recognizer) Candidates(a *extract.Analysis) []Candidate {
	var out []Candidate
	r.mentions(a, func(n *name, c *clues) {
		out = append(out, Candidate{n.span, r.types.Root(byLabel[n.label]), append([]uint32(nil), c.set...)})
	})
	return out
}
