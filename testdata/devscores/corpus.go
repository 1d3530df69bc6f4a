package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"unicode/utf8"

	"dossier/extract"
)

// A Record is one line of a corpus; which fields are set depends on Kind.
// Start and End count code points, see [Text.Span].
type Record struct {
	Kind       string
	ID         string
	Doc        string
	Text       string
	Start, End int
	Label      string
	Type       string
	Form       string
	Entity     string
	Predicate  Predicate
	Status     string
	Stance     string
	Confidence *float64
	Factuality float64

	Head, Subject, Object, Content, Source, Cue, Unit *Argument

	CompleteFor []string `json:"complete_for"`
}

// A Predicate is the label of a relation, or the words that predicate.
type Predicate string

// UnmarshalJSON takes a label or a stretch.
func (p *Predicate) UnmarshalJSON(data []byte) error {
	if data[0] == '"' {
		return json.Unmarshal(data, (*string)(p))
	}
	var a Argument
	err := json.Unmarshal(data, &a)
	*p = Predicate(a.Text)
	return err
}

// An Argument is a stretch that a record names.
type Argument struct {
	Start, End int
	Text       string
	Entity     string
	Mention    string
	Value      string
}

// A Text is a document of a corpus with all records about it, in the order of
// the file.
type Text struct {
	Record
	Records []Record
	bytes   []int // byte offset of each code point, and of the end
}

// Span returns code points start to end as bytes of t.Text.
func (t *Text) Span(start, end int) extract.Span {
	last := len(t.bytes) - 1
	return extract.Span{Start: t.bytes[min(start, last)], End: t.bytes[min(end, last)]}
}

// Aside reports whether t is of the fifth that is only measured.
func (t *Text) Aside() bool {
	h := fnv.New32a()
	io.WriteString(h, t.ID)
	return h.Sum32()%5 == 0
}

// readCorpus reads the file name in dir, without its endings.
func readCorpus(dir, name string) (_ []*Text, err error) {
	path := filepath.Join(dir, name+".jsonl.gz")
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read corpus: %w", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("read corpus %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, z.Close()) }()
	texts, err := parseCorpus(z)
	if err != nil {
		return nil, fmt.Errorf("read corpus %s: %w", path, err)
	}
	return texts, nil
}

func parseCorpus(r io.Reader) ([]*Text, error) {
	var texts []*Text
	byID := map[string]*Text{}
	in := bufio.NewReader(r)
	for d, line := json.NewDecoder(in), 1; ; line++ {
		var rec Record
		if err := d.Decode(&rec); err == io.EOF {
			return texts, nil
		} else if err != nil {
			return nil, fmt.Errorf("record %d: %w", line, err)
		}
		if rec.Kind == "document" {
			t := &Text{Record: rec, bytes: codePoints(rec.Text)}
			texts, byID[rec.ID] = append(texts, t), t
			continue
		}
		if rec.Doc == "" { // an entity, which the mentions name
			continue
		}
		t := byID[rec.Doc]
		if t == nil {
			return nil, fmt.Errorf("record %d: %q is no document above it", line, rec.Doc)
		}
		t.Records = append(t.Records, rec)
	}
}

func codePoints(s string) []int {
	at := make([]int, 0, utf8.RuneCountInString(s)+1)
	for i := range s {
		at = append(at, i)
	}
	return append(at, len(s))
}
