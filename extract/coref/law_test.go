package coref_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dossier/extract"
	"dossier/extract/pipeline"
	"dossier/extract/source"
	"dossier/extract/spacy/spacytest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// article returns an annotated article of testdata without mentions.
func article(t testing.TB, file string) *extract.Analysis {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := source.Read(data, filepath.Base(file), file)
	if err != nil {
		t.Fatal(err)
	}
	a := &extract.Analysis{Document: doc}
	a.Sentences = pipeline.Annotate(spacytest.Language(t), &a.Document)
	return a
}

func articles(t testing.TB) []*extract.Analysis {
	t.Helper()
	files, err := filepath.Glob("../../testdata/articles/*")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	var out []*extract.Analysis
	for _, f := range files {
		out = append(out, article(t, f))
	}
	return out
}

// kept returns those of the mentions before that are still there; it must be all
// but nouns that no list knows, pronouns and names in headings.
func kept(t interface{ Errorf(string, ...any) }, a *extract.Analysis, before, ms []extract.Mention) []extract.Mention {
	out := []extract.Mention{}
	for _, m := range before {
		if k := len(out); k < len(ms) && ms[k].Span == m.Span && ms[k].Form == m.Form {
			out = append(out, m)
		} else if m.Rule != "noun" && m.Form != extract.Pronoun && a.InBody(m.Sentence) {
			t.Errorf("mention is gone: %+v", m)
			return nil
		}
	}
	if len(out) != len(ms) {
		t.Errorf("%d mentions became %d", len(before), len(ms))
		return nil
	}
	for _, m := range ms {
		if d, p := m.Phrase.Demonym, m.Phrase.Possessor; d >= len(ms) || p >= len(ms) || d >= 0 && ms[d].Form != extract.Name {
			t.Errorf("phrase of %+v refers to other mentions", m)
		}
	}
	return out
}

// laws checks what holds of the chains of any analysis.
func laws(t interface{ Errorf(string, ...any) }, types *extract.Types, a *extract.Analysis, before, ms []extract.Mention, chains []extract.Chain) {
	before = kept(t, a, before, ms)
	if before == nil {
		return
	}
	members := map[int]int{}
	for k, c := range chains {
		if len(c.Mentions) == 0 || !slices.IsSorted(c.Mentions) {
			t.Errorf("mentions of chain %d: %v", k, c.Mentions)
			continue
		}
		if k > 0 && chains[k-1].Mentions[0] >= c.Mentions[0] {
			t.Errorf("chain %d out of order", k)
		}
		named := false
		for _, i := range c.Mentions {
			if _, twice := members[i]; twice || ms[i].Chain != k {
				t.Errorf("mention %d in chain %d: %+v", i, k, ms[i])
			}
			members[i] = k
			named = named || ms[i].Form == extract.Name
		}
		if named && c.Type == "" || !named && len(c.Mentions) == 1 || !named && c.Name != "" {
			t.Errorf("chain %d: %+v", k, c)
		}
		if c.Type != "" && (types.Path(c.Type) == nil || extract.IsValue(c.Type)) {
			t.Errorf("chain %d has type %s", k, c.Type)
		}
		if !slices.IsSorted(c.Aliases) || slices.Contains(c.Aliases, c.Name) && c.Name != "" {
			t.Errorf("aliases of chain %d: %q of %q", k, c.Aliases, c.Name)
		}
	}
	for i, m := range ms {
		if _, ok := members[i]; ok != (m.Chain >= 0) || m.Form == extract.Value && ok {
			t.Errorf("mention %d: %+v", i, m)
		}
		if m.Span != before[i].Span || m.Form != before[i].Form {
			t.Errorf("mention %d has moved", i)
		}
		if (m.Reason != "") != (m.Chain >= 0) {
			t.Errorf("reason of mention %d: %+v", i, m)
		}
	}
}

func TestLawsOnArticles(t *testing.T) {
	s, types := newSteps(t), extract.DefaultTypes()
	for _, a := range articles(t) {
		a.Mentions = s.recognizer.Mentions(a)
		before := slices.Clone(a.Mentions)
		ms, chains := s.resolver.Resolve(a)
		laws(t, types, a, before, ms, chains)
		if d := cmp.Diff(before, a.Mentions); d != "" {
			t.Errorf("%s: the analysis changed:\n%s", a.Document.URI, d)
		}
		ms2, chains2 := newSteps(t).resolver.Resolve(a)
		if d := cmp.Diff(ms, ms2) + cmp.Diff(chains, chains2); d != "" {
			t.Errorf("%s: a second run differs:\n%s", a.Document.URI, d)
		}
	}
}

// Whatever the mentions and the trees, chains are sound and found again.
func TestLawsOnSoup(t *testing.T) {
	s, types := newSteps(t), extract.DefaultTypes()
	words := []string{"Liu", "He", "he", "Mr.", "Ms.", "Premier", "Chinese", "China", "Korean", "officials", "the", "a", "bank", "Velden", "AG", "'s",
		",", "(", ")", "OTM", "Office", "of", "Trade", "Measures", "\"", "said", "it", "its", "they", "him", "Beijing", "company", "minister", "spokeswoman"}
	rapid.Check(t, func(t *rapid.T) {
		a := &extract.Analysis{}
		for range 3 { // what the blocks are is all that counts of them
			kind := rapid.SampledFrom([]extract.BlockKind{extract.Paragraph, extract.Heading, extract.Caption}).Draw(t, "kind")
			a.Document.Blocks = append(a.Document.Blocks, extract.Block{Kind: kind})
		}
		var text strings.Builder
		for n := range rapid.IntRange(0, 5).Draw(t, "sentences") {
			k := rapid.IntRange(1, 16).Draw(t, "tokens")
			sent := extract.Sentence{Block: n / 2}
			for range k {
				w := rapid.SampledFrom(words).Draw(t, "word")
				tok := extract.Token{Text: w, Lemma: strings.ToLower(w), Space: true,
					Tag:  rapid.SampledFrom([]string{"NN", "NNS", "NNP", "JJ", "DT", "VBD", "PRP", "PRP$", "POS", ","}).Draw(t, "tag"),
					Dep:  rapid.SampledFrom([]string{"nsubj", "dobj", "compound", "amod", "appos", "pobj", "prep", "poss", "ROOT", "conj", "xcomp", "attr"}).Draw(t, "dep"),
					Head: rapid.IntRange(0, k-1).Draw(t, "head"), Begin: true,
					Ent: rapid.SampledFrom([]string{"", "", "PERSON", "ORG", "GPE", "NORP"}).Draw(t, "ent")}
				tok.Start = text.Len()
				text.WriteString(w)
				tok.End = text.Len()
				text.WriteByte(' ')
				sent.Tokens = append(sent.Tokens, tok)
			}
			sent.Span = extract.Span{Start: sent.Tokens[0].Start, End: sent.Tokens[k-1].End}
			a.Sentences = append(a.Sentences, sent)
		}
		a.Document.Text = text.String()
		a.Mentions = s.recognizer.Mentions(a)
		ms, chains := s.resolver.Resolve(a)
		laws(t, types, a, a.Mentions, ms, chains)
		ms2, chains2 := s.resolver.Resolve(a)
		if d := cmp.Diff(ms, ms2) + cmp.Diff(chains, chains2); d != "" {
			t.Errorf("a second run differs:\n%s", d)
		}
		a.Mentions, a.Chains = ms, chains
		s.bodyAlone(t, a)
	})
}

// Two whole articles with all chains, as a reader may check them: after each
// sentence's marks the list of chains.
func TestGolden(t *testing.T) {
	s := newSteps(t)
	for _, name := range []string{"01-trade-talks", "03-velden-takeover"} {
		a := article(t, filepath.Join("../../testdata/articles", name+".txt"))
		s.resolve(a)
		var b bytes.Buffer
		for i, sent := range a.Sentences {
			b.WriteString(marked(a, i, sent) + "\n")
		}
		for k, c := range a.Chains {
			fmt.Fprintf(&b, "%d %s %q %q %s %d\n", k, c.Type, c.Name, c.Aliases, c.Link, len(c.Mentions))
		}
		golden := filepath.Join("testdata", name+".golden")
		if *update {
			if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), b.String()); d != "" {
			t.Errorf("%s (rewrite with -update after reading):\n%s", golden, d)
		}
	}
}

// marked writes the mentions of sentence n into its text with their chains;
// a mention without a chain has a dash.
func marked(a *extract.Analysis, n int, s extract.Sentence) string {
	var b strings.Builder
	for p := s.Start; p <= s.End; p++ {
		for _, m := range slices.Backward(a.Mentions) {
			if m.Sentence != n || m.End != p || m.Form == extract.Value {
				continue
			}
			mark := "-"
			if m.Chain >= 0 {
				mark = fmt.Sprint(m.Chain)
			}
			if m.Via != "" {
				mark += "~" + m.Via
			}
			b.WriteString("]" + mark)
		}
		for _, m := range a.Mentions {
			if m.Sentence == n && m.Start == p && m.Form != extract.Value {
				b.WriteByte('[')
			}
		}
		if p < s.End {
			b.WriteByte(a.Document.Text[p])
		}
	}
	return extract.Fold(b.String())
}

// BenchmarkResolve tells what chains cost a token, and in percent of what the
// language model costs over the same articles.
func BenchmarkResolve(b *testing.B) {
	s, nlp := newSteps(b), spacytest.Language(b)
	all := articles(b)
	tokens := 0
	for _, a := range all {
		a.Mentions = s.recognizer.Mentions(a)
		for _, sent := range a.Sentences {
			tokens += len(sent.Tokens)
		}
	}
	var model, chains time.Duration
	for b.Loop() {
		start := time.Now()
		for _, a := range all {
			pipeline.Annotate(nlp, &a.Document)
		}
		between := time.Now()
		for _, a := range all {
			s.resolver.Resolve(a)
		}
		model += between.Sub(start)
		chains += time.Since(between)
	}
	b.ReportMetric(float64(chains.Nanoseconds())/float64(b.N)/float64(tokens), "ns/token")
	b.ReportMetric(100*float64(chains)/float64(model), "%model")
}
