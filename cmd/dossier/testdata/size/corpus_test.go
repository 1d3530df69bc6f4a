//go:build unix

package main

import (
	"strings"
	"testing"
)

// Figures of several runs can be compared only if the documents are the same.
func TestCorpusIsReproducible(t *testing.T) {
	const n = 2000
	a, b := newCorpus(n), newCorpus(n)
	seen := map[string]bool{}
	rares := 0
	for i := range n {
		text := a.document(i)
		if other := b.document(i); text != other {
			t.Fatalf("document %d differs:\n%s\n%s", i, text, other)
		}
		if strings.ContainsAny(text, "{}") || strings.Count(text, " met ") != 1 {
			t.Errorf("document %d: %s", i, text)
		}
		seen[text] = true
		if strings.Contains(text, " praised ") {
			rares++
		}
	}
	if len(seen) != n || rares != n/rareIn {
		t.Errorf("%d documents differ, %d hold the rare word", len(seen), rares)
	}
}

func TestInventedNamesDiffer(t *testing.T) {
	seen := map[string]int{}
	for n := range 20000 {
		name := invented(n)
		if m, ok := seen[name]; ok {
			t.Fatalf("%d and %d are %s", m, n, name)
		}
		seen[name] = n
	}
}
