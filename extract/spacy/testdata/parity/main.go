// Parity is the Go half of `make parity` and `make bench-spacy`; parity.py and
// bench.py are the Python halves and call it.
//
// Usage:
//
//	parity compare MODEL        compare with the annotations in standard input
//	parity bench MODEL TEXTS    annotate the texts whenever told to, and say how long it took
//	parity open MODEL           say how long it took to open the pipeline
//
// compare first writes a line {"refused": REASON}, empty if the pipeline can be run;
// after the last annotation (a line of golden.py, and its "corpus") it writes a report.
//
// bench reads TEXTS, a JSON array of strings, writes "ready", and for each line of
// standard input, a number of goroutines, writes seconds and tokens.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"dossier/extract/spacy"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("parity: ")
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(args []string, in io.Reader, out io.Writer) error {
	switch {
	case len(args) == 2 && args[0] == "compare":
		return compareWith(args[1], in, out)
	case len(args) == 3 && args[0] == "bench":
		return bench(args[1], args[2], in, out)
	case len(args) == 2 && args[0] == "open":
		start := time.Now()
		if _, err := spacy.Open(args[1]); err != nil {
			return err
		}
		_, err := fmt.Fprintln(out, time.Since(start).Seconds())
		return err
	}
	return fmt.Errorf("usage: parity compare MODEL | bench MODEL TEXTS | open MODEL")
}

// compareWith writes whether the pipeline can be run, and a report if so.
func compareWith(model string, in io.Reader, out io.Writer) error {
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	type opening struct {
		Refused string `json:"refused"`
	}
	nlp, err := spacy.Open(model)
	if err != nil {
		return lines.Encode(opening{err.Error()})
	}
	if err := lines.Encode(opening{}); err != nil {
		return err
	}
	rep, err := compareAll(nlp, in)
	if err != nil {
		return err
	}
	return lines.Encode(rep)
}
