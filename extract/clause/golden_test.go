package clause

import (
	"flag"
	"os"
	"strings"
	"testing"

	"dossier/extract"
	"dossier/extract/lexicon"
	"dossier/extract/spacy"
	"dossier/extract/spacy/spacytest"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite testdata/sentences.txt from what the parser returns")

// types of the names in testdata/sentences.txt; others have none.
var types = func() map[string]string {
	m := map[string]string{}
	for typ, names := range map[string]string{
		"Country":        "Canada Mali Chad Peru Kenya Norway Niger Chinese Canadian Peruvian Malian Norwegian Kenyan U.S. Russia Russian China",
		"City":           "Oslo Lima Ottawa Nairobi Bamako",
		"Person":         "Ruiz|Sosa|Vega|Dorn|Lukin|Yin|Lena Hald|Hald|Ann Dorn|Liu He",
		"Company":        "Orix Belaro Gazora Velden Belport ZTE Shelby Axel",
		"GovernmentBody": "FTA|Senate|Bureau of Mines|Bureau|Office|Trade Ministry|Department of Commerce|Foreign Ministry",
	} {
		sep := strings.Fields
		if strings.Contains(names, "|") {
			sep = func(s string) []string { return strings.Split(s, "|") }
		}
		for _, n := range sep(names) {
			m[n] = typ
		}
	}
	return m
}()

var demonyms = map[string]bool{"Chinese": true, "Canadian": true, "Peruvian": true, "Malian": true, "Norwegian": true, "Kenyan": true, "Russian": true}

// analyse makes the analysis of a text with marks: "[Orix]" is a name, "[it=Orix]"
// a pronoun or nominal that speaks of it, "{2018}" a date, "<9 dollars>" an
// amount, "¶" the end of a paragraph.
func analyse(tb testing.TB, nlp *spacy.Language, marked string) *extract.Analysis {
	tb.Helper()
	type mark struct {
		extract.Span
		kind   byte
		target string
	}
	var text strings.Builder
	var marks []mark
	var open []mark
	for i := 0; i < len(marked); i++ {
		switch c := marked[i]; c {
		case '[', '{', '<':
			open = append(open, mark{Span: extract.Span{Start: text.Len()}, kind: c})
		case ']', '}', '>':
			m := open[len(open)-1]
			open = open[:len(open)-1]
			m.End = text.Len()
			marks = append(marks, m)
		case "¶"[0]:
			text.WriteByte('\n')
			i++
		case '=':
			end := i + strings.IndexByte(marked[i:], ']')
			open[len(open)-1].target = marked[i+1 : end]
			i = end - 1
		default:
			text.WriteByte(c)
		}
	}
	a := &extract.Analysis{Document: extract.Document{Text: text.String()}}
	start := 0
	for block, paragraph := range strings.Split(text.String(), "\n") {
		doc := nlp.Pipe([]string{paragraph})[0]
		for _, s := range doc.Sents() {
			sent := extract.Sentence{Block: block}
			for i := s.Start; i < s.End; i++ {
				t := &doc.Tokens[i]
				sent.Tokens = append(sent.Tokens, extract.Token{Span: extract.Span{Start: start + t.Start, End: start + t.End}, Text: t.Text, Lemma: t.Lemma,
					Tag: t.Tag, Pos: t.Pos, Morph: t.Morph, Dep: t.Dep, Head: t.Head - s.Start, Ent: t.EntType, Space: t.Whitespace})
			}
			sent.Span = extract.Span{Start: sent.Tokens[0].Start, End: sent.Tokens[len(sent.Tokens)-1].End}
			a.Sentences = append(a.Sentences, sent)
		}
		start += len(paragraph) + 1
	}
	chains := map[string]int{}
	for _, m := range marks {
		addMention(tb, a, m.Span, m.kind, m.target, chains)
	}
	return a
}

func addMention(tb testing.TB, a *extract.Analysis, sp extract.Span, kind byte, target string, chains map[string]int) {
	tb.Helper()
	text := a.Document.Text[sp.Start:sp.End]
	m := extract.Mention{Span: sp, Sentence: -1, Form: extract.Name, Chain: -1, Confidence: 1, Phrase: extract.Phrase{Demonym: -1, Possessor: -1}}
	for s := range a.Sentences {
		first, last := -1, -1
		for i, t := range a.Sentences[s].Tokens {
			if sp.Contains(t.Span) {
				if first < 0 {
					first = i
				}
				last = i + 1
			}
		}
		if first < 0 {
			continue
		}
		m.Sentence, m.First, m.Last, m.Head = s, first, last, last-1
		for i := first; i < last; i++ {
			if h := a.Sentences[s].Tokens[i].Head; h < first || h >= last || h == i {
				m.Head = i
			}
		}
	}
	if m.Sentence < 0 {
		tb.Fatalf("%q: no tokens for %q", a.Document.Text, text)
	}
	switch kind {
	case '{':
		m.Form, m.Type, m.Normal = extract.Value, "Date", strings.Fields(text)[0]
	case '<':
		m.Form, m.Type, m.Normal = extract.Value, "Money", text
	default:
		key := text
		m.Type = types[text]
		if demonyms[text] {
			m.Rule = "demonym"
		}
		if target != "" {
			key = target
			m.Form, m.Type = extract.Nominal, types[target]
			if strings.ToLower(text) == text && !strings.Contains(text, " ") {
				m.Form = extract.Pronoun
			}
		}
		c, ok := chains[key]
		if !ok {
			c = len(a.Chains)
			chains[key] = c
			a.Chains = append(a.Chains, extract.Chain{Name: key, Type: types[key]})
		}
		m.Chain = c
		a.Chains[c].Mentions = append(a.Chains[c].Mentions, len(a.Mentions))
	}
	a.Mentions = append(a.Mentions, m)
}

func newParser(tb testing.TB) *Parser {
	tb.Helper()
	lex, err := lexicon.Default()
	if err != nil {
		tb.Fatal(err)
	}
	return New(lex)
}

// render returns the propositions and attributions of a, one a line.
func render(a *extract.Analysis) string {
	var b strings.Builder
	for i := range a.Propositions {
		b.WriteString("\t" + Format(a, &a.Propositions[i]) + "\n")
	}
	for i := range a.Attributions {
		b.WriteString("\t@ " + FormatAttribution(a, &a.Attributions[i]) + "\n")
	}
	return b.String()
}

// TestSentences compares what the parser makes of news sentences with what was
// read and found right. A line "# wrong:" under a sentence says what is not.
func TestSentences(t *testing.T) {
	const file = "testdata/sentences.txt"
	nlp, p := spacytest.Language(t), newParser(t)
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for line := range strings.Lines(string(want)) {
		switch {
		case strings.HasPrefix(line, "\t"): // an old result
		case strings.TrimSpace(line) == "", strings.HasPrefix(line, "#"):
			got.WriteString(line)
		default:
			a := analyse(t, nlp, strings.TrimSpace(line))
			a.Propositions, a.Attributions = p.Propositions(a)
			got.WriteString(line + render(a))
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")); d != "" {
		t.Errorf("propositions (-want +got); -update rewrites the file:\n%s", d)
	}
}
