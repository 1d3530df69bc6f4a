package mention_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dossier/extract"
	"dossier/extract/gazetteer"
	"dossier/extract/lexicon"
	"dossier/extract/mention"
	"dossier/extract/pipeline"
	"dossier/extract/spacy/spacytest"
)

func recognizer(t testing.TB, entries ...gazetteer.Entry) *mention.Recognizer {
	t.Helper()
	lex, err := lexicon.Default()
	if err != nil {
		t.Fatal(err)
	}
	types := extract.DefaultTypes()
	gaz, err := gazetteer.New(types, entries...)
	if err != nil {
		t.Fatal(err)
	}
	return mention.New(lex, types, gaz)
}

// analyse returns the analysis of text, one paragraph, published on 4 June
// 2018, a Monday.
func analyse(t testing.TB, text string) *extract.Analysis {
	t.Helper()
	a := &extract.Analysis{Document: extract.Document{Text: text, Published: "2018-06-04",
		Blocks: []extract.Block{{Kind: extract.Paragraph, Span: extract.Span{End: len(text)}}}}}
	a.Sentences = pipeline.Annotate(spacytest.Language(t), &a.Document)
	return a
}

// show writes the mentions of form into the text: [Liu He|Person].
func show(a *extract.Analysis, form extract.Form, note func(extract.Mention) string) string {
	var b strings.Builder
	text := a.Document.Text
	for p := 0; p <= len(text); p++ {
		for _, m := range slices.Backward(a.Mentions) {
			if m.Form == form && m.End == p {
				b.WriteString("|" + note(m) + "]")
			}
		}
		for _, m := range a.Mentions {
			if m.Form == form && m.Start == p {
				b.WriteByte('[')
			}
		}
		if p < len(text) {
			b.WriteByte(text[p])
		}
	}
	return b.String()
}

// plain takes the marks of show out of s.
func plain(s string) string {
	var b strings.Builder
	skip := false
	for _, r := range s {
		switch {
		case r == '[':
		case r == '|':
			skip = true
		case r == ']':
			skip = false
		case !skip:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func TestNames(t *testing.T) {
	r := recognizer(t)
	for _, want := range []string{
		// Titles and forms of address stand outside.
		"Across the table sat Vice Premier [Liu He|Person].",
		"Commerce Secretary [Wilbur Ross|Person] met President [Xi Jinping|Person].",
		"Mr. [Liu|Person] and Dr. [Hald|Person] met Sen. [Marco Rubio|Person].",
		"[Orix|Organization]'s chief executive, [Lena Hald|Person], resigned.",
		"[Ann Orr|Person], 61, is a lawyer.",
		"[Ann Orr|Person], Chief Executive Officer of [Velden AG|Company], met Chief Financial Officer [Lena Hald|Person].",
		"[Lena Hald|Person] met Justice Minister [Wim Postma|Person] and Justice [Ann Orr|Person].",
		"[Anna Berg|Person] and Mr. [Nwosu|Person] left. Bishop [Nwosu|Person] prayed for them.",
		// A rank that belongs to a name.
		"[General Motors|Company] sued the [Justice Department|GovernmentBody].",
		"He lost to [Ontario Justice Party|PoliticalParty] leader [Ann Orr|Person].",
		"[Pentagon|GovernmentBody] Press Secretary [Peter Cook|Person] left.",
		"The Party leader [Ann Orr|Person] left.",
		// Hyphens and particles.
		"[Kim Jong-un|Person] met [Ursula von der Leyen|Person].",
		// Words inside the name, the phrase around it.
		"The [Swiss|Country] bank [Velden|Bank] sued [Orix Corp.|Company] in [Geneva|City].",
		"[Velden|Bank], a bank, sued the airline [Norsa|Company].",
		// Someone of a body is not the body.
		"[Peter Lund|Person] of the [Justice Party|PoliticalParty] met [Anna Berg|Person] of [Oslo University|NGO].",
		"[Ann Orr|Person] retired as Chief Executive Officer of [Harris Corporation|Company].",
		"The [Commercial Bank of Ethiopia|Bank] sued the [Friends of the Earth Foundation|NGO].",
		"Executive director of the [Council on Island Relations|NGO] [Maria Berg|Person] said so.",
		"[Lena Hald|Person], the [Trade Department|GovernmentBody] Spokesperson, said so.",
		"Critics include [Joint Council for the Welfare of Immigrants|GovernmentBody] campaigner [Anna Berg|Person].",
		"[Labour|PoliticalParty]'s Shadow Home Secretary [Anna Berg|Person] left.",
		"[Valeska Paris|Person], a nurse, said so. [Paris|Person] left.",
		"Researchers at the [Larch Institute|NGO] wrote to the [Ministry of Mines|GovernmentBody].",
		"The [Ministry of Industry and Trade|GovernmentBody] opened a port.",
		"He chairs the [American Chamber of Commerce in Norway|NGO].",
		"\"[Google|Company] hired people,\" says [Ortrud Vinge|Person] of the research house [Corvid Risk|Company].",
		// Countries, demonyms, capitals, subtokens.
		"[U.S.|Country]-[China|Country] trade talks ended in [Beijing|City].",
		"A [Chinese|Country] firm left [Mali|Country].",
		"[Sino|Country]-[American|Country] relations cooled.",
		"[Republican|PoliticalParty] Senator [Ann Orr|Person] left.",
		// Ambiguous names.
		"Mr. [Jordan|Person] flew to [Jordan|Country].",
		// Acronyms introduce their long form.
		"The [Office of Technology and Materials|GovernmentBody] ([OTM|GovernmentBody]) fined [Velden AG|Company].",
		"The [Italian Communist Party|PoliticalParty] ([PCI|PoliticalParty]) split; the [PCI|PoliticalParty] lost.",
		"[Ann Orr|Person], a Member of [Parliament|Organization] (MP), left.",
		// Who is said of many too.
		"She met [Kurds|Group] who left [Norway|Country].",
		// Numbers, years and phrases that belong to a name.
		"The [65th Air Division|MilitaryUnit] left after [World War II|Event].",
		"She ran in the [2015 Canadian federal election|Event].",
		"He joined the [Communist Party of Indonesia|PoliticalParty] and the [Workers' Party of Belgium|PoliticalParty].",
		"The [Social Democratic and Labour Party|PoliticalParty] won.",
		"She was a fellow of the [Larch Institute|NGO], the Secretary of State said.",
		// A capital inside the word.
		"[Ann Orr|Person] founded [taskFern|Organization] in [Oslo|City]. Readers like [taskFern|Organization].",
		"[Ann Orr|Person] left [hiveMobil|Organization] in May. It was [hiveMobil|Organization] that she loved.",
		"[Ann Orr|Person] loves her taskFern in May.",
		// Parties by what they stand for.
		"The [Scottish Conservatives|PoliticalParty] and the [Greens|PoliticalParty] met a [Labour|PoliticalParty] lawmaker.",
		// The members of a list tell each other.
		"The towns are [Leeds|City], [Barnsley|Place], [Glasgow|City] and [Paris|City].",
		// Names that the model finds in parts, or too long.
		"The [Charity Commission for England and Wales|GovernmentBody] met [Bernardino Verro|Person].",
		"King [Vratislaus II of Bohemia|Person] met [Adlai Stevenson III|Person] before King [Carlos I|Person] of all [Spain|Country] died.",
		"He won [Cardiff North|Place] in 1983 and lost it to the [Queensland Greens|PoliticalParty].",
		"[Liberal Party of Canada|PoliticalParty] MP [Ann Orr|Person] left.",
		"[Amnesty International|NGO] and [Human Rights Watch|NGO] objected.",
		"She sits on the Board of Trustees of [Larch University|NGO].",
		"A rival bank, [Corvid Ehn|Bank] of [Oslo|City], lost.",
		// A name goes on over the sign for at.
		"[Ann Orr|Person] founded [Lantern @ home|Organization] in [Oslo|City].",
		// Capitals stand for small letters.
		"[VIENNA|City], 1961. [Kennedy|Person] came.",
		// A body named by its leader.
		"The [[Trump|Person] administration|GovernmentBody] imposed tariffs.",
		// A surname known elsewhere takes the given name before it.
		"Mr. [Mendrick|Person] wrote a book. Critics read the greatest philosopher of the age - [Moses Mendrick|Person] - and laughed.",
		// Courts and police by their town.
		"A [[Moscow|City] district court|Court] jailed [Ann Orr|Person]; [[Ankara|City] police|Police] freed her.",
		"A [court in [Limassol|City]|Court] freed [Ann Orr|Person], who lives in [Nicosia|City].",
		"The court met in [Limassol|City], and the [Cypriot|Country] police left.",
	} {
		a := analyse(t, plain(want))
		a.Mentions = r.Mentions(a)
		if got := show(a, extract.Name, func(m extract.Mention) string { return m.Type }); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestNominals(t *testing.T) {
	r := recognizer(t)
	for _, want := range []string{
		"[The company|Company ] said [the minister|Person ] lied.",
		"[Chinese officials|Person officials] met [Russian troops|- forces].",
		"[The Chinese government|GovernmentBody officials] blamed [American companies|Company ].",
		"[China's leadership|- officials] blamed [China's leader|Person ].",
		"[The government|GovernmentBody officials] of China fell.",
		"[The bureau|GovernmentBody ] closed [both plants|Facility ].",
		"He saw [the table|- ].",
	} {
		a := analyse(t, plain(want))
		a.Mentions = r.Mentions(a)
		got := show(a, extract.Nominal, func(m extract.Mention) string {
			typ := m.Type
			if typ == "" {
				typ = "-"
			}
			return typ + " " + m.Via
		})
		if got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestValues(t *testing.T) {
	r := recognizer(t)
	for _, want := range []string{
		"It paid [$50 billion|USD 50000000000] on [June 3, 2018|2018-06-03].",
		"It paid [50 million euros|EUR 50000000] in [March 2017|2017-03].",
		"It owns [25 percent|25] of Orix.",
		"He left on [Sunday|2018-06-03].",
		"He left on [Monday|2018-06-04].",
		"He will leave on [Friday|2018-06-08].",
		"He left [yesterday|2018-06-03].",
		"He left [last week|2018-W22].",
		"He left [three months ago|2018-03].",
		"He left in [December|2017-12].",
		"He was born in [1961|1961].",
		"He waited for [two days|P2D].",
		"He led it for [12 years|P12Y] and for [a decade|P10Y] more.",
		"He led it from [2004 to 2012|2004/2012].",
		"He led it between [2010 and 2012|2010/2012].",
		"He led it in [the 1990s|1990/1999].",
		"Robert Orr ([March 22, 1868|1868-03-22] – [December 19, 1953|1953-12-19]) was an American physicist.",
		"The talks of the third round ([March 3 to March 5, 2018|2018-03-03/2018-03-05]) were brief.",
		"He led it in [the early 1990s|1990/1999].",
		"Sales fell in [the first quarter of 2017|2017-01/2017-03].",
		"Sales fell from [March to June 2016|2016-03/2016-06].",
		"Orix has [4,000|4000] workers.",
	} {
		a := analyse(t, plain(want))
		a.Mentions = r.Mentions(a)
		if got := show(a, extract.Value, func(m extract.Mention) string { return m.Normal }); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// The phrase around a name is the same whichever way the words go.
func TestPhrase(t *testing.T) {
	r := recognizer(t)
	for _, tt := range []struct{ text, name, want string }{
		{"The Swiss bank Velden sued.", "Velden", "heads=[bank] modifiers=[] demonym=Swiss definite"},
		{"Velden, a Swiss bank, sued.", "Velden", "heads=[bank] modifiers=[] demonym=Swiss"},
		{"Velden, the large Swiss bank, sued.", "Velden", "heads=[bank] modifiers=[large] demonym=Swiss definite"},
		{"He met former Vice Premier Liu He.", "Liu He", "heads=[] modifiers=[] title=former Vice Premier"},
		{"Chinese Vice Premier Liu He left.", "Liu He", "heads=[] modifiers=[] demonym=Chinese title=Vice Premier"},
		{"U.S. Commerce Secretary Wilbur Ross left.", "Wilbur Ross", "heads=[] modifiers=[] demonym=U.S. title=Commerce Secretary"},
		{"Velden's chief executive, Lena Hald, left.", "Lena Hald", "heads=[chief executive] modifiers=[chief] possessor=Velden definite"},
		{"He met Liu He, a close ally of Xi Jinping.", "Liu He", "heads=[ally] modifiers=[close]"},
		{"It hit a little-known agency, the Bureau of Mines, in June.", "Bureau of Mines", "heads=[agency] modifiers=[known] definite"},
	} {
		a := analyse(t, tt.text)
		a.Mentions = r.Mentions(a)
		i := slices.IndexFunc(a.Mentions, func(m extract.Mention) bool { return a.Text(m.Span) == tt.name })
		if i < 0 {
			t.Errorf("%s: %s not found", tt.text, tt.name)
			continue
		}
		p, toks := a.Mentions[i].Phrase, a.Sentences[0].Tokens
		got := fmt.Sprintf("heads=%v modifiers=%v", p.Heads, p.Modifiers)
		if p.Demonym >= 0 {
			got += " demonym=" + a.Text(a.Mentions[p.Demonym].Span)
		}
		if p.Possessor >= 0 {
			got += " possessor=" + a.Text(a.Mentions[p.Possessor].Span)
		}
		if p.TitleFirst < p.TitleLast {
			got += " title=" + a.Text(extract.Span{Start: toks[p.TitleFirst].Start, End: toks[p.TitleLast-1].End})
		}
		if p.Definite {
			got += " definite"
		}
		if got != tt.want {
			t.Errorf("%s\ngot  %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

// What one sentence shows, another sentence may lean on.
func TestRepeat(t *testing.T) {
	r := recognizer(t)
	a := analyse(t, "The tanker operator Quandis Marine AG left. On Monday a court fined Quandis.")
	a.Mentions = r.Mentions(a)
	want := "The tanker operator [Quandis Marine AG|Company] left. On Monday a court fined [Quandis|Company]."
	if got := show(a, extract.Name, func(m extract.Mention) string { return m.Type }); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// All mentions of the same words are of one kind.
func TestElection(t *testing.T) {
	r := recognizer(t)
	for _, want := range []string{
		"[Ilka Brandt Holt|Person] (born 3 May 1970) is a judge. [Holt|Person] resigned. On Monday [Holt|Person] left.",
		"The [Harbour Alliance|Organization] split. A spokesman for the [Alliance|Organization] resigned.",
		"[Marlow Deep|City] is a town. [Marlow Deep|City] has a school.",
	} {
		a := analyse(t, plain(want))
		a.Mentions = r.Mentions(a)
		if got := show(a, extract.Name, func(m extract.Mention) string { return m.Type }); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestUserGazetteer(t *testing.T) {
	r := recognizer(t, gazetteer.Entry{ID: "acme", Type: "NGO", Names: []string{"Red Lantern of the North", "Beijing"}})
	a := analyse(t, "Red Lantern of the North left Beijing for China.")
	a.Mentions = r.Mentions(a)
	var got []string
	for _, m := range a.Mentions {
		if m.Form == extract.Name {
			got = append(got, fmt.Sprint(a.Text(m.Span), " ", m.Type, " ", m.Links))
		}
	}
	want := []string{"Red Lantern of the North NGO [acme]", "Beijing NGO [acme]", "China Country [country:china]"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// TestFactions: where people are of parties, a body of no known kind is one too.
func TestFactions(t *testing.T) {
	r := recognizer(t)
	const winners = "Ann Orr of the Justice Party won. Bo Lind of the Green Party won. Lena Hald of the Liberal Party won. " +
		"Jan Berg of the Labour Party won. Maria Lund of the Centre Party won. "
	for text, want := range map[string]string{
		winners + "Anna Berg of the GLU was elected.":                                                                  "PoliticalParty",
		winners + "Peter Lund of Velden AG and Ann Berg of Oslo University laughed. Anna Berg of the GLU was elected.": "Organization",
		"Ann Orr of the Justice Party won. Anna Berg of the GLU was elected.":                                          "Organization",
	} {
		a := analyse(t, text)
		a.Mentions = r.Mentions(a)
		got := "none"
		for _, m := range a.Mentions {
			if a.Text(m.Span) == "GLU" {
				got = m.Type
			}
		}
		if got != want {
			t.Errorf("%s: GLU is %s, want %s", text, got, want)
		}
	}
}
