package spacy

import (
	"math"
	"strings"
	"unicode/utf8"
)

// fuzzy returns a function that reports whether a string is at most a few edits
// away from want: as many as op says ("FUZZY3"), or, for "FUZZY", three tenths of
// its length, but at least two.
func fuzzy(want, op string) func(string) bool {
	pattern := []rune(want)
	edits := max(2, int(math.RoundToEven(0.3*float64(len(pattern)))))
	if n := strings.TrimPrefix(op, "FUZZY"); n != "" {
		edits = int(n[0] - '0')
	}
	return func(s string) bool {
		n := len(s)
		if n > len(pattern)+edits { // perhaps fewer characters
			n = utf8.RuneCountInString(s)
		}
		if n > len(pattern)+edits {
			return false
		}
		return s == want || distance(s, pattern) <= edits
	}
}

// distance returns the Levenshtein distance of two strings.
func distance(s string, t []rune) int {
	var space [64]int
	row := space[:]
	if len(t) >= len(row) {
		row = make([]int, len(t)+1)
	}
	row = row[:len(t)+1]
	for j := range row {
		row[j] = j
	}
	i := 0
	for _, c := range s {
		i++
		diagonal := row[0]
		row[0] = i
		for j, want := range t {
			cost := diagonal
			if c != want {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, diagonal+1, row[j]+1)
		}
	}
	return row[len(t)]
}
