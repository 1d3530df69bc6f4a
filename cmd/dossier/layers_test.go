package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// layers is the architecture: which of this module's packages each package may
// import, with the reason. A package that is not listed may import none.
// Change it to change the architecture, not to make a build pass.
var layers = []struct {
	packages, may, because string
}{
	{"extract", "", "the vocabulary of one document stands on nothing"},
	{"graph", "extract", "the vocabulary of all documents knows that of one"},
	{"config", "config/...", "configuration is read by commands and handed on as values"},
	{"config/...", "", "the default ontology is data"},
	{"extract/spacy", "extract/spacy/...", "the engine is a library of its own"},
	{"extract/spacy/...", "extract/spacy extract/spacy/...", "the engine is a library of its own"},
	{"extract/lexicon", "extract", "word lists serve the steps"},
	{"extract/gazetteer", "extract", "a user's lists serve the steps"},
	{"extract/weights", "", "a layout of bytes stands on nothing"},
	{"extract/source", "extract", "a step knows the vocabulary, not the other steps"},
	{"extract/mention", "extract extract/gazetteer extract/lexicon extract/weights", "a step knows the vocabulary, not the other steps"},
	{"extract/coref", "extract extract/lexicon", "a step knows the vocabulary, not the other steps"},
	{"extract/clause", "extract extract/lexicon", "a step knows the vocabulary, not the other steps"},
	{"extract/rule", "extract extract/lexicon", "a step knows the vocabulary, not the other steps"},
	{"extract/pair", "extract extract/weights", "a part of a step knows the vocabulary, not the other steps"},
	{"extract/pipeline", "extract extract/...", "the one place where the steps meet"},
	{"graph/resolve", "extract graph", "what documents say together needs no step of extraction"},
	{"graph/workspace", "extract graph graph/resolve", "the store keeps the records and what resolution needs of each document"},
	{"graph/update", "extract graph graph/resolve graph/workspace", "extraction reaches it through an interface"},
	{"graph/export", "extract graph graph/workspace", "files are written from the store"},
	{"graph/eval", "extract graph graph/export", "scores compare two exports"},
	{"graph/graphtest", "extract graph", "the suite for targets knows the vocabulary only"},
	{"graph/neo4j", "extract graph", "a target knows records, not where they come from"},
	{"graph/neo4j/...", "graph/neo4j/...", "running a server needs no graph"},
	{"testdata/gold/...", "", "gold is made by reading, not by running"},
	{"testdata/devscores", "config/ontology extract extract/...", "scores of the steps need no graph"},
	{"cmd/...", "config config/... extract extract/... graph graph/...", "commands wire everything"},
}

// onlyIn lists modules that a single package, and those below it, may import.
var onlyIn = map[string]string{
	"github.com/spf13/viper":            "config",
	"github.com/spf13/cobra":            "cmd/dossier",
	"modernc.org/sqlite":                "graph/workspace",
	"github.com/edsrzf/mmap-go":         "extract/gazetteer",
	"github.com/neo4j/neo4j-go-driver/": "graph/neo4j",
}

func TestLayers(t *testing.T) {
	const module = "dossier/"
	for _, p := range goList(t) {
		path := strings.TrimPrefix(p.ImportPath, module)
		may, because := "", "it is not listed in layers"
		for _, l := range layers {
			if match(l.packages, path) {
				may, because = l.may, l.because
				if l.packages == path {
					break
				}
			}
		}
		for _, imp := range p.Imports {
			if rel, ours := strings.CutPrefix(imp, module); ours && !anyMatch(may, rel) {
				t.Errorf("%s imports %s: %s", path, rel, because)
			}
			for lib, only := range onlyIn {
				if strings.HasPrefix(imp, lib) && path != only && !strings.HasPrefix(path, only+"/") {
					t.Errorf("%s imports %s, which only %s may", path, imp, only)
				}
			}
			std := !strings.Contains(strings.SplitN(imp, "/", 2)[0], ".")
			if (path == "extract" || path == "graph") && !std {
				t.Errorf("%s imports %s: it stands on the standard library only", path, imp)
			}
		}
	}
}

// match reports whether path is pattern or, for a pattern that ends in /...,
// lies below it.
func match(pattern, path string) bool {
	if dir, ok := strings.CutSuffix(pattern, "..."); ok {
		return strings.HasPrefix(path, dir)
	}
	return pattern == path
}

func anyMatch(patterns, path string) bool {
	for _, p := range strings.Fields(patterns) {
		if match(p, path) {
			return true
		}
	}
	return false
}

type listed struct {
	ImportPath string
	Imports    []string
}

func goList(t *testing.T) []listed {
	out, err := exec.Command("go", "list", "-e", "-json=ImportPath,Imports", "dossier/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) < 5 {
		t.Fatalf("go list found %d packages", len(all))
	}
	return all
}
