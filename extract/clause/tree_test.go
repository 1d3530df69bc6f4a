package clause

import (
	"os"
	"strings"
	"testing"

	"dossier/extract"
	"dossier/extract/spacy/spacytest"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// A vocabulary of words that the parser treats in some special way, with a tag.
var words = [][2]string{
	{"Canada", "NNP"}, {"Orix", "NNP"}, {"Sosa", "NNP"}, {"which", "WDT"}, {"who", "WP"}, {"that", "IN"}, {"it", "PRP"},
	{"its", "PRP$"}, {"said", "VBD"}, {"threatened", "VBD"}, {"sanction", "VB"}, {"sanctions", "NNS"}, {"imposed", "VBN"},
	{"is", "VBZ"}, {"has", "VBZ"}, {"been", "VBN"}, {"ally", "NN"}, {"president", "NN"}, {"former", "JJ"}, {"secretary", "NN"},
	{"trade", "NN"}, {"of", "IN"}, {"by", "IN"}, {"to", "TO"}, {"as", "IN"}, {"without", "IN"}, {"not", "RB"}, {"no", "DT"},
	{"longer", "RBR"}, {"if", "IN"}, {"may", "MD"}, {"would", "MD"}, {"and", "CC"}, {"nor", "CC"}, {"neither", "CC"}, {",", ","},
	{`"`, "``"}, {"”", "''"}, {"according", "VBG"}, {"along", "IN"}, {"with", "IN"}, {"likely", "JJ"}, {"named", "VBD"},
	{"minister", "NN"}, {"selling", "VBG"}, {"fined", "VBD"}, {"2018", "CD"}, {"?", "."}, {";", ":"}, {"-", "HYPH"}, {"elect", "NN"},
	{"took", "VBD"}, {"part", "NN"}, {"company", "NN"}, {"Bureau", "NNP"}, {"including", "VBG"}, {"then", "RB"}, {"the", "DT"},
}

var pos = map[string]string{"NNP": "PROPN", "NN": "NOUN", "NNS": "NOUN", "PRP": "PRON", "WP": "PRON", "WDT": "PRON", "IN": "ADP",
	"JJ": "ADJ", "RB": "ADV", "CD": "NUM", ",": "PUNCT", ".": "PUNCT", "``": "PUNCT", "''": "PUNCT", ":": "PUNCT", "HYPH": "PUNCT"}

var deps = []string{"ROOT", "nsubj", "nsubjpass", "dobj", "dative", "agent", "pobj", "prep", "pcomp", "xcomp", "ccomp", "advcl", "acl",
	"relcl", "appos", "attr", "oprd", "poss", "compound", "amod", "conj", "cc", "neg", "aux", "auxpass", "mark", "acomp", "npadvmod",
	"advmod", "det", "punct", "parataxis", "csubj", "nmod", "preconj", "expl", "case", "prt", "dep", ""}

var forms = []extract.Form{extract.Name, extract.Nominal, extract.Pronoun, extract.Value}

// drawAnalysis draws a document of a few sentences with any tree whatever,
// heads that lie outside included, and any mentions.
func drawAnalysis(t *rapid.T) *extract.Analysis {
	a := &extract.Analysis{}
	var text []byte
	for range rapid.IntRange(0, 3).Draw(t, "sentences") {
		var s extract.Sentence
		s.Start = len(text)
		n := rapid.IntRange(0, 14).Draw(t, "tokens")
		for range n {
			w := rapid.SampledFrom(words).Draw(t, "word")
			tok := extract.Token{Text: w[0], Lemma: w[0], Tag: w[1], Pos: pos[w[1]], Dep: rapid.SampledFrom(deps).Draw(t, "dep"),
				Head: rapid.IntRange(-1, n).Draw(t, "head"), Space: rapid.Bool().Draw(t, "space")}
			tok.Start = len(text)
			text = append(text, w[0]...)
			tok.End = len(text)
			text = append(text, ' ')
			s.Tokens = append(s.Tokens, tok)
		}
		s.End = max(s.Start, len(text)-1)
		a.Sentences = append(a.Sentences, s)
	}
	a.Document.Text = string(text)
	a.Chains = []extract.Chain{{Type: "Country"}, {Type: "Person"}, {Type: "Company"}}
	for range rapid.IntRange(0, 6).Draw(t, "mentions") {
		m := extract.Mention{
			Sentence: rapid.IntRange(-1, len(a.Sentences)).Draw(t, "sentence"),
			First:    rapid.IntRange(-1, 14).Draw(t, "first"),
			Form:     rapid.SampledFrom(forms).Draw(t, "form"),
			Type:     rapid.SampledFrom([]string{"", "Country", "Person", "Date", "Money"}).Draw(t, "type"),
			Chain:    rapid.IntRange(-1, 2).Draw(t, "chain"),
			Via:      rapid.SampledFrom([]string{"", "officials"}).Draw(t, "via"),
		}
		m.Last = m.First + rapid.IntRange(0, 3).Draw(t, "length")
		m.Head = m.First + rapid.IntRange(-1, 3).Draw(t, "mention's head")
		if m.Form == extract.Value {
			m.Chain, m.Normal = -1, "2018-06"
		}
		if m.Sentence >= 0 && m.Sentence < len(a.Sentences) {
			if toks := a.Sentences[m.Sentence].Tokens; m.First >= 0 && m.Last <= len(toks) && m.First < m.Last {
				m.Span = extract.Span{Start: toks[m.First].Start, End: toks[m.Last-1].End}
			}
		}
		a.Mentions = append(a.Mentions, m)
	}
	return a
}

// TestAnyTree: whatever the tree, the parser returns, with indices that are
// valid, the same each time, and the analysis is as before.
func TestAnyTree(t *testing.T) {
	p := newParser(t)
	rapid.Check(t, func(t *rapid.T) {
		a := drawAnalysis(t)
		before := *a
		before.Sentences = nil
		for _, s := range a.Sentences {
			s.Tokens = append([]extract.Token(nil), s.Tokens...)
			before.Sentences = append(before.Sentences, s)
		}
		a.Propositions, a.Attributions = p.Propositions(a)
		checkIndices(t, a)
		props, attrs := p.Propositions(a)
		if d := cmp.Diff(a.Propositions, props) + cmp.Diff(a.Attributions, attrs); d != "" {
			t.Fatalf("not the same twice:\n%s", d)
		}
		for i := range a.Sentences {
			if d := cmp.Diff(before.Sentences[i].Tokens, a.Sentences[i].Tokens); len(before.Sentences[i].Tokens) > 0 && d != "" {
				t.Fatalf("the parser changed the sentence:\n%s", d)
			}
		}
	})
}

func checkIndices(t interface{ Fatalf(string, ...any) }, a *extract.Analysis) {
	argument := func(sentence int, arg *extract.Argument) {
		switch {
		case arg.Mention < -1 || arg.Mention >= len(a.Mentions),
			arg.Chain < -1 || arg.Chain >= len(a.Chains),
			arg.Proposition < -1 || arg.Proposition >= len(a.Propositions),
			arg.Head < -1 || arg.Head >= len(a.Sentences[sentence].Tokens),
			arg.Start > arg.End:
			t.Fatalf("argument %+v", *arg)
		}
	}
	last := -1
	for i := range a.Propositions {
		p := &a.Propositions[i]
		if p.Sentence < last {
			t.Fatalf("proposition %d of sentence %d after %d", i, p.Sentence, last)
		}
		last = p.Sentence
		if p.Head < 0 || p.Head >= len(a.Sentences[p.Sentence].Tokens) || p.Status != p.Nuance.Status() || p.Lemma == "" || p.Confidence <= 0 || p.Confidence > 1 {
			t.Fatalf("proposition %+v", *p)
		}
		for j := range p.Arguments {
			argument(p.Sentence, &p.Arguments[j])
		}
		for _, at := range p.Attributions {
			if at < 0 || at >= len(a.Attributions) {
				t.Fatalf("attribution %d of %+v", at, *p)
			}
		}
	}
	for i := range a.Attributions {
		if src := a.Attributions[i].Source; src != nil {
			argument(a.Attributions[i].Sentence, src)
		}
	}
}

// TestLongSentence: chains of any depth neither overflow nor take time beyond
// the linear.
func TestLongSentence(t *testing.T) {
	p := newParser(t)
	for _, dep := range []string{"ccomp", "conj", "prep", "appos", "relcl", "xcomp", "advcl", "compound"} {
		a := longSentence(30000, dep, func(i int) int { return max(0, i-1) })
		a.Propositions, a.Attributions = p.Propositions(a)
		checkIndices(t, a)
	}
}

// TestWideSentence: neither do very many dependents of one word.
func TestWideSentence(t *testing.T) {
	p := newParser(t)
	for _, dep := range []string{"ccomp", "conj", "prep", "nsubj", "dobj", "xcomp", "advcl", "compound", "appos", "npadvmod", "aux", "neg", "amod", "relcl"} {
		a := longSentence(3000, dep, func(i int) int { return 14 }) // "sanction"
		a.Propositions, a.Attributions = p.Propositions(a)
		checkIndices(t, a)
	}
}

func longSentence(n int, dep string, head func(int) int) *extract.Analysis {
	a := &extract.Analysis{Sentences: make([]extract.Sentence, 1)}
	for i := range n {
		w := words[i%len(words)]
		a.Sentences[0].Tokens = append(a.Sentences[0].Tokens, extract.Token{Text: w[0], Lemma: w[0], Tag: w[1], Pos: pos[w[1]], Dep: dep, Head: head(i), Space: true})
	}
	return a
}

// BenchmarkPropositions tells what the step costs for each token of the
// sentences in testdata.
func BenchmarkPropositions(b *testing.B) {
	nlp, p := spacytest.Language(b), newParser(b)
	text, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		b.Fatal(err)
	}
	var all []*extract.Analysis
	tokens := 0
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimRight(line, "\n"); line == "" || line[0] == '\t' || line[0] == '#' {
			continue
		}
		a := analyse(b, nlp, line)
		for _, s := range a.Sentences {
			tokens += len(s.Tokens)
		}
		all = append(all, a)
	}
	for b.Loop() {
		for _, a := range all {
			p.Propositions(a)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(tokens), "ns/token")
}
