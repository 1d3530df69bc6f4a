package spacy_test

import (
	"archive/zip"
	"io"
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
	wheel, err := zip.OpenReader(spacytest.Model(tb))
	if err != nil {
		tb.Fatal(err)
	}
	defer wheel.Close()
	files := make(map[string][]byte)
	for _, f := range wheel.File {
		_, name, ok := strings.Cut(f.Name, "-3.8.0/")
		if !ok {
			continue
		}
		r, err := f.Open()
		if err != nil {
			tb.Fatal(err)
		}
		if files[name], err = io.ReadAll(r); err != nil {
			tb.Fatal(err)
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

// FuzzModel reads the model's files with some bytes of theirs replaced and the
// rest cut off: an error or a model, never a panic.
func FuzzModel(f *testing.F) {
	files := modelFiles(f)
	for name, data := range files {
		f.Add(name, uint(0), []byte(""), uint(len(data)))
		f.Add(name, uint(len(data)/3), []byte("\xdd\xff\xff\xff\xff"), uint(len(data)))
		f.Add(name, uint(1), []byte("\xa3abc\xc0"), uint(len(data)/2))
	}
	f.Fuzz(func(t *testing.T, name string, at uint, patch []byte, size uint) {
		file := files[name]
		data := slices.Clone(file[:min(size, uint(len(file)))])
		copy(data[min(at, uint(len(data))):], patch)
		spacy.ParseFile(name, data)
	})
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

// checkAnnotation checks that heads form trees, each within its sentence, and that
// entities and noun chunks are spans in order.
func checkAnnotation(t *testing.T, doc *spacy.Doc) {
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
