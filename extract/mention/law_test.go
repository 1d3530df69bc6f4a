package mention_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dossier/extract"
	"dossier/extract/gazetteer"
	"dossier/extract/pipeline"
	"dossier/extract/source"
	"dossier/extract/spacy/spacytest"
)

// articles returns the annotated articles of testdata by file name.
func articles(t testing.TB) map[string]*extract.Analysis {
	t.Helper()
	files, err := filepath.Glob("../../testdata/articles/*")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	out := map[string]*extract.Analysis{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := source.Read(data, filepath.Base(f), f)
		if err != nil {
			t.Fatal(err)
		}
		a := &extract.Analysis{Document: doc}
		a.Sentences = pipeline.Annotate(spacytest.Language(t), &a.Document)
		out[filepath.Base(f)] = a
	}
	return out
}

// laws checks what holds of the mentions of any analysis.
func laws(t interface{ Errorf(string, ...any) }, types *extract.Types, a *extract.Analysis, ms []extract.Mention) {
	for i, m := range ms {
		s := a.Sentences[m.Sentence]
		bad := func(what string) { t.Errorf("%s: %+v", what, m) }
		switch {
		case m.Start >= m.End || !s.Span.Contains(m.Span):
			bad("span outside its sentence")
		case m.First < 0 || m.First >= m.Last || m.Last > len(s.Tokens):
			bad("tokens outside the sentence")
		case m.Start < s.Tokens[m.First].Start || m.End > s.Tokens[m.Last-1].End:
			bad("span outside its tokens")
		case m.Head < m.First || m.Head >= m.Last:
			bad("head outside the mention")
		case m.Type != "" && types.Path(m.Type) == nil:
			bad("unknown type")
		case (m.Form == extract.Value) != extract.IsValue(m.Type):
			bad("values are values")
		case m.Form == extract.Name && m.Type == "":
			bad("name without a type")
		case m.Confidence <= 0 || m.Confidence > 1:
			bad("confidence")
		case m.Rule == "" || m.Chain != -1:
			bad("rule or chain")
		}
		p := m.Phrase
		for _, k := range []int{p.Demonym, p.Possessor} {
			if k < -1 || k >= len(ms) || k == i || k >= 0 && ms[k].Sentence != m.Sentence {
				bad("phrase refers to no mention of the sentence")
			}
		}
		if p.TitleFirst > p.TitleLast || p.TitleFirst < p.TitleLast && (p.TitleFirst < 0 || p.TitleLast > m.First) {
			bad("title not before the name")
		}
		if i > 0 && (ms[i-1].Start > m.Start || ms[i-1].Start == m.Start && ms[i-1].End < m.End) {
			bad("out of order")
		}
		for j := i + 1; j < len(ms) && ms[j].Start < m.End; j++ {
			if ms[j].Span == m.Span && ms[j].Form == m.Form {
				bad("twice")
			}
			if ms[j].End > m.End && m.Form == extract.Name && ms[j].Form == extract.Name {
				bad("names cross")
			}
		}
	}
}

func TestLawsOnArticles(t *testing.T) {
	r := recognizer(t)
	types := extract.DefaultTypes()
	for name, a := range articles(t) {
		before := slices.Clone(a.Sentences)
		ms := r.Mentions(a)
		laws(t, types, a, ms)
		if d := cmp.Diff(ms, recognizer(t).Mentions(a)); d != "" {
			t.Errorf("%s: a second recognizer finds other mentions:\n%s", name, d)
		}
		if d := cmp.Diff(before, a.Sentences); d != "" {
			t.Errorf("%s: sentences changed:\n%s", name, d)
		}
	}
}

// soup draws an analysis whose words, tags and trees make no sense.
func soup(t *rapid.T) *extract.Analysis {
	words := []string{"Liu", "He", "he", "Mr.", "Vice", "Premier", "Chinese", "China", "officials", "the", "a", "bank", "Velden", "AG", "'s",
		",", "(", ")", "-", "of", "and", "OTM", "Office", "Trade", "Measures", "\"", "said", "June", "3", "2018", "$", "billion", "it", "its",
		"who", "administration", "U.S.-China", "former", "president", "–", "Côte", "d’Ivoire", "South", "Korea", "they", "percent", "von", "Jr."}
	tags := []string{"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "IN", "VBD", "MD", "PRP", "PRP$", "POS", "CD", "HYPH", ",", ".", "CC", "WP", "RB"}
	deps := []string{"nsubj", "dobj", "compound", "amod", "appos", "pobj", "prep", "poss", "ROOT", "conj", "det", "relcl", "attr", "xcomp", "advcl", "expl"}
	ents := []string{"", "", "", "PERSON", "ORG", "GPE", "NORP", "DATE", "MONEY", "CARDINAL", "PRODUCT", "EVENT", "PERCENT", "LANGUAGE"}
	a := &extract.Analysis{Document: extract.Document{Published: rapid.SampledFrom([]string{"", "2018", "2018-06", "2018-06-04", "x"}).Draw(t, "published")}}
	var text strings.Builder
	for range rapid.IntRange(0, 4).Draw(t, "sentences") {
		n := rapid.IntRange(1, 25).Draw(t, "tokens")
		s := extract.Sentence{Block: len(a.Document.Blocks)}
		kind := rapid.SampledFrom([]extract.BlockKind{extract.Paragraph, extract.Heading, extract.Caption}).Draw(t, "kind")
		a.Document.Blocks = append(a.Document.Blocks, extract.Block{Kind: kind})
		for range n {
			w := rapid.SampledFrom(words).Draw(t, "word")
			tok := extract.Token{Text: w, Lemma: strings.ToLower(w), Tag: rapid.SampledFrom(tags).Draw(t, "tag"),
				Dep: rapid.SampledFrom(deps).Draw(t, "dep"), Head: rapid.IntRange(0, n-1).Draw(t, "head"),
				Ent: rapid.SampledFrom(ents).Draw(t, "ent"), Begin: rapid.Bool().Draw(t, "begin"), Space: rapid.Bool().Draw(t, "space")}
			tok.Start = text.Len()
			text.WriteString(w)
			tok.End = text.Len()
			if tok.Space {
				text.WriteString(rapid.SampledFrom([]string{" ", "\n", "  "}).Draw(t, "blank"))
			}
			s.Tokens = append(s.Tokens, tok)
		}
		s.Span = extract.Span{Start: s.Tokens[0].Start, End: s.Tokens[n-1].End}
		a.Sentences = append(a.Sentences, s)
	}
	a.Document.Text = text.String()
	return a
}

// Whatever the model has said, the mentions are sound.
func TestLawsOnSoup(t *testing.T) {
	r := recognizer(t, gazetteer.Entry{ID: "velden", Type: "Bank", Names: []string{"Velden AG", "Velden"}})
	types := extract.DefaultTypes()
	rapid.Check(t, func(t *rapid.T) {
		a := soup(t)
		laws(t, types, a, r.Mentions(a))
	})
}

func BenchmarkMentions(b *testing.B) { benchmarkMentions(b, 0) }

// Two million names of the user's own.
func BenchmarkMentionsLargeGazetteer(b *testing.B) { benchmarkMentions(b, 2_000_000) }

func benchmarkMentions(b *testing.B, names int) {
	all := articles(b)
	tokens := 0
	var words []string // names begin as the articles' words do
	for _, a := range all {
		for _, s := range a.Sentences {
			tokens += len(s.Tokens)
			for _, t := range s.Tokens {
				if (t.Pos == "PROPN" || t.Pos == "NOUN") && unicode.IsLetter([]rune(t.Text)[0]) {
					words = append(words, t.Text)
				}
			}
		}
	}
	var entries []gazetteer.Entry
	for i := range names {
		name := words[i%len(words)] + " " + words[i/7%len(words)] + fmt.Sprint(" ", i)
		entries = append(entries, gazetteer.Entry{ID: fmt.Sprint(i), Type: "Company", Names: []string{"X" + name, name}[i%2 : i%2+1]})
	}
	r := recognizer(b, entries...)
	for b.Loop() {
		for _, a := range all {
			r.Mentions(a)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(tokens), "ns/token")
}

// The mention step's share of the time that annotation takes with it.
func BenchmarkShare(b *testing.B) {
	r, nlp := recognizer(b), spacytest.Language(b)
	all := articles(b)
	var mentions time.Duration
	for b.Loop() {
		for _, a := range all {
			a.Sentences = pipeline.Annotate(nlp, &a.Document)
			start := time.Now()
			r.Mentions(a)
			mentions += time.Since(start)
		}
	}
	b.ReportMetric(100*mentions.Seconds()/b.Elapsed().Seconds(), "%mention")
}
