package pyre_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"dossier/extract/spacy/pyre"
)

// TestGolden compares random patterns with Python's re. DOSSIER_PYRE_GOLDEN may
// name a further file made by testdata/golden.py.
func TestGolden(t *testing.T) {
	for _, name := range []string{"testdata/re.golden.jsonl.gz", os.Getenv("DOSSIER_PYRE_GOLDEN")} {
		if name == "" {
			continue
		}
		patterns, refused, matches := 0, 0, 0
		readLines(t, name, func(line []any) {
			expr := line[0].(string)
			re, err := pyre.Compile(expr)
			if line[1] != nil {
				if err == nil {
					t.Errorf("%q was compiled; Python says %s", expr, line[1])
				}
				refused++
				return
			}
			patterns++
			if err != nil {
				if !strings.Contains(err.Error(), "not supported") {
					t.Errorf("%q: %v", expr, err)
				}
				return
			}
			for rest := line[2:]; len(rest) > 0; rest = rest[4:] {
				text := rest[0].(string)
				matches++
				got := found(re, text)
				if want := rest[1:4]; !reflect.DeepEqual(got, want) {
					t.Errorf("%q in %q: match, search and finditer\n got %v\nwant %v", expr, text, got, want)
				}
			}
		})
		t.Logf("%s: %d patterns, %d that Python refuses, %d texts", name, patterns, refused, matches)
		if patterns < 1000 || refused < 50 {
			t.Errorf("%s: too few patterns", name)
		}
	}
}

// found returns what re finds in text in the form of the goldens.
func found(re *pyre.Regexp, text string) []any {
	at := func(i int) any { return float64(utf8.RuneCountInString(text[:i])) }
	got := []any{nil, nil, []any{}}
	if end, _, ok := re.Match(text); ok {
		got[0] = at(end)
	}
	if start, end, _, ok := re.Search(text); ok {
		got[1] = []any{at(start), at(end)}
	}
	for start, end := range re.FindAll(text) {
		got[2] = append(got[2].([]any), []any{at(start), at(end)})
	}
	return got
}

func readLines(tb testing.TB, name string, do func([]any)) {
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
	for lines.Scan() {
		var line []any
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			tb.Fatal(err)
		}
		do(line)
	}
	if err := lines.Err(); err != nil {
		tb.Fatal(err)
	}
}
