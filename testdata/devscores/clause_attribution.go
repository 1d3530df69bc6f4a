package main

import (
	"context"
	"fmt"
	"io"

	"dossier/extract"
)

// An attributionScore counts who says what. A content is found if the shorter
// of two spans lies for more than half in the longer, and the two begin in one
// sentence; it is right if the source shares a word with the marked one.
type attributionScore struct {
	gold, sourced int // marked; those of them that have a source in the text
	got           int
	content       int // marked and found
	source        int // the same, with the right source
}

func (s *attributionScore) print(w io.Writer, part string) {
	fmt.Fprintf(w, "%-6s marked %4d, predicted %4d\n", part, s.gold, s.got)
	p, r := ratio(s.content, s.got), ratio(s.content, s.gold)
	fmt.Fprintf(w, "       content           P %.3f  R %.3f  F1 %.3f\n", p, r, f1(p, r))
	p, r = ratio(s.source, s.got), ratio(s.source, s.gold)
	fmt.Fprintf(w, "       content + source  P %.3f  R %.3f  F1 %.3f\n", p, r, f1(p, r))
}

// scoreAttribution compares attributions with those that GUM's discourse trees
// mark in news, interviews and the like. They mark verbs of thinking and of
// showing too, and each elementary unit of a long content at most once.
func scoreAttribution(ctx context.Context, e *env, w, faults io.Writer) error {
	return scoreParts(ctx, e, "gum", [2]partScore{&attributionScore{}, &attributionScore{}}, w, faults)
}

func (s *attributionScore) add(t *Text, a *extract.Analysis, wrong io.Writer) {
	var predicted []*extract.Attribution
	for i := range a.Attributions {
		if at := &a.Attributions[i]; at.Source != nil {
			predicted = append(predicted, at)
		}
	}
	s.got += len(predicted)
	used := make([]bool, len(predicted))
	for _, r := range t.Records {
		if r.Kind != "attribution" || r.Content == nil {
			continue
		}
		s.gold++
		content := t.Span(r.Content.Start, r.Content.End)
		best := -1
		for i, at := range predicted {
			if !used[i] && alike(content, at.Content) && (best < 0 || sourced(t, &r, at) && !sourced(t, &r, predicted[best])) {
				best = i
			}
		}
		switch {
		case best < 0:
			fmt.Fprintf(wrong, "missed %s: %s | %s\n", t.ID, argumentText(r.Unit), r.Content.Text)
			continue
		case sourced(t, &r, predicted[best]):
			s.source++
		default:
			fmt.Fprintf(wrong, "source %s: %q taken for %q | %s\n", t.ID, argumentText(r.Source), a.Text(predicted[best].Source.Span), r.Content.Text)
		}
		s.content++
		used[best] = true
	}
	for i, at := range predicted {
		if !used[i] {
			fmt.Fprintf(wrong, "extra  %s: %s %s | %s\n", t.ID, a.Text(at.Source.Span), a.Text(at.Cue), a.Text(at.Content))
		}
	}
}

func argumentText(a *Argument) string {
	if a == nil {
		return ""
	}
	return a.Text
}

// alike reports whether the shorter of two spans lies for more than half of it
// in the other.
func alike(a, b extract.Span) bool {
	shared := min(a.End, b.End) - max(a.Start, b.Start)
	return 2*shared > min(a.Len(), b.Len())
}

// sourced reports whether the source of at overlaps the marked one, or is a
// pronoun or name of the same entity inside it.
func sourced(t *Text, r *Record, at *extract.Attribution) bool {
	if r.Source == nil {
		return false
	}
	want := t.Span(r.Source.Start, r.Source.End)
	return at.Source.Start < want.End && want.Start < at.Source.End
}
