package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCorpora: every corpus can be read, and what it marks is where it says.
func TestCorpora(t *testing.T) {
	dir := os.Getenv("DOSSIER_DEVDATA")
	if dir == "" {
		t.Skip("DOSSIER_DEVDATA is not set: the corpora are NOT TESTED")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl.gz"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpora in %s: %v", dir, err)
	}
	for _, f := range files {
		texts, err := readCorpus(dir, strings.TrimSuffix(filepath.Base(f), ".jsonl.gz"))
		if err != nil {
			t.Error(err)
			continue
		}
		aside := 0
		for _, d := range texts {
			if d.Aside() {
				aside++
			}
			for _, r := range d.Records {
				if r.Kind != "mention" || r.Text == "" {
					continue
				}
				if got := d.Span(r.Start, r.End).In(d.Text); got != r.Text {
					t.Errorf("%s %s: %q, marked %q", d.ID, r.ID, got, r.Text)
				}
			}
		}
		if share := float64(aside) / float64(len(texts)); len(texts) > 500 && (share < .15 || share > .25) {
			t.Errorf("%s: %d of %d texts are kept aside", f, aside, len(texts))
		}
	}
}

func TestParseCorpusNeedsItsDocument(t *testing.T) {
	_, err := parseCorpus(strings.NewReader(`{"kind":"document","id":"a","text":"Añ b"}
{"kind":"mention","doc":"b"}`))
	if err == nil || !strings.Contains(err.Error(), "record 2") {
		t.Errorf("error %v, want one that names record 2", err)
	}
}
