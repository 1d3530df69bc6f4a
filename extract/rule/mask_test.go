package rule

import (
	"bytes"
	"strings"
	"testing"

	"dossier/config/ontology"
	"dossier/extract"

	"github.com/google/go-cmp/cmp"
)

// Without its tests the built-in ontology is the same, each line in its place,
// and no test is left to read.
func TestWithoutTests(t *testing.T) {
	files, lists, err := ReadFS(ontology.FS, true)
	if err != nil {
		t.Fatal(err)
	}
	whole, tests, err := load(files, extract.DefaultTypes(), lists)
	if err != nil || len(tests) < 1000 {
		t.Fatalf("%d tests, %v", len(tests), err)
	}
	for i, f := range files {
		files[i] = withoutTests(f)
		before, after := bytes.Count(f.Data, []byte("\n")), bytes.Count(files[i].Data, []byte("\n"))
		if before != after {
			t.Errorf("%s: %d lines of %d", f.Name, after, before)
		}
	}
	short, left, err := load(files, extract.DefaultTypes(), lists)
	if err != nil || len(left) > 0 {
		t.Fatalf("left are %v, %v", left, err)
	}
	if whole.Checksum() != short.Checksum() {
		t.Error("another checksum")
	}
	if d := cmp.Diff(whole.relations, short.relations); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(whole.rules, short.rules, cmp.Comparer(func(a, b *Rule) bool {
		return a.ID == b.ID && a.Hash == b.Hash && a.File == b.File && a.Line == b.Line
	})); d != "" {
		t.Error(d)
	}
}

func TestWithoutTestsLayout(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"items deeper", "A:\n  example:\n    - x\n    - y\n  verb: z\n", "A:\n\n\n\n  verb: z\n"},
		{"items beside the key", "A:\n  example:\n  - x\n  counter:\n  - y\n\n  verb: z\n", "A:\n\n\n\n\n\n  verb: z\n"},
		{"a rule follows", "  - id: a\n    counter:\n    - x\n  - id: b\n", "  - id: a\n\n\n  - id: b\n"},
		{"in one line, read with the rest", "  example: x\n  verb: z\n", "  example: x\n  verb: z\n"},
		{"no line end", "  example:\n  - x", "\n\n"},
	}
	for _, tt := range tests {
		if got := string(withoutTests(File{Data: []byte(tt.in)}).Data); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// A fault in a built-in test is told when the tests are asked for, one in a test
// of the user at once.
func TestFaultInTest(t *testing.T) {
	const text = "OWNS:\n  is: Actor -> Actor\n  verb: own\n  example:\n  - no arrow\n"
	o, err := Load([]File{{Name: "a.yaml", Data: []byte(text), BuiltIn: true}}, extract.DefaultTypes(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Tests(); err == nil || !strings.Contains(err.Error(), "a.yaml:5") {
		t.Errorf("built-in: %v", err)
	}
	if _, err := Load([]File{{Name: "a.yaml", Data: []byte(text)}}, extract.DefaultTypes(), nil); err == nil {
		t.Error("the user's is not told")
	}
}
