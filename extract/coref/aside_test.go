package coref_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dossier/extract"
	"dossier/extract/pipeline"
	"dossier/extract/spacy/spacytest"
)

// analyseBlocks is analyse with headings, lines that begin with #, and captions, those
// with !.
func (s steps) analyseBlocks(t testing.TB, text string) *extract.Analysis {
	t.Helper()
	a := &extract.Analysis{Document: extract.Document{Text: text}}
	pos := 0
	for line := range strings.Lines(text) {
		b := extract.Block{Kind: extract.Paragraph, Span: extract.Span{Start: pos, End: pos + len(strings.TrimSpace(line))}}
		switch line[0] {
		case '#':
			b.Kind = extract.Heading
		case '!':
			b.Kind = extract.Caption
		}
		if b.Kind != extract.Paragraph {
			b.Start += 2
		}
		a.Document.Blocks = append(a.Document.Blocks, b)
		pos += len(line)
	}
	a.Sentences = pipeline.Annotate(spacytest.Language(t), &a.Document)
	s.resolve(a)
	return a
}

func TestAside(t *testing.T) {
	s := newSteps(t)
	tests := []struct{ name, want string }{
		{"the same words", "# [Orvix Marine]1 Opens Yard\n[Orvix Marine]1 opened a yard on Friday."},
		{"a surname, a company's first word", "# [Hald]1 Leaves [Orvix]2\n[Lena Hald]1 has left [Orvix Marine Inc.]2 [She]1 slept."},
		{"a full name of whom the body knows the surname", "# A Talk With [Lena Hald]1\nMs. [Hald]1 spoke on Friday."},
		{"another's full name", "# A Talk With Bert Hald\n[Lena Hald]1 spoke on Friday. [Hald]1 is a painter."},
		{"capitals", "# [ORVIX MARINE]1 OPENS YARD\n[Orvix Marine]1 opened a yard on Friday."},
		{"initials", "# [OTM]1 Gets New Chief\nThe [Office of Trade Measures]1 has a new chief."},
		{"the capitals of a headline", "# New Plans And Ideas Meet Resistance\n[Will Orr]1 left. [Orr]1 was tired."},
		{"a given name that is a verb", "# Prices Will Rise, Says [Orr]1\n[Will Orr]1 left on Friday."},
		{"a country that only headings name", "# A Letter From [France]1\nHe was tired.\n# Back To [France]1\nHe slept."},
		{"a guess of the model", "# Velden Talks To Orvix\nIt rained all night.\n# Velden Quits\nThe sun rose."},
		{"captions name whom nobody else does", "! Actor [Tomas Vey]1 in Oslo\nIt rained.\n! [Tomas Vey]1 at home. Image: [Ada Renn]2\nNo.\n! [Vey]1's cat. Image: [Ada Renn]2"},
		{"a pronoun does not speak of a heading", "# [Lena Hald]1\n[Lena Hald]1 met Ann Orr.\n# [Lena Hald]1 Again\nNobody knows."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := s.analyseBlocks(t, plain(tt.want))
			if got := show(a); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// TestAsideNames: the body's name stands; the heading's is another.
func TestAsideNames(t *testing.T) {
	a := newSteps(t).analyseBlocks(t, "# A TALK WITH LENA HALD\n# A Talk With Lena Hald\nMs. Hald spoke on Friday.")
	if c := a.Chains[0]; c.Name != "Hald" || !slices.Equal(c.Aliases, []string{"Lena Hald"}) || len(c.Mentions) != 3 {
		t.Errorf("%+v", c)
	}
}

// TestAsideLaw: without headings and captions the body says of everything what it says
// with them.
func TestAsideLaw(t *testing.T) {
	s := newSteps(t)
	asides := 0
	for _, with := range articles(t) {
		s.resolve(with)
		asides += s.bodyAlone(t, with)
	}
	if asides < 20 {
		t.Errorf("only %d names in headings and captions", asides)
	}
}

// bodyAlone checks that the body of with, which is resolved, says the same alone, and
// returns how many mentions that takes away.
func (s steps) bodyAlone(t interface{ Errorf(string, ...any) }, with *extract.Analysis) int {
	without := &extract.Analysis{Document: with.Document}
	for i, sent := range with.Sentences {
		if with.InBody(i) {
			without.Sentences = append(without.Sentences, sent)
		}
	}
	s.resolve(without)
	if d := cmp.Diff(bodySays(without), bodySays(with)); d != "" {
		t.Errorf("%s:\n%s", with.Document.File, d)
	}
	return len(with.Mentions) - len(without.Mentions)
}

// A said is a mention of the body with what its chain is.
type said struct {
	Mention    extract.Mention
	Type, Name string
	Link       string
	Others     []extract.Span // the mentions of the chain in the body
}

func bodySays(a *extract.Analysis) []said {
	var out []said
	for _, m := range a.Mentions {
		if !a.InBody(m.Sentence) {
			continue
		}
		s := said{Mention: m}
		if m.Chain >= 0 {
			c := a.Chains[m.Chain]
			s.Type, s.Name, s.Link = c.Type, c.Name, c.Link
			for _, i := range c.Mentions {
				if a.InBody(a.Mentions[i].Sentence) {
					s.Others = append(s.Others, a.Mentions[i].Span)
				}
			}
		}
		s.Mention.Sentence, s.Mention.Chain = 0, 0
		for _, i := range []*int{&s.Mention.Phrase.Demonym, &s.Mention.Phrase.Possessor} {
			if *i >= 0 {
				*i = a.Mentions[*i].Start
			}
		}
		out = append(out, s)
	}
	return out
}
