package rule

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dossier/extract"
)

var update = flag.Bool("update", false, "rewrite golden files")

// Each *.good.yaml loads, and what it compiles to is golden; each *.bad.yaml
// gives the golden errors, all of them.
func TestFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	good, bad := 0, 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var got string
		o, err := Load([]File{{Name: filepath.Base(name), Data: data}}, extract.DefaultTypes(), nil)
		switch {
		case strings.HasSuffix(name, ".good.yaml"):
			good++
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			got = dump(o)
		case strings.HasSuffix(name, ".bad.yaml"):
			bad++
			if err == nil {
				t.Errorf("%s: no error", name)
				continue
			}
			got = err.Error() + "\n"
		default:
			continue
		}
		golden(t, strings.TrimSuffix(name, ".yaml")+".golden", got)
	}
	if good < 2 || bad < 5 {
		t.Errorf("%d good and %d bad files: some are missing", good, bad)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s:\n%s", name, d)
	}
}

// dump renders all that loading makes of a file.
func dump(o *Ontology) string {
	var b strings.Builder
	for _, r := range o.Rules() {
		b.WriteString(r.ID + " " + r.Hash + "\n  " + strings.Join(r.Anchors(), " ") + "\n  " + string(r.JSON()) + "\n")
	}
	return b.String()
}

func TestErrorsAreTyped(t *testing.T) {
	_, err := Load([]File{{Name: "x.yaml", Data: []byte("OWNS:\n  is: Actor -> Compny\n  verb: own\n")}}, extract.DefaultTypes(), nil)
	var e *Error
	if !errors.As(err, &e) || e.Line != 2 || e.Column != 16 || e.Width != 6 {
		t.Errorf("%#v", e)
	}
	var all Errors
	if !errors.As(err, &all) || len(all) != 1 {
		t.Errorf("%#v", all)
	}
}

const builtInOwns = `
OWNS:
  is: Actor -> Company
  doc: old
  rules:
  - {id: verb, verb: own, example: "A owns B. => A, B"}
  - {id: noun, noun: owner}
`

func TestOverride(t *testing.T) {
	load := func(user string) (*Ontology, error) {
		return Load([]File{{Name: "owns.yaml", Data: []byte(builtInOwns), BuiltIn: true}, {Name: "owns.yaml", Data: []byte(user)}},
			extract.DefaultTypes(), Lists{"owners": {"owner"}})
	}
	o, err := load("OWNS:\n  is: Person -> Company\n  rules:\n  - {id: verb, verb: possess}\n  - {id: hold, verb: hold}\n")
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, r := range o.Rules() {
		ids = append(ids, r.ID+" "+strings.Join(r.Anchors(), ","))
	}
	if d := cmp.Diff([]string{"OWNS/hold verb:hold", "OWNS/noun noun:owner", "OWNS/verb verb:possess"}, ids); d != "" {
		t.Error(d)
	}
	rel, _ := o.Relation("OWNS")
	if rel.Doc != "old" || !cmp.Equal(rel.Subject, []string{"Person"}) {
		t.Errorf("%+v", rel)
	}
	if tests, err := o.Tests(); err != nil || len(tests) != 0 {
		t.Errorf("the test of a replaced rule is left: %+v, %v", tests, err)
	}
	if _, err := load("OWNS:\n  rules:\n  - {id: verb, verb: possess}\n  - {id: verb, verb: hold}\n"); err == nil {
		t.Error("two rules of the user with one id were accepted")
	}
}

// A list in a file extends the one of that name, and the rule's hash follows.
func TestListsExtend(t *testing.T) {
	const rules = "OWNS:\n  is: Actor -> Company\n  noun: \"@owners\"\n"
	load := func(s string) *Rule {
		t.Helper()
		o, err := Load([]File{{Name: "a", Data: []byte(s)}}, extract.DefaultTypes(), Lists{"owners": {"Owner", "holder"}})
		if err != nil {
			t.Fatal(err)
		}
		return o.Rules()[0]
	}
	plain, more := load(rules), load(rules+"lists:\n  owners: [proprietor]\n")
	if got := strings.Join(more.Anchors(), " "); got != "noun:holder noun:owner noun:proprietor" {
		t.Error(got)
	}
	if plain.Hash == more.Hash {
		t.Error("a list changed and the hash did not")
	}
}

// Doc, tests, comments and layout do not change what a rule is.
func TestHashIgnoresPresentation(t *testing.T) {
	a := mustLoad(t, "OWNS:\n  is: Actor -> Company\n  rules:\n  - {id: v, verb: [own, hold]}\n")
	b := mustLoad(t, "OWNS: # x\n  doc: z\n  rules:\n  - id: v\n    example: \"A owns B. => A, B\"\n    verb:\n    - hold\n    - own\n    - own\n  is: Actor->Company\n")
	if a.Checksum() != b.Checksum() {
		t.Error("checksum follows presentation")
	}
	c := mustLoad(t, "OWNS:\n  is: Actor -> Organization\n  rules:\n  - {id: v, verb: [own, hold]}\n")
	if a.Rules()[0].Hash == c.Rules()[0].Hash {
		t.Error("hash does not follow the relation's types")
	}
}

func TestHostileFiles(t *testing.T) {
	for name, text := range map[string]string{
		"flow":       strings.Repeat("[", 100_000),
		"flow pairs": "A: " + strings.Repeat("{a: ", 50_000),
		"dashes":     strings.Repeat("- ", 100_000),
		"questions":  strings.Repeat("? ", 50_000),
		"block":      nested(2000),
		"aliases":    "A: &a [x, x]\nB: &b [*a, *a]\nC: [*b, *b]\n",
		"anchors":    "A: " + strings.Repeat("&a ", 10_000),
		"tags":       "A: " + strings.Repeat("!t ", 10_000),
		"large":      strings.Repeat("# comment\n", 200_000),
		"zero":       "A: \x00",
		"utf-16":     "\xff\xfeA\x00:\x00",
	} {
		if _, err := Load([]File{{Name: "x.yaml", Data: []byte(text)}}, extract.DefaultTypes(), nil); err == nil {
			t.Errorf("%s: no error", name)
		} else if len(err.Error()) > 100_000 {
			t.Errorf("%s: error of %d bytes", name, len(err.Error()))
		}
	}
}

func nested(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func TestParseList(t *testing.T) {
	got, err := ParseList(File{Name: "l.txt", Data: []byte("# Source: x\nChief  Executive # note\r\n\nCEO\n")})
	if err != nil || !cmp.Equal(got, []string{"chief executive", "ceo"}) {
		t.Errorf("%q %v", got, err)
	}
	_, err = ParseList(File{Name: "l.txt", Data: []byte("ceo\nchief\nCEO\n")})
	if err == nil || !strings.HasPrefix(err.Error(), "l.txt:3:1: ") {
		t.Errorf("%v", err)
	}
}

func FuzzLoad(f *testing.F) {
	files, err := filepath.Glob("testdata/*.yaml")
	if err != nil || len(files) < 7 {
		f.Fatalf("%d seeds, %v", len(files), err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := Load([]File{{Name: "f.yaml", Data: data}}, extract.DefaultTypes(), nil)
		if err != nil {
			var all Errors
			if !errors.As(err, &all) || len(all) == 0 {
				t.Fatalf("untyped error %v", err)
			}
			for _, e := range all {
				if e.Message == "" || e.Line < 1 || e.Column < 1 {
					t.Fatalf("error without a place: %+v", e)
				}
			}
			return
		}
		again, err := Load([]File{{Name: "f.yaml", Data: data}}, extract.DefaultTypes(), nil)
		if err != nil || again.Checksum() != o.Checksum() {
			t.Fatal("loading twice differs")
		}
		for _, r := range o.Rules() {
			if len(r.Anchors()) == 0 {
				t.Fatalf("%s has no anchor", r.ID)
			}
		}
	})
}

func FuzzParseTest(f *testing.F) {
	for _, s := range []string{"A owns [B]. => A, B denied; C, D", "X. => none", "X => denied", "=>", "[a => b, c", "a => b => c, d [ended]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		test, err := parseTest(line)
		if err != nil {
			if err.start < 0 || err.end > len(line) || err.start > err.end || err.message == "" {
				t.Fatalf("%+v", err)
			}
			return
		}
		for _, n := range test.Names {
			if n.In(test.Sentence) == "" {
				t.Fatalf("empty name in %q", line)
			}
		}
		if !test.Want.None && test.Want.Status == "" && len(test.Want.Pairs) == 0 {
			t.Fatalf("nothing expected in %q", line)
		}
	})
}
