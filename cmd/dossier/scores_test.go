package main

import (
	"bytes"
	"context"
	"os"
	"testing"

	"dossier/config"

	"github.com/google/go-cmp/cmp"
)

// TestScores holds the quality of extraction against what is recorded, so that
// no change moves it unseen. `make scores scores-heldout` records it anew; the diff
// is part of the review.
func TestScores(t *testing.T) {
	if modelFile() == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("no model: run dossier model install, or set DOSSIER_MODEL")
		}
		t.Skip("NO MODEL, NOT TESTED: run dossier model install")
	}
	c := config.Default()
	c.Model.Path = modelFile()
	e, err := newEngine(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []struct{ gold, recorded string }{
		{"../../testdata/gold", "../../testdata/scores.txt"},
		{"../../testdata/heldout/gold", "../../testdata/scores-heldout.txt"},
	} {
		scores, err := evaluate(context.Background(), c, e, []string{set.gold}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := scores.Print(&got); err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(set.recorded)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s moved (-recorded +now); if that is meant, run make scores scores-heldout and say why:\n%s", set.recorded, diff)
		}
	}
}
