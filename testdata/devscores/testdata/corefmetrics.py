"""Random clusterings and what the PyPI package coreference-eval 0.0.2 says of them.

    pip install coreference-eval==0.0.2 numpy scipy
    python corefmetrics.py > corefmetrics.jsonl

Each line: key, response, and precision and recall of muc, b_cubed, ceafe. That
package leaves chains of one mention out of CEAF and gives them no part in
B-cubed precision, unlike the task's own scorer, so none are made here.
"""
import json
import random

from corefeval import Document, Scorer
from corefeval.metrics import b_cubed, ceafe, muc


def clustering(rng, mentions):
    mentions = [m for m in mentions if rng.random() < 0.85]
    rng.shuffle(mentions)
    chains = []
    while len(mentions) > 1:
        n = min(len(mentions), 2 + int(rng.expovariate(0.5)))
        if len(mentions) - n == 1:
            n += 1
        chains.append(sorted(mentions[:n]))
        mentions = mentions[n:]
    return sorted(chains)


def main():
    rng = random.Random(1)
    for _ in range(60):
        mentions = range(rng.randint(2, 40))
        key, response = clustering(rng, mentions), clustering(rng, mentions)
        if rng.random() < 0.5:  # mostly alike: some mentions change their chain
            response = [[m for m in c if rng.random() < 0.8] for c in key]
            response = [c for c in response if len(c) > 1]
        scorer = Scorer()
        scorer.update(Document(
            predicted=[[(m, m) for m in c] for c in response],
            truth=[[(m, m) for m in c] for c in key]))
        row = {"key": key, "response": response}
        for e in scorer.all:
            if e.metric in (muc, b_cubed, ceafe):
                row[e.metric.__name__] = [e.get_precision(), e.get_recall()]
        print(json.dumps(row))


main()
