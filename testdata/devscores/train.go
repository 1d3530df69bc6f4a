package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"dossier/extract"
	"dossier/extract/pair"
)

// An example is a candidate with what the corpus says of it, label by label: 1, 0,
// or -1 where it says nothing.
type example struct {
	text     string
	touched  bool   // a rule has made a claim of the two
	left     []bool // that leaves room for the label
	weight   float64
	features []uint32
	says     []int8
}

// train makes the model of pairs and writes it to path, and what became of it to w.
func train(ctx context.Context, e *env, path string, w io.Writer) error {
	texts, err := readCorpus(e.dir, "knowledgenet")
	if err != nil {
		return err
	}
	texts = slices.DeleteFunc(texts, (*Text).Aside)
	var all []example
	if err := e.extractAll(ctx, texts, func(t *Text, a *extract.Analysis) {
		all = append(all, examples(e.types, t, a, 1, func(l int, x *example, s, o *extract.Mention) int8 {
			return says(t, trained[l].property, trained[l].turned, a, s, o)
		})...)
	}); err != nil {
		return err
	}
	names := []string{"knowledgenet"}
	for _, m := range materials {
		names = append(names, m.corpus)
		others, err := readCorpus(e.dir, m.corpus)
		if err != nil {
			return err
		}
		others = slices.DeleteFunc(others, func(t *Text) bool { return t.Aside() || m.use != nil && !m.use(t) })
		if err := e.extract(ctx, others, func(t *Text, a *extract.Analysis) { all = append(all, examples(e.types, t, a, m.weight, m.says(t))...) }); err != nil {
			return err
		}
	}
	for _, name := range names {
		sum, err := checksum(filepath.Join(e.dir, name+".jsonl.gz"))
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s.jsonl.gz, sha256 %s\n", name, sum)
	}
	fmt.Fprintf(w, "seed %d, %d epochs, %d texts of knowledgenet, %d pairs in all\n", seed, epochs, len(texts), len(all))
	labels := make([]pair.Label, len(trained))
	weights := make([]int8, pair.Buckets*len(trained))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	lines := make([]string, len(trained))
	for l := range trained {
		g.Go(func() error {
			labels[l] = trained[l].label
			held := heldOut(all, l)
			labels[l].Steps = steps(held)
			fit := fitLabel(all, l, func(example) bool { return true })
			labels[l].Bias = fit.bias
			labels[l].Scale = quantize(fit.weights, weights, l)
			lines[l] = fmt.Sprintf("%-16s %5d pairs, %4d hold; steps %.2f\n", labels[l].Relation, len(held), count(held), labels[l].Steps)
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for _, line := range lines {
		io.WriteString(w, line)
	}
	var out bytes.Buffer
	if err := pair.Write(&out, labels, weights); err != nil {
		return err
	}
	return os.WriteFile(path, out.Bytes(), 0o666)
}

// says returns what the text says of a pair for a label.
func (m material) says(t *Text) func(int, *example, *extract.Mention, *extract.Mention) int8 {
	return func(l int, x *example, s, o *extract.Mention) int8 {
		marks := m.marks[trained[l].label.Relation]
		none := m.unsaid || slices.Contains(m.none, trained[l].label.Relation)
		switch {
		case x.touched && none:
			return -1
		case none:
			return 0
		case marks == nil && !m.onePair:
			return -1
		}
		judged := !m.onePair
		for _, r := range t.Records {
			if r.Kind != "claim" || r.Subject == nil || r.Object == nil {
				continue
			}
			subject, object := t.Span(r.Subject.Start, r.Subject.End), t.Span(r.Object.Start, r.Object.End)
			here, there := subject.Overlaps(s.Span) && object.Overlaps(o.Span), subject.Overlaps(o.Span) && object.Overlaps(s.Span)
			if here && (slices.Contains(marks, string(r.Predicate))) || there && (slices.Contains(marks, "-"+string(r.Predicate)) || slices.Contains(marks, string(r.Predicate)) && trained[l].property == "SPOUSE") {
				return 1
			}
			judged = judged || here || there
		}
		if judged && marks != nil {
			return 0
		}
		return -1
	}
}

func checksum(path string) (string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read corpus: %w", err)
	}
	return fmt.Sprintf("%x", sha256.Sum256(data)), nil
}

// examples are the candidates of a text of which says knows something.
func examples(types *extract.Types, t *Text, a *extract.Analysis, weight float64, says func(int, *example, *extract.Mention, *extract.Mention) int8) []example {
	var out []example
	touched := pair.NewTouched(a)
	pairs := pair.Candidates(a)
	features := pair.Features(a, pairs)
	for i, c := range pairs {
		s, o := &a.Mentions[c.Subject], &a.Mentions[c.Object]
		x := example{text: t.ID, weight: weight, says: make([]int8, len(trained)), left: make([]bool, len(trained))}
		known := false
		for l := range trained {
			x.says[l] = -1
			x.touched, x.left[l] = touched.Of(a, c, &trained[l].label)
			if trained[l].label.Fits(types, a, c) {
				x.says[l] = says(l, &x, s, o)
			}
			known = known || x.says[l] >= 0
		}
		if known {
			x.features = features[i]
			out = append(out, x)
		}
	}
	return out
}

// says tells what the corpus says of a pair of mentions: that the property holds,
// that it does not, or nothing, as where it holds of other mentions of the same.
func says(t *Text, property string, turned bool, a *extract.Analysis, s, o *extract.Mention) int8 {
	if turned {
		s, o = o, s
	}
	complete := false
	holds := int8(0)
	for _, r := range t.Records {
		switch {
		case r.Kind == "passage":
			in := t.Span(r.Start, r.End)
			complete = complete || slices.Contains(r.CompleteFor, property) && in.Contains(s.Span) && in.Contains(o.Span)
		case r.Kind == "claim" && string(r.Predicate) == property && r.Subject != nil && r.Object != nil:
			subject, object := t.Span(r.Subject.Start, r.Subject.End), t.Span(r.Object.Start, r.Object.End)
			if subject.Overlaps(s.Span) && object.Overlaps(o.Span) || property == "SPOUSE" && subject.Overlaps(o.Span) && object.Overlaps(s.Span) {
				return 1
			}
			if o.Chain >= 0 && s.Chain >= 0 && speaksOf(a, s.Chain, subject) && speaksOf(a, o.Chain, object) {
				holds = -1
			}
		}
	}
	if !complete {
		return -1
	}
	return holds
}

func speaksOf(a *extract.Analysis, chain int, s extract.Span) bool {
	return slices.ContainsFunc(a.Chains[chain].Mentions, func(m int) bool { return a.Mentions[m].Overlaps(s) })
}
