package eval

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Print writes s as the table that is kept and compared from change to change.
func (s *Scores) Print(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "documents %d\n\n%-24s    P     R    F1    tp    fp    fn\n", s.Documents, "")
	row := func(name string, c Count) {
		fmt.Fprintf(&b, "%-24s %.3f %.3f %.3f %5d %5d %5d\n", name, c.P(), c.R(), c.F(), c.TP, c.FP, c.FN)
	}
	for _, name := range s.Missing {
		fmt.Fprintf(&b, "missing: %s, whose text no document has\n", name)
	}
	row("names", s.Names)
	row("names, typed", s.Typed)
	row("entities", s.Entities)
	row("claims", s.Claims)
	row("claims at status", s.AtStatus)
	row("edges", s.Edges)
	fmt.Fprintf(&b, "\n%-24s %.3f (%d of %d)\n", "status of found claims", s.Status.Value(), s.Status.Right, s.Status.All)
	fmt.Fprintf(&b, "%-24s %.3f (%d of %d)\n", "speaker of found claims", s.Speaker.Value(), s.Speaker.Right, s.Speaker.All)
	fmt.Fprintf(&b, "%-24s %d of %d\n", "reversed claims", s.Reversed, s.Claims.TP+s.Claims.FP)
	fmt.Fprintf(&b, "\nclaims at status, by relation\n")
	for _, name := range slices.Sorted(maps.Keys(s.Relations)) {
		row(name, s.Relations[name].AtStatus)
	}
	fmt.Fprintf(&b, "\nedges, by relation\n")
	for _, name := range slices.Sorted(maps.Keys(s.Relations)) {
		row(name, s.Relations[name].Edges)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// PrintErrors writes one line and the sentence for each error.
func (s *Scores) PrintErrors(w io.Writer) error {
	for _, e := range s.Errors {
		what := e.Gold + e.Got
		if e.Gold != "" && e.Got != "" {
			what = e.Gold + " taken for " + e.Got
		}
		if _, err := fmt.Fprintf(w, "%-8s %s: (%s)-[%s]->(%s) %s\n         %s\n", e.Kind, e.Document,
			e.Subject, e.Predicate, e.Object, what, strings.Join(strings.Fields(e.Quote), " ")); err != nil {
			return err
		}
	}
	return nil
}
