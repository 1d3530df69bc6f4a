package spacy_test

import (
	"fmt"
	"strings"
	"testing"

	"dossier/extract/spacy"
	"dossier/extract/spacy/spacytest"
)

// BenchmarkAttributeRuler applies the model's rules to the articles, one after the
// other on one core.
func BenchmarkAttributeRuler(b *testing.B) { benchmarkRuler(b, spacytest.Language(b)) }

// BenchmarkEntityRuler does so with 10,000 phrases and 1,000 patterns.
func BenchmarkEntityRuler(b *testing.B) {
	var lines strings.Builder
	for i := range 10000 {
		fmt.Fprintf(&lines, "{\"label\":\"X\",\"pattern\":\"The %d of them\"}\n", i)
	}
	for i := range 1000 {
		first := "the"
		if i%100 != 0 {
			first = fmt.Sprint("x", i)
		}
		fmt.Fprintf(&lines, `{"label":"Y","pattern":[{"LOWER":%q},{"LIKE_NUM":true,"OP":"?"},{"LOWER":"x%d"}]}`+"\n", first, i)
	}
	nlp, err := withRulers(wheelFiles(b), []string{"r"}, "[components.r]\nfactory = \"entity_ruler\"\n",
		map[string]string{"r/cfg": `{}`, "r/patterns.jsonl": lines.String()})
	if err != nil {
		b.Fatal(err)
	}
	benchmarkRuler(b, nlp)
}

// benchmarkRuler applies the first ruler of a pipeline.
func benchmarkRuler(b *testing.B, nlp *spacy.Language) {
	var texts []string
	for _, g := range readGolden(b, "testdata/articles.golden.jsonl.gz") {
		texts = append(texts, g.Text)
	}
	apply, tokens := nlp.BeforeRuler(texts)
	if tokens == 0 {
		b.Fatal("no ruler")
	}
	b.ReportAllocs()
	for b.Loop() {
		apply()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(tokens), "ns/token")
}
