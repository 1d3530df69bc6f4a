// Package gazetteer holds a user's own lists of known things: names and what they
// name.
//
// [Open] reads files of three formats, told by their endings, each also with .gz:
//
//	.yaml .yml     - {id: acme, type: Company, names: [Acme Holding, Acme], links: {lei: 5299...}}
//	.csv           id,type,name,aliases,lei   (aliases with ; between; further columns are links)
//	.json .jsonl   FollowTheMoney entities, one a line
//
// A row that is broken is told with file, line and column, and left out; the rest
// is used. Case matters in names; any white space of a text fits a blank, a curly
// apostrophe a straight one.
//
// # The index
//
// Names are found through a hash table of all their beginnings, word by word: at
// a place in a text it is asked for the first word, then for the first two, until
// there is no name that goes on. The time of a look-up so depends on the length of
// the match and not on the number of names.
//
// A large list is indexed once, in a file named by the checksum of all that it is
// made of, which is mapped into memory from then on: two million names open in the
// time that it takes to read their files for the checksum.
package gazetteer
