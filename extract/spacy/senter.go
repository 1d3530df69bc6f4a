package spacy

import (
	"encoding/json"
	"errors"
	"fmt"
	"unicode"
)

// A senter says of each token whether a sentence starts there.
type senter struct {
	classifier
	overwrite bool // what is known already
}

func (l *loader) senter(s spec) (component, error) {
	n, source, err := l.network(s)
	if err != nil {
		return nil, err
	}
	var c struct{ Overwrite bool }
	if err := l.readCfg(s, &c, map[string]any{"overwrite": &c.Overwrite}); err != nil {
		return nil, err
	}
	t := &senter{overwrite: c.Overwrite}
	t.classifier, err = newClassifier(n, source, 2)
	return t, err
}

func (t *senter) annotate(b *batch, s *scratch) {
	t.classify(b, s, func(d *batchDoc, i int, scores []float32) {
		if d.sentStarts[i] == 0 || t.overwrite {
			d.setSentStart(i, argmax(scores) == 1)
		}
	})
}

// A sentencizer starts sentences after certain marks and the punctuation that
// follows them.
type sentencizer struct {
	marks     map[string]bool
	overwrite bool
}

func (l *loader) sentencizer(s spec) (component, error) {
	name := s.name + ".json" // other components have a directory
	data, err := l.files.read(name)
	if err != nil {
		return nil, err
	}
	var c struct {
		PunctChars []string `json:"punct_chars"`
		Overwrite  bool
	}
	if err := json.Unmarshal(data, &c); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(c.PunctChars) == 0 {
		return nil, errors.New("it has no punct_chars")
	}
	t := &sentencizer{marks: make(map[string]bool), overwrite: c.Overwrite}
	for _, mark := range c.PunctChars {
		t.marks[mark] = true
	}
	return t, nil
}

func (t *sentencizer) annotate(b *batch, s *scratch) {
	for i := range b.docs {
		t.split(&b.docs[i])
	}
}

func (t *sentencizer) split(d *batchDoc) {
	seen := false // a mark since the sentence began
	for i := range d.words {
		text := d.words[i].lex.text
		mark := t.marks[text]
		starts := i == 0 || seen && !mark && !allPunct(text)
		switch {
		case starts && i > 0:
			seen = false
		case mark:
			seen = true
		}
		if d.sentStarts[i] == 0 || t.overwrite {
			d.setSentStart(i, starts)
		}
	}
}

// allPunct reports whether all characters are punctuation.
func allPunct(text string) bool {
	for _, r := range text {
		if !unicode.Is(unicode.P, r) {
			return false
		}
	}
	return true
}
