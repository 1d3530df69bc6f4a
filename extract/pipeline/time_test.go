package pipeline_test

import (
	"fmt"
	"testing"

	"dossier/extract"
	"dossier/extract/lexicon"
	"dossier/extract/pipeline"
	"dossier/extract/rule"
	"dossier/extract/spacy/spacytest"
)

// TestTimes: when what a word says held or happened, told on Monday, 4 June 2018.
func TestTimes(t *testing.T) {
	words, err := lexicon.Default()
	if err != nil {
		t.Fatal(err)
	}
	types := extract.DefaultTypes()
	none, err := rule.Load(nil, types, nil)
	if err != nil {
		t.Fatal(err)
	}
	p := pipeline.New(pipeline.Config{Language: spacytest.Language(t), Lexicon: words, Types: types, Ontology: none})
	for _, tt := range []struct{ text, trigger, want string }{
		{"Canada sanctioned Mali on Friday.", "sanctioned", "2018-06-01 day"},
		{"Canada will sanction Mali on Friday.", "sanction", "2018-06-08 day"},
		{"Canada sanctioned Mali last week.", "sanctioned", "2018-W22 week"},
		{"Canada sanctioned Mali three weeks ago.", "sanctioned", "2018-W20 week"},
		{"Canada sanctioned Mali in March 2016.", "sanctioned", "2016-03 month"},
		{"Canada sanctioned Mali in the 1990s.", "sanctioned", "1990/1999 interval"},
		{"Canada sanctioned Mali in the first quarter of 2017.", "sanctioned", "2017-01/2017-03 interval"},
		{"Luis Vega was president of Peru from 2004 to 2012.", "president", "2004..2012"},
		{"Luis Vega was the president of Peru between 2004 and 2012.", "president", "2004..2012"},
		{"Luis Vega has been the president of Peru since 2014.", "president", "2014.."},
		{"Luis Vega, president of Peru from 1990 until 2000, met Ana Ruiz.", "president", "1990..2000"},
		{"Luis Vega has led Peru for 12 years.", "led", "2006.."},
		{"Luis Vega has led Peru for three months.", "led", "2018-03.."},
		{"Luis Vega led Peru for 12 years.", "led", ""},
		{"Luis Vega led Peru until 2016.", "led", "..2016"},
		{"Luis Vega led Peru.", "led", ""},
	} {
		a := &extract.Analysis{Document: extract.Document{URI: "x"}}
		if err := p.Extract(t.Context(), []byte(tt.text), a, 0); err != nil {
			t.Fatal(err)
		}
		a.Document.Published = "2018-06-04"
		if err := p.Extract(t.Context(), nil, a, 2); err != nil {
			t.Fatal(err)
		}
		got := "no proposition"
		for i := range a.Propositions {
			if x := &a.Propositions[i]; a.Text(x.Trigger) == tt.trigger {
				got = timeText(x.Time)
			}
		}
		if got != tt.want {
			t.Errorf("%s %q, want %q", tt.text, got, tt.want)
		}
	}
}

func timeText(t *extract.Time) string {
	switch {
	case t == nil:
		return ""
	case t.Value != "":
		return fmt.Sprint(t.Value, " ", t.Precision)
	}
	return t.From + ".." + t.To
}
