package spacy

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A morphologizer gives each token a coarse part of speech and features.
type morphologizer struct {
	classifier
	classes           []morphClass
	overwrite, extend bool
}

type morphClass struct {
	pos   string
	feats featureMap
}

func (l *loader) morphologizer(s spec) (component, error) {
	n, source, err := l.network(s)
	if err != nil {
		return nil, err
	}
	c := struct {
		Morph             orderedStrings    `json:"labels_morph"`
		Pos               map[string]uint64 `json:"labels_pos"`
		Overwrite, Extend bool
	}{Overwrite: true}
	if err := l.readCfg(s, &c, map[string]any{"overwrite": &c.Overwrite, "extend": &c.Extend}); err != nil {
		return nil, err
	}
	m := &morphologizer{overwrite: c.Overwrite, extend: c.Extend}
	for _, label := range c.Morph {
		pos := l.strings.symbol(c.Pos[label.key])
		if pos == "" && c.Pos[label.key] != 0 {
			return nil, fmt.Errorf("label %q has a part of speech of number %d, which there is not", label.key, c.Pos[label.key])
		}
		m.classes = append(m.classes, morphClass{pos, parseFeatures(label.value)})
	}
	m.classifier, err = newClassifier(n, source, len(m.classes))
	return m, err
}

func (m *morphologizer) annotate(b *batch, s *scratch) {
	m.classify(b, s, func(d *batchDoc, i int, scores []float32) {
		t, class := &d.doc.Tokens[i], &m.classes[argmax(scores)]
		switch {
		case m.extend && m.overwrite:
			t.Morph = parseFeatures(t.Morph).with(class.feats).String()
		case m.extend:
			t.Morph = class.feats.with(parseFeatures(t.Morph)).String()
		case m.overwrite || t.Morph == "":
			t.Morph = class.feats.String()
		}
		d.morphs[i] = true
		if t.Pos == "" || m.overwrite {
			t.Pos = class.pos
		}
	})
}

// A featureMap is morphological features: the values of each, joined by commas.
type featureMap map[string]string

// parseFeatures reads features in the notation of Universal Dependencies,
// "Case=Nom|Number=Sing"; "" and "_" are none. Several values are put in order.
func parseFeatures(s string) featureMap {
	f := make(featureMap)
	if s == "" || s == "_" {
		return f
	}
	for feature := range strings.SplitSeq(s, "|") {
		name, value, _ := strings.Cut(feature, "=")
		values := strings.Split(value, ",")
		slices.Sort(values)
		f[name] = strings.Join(values, ",")
	}
	return f
}

// with returns f with the features of g, which go over those of f.
func (f featureMap) with(g featureMap) featureMap {
	f = maps.Clone(f)
	maps.Copy(f, g)
	return f
}

// String returns the features in order.
func (f featureMap) String() string {
	all := make([]string, 0, len(f))
	for name, value := range f {
		all = append(all, name+"="+value)
	}
	slices.Sort(all)
	return strings.Join(all, "|")
}

// orderedStrings is a JSON object of strings in the order of the text.
type orderedStrings []struct{ key, value string }

func (o *orderedStrings) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		name, ok := key.(string)
		if !ok {
			return fmt.Errorf("%v where a name should stand", key)
		}
		var value string
		if err := d.Decode(&value); err != nil {
			return err
		}
		*o = append(*o, struct{ key, value string }{name, value})
	}
	return nil
}
