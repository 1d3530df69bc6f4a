package pyre_test

import (
	"errors"
	"strings"
	"testing"

	"dossier/extract/spacy/pyre"
)

func TestErrors(t *testing.T) {
	tests := []struct{ expr, want string }{
		{`é(a`, `missing ), unterminated subpattern at position 1, "(a"`},
		{`a)b`, `unbalanced parenthesis at position 1, ")b"`},
		{`[a`, `unterminated character set at position 0, "[a"`},
		{`[b-a]`, `bad character range at position 1, "b-a]"`},
		{`[\w-a]`, `bad character range at position 1`},
		{`a{2,1}`, `min repeat greater than max repeat at position 1`},
		{`*`, `nothing to repeat at position 0`},
		{`\b+`, `nothing to repeat at position 2`},
		{`a+*`, `multiple repeat at position 2`},
		{`\q`, `bad escape \q at position 0`},
		{`\u12`, `incomplete escape at position 0`},
		{`\UFFFFFFFF`, `bad escape: no such character at position 0`},
		{`a(?i)b`, `global flags not at the start of the expression at position 1`},
		{`(?<=a*)b`, `look-behind requires fixed-width pattern at position 0`},
		{`(a)\1`, `back-references are not supported at position 3`},
		{`(?P<x>a)(?P=x)`, `back-references are not supported at position 8`},
		{`(a)(?(1)b|c)`, `conditional groups are not supported at position 3`},
		{`(?>a)`, `atomic groups are not supported at position 0`},
		{`a*+`, `possessive quantifiers are not supported at position 1`},
		{`(?a)\w`, `flag 'a' is not supported at position 2`},
		{`\N{DASH}`, `characters by name are not supported at position 0`},
		{`a{1001}`, `more than 1000 repetitions are not supported at position 1`},
		{strings.Repeat("(", 300), `more than 200 groups within groups at position`},
		{`(?:(?:ab){900}c){900}`, `pattern is too large`},
		{"a\xff", `pattern is not valid UTF-8`},
	}
	for _, test := range tests {
		_, err := pyre.Compile(test.expr)
		var e *pyre.Error
		if !errors.As(err, &e) || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%q: %v; want %s", test.expr, err, test.want)
		}
	}
}

// TestTime matches long texts with patterns that take time exponential or quadratic
// if every way is tried: this test would not end.
func TestTime(t *testing.T) {
	const size = 1 << 18
	for _, expr := range []string{
		`(?:a*)*b`, `(?:a|a)*b`, `(?:a*?)*?b`, `(?:a+)+$b`, `a*a*a*b`, `(a|aa)+b`, `(?:a?){30}a{30}b`, `[ab]*?x`, `(?:\w+\s?)*x`,
		`^(?:\S+(?::\S*)?@)?x`, `(?:[a-z0-9]{0,62}[a-z0-9]\.)+x$`, `(?<=a)b|(?=ab)x`, `(?:a{0,9}){1,9}b`,
	} {
		re, err := pyre.Compile(expr)
		if err != nil {
			t.Fatal(err)
		}
		for _, unit := range []string{"a", ":", "a.", "é"} {
			text := strings.Repeat(unit, size/len(unit))
			if _, _, ok := re.Match(text); ok {
				t.Errorf("%q matches %q...", expr, unit)
			}
			if _, _, _, ok := re.Search(text); ok {
				t.Errorf("%q is found in %q...", expr, unit)
			}
		}
	}
}

// TestWindow: a search for a suffix does not read the text from its start.
func TestWindow(t *testing.T) {
	re, err := pyre.Compile(`\)$|\.\.+$|(?<=[0-9])(?:km|m)$|(?<=[0-9])(?:|x)$|[Α-Ω]+(?:-[Α-Ω]+)+$`)
	if err != nil {
		t.Fatal(err)
	}
	for text := strings.Repeat(")", 1<<20); text != ""; text = text[:len(text)-1] {
		if start, _, _, ok := re.Search(text); !ok || start != len(text)-1 {
			t.Fatalf("suffix of %d brackets at %d, %t", len(text), start, ok)
		}
	}
	tests := []struct {
		text  string
		start int // -1 for none
	}{
		{"a...", 1}, {"a.", -1}, {"12km", 2}, {"km", -1}, {"12", 2}, {"12x", 2}, {"ΑΒ-Γ", 0}, {"aΑΒ-Γ-Δ", 1}, {"ΑΒ", -1}, {")\n", 0}, {"\n", -1}, {"", -1},
	}
	for _, test := range tests {
		start, _, _, ok := re.Search(test.text)
		if !ok {
			start = -1
		}
		if start != test.start {
			t.Errorf("suffix of %q at %d, want %d", test.text, start, test.start)
		}
	}
}

// FuzzCompile: no pattern and no text is too odd, and what Match says it has read
// decides about shorter texts.
func FuzzCompile(f *testing.F) {
	readLines(f, "testdata/re.golden.jsonl.gz", func(line []any) {
		text := ""
		if len(line) > 2 {
			text = line[2].(string)
		}
		f.Add(line[0].(string), text)
	})
	f.Fuzz(func(t *testing.T, expr, text string) {
		text = strings.ToValidUTF8(text, "?")
		if len(expr) > 1<<8 || len(text) > 1<<8 {
			return
		}
		re, err := pyre.Compile(expr)
		if err != nil {
			return
		}
		end, read, ok := re.Match(text)
		if ok && end > len(text) {
			t.Fatalf("%q matches %q to %d", expr, text, end)
		}
		for i := range text {
			if _, _, shorter := re.Match(text[:i]); !ok && i >= read && shorter {
				t.Fatalf("%q matches %q but not %q, of which it read %d bytes", expr, text[:i], text, read)
			}
		}
		_, _, read, ok = re.Search(text)
		for i := range text {
			if _, _, _, shorter := re.Search(text[:i]); !ok && i >= read && shorter {
				t.Fatalf("%q is found in %q but not in %q, of which it read %d bytes", expr, text[:i], text, read)
			}
		}
		last, wasEmpty := 0, false
		for start, end := range re.FindAll(text) {
			if start < last || end < start || end > len(text) || wasEmpty && end == last {
				t.Fatalf("%q in %q: match from %d to %d after %d", expr, text, start, end, last)
			}
			last, wasEmpty = end, start == end
		}
	})
}
