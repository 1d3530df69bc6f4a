// Package lexicon holds what the steps of extraction know about words: names
// of countries, cities, regions and well-known bodies with what they name,
// the adjectives that stand for countries, titles of persons, common nouns
// with the type of thing they head, given names and their gender, currencies.
//
// The lists are text files under data, one entry a line, embedded in the
// program. Each file opens with its format, source and licence. [Default]
// reads them into a [Lexicon], which never changes afterwards.
//
// A user's own names belong in a gazetteer (package mention), not here.
package lexicon
