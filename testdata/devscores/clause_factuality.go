package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"dossier/extract"
)

// A verdict is what the text makes of an event: it happened, it did not, or
// neither is said.
type verdict int

const (
	happened verdict = iota
	open
	not
)

var verdicts = [...]string{"asserted", "open", "denied"}

func verdictOf(s extract.Status) verdict {
	switch s {
	case extract.Asserted, extract.Past:
		return happened
	case extract.Denied:
		return not
	}
	return open
}

// goldVerdict reads the mean of the annotators. They gave no reasons, and many
// hold that what is planned or asked did not happen.
func goldVerdict(factuality float64) verdict {
	switch {
	case factuality > 1.5:
		return happened
	case factuality < -1.5:
		return not
	}
	return open
}

// A factualityScore counts the events of one part of the corpus.
type factualityScore struct {
	events int
	table  [3][3]int // gold, then predicted, of those that are propositions
}

func (s *factualityScore) found() (n int) {
	for _, row := range s.table {
		for _, c := range row {
			n += c
		}
	}
	return n
}

// print writes how well what happened is told from what did not or is open: the
// annotators do not tell the two apart either.
func (s *factualityScore) print(w io.Writer, part string) {
	tp := s.table[happened][happened]
	gold := tp + s.table[happened][open] + s.table[happened][not]
	got := tp + s.table[open][happened] + s.table[not][happened]
	found := s.found()
	fmt.Fprintf(w, "%-6s events %5d, propositions %5d (%.3f)\n", part, s.events, found, ratio(found, s.events))
	fmt.Fprintf(w, "       asserted      P %.3f  R %.3f  F1 %.3f\n", ratio(tp, got), ratio(tp, gold), f1(ratio(tp, got), ratio(tp, gold)))
	rest := found - gold - got + tp
	p, r := ratio(rest, found-got), ratio(rest, found-gold)
	fmt.Fprintf(w, "       not asserted  P %.3f  R %.3f  F1 %.3f\n", p, r, f1(p, r))
	fmt.Fprintf(w, "       accuracy      %.3f\n", ratio(tp+rest, found))
}

// scoreFactuality compares the status of propositions with what readers of UDS
// thought of the event.
func scoreFactuality(ctx context.Context, e *env, w, faults io.Writer) error {
	return scoreParts(ctx, e, "uds-factuality", [2]partScore{&factualityScore{}, &factualityScore{}}, w, faults)
}

func (s *factualityScore) add(t *Text, a *extract.Analysis, wrong io.Writer) {
	for _, r := range t.Records {
		if r.Kind != "event" {
			continue
		}
		s.events++
		p := propositionAt(a, t.Span(r.Start, r.End))
		if p == nil {
			continue
		}
		gold, got := goldVerdict(r.Factuality), verdictOf(p.Status)
		s.table[gold][got]++
		if (gold == happened) != (got == happened) {
			fmt.Fprintf(wrong, "%s %.1f taken for %s: [%s] %s\n", verdicts[gold], r.Factuality, p.Nuance, r.Text, t.Text)
		}
	}
}

// propositionAt returns the proposition whose main word is at the span, nil if
// there is none.
func propositionAt(a *extract.Analysis, at extract.Span) *extract.Proposition {
	i := slices.IndexFunc(a.Propositions, func(p extract.Proposition) bool {
		return a.Sentences[p.Sentence].Tokens[p.Head].Span.Start == at.Start
	})
	if i < 0 {
		return nil
	}
	return &a.Propositions[i]
}
