"""Small pipelines with components and shapes that the published ones do not have.

Each is made by spaCy itself from a fixed seed and trained for some steps on made-up
annotation, so that its decisions vary and few of them are close.
"""
import hashlib
import pathlib
import shutil
import tempfile
import zlib

import numpy
import spacy
from spacy.lookups import Lookups
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed
from spacy.vectors import Vectors

import sources

STEPS = 50


# Networks.

def listener(width, upstream="*"):
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": width, "upstream": upstream}


def embed(width, attrs=("NORM", "PREFIX", "SUFFIX", "SHAPE"), rows=200, vectors=False):
    return {"@architectures": "spacy.MultiHashEmbed.v2", "width": width, "attrs": list(attrs),
            "rows": [rows] * len(attrs), "include_static_vectors": vectors}


def encoder(width, depth=2, window=1, pieces=3, kind="spacy.MaxoutWindowEncoder.v2"):
    config = {"@architectures": kind, "width": width, "depth": depth, "window_size": window}
    return config if "Mish" in kind else dict(config, maxout_pieces=pieces)


def tok2vec(embed, encode):
    return {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}


def cnn(width, depth=2, embed_size=300, window=1, pieces=3, subwords=True, vectors=None):
    return {"@architectures": "spacy.HashEmbedCNN.v2", "width": width, "depth": depth, "embed_size": embed_size,
            "window_size": window, "maxout_pieces": pieces, "subword_features": subwords, "pretrained_vectors": vectors}


def tagger(t2v, normalize=False):
    return {"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": t2v, "nO": None, "normalize": normalize}}


def transitions(kind, t2v, hidden=32, pieces=2, extra=False, upper=True):
    return {"model": {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": kind, "tok2vec": t2v, "nO": None,
                      "extra_state_tokens": extra, "hidden_width": hidden, "maxout_pieces": pieces, "use_upper": upper}}


def parser(t2v, **config):
    return dict(transitions("parser", t2v, **config), min_action_freq=1)


# Pipelines: functions that add to a blank one what is trained, and return what is to be
# added after training, if anything.

def senter(nlp):
    """Sentences without trees; a recogniser that listens to the shared vectors."""
    nlp.add_pipe("tok2vec", config={"model": tok2vec(embed(48), encoder(48))})
    nlp.add_pipe("tagger", config=tagger(listener(48)))
    nlp.add_pipe("senter", config=tagger(tok2vec(embed(16, ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY"]), encoder(16, pieces=2))))
    nlp.add_pipe("ner", config=transitions("ner", listener(48)))


def german(nlp):
    """All that the small German pipeline has."""
    nlp.add_pipe("tok2vec", config={"model": tok2vec(embed(64, ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"]), encoder(64, depth=4))})
    nlp.add_pipe("tagger", config=tagger(listener(64)))
    nlp.add_pipe("morphologizer", config=tagger(listener(64)))
    nlp.add_pipe("parser", config=parser(listener(64)))
    nlp.add_pipe("trainable_lemmatizer", name="lemmatizer", config=dict(tagger(listener(64)), min_tree_freq=1))
    nlp.add_pipe("ner", config=transitions("ner", tok2vec(embed(64), encoder(64))))

    def after():
        ruler = nlp.add_pipe("attribute_ruler")
        ruler.add([[{"IS_SPACE": True}]], {"TAG": "_SP", "POS": "SPACE"})
        ruler.add([[{"TAG": "T1", "LENGTH": {">=": 4}}]], {"MORPH": "Case=Nom"})
    return after


def lemmas(mode):
    """Lemmas from tables, in one of the ways that a language has."""
    def build(nlp):
        nlp.add_pipe("tok2vec", config={"model": cnn(48)})
        nlp.add_pipe("morphologizer", config=tagger(listener(48)))

        def after():
            lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": mode})
            words = sorted({w for t in texts(nlp) for w in t.split() if w.isalpha()})
            lower = [w.lower() for w in words]
            one = (lambda form: [form]) if nlp.lang == "ca" else (lambda form: form)  # as its code has it
            tables = {
                "lemma_lookup": {w: one(lemma(w) + "o") for w in words[::2]},
                "lemma_index": {p: lower[i::5] for i, p in enumerate(("noun", "verb", "adj"))},
                "lemma_exc": {p: {w: [w + "x", "y" + w] for w in lower[i::7]} for i, p in enumerate(("noun", "verb", "adj"))},
                "lemma_rules": {p: [["s", ""], ["en", "e"], ["n", "x-"], ["r", "t"], ["e", ""], ["a", "o"]] for p in ("noun", "verb", "adj", "propn")},
            }
            lookups = Lookups()
            for table in sum(lemmatizer.get_lookups_config(mode), []):
                content = tables["lemma_lookup"] if table.startswith("lemma_lookup") else tables[table]
                lookups.add_table(table, content)
            lemmatizer.initialize(lookups=lookups)
        return after
    return build


def presets(nlp):
    """Sentences by punctuation, which the parser then keeps to."""
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("parser", config=parser(cnn(32)))
    nlp.add_pipe("ner", config=transitions("ner", cnn(32)))


def rulers(nlp):
    """Entities by patterns, before and after a trained recogniser."""
    nlp.add_pipe("ner", config=transitions("ner", cnn(32)))

    def after():
        words = [w for s in sources.examples(nlp.lang).get("examples", []) for w in s.split() if w.isalpha()]
        before = nlp.add_pipe("entity_ruler", name="names", before="ner", config={"phrase_matcher_attr": "LOWER"})
        before.add_patterns(
            [{"label": "PHRASE", "pattern": f"{a} {b}", "id": f"id{i}"} for i, (a, b) in enumerate(zip(words, words[1:]))][:20]
            + [{"label": "MONEY", "pattern": [{"ORTH": {"IN": ["$", "€", "£"]}}, {"IS_DIGIT": True}]},
               {"label": "LONG", "pattern": [{"IS_ALPHA": True, "LENGTH": {">=": 9}}, {"IS_ALPHA": True, "OP": "?"}]}])
        late = nlp.add_pipe("entity_ruler", config={"overwrite_ents": True})
        late.add_patterns([{"label": "NUMBERS", "pattern": [{"IS_DIGIT": True, "OP": "+"}]},
                           {"label": "ING", "pattern": [{"LOWER": {"REGEX": "(i|e)o?n[ei]?$"}}, {"IS_PUNCT": True, "OP": "!"}]}])
    return after


def spans(nlp):
    """Entities by a span ruler; sentences by punctuation."""
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("ner", config=transitions("ner", cnn(32)))

    def after():
        ruler = nlp.add_pipe("span_ruler", config={"annotate_ents": True, "overwrite": False})
        ruler.add_patterns([{"label": "X", "pattern": [{"SHAPE": {"IN": ["Xx", "Xxx", "Xxxx", "XX"]}}, {"IS_LOWER": True, "OP": "*"}], "id": "x"},
                            {"label": "Y", "pattern": [{"IS_TITLE": True}, {"IS_TITLE": True}]},
                            {"label": "Z", "pattern": "in"}])
    return after


def widths(nlp):
    """Unusual sizes everywhere, and no shared vectors."""
    nlp.add_pipe("tagger", config=tagger(tok2vec(embed(40, ["ORTH", "LOWER", "SHAPE"], rows=77), encoder(40, depth=1, window=2, pieces=2)), normalize=True))
    nlp.add_pipe("parser", config=parser(tok2vec(embed(24, ["LOWER", "SUFFIX"]), encoder(24, depth=6)), hidden=21, pieces=3, extra=True))
    nlp.add_pipe("ner", config=transitions("ner", tok2vec(embed(33), encoder(33, depth=3, window=3, pieces=4)), hidden=17, pieces=1, extra=True))


def no_upper(nlp):
    """Transitions scored by one layer; no piece to choose from."""
    nlp.add_pipe("tok2vec", config={"model": cnn(32, subwords=False)})
    nlp.add_pipe("parser", config=parser(listener(32), pieces=1, upper=False))
    nlp.add_pipe("ner", config=transitions("ner", listener(32), pieces=3, upper=False))


def two(nlp):
    """Two shared networks, one after the other, and components called as one likes."""
    nlp.add_pipe("tok2vec", name="one", config={"model": cnn(32)})
    nlp.add_pipe("tagger", name="words", config=tagger(listener(32, "one")))
    nlp.add_pipe("ner", name="things", config=transitions("ner", listener(32, "one")))
    nlp.add_pipe("tok2vec", name="other", config={"model": tok2vec(embed(24), encoder(24))})
    nlp.add_pipe("parser", name="trees", config=parser(listener(24, "other")))


def mish(nlp):
    """The other encoder, and words by their characters."""
    nlp.add_pipe("tok2vec", config={"model": tok2vec(embed(32), encoder(32, kind="spacy.MishWindowEncoder.v2"))})
    nlp.add_pipe("tagger", config=tagger(listener(32)))
    nlp.add_pipe("morphologizer", config=tagger(tok2vec(
        {"@architectures": "spacy.CharacterEmbed.v2", "width": 32, "rows": 300, "nM": 8, "nC": 4, "include_static_vectors": False, "feature": "LOWER"}, encoder(32))))


def vectors(nlp):
    """Static word vectors, several words to a row."""
    words = sorted({w for t in texts(nlp) for w in t.split()})
    data = numpy.random.default_rng(3).standard_normal((100, 50), dtype="float32")
    nlp.vocab.vectors = Vectors(data=data, keys=words[:100])
    for i, word in enumerate(words[100::2]):
        nlp.vocab.vectors.add(word, row=i % 100)
    nlp.add_pipe("tok2vec", config={"model": tok2vec(embed(48, vectors=True), encoder(48))})
    nlp.add_pipe("tagger", config=tagger(listener(48)))
    nlp.add_pipe("parser", config=parser(listener(48)))
    nlp.add_pipe("ner", config=transitions("ner", cnn(48, vectors=True)))


def floret(nlp):
    """Vectors of parts of words."""
    data = numpy.random.default_rng(4).standard_normal((500, 30), dtype="float32")
    nlp.vocab.vectors = Vectors(data=data, mode="floret", minn=2, maxn=4, hash_count=2, hash_seed=7, bow="<", eow=">")
    nlp.add_pipe("tok2vec", config={"model": tok2vec(embed(32, vectors=True), encoder(32))})
    nlp.add_pipe("morphologizer", config=dict(tagger(listener(32)), extend=True))
    nlp.add_pipe("trainable_lemmatizer", config=dict(tagger(listener(32)), min_tree_freq=1, top_k=3, backoff="norm"))


PIPELINES = {
    "en senter": senter, "de as published": german, "en preset sentences": presets, "it entity rulers": rulers,
    "pt span ruler": spans, "nl widths": widths, "pl no upper layer": no_upper, "sv two tok2vecs": two,
    "da mish, characters": mish, "en vectors": vectors, "fi floret": floret,
    "es lookup lemmas": lemmas("lookup"), "nb rule lemmas": lemmas("rule"), "ca rule lemmas": lemmas("rule"),
    "mk rule lemmas": lemmas("rule"), "el rule lemmas": lemmas("rule"), "nl rule lemmas": lemmas("rule"),
    "it pos_lookup lemmas": lemmas("pos_lookup"), "pl pos_lookup lemmas": lemmas("pos_lookup"),
}

# Languages whose tokenizers are compared, as blank pipelines: all of spaCy's that need no
# other package.
LANGUAGES = """
    af am ar az bg bn bo ca cs da de dsb el en es et eu fa fi fo fr ga gd grc gu he hi hr hsb ht hu hy id is it kmr kn
    ky la lb lg lij lt lv mk ml mr ms nb ne nl nn pl pt ro ru sa si sk sl sq sr sv ta te ti tl tn tr tt uk ur xx yo
""".split()


# Annotation that follows from the words, so that there is something to learn.

def number(word):
    return zlib.crc32(word.encode())


def lemma(word):
    word = word.lower()
    for ending in ("ing", "en", "es", "s", "e", "o", "a"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + ("e" if number(word) % 3 == 0 else "")
    return word


def annotate(doc):
    """Return a copy of doc with made-up tags, trees and entities."""
    words = [t.text for t in doc]
    numbers = [number(w[-3:].lower()) for w in words]
    n = len(words)
    starts = [i == 0 or words[i - 1] in ".?!…" and i + 2 < n for i in range(n)]
    heads, deps = list(range(n)), ["ROOT"] * n
    bounds = [i for i in range(n) if starts[i]] + [n]
    for a, b in zip(bounds, bounds[1:]):
        root = next((i for i in range(a, b) if numbers[i] % 3 == 0), a)
        for i in range(a, b):
            if i != root:
                heads[i] = root if numbers[i] % 2 else i + (1 if i < root else -1)
                deps[i] = f"d{numbers[i] % 7}"
        if root - a > 2 and b - root > 2:
            heads[b - 1] = root - 1  # crosses the arcs of root
            heads[root - 2] = root
    ents, i = ["O"] * n, 0
    while i < n:
        size = 1 + numbers[i] % 3
        if (words[i][:1].isupper() or numbers[i] % 4 == 0) and i + size <= n and not any(starts[i + 1 : i + size]) and not any(t.is_space for t in doc[i : i + size]):
            ents[i : i + size] = [("I-" if k else "B-") + f"E{numbers[i] % 4}" for k in range(size)]
            i += size
        i += 1
    return Doc(
        doc.vocab, words=words, spaces=[bool(t.whitespace_) for t in doc],
        tags=[f"T{x % 11}" for x in numbers], pos=[["NOUN", "VERB", "ADJ", "ADP", "PROPN", "PUNCT"][x % 6] for x in numbers],
        morphs=[["", "Number=Sing", "Number=Plur", "Case=Acc|Number=Sing"][x // 6 % 4] for x in numbers],
        lemmas=[lemma(w) for w in words], heads=heads, deps=deps, sent_starts=starts, ents=ents)


def texts(nlp):
    """What a pipeline is trained on."""
    return [*sources.examples(nlp.lang).get("examples", []), *sources.composed(nlp, 1500, seed=7)["composed"]]


def make(name, folder):
    """Write a pipeline into a folder."""
    fix_random_seed(11)
    nlp = spacy.blank(name.split()[0])
    after = PIPELINES[name](nlp)
    examples = [Example(doc, annotate(doc)) for doc in map(nlp.make_doc, texts(nlp))]
    optimizer = nlp.initialize(lambda: examples)
    optimizer.learn_rate = 0.01
    for step in range(STEPS):
        nlp.update(examples[step % 2 :: 2], sgd=optimizer, drop=0.1)
    if after:
        after()
    nlp.to_disk(folder)


def path(name):
    """Return the folder of a pipeline, which is made unless it is there."""
    key = hashlib.sha256(b"".join(pathlib.Path(f).read_bytes() for f in (__file__, sources.__file__)) + spacy.__version__.encode())
    folder = sources.CACHE / "parity" / f"made-{key.hexdigest()[:12]}" / name.replace(" ", "-").replace(",", "")
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = pathlib.Path(tempfile.mkdtemp(dir=folder.parent))
        try:
            make(name, part)
            part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return folder
