package main

import (
	"strings"
	"testing"

	"dossier/extract"
)

const ann = `# newdoc id = d
# text = Ann's old bank
1	Ann	Ann	PROPN	NNP	_	4	nmod:poss	_	_
2	's	's	PART	POS	_	1	case	_	_
3	old	old	ADJ	JJ	_	4	amod	_	_
4	bank	bank	NOUN	NN	_	0	root	_	_

`

func annTexts(t *testing.T, lines string) []*Text {
	t.Helper()
	texts, err := parseCorpus(strings.NewReader(`{"kind":"document","id":"d","text":"Ann's old bank"}` + "\n" + lines))
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

func TestTreeHead(t *testing.T) {
	trees, err := parseTrees(strings.NewReader(ann), annTexts(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	for span, want := range map[extract.Span]int{{Start: 0, End: 14}: 3, {Start: 0, End: 5}: 0, {Start: 6, End: 9}: 2, {Start: 4, End: 8}: -1} {
		if got := trees["d"].head(span); got != want {
			t.Errorf("head of %v is word %d, want %d", span, got, want)
		}
	}
}

// TestAlignMentions: of two mentions with one head the nearer in extent is it, and once.
func TestAlignMentions(t *testing.T) {
	trees, err := parseTrees(strings.NewReader(ann), annTexts(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	span := func(start, end int) spoken {
		s := extract.Span{Start: start, End: end}
		return spoken{Span: s, narrow: s}
	}
	key := []spoken{span(0, 14), span(6, 14)}
	got := alignMentions(key, []spoken{span(6, 14), span(10, 14), span(0, 3)}, trees["d"])
	if want := []int{1, 0, -1}; got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestMended: chains of the key that are one thing in full are one.
func TestMended(t *testing.T) {
	const lines = `{"kind":"mention","doc":"d","start":0,"end":3,"entity":"a"}
{"kind":"mention","doc":"d","start":6,"end":9,"entity":"b"}
{"kind":"mention","doc":"d","start":10,"end":14,"entity":"c"}`
	full := annTexts(t, strings.ReplaceAll(lines, `"c"`, `"a"`))[0]
	var chains []int
	for _, m := range mended(marked(annTexts(t, lines)[0]), full) {
		chains = append(chains, m.chain)
	}
	if chains[0] != chains[2] || chains[0] == chains[1] {
		t.Errorf("chains %v", chains)
	}
}

// TestOutermost: what stands in apposition is a part of the phrase, a pronoun in
// it is not.
func TestOutermost(t *testing.T) {
	at := func(start, end int, form extract.Form, chain int) spoken {
		return spoken{Span: extract.Span{Start: start, End: end}, form: form, chain: chain}
	}
	got := outermost([]spoken{at(0, 20, extract.Name, 1), at(8, 20, extract.Nominal, 1), at(12, 15, extract.Pronoun, 1), at(8, 20, extract.Nominal, 2)})
	if len(got) != 3 || got[1].chain != 2 || got[2].form != extract.Pronoun {
		t.Errorf("%+v", got)
	}
}
