package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func TestProblemsOfJudgements(t *testing.T) {
	const file, golden = "testdata/judgements.wrong.yaml", "testdata/judgements.wrong.txt"
	c := &Config{Dir: "testdata", Judgements: Judgements{File: file}}
	_, err := c.ReadJudgements()
	var problems Problems
	if !errors.As(err, &problems) {
		t.Fatalf("got %v, want Problems", err)
	}
	got := err.Error() + "\n"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func judgementsIn(t testing.TB, text string) *Config {
	dir := t.TempDir()
	c := &Config{Dir: dir, Judgements: Judgements{File: filepath.Join(dir, "judgements.yaml")}}
	if text != "" {
		if err := os.WriteFile(c.Judgements.File, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func accept([]Judgement) error { return nil }

var ignorePlaces = []cmp.Option{cmpopts.IgnoreUnexported(Judgement{}, NamedEntity{}), cmpopts.EquateEmpty()}

func TestAppendJudgements(t *testing.T) {
	ann := Judgement{Verb: "rename", Entities: []NamedEntity{{Type: "Organization", Name: "ZTE"}}, To: "ZTE Corporation", Author: "Ann"}
	const line = "- {rename: Organization ZTE, to: ZTE Corporation, author: Ann}\n"
	for _, test := range []struct{ name, before, after string }{
		{"no file", "", judgementsHead + line},
		{"comments", "# mine\n- same: [a, b]   # both\n  note: |\n    why\n\n# more\n", "# mine\n- same: [a, b]   # both\n  note: |\n    why\n\n# more\n" + line},
		{"no newline at the end", "- {same: [a, b]}", "- {same: [a, b]}\n" + line},
		{"indented", "  - {same: [a, b]}\n", "  - {same: [a, b]}\n  " + line},
		{"only comments", "# nothing yet\n", "# nothing yet\n" + line},
		{"in brackets", "[{same: [a, b]}]\n", ""},
		{"closed", "- {same: [a, b]}\n...\n", ""},
		{"wrong already", "- {sme: [a, b]}\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := judgementsIn(t, test.before)
			all, err := c.AppendJudgements([]Judgement{ann}, accept)
			got, _ := os.ReadFile(c.Judgements.File)
			if test.after == "" {
				if err == nil || string(got) != test.before {
					t.Errorf("not refused (%v), the file is\n%s", err, got)
				}
				return
			}
			if err != nil || string(got) != test.after {
				t.Fatalf("%v, the file is\n%s", err, got)
			}
			if diff := cmp.Diff(ann, all[len(all)-1], ignorePlaces...); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	c := judgementsIn(t, "- {same: [a, b]}\n")
	no := errors.New("no")
	if _, err := c.AppendJudgements([]Judgement{ann}, func([]Judgement) error { return no }); !errors.Is(err, no) {
		t.Errorf("got %v", err)
	}
	if got, _ := os.ReadFile(c.Judgements.File); string(got) != "- {same: [a, b]}\n" {
		t.Errorf("what was refused is written:\n%s", got)
	}
}

// Whatever is appended is read back.
func TestJudgementsReadAsWritten(t *testing.T) {
	text := rapid.StringOfN(rapid.OneOf(rapid.SampledFrom([]rune("aB1 :#,[]{}'\"\\-?!&*|>%@`~\n\té…\u2028\u0085")), rapid.Rune()), 1, 12, -1).Filter(func(s string) bool {
		return strings.TrimSpace(s) != "" && !strings.ContainsAny(s, "\x00\ufeff\ufffd")
	})
	optional := rapid.OneOf(text, rapid.Just(""))
	word := rapid.StringMatching(`[A-Za-z0-9:.'#-]{1,9}`)
	entity := rapid.Custom(func(t *rapid.T) NamedEntity {
		if rapid.Bool().Draw(t, "id") {
			return NamedEntity{ID: rapid.OneOf(text, word).Draw(t, "text"), Document: optional.Draw(t, "document")}
		}
		name := strings.TrimSpace(text.Draw(t, "name"))
		return NamedEntity{Type: rapid.StringMatching(`[A-Z][a-z]{1,5}`).Draw(t, "type"), Name: name, Document: optional.Draw(t, "document")}
	})
	rapid.Check(t, func(rt *rapid.T) {
		j := Judgement{Verb: rapid.SampledFrom(judgementVerbs).Draw(rt, "verb"), Author: optional.Draw(rt, "author"), Note: optional.Draw(rt, "note")}
		switch j.Verb {
		case "reject", "confirm":
			j.Claim, j.Quote = text.Draw(rt, "claim"), text.Draw(rt, "quote")
		case "rename":
			j.Entities, j.To = []NamedEntity{entity.Draw(rt, "entity")}, text.Draw(rt, "to")
		default:
			j.Entities = rapid.SliceOfN(entity, 2, 4).Draw(rt, "entities")
		}
		c := judgementsIn(t, "- {same: [a, b]}\n")
		if _, err := c.AppendJudgements([]Judgement{j}, accept); err != nil {
			rt.Fatalf("%+v: %v", j, err)
		}
		all, err := c.ReadJudgements()
		if err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(j, all[1], ignorePlaces...); diff != "" {
			rt.Fatalf("(-written +read):\n%s", diff)
		}
	})
}

// FuzzJudgements: whatever the file, there are judgements that a line can hold,
// or problems with a position.
func FuzzJudgements(f *testing.F) {
	src, err := os.ReadFile("testdata/judgements.wrong.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(src)
	for _, s := range []string{"", "- a", "a: b", "- {same: [a, &b c, *b]}", "- same:\n  - a\n  - {id: b}\n", "- {same: [a, b]}\n---\n- x", "- {? a : b}", "- {<<: {a: 1}}", "- !!str a"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		list, problems := decodeJudgements("f", src)
		for _, p := range problems {
			if p.Message == "" || p.Line < 0 || p.Column < 0 {
				t.Fatalf("bad problem %+v", p)
			}
			_ = p.String()
		}
		for i := range list {
			if len(problems) == 0 && (list[i].Verb == "" || list[i].at.line < 1) {
				t.Fatalf("bad judgement %+v", list[i])
			}
		}
	})
}
