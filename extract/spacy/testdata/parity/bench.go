package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"sync"
	"time"

	"dossier/extract/spacy"
)

// bench annotates the texts once for each line of in.
func bench(model, file string, in io.Reader, out io.Writer) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var texts []string
	if err := json.Unmarshal(data, &texts); err != nil {
		return fmt.Errorf("read %s: %w", file, err)
	}
	nlp, err := spacy.Open(model)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(out, "ready"); err != nil {
		return err
	}
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		n, err := strconv.Atoi(lines.Text())
		if err != nil || n < 1 {
			return fmt.Errorf("%q is no number of goroutines", lines.Text())
		}
		start := time.Now()
		tokens := annotate(nlp, texts, n)
		if _, err := fmt.Fprintln(out, time.Since(start).Seconds(), tokens); err != nil {
			return err
		}
	}
	return lines.Err()
}

// annotate has n goroutines annotate the texts, some at a time, and returns the
// number of tokens. As in Python's Language.pipe, documents are given up as they
// come.
func annotate(nlp *spacy.Language, texts []string, n int) int {
	work := make(chan []string)
	go func() {
		defer close(work)
		for some := range slices.Chunk(texts, batch) {
			work <- some
		}
	}()
	counts := make([]int, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			for some := range work {
				for _, doc := range nlp.Pipe(some) {
					counts[i] += len(doc.Tokens)
				}
			}
		})
	}
	wg.Wait()
	tokens := 0
	for _, c := range counts {
		tokens += c
	}
	return tokens
}
