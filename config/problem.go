package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/rivo/uniseg"
)

// A Problem is one thing that is wrong with the configuration.
type Problem struct {
	// Where is the file, the variable or the flag that says it.
	Where string
	// Line and Column, from 1, in characters; 0 for a variable or a flag.
	Line, Column int
	Source       string // the line
	Width        int    // characters the caret underlines
	Message      string
	Hint         string // what to do, "" if there is nothing to say
}

// Position returns where p is: file:line:column, variable or flag.
func (p Problem) Position() string {
	if p.Line == 0 {
		return p.Where
	}
	return fmt.Sprintf("%s:%d:%d", p.Where, p.Line, p.Column)
}

// String returns p with its position, the line and a caret under the place.
func (p Problem) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", p.Position(), printable(p.Message))
	if p.Line > 0 {
		number := fmt.Sprintf("%4d", p.Line)
		fmt.Fprintf(&b, "\n%s | %s\n%s | %s", number, printable(p.Source), strings.Repeat(" ", len(number)), p.caret())
	}
	if p.Hint != "" {
		fmt.Fprintf(&b, "\n  %s", p.Hint)
	}
	return b.String()
}

// caret returns what stands below Source: blanks as wide as what precedes the
// place, then a mark as wide as the place.
func (p Problem) caret() string {
	runes := []rune(p.Source)
	at := min(max(p.Column-1, 0), len(runes))
	end := min(at+max(p.Width, 1), len(runes))
	width := func(r []rune) int { return uniseg.StringWidth(printable(string(r))) }
	return strings.Repeat(" ", width(runes[:at])) + strings.Repeat("^", max(width(runes[at:end]), 1))
}

// printable replaces what a terminal would not show as one character: tabs by
// blanks, other control characters by a mark.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r < 0x20, r >= 0x7f && r < 0xa0:
			return '\uFFFD'
		}
		return r
	}, s)
}

// Problems is the error that [Load] returns for a wrong configuration: all that
// is wrong with it, in order of place.
type Problems []Problem

// Error returns all problems, a blank line between them.
func (ps Problems) Error() string {
	var b strings.Builder
	for i, p := range ps {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(p.String())
	}
	return b.String()
}

func (ps Problems) sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// didYouMean returns a hint that names the known name nearest to name, or else
// lists all that are known.
func didYouMean(name string, known []string) string {
	if n := nearest(name, known); n != "" {
		return fmt.Sprintf("did you mean %q?", n)
	}
	if len(known) == 0 {
		return ""
	}
	return "known here: " + strings.Join(known, ", ")
}

// nearest returns the known name that takes the fewest edits to reach from
// name, or "" if all take more than a third of its length.
func nearest(name string, known []string) string {
	best, least := "", max(2, len([]rune(name))/3)+1
	for _, k := range known {
		if d := edits(strings.ToLower(name), strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// edits counts the insertions, deletions, replacements and swaps of neighbours
// that lead from a to b.
func edits(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last := []int(nil), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row := make([]int, len(y)+1)
		row[0] = i
		for j := 1; j <= len(y); j++ {
			replace := last[j-1]
			if x[i-1] != y[j-1] {
				replace++
			}
			row[j] = min(row[j-1]+1, last[j]+1, replace)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(y)]
}
