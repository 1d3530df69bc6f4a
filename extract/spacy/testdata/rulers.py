"""Write what spaCy's Matcher finds in texts with random patterns, for the tests of this
package to compare with.

    venv/bin/python rulers.py MODEL tricky.jsonl ../../../testdata/articles matcher.golden.jsonl.gz

(golden.py says how to make venv, and what MODEL is.) The output has a line for each text
of the second argument and for some paragraphs of the third: the text and a list of
[patterns, matches]. The key of a pattern is its number halved; a match is key, first
token, end.
    venv/bin/python rulers.py MODEL --words words.golden.jsonl.gz

The output is words with the numbers of the flags that spaCy gives them, and pairs of
strings with the FUZZY operators by which the first one is like the second.
"""
import gzip
import json
import pathlib
import random
import re
import sys

import golden
from spacy.matcher import Matcher
from spacy.matcher.levenshtein import levenshtein_compare

STRINGS = {
    "ORTH": lambda t: t.text, "TEXT": lambda t: t.text, "LOWER": lambda t: t.lower_, "NORM": lambda t: t.norm_,
    "SHAPE": lambda t: t.shape_, "PREFIX": lambda t: t.prefix_, "SUFFIX": lambda t: t.suffix_, "LEMMA": lambda t: t.lemma_,
    "POS": lambda t: t.pos_, "TAG": lambda t: t.tag_, "DEP": lambda t: t.dep_, "MORPH": lambda t: str(t.morph),
    "ENT_TYPE": lambda t: t.ent_type_, "ENT_ID": lambda t: t.ent_id_, "ENT_KB_ID": lambda t: t.ent_kb_id_,
}
FLAGS = [
    "IS_ALPHA", "IS_ASCII", "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT", "IS_SPACE", "IS_BRACKET",
    "IS_QUOTE", "IS_LEFT_PUNCT", "IS_RIGHT_PUNCT", "IS_CURRENCY", "LIKE_NUM", "LIKE_URL", "LIKE_EMAIL", "SPACY",
    "SENT_START", "IS_SENT_START",
]
OPERATORS = ["!", "?", "+", "*", "{2}", "{1,2}", "{2,}", "{,2}", "{0,1}", "1", "{3}", "{0,}"]


class Generator:
    """Random patterns, most of which fit somewhere in a text."""

    def __init__(self, rng, doc):
        self.rng, self.doc = rng, doc

    def value(self, attr, near):
        t = near if self.rng.random() < 0.8 else self.rng.choice(self.doc)
        return STRINGS[attr](t)

    def typo(self, s):
        for _ in range(self.rng.randint(0, 3)):
            i = self.rng.randint(0, len(s))
            s = s[:i] + self.rng.choice(["", "x", "é", s[:1]]) + s[i + self.rng.randint(0, 1):]
        return s

    def regex(self, s):
        s = s or "x"
        i = self.rng.randrange(len(s))
        kinds = [
            "^" + re.escape(s[:i + 1]), re.escape(s[i:]) + "$", re.escape(s[i]), "^[A-Z]", r"\d+", r"^\w+$", "[^a-z]$", "e.$",
            "(?:a|e|i)n", "^.{3,5}$", r"\s", r"[\w.]+-", r"^(\W|\S)$", "ing$|ed$", "^$", "^_?$", r"\D\d?"]
        return self.rng.choice(kinds)

    def string_test(self, attr, near):
        rng = self.rng
        value = self.value(attr, near)
        values = [self.value(attr, near) for _ in range(rng.randint(0, 3))]
        fuzzy = rng.choice(["FUZZY", "FUZZY1", "FUZZY2", "FUZZY3", "FUZZY4", "FUZZY9"])
        kind = rng.randrange(14)
        if kind < 4:
            return value
        if kind < 6:
            return {"IN": values}
        if kind == 6:
            return {"NOT_IN": values, "IN": values + [value]}
        if kind == 7:
            return {rng.choice(["NOT_IN", "not_in"]): values}
        if kind == 8:
            op = rng.choice(["IS_SUBSET", "IS_SUPERSET", "INTERSECTS"])
            if attr == "MORPH":
                parts = [f for v in values + [value] for f in v.split("|") if f]
                return {op: rng.sample(parts, min(len(parts), rng.randint(0, 6)))}
            return {op: values}
        if kind < 11:
            return {rng.choice(["REGEX", "regex"]): self.regex(value)}
        if kind == 11:
            return {fuzzy: self.typo(value)}
        if attr != "MORPH":
            return {"REGEX": {rng.choice(["IN", "NOT_IN"]): [self.regex(v) for v in values]}}
        return {fuzzy: {rng.choice(["IN", "NOT_IN"]): [self.typo(v) if attr != "MORPH" else v for v in values]}}

    def test(self, near):
        rng = self.rng
        kind = rng.randrange(12)
        if kind < 6:
            attr = rng.choice(list(STRINGS))
            return (attr if rng.random() < 0.8 else attr.lower()), self.string_test(attr, near)
        if kind < 9:
            attr = rng.choice(FLAGS)
            if attr != "IS_SENT_START" and rng.random() < 0.1:
                return attr, {"NOT_IN": [rng.choice([True, False])]}
            name = "SENT_START" if attr == "IS_SENT_START" else attr
            return attr, bool(near.is_sent_start if name == "SENT_START" else near.whitespace_ if name == "SPACY" else getattr(near, name.lower()))
        if kind == 9:
            return "ENT_IOB", rng.choice([near.ent_iob, near.ent_iob_, {"IN": [near.ent_iob]}, "O"])
        n = len(near)
        return "LENGTH", rng.choice([
            n, {"==": n}, {"!=": n}, {">=": n}, {"<=": n - 1}, {">": n - 0.5}, {"<": n + 1.5}, {">=": -1}, {">": 1, "<": 6}, {"IN": [n, 3]}, {"==": n + 0.5}])

    def pattern(self):
        rng = self.rng
        at = rng.randrange(len(self.doc))
        specs = []
        for _ in range(rng.choice([1, 1, 2, 2, 3, 3, 4, 5])):
            near = self.doc[min(at, len(self.doc) - 1)]
            spec = dict(self.test(near) for _ in range(rng.choice([0, 1, 1, 1, 2])))
            at += 1
            if rng.random() < 0.45:
                spec["OP"] = rng.choice(OPERATORS)
                if rng.random() < 0.3:
                    at += 1
            specs.append(spec)
        return specs


def cases(nlp, rng, doc):
    generator = Generator(rng, doc)
    out = []
    while len(out) < 14:
        patterns = [generator.pattern() for _ in range(rng.choice([1, 1, 2, 4]))]
        matcher = Matcher(nlp.vocab, validate=False)
        for i, pattern in enumerate(patterns):
            matcher.add(str(i // 2), [pattern])
        matches = [[int(nlp.vocab.strings[key]), start, end] for key, start, end in matcher(doc, allow_missing=True)]
        if len(matches) <= 60:
            out.append([patterns, matches])
    return out


def words(nlp):
    """Words with their flags: random ones, and such as are near the borders of a class."""
    rng = random.Random(12)
    out = set(golden.random_words(nlp, 2500))
    cased = "aZéÉßΣςǅǈⅷⅧªⓐⒶʰ1.'-ﬁ中ͅ"
    numbers = ["1", "23", "²", "٣", "1,000", "3.5", "1/2", "1/2/3", "/2", "st", "nd", "th", "First", "TWELFTH", "zeroth", "dozen",
               "million", "millionth", "bazillionth", "ninety", "ninetieth", "fifth", "fiveth", "twoth", "+", "-", "±", "~", "--", "."]
    urls = ["http://", "https://", "www.", "www.a", ".", "a.", "com", ".com", ".COM", ".uk", ".zz", ".co:80", ".fr:x", "a/", "x@y.com",
            ".museum", ".c/", ":", "/", "é.de", "a b", "192.168.0.1", "8.8.8.8"]
    mail = ["a", "Z9", "_", ".", "+", "-", "@", "@b", ".c", "..", "é", "@-.", "x@y.z"]
    for pieces in (cased, numbers, urls, mail, "€$£¥฿₿", "!?.,«»'\"`‘’()[]{}<>❮❯-–"):
        for _ in range(500):
            out.add("".join(rng.choice(pieces) for _ in range(rng.randint(1, 4))))
    for w in sorted(out):
        lexeme = nlp.vocab[w]
        yield [w, [n for n in range(1, 19) if n not in (12, 13) and lexeme.check_flag(n)]]


def pairs():
    rng = random.Random(13)
    for _ in range(1500):
        alphabet = rng.choice(["ab", "abcdé中"])
        a = "".join(rng.choice(alphabet) for _ in range(rng.choice([0, 1, 3, 5, 8, 15, 25, 70])))
        b = a
        for _ in range(rng.randint(0, 10)):
            i = rng.randint(0, len(b))
            b = b[:i] + rng.choice(["", "a", "中"]) + b[i + rng.randint(0, 1):]
        yield [a, b, [n for n in range(-1, 10) if n != 0 and levenshtein_compare(a, b, n)]]


def main(model, *args):
    nlp = golden.load(model)
    if args[0] == "--words":
        write(args[1], [*words(nlp), *pairs()])
    else:
        write(args[2], matches(nlp, args[0], args[1]))


def write(path, lines):
    data = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines).encode()
    pathlib.Path(path).write_bytes(gzip.compress(data, mtime=0))


def matches(nlp, tricky, articles):
    rng = random.Random(11)
    items = [item["text"] for item in golden.texts(tricky)]
    for path in sorted(pathlib.Path(articles).glob("*.txt")):
        paragraphs = [p for p in path.read_text(encoding="utf-8").split("\n\n") if len(p) > 150]
        items += rng.sample(paragraphs, min(2, len(paragraphs)))
    for text in items:
        doc = nlp(text)
        if len(doc) > 0:
            yield {"text": text, "cases": cases(nlp, rng, doc)}


if __name__ == "__main__":
    main(*sys.argv[1:])
