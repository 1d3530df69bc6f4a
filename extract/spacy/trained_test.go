package spacy_test

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"testing"

	"dossier/extract/spacy"
)

// A trainedDoc is a text with what was known of it beforehand, and spaCy's annotation
// by a tiny pipeline.
type trainedDoc struct {
	goldenDoc
	Presets struct {
		Ents    [][3]any
		Blocked [][2]int
		Starts  [][2]int
	}
}

// preset says of a document's tokens what is known beforehand.
func (g *trainedDoc) preset(doc *spacy.Doc, sentStarts []int8) {
	for _, e := range g.Presets.Ents {
		start, end := int(e[0].(float64)), int(e[1].(float64))
		for i := start; i < end; i++ {
			doc.Tokens[i].EntIOB, doc.Tokens[i].EntType = "I", e[2].(string)
		}
		doc.Tokens[start].EntIOB = "B"
	}
	for _, b := range g.Presets.Blocked {
		for i := b[0]; i < b[1]; i++ {
			doc.Tokens[i].EntIOB = "B"
		}
	}
	for _, s := range g.Presets.Starts {
		sentStarts[s[0]] = int8(s[1])
		doc.Tokens[s[0]].SentStart = s[1] > 0
	}
}

// TestTrainedPipelines runs pipelines made by testdata/trained.py: every component and
// architecture, also on texts of which something is known beforehand.
func TestTrainedPipelines(t *testing.T) {
	for _, name := range []string{"components", "vectors", "floret"} {
		t.Run(name, func(t *testing.T) {
			nlp, err := spacy.Open("testdata/trained/" + name + ".zip")
			if err != nil {
				t.Fatal(err)
			}
			tokens, bad, presets := 0, 0, 0
			values := make([]map[any]bool, len(goldenToken{})) // of each attribute
			goldenLines(t, "testdata/trained/"+name+".golden.jsonl.gz", func(line []byte) {
				var g trainedDoc
				if err := json.Unmarshal(line, &g); err != nil {
					t.Fatal(err)
				}
				doc := nlp.PipeWith(g.Text, g.preset)
				for _, c := range doc.NounChunks() {
					g.Chunks = append(g.Chunks, [2]int{c.Start, c.End}) // tested elsewhere
				}
				bad += compare(t, doc, g.goldenDoc)
				tokens += len(doc.Tokens)
				presets += len(g.Presets.Ents) + len(g.Presets.Blocked) + len(g.Presets.Starts)
				for _, tok := range g.Tokens {
					for i, v := range tok {
						if values[i] == nil {
							values[i] = make(map[any]bool)
						}
						values[i][v] = true
					}
				}
			})
			t.Logf("%d tokens, %d different", tokens, bad)
			if tokens < 1000 || presets < 100 {
				t.Errorf("only %d tokens, %d presets", tokens, presets)
			}
			// A pipeline that says the same of every token would prove nothing.
			var kinds []int
			for _, v := range values {
				kinds = append(kinds, len(v))
			}
			t.Log("values of each attribute:", kinds)
			for i, atLeast := range map[string]map[int]int{
				"components": {3: 20, 4: 10, 5: 50, 6: 500, 8: 10, 9: 2, 11: 5},
				"vectors":    {3: 15, 8: 10, 9: 2, 11: 4},
				"floret":     {3: 20, 8: 10, 11: 4},
			}[name] {
				if kinds[i] < atLeast {
					t.Errorf("attribute %d has %d values, want %d", i, kinds[i], atLeast)
				}
			}
		})
	}
}

// TestOptions enables and disables components.
func TestOptions(t *testing.T) {
	const path = "testdata/trained/components.zip"
	nlp, err := spacy.Options{Disable: []string{"shared", "parser", "tagger", "trainable_lemmatizer", "names"}}.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	tok := nlp.Pipe([]string{"The U.S. fined ZTE Corp. $1 billion in 2018."})[0].Tokens[0]
	if tok.Tag != "" || tok.Dep != "" || tok.Pos == "" || tok.EntIOB == "" {
		t.Errorf("token %+v", tok)
	}
	if m := nlp.Meta(); !slices.Equal(m.Disabled, []string{"shared", "parser", "tagger", "trainable_lemmatizer", "names"}) {
		t.Errorf("disabled %q", m.Disabled)
	}
	for want, o := range map[string]spacy.Options{
		`open pipeline testdata/trained/components.zip: there is no component "x"; there are ["shared" "senter" "parser" "tagger" "morphologizer" "again" "trainable_lemmatizer" "names" "more names"]`: {Enable: []string{"x"}},
		`open pipeline testdata/trained/components.zip: component "parser": no tok2vec runs before it`:                                                                                                  {Disable: []string{"shared"}},
	} {
		if _, err := o.Open(path); err == nil || err.Error() != want {
			t.Errorf("error %v\nwant %s", err, want)
		}
	}
}

// TestLemmatizers finds lemmas in tables of nonsense as spaCy does in each language and mode.
func TestLemmatizers(t *testing.T) {
	kinds := 0
	goldenLines(t, "testdata/trained/lemmas.golden.jsonl.gz", func(line []byte) {
		var g struct {
			Lang, Mode, Lookups string
			Tokens              [][4]string // text, part of speech, features, lemma
		}
		if err := json.Unmarshal(line, &g); err != nil {
			t.Fatal(err)
		}
		lookups, err := base64.StdEncoding.DecodeString(g.Lookups)
		if err != nil {
			t.Fatal(err)
		}
		lemma, err := spacy.Lemmatizer(g.Lang, g.Mode, lookups)
		if err != nil {
			t.Fatal(err)
		}
		bad := 0
		for _, tok := range g.Tokens {
			if got := lemma(tok[0], tok[1], tok[2]); got != tok[3] {
				if bad++; bad < 5 {
					t.Errorf("%s, %s: lemma of %q (%s, %s) is %q, want %q", g.Lang, g.Mode, tok[0], tok[1], tok[2], got, tok[3])
				}
			}
		}
		if len(g.Tokens) < 1000 || bad > 0 {
			t.Errorf("%s, %s: %d of %d lemmas differ", g.Lang, g.Mode, bad, len(g.Tokens))
		}
		kinds++
	})
	if kinds < 13 {
		t.Errorf("only %d lemmatizers", kinds)
	}
}

// TestNounChunks finds the noun phrases of random trees as spaCy does.
func TestNounChunks(t *testing.T) {
	found := make(map[string]int)
	goldenLines(t, "testdata/trained/chunks.golden.jsonl.gz", func(line []byte) {
		var g struct {
			Lang   string
			Tokens [][3]any // part of speech, relation, head
			Chunks [][2]int
		}
		if err := json.Unmarshal(line, &g); err != nil {
			t.Fatal(err)
		}
		doc := &spacy.Doc{Lang: g.Lang}
		for _, tok := range g.Tokens {
			doc.Tokens = append(doc.Tokens, spacy.Token{Pos: tok[0].(string), Dep: tok[1].(string), Head: int(tok[2].(float64))})
		}
		chunks := [][2]int{}
		for _, c := range doc.NounChunks() {
			chunks = append(chunks, [2]int{c.Start, c.End})
		}
		if !slices.Equal(chunks, g.Chunks) {
			t.Errorf("%s %v: noun chunks %v, want %v", g.Lang, g.Tokens, chunks, g.Chunks)
		}
		found[g.Lang] += len(chunks)
	})
	if found["en"] < 300 || found["fr"] < 300 {
		t.Errorf("only %v", found)
	}
	other := &spacy.Doc{Lang: "de", Tokens: []spacy.Token{{Pos: "NOUN", Dep: "ROOT"}}}
	if chunks := other.NounChunks(); chunks != nil {
		t.Errorf("noun chunks %v in a language without rules", chunks)
	}
}
