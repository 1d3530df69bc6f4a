// Work annotates texts and writes down how often each block of code ran for each.
//
//	work DIR <jobs
//
// Jobs are a JSON list of models and texts. The counters of the n-th go to DIR/n,
// for "go tool covdata". It must be built with -cover -covermode=atomic.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/coverage"
	"strconv"

	"dossier/extract/spacy"
)

func main() {
	if err := run(os.Args[1], os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(dir string, in io.Reader) error {
	var jobs []struct{ Model, Text string }
	if err := json.NewDecoder(in).Decode(&jobs); err != nil {
		return err
	}
	models := make(map[string]*spacy.Language)
	for i, job := range jobs {
		nlp := models[job.Model]
		if nlp == nil {
			var err error
			if nlp, err = spacy.Open(job.Model); err != nil {
				return err
			}
			models[job.Model] = nlp
		}
		if err := coverage.ClearCounters(); err != nil {
			return err
		}
		if err := annotate(nlp, job.Text); err != nil {
			return err
		}
		sub := filepath.Join(dir, strconv.Itoa(i))
		if err := os.Mkdir(sub, 0o755); err != nil {
			return err
		}
		if err := coverage.WriteCountersDir(sub); err != nil {
			return err
		}
		if err := coverage.WriteMetaDir(sub); err != nil {
			return err
		}
	}
	return nil
}

func annotate(nlp *spacy.Language, text string) error {
	doc := nlp.Pipe([]string{text})[0]
	doc.NounChunks()
	doc.JSON()
	return spacy.NewConlluWriter(io.Discard).Write(doc)
}
