package coref_test

import (
	"testing"

	"dossier/extract"
)

func TestHome(t *testing.T) {
	s := newSteps(t)
	for _, test := range []struct{ dateline, want string }{
		{"LISBON (Nordlys Wire) -", "country:portugal"},
		{"KUMASI, Ghana, May 5 —", "country:ghana"},
		{"PARIS, France -", "country:france"},
		{"VELDENBURG -", ""},
		{"", ""},
	} {
		a := s.analyse(t, "Norway met Peru in Lima on Monday, and Norway won.\n")
		if test.dateline != "" {
			at := len(a.Document.Text)
			a.Document.Text += test.dateline
			a.Document.Blocks = append(a.Document.Blocks, extract.Block{Kind: extract.Dateline, Span: extract.Span{Start: at, End: len(a.Document.Text)}})
		}
		s.resolve(a)
		countries := 0
		for _, c := range a.Chains {
			switch {
			case c.Type == "Country" && c.Dateline == test.want:
				countries++
			case c.Type == "Country":
				t.Errorf("%q: %s reports from %q, want %q", test.dateline, c.Name, c.Dateline, test.want)
			case c.Name == "Lima" && c.Country != "country:peru":
				t.Errorf("Lima lies in %q", c.Country)
			}
		}
		if countries != 2 {
			t.Errorf("%q: %d countries", test.dateline, countries)
		}
	}
}
