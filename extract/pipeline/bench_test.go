package pipeline

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dossier/extract"
	"dossier/extract/rule"
)

// analyses are the articles, fully analysed, and how many tokens they have.
func analyses(b *testing.B, p *Pipeline) (all []*extract.Analysis, raw [][]byte, tokens int) {
	files, err := filepath.Glob("../../testdata/articles/*")
	if err != nil || len(files) == 0 {
		b.Fatal(files, err)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		a := &extract.Analysis{Document: extract.Document{URI: path}}
		if err := p.Extract(b.Context(), data, a, 0); err != nil {
			b.Fatal(err)
		}
		for _, s := range a.Sentences {
			tokens += len(s.Tokens)
		}
		all, raw = append(all, a), append(raw, data)
	}
	return all, raw, tokens
}

// BenchmarkSteps tells what each step behind the source takes of a token's time.
func BenchmarkSteps(b *testing.B) {
	p := newPipeline(b)
	all, raw, tokens := analyses(b, p)
	for _, s := range p.steps[1:] {
		b.Run(s.Name, func(b *testing.B) {
			for b.Loop() {
				for i, a := range all {
					if err := s.run(b.Context(), raw[i], a); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*tokens), "ns/token")
		})
	}
}

// BenchmarkRules reads the articles with ten times as many rules: each has an
// anchor of its own, a tenth of which the articles hold.
func BenchmarkRules(b *testing.B) {
	p := newPipeline(b)
	all, _, tokens := analyses(b, p)
	var verbs []string
	seen := map[string]bool{}
	for _, a := range all {
		for i := range a.Propositions {
			if q := &a.Propositions[i]; q.Kind == extract.Verb && !seen[q.Lemma] && !strings.Contains(q.Lemma, " ") {
				seen[q.Lemma] = true
				verbs = append(verbs, q.Lemma)
			}
		}
	}
	for _, n := range []int{200, 2000} {
		var text strings.Builder
		for i := range n {
			verb := fmt.Sprintf("verb%d", i)
			if i%10 == 0 {
				verb = verbs[i/10%len(verbs)]
			}
			fmt.Fprintf(&text, "R%d: {is: Actor -> Actor|Place, verb: %q, not: {\"p:by\": any}, where: {agent: any}, confidence: 0.%03d}\n", i, verb, i%999+1)
		}
		o, err := rule.Load([]rule.File{{Name: "many.yaml", Data: []byte(text.String())}}, extract.DefaultTypes(), nil)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				for _, a := range all {
					o.Claims(a)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*tokens), "ns/token")
		})
	}
}
