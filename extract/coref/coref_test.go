package coref_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dossier/extract"
	"dossier/extract/coref"
	"dossier/extract/lexicon"
	"dossier/extract/mention"
	"dossier/extract/pipeline"
	"dossier/extract/spacy/spacytest"
)

type steps struct {
	recognizer *mention.Recognizer
	resolver   *coref.Resolver
}

func newSteps(t testing.TB) steps {
	t.Helper()
	lex, err := lexicon.Default()
	if err != nil {
		t.Fatal(err)
	}
	types := extract.DefaultTypes()
	return steps{mention.New(lex, types, nil), coref.New(lex, types)}
}

// analyse returns the analysis of text, a paragraph a line.
func (s steps) analyse(t testing.TB, text string) *extract.Analysis {
	t.Helper()
	a := &extract.Analysis{Document: extract.Document{Text: text, Published: "2018-06-04"}}
	pos := 0
	for line := range strings.Lines(text) {
		a.Document.Blocks = append(a.Document.Blocks, extract.Block{Kind: extract.Paragraph,
			Span: extract.Span{Start: pos, End: pos + len(strings.TrimSpace(line))}})
		pos += len(line)
	}
	a.Sentences = pipeline.Annotate(spacytest.Language(t), &a.Document)
	s.resolve(a)
	return a
}

func (s steps) resolve(a *extract.Analysis) {
	a.Mentions = s.recognizer.Mentions(a)
	a.Mentions, a.Chains = s.resolver.Resolve(a)
}

// show writes into the text the mentions of all chains of two mentions or
// more, numbered in order: "[Liu He]1 left. [He]1 smiled."
func show(a *extract.Analysis) string {
	number := map[int]int{}
	for _, m := range a.Mentions {
		if m.Chain >= 0 && len(a.Chains[m.Chain].Mentions) > 1 && number[m.Chain] == 0 {
			number[m.Chain] = len(number) + 1
		}
	}
	var b strings.Builder
	text := a.Document.Text
	for p := 0; p <= len(text); p++ {
		for _, m := range slices.Backward(a.Mentions) {
			if m.Chain >= 0 && number[m.Chain] > 0 && m.End == p {
				fmt.Fprintf(&b, "]%d", number[m.Chain])
			}
		}
		for _, m := range a.Mentions {
			if m.Chain >= 0 && number[m.Chain] > 0 && m.Start == p {
				b.WriteByte('[')
			}
		}
		if p < len(text) {
			b.WriteByte(text[p])
		}
	}
	return b.String()
}

// plain takes the marks of show out of s. A digit after ] is a mark.
func plain(s string) string {
	var b strings.Builder
	mark := false
	for _, r := range s {
		switch {
		case r == '[':
		case r == ']':
			mark = true
			continue
		case mark && r >= '0' && r <= '9':
			continue
		default:
			b.WriteRune(r)
		}
		mark = false
	}
	return b.String()
}

func TestChains(t *testing.T) {
	s := newSteps(t)
	for _, want := range []string{
		// Short names.
		"Vice Premier [Liu He]1 left. Mr. [Liu]1 smiled.",
		"[Wilbur Ross]1 met Ann Orr. Mr. [Ross]1 smiled.",
		"[Kim Jong-un]1 met Ann Orr. Mr. [Kim]1 smiled.",
		"[Orix Marine AG]1 sued. A court fined [Orix]1.",
		// A body by what it is of, or without its place.
		"The [Church of Druidry]1 sued Ann Orr. A court in Oslo fined [Druidry]1 on Monday.",
		"The [Norwegian Mining Union]1 struck. Orix said the [Mining Union]1 lied.",
		"The [Oslo Lions]1 won. Ann Orr left the [Lions]1.",
		"[Ann Orr]1 plays for the [Boston Red Sox]2. [Orr]1 left the [Red Sox]2.",
		"The [Larch Institute of Tropical Medicine]1 sued. A court fined the [Larch Institute]1.",
		"The Larch Institute of Trade sued the Larch Institute of Mines. A court fined the Larch Institute.",
		"The [Mining Union]1 struck. The [Oslo Mining Union]2 left. The [Mining Union]1 and the [Oslo Mining Union]2 agreed.",
		// Events by their year, storms by their own name.
		"Norsa won the [2014 World Cup]1 in May. Orix lost the [World Cup]1.",
		"Norsa won the [2014 World Cup]1 and the [2018 World Cup]2. Orix lost the [2014 World Cup]1, left the [2018 World Cup]2 and won a World Cup.",
		"Norsa left 2014 [World Cup]1 and 2018 World Cup. Orix won 2014 [World Cup]1.",
		"[Hurricane Orla]1 came. [Tropical Storm Orla]1 left. [Orla]1 killed a man.",
		"The Battle of Velden and the Siege of Velden were long.",
		"[Ann Orr]1 met [Bo Lind]2 at [Imperial College London]3. At [Imperial]3, [Orr]1 says, [Lind]2 wrote code.",
		"[Grupo Sotelo]1 bought Orix. [Sotelo]1 paid $400 million. A court fined [Sotelo]1.",
		// Other names that the text gives.
		"[Ann Nicole Hald]1 (born May 3, 1986), better known by [her]1 pseudonym [Ann Berg]1, left. A court fined [Berg]1. [Hald]1 smiled.",
		"[Velden AG]1, formerly known as [Orix Marine]1, sued. [Orix Marine]1 lost.",
		"[Velden AG]1, also known by [its]1 subsidiary [Orix Marine]2, sued. [Orix Marine]2 won.",
		"[Lena Hald]1 met [Ann Orr]2, née [Hald]2. [Lena Hald]1 smiled.",
		"A daughter of [Ann Orr]1, also known as Bo Berg, left. [Ann Orr]1 smiled.",
		// Surnames of several words.
		"[Piet van Dorp]1 met [Ineke de Wit]2. Ms. [de Wit]2 smiled. [Van Dorp]1 left. Mr. [van Dorp]1 smiled.",
		"[Ben Orr]1 met Al Lund. Mr. [Orr]1 smiled.",
		// Persons of whom only the surname is told.
		"[Hald]1 sued Orix. Ms. [Hald]1 smiled. [Hald]1 won. Mr. Hald left.",
		"[Ann Hald]1 left. [Bo Hald]2, [a senator]2, voted. [Ann Hald]1 smiled. Senator [Hald]2 voted.",
		// Letters of honour are no surname.
		"[Ann Orr FRS]1 left. [Ann Orr]1 smiled. A court fined [Orr]1.",
		// Same surname, never one person; form of address and nearness decide.
		"[Jens Lund]1 met [Anna Lund]2. Ms. [Lund]2 smiled. Mr. [Lund]1 left.",
		"[Paul Ross]1 left. Mr. [Ross]1 smiled. [Mark Ross]2 came. Mr. [Ross]2 smiled.",
		// What stands beside a name is not its short form, here or later.
		"A court fined [Orix]1 and [Orix Marine AG]2. [Orix Marine AG]2 sued, and a bank left [Orix]1.",
		"[Hald]1 or [Lena Hald]2 will win. [Lena Hald]2 leads. On Monday [Hald]1 smiled.",
		// A team is not the person whose first name it looks like.
		"The [Jets]1 lost on Monday. Mr. [Jets Orr]2 wrote a poem on the [Jets]1. [He]2 smiled.",
		"Ask [Marta Quist]1. If [Marta]1 wants [me]2, [I]2 stay. The board asked [Marta]1.",
		// One of several of the name is not its bearer.
		"[Wilbur Ross]1 came. We drank a [Ross]2. [Ross]1 smiled, but my [Ross]2 was sour.",
		// Acronyms.
		"The [Office of Trade Measures]1 ([OTM]1) met in May. The [OTM]1 fined Norsa.",
		"The [Corvid Islands]1 are cold. Few people live in the [Corvids]1.",
		// Countries.
		"[China]1 left. [Chinese]1 goods stayed, and [[Chinese]1 officials]1 smiled.",
		"[[Norway]1's government]1 fell. [Oslo]1 denied that. He flew to Oslo.",
		"[[Norway]1's government]1 fell. [Peru]2 accused [Oslo]1 of fraud. [Peru]2 shelled Oslo.",
		"North Korean goods left Japan.",
		"[North Korea]1 shelled [South Korea]2. The [South]2 fired on the [North]1. Norsa blamed the [North]1.",
		"[South Korea]1 lost. [Korea]1 won twice in the South.",
		// Apposition.
		"It hit [a little-known agency]1, the [Bureau of Mines]1, in June. [The bureau]1 closed.",
		"[Velden]1, [a Swiss bank]1, sued Orr. [The bank]1 lost.",
		"[[Orix]2's chief executive]1, [Lena Hald]1, left [Orix]2 in May.",
		// Nominals only where one thing fits.
		"[Orix Corp.]1 sued. [The company]1 lost.",
		"[Orix Corp.]1 sued Norsa Inc. in a court. [The company]1 lost.",
		"Orix Corp. sued. Another company lost.",
		"The [European Union]1 fined Orr. The [Union]1 closed the office.",
		"The Ministry of Mines closed. The finance ministry grew.",
		"[Velden]1 is a shipyard. A bank sued [the shipyard]1.",
		"The Home Office closed. The government grew.",
		"[Henga Lodge]1 lies in a forest. [The lodge]1 is old.",
		"[Henga Lodge]1 lies in a forest, and so does a cabin. A tent is near [the lodge]1.",
		"Patrick Orr hired a crew. The tsar smiled.",
		// Places: what the text tells of most, or the only one near.
		"[Hamburg]1 grew. [Hamburg]1 lies far from Cologne. [Hamburg]1 traded. [The city]1 is rich.",
		"Hamburg traded with Cologne. The city is rich.",
		"[Hamburg]1 traded. [The city]1 is rich, the largest city of all.",
		"Hamburg traded. Paul Orr saw the capital.",
		// Pronouns.
		"[Lena Hald]1 said that [she]1 would leave. [Her]1 office closed.",
		"[Lena Hald]1 met [Paul Orr]2. [He]2 smiled at [her]1.",
		"[Orix Corp.]1 said [it]1 would sue. [Its]1 office closed.",
		"Orix Corp. said it was clear that Norsa lost.",
		"\"[Liu He]1 is trusted, but [he]1 is old,\" said [Owen Orr]2. \"[Liu]1 is kind,\" [he]2 said.",
		"[[Chinese]1 officials]1 said [they]1 would retaliate.",
		"[Paul Orr]1 met [Mark Hald]2. [He]1 smiled at [him]2.",
		// A bare surname keeps to whom it has spoken of.
		"[Paul Ross]1 left. [Ross]1 smiled. [Ross]1 sang. [[His]1 son]2 [Mark Ross]2 came. [Ross]1 smiled.",
		"[Paul Ross]1 left. [Ross]1 smiled. Mark Ross came. [Ross]1 sang.",
		"[Paul Ross]1 wrote of [[his]1 brother]2 [Mark Ross]2. [Ross]1 sang.",
		"[Cyclone Selma]1 came. [Selma]1 was strong.",
		"It was cold in Hamburg. When it got dark, it rained.",
		"Magic is old. She likes magic.",
		// Named after the pronoun.
		"Owing to [its]1 age, [Orix Corp.]1 closed the plant.",
		// Behind what it is listed with.
		"Oslo Mining Union sued [Orix Marine AG]1, [a shipping company]1, and [[its]1 owner]2, [Ann Orr]2.",
		"Before [she]1 left, [Lena Hald]1 smiled.",
		"She left, and Lena Hald smiled.",
		"As it rained, Orix Corp. closed the plant.",
		// Things without a name.
		"[A man]1 left. [He]1 smiled, and [the man]1 sang.",
		"She wrote [two letters]1. [The letters]1 came in May, and [they]1 were long.",
		"She wrote a short letter. The long letter came in May.",
		"She wrote a letter. Another letter came in May.",
		"She wrote a letter. The letters came in May.",
		"[The workers]1 said [they]1 would strike.",
		// Who speaks.
		`"[I]1 will go," said [Lena Hald]1. "Nobody asked [me]1."`,
		`[Lena Hald]1, [a spokeswoman]1 for [Orix Corp.]2, said: "[We]2 will appeal, and [I]1 am glad."`,
		`[Orix Corp.]1 said: "[We]1 will appeal."`,
		`"[We]1 will appeal and [we]1 will win," said Lena Hald.`,
		"[I]1 saw the ship. It saw [me]1.",
		"\"[I]1 will go,\" said [Lena Hald]1. \"The ship is old.\nThe trip is long.\n[I]1 like it.\"",
		"[Norway]1's coach Lena Hald said: \"[We]1 will win.\"",
		"[Paul Orr]1 left. [His]1 father was a smith, and [his]1 mother sang.",
	} {
		a := s.analyse(t, plain(want))
		if got := show(a); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// A name that the model takes for a body is a person if pronouns say so twice.
func TestPersons(t *testing.T) {
	s := newSteps(t)
	const text = "Nida was born in Oklahoma. He became a priest. Nida received his doctorate. He died in Madrid."
	a := s.analyse(t, text)
	for i := range a.Sentences { // whatever the model says today
		for k := range a.Sentences[i].Tokens {
			if tok := &a.Sentences[i].Tokens[k]; tok.Text == "Nida" {
				tok.Ent, tok.Begin = "ORG", true
			}
		}
	}
	s.resolve(a)
	if c := a.Chains[0]; c.Name != "Nida" || c.Type != "Person" || len(c.Mentions) != 5 {
		t.Errorf("%+v", c)
	}
}

// In an interview I is who is asked, in a question you is.
func TestInterview(t *testing.T) {
	s := newSteps(t)
	for _, want := range []string{
		"Ann Orr interviewed [Lena Hald]1 in May.\n[You]1 are a pilot. Where did [you]1 learn?\n[I]1 flew with [my]1 father. Why did [I]1 fly? [I]1 liked it.",
		"Ann Orr interviewed [Lena Hald]1 in May.\nHow did [you]1 start?\n[I]1 flew with [my]1 father, and [I]1 liked it.",
		"[Lena Hald]1 left. [She]1 is a pilot.\nHow did [you]2 start?\n[I]3 flew with [my]3 father, and [I]3 liked it. Did [you]2?",
		"An interview in May.\n[Lena Hald]1 smiled. Photo: Ann Orr.\nMr. President, how did [you]1 start?\n[I]1 flew with [my]1 father, and [I]1 liked it.",
		"An interview in May.\nHow did [you]1 start?\n[I]1 flew with [my]1 father, and [I]1 liked it.",
	} {
		a := s.analyse(t, plain(want))
		if got := show(a); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	for title, want := range map[string]string{
		"An interview with the mayor": "[Lena Hald]1, [the mayor]1, met Ann Orr.\nHow did [you]1 start?\n[I]1 flew with [my]1 father, and [I]1 liked it.",
		"Ann Orr talks about flying":  "Lena Hald met [Ann Orr]1.\nHow did [you]1 start?\n[I]1 flew with [my]1 father, and [I]1 liked it.",
	} {
		a := s.analyse(t, plain(want))
		a.Document.Title = title
		s.resolve(a)
		if got := show(a); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", title, got, want)
		}
	}
	a := s.analyse(t, "Lena Hald and Ann Orr met.\nHow did you start?\nI flew with my father, and I liked it.")
	a.Document.Title = "An interview with Ann Orr"
	s.resolve(a)
	if got, want := show(a), "Lena Hald and [Ann Orr]1 met.\nHow did [you]1 start?\n[I]1 flew with [my]1 father, and [I]1 liked it."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// Whom the title names is the likelier he, the bearer of a bare surname and the
// city.
func TestTitle(t *testing.T) {
	s := newSteps(t)
	for title, want := range map[string]string{
		"Paul Orr":         "[Paul Orr]1 sang. People said that Mark Hald sang. [He]1 smiled.",
		"Mark Hald":        "Paul Orr sang. People said that [Mark Hald]1 sang. [He]1 smiled.",
		"Jens Lund":        "[Jens Lund]1 met Anna Lund. [Lund]1 smiled.",
		"Anna Lund":        "Jens Lund met [Anna Lund]1. [Lund]1 smiled.",
		"Hamburg today":    "Cologne traded with [Hamburg]1. [The city]1 is rich.",
		"Hamburg tomorrow": "[The city]1 is rich. [Hamburg]1 trades.",
	} {
		a := s.analyse(t, plain(want))
		a.Document.Title = title
		s.resolve(a)
		if got := show(a); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", title, got, want)
		}
	}
}

// A chain's type is what all its mentions together speak for, its name the
// fullest.
func TestVote(t *testing.T) {
	s := newSteps(t)
	for _, tt := range []struct{ text, want string }{
		{"Velden sued. Velden, a Swiss bank, lost.", `Bank "Velden" []`},
		{"ZTE Corp. left. ZTE smiled.", `Company "ZTE" ["ZTE Corp."]`},
		{"Chinese goods left. Beijing warned Norsa.", `Country "China" []`},
		{"Mr. Liu left. They saw Vice Premier Liu He.", `Person "Liu He" ["Liu"]`},
		{"The U.S. left.", `Country "United States" ["U.S."]`},
	} {
		a := s.analyse(t, tt.text)
		c := a.Chains[0]
		if got := fmt.Sprintf("%s %q %q", c.Type, c.Name, c.Aliases); got != tt.want {
			t.Errorf("%s\ngot  %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

// Ambiguous demonyms are decided by the other countries of the document, else
// not at all.
func TestAmbiguousDemonym(t *testing.T) {
	s := newSteps(t)
	for text, want := range map[string]string{
		"South Korea smiled. Korean goods left.":              "country:south-korea",
		"Korean goods left.":                                  "",
		"South Korea and North Korea met. Korean goods left.": "",
	} {
		a := s.analyse(t, text)
		i := slices.IndexFunc(a.Mentions, func(m extract.Mention) bool { return a.Text(m.Span) == "Korean" })
		if i < 0 {
			t.Errorf("%s: no mention", text)
			continue
		}
		got := ""
		if k := a.Mentions[i].Chain; k >= 0 {
			got = a.Chains[k].Link
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// TestSquareBrackets: an acronym in square brackets is one as well. The marks of TestChains
// are such brackets.
func TestSquareBrackets(t *testing.T) {
	a := newSteps(t).analyse(t, "The Office of Trade Measures [OTM] met in May. The OTM fined Norsa.")
	var got []string
	for _, i := range a.Chains[0].Mentions {
		got = append(got, a.Text(a.Mentions[i].Span))
	}
	if want := []string{"Office of Trade Measures", "OTM", "OTM"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
