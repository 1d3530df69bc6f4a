package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"

	"dossier/extract"
)

// scoreKnowledgeNet measures pronouns on KnowledgeNet, which says of many ends
// of its facts whom they speak of: a pronoun is right if its chain has a name
// that the corpus gives to the same, wrong if only names that it gives to others.
func scoreKnowledgeNet(ctx context.Context, e *env, w, faults io.Writer) error {
	texts, err := readCorpus(e.dir, "knowledgenet")
	if err != nil {
		return err
	}
	var open, aside tally
	err = e.extract(ctx, texts, func(t *Text, a *extract.Analysis) {
		to := &open
		if t.Aside() {
			to = &aside
		}
		ends := knownEnds(t)
		for _, span := range slices.SortedFunc(maps.Keys(ends), func(a, b extract.Span) int { return a.Start - b.Start }) {
			entity := ends[span]
			if !thirdPerson(span.In(t.Text)) || !ends.named(t, entity) {
				continue
			}
			to.marked++
			switch same, other := ends.names(t, a, span, entity); {
			case same:
				to.found++
				to.right++
				to.hits++
			case other:
				to.found++
				if !t.Aside() {
					fmt.Fprintf(faults, "misnamed pronoun\t%s\t%s at %d\t%s\n", t.ID, span.In(t.Text), span.Start, extract.Fold(t.Text))
				}
			}
		}
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\nKnowledgeNet, pronouns of the third person   open %s   aside %s\n", open, aside)
	return nil
}

// String gives precision, recall and F in percent.
func (t tally) String() string {
	return fmt.Sprintf("%5.1f %5.1f %5.1f", 100*t.precision(), 100*t.recall(), 100*t.f())
}

// A mapping says whom the stretches of a text speak of.
type mapping map[extract.Span]string

func knownEnds(t *Text) mapping {
	out := mapping{}
	for _, r := range t.Records {
		for _, end := range []*Argument{r.Subject, r.Object} {
			if end != nil && end.Entity != "" {
				out[t.Span(end.Start, end.End)] = end.Entity
			}
		}
	}
	return out
}

// named reports whether entity has a name in the text.
func (m mapping) named(t *Text, entity string) bool {
	for span, e := range m {
		if e == entity && !thirdPerson(span.In(t.Text)) {
			return true
		}
	}
	return false
}

// names reports whether the chain of the pronoun at span has names of entity,
// and of others.
func (m mapping) names(t *Text, a *extract.Analysis, span extract.Span, entity string) (same, other bool) {
	for _, p := range a.Mentions {
		if p.Span != span || p.Chain < 0 {
			continue
		}
		for _, i := range a.Chains[p.Chain].Mentions {
			if a.Mentions[i].Form != extract.Name {
				continue
			}
			for s, e := range m {
				if s.Overlaps(a.Mentions[i].Span) {
					same, other = same || e == entity, other || e != entity
				}
			}
		}
	}
	return same, other
}
