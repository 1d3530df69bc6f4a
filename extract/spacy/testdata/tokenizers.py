"""Write how spaCy tokenizes with many kinds of patterns, for the tests of this package.

    venv/bin/python tokenizers.py tokenizers.golden.jsonl.gz
    venv/bin/python tokenizers.py - fr,de,es 500 1

The first makes tokenizers of patterns and exceptions of our own, hand-written and random.
The second takes those of the blank pipelines of languages, with a number of texts for each
and a seed, and writes to standard output. The output has a line for each tokenizer: its
name, its bytes in base64, and texts, each with its tokens and their norms.
"""
import base64
import gzip
import importlib
import importlib.util
import json
import pathlib
import random
import re
import sys
import warnings

import spacy
from spacy.tokenizer import Tokenizer

warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).parent

PATTERNS = {
    "nothing": {},
    "no anchors": dict(prefix=r"""[\[("']""", suffix=r"""[\])"'.,]""", infix=r"-|(?<=[a-z])(?=[A-Z])", token=r"\d+[.,]\d+$"),
    "empty matches": dict(prefix="", suffix="", infix="", url=None),
    "all tokens": dict(prefix=r"^\(", suffix=r"\)$", token=""),
    "look-around": dict(
        prefix=r"^(?:\((?!\))|\$+?|-{2,3}|[dlDL]['’](?=\w))", suffix=r"(?:\)|(?<=\d)(?:km|m|%)|\.\.+|(?<!\.)\.|[-–](?:il|je|vous))$",
        infix=r"(?<=\w)[-/](?=\w)|\.\.+|~+?", token=r"(?iu)(?:^[a-zß-ÿ]+['’]x[a-z]*$)|(?:^x[a-z]*-[a-z]+$)", url=r"^(?:\w+://)?(?:\w+\.)+[a-z]{2,3}(?:/\S*)?$"),
    "verbose": dict(prefix="(?x) ^ (?: [#$] | \\ + ) # signs", suffix="(?x) [!?] $"),
    "unbounded suffix": dict(suffix=r"[a-z]+(?:-[a-z]+)+$|\d*$|(?s:.)x$", prefix=r"^[^\w\s]+"),
    "newlines": dict(prefix=r"^ |\n", suffix=r"\s$|[ab]$", infix=r"\n"),
}
RULES = [
    {},
    {":)": [{"ORTH": ":)"}], "don't": [{"ORTH": "do"}, {"ORTH": "n't", "NORM": "not"}], "a b": [{"ORTH": "a"}, {"ORTH": " b"}]},
    {"(a)": [{65: "(a"}, {65: ")", 67: "end"}], "a-b": [{65: "a-b", 67: "ab"}], "b-a": [{65: "b-"}, {65: "a"}], "--": [{65: "--"}], "1km": [{65: "1"}, {65: "km"}], " ": [{65: " "}], "a.": [{65: "a."}]},
]
PIECES = list("ab1().-,'$%~/ xAÉé\n") + ["km", "-je", "l'", "http://", "a.co", "don't", ":)", "(a)", "a-b", "b-a", "a b", "--", "...", "1,5", "1km", "中", "\u0301", "  ", "d’x"]


def random_patterns(count):
    spec = importlib.util.spec_from_file_location("golden_re", HERE / "../pyre/testdata/golden.py")
    golden = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(golden)
    rng = random.Random(3)
    for i in range(count):
        kinds = {}
        for kind, before, after in [("prefix", "^", ""), ("suffix", "", "$"), ("infix", "", ""), ("token", "", "$"), ("url", "^", "$")]:
            if rng.random() < 0.8:
                alternatives = "|".join(before + "(?:" + golden.sequence(rng, 2) + ")" + after for _ in range(rng.randint(1, 3)))
                kinds[kind] = rng.choice(["", "", "(?i)"]) + (alternatives if rng.random() < 0.8 else golden.pattern(rng, 2))
        try:
            yield f"random {i}", {k: p for k, p in kinds.items() if re.compile(p)}
        except re.error:
            pass


def own(texts=12):
    vocab = spacy.blank("xx").vocab
    rng = random.Random(4)
    for name, p in [*PATTERNS.items(), *random_patterns(240)]:
        for rules in RULES if name in PATTERNS else [rng.choice(RULES)]:
            method = lambda kind, m: getattr(re.compile(p[kind]), m) if p.get(kind) is not None else None
            t = Tokenizer(
                vocab, rules=rules, prefix_search=method("prefix", "search"), suffix_search=method("suffix", "search"),
                infix_finditer=method("infix", "finditer"), token_match=method("token", "match"), url_match=method("url", "match"),
                faster_heuristics=rng.random() < 0.5)
            yield line(name, t, ["".join(rng.choice(PIECES) for _ in range(rng.randint(1, 9))) for _ in range(texts)])


def line(name, tokenizer, texts):
    data = tokenizer.to_bytes(exclude=["vocab"])
    tokenizer.from_bytes(data)  # what a pipeline loaded from disk does
    docs = [tokenizer(text) for text in texts]
    return [name, base64.b64encode(data).decode()] + [[d.text, [t.text for t in d], [t.norm_ for t in d]] for d in docs]


COMMON = list("aZbc019.,:;-+*^=<>/?#@$%&_'\"()[]~!sSUCAdlnLmMxXiIvVcCeEt°") + [
    "…", "—", "–", "’", "€", "²", "km", "US$", "http://", "www.", ".com", ".co.uk", "10.0.0.1", "8.8.8.8", "://", ":80", "中", "\u0301",
    "\U0001F600", "٣", "--", "...", "é", "Γ", "Σ", "É", "ç", "ß", "ø", "ł", "я", "ё", "Ж", "ά", "-ce", "-t-il", "l'", "d’", "-e", "'s", "ı",
    "İ", "ſ", "K", "12.", "3,5", "1:2", "12.03.", "IV.", "saint-", "-la-", "nya", "rb", "</b>", "<b/>", " ", "  ", "\n", "\t", "\u00a0",
    "\x1c", ")", "»", "«", "aéro-club", "grand-père", "entr'acte", "prud'homme", "vingt-deux", "ÉTATS-UNIS", "La Chapelle-x",
    "Bourg-en-Bresse", "Mont-sous-Vaudrey", "r'ouvrir", "x-la-l'y"]


def language(lang, texts, seed):
    rng = random.Random(f"{seed} {lang}")
    nlp = spacy.blank(lang)
    rules = sorted(nlp.tokenizer.rules)
    try:
        words = " ".join(importlib.import_module(f"spacy.lang.{lang}.examples").sentences).split()
    except ImportError:
        words = rules

    def piece():
        p = rng.random()
        if p < 0.6:
            return rng.choice(COMMON)
        if p < 0.8:
            return rng.choice(rules)
        if p < 0.95:
            w = rng.choice(words)
            return w[: rng.randint(1, 2 * len(w))]
        return chr(rng.choice([rng.randint(33, 0x24F), rng.randint(0x370, 0xD7FF), rng.randint(0xE000, 0x1FFFF)]))

    return line(lang, nlp.tokenizer, ["".join(piece() + " " * (rng.random() < 0.15) for _ in range(rng.randint(1, 8))) for _ in range(texts)])


def main(path, languages="", texts="500", seed="1"):
    lines = (language(lang, int(texts), seed) for lang in languages.split(",")) if languages else own()
    data = "".join(json.dumps(x, ensure_ascii=False, separators=(",", ":")) + "\n" for x in lines).encode()
    if path == "-":
        sys.stdout.buffer.write(data)
    else:
        pathlib.Path(path).write_bytes(gzip.compress(data, 9, mtime=0))


main(*sys.argv[1:])
