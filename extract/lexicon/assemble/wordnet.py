"""WordNet: first senses of nouns, and which words are ordinary."""

import re


class WordNet:
    def __init__(self, folder):
        self.words = set()  # lemmas written in lower case, of all parts of speech
        self.hypernyms, self.file, self.written = {}, {}, {}
        for part in ("noun", "verb", "adj", "adv"):
            for line in self._lines(folder / f"data.{part}"):
                f = line.split(" | ")[0].split(" ")
                offset, n = f[0], int(f[3], 16)
                lemmas = [re.sub(r"\(\w+\)$", "", f[4 + 2 * i]).replace("_", " ") for i in range(n)]
                self.words |= {w for w in lemmas if w == w.lower()}
                if part != "noun":
                    continue
                pointers = f[5 + 2 * n:]
                self.file[offset] = int(f[1])
                self.written[offset] = set(lemmas)
                self.hypernyms[offset] = [(pointers[i], pointers[i + 1]) for i in range(0, len(pointers) - 1, 4)
                                          if pointers[i] in ("@", "@i")]
        # Last names, and names alone, of the persons that it knows.
        self.persons = {w.split(" ")[-1].lower() for s, ws in self.written.items() if self.file[s] == 18 and self.instance(s) for w in ws}
        self.senses = {}  # of nouns: lemma to synsets, the most frequent first
        for line in self._lines(folder / "index.noun"):
            f = line.split()
            pointers = int(f[3])
            self.senses[f[0].replace("_", " ")] = f[6 + pointers:]

    def _lines(self, path):
        return [l for l in path.read_text(encoding="utf-8").splitlines() if not l.startswith("  ")]

    def synset(self, lemma, sense=1):
        return self.senses[lemma][sense - 1]

    def ancestors(self, synset):
        seen, todo = set(), [synset]
        while todo:
            for kind, up in self.hypernyms[todo.pop()]:
                if up not in seen:
                    seen.add(up)
                    todo.append(up)
        return seen

    def instance(self, synset):
        return any(kind == "@i" for kind, _ in self.hypernyms[synset])

    def first_senses(self):
        """Common nouns with their first sense."""
        for lemma, synsets in sorted(self.senses.items()):
            if lemma in self.written[synsets[0]] and not self.instance(synsets[0]):  # not "Swede"
                yield lemma, synsets[0]
