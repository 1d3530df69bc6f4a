package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// testdata is the folder of articles and gold as seen from here.
var testdata = filepath.Join("..", "..")

// allGold yields the gold of each set with the set's name.
func allGold(t *testing.T) iter.Seq2[string, *gold] {
	return func(yield func(string, *gold) bool) {
		for _, set := range sets {
			golds, err := readAll(testdata, set)
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range golds {
				if !yield(set, g) {
					return
				}
			}
		}
	}
}

// The committed .jsonl files are what the .gold files and articles give.
func TestCommittedGoldIsUpToDate(t *testing.T) {
	for set, g := range allGold(t) {
		want, err := g.jsonl()
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(testdata, set, "gold", g.Document.ID+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
			t.Errorf("%s.jsonl is not what goldgen gives; run it again (-want +got):\n%s", g.Document.ID, diff)
		}
	}
}

func TestEveryArticleHasGold(t *testing.T) {
	has := map[string]bool{}
	for set, g := range allGold(t) {
		has[filepath.Join(set, "articles", filepath.Base(g.Document.File))] = true
	}
	for _, set := range sets {
		articles, err := os.ReadDir(filepath.Join(testdata, set, "articles"))
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range articles {
			if name := filepath.Join(set, "articles", a.Name()); !has[name] {
				t.Errorf("no gold for %s", name)
			}
		}
	}
}

// Every relation of the list has ends of known types.
func TestRelations(t *testing.T) {
	if len(relations) != 79 {
		t.Errorf("%d relations, want 79", len(relations))
	}
	for _, name := range relationNames {
		r := relations[name]
		if len(r.subject) == 0 || len(r.object) == 0 {
			t.Errorf("%s lacks an end", name)
		}
		for _, typ := range slices.Concat(r.subject, r.object) {
			if !entityTypes.Known(typ) {
				t.Errorf("%s: unknown type %s", name, typ)
			}
		}
	}
}

// What a reader of the format may rely on, read back from the files alone.
func TestCommittedGoldKeepsTheFormat(t *testing.T) {
	for set, g := range allGold(t) {
		b, err := os.ReadFile(filepath.Join(testdata, set, "gold", g.Document.ID+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		checkFormat(t, filepath.Join(set, "articles", filepath.Base(g.Document.File)), b)
	}
}

// A record has the fields of all kinds that checkFormat looks at.
type record struct {
	Kind, ID, Doc, Text, Name, Type, Entity, Quote string
	Start, End                                     int
	Predicate, Status                              string
	Edge                                           bool
	Subject, Object, Speaker                       *record
}

func checkFormat(t *testing.T, file string, b []byte) {
	t.Helper()
	var records []record
	lines := bufio.NewScanner(bytes.NewReader(b))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r record
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		records = append(records, r)
	}
	if len(records) < 2 || records[0].Kind != "header" || records[1].Kind != "document" {
		t.Fatalf("%s: does not begin with header and document", file)
	}
	text := []rune(records[1].Text)
	article, err := os.ReadFile(filepath.Join(testdata, file))
	if err != nil || string(article) != records[1].Text {
		t.Errorf("%s: text is not the article's (%v)", file, err)
	}
	entities := map[string]bool{}
	ids := map[string]bool{}
	for _, r := range records[1:] {
		if r.Kind == "entity" {
			entities[r.ID] = true
		}
		if key := r.Kind + " " + r.ID; ids[key] {
			t.Errorf("%s: second %s", file, key)
		} else {
			ids[key] = true
		}
	}
	spans := func(r *record, want string) {
		if r == nil {
			return
		}
		if r.Start < 0 || r.End > len(text) || r.Start >= r.End || string(text[r.Start:r.End]) != want {
			t.Errorf("%s: %s %s: text[%d:%d] is not %q", file, r.Kind, r.ID, r.Start, r.End, want)
		}
		if r.Entity != "" && !entities[r.Entity] {
			t.Errorf("%s: no entity %s", file, r.Entity)
		}
	}
	for _, r := range records[2:] {
		switch r.Kind {
		case "mention", "ignore":
			spans(&r, r.Text)
		case "claim":
			spans(&r, r.Quote)
			if r.Subject == nil || r.Object == nil || r.Subject.Entity == "" || r.Object.Entity == "" {
				t.Errorf("%s: %s lacks an end", file, r.ID)
				continue
			}
			for _, a := range []*record{r.Subject, r.Object, r.Speaker} {
				if a != nil {
					spans(a, a.Text)
				}
			}
			if r.Edge && r.Status != "asserted" {
				t.Errorf("%s: %s is %s and yet an edge", file, r.ID, r.Status)
			}
		}
	}
}

const sample = `Ann Orr of Orix met Ben Orr. She did
not meet Mr. Low, Orix said.`

// try builds gold for the sample from entities and then claims.
func try(t *testing.T, body string) (*gold, error) {
	t.Helper()
	s, err := parse("t.gold", "document t.txt\n"+body)
	if err != nil {
		return nil, err
	}
	return build(s, sample)
}

const people = `Person Ann Orr
  name Ann Orr
  pronoun [She] did
Person Ben Orr
  name Ben Orr
Person Low
  name Mr. [Low]
Company Orix
  name Orix
`

func TestBuild(t *testing.T) {
	g, err := try(t, people+`
MET_WITH asserted
  [Ann Orr] of Orix met {Ben Orr}
MET_WITH negated
  [She] did not meet Mr. {Low}, <Orix> said
WORKS_FOR asserted
  [Ann Orr] of {Orix} met
`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range g.Claims {
		r := g.claim(c)
		line := strings.Join([]string{r.Subject.Entity, r.Predicate, r.Object.Entity, string(r.Status)}, " ")
		if r.Speaker != nil {
			line += " by " + r.Speaker.Entity
		}
		if r.Edge {
			line += " edge"
		}
		got = append(got, line+": "+oneLine(r.Quote))
	}
	want := []string{
		"person:ann-orr MET_WITH person:ben-orr asserted edge: Ann Orr of Orix met Ben Orr.",
		"person:ann-orr WORKS_FOR organization:orix asserted edge: Ann Orr of Orix met Ben Orr.",
		"person:ann-orr MET_WITH person:low denied by organization:orix: She did not meet Mr. Low, Orix said.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestErrorsNameTheLine(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"absent name", "Person Eve\n  name Eve", "t.gold:3: not found: Eve"},
		{"place not unique", "Person Ann Orr\n  at [Orr]", "t.gold:3: found 2 times"},
		{"shared name", "Person Ann Orr\n  name [Orr]\nPerson Ben Orr\n  name [Orr]", "also a name of person:ann-orr"},
		{"two of a name", "Person Ann Orr\n  name Ann Orr\nPerson Ann Orr\n  name Ann Orr", "second entity with id person:ann-orr"},
		{"unknown type", "Persn Ann Orr", "t.gold:2: \"Persn\" is neither"},
		{"unknown nuance", "MET_WITH hoped", "t.gold:2: unknown nuance \"hoped\""},
		{"unknown relation", "annotated HEADS MARRIED", "t.gold:2: unknown relation \"MARRIED\""},
		{"relation left out", "annotated HEADS\nALLY_OF asserted", "t.gold:3: ALLY_OF is not among the annotated relations"},
		{"unknown keyword", "Person Ann Orr\n  names Ann Orr", "t.gold:3: unknown keyword \"names\""},
		{"unknown option", people + "MET_WITH asserted\n  [Ann Orr] of Orix met {Ben Orr} | sure", "t.gold:12: unknown option \"sure\""},
		{"end is no mention", people + "MET_WITH asserted\n  [Ann] Orr of Orix met {Ben Orr}", "t.gold:12: no mention is exactly \"Ann\""},
		{"end missing", people + "MET_WITH asserted\n  [Ann Orr] of Orix met", "t.gold:12: no { bracket"},
		{"wrong type", people + "WORKS_FOR asserted\n  [Ann Orr] of Orix met {Ben Orr}", "person:ben-orr cannot be the object of WORKS_FOR"},
		{"bracket left open", "Person Ann Orr\n  at [Ann Orr", "is not closed"},
		{"overlap", "Person Ann Orr\n  at [Ann Orr]\n  at [Ann] Orr", "overlaps a mention of person:ann-orr"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := try(t, tt.body)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"abbreviations", "Mr. Low met J. F. Orr on Sept. 3. He left.", []string{"Mr. Low met J. F. Orr on Sept. 3.", "He left."}},
		{"closing quote", `"We met." He left.`, []string{`"We met."`, "He left."}},
		{"question inside", `"Why?" he asked. "No."`, []string{`"Why?" he asked.`, `"No."`}},
		{"paragraph inside a sentence", "It said,\n\nhowever, no.\n\nNext", []string{"It said,\n\nhowever, no.", "Next"}},
		{"list", "Two:\n\n* One is\n  long.\n* Two", []string{"Two:", "One is\n  long.", "Two"}},
		{"hard wrap", "It\nended. So\nit did.", []string{"It\nended.", "So\nit did."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range sentences(tt.text) {
				got = append(got, tt.text[s.start:s.end])
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
