package main

import (
	"os"
	"path/filepath"
	"runtime/metrics"
	"testing"

	"dossier/config"
	"dossier/extract/pipeline"
	"dossier/graph/update"
)

func TestBuildID(t *testing.T) {
	elf := "\x7fELF\x04\x00\x00\x00\x05\x00\x00\x00\x04\x00\x00\x00Go\x00\x00one/2rest"
	for _, test := range []struct{ name, start, want string }{
		{"ELF", elf, "one/2"},
		{"others", "MZ\x90\xff Go build ID: \"a/b\"\n \xff\x00", "a/b"},
		{"cut off", elf[:len(elf)-6], ""},
		{"no end", "MZ\xff Go build ID: \"a/b", ""},
		{"none", "MZ", ""},
		{"at the start", "\x04\x00\x00\x00Go\x00\x00", ""},
		{"empty", "", ""},
	} {
		if got := buildIDIn([]byte(test.start)); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
	if buildID() == "" {
		t.Error("this program has none")
	}
}

// Garbage is collected sparingly only until there is something to extract.
func TestDeferredCollection(t *testing.T) {
	t.Setenv("GOGC", "")
	percent := func() uint64 {
		sample := []metrics.Sample{{Name: "/gc/gogc:percent"}}
		metrics.Read(sample)
		return sample[0].Value.Uint64()
	}
	before := percent()
	q := &equipment{config: &config.Config{Model: config.Model{Path: filepath.Join(t.TempDir(), "none")}}, usual: collectSparingly()}
	if percent() == before {
		t.Errorf("%d percent, as before", before)
	}
	if err := q.makeEngine(); err == nil {
		t.Error("an engine without a model")
	}
	if got := percent(); got != before {
		t.Errorf("%d percent after the engine, want %d", got, before)
	}
}

// All that an engine is made of is in its recipe.
func TestRecipe(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	made := func(edit func(*config.Config)) string {
		t.Helper()
		c := &config.Config{Dir: dir, Workspace: dir, Ontology: config.Ontology{BuiltIn: true}}
		c.Ontology.Files = []string{write("a.yaml", "A: {}"), write("words.txt", "one\n")}
		c.Lexicon.Files = []string{write("titles.txt", "boss\n")}
		edit(c)
		return recipe(c)
	}
	same := made(func(*config.Config) {})
	if same == "" || same != made(func(c *config.Config) { c.Limits.Workers = 3 }) {
		t.Errorf("recipe %q, not the same with more workers", same)
	}
	for name, edit := range map[string]func(*config.Config){
		"a file of the ontology": func(*config.Config) { write("a.yaml", "B: {}") },
		"a list of it":           func(*config.Config) { write("words.txt", "two\n") },
		"their order":            func(c *config.Config) { f := c.Ontology.Files; f[0], f[1] = f[1], f[0] },
		"without the built-in":   func(c *config.Config) { c.Ontology.BuiltIn = false },
		"with learned":           func(c *config.Config) { c.Ontology.Learned = true },
		"a word list":            func(*config.Config) { write("titles.txt", "chief\n") },
		"confidence":             func(c *config.Config) { c.Edges.Confidence = 0.2 },
		"past edges":             func(c *config.Config) { c.Edges.Include = []string{config.IncludePast} },
	} {
		if got := made(edit); got == "" || got == same {
			t.Errorf("%s: recipe %q, was %q", name, got, same)
		}
	}
	for name, edit := range map[string]func(*config.Config){
		"a file that is missing":  func(c *config.Config) { c.Ontology.Files[0] += "x" },
		"rows that may be broken": func(c *config.Config) { c.Gazetteers.Files = []string{"names.csv"} },
	} {
		if got := made(edit); got != "" {
			t.Errorf("%s: recipe %q, want none", name, got)
		}
	}
}

// A model counts as known only while its file is the one that was noted.
func TestModelChecksum(t *testing.T) {
	dir := t.TempDir()
	c := &config.Config{Dir: dir, Workspace: dir, Model: config.Model{Path: filepath.Join(dir, "model")}}
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(c.Model.Path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("model")
	if got := modelChecksum(c); got != "" {
		t.Errorf("checksum %q of a model that nobody has opened", got)
	}
	remember(c, "1")
	if got := modelChecksum(c); got != "1" {
		t.Errorf("checksum %q, want 1", got)
	}
	write("another")
	if got := modelChecksum(c); got != "" {
		t.Errorf("checksum %q of another file", got)
	}
}

// What was edited while an engine was made of it is not noted: the engine may be of
// before or after.
func TestRecipeEditedMeanwhile(t *testing.T) {
	dir := t.TempDir()
	rules := filepath.Join(dir, "a.yaml")
	for _, edit := range []bool{false, true} {
		if err := os.WriteFile(rules, []byte("{}"), 0o600); err != nil {
			t.Fatal(err)
		}
		c := &config.Config{Dir: dir, Workspace: dir, Ontology: config.Ontology{Files: []string{rules}}}
		c.Judgements.File = filepath.Join(dir, "judgements.yaml")
		q := &equipment{config: c, recipe: recipe(c), engine: &engine{model: &pipeline.Model{Checksum: "1"}}}
		if edit {
			if err := os.WriteFile(rules, []byte("{} # edited"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		u := &update.Updater{Deferred: &update.Deferred{Standing: update.Standing{Configuration: "it"}}}
		if err := q.remember(u, ""); err != nil {
			t.Fatal(err)
		}
		_, err := os.Stat(recipeFile(c))
		if noted := err == nil; noted == edit {
			t.Errorf("edited %t: noted %t", edit, noted)
		}
		os.Remove(recipeFile(c))
	}
}
