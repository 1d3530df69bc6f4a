package pair

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"math"
	"sync"

	"dossier/extract"
	"dossier/extract/weights"
)

//go:embed model
var embedded embed.FS

// A Label is one relation or attribute that a model knows.
type Label struct {
	Relation string
	Role     string   `json:",omitempty"` // qualifier role of its claims: "chief executive"
	State    bool     `json:",omitempty"` // told in the past it is over
	One      bool     `json:",omitempty"` // of a subject in a sentence only the surest
	Unless   string   `json:",omitempty"` // relation that says more: what has it does not get this
	Beside   []string `json:",omitempty"` // relations that rules may have found of the same two
	Subject  []string // types of the ends
	Object   []string
	// Scale is what a weight of 1 stands for; Bias is added to the sum.
	Scale, Bias float64
	// Steps map a score to a confidence: the share that is right of those that score
	// so on texts held out, by a logistic curve. Ascending; what is below the first is
	// no claim. Empty: the relation is left to the rules.
	Steps []Step `json:",omitempty"`
}

// A Step says how sure a score makes.
type Step struct{ Score, Confidence float64 }

// A Model scores pairs. It does not change.
type Model struct {
	Labels  []Label
	weights []byte // of int8, by bucket, then label
	sum     string
}

// header is the first line of a model's file, as JSON; the weights follow.
type header struct {
	Format  string
	Buckets int
	Labels  []Label
}

const format = "dossier pairs 1"

// Default reads the embedded model once.
var Default = sync.OnceValues(func() (*Model, error) {
	data, err := embedded.ReadFile("model/weights.bin")
	if err != nil {
		return nil, fmt.Errorf("open the model of pairs: %w", err)
	}
	return Read(data)
})

// Read reads a model.
func Read(data []byte) (*Model, error) {
	var h header
	list, err := weights.Read(data, &h)
	if err != nil || h.Format != format {
		return nil, errors.New("read the model of pairs: this is none")
	}
	if h.Buckets != buckets || len(list) != buckets*len(h.Labels) {
		return nil, fmt.Errorf("read the model of pairs: %d weights for %d relations of %d buckets", len(list), len(h.Labels), h.Buckets)
	}
	return &Model{Labels: h.Labels, weights: list, sum: extract.Hash(string(data))}, nil
}

// Write writes weights, by bucket and then label, as a model.
func Write(w io.Writer, labels []Label, list []int8) error {
	return weights.Write(w, header{format, buckets, labels}, list)
}

// Checksum changes with the model.
func (m *Model) Checksum() string {
	if m == nil {
		return ""
	}
	return m.sum
}

// scores sets out to how much each label says to a pair: its bias and the mean of
// its weights for the features, times the root of their number.
func (m *Model) scores(x *index, c Candidate, out []float64) {
	sums := make([]int32, len(m.Labels))
	n := 0
	x.features(c, func(bucket uint32) {
		row := m.weights[int(bucket)*len(m.Labels):][:len(m.Labels)]
		for l, w := range row {
			sums[l] += int32(int8(w))
		}
		n++
	})
	for l := range out {
		out[l] = m.Labels[l].Bias + float64(sums[l])*m.Labels[l].Scale/math.Sqrt(float64(max(n, 1)))
	}
}

// confidence returns that of a score, 0 if it is too low.
func (l *Label) confidence(score float64) float64 {
	c := 0.0
	for _, s := range l.Steps {
		if score < s.Score {
			break
		}
		c = s.Confidence
	}
	return c
}
