package spacy_test

import (
	"testing"

	"dossier/extract/spacy/spacytest"
)

// BenchmarkAttributeRuler applies the model's rules to the articles, one after the
// other on one core.
func BenchmarkAttributeRuler(b *testing.B) {
	nlp := spacytest.Language(b)
	var texts []string
	for _, g := range readGolden(b, "testdata/articles.golden.jsonl.gz") {
		texts = append(texts, g.Text)
	}
	apply, tokens := nlp.BeforeRuler(texts)
	if tokens == 0 {
		b.Fatal("no attribute ruler")
	}
	b.ReportAllocs()
	for b.Loop() {
		apply()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(tokens), "ns/token")
}
