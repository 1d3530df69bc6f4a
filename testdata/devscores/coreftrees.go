package main

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"dossier/extract"
)

// A tree is a document's words as people have parsed them.
type tree struct {
	words []extract.Span // ascending
	heads []int          // of each word; a root is its own
}

// head returns the word of s that the others hang from: the first whose head
// lies outside, -1 if s holds no word.
func (t *tree) head(s extract.Span) int {
	for i, w := range t.words {
		if !s.Contains(w) {
			continue
		}
		if h := t.heads[i]; h == i || !s.Contains(t.words[h]) {
			return i
		}
	}
	return -1
}

// readTrees reads the trees of texts from the CoNLL-U file name in dir, without
// its endings: by document.
func readTrees(dir, name string, texts []*Text) (_ map[string]*tree, err error) {
	path := filepath.Join(dir, name+".conllu.gz")
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read trees: %w", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("read trees %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, z.Close()) }()
	out, err := parseTrees(z, texts)
	if err != nil {
		return nil, fmt.Errorf("read trees %s: %w", path, err)
	}
	return out, nil
}

func parseTrees(r io.Reader, texts []*Text) (map[string]*tree, error) {
	byID := map[string]*Text{}
	for _, t := range texts {
		byID[t.ID] = t
	}
	out := map[string]*tree{}
	var text *Text
	var t *tree
	pos, first, line, lost := 0, 0, 0, 0
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		line++
		if id, ok := strings.CutPrefix(in.Text(), "# newdoc id = "); ok {
			text, t, pos = byID[id], &tree{}, 0
			if text != nil {
				out[id] = t
			}
			continue
		}
		cols := strings.Split(in.Text(), "\t")
		if len(cols) != 10 {
			first = 0
			if t != nil {
				first = len(t.words) // of the sentence to come
			}
			continue
		}
		n, err := strconv.Atoi(cols[0])
		if err != nil || text == nil { // a word of two tokens, which follow; an ellipsis
			continue
		}
		head, err := strconv.Atoi(cols[6])
		if err != nil {
			return nil, fmt.Errorf("line %d: head: %w", line, err)
		}
		word := extract.Span{Start: -1, End: -1} // written otherwise in the text, as quotation marks are
		if k := strings.Index(text.Text[pos:min(len(text.Text), pos+len(cols[1])+20)], cols[1]); k >= 0 {
			word = extract.Span{Start: pos + k, End: pos + k + len(cols[1])}
			pos = word.End
		} else if lost++; lost > 500 {
			return nil, fmt.Errorf("line %d: %q does not follow in %s, nor do %d other words", line, cols[1], text.ID, lost-1)
		}
		t.words = append(t.words, word)
		if head == 0 {
			head = n
		}
		t.heads = append(t.heads, first+head-1)
	}
	return out, in.Err()
}
