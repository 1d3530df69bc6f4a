package gazetteer

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dossier/extract"
)

func always(int) bool { return true }

func mustNew(t testing.TB, entries ...Entry) *Gazetteer {
	t.Helper()
	g, err := New(extract.DefaultTypes(), entries...)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestLongest(t *testing.T) {
	g := mustNew(t,
		Entry{ID: "acme", Type: "Company", Names: []string{"Acme Holding", "Acme", "Acme-Tru, Inc."}},
		Entry{ID: "acme-2", Type: "Vessel", Names: []string{"Acme"}},
		Entry{ID: "oneil", Type: "Person", Names: []string{"O'Neil"}},
		Entry{ID: "long", Type: "Law", Names: []string{"Acme Holding and Others Act"}},
	)
	for _, tt := range []struct{ text, want string }{
		{"Acme sold it", "4 acme acme-2"},
		{"Acme  \n Holding.", "15 acme"},
		{"Acme Holdings", "4 acme acme-2"}, // the longer one ends in the middle of a word
		{"Acme Holding and Other things", "12 acme"},
		{"Acme-Tru, Inc. fell", "14 acme"},
		{"Acme - Tru, Inc.", "4 acme acme-2"},
		{"O’Neil", "8 oneil"}, {"O'Neil", "6 oneil"},
		{"acme", ""}, {"Ac", ""}, {"", ""}, {" Acme", ""}, {"\xff", ""},
	} {
		got := ""
		if targets, n, ok := g.Longest(tt.text, always); ok {
			got = fmt.Sprint(n)
			for _, x := range targets {
				got += " " + x.ID
			}
		}
		if got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
	if _, n, _ := g.Longest("Acme Holding", func(n int) bool { return n < 5 }); n != 4 {
		t.Errorf("what does not fit is not passed over: %d", n)
	}
	if _, _, ok := (*Gazetteer)(nil).Longest("Acme", always); ok {
		t.Error("nil knows a name")
	}
}

// TestLongestIsTheLongest compares the index with a walk over all names.
func TestLongestIsTheLongest(t *testing.T) {
	word := rapid.SampledFrom([]string{"A", "B", "Ab", "é", "’", "'", "-", "1", "の"})
	phrase := rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for _, w := range rapid.SliceOfN(word, 1, 5).Draw(t, "words") {
			b.WriteString(w + rapid.SampledFrom([]string{"", " ", "  "}).Draw(t, "gap"))
		}
		return extract.Fold(b.String())
	})
	rapid.Check(t, func(t *rapid.T) {
		var entries []Entry
		for i, n := range rapid.SliceOf(phrase).Draw(t, "names") {
			e := Entry{ID: fmt.Sprint(i), Type: "Company", Names: []string{n}}
			if check(extract.DefaultTypes(), &e) == "" {
				entries = append(entries, e)
			}
		}
		g, err := New(extract.DefaultTypes(), entries...)
		if err != nil {
			t.Fatal(err)
		}
		text := phrase.Draw(t, "text")
		want := 0
		beginnings(text, func(n int, _ uint64) bool {
			for _, e := range entries {
				if same(text[:n], straight(e.Names[0])) {
					want = n
				}
			}
			return true
		})
		if targets, n, _ := g.Longest(text, always); n != want {
			t.Fatalf("%q: %d %v, want %d", text, n, targets, want)
		}
	})
}

func TestEntry(t *testing.T) {
	e := Entry{ID: "b", Type: "Company", Names: []string{"Belaro"}, Links: map[string]string{"lei": "5299", "wikidata": "Q1"}}
	g := mustNew(t, Entry{ID: "c", Type: "Person", Names: []string{"Cy"}}, e, Entry{ID: "a", Type: "Person", Names: []string{"Al", "Bo"}})
	got, ok := g.Entry("b")
	if diff := cmp.Diff(e, got); !ok || diff != "" {
		t.Errorf("entry: %v %s", ok, diff)
	}
	for _, id := range []string{"", "ab", "d"} {
		if _, ok := g.Entry(id); ok {
			t.Errorf("there is an entry %q", id)
		}
	}
	if entries, names := g.Len(); entries != 3 || names != 4 {
		t.Errorf("%d entries, %d names", entries, names)
	}
}

// TestFormats reads one list in each format.
func TestFormats(t *testing.T) {
	want := []Entry{
		{ID: "acme", Type: "Company", Names: []string{"Acme Holding", "Acme"}, Links: map[string]string{"lei": "5299X"}},
		{ID: "ann", Type: "Person", Names: []string{"Ann Orr"}},
	}
	for name, text := range map[string]string{
		"list.yaml": "# mine\n- {id: acme, type: Company, names: [Acme Holding, Acme], links: {lei: 5299X}}\n---\n- id: ann\n  type: Person\n  names: [Ann Orr]\n",
		"list.csv":  "\ufeffname,id,type,aliases,lei\n\"Acme Holding\",acme,Company, Acme ;,5299X\nAnn Orr,ann,Person,,\n",
		"list.jsonl": `{"id":"acme","schema":"Company","caption":"Acme Holding","properties":{"alias":["Acme"],"name":["Acme Holding"],"leiCode":["5299X"],"weakAlias":["Ac"]}}
{"id":"own","schema":"Ownership","properties":{"owner":["ann"]}}

{"id":"ann","schema":"Person","properties":{"name":["Ann Orr"],"topics":["fin.bank"]}}`,
	} {
		var z bytes.Buffer
		w := gzip.NewWriter(&z)
		w.Write([]byte(text))
		w.Close()
		for file, data := range map[string][]byte{name: []byte(text), name + ".gz": z.Bytes()} {
			b := newBuilder(extract.DefaultTypes())
			problems, err := b.readFrom(bytes.NewReader(data), file)
			if err != nil || problems != nil {
				t.Errorf("%s: %v %v", file, err, problems)
			}
			if diff := cmp.Diff(want, b.entries); diff != "" {
				t.Errorf("%s: %s", file, diff)
			}
		}
	}
}

// TestBrokenRows: each is told with its place, and the rest is used.
func TestBrokenRows(t *testing.T) {
	for _, tt := range []struct {
		file, text string
		want       []string
		entries    int
	}{
		{"f.yaml", "- {id: x, type: Firm, names: [X]}\n- {id: y, type: NGO, names: [Y]}\n", []string{`f.yaml:1:4: "Firm" is no entity type`}, 1},
		{"f.yaml", "- {id: x, type: Money, names: [X]}", []string{`f.yaml:1:4: "Money" is no entity type`}, 0},
		{"f.yaml", "- {id: x, type: Actor, names: [X]}", []string{`f.yaml:1:4: "Actor" is no entity type`}, 0},
		{"f.yaml", "- id: x\n  kind: NGO", []string{`f.yaml:2:3: unknown key "kind", want id, type, names or links`}, 0},
		{"f.yaml", "- id: x\n  type: NGO\n  names: [2030]", []string{"f.yaml:3:11: want text; put it in quotes if it looks like a number, date, yes or no"}, 0},
		{"f.yaml", "- id: x\n  type: NGO\n  names: X", []string{"f.yaml:3:10: want a list of names: [One Name, Another]"}, 0},
		{"f.yaml", "- {id: x, type: NGO, names: []}", []string{"f.yaml:1:4: names are missing"}, 0},
		{"f.yaml", "- {id: x, type: NGO, names: ['...']}", []string{`f.yaml:1:4: name "..." does not start with a letter or digit`}, 0},
		{"f.yaml", "- {id: x, type: NGO, names: [X]}\n- {id: x, type: NGO, names: [Y]}", []string{`f.yaml:2:4: id "x" occurs twice; give all names of one thing in one entry`}, 1},
		{"f.yaml", "- just text", []string{"f.yaml:1:3: want an entry with id, type and names"}, 0},
		{"f.yaml", "- {id: x, type: NGO, names: [X], links: {a b: c}}", []string{`f.yaml:1:4: link "a b" is no plain word`}, 0},
		{"f.csv", "id,type,name\na,NGO,A\nb,NGO\nc,NGO,C\n,NGO,D\ne,\"NGO\"x,E\nf,NGO,F\n",
			[]string{"f.csv:3:1: wrong number of fields", "f.csv:5:1: id is missing", "f.csv:6:7: extraneous or missing \" in quoted-field"}, 3},
		{"f.jsonl", "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":[\"A\"]}}\nnot json\n{}\n{\"id\":\"b\",\"schema\":\"Person\"}",
			[]string{"f.jsonl:2: no FollowTheMoney entity: invalid character 'o' in literal null (expecting 'u')",
				"f.jsonl:3: no FollowTheMoney entity: schema is missing", "f.jsonl:4: names are missing"}, 1},
	} {
		b := newBuilder(extract.DefaultTypes())
		problems, err := b.readFrom(strings.NewReader(tt.text), tt.file)
		var got []string
		for _, p := range problems {
			got = append(got, p.String())
		}
		if diff := cmp.Diff(tt.want, got); err != nil || diff != "" || len(b.entries) != tt.entries {
			t.Errorf("%q: %d entries, error %v, %s", tt.text, len(b.entries), err, diff)
		}
	}
}

func TestBrokenFiles(t *testing.T) {
	for file, text := range map[string]string{
		"f.yaml": "- id: [\n", "g.yaml": "id: x", "f.csv": "id,name\n", "g.csv": "id,type,name,a b\n", "h.csv": "id,type,name,id\n", "f.txt": "x", "f.csv.gz": "no gzip",
	} {
		if _, err := newBuilder(extract.DefaultTypes()).readFrom(strings.NewReader(text), file); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: error %v, want one that names the file", file, err)
		}
	}
}

// many writes a list of n companies.
func many(t testing.TB, n int) File {
	t.Helper()
	var b strings.Builder
	b.WriteString("id,type,name,aliases\n")
	for i := range n {
		fmt.Fprintf(&b, "c%d,Company,%s,%s\n", i, inventedName(2*i), inventedName(2*i+1))
	}
	b.WriteString("broken,Firm,Broken,\n")
	path := filepath.Join(t.TempDir(), "many.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	return File{path, "many.csv"}
}

// inventedName makes names of two or three words, of which the first are shared by many.
func inventedName(i int) string {
	syllables := []string{"bel", "dor", "gan", "hul", "kas", "lom", "nor", "pra", "sil", "tav"}
	word := func(i int) string {
		s := syllables[i%10] + syllables[i/10%10] + syllables[i/100%10]
		return strings.ToUpper(s[:1]) + s[1:]
	}
	return word(i%997) + " " + word(i/997) + []string{" Marine", " AG", " Holding Ltd.", ""}[i%4]
}

// TestKeptIndex: a large list is indexed once; a damaged index is made anew; a
// renamed file is told by its new name.
func TestKeptIndex(t *testing.T) {
	f, cache := many(t, keepNames), t.TempDir()
	open := func(f File) *Gazetteer {
		t.Helper()
		g, problems, err := Open(extract.DefaultTypes(), []File{f}, cache)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := g.Close(); err != nil {
				t.Error(err)
			}
		})
		if want := fmt.Sprintf(`%s:%d:1: "Firm" is no entity type`, f.Name, keepNames+2); len(problems) != 1 || problems[0].String() != want {
			t.Fatalf("problems %v, want %s", problems, want)
		}
		if targets, _, ok := g.Longest(inventedName(77)+" fell", always); !ok || targets[0] != (Target{"c38", "Company"}) {
			t.Fatalf("c38 is found as %v", targets)
		}
		return g
	}
	first := open(f)
	kept, err := filepath.Glob(filepath.Join(cache, "gazetteer-*"))
	if err != nil || len(kept) != 2 {
		t.Fatalf("kept %v", kept)
	}
	before, err := os.Stat(kept[0])
	if err != nil {
		t.Fatal(err)
	}
	second := open(File{f.Path, "other.csv"})
	if after, err := os.Stat(kept[0]); err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Error("the index was made again")
	}
	if first.Checksum() != second.Checksum() {
		t.Error("the name of the file changes the checksum")
	}
	if err := os.WriteFile(kept[0], []byte("damaged"), 0o666); err != nil {
		t.Fatal(err)
	}
	open(f)
	if data, err := os.ReadFile(kept[0]); err != nil || len(data) < headerSize {
		t.Error("the damaged index is still there")
	}
}

func TestSweepKeepsTheNewest(t *testing.T) {
	dir := t.TempDir()
	for i := range keepIndexes + 3 {
		if err := keep(filepath.Join(dir, fmt.Sprintf("gazetteer-%d", i)), []byte("x"), nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	left, _ := filepath.Glob(filepath.Join(dir, "*"))
	if len(left) != 2*keepIndexes {
		t.Errorf("%d files are left: %v", len(left), left)
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	a := []Entry{{ID: "a", Type: "Person", Names: []string{"Al Bo", "Al"}}, {ID: "b", Type: "Person", Names: []string{"Al"}, Links: map[string]string{"x": "1", "y": "2"}}}
	first, err := build([]Entry{a[0], a[1]}, "sum")
	if err != nil {
		t.Fatal(err)
	}
	second, err := build([]Entry{a[1], a[0]}, "sum")
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("the order of entries changes the index: %v", err)
	}
}

// FuzzIndex: whatever the bytes of an index are, it answers.
func FuzzIndex(f *testing.F) {
	good, err := build([]Entry{{ID: "a", Type: "Person", Names: []string{"Al Bo", "Al"}, Links: map[string]string{"x": "1"}}}, "sum")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good, uint16(130), byte(7))
	f.Fuzz(func(t *testing.T, data []byte, at uint16, by byte) {
		data = bytes.Clone(data)
		if int(at) < len(data) {
			data[at] = by
		}
		x, err := openIndex(data)
		if err != nil {
			if !errors.Is(err, errDamaged) {
				t.Errorf("error %v", err)
			}
			return
		}
		g := &Gazetteer{index: x}
		g.Longest("Al Bo", always)
		g.Longest("Al", always)
		g.Entry("a")
	})
}

func FuzzRead(f *testing.F) {
	f.Add("- {id: x, type: NGO, names: [X]}", byte(0))
	f.Add("id,type,name\na,NGO,A\n", byte(1))
	f.Add(`{"id":"a","schema":"Person","properties":{"name":["A"]}}`, byte(2))
	f.Fuzz(func(t *testing.T, s string, format byte) {
		b := newBuilder(extract.DefaultTypes())
		name := []string{"f.yaml", "f.csv", "f.jsonl"}[format%3]
		if _, err := b.readFrom(strings.NewReader(s), name); err != nil {
			return
		}
		g, err := b.gazetteer("sum")
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range b.entries {
			for _, n := range e.Names {
				if _, found, ok := g.Longest(n, always); !ok || found != len(n) {
					t.Errorf("%q of %s is not found", n, e.ID)
				}
			}
		}
	})
}

// Two million names, the names of a sanctions list many times over.
func BenchmarkOpen(b *testing.B) {
	f, cache := many(b, 1_000_000), b.TempDir()
	open := func() *Gazetteer {
		g, _, err := Open(extract.DefaultTypes(), []File{f}, cache)
		if err != nil {
			b.Fatal(err)
		}
		return g
	}
	if err := open().Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		g := open()
		if _, _, ok := g.Longest(inventedName(77), always); !ok {
			b.Fatal("not found")
		}
		if err := g.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
