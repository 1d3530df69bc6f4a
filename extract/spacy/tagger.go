package spacy

import (
	"encoding/json"
	"fmt"

	"dossier/extract/spacy/kernel"
)

// A classifier scores the classes that a component may give a token, by a linear
// layer over the token's vector.
type classifier struct {
	source vectorSource
	output *kernel.Linear
}

func newClassifier(n *network, source vectorSource, classes int) (classifier, error) {
	layers := n.find("softmax")
	if len(layers) != 1 || classes == 0 {
		return classifier{}, fmt.Errorf("%d output layers and %d labels: %w", len(layers), classes, errShape)
	}
	output, err := n.linear(layers[0], classes, source.width)
	return classifier{source, output}, err
}

// classifierRows is how many tokens are scored together.
const classifierRows = 48

// classify calls set with the scores of the classes for each token of the batch.
func (c *classifier) classify(b *batch, s *scratch, set func(d *batchDoc, i int, scores []float32)) {
	vectors := c.source.of(b, s)
	stride := c.output.Stride
	s.tile = grow(s.tile, classifierRows*stride)
	doc := 0 // the document that the row is in
	for start := 0; start < len(b.words); start += classifierRows {
		rows := min(classifierRows, len(b.words)-start)
		c.output.Apply(s.tile, vectors[start*c.output.In:], c.output.In, rows)
		for r := range rows {
			for start+r >= b.docs[doc].first+len(b.docs[doc].words) {
				doc++
			}
			d := &b.docs[doc]
			set(d, start+r-d.first, s.tile[r*stride:][:c.output.Out])
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

// A tagger gives each token a fine-grained tag.
type tagger struct {
	classifier
	labels    []string
	overwrite bool // tags that are there already
}

func (l *loader) tagger(s spec) (component, error) {
	n, source, err := l.network(s)
	if err != nil {
		return nil, err
	}
	var c struct {
		Labels    []string
		Overwrite bool
	}
	if err := l.readCfg(s, &c, map[string]any{"overwrite": &c.Overwrite}); err != nil {
		return nil, err
	}
	t := &tagger{labels: c.Labels, overwrite: c.Overwrite}
	t.classifier, err = newClassifier(n, source, len(t.labels))
	return t, err
}

func (t *tagger) annotate(b *batch, s *scratch) {
	t.classify(b, s, func(d *batchDoc, i int, scores []float32) {
		if token := &d.doc.Tokens[i]; token.Tag == "" || t.overwrite {
			token.Tag = t.labels[argmax(scores)]
		}
	})
}

// readCfg reads settings of a component: what the config says under the given keys,
// and over it the component's own file "cfg", into cfg.
func (l *loader) readCfg(s spec, cfg any, keys map[string]any) error {
	for key, v := range keys {
		if err := l.config.value(s.section, key, v); err != nil {
			return err
		}
	}
	data, err := l.files.read(s.name + "/cfg")
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, cfg); err != nil {
		return fmt.Errorf("read its cfg: %w", err)
	}
	return nil
}
