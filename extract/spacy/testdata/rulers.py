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

    venv/bin/python rulers.py MODEL --pipelines ../../../testdata/articles pipelines.golden.jsonl.gz

The output has a line for each of some pipelines with rulers: the files, sections of the
configuration and list of components in which it differs from MODEL, and for some texts
the entities, span groups and tokens that it makes.
"""
import gzip
import json
import pathlib
import random
import re
import sys
import tempfile

import golden
import spacy
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
        self.rng, self.doc, self.attrs = rng, doc, list(STRINGS)

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
            "(?:a|e|i)n", r"(?i)^the$", r"\b[a-z]n", "(?<!a)n(?=g)", "^.{3,5}$", r"\s", r"[\w.]+-", r"^(\W|\S)$", "ing$|ed$", "^$", "^_?$", r"\D\d?"]
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
            attr = rng.choice(self.attrs)
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


LABELS = ["ORG", "PERSON", "GPE", "X", "WORK", "Thing", "Ä", "DATE"]


def ruler_patterns(rng, docs, n, attrs=None):
    """Patterns for a ruler, some of which give other labels to the same tokens."""
    out = []
    while len(out) < n:
        doc = rng.choice(docs)
        kind = rng.randrange(4)
        if kind < 3:
            start = rng.randrange(len(doc))
            end = min(len(doc), start + rng.choice([1, 1, 2, 3, 5]))
            pattern = doc[start:end].text
        else:
            generator = Generator(rng, doc)
            generator.attrs = attrs or generator.attrs
            pattern = generator.pattern()
            matcher = Matcher(doc.vocab, validate=False)
            matcher.add("x", [pattern])
            if len(matcher(doc)) > 20:
                continue
        labels = rng.sample(LABELS, rng.choice([1, 1, 1, 2, 6]))
        for label in labels:
            entry = {"label": label, "pattern": pattern}
            if rng.random() < 0.4:
                entry["id"] = rng.choice(["a", "b", "ORG", "é"])
            out.append(entry)
    return out


LEXICAL = ["ORTH", "LOWER", "NORM", "SHAPE", "PREFIX", "SUFFIX"]
MISC = {name: {"@misc": f"spacy.{name}_filter.v1"} for name in ("first_longest_spans", "prioritize_new_ents", "prioritize_existing_ents")}
TOKENIZER = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]  # left out

# name, components of the model left out, rulers: factory, settings, number of patterns,
# and before which component if not at the end
PIPELINES = [
    ("entity ruler", TOKENIZER, [("entity_ruler", {}, 60)]),
    ("many labels", TOKENIZER, [("entity_ruler", {}, 900)]),
    ("lower", TOKENIZER, [("entity_ruler", {"phrase_matcher_attr": "LOWER"}, 60)]),
    ("norm", TOKENIZER, [("entity_ruler", {"phrase_matcher_attr": "norm"}, 60)]),
    ("shape", TOKENIZER, [("entity_ruler", {"phrase_matcher_attr": "SHAPE"}, 30)]),
    ("length", TOKENIZER, [("entity_ruler", {"phrase_matcher_attr": "LENGTH"}, 20)]),
    ("flag", TOKENIZER, [("entity_ruler", {"phrase_matcher_attr": "IS_TITLE"}, 10)]),
    ("separator", TOKENIZER, [("entity_ruler", {"ent_id_sep": "RG", "phrase_matcher_attr": "TEXT"}, 60)]),
    ("two entity rulers", TOKENIZER, [("entity_ruler", {}, 40), ("entity_ruler", {"overwrite_ents": True}, 40)]),
    ("keeping", TOKENIZER, [("entity_ruler", {}, 40), ("entity_ruler", {"overwrite_ents": False}, 40)]),
    ("after ner", [], [("entity_ruler", {}, 60)]),
    ("over ner", [], [("entity_ruler", {"overwrite_ents": True}, 60)]),
    ("before ner", [], [("entity_ruler", {}, 60, "ner")]),
    ("before and after ner", [], [("entity_ruler", {"phrase_matcher_attr": "LEMMA"}, 40, "ner"), ("entity_ruler", {"overwrite_ents": True}, 20)]),
    ("first", [], [("entity_ruler", {}, 60, "tok2vec")]),
    ("entities of spans before ner", [], [("span_ruler", {"annotate_ents": True, "ents_filter": MISC["first_longest_spans"]}, 60, "ner")]),
    ("lemma", [], [("entity_ruler", {"overwrite_ents": True, "phrase_matcher_attr": "LEMMA"}, 40)]),
    ("pos", [], [("entity_ruler", {"overwrite_ents": True, "phrase_matcher_attr": "POS"}, 20)]),
    ("tag", [], [("span_ruler", {"phrase_matcher_attr": "TAG"}, 20)]),
    ("morph", [], [("span_ruler", {"phrase_matcher_attr": "MORPH"}, 20)]),
    ("dep", [], [("span_ruler", {"phrase_matcher_attr": "DEP"}, 20)]),
    ("entity type", [], [("span_ruler", {"phrase_matcher_attr": "ENT_TYPE"}, 20)]),
    ("span ruler", TOKENIZER, [("span_ruler", {}, 60)]),
    ("span filter", TOKENIZER, [("span_ruler", {"spans_key": "k", "spans_filter": MISC["first_longest_spans"]}, 60)]),
    ("no group", TOKENIZER, [("span_ruler", {"spans_key": None, "annotate_ents": True}, 60)]),
    ("two groups", TOKENIZER, [("span_ruler", {}, 30), ("span_ruler", {"spans_key": "other"}, 30), ("span_ruler", {}, 30)]),
    ("longer group", TOKENIZER, [("span_ruler", {}, 20), ("span_ruler", {"overwrite": False}, 20)]),
    *[(f"longer group, {name}", TOKENIZER, [("span_ruler", {}, 20), ("span_ruler", {"overwrite": False, "spans_filter": f}, 20)])
      for name, f in MISC.items()],
    *[(f"entities, {name}", [], [("span_ruler", {"annotate_ents": True, "overwrite": overwrite, "ents_filter": f}, 40)])
      for name, f in MISC.items() for overwrite in (False, True)],
    *[(f"future, {overwrite}", [], [("future_entity_ruler", {"overwrite_ents": overwrite}, 60)]) for overwrite in (False, True)],
]


def pipelines(model, articles):
    paragraphs = []
    for path in sorted(pathlib.Path(articles).glob("*.txt")):
        paragraphs += [p for p in path.read_text(encoding="utf-8").split("\n\n") if 80 < len(p) < 700]
    whole = golden.load(model)
    for name, left_out, rulers in PIPELINES:
        rng = random.Random(name)
        texts = rng.sample(paragraphs, 3 if left_out else 2) + ["", " ", "New York, New York!"]
        docs = [doc for doc in whole.pipe(texts) if len(doc) > 1]
        nlp = golden.load(model)
        for component in left_out:
            nlp.remove_pipe(component)
        for i, (factory, settings, n, *before) in enumerate(rulers):
            ruler = nlp.add_pipe(factory, name=f"ruler{i}", config=settings, **({"before": before[0]} if before else {}))
            ruler.add_patterns(ruler_patterns(rng, docs, n, LEXICAL if left_out or before == ["tok2vec"] else None))
        with tempfile.TemporaryDirectory() as tmp:
            nlp.to_disk(tmp)
            tmp = pathlib.Path(tmp)
            if name == "separator":  # a file of patterns alone, as of spaCy 2
                (tmp / "ruler0" / "patterns.jsonl").rename(tmp / "ruler0.jsonl")
            files = {str(f.relative_to(tmp)): f.read_text(encoding="utf-8") for f in sorted(tmp.glob("ruler*/*")) + sorted(tmp.glob("ruler*.jsonl"))}
            sections = re.split(r"^(?=\[)", (tmp / "config.cfg").read_text(encoding="utf-8"), flags=re.M)
            config = "".join(s for s in sections if s.startswith("[components.ruler"))
            nlp = spacy.load(tmp)
        out = []
        for doc in nlp.pipe(texts):
            out.append({
                "text": doc.text,
                "tokens": [[t.ent_iob_, t.ent_type_, t.ent_id_] for t in doc],
                "ents": [[e.start, e.end, e.label_, e.id_] for e in doc.ents],
                "spans": {key: [[s.start, s.end, s.label_, s.id_] for s in group] for key, group in doc.spans.items()},
            })
            if sum(len(group) for group in doc.spans.values()) < 10:
                out[-1]["json"] = doc.to_json().get("spans")
        yield {"name": name, "pipeline": nlp.pipe_names, "config": config, "files": files, "docs": out}


def main(model, *args):
    nlp = golden.load(model)
    if args[0] == "--words":
        write(args[1], [*words(nlp), *pairs()])
    elif args[0] == "--pipelines":
        write(args[2], pipelines(model, args[1]))
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
