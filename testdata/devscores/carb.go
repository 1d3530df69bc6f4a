package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"dossier/extract"
)

// A carbScore counts open propositions. One of the corpus is predicated if one of
// ours hangs on a word of its predicate, or, as "X is a Y" and appositions do, on a
// word of one of its ends; it is found if both of its ends cover the heads of
// different arguments of that one, or its trigger.
type carbScore struct {
	gold, predicated, found int
	got, right              int // ours of two arguments and more; those that one of the corpus finds
}

func (s *carbScore) print(w io.Writer, part string) {
	p, r := ratio(s.right, s.got), ratio(s.found, s.gold)
	fmt.Fprintf(w, "%-6s marked %4d, predicated %4d (%.3f), predicted %4d\n", part, s.gold, s.predicated, ratio(s.predicated, s.gold), s.got)
	fmt.Fprintf(w, "       predicate and ends  P %.3f  R %.3f  F1 %.3f\n", p, r, f1(p, r))
}

// scoreCarb compares the open layer with what experts wrote out of sentences.
// They also split what one of ours says of several places and times.
func scoreCarb(ctx context.Context, e *env, w, faults io.Writer) error {
	return scoreParts(ctx, e, "carb-openie-dev", [2]partScore{&carbScore{}, &carbScore{}}, w, faults)
}

func (s *carbScore) add(t *Text, a *extract.Analysis, wrong io.Writer) {
	used := make([]bool, len(a.Propositions))
	for i := range t.Records {
		r := &t.Records[i]
		if r.Kind != "proposition" || r.Subject == nil || r.Object == nil || r.Object.Text == "" {
			continue
		}
		s.gold++
		predicated, found := false, false
		for j := range a.Propositions {
			p := &a.Propositions[j]
			if !predicates(t, r, a, p) {
				continue
			}
			predicated = true
			if joins(t, r, a, p) {
				found, used[j] = true, true
			}
		}
		if predicated {
			s.predicated++
		}
		if found {
			s.found++
			continue
		}
		fmt.Fprintf(wrong, "missed %s: %s | %s | %s\n", t.ID, r.Subject.Text, r.Predicate, r.Object.Text)
	}
	for j := range a.Propositions {
		p := &a.Propositions[j]
		if len(p.Arguments) < 2 {
			continue
		}
		s.got++
		if used[j] {
			s.right++
			continue
		}
		fmt.Fprintf(wrong, "extra  %s: %s | %s\n", t.ID, a.Text(p.Trigger), a.Text(p.Arguments[0].Span))
	}
}

func predicates(t *Text, r *Record, a *extract.Analysis, p *extract.Proposition) bool {
	at := a.Sentences[p.Sentence].Tokens[p.Head].Span
	return slices.Contains(strings.Fields(string(r.Predicate)), a.Text(at)) || holds(t, r.Subject, at) || holds(t, r.Object, at)
}

// joins reports whether the ends of r hold the heads of different parts of p.
func joins(t *Text, r *Record, a *extract.Analysis, p *extract.Proposition) bool {
	tokens := a.Sentences[p.Sentence].Tokens
	parts := []extract.Span{tokens[p.Head].Span}
	for _, x := range p.Arguments {
		if x.Head >= 0 {
			parts = append(parts, tokens[x.Head].Span)
		}
	}
	for i, x := range parts {
		for j, y := range parts {
			if i != j && holds(t, r.Subject, x) && holds(t, r.Object, y) {
				return true
			}
		}
	}
	return false
}

func holds(t *Text, x *Argument, at extract.Span) bool {
	span := t.Span(x.Start, x.End)
	return span.Start <= at.Start && at.End <= span.End
}
