package spacy_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dossier/extract/spacy"
	"dossier/extract/spacy/spacytest"
)

// memoryFS returns files as a file system.
func memoryFS(files map[string][]byte) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: data}
	}
	return fsys
}

func TestOpenDirectory(t *testing.T) {
	nlp := spacytest.Language(t)
	dir := t.TempDir()
	if err := os.CopyFS(dir, memoryFS(wheelFiles(t))); err != nil {
		t.Fatal(err)
	}
	other, err := spacy.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := other.Checksum(), nlp.Checksum(); got != want || len(want) != 64 {
		t.Errorf("checksum of the directory %s, of the wheel %s", got, want)
	}
	if diff := cmp.Diff(nlp.Meta(), other.Meta()); diff != "" {
		t.Error(diff)
	}
	m := nlp.Meta()
	if m.Lang != "en" || !strings.HasPrefix(m.Name, "core_web_sm") || m.Version != "3.8.0" {
		t.Errorf("meta %q %q %q", m.Lang, m.Name, m.Version)
	}
	if !slices.Equal(m.Disabled, []string{"senter"}) || !slices.Contains(m.Pipeline, "ner") || len(m.Labels["ner"]) != 18 || len(m.Labels["tagger"]) != 50 {
		t.Errorf("meta %v", m)
	}
}

// TestOpenRefuses opens pipelines that cannot be run as spaCy would, or not at all.
func TestOpenRefuses(t *testing.T) {
	type edit func(t *testing.T, fsys fstest.MapFS)
	replace := func(file, old, new string) edit {
		return func(t *testing.T, fsys fstest.MapFS) {
			data := fsys[file].Data
			if !bytes.Contains(data, []byte(old)) {
				t.Fatalf("%s holds no %q", file, old)
			}
			fsys[file].Data = bytes.Replace(data, []byte(old), []byte(new), 1)
		}
	}
	remove := func(file string) edit {
		return func(t *testing.T, fsys fstest.MapFS) { delete(fsys, file) }
	}
	tests := []struct {
		name string
		edit edit
		want string
	}{
		{"transformer", replace("config.cfg", `factory = "tok2vec"`, `factory = "transformer"`), `component "tok2vec" (factory "transformer") is not supported`},
		{"no factory", replace("config.cfg", `"attribute_ruler","lemmatizer"`, `"attribute_ruler","coref"`), `component "coref" (factory "") is not supported`},
		{"textcat", replace("config.cfg", `factory = "ner"`, `factory = "textcat"`), `component "ner" (factory "textcat") is not supported`},
		{"two parsers", replace("config.cfg", `factory = "ner"`, `factory = "parser"`), `component "ner": a second parser beside "parser" is not supported`},
		{"beam", replace("config.cfg", `factory = "ner"`, `factory = "beam_ner"`), `component "ner": a beam of width 32 is not supported`},
		{"more slots", replace("config.cfg", `factory = "parser"`, `factory = "ner"`), `component "parser": states of 8 tokens, want one of [3 6]`},
		{"architecture", replace("config.cfg", "spacy.Tok2Vec.v2", "spacy-transformers.TransformerModel.v3"), `component "ner" uses architecture "spacy-transformers.TransformerModel.v3" for [components.ner.model.tok2vec]`},
		{"encoder", replace("config.cfg", "spacy.MaxoutWindowEncoder.v2", "spacy.TorchBiLSTMEncoder.v1"), `component "ner" uses architecture "spacy.TorchBiLSTMEncoder.v1" for [components.ner.model.tok2vec.encode]`},
		{"attribute", replace("config.cfg", `attrs = ["NORM"`, `attrs = ["LEMMA"`), `component "ner" embeds attribute "LEMMA"; supported are NORM, `},
		{"listener", replace("config.cfg", "spacy.Tok2VecListener.v1", "spacy.HashEmbedCNN.v2"), `component "parser": config and model differ in whether it listens to a tok2vec`},
		{"reference", replace("config.cfg", `lang = "en"`, `lang = ${system:language}`), `config.cfg: [nlp] lang: there is no [system] language`},
		{"lemmatizer mode", replace("config.cfg", `mode = "rule"`, `mode = "pymorphy3"`), `component "lemmatizer": the lemmatizer of language "en" in mode "pymorphy3" is not supported`},
		{"language", replace("config.cfg", `lang = "en"`, `lang = "hi"`), `language "hi" is not supported: spaCy forms the norms`},
		{"tokenizer class", replace("config.cfg", `"spacy.Tokenizer.v1"`, `"spacy.zh.ChineseTokenizer"`), `language "en": tokenizer "spacy.zh.ChineseTokenizer" is not supported`},
		{"tokenizer of the language", func(t *testing.T, fsys fstest.MapFS) {
			replace("config.cfg", `lang = "en"`, `lang = "ja"`)(t, fsys)
			replace("config.cfg", `@tokenizers`, `@other`)(t, fsys)
		}, `language "ja": tokenizer "of the language" is not supported`},
		{"listener without tok2vec", replace("config.cfg", `pipeline = ["tok2vec",`, `pipeline = [`), `component "tagger": no tok2vec runs before it`},
		{"bad value", replace("config.cfg", `disabled = ["senter"]`, `disabled = ["senter"`), `config.cfg: [nlp] disabled: `},
		{"bad line", replace("config.cfg", "[paths]", "paths"), "config.cfg:1: \"paths\" is neither a section nor key = value"},
		{"pattern", replace("tokenizer", "^US\\$", "(?>$)"), `tokenizer: prefix_search: atomic groups are not supported at position`},
		{"exception attribute", replace("tokenizer", "\x81A\xa3O.O", "\x81I\xa3O.O"), "exceptions cannot set attribute 73, only ORTH and NORM"},
		{"exception", replace("tokenizer", "\x81A\xa3O.O", "\x81A\xa3O.X"), "do not spell it"},
		{"labels", replace("tagger/cfg", `"NNPS",`, ``), `component "tagger": layer softmax: array W has shape [50 96], want [49 96]`},
		{"moves", replace("parser/moves", `"nsubj"`, `"\u0000"`), `component "parser": `},
		{"ruler attribute", replace("attribute_ruler/patterns", "LOWER", "SHOUT"), "a pattern cannot test SHOUT"},
		{"no tokenizer", remove("tokenizer"), "holds no spaCy pipeline"},
		{"no model", remove("ner/model"), `component "ner": open ner/model: `},
	}
	files := wheelFiles(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fsys := memoryFS(files)
			test.edit(t, fsys)
			_, err := spacy.OpenFS(fsys)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v\nwant one with %s", err, test.want)
			}
		})
	}
	for _, name := range []string{"no such file", "language_test.go", "."} {
		if _, err := spacy.Open(name); err == nil {
			t.Errorf("opened %s", name)
		}
	}
	if _, err := spacy.Open("no such file"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v does not wrap fs.ErrNotExist", err)
	}
}

// TestBatchIndependence: a document is annotated the same alone, among others in
// any order, and by any number of goroutines.
func TestBatchIndependence(t *testing.T) {
	nlp := spacytest.Language(t)
	var texts []string
	for _, g := range readGolden(t, "testdata/tricky.golden.jsonl.gz") {
		texts = append(texts, g.Text)
	}
	alone := make(map[string]*spacy.Doc)
	for _, text := range texts {
		alone[text] = nlp.Pipe([]string{text})[0]
	}
	rapid.Check(t, func(t *rapid.T) {
		batch := rapid.SliceOfN(rapid.SampledFrom(texts), 0, 8).Draw(t, "batch")
		for i, doc := range nlp.Pipe(batch) {
			if diff := cmp.Diff(alone[batch[i]], doc); diff != "" {
				t.Fatalf("%q: alone (-) and in a batch (+):\n%s", batch[i], diff)
			}
		}
	})
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for i, doc := range nlp.Pipe(texts) {
				if !cmp.Equal(alone[texts[i]], doc) {
					t.Errorf("%q: another annotation beside other calls", texts[i])
				}
			}
		})
	}
	wg.Wait()
}

// TestLongChunk tokenizes long texts without a blank, of one or few characters
// repeated: work that grew with the square of the length would not end.
func TestLongChunk(t *testing.T) {
	nlp := spacytest.Language(t)
	for _, unit := range []string{
		"a", " ", "\n", ".", "(", ")", "@", "…", "-", "a-", "a.", "/", ":", "://", "'s", "1", "$", "1km", "http://", "a@b.", "中", "\u0301",
		"x.com/", "😀", "’", ")(", "Σ'", "..a", "a\"", "\u00a0", "U.S.-", "don't", "a1.", "\xff",
	} {
		text := strings.Repeat(unit, 1<<18/len(unit))
		checkTokens(t, nlp.Tokenize(text), text)
	}
}

func TestInvalidUTF8(t *testing.T) {
	nlp := spacytest.Language(t)
	doc := nlp.Pipe([]string{"a\xff\xfeb \xe2\x82 c\xed\xa0\x80"})[0]
	const want = "a\ufffd\ufffdb \ufffd\ufffd c\ufffd\ufffd\ufffd"
	if doc.Text != want {
		t.Errorf("text %q, want %q", doc.Text, want)
	}
	if repaired := nlp.Pipe([]string{want})[0]; !cmp.Equal(doc, repaired) {
		t.Errorf("another annotation than of the repaired text")
	}
}

func TestPipeNothing(t *testing.T) {
	nlp := spacytest.Language(t)
	if docs := nlp.Pipe(nil); len(docs) != 0 {
		t.Errorf("%d documents for no text", len(docs))
	}
	docs := nlp.Pipe([]string{"", "Hello.", ""})
	if len(docs[0].Tokens) != 0 || len(docs[1].Tokens) != 2 || len(docs[2].Tokens) != 0 || docs[0].Sents() != nil {
		t.Errorf("documents of %d, %d, %d tokens", len(docs[0].Tokens), len(docs[1].Tokens), len(docs[2].Tokens))
	}
}
