package main

import (
	"context"
	"io"

	"dossier/extract"
)

// A partScore is what is counted over one part of a corpus.
type partScore interface {
	add(t *Text, a *extract.Analysis, wrong io.Writer)
	print(w io.Writer, part string)
}

// scoreParts counts a corpus into parts: what is worked on, whose faults are told,
// and what is kept aside.
func scoreParts(ctx context.Context, e *env, corpus string, parts [2]partScore, w, faults io.Writer) error {
	texts, err := readCorpus(e.dir, corpus)
	if err != nil {
		return err
	}
	err = e.extract(ctx, texts, func(t *Text, a *extract.Analysis) {
		if t.Aside() {
			parts[1].add(t, a, io.Discard)
		} else {
			parts[0].add(t, a, faults)
		}
	})
	if err != nil {
		return err
	}
	parts[0].print(w, "dev")
	parts[1].print(w, "aside")
	return nil
}

// ratio is a of b, 0 of none.
func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// f1 is the harmonic mean of precision and recall.
func f1(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}
