"""Write what Python's re finds, for the tests of this package to compare with.

    python3.11 golden.py re.golden.jsonl.gz [PATTERNS [SEED]]

The output has a line for each of some random patterns: the pattern, then what re.compile
says against it (null if nothing), then strings, each with what match, search and finditer
find in it: the end, the span, the spans. Offsets count characters. Times out of hand are
left out: Python's own engine has no bounds.
"""
import gzip
import json
import pathlib
import random
import re
import sys
import warnings

warnings.simplefilter("ignore")
CHARS = list("aab1.-'") + ["é", "É", "ſ", "K", "σ", "ς", "Σ", "İ", "ı", "\u0345", "\U00010400", "\U00010428", "中", "²", "٣", "_", "\n", " ", "\x1c", "S", "k", "i", "I"]
ATOMS = list("aab1é-'σKS ") + [r"\.", r"\d", r"\w", r"\s", r"\D", r"\W", r"\S", ".", r"\u00e9", r"\x61", r"\U00010428", r"\n", r"\t", r"\-", r"\141"]
ITEMS = list("ab1é-'.σK|^&~") + [r"\d", r"\w", r"\s", r"\W", r"\S", r"\D", "a-z", "A-Z", "a-é", r"\u0370-\u03ff", r"\]", r"\\", "0-9", r"\U00010428", r"\U00010400-\U0001044f", "İ", r"\-"]
ANCHORS = ["^", "$", r"\b", r"\B", r"\A", r"\Z"]
QUANTIFIERS = ["*", "+", "?", "{2}", "{1,3}", "{,2}", "{2,}", "{0,1}", "{0}"]
JUNK = ["(", ")", "[", "]", "{", "}", "*", "+", "?", "\\", "|", "(?", "(?<", "a{2,1}", "[z-a]", r"\q", r"\u12", r"\x1", "(?i)", "{2", "x{", "{,}", "(?#c)", r"[\w-a]", "[a-", "(?P<n>a)", r"(?<=a*)", "**", "a?*", "^*", "(?:^)*"]


def pattern(rng, depth):
    return "|".join(sequence(rng, depth) for _ in range(rng.choice([1, 1, 1, 2, 3])))


def sequence(rng, depth):
    return "".join(piece(rng, depth) for _ in range(rng.choice([0, 1, 1, 2, 2, 3])))


def piece(rng, depth):
    p = rng.random()
    if p < 0.10:
        return rng.choice(ANCHORS)
    if p < 0.55 or depth == 0:
        a = rng.choice(ATOMS)
    elif p < 0.70:
        a = "[" + rng.choice(["", "", "^"]) + "".join(rng.choice(ITEMS) for _ in range(rng.randint(1, 4))) + "]"
    elif p < 0.88:
        a = rng.choice(["(", "(?:", "(?:", "(?i:", "(?-i:", "(?s:", "(?m:"]) + pattern(rng, depth - 1) + ")"
    else:
        return rng.choice(["(?=", "(?!", "(?<=", "(?<!"]) + pattern(rng, depth - 1) + ")"
    if rng.random() < 0.4:
        a += rng.choice(QUANTIFIERS) + rng.choice(["", "", "?"])
    return a


def strings(rng):
    for _ in range(6):
        few = rng.sample(CHARS, rng.randint(1, 4))
        yield "".join(rng.choice(few) if rng.random() < 0.8 else rng.choice(CHARS) for _ in range(rng.randint(0, 9)))


def lines(count, seed):
    rng = random.Random(seed)
    for _ in range(count):
        p = rng.choice(["", "", "", "(?i)", "(?iu)", "(?s)", "(?m)", "(?x)"]) + pattern(rng, 3)
        if rng.random() < 0.08:
            i = rng.randint(0, len(p))
            p = p[:i] + rng.choice(JUNK) + p[i:]
        try:
            r = re.compile(p)
        except (re.error, OverflowError) as e:
            yield [p, str(e)]
            continue
        line = [p, None]
        for s in strings(rng):
            m, f = r.match(s), r.search(s)
            line += [s, m and m.end(), f and list(f.span()), [list(x.span()) for x in r.finditer(s)]]
        yield line


def main(path, count="2600", seed="1"):
    data = "".join(json.dumps(x, ensure_ascii=False, separators=(",", ":")) + "\n" for x in lines(int(count), int(seed)))
    data = data.encode()
    pathlib.Path(path).write_bytes(gzip.compress(data, 9, mtime=0) if path.endswith(".gz") else data)


if __name__ == "__main__":
    main(*sys.argv[1:])
