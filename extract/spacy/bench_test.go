package spacy_test

import (
	"testing"
	"time"

	"dossier/extract/spacy"
	"dossier/extract/spacy/spacytest"
)

func BenchmarkOpen(b *testing.B) {
	path := spacytest.Model(b)
	for b.Loop() {
		if _, err := spacy.Open(path); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPipe annotates the articles on one core.
func BenchmarkPipe(b *testing.B) {
	nlp := spacytest.Language(b)
	var texts []string
	for _, g := range readGolden(b, "testdata/articles.golden.jsonl.gz") {
		texts = append(texts, g.Text)
	}
	tokens := 0
	var start time.Time
	for b.Loop() {
		if tokens == 0 {
			start = time.Now()
		}
		for _, doc := range nlp.Pipe(texts) {
			tokens += len(doc.Tokens)
		}
	}
	b.ReportMetric(float64(tokens)/time.Since(start).Seconds(), "tokens/s")
}
