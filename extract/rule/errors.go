package rule

import (
	"fmt"
	"sort"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// An Error is one thing wrong in a rule file, a list or a test line.
type Error struct {
	File    string
	Line    int    // from 1; 0 if the error has no place in a file
	Column  int    // from 1, in code points
	Width   int    // code points to underline, at least 1
	Message string // lower case, names the thing
	Hint    string // what to do, "" if plain
	Source  string // the line itself, "" if unknown
}

// Error returns the position, the message, the source line with a caret under
// the place, and the hint.
func (e *Error) Error() string {
	var b strings.Builder
	switch {
	case e.Line > 0:
		fmt.Fprintf(&b, "%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
	case e.File != "":
		fmt.Fprintf(&b, "%s: %s", e.File, e.Message)
	default:
		b.WriteString(e.Message)
	}
	if e.Source != "" {
		source := strings.ReplaceAll(e.Source, "\t", " ")
		before, marked := cut(source, e.Column-1, max(e.Width, 1))
		fmt.Fprintf(&b, "\n  | %s\n  | %s%s", source,
			strings.Repeat(" ", columns(before)), strings.Repeat("^", max(columns(marked), 1)))
	}
	if e.Hint != "" {
		fmt.Fprintf(&b, "\n  hint: %s", e.Hint)
	}
	return b.String()
}

// cut returns the first n code points of s and the next m.
func cut(s string, n, m int) (before, marked string) {
	r := []rune(s)
	n = min(max(n, 0), len(r))
	return string(r[:n]), string(r[n:min(n+m, len(r))])
}

// columns returns how many columns a terminal needs for s.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case width.LookupRune(r).Kind() == width.EastAsianWide,
			width.LookupRune(r).Kind() == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// Errors are all that is wrong with an ontology, in the order of files and
// lines. It is never empty where an error is returned.
type Errors []*Error

// Error returns the errors one after the other.
func (es Errors) Error() string {
	parts := make([]string, len(es))
	for i, e := range es {
		parts[i] = e.Error()
	}
	return strings.Join(parts, "\n")
}

// Unwrap lets errors.As find each *Error.
func (es Errors) Unwrap() []error {
	out := make([]error, len(es))
	for i, e := range es {
		out[i] = e
	}
	return out
}

func (es Errors) sort() {
	sort.SliceStable(es, func(i, j int) bool {
		a, b := es[i], es[j]
		if a.File != b.File {
			return a.File < b.File
		}
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		if a.Column != b.Column {
			return a.Column < b.Column
		}
		return a.Message < b.Message
	})
}

// nearest returns the known word that is closest to s by edit distance, or ""
// if none is close enough to be what was meant. Ties go to the smaller word.
func nearest(s string, known []string) string {
	best, bestDistance := "", len([]rune(s))/3+2
	for _, k := range known {
		d := distance(strings.ToLower(s), strings.ToLower(k))
		if d < bestDistance || d == bestDistance && best != "" && k < best {
			best, bestDistance = k, d
		}
	}
	return best
}

// distance is the edit distance of a and b where swapping two neighbours
// counts once (optimal string alignment).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 64 || len(y) > 64 {
		return 64
	}
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}

// didYouMean makes a hint of the nearest known word, or else lists the known
// ones if they are few.
func didYouMean(s string, known []string) string {
	if n := nearest(s, known); n != "" {
		return "did you mean " + n + "?"
	}
	if len(known) > 0 && len(known) <= 24 {
		sorted := append([]string(nil), known...)
		sort.Strings(sorted)
		return "known are " + strings.Join(sorted, ", ")
	}
	return ""
}
