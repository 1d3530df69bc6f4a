package spacy_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
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
	for _, lang := range []string{"en", "fr", "de", "id", "ms", "nb", "sv"} {
		if found[lang] < 250 {
			t.Errorf("only %v", found)
		}
	}
	other := &spacy.Doc{Lang: "fi", Tokens: []spacy.Token{{Pos: "NOUN", Dep: "ROOT"}}}
	if chunks := other.NounChunks(); chunks != nil {
		t.Errorf("noun chunks %v in a language without rules", chunks)
	}
}

// zipFiles returns the files of an archive.
func zipFiles(tb testing.TB, name string) map[string][]byte {
	tb.Helper()
	archive, err := zip.OpenReader(name)
	if err != nil {
		tb.Fatal(err)
	}
	defer archive.Close()
	files := make(map[string][]byte)
	for _, file := range archive.File {
		data, err := fs.ReadFile(archive, file.Name)
		if err != nil {
			tb.Fatal(err)
		}
		files[file.Name] = data
	}
	return files
}

// TestTrainedRefuses opens the pipelines with a file that is not as it should be.
func TestTrainedRefuses(t *testing.T) {
	replace := func(old, new string) func([]byte) []byte {
		return func(data []byte) []byte {
			if !bytes.Contains(data, []byte(old)) {
				t.Errorf("no %q to replace", old)
			}
			return bytes.Replace(data, []byte(old), []byte(new), 1)
		}
	}
	set := func(s string) func([]byte) []byte { return func([]byte) []byte { return []byte(s) } }
	remove := func([]byte) []byte { return nil }
	tests := []struct {
		pipeline, file string
		edit           func([]byte) []byte
		want           string
	}{
		{"vectors", "vocab/vectors", remove, `component "first": the pipeline has no static vectors (vocab/vectors)`},
		{"vectors", "vocab/vectors", func(data []byte) []byte { return data[:len(data)-1] }, "array of 40 rows of 10 values in 1599 bytes"},
		{"vectors", "vocab/vectors", func(data []byte) []byte { return append(slices.Clone(data), 0) }, "array of 40 rows of 10 values in 1601 bytes"},
		{"vectors", "vocab/vectors", replace("(40, 10), }", "(80, 5), } "), "array W has shape [16 10], want [-1 5]"},
		{"vectors", "vocab/vectors", replace("<f4", "<f2"), "only float32 of two dimensions is read"},
		{"vectors", "vocab/vectors", replace("False", "True "), "only float32 of two dimensions is read"},
		{"vectors", "vocab/vectors", set("PK"), "read vocab/vectors: unexpected EOF"},
		{"vectors", "vocab/key2row", set("\x81\x01\x28"), "row 40 of a table of 40"},
		{"vectors", "vocab/vectors.cfg", set(`{"mode":"other"}`), `read vocab/vectors.cfg: mode "other" is not supported`},
		{"vectors", "marks.json", remove, `component "marks": open marks.json`},
		{"vectors", "marks.json", set(`{"punct_chars":[]}`), `component "marks": it has no punct_chars`},
		{"floret", "vocab/vectors.cfg", replace(`"maxn":4`, `"maxn":400`), "runs of 2 to 400 characters with 3 hashes are not supported"},
		{"floret", "vocab/vectors.cfg", replace(`"attr":67`, `"attr":70`), "vectors of the attribute of number 70 are not supported"},
		{"components", "trainable_lemmatizer/cfg", set(`{"labels":[100000]}`), "label 100000 is none of its"},
		{"components", "trainable_lemmatizer/trees", set("\x81\xa5trees\x91\x84\xaaprefix_len\x00\xaasuffix_len\x00\xabprefix_tree\x00\xabsuffix_tree\xce\xff\xff\xff\xff"), "tree 0 refers to tree 0"},
		{"components", "vocab/strings.json", set("[]"), "substitutes strings that are not in vocab/strings.json"},
		{"components", "morphologizer/cfg", replace(`:92`, `:9200`), "has a part of speech of number 9200"},
		{"components", "config.cfg", replace(`backoff = "lower"`, `backoff = "dep"`), `component "trainable_lemmatizer": backoff "dep" is not supported`},
		{"components", "config.cfg", replace("top_k = 3", "top_k = 30"), `component "trainable_lemmatizer": top_k 30 is not supported`},
	}
	for _, test := range tests {
		files := zipFiles(t, "testdata/trained/"+test.pipeline+".zip")
		if data := test.edit(files[test.file]); data != nil {
			files[test.file] = data
		} else {
			delete(files, test.file)
		}
		if _, err := spacy.OpenFS(memoryFS(files)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s, %s: error %v\nwant one with %s", test.pipeline, test.file, err, test.want)
		}
	}
}
