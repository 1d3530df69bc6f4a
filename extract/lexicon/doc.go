// Package lexicon holds what the steps of extraction know about words: names
// of countries, cities, regions and well-known bodies with what they name,
// the adjectives that stand for countries, titles of persons, common nouns
// with the type of thing they head, given names and their gender, currencies.
//
// The lists are text files under data, one entry a line, embedded in the
// program. Each file opens with its format, source and licence. [Default]
// reads them into a [Lexicon], which never changes afterwards.
//
// Those in data itself are written by hand. Those in data/assembled are made by
// make knowledge from open packages at pinned checksums, without what stands in
// the ones by hand:
//
//	list       entries                          source                    licence
//	countries  territories, formal names: 150   CLDR; countrynames        Unicode v3; MIT
//	places     cities, regions: 29 500          GeoNames                  CC BY 4.0
//	given      given names, gender: 17 400      Faker                     MIT
//	nouns      persons, vessels, arms: 3 000    WordNet 3.1               WordNet
//	legal      legal forms of companies: 90     rigour; cleanco           MIT
//
// The three large ones, places, given and nouns, are read when a document is and
// not before; places are even looked up in their text as it is. To change an
// assembled entry, write it into the list by hand, which wins.
//
// Users extend and override most lists by files of the same names and fields, see
// [With]. Their own names belong in a gazetteer (package gazetteer).
package lexicon
