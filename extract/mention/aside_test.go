package mention_test

import (
	"testing"

	"dossier/extract"
	"dossier/extract/pipeline"
	"dossier/extract/spacy/spacytest"
)

// TestAside: names above and below a body.
func TestAside(t *testing.T) {
	const body = "Luis Jordan left. Ms. Lena Hald of Orvix Marine Inc. met Will Orr and Ms. Vey of the Office of Trade Measures in Vevey, Switzerland."
	r := recognizer(t)
	tests := []struct {
		kind       extract.BlockKind
		name, want string
	}{
		{extract.Heading, "what the body has", "[Orvix Marine|Company] Quits As [Hald|Person] Leaves [Vevey|City]"},
		{extract.Heading, "and no more", "Velden Trading Signs Deal With Bert Holm"},
		{extract.Heading, "capitals", "[LENA HALD|Person] LEAVES [SWITZERLAND|Country]"},
		{extract.Heading, "ordinary words", "Prices Will Rise And The Trade Measures Fail"},
		{extract.Heading, "initials", "[OTM|GovernmentBody] at work"},
		{extract.Heading, "a given name that the body leaves out", "A talk with [Marymegan Vey|Person] on ships"},
		{extract.Heading, "a person by the name of a country", "[Jordan|Person] Signs Deal"},
		{extract.Heading, "listed", "A Letter From [France|Country]"},
		{extract.Caption, "a sentence", "[Bert Holm|Person] (left) meets Ms. [Vey|Person] in [Oslo|City]. Image: [Ada Renn|Person]"},
		{extract.Caption, "credits", "Photograph: [Ada Renn|Person]/[AFP|Media]/[Getty Images|Company]"},
		{extract.Caption, "no names", "FILE PHOTO, IMG_2031.jpg, CC BY-SA 4.0"},
	}
	for _, tt := range tests {
		text := plain(tt.want)
		a := &extract.Analysis{Document: extract.Document{Text: text + "\n" + body, Blocks: []extract.Block{
			{Kind: tt.kind, Span: extract.Span{End: len(text)}},
			{Kind: extract.Paragraph, Span: extract.Span{Start: len(text) + 1, End: len(text) + 1 + len(body)}},
		}}}
		a.Sentences = pipeline.Annotate(spacytest.Language(t), &a.Document)
		for _, m := range r.Mentions(a) {
			if !a.InBody(m.Sentence) {
				a.Mentions = append(a.Mentions, m)
			}
		}
		a.Document.Text = text
		if got := show(a, extract.Name, func(m extract.Mention) string { return m.Type }); got != tt.want {
			t.Errorf("%s %s:\ngot  %s\nwant %s", tt.kind, tt.name, got, tt.want)
		}
	}
}
