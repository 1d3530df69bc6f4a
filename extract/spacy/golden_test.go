package spacy_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"dossier/extract/spacy"
	"dossier/extract/spacy/spacytest"
)

// goldenLines calls do with each line of a file that testdata/golden.py wrote.
func goldenLines(tb testing.TB, name string, do func(line []byte)) {
	tb.Helper()
	f, err := os.Open(name)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			tb.Fatal(err)
		}
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<24)
	n := 0
	for lines.Scan() {
		do(lines.Bytes())
		n++
	}
	if err := lines.Err(); err != nil || n == 0 {
		tb.Fatalf("%s: %d lines, %v", name, n, err)
	}
}

// A goldenDoc is what spaCy says about a text.
type goldenDoc struct {
	Name, Text string
	Tokens     []goldenToken
	Chunks     [][2]int
	JSON       json.RawMessage
}

// A goldenToken is text, blank after it, norm, tag, pos, morph, lemma, head, dep,
// starts a sentence, iob, entity type.
type goldenToken [12]any

func readGolden(tb testing.TB, name string) []goldenDoc {
	tb.Helper()
	var docs []goldenDoc
	goldenLines(tb, name, func(line []byte) {
		var d goldenDoc
		if err := json.Unmarshal(line, &d); err != nil {
			tb.Fatal(err)
		}
		docs = append(docs, d)
	})
	return docs
}

func asGolden(t spacy.Token) goldenToken {
	return goldenToken{t.Text, t.Whitespace, t.Norm, t.Tag, t.Pos, t.Morph, t.Lemma, float64(t.Head), t.Dep, t.SentStart, t.EntIOB, t.EntType}
}

// compare reports the tokens and noun chunks in which doc differs from spaCy's
// annotation, and returns how many tokens do.
func compare(tb testing.TB, doc *spacy.Doc, want goldenDoc) int {
	tb.Helper()
	const shown = 5
	bad := 0
	for i := range max(len(doc.Tokens), len(want.Tokens)) {
		var g, w goldenToken
		if i < len(doc.Tokens) {
			g = asGolden(doc.Tokens[i])
		}
		if i < len(want.Tokens) {
			w = want.Tokens[i]
		}
		if g != w {
			if bad++; bad <= shown {
				tb.Errorf("%s: token %d:\n got %v\nwant %v", want.Name, i, g, w)
			}
		}
	}
	var chunks [][2]int
	for _, c := range doc.NounChunks() {
		chunks = append(chunks, [2]int{c.Start, c.End})
	}
	if len(chunks)+len(want.Chunks) > 0 && !reflect.DeepEqual(chunks, want.Chunks) {
		tb.Errorf("%s: noun chunks:\n got %v\nwant %v", want.Name, chunks, want.Chunks)
	}
	return bad
}

// TestGolden compares every attribute of every token with spaCy's. DOSSIER_GOLDEN
// may name a further file made by testdata/golden.py.
func TestGolden(t *testing.T) {
	nlp := spacytest.Language(t)
	files := []string{"testdata/tricky.golden.jsonl.gz", "testdata/articles.golden.jsonl.gz"}
	if more := os.Getenv("DOSSIER_GOLDEN"); more != "" {
		files = append(files, more)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			golden := readGolden(t, file)
			texts := make([]string, len(golden))
			for i, g := range golden {
				texts[i] = g.Text
			}
			// A text longer than the windows and rings that it goes through in parts.
			if long := slices.MaxFunc(golden, func(a, b goldenDoc) int { return len(a.Tokens) - len(b.Tokens) }); strings.Contains(file, "articles") && len(long.Tokens) < 2000 {
				t.Errorf("the longest text, %s, has only %d tokens", long.Name, len(long.Tokens))
			}
			tokens, bad := 0, 0
			for i, doc := range nlp.Pipe(texts) {
				tokens += len(doc.Tokens)
				bad += compare(t, doc, golden[i])
			}
			t.Logf("%d documents, %d tokens, %d different", len(golden), tokens, bad)
		})
	}
}

// TestGoldenIsCurrent fails when tricky.jsonl was edited but its golden not made anew.
func TestGoldenIsCurrent(t *testing.T) {
	golden := readGolden(t, "testdata/tricky.golden.jsonl.gz")
	i := 0
	goldenLines(t, "testdata/tricky.jsonl", func(line []byte) {
		var d goldenDoc
		if err := json.Unmarshal(line, &d); err != nil {
			t.Fatal(err)
		}
		if i >= len(golden) || golden[i].Text != d.Text {
			t.Fatalf("%q is not text %d of the golden; run testdata/golden.py", d.Name, i)
		}
		i++
	})
	if i != len(golden) {
		t.Errorf("%d texts, %d in the golden; run testdata/golden.py", i, len(golden))
	}
}

func TestJSON(t *testing.T) {
	nlp := spacytest.Language(t)
	for _, g := range readGolden(t, "testdata/tricky.golden.jsonl.gz") {
		if g.JSON == nil {
			continue
		}
		data, err := json.Marshal(nlp.Pipe([]string{g.Text})[0].JSON())
		if err != nil {
			t.Fatal(err)
		}
		var got, want any
		if err := json.Unmarshal(data, &got); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(g.JSON, &want); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n got %s\nwant %s", g.Name, data, bytes.TrimSpace(g.JSON))
		}
	}
}
