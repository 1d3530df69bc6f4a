package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dossier/config/ontology"
	"dossier/extract"
	"dossier/extract/lexicon"
	"dossier/extract/pair"
	"dossier/extract/rule"
	"dossier/extract/spacy/spacytest"
)

const recordFile = "testdata/versions.golden"

var update = flag.Bool("update", false, "record the steps' outputs in "+recordFile)

// TestVersions: workspaces keep what a step made until the step's fingerprint
// changes. So equal fingerprints, its own and those of the steps before it, must
// mean equal output: a step that makes something else of the articles than is
// recorded under its fingerprint needs another version.
func TestVersions(t *testing.T) {
	now, err := recordSteps(newPipeline(t))
	if err != nil {
		t.Fatal(err)
	}
	before, err := readRecords(recordFile)
	if err != nil && !(*update && errors.Is(err, fs.ErrNotExist)) {
		t.Fatal(err)
	}
	verdict := judge(before, now)
	switch {
	case *update && errors.Is(verdict, errVersion):
		t.Fatalf("nothing recorded: %v", verdict)
	case *update:
		if err := os.WriteFile(recordFile, formatRecords(now), 0o666); err != nil {
			t.Fatal(err)
		}
	case verdict != nil:
		t.Error(verdict)
	}
}

// A record says what a step made of the articles, and under which conditions.
type record struct {
	Step        string
	Version     int
	Fingerprint string // of the articles, the steps before it and the step
	Output      string // hash
}

var (
	errVersion = errors.New("the version must be raised")
	errStale   = errors.New("the record is out of date")
)

// judge compares what the steps make now with the record. Only the first step
// that is wrong counts: the others may follow from it, and another version of it
// makes them stale too.
func judge(before, now []record) error {
	const again = "record it with: make versions"
	if len(before) != len(now) {
		return fmt.Errorf("%w: it holds %d steps of %d; %s", errStale, len(before), len(now), again)
	}
	for i, n := range now {
		b := before[i]
		switch {
		case b.Step != n.Step:
			return fmt.Errorf("%w: step %d is %s, recorded is %s; %s", errStale, i, n.Step, b.Step, again)
		case n.Version < b.Version:
			return fmt.Errorf("%w: step %s has version %d, which once made something else; versions in pipeline.go only go up from %d", errVersion, n.Step, n.Version, b.Version)
		case b.Fingerprint == n.Fingerprint && b.Output != n.Output:
			return fmt.Errorf("%w: step %s makes another output than before of the same articles, and workspaces would keep the old one; set its version in pipeline.go to %d, then %s", errVersion, n.Step, b.Version+1, again)
		case b != n:
			return fmt.Errorf("%w: step %s or what it works with has changed, as its fingerprint tells; %s", errStale, n.Step, again)
		}
	}
	return nil
}

func TestJudge(t *testing.T) {
	source, clause := record{"source", 1, "a", "x"}, record{"clause", 3, "b", "y"}
	with := func(f func(*record)) []record {
		c := clause
		f(&c)
		return []record{source, c}
	}
	tests := []struct {
		name string
		now  []record
		want error
	}{
		{"nothing changed", []record{source, clause}, nil},
		{"output", with(func(r *record) { r.Output = "z" }), errVersion},
		{"output and version", with(func(r *record) { r.Version, r.Fingerprint, r.Output = 4, "c", "z" }), errStale},
		{"version alone", with(func(r *record) { r.Version, r.Fingerprint = 4, "c" }), errStale},
		{"an older version", with(func(r *record) { r.Version, r.Fingerprint, r.Output = 2, "c", "z" }), errVersion},
		{"a list, and so the output", with(func(r *record) { r.Fingerprint, r.Output = "c", "z" }), errStale},
		{"a list that no article shows", with(func(r *record) { r.Fingerprint = "c" }), errStale},
		{"the first of two", []record{{"source", 1, "a", "w"}, {"clause", 4, "c", "z"}}, errVersion},
		{"a step more", []record{source, clause, {"rule", 1, "c", "z"}}, errStale},
		{"another step", with(func(r *record) { r.Step = "rule" }), errStale},
	}
	for _, tt := range tests {
		if got := judge([]record{source, clause}, tt.now); !errors.Is(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestVersionTable: a step that the table lacks would have version 0 for ever.
func TestVersionTable(t *testing.T) {
	var names []string
	for _, s := range newPipeline(t).Steps() {
		names = append(names, s.Name)
		if versions[s.Name] < 1 {
			t.Errorf("step %s has version %d", s.Name, versions[s.Name])
		}
	}
	slices.Sort(names)
	if got := slices.Sorted(maps.Keys(versions)); !slices.Equal(got, names) {
		t.Errorf("versions of %v, steps are %v", got, names)
	}
}

func newPipeline(t testing.TB) *Pipeline {
	nlp, types := spacytest.Language(t), extract.DefaultTypes()
	lex, err := lexicon.Default()
	if err != nil {
		t.Fatal(err)
	}
	files, lists, err := rule.ReadFS(ontology.FS, true)
	if err != nil {
		t.Fatal(err)
	}
	o, err := rule.Load(files, types, lists)
	if err != nil {
		t.Fatal(err)
	}
	pairs, err := pair.Default()
	if err != nil {
		t.Fatal(err)
	}
	return New(Config{Language: nlp, Lexicon: lex, Types: types, Ontology: o, Pairs: pairs})
}

// recordSteps runs p over the articles.
func recordSteps(p *Pipeline) ([]record, error) {
	articles, err := filepath.Glob("../../testdata/articles/*")
	if err != nil || len(articles) < 12 {
		return nil, fmt.Errorf("%d articles: %v", len(articles), err)
	}
	outputs := make([][]string, len(p.steps))
	print := ""
	for _, path := range articles {
		raw, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		name := filepath.Base(path)
		a := &extract.Analysis{Document: extract.Document{ID: extract.Hash("document", name), URI: name, File: name}}
		if err := p.Extract(context.Background(), raw, a, 0); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		print = extract.Hash(print, name, string(raw))
		for i, layer := range [][]any{{a.Document}, {a.Sentences}, {a.Mentions, a.Chains}, {a.Propositions, a.Attributions}, {a.Claims}} {
			text, err := json.Marshal(layer)
			if err != nil {
				return nil, err
			}
			outputs[i] = append(outputs[i], string(text))
		}
	}
	var out []record
	for i, s := range p.steps {
		print = extract.Hash(print, s.Name, s.Fingerprint)
		out = append(out, record{s.Name, versions[s.Name], print, extract.Hash(outputs[i]...)})
	}
	return out, nil
}

func formatRecords(records []record) []byte {
	b := []byte("# What each step makes of testdata/articles: step, version, fingerprint, output.\n# Made by `make versions`.\n")
	for _, r := range records {
		b = fmt.Appendf(b, "%s %d %s %s\n", r.Step, r.Version, r.Fingerprint, r.Output)
	}
	return b
}

func readRecords(name string) ([]record, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var out []record
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		var r record
		if _, err := fmt.Sscanf(line, "%s %d %s %s\n", &r.Step, &r.Version, &r.Fingerprint, &r.Output); err != nil {
			return nil, fmt.Errorf("%s: %q: %w", name, line, err)
		}
		out = append(out, r)
	}
	return out, nil
}
