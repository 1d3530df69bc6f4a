"""Make the tiny pipelines in testdata/trained, and what spaCy says with them.

    PYTHONHASHSEED=0 venv/bin/python trained.py MODEL

They stand for what users train themselves: every architecture and component that runs,
in sizes that nobody would use. MODEL, a directory of en_core_web_sm, is the teacher: the
pipelines learn a little, so that their scores differ, from its annotation of the
articles in the repository. The same seeds give the same pipelines.
"""
import base64
import gzip
import json
import pathlib
import random
import shutil
import sys
import tempfile
import zipfile

import numpy
import spacy
from spacy.lookups import Lookups
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed

here = pathlib.Path(__file__).parent
out = here / "trained"

LISTENER = {"@architectures": "spacy.Tok2VecListener.v1"}


def tagger(tok2vec):
    return {"@architectures": "spacy.Tagger.v2", "tok2vec": tok2vec}


def transitions(kind, tok2vec, hidden=16, pieces=2, extra=False, upper=True):
    return {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": kind, "extra_state_tokens": extra,
            "hidden_width": hidden, "maxout_pieces": pieces, "use_upper": upper, "tok2vec": tok2vec}


def listener(width, upstream="*"):
    return dict(LISTENER, width=width, upstream=upstream)


def tok2vec(embed, encode):
    return {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}


def multi(width, attrs, rows, static=False):
    return {"@architectures": "spacy.MultiHashEmbed.v2", "width": width, "attrs": attrs, "rows": rows, "include_static_vectors": static}


def chars(width, rows, static=False, nM=6, nC=5, feature="LOWER"):
    return {"@architectures": "spacy.CharacterEmbed.v2", "width": width, "rows": rows, "nM": nM, "nC": nC,
            "include_static_vectors": static, "feature": feature}


def maxout(width, depth, window, pieces):
    return {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": width, "depth": depth, "window_size": window, "maxout_pieces": pieces}


def mish(width, depth, window):
    return {"@architectures": "spacy.MishWindowEncoder.v2", "width": width, "depth": depth, "window_size": window}


def cnn(width, depth, window, pieces, subwords=True, vectors=None):
    return {"@architectures": "spacy.HashEmbedCNN.v2", "width": width, "depth": depth, "embed_size": 60, "window_size": window,
            "maxout_pieces": pieces, "subword_features": subwords, "pretrained_vectors": vectors}


def components(nlp):
    """One of each component; listeners, and tok2vecs of all kinds."""
    nlp.add_pipe("tok2vec", name="shared", config={"model": cnn(24, 2, 2, 2)})
    nlp.add_pipe("senter", config={"model": tagger(tok2vec(multi(12, ["SHAPE", "NORM", "SPACY"], [30, 30, 10]), mish(12, 2, 1)))})
    nlp.add_pipe("parser", config={"min_action_freq": 1, "model": transitions("parser", listener(24, "shared"), pieces=3)})
    nlp.add_pipe("tagger", config={"model": tagger(listener(24, "shared"))})
    nlp.add_pipe("morphologizer", config={"extend": True, "overwrite": False,
                 "model": tagger(tok2vec(chars(20, 40), maxout(20, 1, 1, 3)))})
    nlp.add_pipe("morphologizer", name="again", config={"extend": True, "overwrite": True,
                 "model": tagger(tok2vec(multi(8, ["LOWER", "ORTH", "IS_SPACE"], [30, 30, 10]), maxout(8, 2, 1, 1)))})
    nlp.add_pipe("trainable_lemmatizer", config={"top_k": 3, "backoff": "lower", "min_tree_freq": 1, "model": tagger(listener(24))})
    nlp.add_pipe("ner", name="names", config={"model": transitions("ner", listener(24), pieces=1)})
    nlp.add_pipe("ner", name="more names", config={"model": transitions("ner", tok2vec(multi(132, ["NORM"], [20]), maxout(132, 1, 0, 1)), hidden=7)})


def vectors(nlp):
    """Static vectors, several rows for some words and none for others; two shared tok2vecs."""
    nlp.add_pipe("sentencizer", name="marks", config={"punct_chars": [".", "?", "\n\n", "billion"]})
    nlp.add_pipe("tok2vec", name="first", config={"model": tok2vec(multi(16, ["PREFIX", "SHAPE"], [40, 20], True), maxout(16, 2, 1, 2))})
    nlp.add_pipe("tagger", name="tags", config={"overwrite": False, "model": tagger(listener(16, "first"))})
    nlp.add_pipe("tok2vec", name="second", config={"model": tok2vec(chars(9, 30, True, nM=3, nC=8, feature="SHAPE"), mish(9, 1, 2))})
    nlp.add_pipe("tagger", name="tags again", config={"overwrite": True, "model": tagger(listener(9, "second"))})
    nlp.add_pipe("parser", config={"min_action_freq": 1, "model": transitions("parser", cnn(16, 1, 1, 2, False, True), extra=True)})
    nlp.add_pipe("ner", config={"model": transitions("ner", listener(9, "second"), upper=False)})


def floret(nlp):
    """Vectors of runs of letters."""
    rows = numpy.round(numpy.random.RandomState(8).uniform(-1, 1, (50, 12)) * 32).astype("f") / 32
    nlp.vocab.vectors = spacy.vectors.Vectors(mode="floret", strings=nlp.vocab.strings, data=rows, minn=2, maxn=4,
                                              hash_count=3, hash_seed=2166136261, bow="<", eow=">", attr="NORM")
    nlp.add_pipe("tagger", config={"model": tagger(cnn(16, 1, 1, 2, False, True))})
    nlp.add_pipe("ner", config={"model": transitions("ner", tok2vec(multi(12, ["SPACY"], [10], True), maxout(12, 1, 1, 2)), extra=True, upper=False, pieces=1)})
    nlp.add_pipe("parser", config={"min_action_freq": 1, "model": transitions("parser", cnn(8, 1, 1, 1), upper=False)})


def train(nlp, teacher, texts, steps):
    """A little training from the teacher's annotation."""
    examples = []
    for text in texts:
        gold = teacher(text)
        for sent in gold.sents:
            part = sent.as_doc()
            examples.append(Example(nlp.make_doc(part.text), part))
    random.Random(1).shuffle(examples)
    examples = examples[:160]
    optimizer = nlp.initialize(lambda: examples)
    optimizer.learn_rate = 0.02
    for _ in range(steps):
        for i in range(0, len(examples), 16):
            nlp.update(examples[i:i + 16], sgd=optimizer, drop=0.1)


def coarsen(nlp):
    """Round the weights, so that they pack well."""
    for _, component in nlp.pipeline:
        for node in component.model.walk() if hasattr(component, "model") else []:
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, numpy.round(node.get_param(name) * 32) / 32)


def add_vectors(nlp, texts):
    rng = numpy.random.RandomState(7)
    words = sorted({t.text for text in texts for t in nlp.make_doc(text)})[::2][:300]
    nlp.vocab.vectors = spacy.vectors.Vectors(shape=(40, 10), strings=nlp.vocab.strings)
    for i, word in enumerate(words):
        nlp.vocab.vectors.add(word, row=i % 40, vector=rng.uniform(-1, 1, 10).astype("f") if i < 40 else None)


def save(nlp, name, drop=()):
    """Write the pipeline as a zip archive that is the same each time."""
    with tempfile.TemporaryDirectory() as tmp:
        nlp.to_disk(tmp)
        with zipfile.ZipFile(out / (name + ".zip"), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
            for path in sorted(pathlib.Path(tmp).rglob("*")):
                file = path.relative_to(tmp).as_posix()
                if path.is_file() and file not in drop:
                    z.writestr(zipfile.ZipInfo(file, (2020, 1, 1, 0, 0, 0)), path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
        return spacy.load(tmp)


def presets(doc, rng, labels):
    """Say beforehand of some tokens what they are."""
    ents, blocked, starts = [], [], []
    i = 0
    while i < len(doc):
        n = rng.randint(1, 4)
        kind = rng.random()
        if i + n <= len(doc) and kind < 0.12:
            ents.append([i, i + n, rng.choice(labels)])
        elif i + n <= len(doc) and kind < 0.18:
            blocked.append([i, i + n])
        i += n
    for i in range(1, len(doc)):
        if rng.random() < 0.15:
            starts.append([i, rng.choice([1, -1])])
    doc.set_ents([spacy.tokens.Span(doc, *e) for e in ents], blocked=[doc[a:b] for a, b in blocked], default="missing")
    for i, start in starts:
        doc[i].is_sent_start = start == 1
    return {"ents": ents, "blocked": blocked, "starts": starts}


def annotate(nlp, doc):
    for _, component in nlp.pipeline:
        doc = component(doc)
    return [[t.text, bool(t.whitespace_), t.norm_, t.tag_, t.pos_, str(t.morph), t.lemma_, t.head.i, t.dep_,
             bool(t.is_sent_start), t.ent_iob_, t.ent_type_] for t in doc]


def write(path, lines):
    data = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines).encode()
    path.write_bytes(gzip.compress(data, mtime=0))


def golden(nlp, name, texts):
    rng = random.Random(3)
    lines = []
    for i, text in enumerate(texts):
        line = {"name": f"{name} {i}", "text": text, "tokens": annotate(nlp, nlp.make_doc(text))}
        lines.append(line)
        if len(line["tokens"]) > 4:
            doc = nlp.make_doc(text)
            line = {"name": f"{name} {i}, presets", "text": text, "presets": presets(doc, rng, ["ORG", "GPE", "MADE-UP"])}
            line["tokens"] = annotate(nlp, doc)
            lines.append(line)
    write(out / (name + ".golden.jsonl.gz"), lines)


def lemmas():
    """Lemmatizers of all languages and modes that run, over tables of nonsense."""
    rng = random.Random(11)
    syllables = "a e i ba da di ka lo ma nie naj nai re si ta un s t en er јќи јќа ос ный -".split()
    fixed = "l' lo la i gli le li un' un una d' alcun qualcun najba nienajda niema Ba DA".split()
    endings = ["", "s", "en", "er", "a", "ta", "di", "ќи", "ba"]
    words = sorted({"".join(rng.choice(syllables) for _ in range(rng.randint(1, 3))) for _ in range(150)} | set(fixed))
    tags = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SPACE SYM VERB X".split() + [""]
    morphs = ["", "Number=Sing", "Number=Plur", "VerbForm=Inf", "Tense=Pres|VerbForm=Fin", "Degree=Pos", "VerbForm=None"]
    some = lambda n: rng.sample(words, n)
    for kind in ["en rule", "en lookup", "de rule", "de lookup", "fr rule", "ca rule", "el rule", "mk rule", "nl rule", "nl lookup",
                 "ht rule", "it pos_lookup", "pl pos_lookup"]:
        lang, mode = kind.split()
        lookups = Lookups()
        with_tables = [t.lower() for t in tags if t not in ("PROPN", "X", "SYM", "", "SPACE") or lang == "mk"]
        lookups.add_table("lemma_rules", {t: [[rng.choice(endings), rng.choice(endings)] for _ in range(6)] for t in with_tables})
        lookups.add_table("lemma_index", {t: some(20) for t in with_tables})
        lookups.add_table("lemma_exc", {t: {w: some(2) for w in some(12)} for t in with_tables})
        plain = lambda n: {w: rng.choice(words) for w in some(n)}
        lookups.add_table("lemma_lookup", {w: [lemma] for w, lemma in plain(40).items()} if lang in ("fr", "ca") else plain(40))
        if mode == "pos_lookup":
            for t in [t.lower() for t in tags if t] + ["other"]:
                lookups.add_table("lemma_lookup_" + t, plain(40))
        nlp = spacy.blank(lang)
        lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": mode})
        lemmatizer.initialize(lookups=lookups)
        tokens = []
        for _ in range(1000):
            word = rng.choice(words)
            word = rng.choice([word, word, word.title(), word.upper()])
            doc = Doc(nlp.vocab, words=[word], pos=[rng.choice(tags)], morphs=[rng.choice(morphs)])
            tokens.append([word, doc[0].pos_, str(doc[0].morph), lemmatizer(doc)[0].lemma_])
        yield {"lang": lang, "mode": mode, "lookups": base64.b64encode(lookups.to_bytes()).decode(), "tokens": tokens}


def chunks():
    """Noun chunks of random trees, in the languages that have rules for them."""
    rng = random.Random(9)
    pos = "NOUN PROPN PRON DET ADJ ADP CCONJ".split()
    deps = {"en": "nsubj dobj pobj ROOT conj det amod".split(),
            "fr": "nsubj obj obl:arg ROOT conj det amod flat:name".split(),
            "de": "sb oa nk ROOT cj nk det".split(),
            **{lang: "nsubj obj dobj nmod:poss ROOT conj amod det".split() for lang in ["id", "ms", "nb", "sv"]}}
    for lang in deps:
        vocab = spacy.blank(lang).vocab
        for _ in range(250):
            n = rng.randint(1, 14)
            heads = [max(0, min(n - 1, i + rng.choice([-3, -2, -1, -1, 0, 1, 1, 2, 3]))) for i in range(n)]
            for i in range(n):  # a token that is its own ancestor becomes a root
                seen, h = set(), i
                while heads[h] != h and h not in seen:
                    seen.add(h)
                    h = heads[h]
                if h in seen:
                    heads[h] = h
            doc = Doc(vocab, words=["x"] * n, pos=rng.choices(pos, k=n), deps=rng.choices(deps[lang], k=n), heads=heads)
            yield {"lang": lang, "tokens": [[t.pos_, t.dep_, t.head.i] for t in doc], "chunks": [[c.start, c.end] for c in doc.noun_chunks]}


def main(model):
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    teacher = spacy.load(model)
    articles = [path.read_text(encoding="utf-8") for path in sorted((here / "../../../testdata/articles").glob("*.txt"))]
    texts = [json.loads(line)["text"] for line in (here / "tricky.jsonl").read_text(encoding="utf-8").splitlines()] + articles[3:5]
    for make, steps, drop in [(components, 10, ()), (vectors, 10, ("vocab/strings.json",)), (floret, 10, ("vocab/strings.json",))]:
        fix_random_seed(5)
        nlp = spacy.blank("en")
        if make is vectors:
            add_vectors(nlp, articles)
        make(nlp)
        train(nlp, teacher, articles[:3], steps)
        coarsen(nlp)
        golden(save(nlp, make.__name__, drop), make.__name__, texts)
    write(out / "chunks.golden.jsonl.gz", chunks())
    write(out / "lemmas.golden.jsonl.gz", lemmas())


main(*sys.argv[1:])
