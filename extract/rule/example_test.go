package rule_test

import (
	"fmt"

	"dossier/extract"
	"dossier/extract/rule"
)

func Example() {
	files := []rule.File{{Name: "blurbs.yaml", Data: []byte(`
BLURBED:
  is: Person -> Work
  verb: blurb
  example: "Ann Orr blurbed Dry Season. => Ann Orr, Dry Season"
  counter: "Ann Orr refused to blurb Dry Season. => denied"
`)}}
	ontology, err := rule.Load(files, extract.DefaultTypes(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	// What the steps before make of "Dry Season was blurbed by Ann Orr".
	analysis := &extract.Analysis{
		Document:  extract.Document{ID: "d", Text: "Dry Season was blurbed by Ann Orr"},
		Sentences: []extract.Sentence{{Span: extract.Span{Start: 0, End: 33}}},
		Chains:    []extract.Chain{{Type: "Work", Name: "Dry Season"}, {Type: "Person", Name: "Ann Orr"}},
		Propositions: []extract.Proposition{{
			Kind: extract.Verb, Lemma: "blurb", Trigger: extract.Span{Start: 15, End: 22}, Nuance: extract.NuanceAsserted, Confidence: 1,
			Arguments: []extract.Argument{
				{Role: extract.Patient, Span: extract.Span{Start: 0, End: 10}, Mention: -1, Chain: 0, Proposition: -1},
				{Role: extract.Agent, Span: extract.Span{Start: 26, End: 33}, Mention: -1, Chain: 1, Proposition: -1},
			},
		}},
	}
	for _, c := range ontology.Claims(analysis) {
		fmt.Println(analysis.Text(c.Subject.Span), c.Predicate, analysis.Text(c.Object.Span), c.Status, c.Rules)
	}
	// Output: Ann Orr BLURBED Dry Season asserted [BLURBED/main]
}

func ExampleLoad_errors() {
	_, err := rule.Load([]rule.File{{Name: "mine.yaml", Data: []byte("OWNS:\n  is: Actor -> Compny\n  verb: own\n  wher: {patient: any}\n")}},
		extract.DefaultTypes(), nil)
	fmt.Println(err)
	// Output:
	// mine.yaml:2:16: unknown entity type "Compny"
	//   |   is: Actor -> Compny
	//   |                ^^^^^^
	//   hint: did you mean Company?
	// mine.yaml:4:3: unknown key "wher"
	//   |   wher: {patient: any}
	//   |   ^^^^
	//   hint: did you mean where?
}
