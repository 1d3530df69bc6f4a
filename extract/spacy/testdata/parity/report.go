package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"dossier/extract/spacy"
)

// An annotation is what spaCy says about a text: a line of golden.py.
type annotation struct {
	Corpus, Name, Text string
	Tokens             []row
	Chunks             [][2]int // noun phrases; nil where spaCy has no rules for them
}

// A report is the outcome of one comparison.
type report struct {
	Corpora []*tally     `json:"corpora"` // in the order in which they came
	Shown   []difference `json:"shown"`   // the first ones of each layer
}

// A tally counts what was compared of a corpus.
type tally struct {
	Corpus      string         `json:"corpus"`
	Docs        int            `json:"docs"`
	Tokens      int            `json:"tokens"`      // of spaCy
	Differences map[string]int `json:"differences"` // by layer
}

// shownOfLayer is how many differences of each layer a report shows.
const shownOfLayer = 5

// batch is how many texts are annotated together.
const batch = 64

// compareAll annotates the texts of the annotations in r, and compares.
func compareAll(nlp *spacy.Language, r io.Reader) (*report, error) {
	rep := &report{}
	in := json.NewDecoder(r)
	for {
		var want []annotation
		var texts []string
		for len(want) < batch {
			var a annotation
			err := in.Decode(&a)
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return nil, fmt.Errorf("read an annotation: %w", err)
			}
			want, texts = append(want, a), append(texts, a.Text)
		}
		if len(want) == 0 {
			return rep, nil
		}
		for i, doc := range nlp.Pipe(texts) {
			if err := rep.add(doc, want[i]); err != nil {
				return nil, fmt.Errorf("%s, %s: %w", want[i].Corpus, want[i].Name, err)
			}
		}
	}
}

// add compares one document.
func (rep *report) add(doc *spacy.Doc, want annotation) error {
	t := rep.tally(want.Corpus)
	t.Docs++
	t.Tokens += len(want.Tokens)
	note := func(d difference) {
		if t.Differences[d.Layer]++; rep.shown(d.Layer) < shownOfLayer {
			d.Corpus, d.Name, d.Text = want.Corpus, want.Name, want.Text
			rep.Shown = append(rep.Shown, d)
		}
	}
	if err := compare(rowsOf(doc), want.Tokens, note); err != nil {
		return err
	}
	if want.Chunks != nil {
		var chunks [][2]int
		for _, c := range doc.NounChunks() {
			chunks = append(chunks, [2]int{c.Start, c.End})
		}
		compareChunks(chunks, want.Chunks, want.Tokens, note)
	}
	return nil
}

// tally returns the counts of a corpus, new ones if it is the first time.
func (rep *report) tally(corpus string) *tally {
	for _, t := range rep.Corpora {
		if t.Corpus == corpus {
			return t
		}
	}
	t := &tally{Corpus: corpus, Differences: make(map[string]int)}
	rep.Corpora = append(rep.Corpora, t)
	return t
}

func (rep *report) shown(layer string) (n int) {
	for _, d := range rep.Shown {
		if d.Layer == layer {
			n++
		}
	}
	return n
}
