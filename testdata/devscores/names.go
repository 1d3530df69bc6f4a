package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"dossier/extract"
)

// A foundName is a name as a system finds it.
type foundName struct {
	extract.Span
	class string
	how   string // for the list of faults
}

// A prf counts what was found right and wrong, and what was missed.
type prf struct{ tp, fp, fn int }

func (p prf) String() string {
	ratio := func(a, b int) float64 { return float64(a) / float64(max(b, 1)) }
	return fmt.Sprintf("%.3f %.3f %.3f", ratio(p.tp, p.tp+p.fp), ratio(p.tp, p.tp+p.fn), ratio(2*p.tp, 2*p.tp+p.fp+p.fn))
}

// A nameScore is that of one system over one part of a corpus.
type nameScore struct{ span, typed prf }

// scoreNames compares the names that the model labels, and those that the
// mention step makes of them, with the marked ones.
func scoreNames(ctx context.Context, e *env, w, faults io.Writer) error {
	fmt.Fprintf(w, "%-34s %17s   %17s\n%-34s %5s %5s %5s   %5s %5s %5s %6s %5s\n", "", "bounds", "bounds and type", "", "P", "R", "F1", "P", "R", "F1", "names", "unread")
	for _, c := range nameCorpora() {
		texts, err := readCorpus(e.dir, c.file)
		if err != nil {
			return err
		}
		var model, own [2]nameScore // the rest, aside
		var unread [2]int
		gold, out := make([][]goldName, len(texts)), make([][]extract.Span, len(texts))
		for i, t := range texts {
			gold[i], out[i] = c.goldNames(t)
		}
		if c.roles {
			bothRoles(texts, gold)
		}
		at := -1
		err = e.extract(ctx, texts, func(t *Text, a *extract.Analysis) {
			at++
			part, list := 0, faults
			if t.Aside() {
				part, list = 1, io.Discard
			}
			read := slices.DeleteFunc(slices.Clone(gold[at]), func(g goldName) bool { return sentenceAt(a, g.Span) == "" })
			unread[part] += len(gold[at]) - len(read)
			model[part].add(a, read, out[at], c.labelled(a), io.Discard)
			own[part].add(a, read, out[at], c.named(e.types, a), prefixed{list, c.file})
		})
		if err != nil {
			return err
		}
		for part, name := range []string{c.file, c.file + ", aside"} {
			n := own[part].typed.tp + own[part].typed.fn
			fmt.Fprintf(w, "%-34s %v   %v %6d %5d\n", name, own[part].span, own[part].typed, n, unread[part])
			fmt.Fprintf(w, "%-34s %v   %v\n", "    the model alone", model[part].span, model[part].typed)
		}
	}
	return nil
}

// labelled returns the model's names.
func (c *nameCorpus) labelled(a *extract.Analysis) []foundName {
	var out []foundName
	for _, s := range a.Sentences {
		for i := 0; i < len(s.Tokens); {
			last := i + 1
			for last < len(s.Tokens) && s.Tokens[last].Ent == s.Tokens[i].Ent && !s.Tokens[last].Begin {
				last++
			}
			if class := c.model[s.Tokens[i].Ent]; class != "" {
				out = append(out, foundName{bare(a.Document.Text, extract.Span{Start: s.Tokens[i].Start, End: s.Tokens[last-1].End}), class, s.Tokens[i].Ent})
			}
			i = last
		}
	}
	return out
}

// named returns the names among the mentions, the outer one of those that nest.
func (c *nameCorpus) named(types *extract.Types, a *extract.Analysis) []foundName {
	var out []foundName
	end := 0
	for _, m := range a.Mentions {
		if m.Form != extract.Name || m.Start < end {
			continue
		}
		end = m.End
		if class := c.class(types, m); class != "" {
			out = append(out, foundName{bare(a.Document.Text, m.Span), class, m.Type + " by " + m.Rule + " " + m.Label})
		}
	}
	return out
}

// add counts found against gold. What touches a stretch of out is not counted
// unless it is one of gold.
func (n *nameScore) add(a *extract.Analysis, gold []goldName, out []extract.Span, found []foundName, faults io.Writer) {
	matched := make([]bool, len(gold))
	fault := func(kind string, s extract.Span, what string) {
		fmt.Fprintf(faults, "\t%s\t%s\t%s\t%s\n", kind, a.Text(s), what, sentenceAt(a, s))
	}
	for _, f := range found {
		i := slices.IndexFunc(gold, func(g goldName) bool { return g.Span == f.Span })
		if i >= 0 {
			matched[i] = true
			n.span.tp++
			if slices.Contains(gold[i].classes, f.class) {
				n.typed.tp++
				continue
			}
			n.typed.fp++
			n.typed.fn++
			fault("type", f.Span, fmt.Sprintf("%v, found %s", gold[i].classes, f.how))
			continue
		}
		if slices.ContainsFunc(out, f.Overlaps) {
			continue
		}
		n.span.fp++
		n.typed.fp++
		if i = slices.IndexFunc(gold, func(g goldName) bool { return g.Overlaps(f.Span) }); i >= 0 {
			fault("bounds", f.Span, fmt.Sprintf("%q %v, found %s", a.Text(gold[i].Span), gold[i].classes, f.how))
		} else {
			fault("false", f.Span, "found "+f.how)
		}
	}
	for i, g := range gold {
		if matched[i] {
			continue
		}
		n.span.fn++
		n.typed.fn++
		if !slices.ContainsFunc(found, func(f foundName) bool { return f.Overlaps(g.Span) }) {
			fault("missed", g.Span, fmt.Sprint(g.classes))
		}
	}
}

// sentenceAt returns the text of the sentence in which s begins, "" if no
// sentence was made there.
func sentenceAt(a *extract.Analysis, s extract.Span) string {
	for _, sent := range a.Sentences {
		if sent.Start <= s.Start && s.Start < sent.End {
			return a.Text(sent.Span)
		}
	}
	return ""
}

// prefixed writes lines after a prefix.
type prefixed struct {
	w      io.Writer
	prefix string
}

func (p prefixed) Write(b []byte) (int, error) {
	n, err := p.w.Write(append([]byte(p.prefix), b...))
	return max(n-len(p.prefix), 0), err
}
