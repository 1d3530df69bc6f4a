// Package eval measures what was extracted against gold annotations.
//
// Both sides are JSON Lines exports. Documents are matched by their text;
// within a document, an argument of a claim is right if it covers a word that
// the gold argument covers, or if its entity is the one that gold means there
// (the entities of both sides are aligned by the mentions they share). A claim
// is found if predicate, sentence and both ends are right; its status, its
// speaker and whether it supports an edge are scored apart.
//
// Counts are added up; precision, recall and F1 come last, as in spaCy's
// scorer.
package eval
