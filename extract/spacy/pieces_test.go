package spacy_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dossier/extract/spacy"
)

// piecesOf returns the pieces of a text.
func piecesOf(tb testing.TB, r io.Reader, limit int) (texts []string) {
	tb.Helper()
	start, idx := 0, 0
	for p, err := range spacy.Pieces(r, limit) {
		if err != nil {
			tb.Fatal(err)
		}
		if p.Start != start || p.Idx != idx {
			tb.Fatalf("piece %q begins at byte %d and character %d, want %d and %d", p.Text, p.Start, p.Idx, start, idx)
		}
		start += len(p.Text)
		idx += utf8.RuneCountInString(p.Text)
		texts = append(texts, p.Text)
	}
	return texts
}

func TestPieces(t *testing.T) {
	tests := []struct {
		text  string
		limit int
		want  []string
	}{
		{"", 5, []string{""}},
		{"abcde", 5, []string{"abcde"}},
		{"abcdef", 5, []string{"abcde", "f"}},
		{"ab cd ef", 5, []string{"ab ", "cd ef"}},
		{"ab\ncd ef", 7, []string{"ab\n", "cd ef"}},
		{"a\n\nb\nc de", 8, []string{"a\n\n", "b\nc de"}},
		{"a\n \t\nb\nc de", 9, []string{"a\n \t\n", "b\nc de"}},
		{"a\r\n\r\nb\r\nc", 8, []string{"a\r\n\r\n", "b\r\nc"}},
		{"a\n\nb\n\nc\n\nd", 8, []string{"a\n\nb\n\n", "c\n\nd"}},
		{"a b\u3000c d", 5, []string{"a b\u3000", "c d"}},
		{"héé한한😀😀", 3, []string{"héé", "한한😀", "😀"}},
		{"a\xffb\xe2\x82c", 3, []string{"a\xffb", "\xe2\x82c"}},
		{"   ", 1, []string{" ", " ", " "}},
	}
	for _, test := range tests {
		for name, r := range map[string]io.Reader{
			"whole": strings.NewReader(test.text), "byte by byte": iotest.OneByteReader(strings.NewReader(test.text)),
			"with the end": iotest.DataErrReader(strings.NewReader(test.text)),
		} {
			if diff := cmp.Diff(test.want, piecesOf(t, r, test.limit)); diff != "" {
				t.Errorf("pieces of %q read %s, up to %d characters: want (-), got (+):\n%s", test.text, name, test.limit, diff)
			}
		}
	}
}

// TestPiecesLaws: pieces are the text, none is too long or empty, and none is cut
// within a character.
func TestPiecesLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"a", "é", "😀", " ", "\n", "\n\n", "\t", "\xff", "\xe2\x82", "word"})).Draw(t, "text"), "")
		limit := rapid.IntRange(1, 12).Draw(t, "limit")
		var repaired strings.Builder
		pieces := []string{}
		for p, err := range spacy.Pieces(iotest.HalfReader(strings.NewReader(text)), limit) {
			if err != nil {
				t.Fatal(err)
			}
			if n := utf8.RuneCountInString(p.Text); n > limit || n == 0 && text != "" {
				t.Fatalf("piece %q has %d characters", p.Text, n)
			}
			pieces = append(pieces, p.Text)
			repaired.WriteString(string([]rune(p.Text)))
		}
		if strings.Join(pieces, "") != text || repaired.String() != string([]rune(text)) {
			t.Fatalf("pieces %q of %q", pieces, text)
		}
	})
}

// TestPiecesAhead: nobody reads further ahead than a piece, so a text of any length
// takes the memory of one.
func TestPiecesAhead(t *testing.T) {
	const limit, size = 1000, 4 << 20
	r := &countingReader{r: io.LimitReader(endless("한 글\n"), size)}
	given, most, pieces := 0, 0, 0
	for p, err := range spacy.Pieces(r, limit) {
		if err != nil {
			t.Fatal(err)
		}
		most = max(most, r.n-given)
		given += len(p.Text)
		pieces++
	}
	if given != size || pieces < 1000 {
		t.Errorf("%d bytes in %d pieces", given, pieces)
	}
	if bound := utf8.UTFMax*(limit+1) + 1<<16; most > bound {
		t.Errorf("%d bytes were held at a time, more than %d", most, bound)
	}
}

func TestPiecesErrors(t *testing.T) {
	broken := errors.New("broken")
	n := 0
	for p, err := range spacy.Pieces(io.MultiReader(strings.NewReader(strings.Repeat("a ", 1<<20)), iotest.ErrReader(broken)), 1000) {
		if n++; err != nil {
			if !errors.Is(err, broken) || p.Text != "" {
				t.Errorf("piece %v, error %v", p, err)
			}
			n = -1
		}
	}
	if n != -1 {
		t.Error("no error, or pieces after it")
	}
	for _, err := range spacy.Pieces(strings.NewReader("a"), 0) {
		if err == nil {
			t.Error("pieces of no character")
		}
	}
}

type countingReader struct {
	r io.Reader
	n int
}

func (c *countingReader) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += n
	return n, err
}

// endless reads a unit again and again.
func endless(unit string) io.Reader { return &endlessReader{unit: []byte(unit)} }

type endlessReader struct {
	unit []byte
	at   int
}

func (e *endlessReader) Read(b []byte) (int, error) {
	n := copy(b, e.unit[e.at:])
	e.at = (e.at + n) % len(e.unit)
	return n, nil
}
