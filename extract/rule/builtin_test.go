package rule_test

import (
	"testing"
	"unicode"

	"dossier/config/ontology"
	"dossier/extract"
	"dossier/extract/rule"
)

func loadBuiltIn(t testing.TB) *rule.Ontology {
	t.Helper()
	files, lists, err := rule.ReadFS(ontology.FS, true)
	if err != nil {
		t.Fatal(err)
	}
	o, err := rule.Load(files, extract.DefaultTypes(), lists)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// Every built-in relation is documented and shown by at least four examples
// and four counterexamples.
func TestBuiltIn(t *testing.T) {
	o := loadBuiltIn(t)
	examples, counters := map[string]int{}, map[string]int{}
	for _, test := range o.Tests() {
		if test.Counter {
			counters[test.Relation]++
		} else {
			examples[test.Relation]++
		}
	}
	relations, attributes := 0, 0
	for _, r := range o.Relations() {
		if unicode.IsUpper(rune(r.Name[0])) {
			relations++
		} else {
			attributes++
		}
		if r.Doc == "" || len(r.Maps) == 0 {
			t.Errorf("%s: no doc or no maps", r.Name)
		}
		if examples[r.Name] < 4 || counters[r.Name] < 4 {
			t.Errorf("%s: %d examples and %d counterexamples, want 4 of each", r.Name, examples[r.Name], counters[r.Name])
		}
	}
	if relations != 79 || attributes != 4 { // as the README says
		t.Errorf("%d relations and %d attributes, want 79 and 4", relations, attributes)
	}
	for _, r := range o.Rules() {
		if len(r.Anchors()) == 0 {
			t.Errorf("%s: no anchor", r.ID)
		}
	}
}
