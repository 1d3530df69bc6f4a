package config

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Each testdata/*.bad.yaml is loaded; what is wrong with it stands beside it,
// in full, in *.bad.txt.
func TestProblemsOfFiles(t *testing.T) {
	bad, err := filepath.Glob("testdata/*.bad.yaml")
	if err != nil || len(bad) < 5 {
		t.Fatalf("found %d bad files (%v)", len(bad), err)
	}
	for _, file := range bad {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, err = load(Options{Dir: write(t, FileName, string(src))})
			var problems Problems
			if !errors.As(err, &problems) || len(problems) == 0 {
				t.Fatalf("Load = %v, want Problems", err)
			}
			golden := strings.TrimSuffix(file, ".yaml") + ".txt"
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
		})
	}
}

func TestProblemsOfEnvironmentAndFlags(t *testing.T) {
	for _, tt := range []struct {
		env   string
		flag  Override
		wants []string
	}{
		{env: "DOSSIER_EDGES_CONFIDNCE=1", wants: []string{"DOSSIER_EDGES_CONFIDNCE: unknown variable", `did you mean "DOSSIER_EDGES_CONFIDENCE"?`}},
		{env: "DOSSIER_WORKERS=1", wants: []string{"unknown variable"}},
		{env: "DOSSIER_LIMITS_WORKERS=many", wants: []string{`limits.workers is "many", not a whole number`}},
		{env: "DOSSIER_LIMITS_WORKERS=-1", wants: []string{"limits.workers is -1"}},
		{env: "DOSSIER_ONTOLOGY_BUILTIN=1", wants: []string{"not true or false"}},
		{env: "DOSSIER_EDGES_CONFIDENCE=NaN", wants: []string{"not a number"}},
		{env: "DOSSIER_EDGES_INCLUDE=past,speaker", wants: []string{`cannot hold "speaker"`, `did you mean "speakers"?`}},
		{env: "DOSSIER_MODEL=/no/such.whl", wants: []string{"DOSSIER_MODEL: model.path names /no/such.whl"}},
		{flag: Override{"--workspace", "workspace", ""}, wants: []string{"--workspace: workspace is empty"}},
		{flag: Override{"--neo4j", "neo4j.uri", "http://localhost:7474"}, wants: []string{"--neo4j: neo4j.uri has scheme http"}},
	} {
		o := Options{Dir: t.TempDir()}
		if tt.env != "" {
			o.Env = []string{tt.env}
		} else {
			o.Flags = []Override{tt.flag}
		}
		_, err := load(o)
		var problems Problems
		if !errors.As(err, &problems) {
			t.Errorf("%s%s: Load = %v, want Problems", tt.env, tt.flag.Flag, err)
			continue
		}
		for _, want := range tt.wants {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s%s: error lacks %q:\n%v", tt.env, tt.flag.Flag, want, err)
			}
		}
	}
}

func TestVariablesOfOthersAreLeftAlone(t *testing.T) {
	env := []string{"DOSSIER_TEST_NEO4J=1", "DOSSIER", "DOSSIERX_A=1", "NEO4J_URI=x", "=C:=x"}
	if _, err := load(Options{Dir: t.TempDir(), Env: env}); err != nil {
		t.Error(err)
	}
}

func TestNearest(t *testing.T) {
	known := []string{"workspace", "sources", "edges", "neo4j", "limits"}
	for name, want := range map[string]string{
		"worksapce": "workspace", "Workspace": "workspace", "source": "sources", "edge": "edges",
		"neo4": "neo4j", "limit": "limits", "": "", "telemetry": "", "x": "",
	} {
		if got := nearest(name, known); got != want {
			t.Errorf("nearest(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestEdits(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"abc", "abd", 1}, {"ab", "ba", 1}, {"kitten", "sitting", 3}, {"дом", "дым", 1}} {
		if got := edits(tt.a, tt.b); got != tt.want {
			t.Errorf("edits(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}
