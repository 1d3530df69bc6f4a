"""Reading the lists written by hand and writing the assembled ones."""

import ast
import hashlib
import re
import unicodedata
from pathlib import Path


def rows(path):
    """The entries of a list as lists of fields."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [f.strip() for f in line.split("|")]


def parts(field, sep=";"):
    return [p.strip().removesuffix("~").strip() for p in field.split(sep) if p.strip()]


def plain(name):
    """name without marks on its letters: São Paulo to Sao Paulo."""
    for a, b in (("ł", "l"), ("Ł", "L"), ("đ", "d"), ("Đ", "D"), ("ø", "o"), ("Ø", "O"), ("ı", "i"), ("ß", "ss"), ("æ", "ae")):
        name = name.replace(a, b)
    return "".join(c for c in unicodedata.normalize("NFD", name) if unicodedata.category(c) != "Mn")


def fold(name):
    return plain(name).lower()


def slug(name):
    """What lexicon.Slug makes of name."""
    kept = (c for c in unicodedata.normalize("NFD", name) if unicodedata.category(c) != "Mn" and c not in "'’")
    return re.sub(r"[^\w]+|_", "-", "".join(kept).lower()).strip("-")


def latin(name):
    """Whether name is written in Latin letters, blanks, hyphens and apostrophes."""
    return name[:1].isalpha() and all(c in " -'." or "LATIN" in unicodedata.name(c, "") for c in name)


class Hand:
    """What the lists written by hand hold: it stays out of the assembled ones."""

    def __init__(self, data):
        self.iso, names, adjectives = {}, set(), set()
        for f in rows(data / "countries.txt"):
            f += [""] * (6 - len(f))
            self.iso[f[0]] = f[1]
            names |= {f[1], *parts(f[5])}
            adjectives |= {*parts(f[3]), *parts(f[4])}
            for city in parts(f[2]):
                names |= set(parts(city, "="))
        for f in rows(data / "cities.txt"):
            for city in parts(f[1]):
                names |= set(parts(city, "="))
        self.regions = set()
        for file in ("regions.txt", "organizations.txt", "metonyms.txt"):
            for f in rows(data / file):
                these = {f[0].removesuffix("~"), *(parts(f[3]) if len(f) > 3 and file != "metonyms.txt" else [])}
                names |= these
                if file == "regions.txt":
                    self.regions |= these
        self.words = set()
        for f in rows(data / "words.txt"):
            self.words |= {w.lower() for w in parts(f[1])}
        self.names = {fold(n) for n in names}
        self.slugs = {slug(n) for n in names}
        self.adjectives = {fold(n) for n in adjectives}
        self.given = {n for f in rows(data / "given.txt") for n in parts(f[1])}
        self.ranks = {r for f in rows(data / "titles.txt") for r in [f[0], *parts(f[3] if len(f) > 3 else "")]}
        self.nouns = {n.split(" (")[0] for f in rows(data / "nouns.txt") for n in parts(f[1])}
        self.portfolios = {f[0] for f in rows(data / "portfolios.txt")}
        self.cues = {w for f in rows(data / "cues.txt") for w in parts(f[2])}
        self.legal = {w for f in rows(data / "words.txt") if f[0] == "legal" for w in parts(f[1])}


def wrap(head, items, width=110):
    """Lines of the form "head | a; b; c"."""
    line = ""
    for item in items:
        if line and len(line) + len(item) > width:
            yield f"{head} | {line}"
            line = ""
        line += ("; " if line else "") + item
    if line:
        yield f"{head} | {line}"


def write(path, header, lines):
    """Writes a list. The checksum of its entries stands in its first line, so
    that the program need not read on to know whether they have changed."""
    body = "".join(line + "\n" for line in lines)
    checksum = hashlib.sha256(body.encode()).hexdigest()[:32]
    comment = "".join(f"# {line}\n" for line in header.strip().splitlines())
    path.write_text(f"# Entries {checksum}, assembled by assemble.sh: do not edit.\n{comment}{body}", encoding="utf-8")
    print(f"{path.name}: {len(body):,} bytes")


def constant(path, name):
    """The constant that a module assigns to name, without running it."""
    out = None
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        for t in targets:
            if isinstance(t, ast.Name) and t.id == name:
                out = ast.literal_eval(node.value)
            elif isinstance(t, ast.Subscript) and isinstance(t.value, ast.Name) and t.value.id == name:
                out[ast.literal_eval(t.slice)] = ast.literal_eval(node.value)
    return out
