package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"

	"dossier/extract"
)

// corefScores are the figures of some documents.
type corefScores struct {
	texts                   int
	heads, exact, asIs      conll
	mentions                tally // found by their heads
	names, inBody           tally // pairs of names; of those in the body
	pronouns, third, others tally // links to a name; third: of he, she, it, they
}

func (s *corefScores) add(o *corefScores) {
	s.texts += o.texts
	s.heads.add(o.heads)
	s.exact.add(o.exact)
	s.asIs.add(o.asIs)
	for _, t := range []struct {
		to *tally
		by tally
	}{{&s.mentions, o.mentions}, {&s.names, o.names}, {&s.inBody, o.inBody}, {&s.pronouns, o.pronouns}, {&s.others, o.others}, {&s.third, o.third}} {
		t.to.add(t.by)
	}
}

// byID reads a corpus as texts by their ids.
func byID(dir, name string) (map[string]*Text, error) {
	texts, err := readCorpus(dir, name)
	out := map[string]*Text{}
	for _, t := range texts {
		out[t.ID] = t
	}
	return out, err
}

// genres in the order of the output; "" is all of them.
var genres = []string{"news", "interview", "bio", "voyage", "academic", "court", ""}

// scoreCoref measures chains on GUM by OntoNotes rules: chains of one mention
// count on neither side, and a mention is a whole noun phrase.
func scoreCoref(ctx context.Context, e *env, w, faults io.Writer) error {
	texts, err := readCorpus(e.dir, "gum-ontonotes-coref")
	if err != nil {
		return err
	}
	full, err := byID(e.dir, "gum")
	if err != nil {
		return err
	}
	trees, err := readTrees(e.dir, "gum-trees", texts)
	if err != nil {
		return err
	}
	scores := map[bool]map[string]*corefScores{false: {}, true: {}}
	for _, aside := range []bool{false, true} {
		for _, g := range genres {
			scores[aside][g] = &corefScores{}
		}
	}
	err = e.extract(ctx, texts, func(t *Text, a *extract.Analysis) {
		c := newCorefCase(t, a, full[t.ID], trees[t.ID])
		s := c.score()
		_, genre, _ := strings.Cut(t.ID, "_")
		genre, _, _ = strings.Cut(genre, "_")
		for _, g := range []string{genre, ""} {
			if to := scores[t.Aside()][g]; to != nil {
				to.add(s)
			}
		}
		if !t.Aside() {
			c.faults(faults)
		}
	})
	if err != nil {
		return err
	}
	fmt.Fprint(w, corefLegend)
	for _, table := range corefTables {
		for _, aside := range []bool{false, true} {
			name := "open"
			if aside {
				name = "aside"
			}
			fmt.Fprintf(w, "\n%-10s %s\n", name, table.head)
			for _, g := range genres {
				if s := scores[aside][g]; s.texts > 0 {
					fmt.Fprintf(w, "%-10s %s\n", cmp.Or(g, "all"), table.row(s))
				}
			}
		}
	}
	return scoreKnowledgeNet(ctx, e, w, faults)
}

const corefLegend = `F in percent by the metrics of CoNLL-2012 and their mean. A mention counts as found if its head is that
of the key's; under "exact" the whole noun phrase must be. The key's chains are put together where
the corpus itself has one thing; under "as is" they are not. Names: pairs of two names of one thing,
in all blocks and in the body alone, without headings and captions. Pronouns, nominals: those in a
chain with a name, right if most of its names are of the key's chain.
`

// corefTables are the columns of the output.
var corefTables = []struct {
	head string
	row  func(s *corefScores) string
}{
	{"texts  mentions P R   MUC   B3 CEAF  CoNLL exact as is", func(s *corefScores) string {
		return fmt.Sprintf("%5d   %5.1f %5.1f   %5.1f %4.1f %4.1f   %4.1f  %4.1f  %4.1f", s.texts,
			100*s.mentions.precision(), 100*s.mentions.recall(), 100*s.heads.muc.f(), 100*s.heads.bcubed.f(),
			100*s.heads.ceafe.f(), 100*s.heads.f(), 100*s.exact.f(), 100*s.asIs.f())
	}},
	{"names P R F        in the body        pronouns P R F     he she it they     nominals P R F", func(s *corefScores) string {
		var out []string
		for _, t := range []tally{s.names, s.inBody, s.pronouns, s.third, s.others} {
			out = append(out, t.String())
		}
		return strings.Join(out, "  ")
	}},
}

// A corefCase is a document with both sides' mentions.
type corefCase struct {
	text      *Text
	tree      *tree
	a         *extract.Analysis
	asIs, key []spoken // the key's mentions, as they are and mended
	response  []spoken
	match     []int // by mention of the response: that of the key, -1 if none
	back      []int // the other way round
	named     map[int]bool
	name      map[int]int // by chain of the response with a name: that of the key, -1 if none
}

func newCorefCase(t *Text, a *extract.Analysis, full *Text, trees *tree) *corefCase {
	c := &corefCase{text: t, tree: trees, a: a, asIs: marked(t), response: spokenIn(a), named: map[int]bool{}, name: map[int]int{}}
	c.key = mended(c.asIs, full)
	c.match = alignMentions(c.key, c.response, trees)
	c.back = make([]int, len(c.key))
	for i := range c.back {
		c.back[i] = -1
	}
	for i, k := range c.match {
		if k >= 0 {
			c.back[k] = i
		}
	}
	for _, k := range c.key {
		if k.form == extract.Name {
			c.named[k.chain] = true
		}
	}
	votes := map[[2]int]int{}
	for i, r := range c.response {
		if r.form != extract.Name {
			continue
		}
		k := c.keyChain(i)
		votes[[2]int{r.chain, k}]++
		if old, ok := c.name[r.chain]; !ok || votes[[2]int{r.chain, k}] > votes[[2]int{r.chain, old}] {
			c.name[r.chain] = k
		}
	}
	return c
}

// keyChain returns the chain that the key gives mention i of the response, or
// -1.
func (c *corefCase) keyChain(i int) int {
	if k := c.match[i]; k >= 0 {
		return c.key[k].chain
	}
	return -1
}

func (c *corefCase) score() *corefScores {
	s := &corefScores{texts: 1}
	matched := 0
	for _, k := range c.match {
		if k >= 0 {
			matched++
		}
	}
	s.mentions = tally{float64(matched), float64(len(c.response)), float64(matched), float64(len(c.key))}
	same := func(i int) int { return i }
	key, response := cluster(c.key, same), cluster(c.response, func(i int) int {
		if k := c.match[i]; k >= 0 {
			return k
		}
		return len(c.key) + i
	})
	s.heads, s.asIs = compare(key, response), compare(cluster(c.asIs, same), response)
	at := map[extract.Span]int{}
	for i, k := range c.key {
		at[k.Span] = i
	}
	taken := map[int]bool{}
	s.exact = compare(key, cluster(c.response, func(i int) int {
		if k, ok := at[c.response[i].Span]; ok && !taken[k] {
			taken[k] = true
			return k
		}
		return len(c.key) + i
	}))
	s.names = c.pairs(func(spoken) bool { return true })
	s.inBody = c.pairs(c.inBody)
	s.pronouns, s.third = c.links(extract.Pronoun, false), c.links(extract.Pronoun, true)
	s.others = c.links(extract.Nominal, false)
	return s
}

// cluster numbers the mentions by number and groups them by chain.
func cluster(list []spoken, number func(i int) int) clustering {
	var out clustering
	at := map[int]int{}
	for i, m := range list {
		k, ok := at[m.chain]
		if !ok {
			k = len(out)
			at[m.chain] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], number(i))
	}
	return out
}

// pairs counts the pairs of names in one chain, both of which count.
func (c *corefCase) pairs(counts func(spoken) bool) tally {
	var t tally
	count := func(list []spoken, right func(i, j int) bool) (all, good float64) {
		for i, a := range list {
			for j, b := range list[:i] {
				if a.form == extract.Name && b.form == extract.Name && a.chain == b.chain && counts(a) && counts(b) {
					all++
					if right(i, j) {
						good++
					}
				}
			}
		}
		return all, good
	}
	t.found, t.right = count(c.response, func(i, j int) bool { return c.keyChain(i) >= 0 && c.keyChain(i) == c.keyChain(j) })
	t.marked, t.hits = count(c.key, func(i, j int) bool {
		return c.back[i] >= 0 && c.back[j] >= 0 && c.response[c.back[i]].chain == c.response[c.back[j]].chain
	})
	return t
}

// links counts the mentions of a form in chains with a name.
func (c *corefCase) links(form extract.Form, third bool) tally {
	var t tally
	counts := func(m spoken) bool { return m.form == form && !(third && !thirdPerson(m.In(c.text.Text))) }
	for i, r := range c.response {
		if want, ok := c.name[r.chain]; ok && counts(r) {
			t.found++
			if want >= 0 && c.keyChain(i) == want {
				t.right++
			}
		}
	}
	for i, k := range c.key {
		if !c.named[k.chain] || !counts(k) {
			continue
		}
		t.marked++
		if j := c.back[i]; j >= 0 {
			if want, ok := c.name[c.response[j].chain]; ok && want == k.chain {
				t.hits++
			}
		}
	}
	return t
}

// thirdPerson reports whether s is a pronoun that speaks neither of who says it
// nor of whom it is said to.
func thirdPerson(s string) bool {
	switch strings.ToLower(s) {
	case "he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself",
		"they", "them", "their", "theirs", "themselves":
		return true
	}
	return false
}
