"""Write what spaCy says about texts, for the tests of this package to compare with.
`make golden` (golden.sh) does it for all of them.

    golden.py MODEL tricky.jsonl tricky.golden.jsonl.gz
    golden.py MODEL ../../../testdata/articles articles.golden.jsonl.gz

MODEL is the pipeline's directory (the one with config.cfg) or wheel, the second argument
a file of JSON lines {"text": ...} or a folder of .txt and .md files. The output has a line
for each text: its tokens as [text, blank after it, norm, tag, pos, morph, lemma, head,
dep, starts a sentence, iob, entity type], its noun chunks, and Doc.to_json().
With --strings the second argument is left out and the output is the ids of all reserved
symbols and of some words, and properties of random words. With --patterns it is what
Python's re finds in random strings with the tokenizer's patterns.
"""
import gzip
import json
import pathlib
import random
import re
import sys
import tempfile
import zipfile

import spacy


def load(path):
    """Load a pipeline from a directory or out of a wheel."""
    path = pathlib.Path(path)
    if path.is_dir():
        return spacy.load(path)
    with tempfile.TemporaryDirectory() as tmp, zipfile.ZipFile(path) as wheel:
        config = next(n for n in wheel.namelist() if n.endswith("/config.cfg"))
        wheel.extractall(tmp)
        return spacy.load(pathlib.Path(tmp, config).parent)


def texts(path):
    path = pathlib.Path(path)
    if path.is_dir():
        files = sorted([*path.glob("*.txt"), *path.glob("*.md")])
        items = [{"name": file.name, "text": file.read_text(encoding="utf-8")} for file in files]
        yield from items
        # One long text: it goes through the networks in several parts.
        yield {"name": "several as one", "text": "\n\n".join(item["text"] for item in items[::4])}
    else:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line:
                yield json.loads(line)


def rows(doc):
    """Return the tokens of a document, each as a list."""
    return [
        [t.text, bool(t.whitespace_), t.norm_, t.tag_, t.pos_, str(t.morph), t.lemma_, t.head.i, t.dep_,
         bool(t.is_sent_start), t.ent_iob_, t.ent_type_]
        for t in doc
    ]


def golden(nlp, item):
    doc = nlp(item["text"])
    out = dict(item, tokens=rows(doc), chunks=[[c.start, c.end] for c in doc.noun_chunks])
    if len(doc) < 30:
        out["json"] = doc.to_json()
    return out


def random_words(nlp, n):
    """Strings of exceptions, punctuation and characters of all kinds, without white space."""
    rng = random.Random(5)
    pieces = list("aZbc019.,:;-+*^=<>/?#@$%&_'\"()[]~!sSUCA") + [
        "…", "—", "–", "’", "°", "€", "²", "km", "US$", "http://", "www.", ".com", ".co.uk", "10.0.0.1", "8.8.8.8",
        "172.16.", "192.168.1.1", "169.254.", ":80", "://", "中", "\u0301", "\U0001F600", "٣", "--", "...", "é", "Γ", "Σ"]
    hosts = [".", ".", "a", "Z-", "é", "1", "_", "10", "172", "16", "192", "168", "8", "223", "224", "254", "255", "256", "0", "com", "co", "uk", "中", "٣", "x" * 64]
    words = set(nlp.tokenizer.rules)
    for _ in range(n // 3):  # hosts, good and nearly so
        words.add(
            rng.choice(["", "", "", "http://", "a+b://", "x://", "a:b@", "me@", "://", "http://me:pw@"])
            + "".join(rng.choice(hosts) for _ in range(rng.randint(2, 7)))
            + rng.choice(["", ".com", ".org", ".8.8", ".10.5.1", ".x1"])
            + rng.choice(["", "", "", ":80", ":8", ":123456", "/", "/p?q=1#f", "?x", ":8080/a.b", ":٣٣"]))
    while len(words) < n:
        k = rng.randint(1, 9)
        words.add("".join(
            rng.choice(pieces) if rng.random() < 0.95 else chr(rng.choice([rng.randint(33, 0x24F), rng.randint(0x370, 0xD7FF), rng.randint(0xE000, 0x1FFFF)]))
            for _ in range(k)))
    return sorted(w for w in words if not re.search(r"\s", w))


def patterns(nlp):
    t = nlp.tokenizer
    for w in random_words(nlp, 12000):
        p, s = t.prefix_search(w), t.suffix_search(w)
        yield [w, p.end() - p.start() if p else 0, s.end() - s.start() if s else 0,
               [list(m.span()) for m in t.infix_finditer(w)], bool(t.url_match(w))]


def string_ids(nlp):
    import spacy.symbols
    for s in sorted(spacy.symbols.IDS):
        yield [s, str(spacy.symbols.IDS[s])]
    for w in random_words(nlp, 3000):
        x = nlp.vocab[w]
        yield [w, str(x.orth), x.norm_, x.lower_, x.shape_, x.prefix_, x.suffix_, x.is_space]


def main(model, *args):
    nlp = load(model)
    if args[0] == "--patterns":
        lines = patterns(nlp)
    elif args[0] == "--strings":
        lines = string_ids(nlp)
    else:
        lines = (golden(nlp, item) for item in texts(args[0]))
    data = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines).encode()
    write(pathlib.Path(args[1]), data)


def write(path, data):
    """Write a file unless it says so already: releases of zlib pack the same data differently."""
    packed = path.suffix == ".gz"
    if path.exists() and data == (gzip.decompress(path.read_bytes()) if packed else path.read_bytes()):
        return
    path.write_bytes(gzip.compress(data, mtime=0) if packed else data)


if __name__ == "__main__":
    main(*sys.argv[1:])
