package source

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dossier/extract"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestBlocks compares the blocks of real layouts, the repository's articles and
// the pages of testdata, with what was found right by reading.
func TestBlocks(t *testing.T) {
	var files []string
	for _, dir := range []string{"testdata", "../../testdata/articles"} {
		for _, ext := range []string{"txt", "md"} {
			m, err := filepath.Glob(filepath.Join(dir, "*."+ext))
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, m...)
		}
	}
	if len(files) < 9 {
		t.Fatalf("only %d pages found", len(files))
	}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := Read(raw, name, name)
			if err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", "golden", name+".blocks")
			got := format(&doc)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatalf("%v (run with -update, then read it)", err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("blocks differ (-want +got):\n%s", diff)
			}
		})
	}
}

func format(doc *extract.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\npublished: %s\nauthors: %s\nsource: %s\n\n", doc.Title, doc.Published, strings.Join(doc.Authors, "; "), doc.Source)
	for _, bl := range doc.Blocks {
		t := NewView(doc.Text, bl.Span).Text
		if r := []rune(t); len(r) > 90 {
			t = string(r[:60]) + " ... " + string(r[len(r)-25:])
		}
		fmt.Fprintf(&b, "%-9s %s\n", bl.Kind, t)
	}
	return b.String()
}

// TestKinds: what single lines are by what stands around them.
func TestKinds(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a heading", "The costs\n\nThey grow.", "heading paragraph"},
		{"a speaker cut short", "Did you see it?\nI saw the --\nIt was dark.", "paragraph paragraph paragraph"},
		{"a sentence above a heading", "He was born in a village on the coast and left it for the town when he was nine, with an uncle who mended nets and clocks.\n" +
			"In town he was taught by a clockmaker whom nobody had ever seen to smile but for one afternoon in the spring.\nMilitary service\nHe enlisted.",
			"paragraph paragraph heading paragraph"},
		{"a clause", "See the bridge;\n\nit is old.", "paragraph paragraph"},
		{"above a credit", "It rained.\nA crane in Oslo\nImage: Ada Renn.\nIt dried.", "paragraph caption caption paragraph"},
		{"a blank line before the credit", "It rained.\n\nThe costs\n\nImage: Ada Renn.\n\nThey grow.", "paragraph heading caption paragraph"},
		{"a heading by its mark", "It rained.\n# The costs\nImage: Ada Renn.\nThey grow.", "paragraph heading caption paragraph"},
		{"a sentence above a credit", "It rained.\nImage: Ada Renn.\nIt dried.", "paragraph caption paragraph"},
	}
	for _, tt := range tests {
		doc, err := Read([]byte(tt.text), "a", "a")
		if err != nil {
			t.Fatal(err)
		}
		var kinds []string
		for _, b := range doc.Blocks {
			kinds = append(kinds, string(b.Kind))
		}
		if got := strings.Join(kinds, " "); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestDecode(t *testing.T) {
	tests := []struct {
		name, raw, want string
		why             Reason
	}{
		{name: "ascii", raw: "Oslo", want: "Oslo"},
		{name: "utf-8", raw: "Zürich", want: "Zürich"},
		{name: "utf-8 with mark", raw: "\xef\xbb\xbfOslo", want: "Oslo"},
		{name: "utf-16 little", raw: "\xff\xfeO\x00s\x00", want: "Os"},
		{name: "utf-16 big", raw: "\xfe\xff\x00O\x00s", want: "Os"},
		{name: "utf-16 little, no mark", raw: "O\x00s\x00l\x00o\x00", want: "Oslo"},
		{name: "utf-16 big, no mark", raw: "\x00O\x00s\x00l\x00o", want: "Oslo"},
		{name: "windows-1252", raw: "Z\xfcrich \x93so\x94", want: "Zürich “so”"},
		{name: "binary", raw: "\x7fELF\x02\x01\x01\x00\x00\x00", why: Binary},
		{name: "controls", raw: "\x01\x02\x03\x04abc", why: Binary},
		{name: "utf-16 cut short", raw: "\xff\xfeO\x00s", why: Binary},
		{name: "broken utf-8", raw: "Zürich and Gen\xe8ve", why: InvalidUTF8},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Decode([]byte(tt.raw))
			var e *Error
			if errors.As(err, &e) && e.Hint() == "" {
				t.Errorf("%v has no hint", err)
			}
			if tt.why != "" && (e == nil || e.Why != tt.why) || tt.why == "" && err != nil || got != tt.want {
				t.Errorf("got %q, %v; want %q, %s", got, err, tt.want, tt.why)
			}
		})
	}
}

func TestReadErrors(t *testing.T) {
	for raw, why := range map[string]Reason{"": Empty, " \n\t": Empty, "\xef\xbb\xbf": Empty, "%PDF\x00\x01": Binary} {
		_, err := Read([]byte(raw), "a.txt", "a.txt")
		var e *Error
		if !errors.As(err, &e) || e.Why != why || e.Path != "a.txt" {
			t.Errorf("Read(%q) = %v, want %s of a.txt", raw, err, why)
		}
	}
}

func TestView(t *testing.T) {
	tests := []struct{ text, want string }{
		{"one\n  two\r\nthree ", "one two three"},
		{"**Orix**'s [chief](http://x.org/a) cost \\$5 and *much* more", "Orix's chief cost $5 and much more"},
		{"the com-\npany bought a state-\n  owned mine", "the company bought a state-owned mine"},
		{"Velden-\nBank and pages 3-\n4", "Velden- Bank and pages 3- 4"},
		{"> quoted\n> and so on", "quoted and so on"},
		{"5 > 4", "5 > 4"},
		{"## The costs", "The costs"},
		{"note # 4, #4", "note # 4, #4"},
		{"*By [Ann Orr](https://orr.example)*", "By Ann Orr"},
		{"It sank.[^2] See (https://orr.example/a ).", "It sank. See."},
		{"ended after it had\n\n        12\n\fVelden Bank   2018\n\nleft.", "ended after it had left."},
		{"5*3*2 snake_case __init", "5*3*2 snake_case __init"},
		{"a\u00a0b soft\u00adhyphen", "a b softhyphen"},
		{"Zürich\n\nund **Genève**", "Zürich und Genève"},
	}
	for _, tt := range tests {
		v := NewView(tt.text, extract.Span{End: len(tt.text)})
		if v.Text != tt.want {
			t.Errorf("view of %q = %q, want %q", tt.text, v.Text, tt.want)
		}
	}
}

// TestViewSpans: each word of a view leads to itself in the text, marks inside
// it aside.
func TestViewSpans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"Zürich", "**Orix**", "said", "[a](b)", "\n", "\r\n\r\n", "\t", "*x*", "“so”", "\u00a0", "\\$", "5*3", "`c`"}), 1, 30).Draw(t, "words")
		text := strings.Join(words, rapid.SampledFrom([]string{" ", "", "\n"}).Draw(t, "sep"))
		v := NewView(text, extract.Span{End: len(text)})
		last := 0
		for i := 0; i < len(v.Text); i++ {
			if v.Text[i] == ' ' {
				continue
			}
			s := v.Span(i, i+1)
			if s.Start < last || text[s.Start] != v.Text[i] {
				t.Fatalf("byte %d of view %q leads to %d of %q", i, v.Text, s.Start, text)
			}
			last = s.Start
		}
	})
}

func FuzzRead(f *testing.F) {
	seeds, err := filepath.Glob("testdata/*.*")
	if err != nil || len(seeds) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, s := range seeds {
		raw, err := os.ReadFile(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		doc, err := Read(raw, "u", "f")
		if err != nil {
			return
		}
		last := 0
		for _, b := range doc.Blocks {
			if b.Start < last || b.End < b.Start || b.End > len(doc.Text) {
				t.Fatalf("block %v after %d in a text of %d bytes", b, last, len(doc.Text))
			}
			last = b.End
			NewView(doc.Text, b.Span)
		}
	})
}

func TestWalk(t *testing.T) {
	dir := t.TempDir()
	write := func(name string) {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, n := range []string{"b.txt", "a/c.md", "a/d.pdf", ".hidden/e.txt", "a/.f.txt"} {
		write(n)
	}
	for link, to := range map[string]string{"a/loop": "..", "again.txt": "b.txt", "self": "self", "gone.txt": "nowhere"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	var got []string
	for f, err := range Walk([]string{dir, filepath.Join(dir, "b.txt")}) {
		rel, _ := filepath.Rel(dir, f.Path)
		var e *Error
		if errors.As(err, &e) {
			rel += " " + e.Reason()
		}
		got = append(got, filepath.ToSlash(rel))
	}
	want := []string{"a/c.md", "a/d.pdf unsupported-kind", "a/loop symlink-loop", "again.txt", "gone.txt unreadable", "self symlink-loop"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestReadAllLimit(t *testing.T) {
	if _, err := ReadAll(strings.NewReader("12345"), "a", 4); err == nil || err.(*Error).Why != TooLarge {
		t.Errorf("5 bytes under a limit of 4: %v", err)
	}
	if b, err := ReadAll(strings.NewReader("1234"), "a", 4); err != nil || len(b) != 4 {
		t.Errorf("4 bytes under a limit of 4: %q, %v", b, err)
	}
}

func TestURI(t *testing.T) {
	base := t.TempDir()
	for path, want := range map[string]string{
		filepath.Join(base, "news", "a.txt"): "news/a.txt",
		filepath.Join(base, "..", "b.txt"):   "file://" + filepath.ToSlash(filepath.Join(filepath.Dir(base), "b.txt")),
	} {
		if got, err := URI(base, path); err != nil || got != want {
			t.Errorf("URI(%s) = %s, %v; want %s", path, got, err, want)
		}
	}
}
