// Package pyre runs regular expressions as Python's re module does, as far as the
// tokenizers of spaCy's pipelines need it: Unicode strings, leftmost match, the
// first alternative that leads to one, look-ahead and look-behind. Go's regexp has
// no look-around and other classes.
//
//	re, err := pyre.Compile(`(?<=[0-9])(?:km|m)$`)
//	...
//	start, end, ok := re.Search("42km")
//
// # Syntax
//
// Characters, classes, \d \s \w and their negations by Unicode, groups (which
// capture nothing), alternatives, greedy and lazy quantifiers, look-ahead,
// look-behind of fixed width, ^ $ \A \Z \b \B, all escapes but \N, and the flags
// i m s u x, for the whole or for a group. [Compile] refuses, by name and position,
// what Python refuses and what would need another kind of engine or has no use
// here: back-references, conditional and atomic groups, possessive quantifiers,
// the flags a and L, more than 1000 repetitions.
//
// Characters are classed by the Unicode version of the Go release, so letters that
// are new in it may be none to an older Python. Under the flag i a class with a
// capital beyond U+FFFF (of the Deseret alphabet and its like) matches that letter
// in both cases, where Python forgets it. \B does not match in an empty text, as up
// to Python 3.13.
//
// # Time
//
// A match takes time linear in the length of the text, times the size of the
// pattern: no instruction is tried twice at one position. Look-arounds that are not
// about one character are exempt, each use is a match of its own. If all
// alternatives end in $, [Regexp.Search] looks only at as much of the end of the
// text as they can match.
package pyre
