package spacy_test

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"testing"
	"unicode"

	"dossier/extract/spacy"
	"dossier/extract/spacy/spacytest"
)

// TestBits compares vectors and scores of one sentence with spaCy's, bit by bit,
// as its portable matrix kernel gives them.
func TestBits(t *testing.T) {
	in := spacytest.Language(t).Internals("Apple isn't looking at buying the U.K. startup for $1 billion.")
	tests := []struct {
		name string
		got  []float32
		want []uint32
	}{
		{"mixed embedding of token 0", in.Mixed[0], []uint32{0xbe5b5a89, 0xbea58fe6, 0xbd797878, 0x3e869ee1}},
		{"vector of token 0", in.Shared[0], []uint32{0xbf23af95, 0xbf8d39e2, 0x3f8f69c2, 0x3e85470a}},
		{"vector of token 13", in.Shared[13], []uint32{0xbf0b1f42, 0xbe638331}},
		// spaCy's first value may end in d: its inverse square root is powf, which is not always rounded to nearest.
		{"entity vector of token 0", in.Entity[0], []uint32{0x3ee5628c, 0xbff8f573}},
		{"score of the first tag", []float32{in.TopTag}, []uint32{0x41178864}},
		{"scores of the parser's first state", in.FirstScores, []uint32{0x417b97be, 0xbf8a7e09}},
	}
	for _, test := range tests {
		for i, want := range test.want {
			if got := math.Float32bits(test.got[i]); got != want {
				t.Errorf("%s: value %d is %#x (%v), want %#x (%v)", test.name, i, got, test.got[i], want, math.Float32frombits(want))
			}
		}
	}
}

func TestHashRows(t *testing.T) {
	strs := spacy.NewStringStore()
	tests := []struct {
		id   uint64
		seed uint32
		n    uint32
		want [4]uint32
	}{
		{strs.ID("the"), 8, 5000, [4]uint32{2498, 2909, 2599, 4364}},
		{1, 12, 50, [4]uint32{6, 13, 20, 22}},
		{0, 12, 50, [4]uint32{38, 25, 37, 40}},
	}
	for _, test := range tests {
		if got := spacy.HashRows(test.id, test.seed, test.n); got != test.want {
			t.Errorf("rows of %d with seed %d in %d: %v, want %v", test.id, test.seed, test.n, got, test.want)
		}
	}
}

// TestStrings compares the ids of all reserved symbols, and everything known of
// words without context, with spaCy's.
func TestStrings(t *testing.T) {
	nlp := spacytest.Language(t)
	strs := spacy.NewStringStore()
	goldenLines(t, "testdata/strings.golden.jsonl.gz", func(line []byte) {
		var want []any
		if err := json.Unmarshal(line, &want); err != nil {
			t.Fatal(err)
		}
		s := want[0].(string)
		if len(want) == 2 {
			if got := strconv.FormatUint(strs.ID(s), 10); got != want[1] {
				t.Errorf("id of the symbol %q is %s, want %s", s, got, want[1])
			}
			return
		}
		if hasNewRunes(s) {
			return
		}
		id, attrs, space := nlp.Lexeme(s)
		got := []any{s, strconv.FormatUint(id, 10)}
		for _, a := range attrs {
			got = append(got, a)
		}
		if got = append(got, space); !reflect.DeepEqual(got, want) {
			t.Errorf("lexeme\n got %q\nwant %q", got, want)
		}
	})
}

// hasNewRunes reports whether s holds a letter that Unicode got after version 14,
// which the Python that wrote the goldens has.
func hasNewRunes(s string) bool {
	for _, r := range s {
		if unicode.Is(newIn15, r) {
			return true
		}
	}
	return false
}

var newIn15 = &unicode.RangeTable{
	R16: []unicode.Range16{{0x0cf3, 0x0cf3, 1}},
	R32: []unicode.Range32{
		{0x10efd, 0x10eff, 1}, {0x1123f, 0x11241, 1}, {0x11b00, 0x11b09, 1}, {0x11f00, 0x11f59, 1}, {0x1342f, 0x13455, 1},
		{0x1b132, 0x1b132, 1}, {0x1b155, 0x1b155, 1}, {0x1d2c0, 0x1d2d3, 1}, {0x1df25, 0x1df2a, 1}, {0x1e030, 0x1e08f, 1},
		{0x1e4d0, 0x1e4f9, 1}, {0x31350, 0x323af, 1},
	},
}

// TestPatterns compares the matchers of prefixes, suffixes, infixes and URLs with
// what Python finds with the patterns that they stand for.
func TestPatterns(t *testing.T) {
	nlp := spacytest.Language(t)
	// The sizes of the classes, counted once with Python's re.
	want := map[string][2]int{
		"prefix": {107, 0}, "suffix": {67, 0}, "icons": {5984, 174}, "lower": {105177, 388}, "upper": {104939, 385},
		"alpha": {105724, 70}, "beforeStop": {105241, 415}, "lowerOrQuote": {105196, 399}, "upperOrQuote": {104958, 397},
	}
	for name, got := range nlp.ClassSizes() {
		if got[0] != want[name][0] || want[name][1] > 0 && got[1] != want[name][1] {
			t.Errorf("class %s holds %d characters in %d ranges, want %v", name, got[0], got[1], want[name])
		}
	}
	n, urls := 0, 0
	goldenLines(t, "testdata/patterns.golden.jsonl.gz", func(line []byte) {
		var s string
		var prefix, suffix int
		var infixes [][2]int
		var url bool
		if err := json.Unmarshal(line, &[]any{&s, &prefix, &suffix, &infixes, &url}); err != nil {
			t.Fatal(err)
		}
		if hasNewRunes(s) {
			return
		}
		runes := func(s string) int { return len([]rune(s)) }
		if got := runes(s[:nlp.Prefix(s)]); got != prefix {
			t.Errorf("prefix of %q has %d characters, want %d", s, got, prefix)
		}
		if got := runes(s[len(s)-nlp.Suffix(s):]); got != suffix {
			t.Errorf("suffix of %q has %d characters, want %d", s, got, suffix)
		}
		got := [][2]int{}
		for _, x := range nlp.Infixes(s) {
			got = append(got, [2]int{runes(s[:x[0]]), runes(s[:x[1]])})
		}
		if !reflect.DeepEqual(got, infixes) {
			t.Errorf("infixes of %q are %v, want %v", s, got, infixes)
		}
		if got := nlp.IsURL(s); got != url {
			t.Errorf("%q is a URL: %t, want %t", s, got, url)
		}
		n++
		if url {
			urls++
		}
	})
	if n < 10000 || urls < 100 {
		t.Errorf("only %d strings, %d of them URLs", n, urls)
	}
}

func TestParseClass(t *testing.T) {
	tests := []struct {
		body string
		size int // -1 for an error
	}{
		{`a-c`, 3}, {`a\-c`, 3}, {`-a`, 2}, {`a-`, 2}, {`\u00e9-\u00EBx`, 4}, {`\U0001F600`, 1}, {`\'"”`, 3}, {`aab-ca-d`, 4},
		{``, 0}, {`c-a`, -1}, {`\`, -1}, {`\w`, -1}, {`\u12`, -1}, {`\u12xy`, -1}, {`\UFFFFFFFF`, -1},
	}
	for _, test := range tests {
		s, err := spacy.ParseClass(test.body)
		if test.size < 0 {
			if err == nil {
				t.Errorf("[%s] was read", test.body)
			}
		} else if err != nil || s.Size() != test.size {
			t.Errorf("[%s]: %v, %v; want %d characters", test.body, s, err, test.size)
		}
	}
}

func TestLower(t *testing.T) {
	for s, want := range map[string]string{
		"ABC": "abc", "abc": "abc", "İX": "i̇x", "ΟΔΟΣ": "οδος", "ΣΑΣ Σ": "σας σ", "ΑΣ'Β": "ασ'β", "Α'Σ'": "α'ς'", "ǅ": "ǆ", "ß": "ß",
	} {
		if got := spacy.Lower(s); got != want {
			t.Errorf("lower of %q is %q, want %q", s, got, want)
		}
	}
}

// TestFiles damages every file of the model in many ways: reading it must give an
// error or a model, never a panic.
func TestDamagedFiles(t *testing.T) {
	for name, data := range modelFiles(t) {
		t.Run(name, func(t *testing.T) {
			if err := spacy.ParseFile(name, data); err != nil {
				t.Fatal(err)
			}
			if len(data) > 1<<16 {
				data = data[:1<<16]
			}
			for i := range 64 {
				cut := data[:len(data)*i/64]
				if err := spacy.ParseFile(name, cut); err == nil && name != "config.cfg" {
					t.Errorf("read the first %d bytes without an error", len(cut))
				}
			}
		})
	}
	if err := spacy.ParseFile("x", nil); err == nil {
		t.Error(fmt.Sprint("read a file that no model has"))
	}
}
