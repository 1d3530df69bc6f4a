// Devscores measures the steps of extraction against openly licensed corpora
// that are not part of the repository, and writes what it finds.
//
// Usage, in the root of the repository:
//
//	DOSSIER_DEVDATA=folder go run ./testdata/devscores            to standard output
//	DOSSIER_DEVDATA=folder go run ./testdata/devscores -o FILE    to a file
//	... -only names,coref                                         some sections
//	... -errors names                                             a section's faults, one a line
//	... -train FILE                                               the model of pairs anew, see make pairs
//	... -train-names FILE                                         the typer of names anew, see make names
//
// The folder holds gzipped JSON Lines, one file a corpus: documents and what
// people marked in them. A part of each corpus is kept aside: a document whose
// id hashes into that fifth is scored apart, under "aside", and nobody reads
// its faults, so that its figures tell what the others' are worth. The models are
// trained on the rest: what they find of it there says less than it seems.
package main
