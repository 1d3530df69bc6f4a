package rule_test

import (
	"os"
	"slices"
	"testing"

	"dossier/config/ontology"
	"dossier/extract"
	"dossier/extract/lexicon"
	"dossier/extract/pipeline"
	"dossier/extract/rule"
	"dossier/extract/spacy/spacytest"
)

// The examples of the built-in ontology hold in the real pipeline. Each known
// failure still fails: one that passes belongs in the ontology.
func TestOntology(t *testing.T) {
	const known = "testdata/known_failures.yaml"
	data, err := os.ReadFile(known)
	if err != nil {
		t.Fatal(err)
	}
	files, lists, err := rule.ReadFS(ontology.FS, true)
	if err != nil {
		t.Fatal(err)
	}
	o, err := rule.Load(append(files, rule.File{Name: known, Data: data}), extract.DefaultTypes(), lists)
	if err != nil {
		t.Fatal(err)
	}
	report := check(t, o)
	for _, f := range report.Failures {
		if f.Test.File != known {
			t.Error(f)
		}
	}
	for _, test := range testsOf(t, o) {
		failed := slices.ContainsFunc(report.Failures, func(f rule.Failure) bool {
			return f.Test.File == test.File && f.Test.Line == test.Line
		})
		if test.File == known && !failed {
			t.Errorf("%s:%d passes now: %s", test.File, test.Line, test.Sentence)
		}
	}
}

// check runs the tests of o through the real pipeline.
func check(t *testing.T, o *rule.Ontology) rule.Report {
	t.Helper()
	lex, err := lexicon.Default()
	if err != nil {
		t.Fatal(err)
	}
	p := pipeline.New(pipeline.Config{Language: spacytest.Language(t), Lexicon: lex, Types: extract.DefaultTypes(), Ontology: o})
	report, err := rule.Check(o, func(text string, names []rule.NamedSpan) (*extract.Analysis, error) {
		return p.WithNames(t.Context(), text, names)
	})
	if err != nil {
		t.Fatal(err)
	}
	if tests := testsOf(t, o); report.Tests != len(tests) || report.Tests == 0 {
		t.Fatalf("%d of %d tests run", report.Tests, len(tests))
	}
	return report
}
