package spacy_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"dossier/extract/spacy"
	"dossier/extract/spacy/spacytest"
)

// TestTokenizers compares tokenizers of patterns of our own, hand-written and
// random, with spaCy's.
func TestTokenizers(t *testing.T) {
	tokenizers := 0
	goldenLines(t, "testdata/tokenizers.golden.jsonl.gz", func(line []byte) {
		compareTokenizer(t, line)
		tokenizers++
	})
	if tokenizers < 100 {
		t.Errorf("only %d tokenizers", tokenizers)
	}
}

// TestLongChunks tokenizes long chunks of one unit repeated with patterns of every
// kind: work that grew with the square of the length would not end.
func TestLongChunks(t *testing.T) {
	done := make(map[string]bool)
	goldenLines(t, "testdata/tokenizers.golden.jsonl.gz", func(line []byte) {
		var name, file string
		if err := json.Unmarshal(line, &[]any{&name, &file}); err != nil {
			t.Fatal(err)
		}
		if done[name] || !slices.Contains([]string{"look-around", "unbounded suffix", "verbose", "all tokens"}, name) {
			return
		}
		done[name] = true
		tokenizer := newTokenizer(t, file)
		for _, unit := range []string{"a", ")", "l'", "x-", "a-je", "a.", "...", "1km", "(", "$", "#", "!", "https://", "a/", "~", "é’", "don't", "--"} {
			text := strings.Repeat(unit, 1<<18/len(unit))
			checkTokens(t, tokenizer.Tokenize(text), text)
		}
	})
	if len(done) != 4 {
		t.Errorf("only %d tokenizers", len(done))
	}
}

// newTokenizer reads a tokenizer file in base64.
func newTokenizer(tb testing.TB, file string) *spacy.Tokenizer {
	tb.Helper()
	data, err := base64.StdEncoding.DecodeString(file)
	if err != nil {
		tb.Fatal(err)
	}
	tokenizer, err := spacy.NewTokenizer(data)
	if err != nil {
		tb.Fatal(err)
	}
	return tokenizer
}

// languages are those whose blank pipelines TestLanguages tries: all of spaCy's with
// tokenizer patterns of their own, without hi, ht and ne (see checkLanguage).
const languages = "fr,de,es,it,nl,pt,pl,ru,el,sv,da,hu,tr,uk,fi,bn,id,sl,grc,sr,ca,ro,nb,nn,lt,la,ar,fa,bg,ky,lb,mk,tt,am,gd,af,en,xx"

// TestLanguages compares the tokenizers of spaCy's blank pipelines, with texts made
// for the occasion. It needs a Python with spaCy 3.8: DOSSIER_SPACY_PYTHON.
// DOSSIER_LANGUAGES replaces the languages, DOSSIER_TEXTS the number of texts of
// each, DOSSIER_SEED the seed.
func TestLanguages(t *testing.T) {
	python := os.Getenv("DOSSIER_SPACY_PYTHON")
	if python == "" {
		t.Skip("NO PYTHON WITH SPACY, NOT TESTED: set DOSSIER_SPACY_PYTHON to compare the tokenizers of other languages")
	}
	setting := func(name, standard string) string {
		if s := os.Getenv(name); s != "" {
			return s
		}
		return standard
	}
	cmd := exec.Command(python, "testdata/tokenizers.py", "-", setting("DOSSIER_LANGUAGES", languages), setting("DOSSIER_TEXTS", "300"), setting("DOSSIER_SEED", "1"))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(out) {
		compareTokenizer(t, line)
	}
}

// compareTokenizer compares a line that testdata/tokenizers.py wrote.
func compareTokenizer(t *testing.T, line []byte) {
	t.Helper()
	var fields []json.RawMessage
	var name, file string
	if err := json.Unmarshal(line, &fields); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(bytes.Join([][]byte{[]byte("["), fields[0], []byte(","), fields[1], []byte("]")}, nil), &[]any{&name, &file}); err != nil {
		t.Fatal(err)
	}
	tokenizer := newTokenizer(t, file)
	bad := 0
	for _, field := range fields[2:] {
		var text string
		var words, norms []string
		if err := json.Unmarshal(field, &[]any{&text, &words, &norms}); err != nil {
			t.Fatal(err)
		}
		if hasNewRunes(text) {
			continue
		}
		doc := tokenizer.Tokenize(text)
		checkTokens(t, doc, text)
		var gotWords, gotNorms []string
		for _, tok := range doc.Tokens {
			gotWords, gotNorms = append(gotWords, tok.Text), append(gotNorms, tok.Norm)
		}
		if !slices.Equal(gotWords, words) || !slices.Equal(gotNorms, norms) {
			if bad++; bad <= 5 {
				t.Errorf("%s: %q\n got %q %q\nwant %q %q", name, text, gotWords, gotNorms, words, norms)
			}
		}
	}
	if len(fields) > 100 {
		t.Logf("%s: %d texts, %d different", name, len(fields)-2, bad)
	}
}

// englishPatterns returns the patterns of the English model.
func englishPatterns(tb testing.TB) spacy.Affixes {
	tb.Helper()
	patterns, err := spacy.RegexpAffixes(wheelFiles(tb)["tokenizer"])
	if err != nil {
		tb.Fatal(err)
	}
	return patterns
}

// TestEnglishPatterns: the hand-written matchers of English find what the patterns
// find that they stand for.
func TestEnglishPatterns(t *testing.T) {
	nlp := spacytest.Language(t)
	patterns := englishPatterns(t)
	goldenLines(t, "testdata/patterns.golden.jsonl.gz", func(line []byte) {
		s := ""
		if err := json.Unmarshal(line, &[]any{&s}); err != nil {
			t.Fatal(err)
		}
		compareAffixes(t, nlp, patterns, s)
	})
}

// FuzzEnglishPatterns is TestEnglishPatterns for any chunk.
func FuzzEnglishPatterns(f *testing.F) {
	nlp := spacytest.Language(f)
	patterns := englishPatterns(f)
	for _, g := range readGolden(f, "testdata/tricky.golden.jsonl.gz") {
		for chunk := range strings.FieldsSeq(g.Text) {
			f.Add(chunk)
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		for chunk := range strings.FieldsSeq(strings.ToValidUTF8(s, "\ufffd")) {
			compareAffixes(t, nlp, patterns, chunk)
		}
	})
}

func compareAffixes(t *testing.T, nlp *spacy.Language, patterns spacy.Affixes, s string) {
	t.Helper()
	if got, want := nlp.Prefix(s), patterns.Prefix(s); got != want {
		t.Errorf("prefix of %q has %d bytes, by the pattern %d", s, got, want)
	}
	if got, want := nlp.Suffix(s), patterns.Suffix(s); got != want {
		t.Errorf("suffix of %q has %d bytes, by the pattern %d", s, got, want)
	}
	if got, want := nlp.Infixes(s), patterns.Infixes(s); !slices.Equal(got, want) {
		t.Errorf("infixes of %q are %v, by the pattern %v", s, got, want)
	}
	if got, want := nlp.IsURL(s), patterns.IsURL(s); got != want {
		t.Errorf("%q is a URL: %t, by the pattern %t", s, got, want)
	}
}

// FuzzTokenizers: the tokens of tokenizers of our own rebuild any text.
func FuzzTokenizers(f *testing.F) {
	var tokenizers []*spacy.Tokenizer
	goldenLines(f, "testdata/tokenizers.golden.jsonl.gz", func(line []byte) {
		var name, file string
		var text []any
		if err := json.Unmarshal(line, &[]any{&name, &file, &text}); err != nil {
			f.Fatal(err)
		}
		tokenizer := newTokenizer(f, file)
		f.Add(uint(len(tokenizers)), text[0].(string))
		tokenizers = append(tokenizers, tokenizer)
	})
	f.Fuzz(func(t *testing.T, i uint, text string) {
		checkTokens(t, tokenizers[i%uint(len(tokenizers))].Tokenize(text), text)
	})
}
