package spacy

import (
	"encoding/json"
	"fmt"

	"dossier/extract/spacy/kernel"
)

// A tagger gives each token the tag that a linear layer over its vector scores highest.
type tagger struct {
	labels []string
	output *kernel.Linear
}

func newTagger(n *network, cfg []byte, width int) (*tagger, error) {
	t := &tagger{}
	var c struct{ Labels []string }
	if err := json.Unmarshal(cfg, &c); err != nil {
		return nil, fmt.Errorf("read its cfg: %w", err)
	}
	t.labels = c.Labels
	layers := n.find("softmax")
	if len(layers) != 1 || len(t.labels) == 0 {
		return nil, fmt.Errorf("%d output layers and %d labels: %w", len(layers), len(t.labels), errShape)
	}
	var err error
	t.output, err = n.linear(layers[0], len(t.labels), width)
	return t, err
}

func (t *tagger) annotate(b *batch, s *scratch) {
	const tileRows = 48
	s.tile = grow(s.tile, tileRows*t.output.Stride)
	doc := 0 // the document that the row is in
	for start := 0; start < len(b.words); start += tileRows {
		rows := min(tileRows, len(b.words)-start)
		t.output.Apply(s.tile, b.tensor[start*t.output.In:], t.output.In, rows)
		for r := range rows {
			for start+r >= b.docs[doc].first+len(b.docs[doc].words) {
				doc++
			}
			d := &b.docs[doc]
			d.doc.Tokens[start+r-d.first].Tag = t.labels[argmax(s.tile[r*t.output.Stride:][:t.output.Out])]
		}
	}
}

// argmax returns the index of the greatest value, the first of equals.
func argmax(x []float32) int {
	best := 0
	for i, v := range x {
		if v > x[best] {
			best = i
		}
	}
	return best
}
