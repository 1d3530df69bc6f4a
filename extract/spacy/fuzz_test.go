package spacy_test

import (
	"bytes"
	"encoding/binary"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"dossier/extract/spacy"
	"dossier/extract/spacy/spacytest"
)

// wheelFiles returns the files of the model, by their names in its directory.
func wheelFiles(tb testing.TB) map[string][]byte {
	tb.Helper()
	files := make(map[string][]byte)
	for name, data := range zipFiles(tb, spacytest.Model(tb)) {
		if _, name, ok := strings.Cut(name, "-3.8.0/"); ok {
			files[name] = data
		}
	}
	return files
}

// modelFiles returns those that have parsers of their own.
func modelFiles(tb testing.TB) map[string][]byte {
	tb.Helper()
	all, files := wheelFiles(tb), make(map[string][]byte)
	for _, name := range []string{
		"config.cfg", "vocab/lookups.bin", "tokenizer", "attribute_ruler/patterns", "lemmatizer/lookups/lookups.bin",
		"parser/moves", "ner/moves", "tagger/model", "parser/model", "ner/model",
	} {
		if all[name] == nil {
			tb.Fatalf("the model has no %s", name)
		}
		files[name] = all[name]
	}
	return files
}

// FuzzFile reads any bytes as one of the model's files: an error or a model, never
// a panic.
func FuzzFile(f *testing.F) {
	files := tinyFiles(f)
	names := slices.Sorted(maps.Keys(files))
	for i, name := range names {
		f.Add(uint8(i), files[name])
		f.Add(uint8(i), files[name][:len(files[name])/2])
	}
	f.Fuzz(func(t *testing.T, file uint8, data []byte) {
		if int(file) < len(names) {
			spacy.ParseFile(names[file], data)
		}
	})
}

// FuzzPipeline opens pipelines in which a file may hold anything, and annotates with
// those that open: no panic, and tokens and trees that are well formed.
func FuzzPipeline(f *testing.F) {
	files := tinyFiles(f)
	names := slices.Sorted(maps.Keys(files))
	// The tokenizer's patterns must be as they are, and the rest of it FuzzFile reads.
	names = slices.DeleteFunc(names, func(name string) bool { return name == "tokenizer" })
	for i, name := range names {
		f.Add(uint8(i), files[name])
	}
	for _, h := range hostileEdits(f, files) {
		f.Add(uint8(slices.Index(names, h.file)), h.data)
	}
	f.Fuzz(func(t *testing.T, file uint8, data []byte) {
		if int(file) < len(names) {
			damaged := maps.Clone(files)
			damaged[names[file]] = data
			annotateWith(t, damaged)
		}
	})
}

// FuzzTrained opens the pipelines of every component and architecture with some bytes
// of a file replaced, or cut off where there are none, and annotates with what opens.
func FuzzTrained(f *testing.F) {
	var damageable []damagedFile
	for _, name := range []string{"components", "vectors", "floret"} {
		files := zipFiles(f, "testdata/trained/"+name+".zip")
		for _, file := range slices.Sorted(maps.Keys(files)) {
			if file != "tokenizer" && !strings.HasSuffix(file, ".json") {
				damageable = append(damageable, damagedFile{files, file})
			}
		}
	}
	if len(damageable) < 50 {
		f.Fatalf("only %d files", len(damageable))
	}
	for i, d := range damageable {
		size := len(d.files[d.name])
		f.Add(uint8(i), uint(size/2), []byte(nil)) // cut in half
		f.Add(uint8(i), uint(size/2), []byte("\xdd\xff\xff\xff\xff"))
		f.Add(uint8(i), uint(size*9/10), []byte("\x00\x00\xc0\x7f\x00\x00\x80\x7f\x00\x00\x80\xff")) // not a number, infinities
	}
	f.Fuzz(func(t *testing.T, file uint8, at uint, patch []byte) {
		if int(file) >= len(damageable) {
			return
		}
		d := damageable[file]
		data := slices.Clone(d.files[d.name])
		at = min(at, uint(len(data)))
		if copy(data[at:], patch); len(patch) == 0 {
			data = data[:at]
		}
		damaged := maps.Clone(d.files)
		damaged[d.name] = data
		annotateWith(t, damaged)
	})
}

// A damagedFile is a file of a pipeline's.
type damagedFile struct {
	files map[string][]byte
	name  string
}

// annotateWith annotates with the pipeline that the files make, if they do.
func annotateWith(t *testing.T, files map[string][]byte) error {
	nlp, err := spacy.OpenFS(memoryFS(files))
	if err != nil {
		return err
	}
	texts := []string{"", "The dog.", "  \n", "It can't see ZTE \n at 5 a.m. in the cities of France, and mice make it :( so.", strings.Repeat("a b ", 40)}
	for i, doc := range nlp.Pipe(texts) {
		checkTokens(t, doc, texts[i])
		checkTrees(t, doc)
		checkConllu(t, doc, false)
		doc.NounChunks()
		doc.JSON()
	}
	return nil
}

// A hostileEdit replaces a file of the tiny pipeline. It opens nevertheless, or not.
type hostileEdit struct {
	name, file string
	data       []byte
	opens      bool
}

func hostileEdits(tb testing.TB, files map[string][]byte) []hostileEdit {
	tb.Helper()
	replace := func(name, file, old, new string, opens bool) hostileEdit {
		if !bytes.Contains(files[file], []byte(old)) {
			tb.Fatalf("%s: %s holds no %q", name, file, old)
		}
		return hostileEdit{name, file, bytes.ReplaceAll(files[file], []byte(old), []byte(new)), opens}
	}
	fill := func(name, file string, value float32) hostileEdit {
		data := slices.Clone(files[file])
		key := append(pack(bin("data")), 0xc6)
		for at := 0; ; {
			i := bytes.Index(data[at:], key)
			if i < 0 {
				return hostileEdit{name, file, data, true}
			}
			at += i + len(key)
			n := int(binary.BigEndian.Uint32(data[at:]))
			for at += 4; n > 0; n -= 4 {
				binary.LittleEndian.PutUint32(data[at:], math.Float32bits(value))
				at += 4
			}
		}
	}
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	moves := func(name, file, moves string, opens bool) hostileEdit {
		return hostileEdit{name, file, pack(pairs{"moves", moves}), opens}
	}
	rule := func(name string, index int, pattern, attrs any, opens bool) hostileEdit {
		return hostileEdit{name, "attribute_ruler/patterns", pack(list{pairs{"patterns", list{pattern}, "attrs", attrs, "index", index}}), opens}
	}
	tag := list{pairs{"TAG", "NN"}}
	edits := []hostileEdit{
		fill("tok2vec of NaN", "tok2vec/model", nan),
		fill("tagger of NaN", "tagger/model", nan),
		fill("parser of NaN", "parser/model", nan),
		fill("ner of NaN", "ner/model", nan),
		fill("tok2vec of infinities", "tok2vec/model", inf),
		fill("parser of negative infinities", "parser/model", -inf),
		fill("ner of zeros", "ner/model", 0),
		{"tagger with more labels than outputs", "tagger/cfg", []byte(`{"labels":["NN","VBZ","X","_SP"]}`), false},
		{"tagger without labels", "tagger/cfg", []byte(`{"labels":[]}`), false},
		{"tagger with a null", "tagger/cfg", []byte(`null`), false},
		{"tagger too narrow", "tagger/model", tinyNetwork(tinyTagger(new(dice), 2)...), false},
		{"parser of too few slots", "parser/model", tinyNetwork(tinyTransitions(new(dice), 3, 8)...), false},
		{"parser without layers", "parser/model", tinyNetwork(), false},
		{"parser that refers to itself", "parser/model", tinyNetwork(layer{name: "linear", refs: pairs{"lower", 0, "upper", 0, "tok2vec", 0}}), false},
		{"parser that refers far outside", "parser/model", tinyNetwork(layer{name: "linear", refs: pairs{"lower", 1 << 40, "upper", -1}}), false},
		moves("parser of an unknown move", "parser/moves", `{"0":{"":9},"1":{"":8},"2":{"det":5,"nsubj":4,"dobj":2},"3":{"dobj":3,"det":1},"9":{"":1}}`, false),
		moves("parser of no move", "parser/moves", `{}`, false),
		moves("parser that only breaks", "parser/moves", `{"4":{"a":8,"b":7,"c":6,"d":5,"e":4,"f":3,"g":2,"h":1}}`, true),
		moves("parser that only shifts", "parser/moves", `{"0":{"a":8,"b":7,"c":6,"d":5,"e":4,"f":3,"g":2,"h":1}}`, true),
		moves("parser that only draws arcs to the right", "parser/moves", `{"3":{"a":8,"b":7,"c":6,"d":5,"e":4,"f":3,"g":2,"h":1}}`, true),
		moves("parser that never attaches", "parser/moves", `{"0":{"a":8,"b":7,"c":6},"1":{"d":5,"e":4,"f":3},"4":{"g":2,"h":1}}`, true),
		moves("parser with labels of odd form", "parser/moves", `{"0":{"":9},"1":{"":8},"2":{"||":5,"a||":4,"||a":3},"3":{"a||a||a":3,"":1},"4":{"":2}}`, true),
		moves("parser of negative counts", "parser/moves", `{"0":{"":-1},"1":{"":-2},"2":{"det":-3,"nsubj":-3,"dobj":-3},"3":{"dobj":-3,"det":-3},"4":{"ROOT":-9}}`, true),
		moves("ner of an unknown move", "ner/moves", `{"1":{"A":4,"B":2},"2":{"A":4,"B":2},"3":{"A":4,"B":2},"-4":{"A":4,"B":2},"5":{"":1}}`, false),
		moves("ner that never ends an entity", "ner/moves", `{"1":{"A":4,"B":2,"C":1},"2":{"A":4,"B":2,"C":1},"4":{"A":4,"B":2,"C":1}}`, true),
		moves("ner that only goes on", "ner/moves", `{"2":{"A":9,"B":8,"C":7,"D":6,"E":5,"F":4,"G":3,"H":2,"I":1}}`, true),
		moves("ner of empty labels", "ner/moves", `{"1":{"":4,"B":2},"2":{"":4,"B":2},"3":{"":4,"B":2},"4":{"":4,"B":2},"5":{"":1}}`, true),
		rule("rule beyond its pattern", 1, tag, pairs{"POS", "X"}, false),
		rule("rule before its pattern", -2, tag, pairs{"POS", "X"}, false),
		rule("rule of no tokens", 0, list{}, pairs{"POS", "X"}, false),
		rule("rule of a token like any other", 0, list{pairs{}}, pairs{"POS", "", "LEMMA", "", "DEP", "", "TAG", ""}, true),
		rule("rule of a bad expression", 0, list{pairs{"ORTH", pairs{"REGEX", "("}}}, pairs{"POS", "X"}, false),
		rule("rule of a vast expression", 0, list{pairs{"ORTH", pairs{"REGEX", "((a{100}){100}){100}"}}}, pairs{"POS", "X"}, true),
		replace("no pipeline", "config.cfg", `["tok2vec","tagger","parser","attribute_ruler","lemmatizer","ner"]`, `[]`, true),
		replace("a component twice", "config.cfg", `"lemmatizer","ner"]`, `"lemmatizer","ner","ner"]`, false),
		replace("components upside down", "config.cfg", `["tok2vec","tagger","parser","attribute_ruler","lemmatizer","ner"]`, `["ner","lemmatizer","attribute_ruler","tok2vec","parser","tagger"]`, true),
		replace("lemma rules of three parts", "lemmatizer/lookups/lookups.bin", string(pack(list{"ies", "y"})), string(pack(list{"ies", "y", "z"})), false),
		replace("columns without tables", "tok2vec/model", string(pack(list{"NORM", "SPACY"})), string(pack(list{"NORM", "NORM", "NORM", "NORM", "NORM"})), false),
		replace("a wide window", "tok2vec/model", string(pack("window_size"))+string(pack(pack(1))), string(pack("window_size"))+string(pack(pack(1<<40))), false),
	}
	if len(edits) < 35 {
		tb.Fatalf("only %d hostile edits", len(edits))
	}
	return edits
}

// TestHostilePipelines: what a hostile model breaks is an error where it is opened,
// or harmless.
func TestHostilePipelines(t *testing.T) {
	files := tinyFiles(t)
	for _, h := range hostileEdits(t, files) {
		t.Run(h.name, func(t *testing.T) {
			damaged := maps.Clone(files)
			damaged[h.file] = h.data
			if err := annotateWith(t, damaged); (err == nil) != h.opens {
				t.Errorf("opened: %t, want %t: %v", err == nil, h.opens, err)
			}
		})
	}
}

// FuzzTokenizer: tokens and the blanks between them rebuild the text.
func FuzzTokenizer(f *testing.F) {
	nlp := spacytest.Language(f)
	for _, g := range readGolden(f, "testdata/tricky.golden.jsonl.gz") {
		f.Add(g.Text)
	}
	f.Add("a\xffb \xe2\x82")
	f.Fuzz(func(t *testing.T, text string) {
		checkTokens(t, nlp.Tokenize(text), text)
	})
}

// FuzzPipe: whatever the text, the annotation is well formed.
func FuzzPipe(f *testing.F) {
	nlp := spacytest.Language(f)
	for _, g := range readGolden(f, "testdata/tricky.golden.jsonl.gz") {
		f.Add(g.Text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<12 {
			return
		}
		doc := nlp.Pipe([]string{text})[0]
		checkTokens(t, doc, text)
		checkAnnotation(t, doc)
	})
}

// checkTokens checks that tokens ascend and, with the blanks after them, rebuild the text.
func checkTokens(t *testing.T, doc *spacy.Doc, text string) {
	t.Helper()
	if utf8.ValidString(text) && doc.Text != text {
		t.Fatalf("text %q became %q", text, doc.Text)
	}
	var b strings.Builder
	idx := 0
	for i, tok := range doc.Tokens {
		if tok.Text == "" || tok.Start != b.Len() || tok.End != tok.Start+len(tok.Text) || tok.Idx != idx || doc.Text[tok.Start:tok.End] != tok.Text {
			t.Fatalf("token %d of %q: %+v", i, doc.Text, tok)
		}
		b.WriteString(tok.Text)
		idx += utf8.RuneCountInString(tok.Text)
		if tok.Whitespace {
			b.WriteByte(' ')
			idx++
		}
	}
	if b.String() != doc.Text {
		t.Fatalf("tokens of %q rebuild %q", doc.Text, b.String())
	}
}

// checkTrees checks that sentences cover the tokens and that heads form trees.
func checkTrees(t *testing.T, doc *spacy.Doc) {
	t.Helper()
	n := len(doc.Tokens)
	end := 0
	for _, s := range doc.Sents() {
		if s.Start != end || s.End <= s.Start {
			t.Fatalf("sentence %v after token %d", s, end)
		}
		for i := s.Start; i < s.End; i++ {
			steps, h := 0, i
			for ; doc.Tokens[h].Head != h; h = doc.Tokens[h].Head {
				if steps++; steps > n {
					t.Fatalf("token %d is its own ancestor", i)
				}
			}
		}
		end = s.End
	}
	if end != n {
		t.Fatalf("sentences end at token %d of %d", end, n)
	}
}

// checkAnnotation checks the trees, that entities and noun chunks are spans in
// order, and that nothing is missing.
func checkAnnotation(t *testing.T, doc *spacy.Doc) {
	t.Helper()
	checkTrees(t, doc)
	checkConllu(t, doc, true)
	n := len(doc.Tokens)
	for _, spans := range [][]spacy.Span{doc.Ents, doc.NounChunks()} {
		end := 0
		for _, s := range spans {
			if s.Start < end || s.End <= s.Start || s.End > n {
				t.Fatalf("span %v after token %d of %d", s, end, n)
			}
			end = s.End
		}
	}
	ents := 0
	for i, tok := range doc.Tokens {
		if tok.EntIOB == "B" {
			ents++
		}
		if (tok.EntIOB == "O") != (tok.EntType == "") || tok.EntIOB == "I" && (i == 0 || doc.Tokens[i-1].EntType != tok.EntType) ||
			tok.Tag == "" || tok.Dep == "" || tok.Lemma == "" || tok.Norm == "" {
			t.Fatalf("token %d: %+v", i, tok)
		}
	}
	if ents != len(doc.Ents) {
		t.Fatalf("%d entities begin, %d listed", ents, len(doc.Ents))
	}
}
