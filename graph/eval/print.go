package eval

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// statuses in the order in which they are printed.
var statuses = []string{"asserted", "past", "denied", "planned", "threatened", "conditional", "alleged"}

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
	share := func(name string, n, of int) {
		fmt.Fprintf(&b, "%-24s %.3f (%d of %d)\n", name, ratio(n, of), n, of)
	}
	b.WriteString("\n")
	share("status of found claims", s.Status.Right, s.Status.All)
	share("speaker of found claims", s.Speaker.Right, s.Speaker.All)
	share("reversed claims", s.Reversed, s.Claims.TP+s.Claims.FP)
	share("reversed edges", s.ReversedEdges, s.Edges.TP+s.Edges.FP)
	s.printConfusion(&b)
	fmt.Fprintf(&b, "\nclaims at status, by relation\n")
	for _, name := range slices.Sorted(maps.Keys(s.Relations)) {
		row(name, s.Relations[name].AtStatus)
	}
	fmt.Fprintf(&b, "\nedges, by relation\n")
	for _, name := range slices.Sorted(maps.Keys(s.Relations)) {
		if c := s.Relations[name].Edges; c != (Count{}) {
			row(name, c)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// printConfusion writes a row for each status of gold that was found: the share
// at the right status, then how many were found at each.
func (s *Scores) printConfusion(b *strings.Builder) {
	fmt.Fprintf(b, "\n%-24s right", "status in gold, as found")
	for _, got := range statuses {
		fmt.Fprintf(b, " %11s", got)
	}
	b.WriteString("\n")
	for _, gold := range statuses {
		all := 0
		for _, got := range statuses {
			all += s.Confusion[[2]string{gold, got}]
		}
		if all == 0 {
			continue
		}
		fmt.Fprintf(b, "%-24s %.3f", gold, ratio(s.Confusion[[2]string{gold, gold}], all))
		for _, got := range statuses {
			fmt.Fprintf(b, " %11d", s.Confusion[[2]string{gold, got}])
		}
		b.WriteString("\n")
	}
}

// PrintErrors writes for each error what was expected and got, and the sentence.
func (s *Scores) PrintErrors(w io.Writer) error {
	for _, e := range s.Errors {
		var what string
		switch {
		case e.Kind == WrongStatus || e.Kind == WrongSource:
			what = fmt.Sprintf("expected %s %s, got %s", e.Kind, orNone(e.Gold), orNone(e.Got))
		case e.Kind == WrongEdge:
			what = fmt.Sprintf("taken for %s and %s", oneLine(strings.TrimPrefix(e.Gold, "\x00")), oneLine(strings.TrimPrefix(e.Got, "\x00")))
		case e.Kind == Missed:
			what = "expected " + e.Gold
		default:
			what = "got " + e.Got
		}
		if _, err := fmt.Fprintf(w, "%-8s %s: (%s)-[%s]->(%s) %s\n         %s\n", e.Kind, e.Document,
			oneLine(e.Subject), e.Predicate, oneLine(e.Object), what, oneLine(e.Quote)); err != nil {
			return err
		}
	}
	return nil
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return fmt.Sprintf("%q", oneLine(s))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
