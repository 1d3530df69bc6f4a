package workspace

import (
	"encoding/binary"
	"errors"
	"fmt"

	"dossier/extract"
)

// The annotation is by far the largest layer, and every edit of a rule reads it.
// So it is no JSON but a list of numbers in which each text stands once:
//
//	format byte 1
//	sentences: count+1 (0: nil), then each: start, length, block, tokens
//	tokens:    count+1 (0: nil), then each: gap before it, length, text, lemma,
//	           tag, pos, morph, dep, head (relative), ent, flags
//	text:      0 and length and bytes where it is new, else its number from 1
//
// Counts, texts and flags are unsigned, the others signed variable-length
// integers.

const sentencesFormat = 1

// The flags of a token.
const (
	flagBegin = 1 << iota
	flagSpace
)

type sentenceWriter struct {
	b     []byte
	known map[string]uint64
}

func encodeSentences(list []extract.Sentence) []byte {
	w := &sentenceWriter{b: []byte{sentencesFormat}, known: map[string]uint64{}}
	w.count(len(list), list == nil)
	for i := range list {
		s := &list[i]
		w.int(s.Start)
		w.int(s.End - s.Start)
		w.int(s.Block)
		w.count(len(s.Tokens), s.Tokens == nil)
		at := s.Start
		for k := range s.Tokens {
			w.token(&s.Tokens[k], k, at)
			at = s.Tokens[k].End
		}
	}
	return w.b
}

func (w *sentenceWriter) token(t *extract.Token, k, at int) {
	w.int(t.Start - at)
	w.int(t.End - t.Start)
	for _, s := range []string{t.Text, t.Lemma, t.Tag, t.Pos, t.Morph, t.Dep, t.Ent} {
		w.text(s)
	}
	w.int(t.Head - k)
	var flags uint64
	if t.Begin {
		flags |= flagBegin
	}
	if t.Space {
		flags |= flagSpace
	}
	w.b = binary.AppendUvarint(w.b, flags)
}

func (w *sentenceWriter) int(n int) { w.b = binary.AppendVarint(w.b, int64(n)) }

func (w *sentenceWriter) count(n int, null bool) {
	if !null {
		n++
	}
	w.b = binary.AppendUvarint(w.b, uint64(n))
}

func (w *sentenceWriter) text(s string) {
	if n, ok := w.known[s]; ok {
		w.b = binary.AppendUvarint(w.b, n)
		return
	}
	w.known[s] = uint64(len(w.known) + 1)
	w.b = binary.AppendUvarint(w.b, 0)
	w.b = binary.AppendUvarint(w.b, uint64(len(s)))
	w.b = append(w.b, s...)
}

// A sentenceReader reads what a sentenceWriter wrote; after an error it yields
// zeroes.
type sentenceReader struct {
	b     []byte
	texts []string
	err   error
}

var errSentences = errors.New("sentences break off or make no sense")

func decodeSentences(b []byte) ([]extract.Sentence, error) {
	if len(b) == 0 || b[0] != sentencesFormat {
		return nil, fmt.Errorf("sentences of an unknown format")
	}
	r := &sentenceReader{b: b[1:]}
	n, null := r.count()
	if null {
		return nil, r.end()
	}
	list := make([]extract.Sentence, n)
	for i := range list {
		s := &list[i]
		s.Start = r.int()
		s.End = s.Start + r.int()
		s.Block = r.int()
		n, null := r.count()
		if null {
			continue
		}
		s.Tokens = make([]extract.Token, n)
		at := s.Start
		for k := range s.Tokens {
			r.token(&s.Tokens[k], k, at)
			at = s.Tokens[k].End
		}
	}
	return list, r.end()
}

func (r *sentenceReader) token(t *extract.Token, k, at int) {
	t.Start = at + r.int()
	t.End = t.Start + r.int()
	for _, s := range [...]*string{&t.Text, &t.Lemma, &t.Tag, &t.Pos, &t.Morph, &t.Dep, &t.Ent} {
		*s = r.text()
	}
	t.Head = k + r.int()
	flags := r.uint()
	t.Begin, t.Space = flags&flagBegin != 0, flags&flagSpace != 0
}

func (r *sentenceReader) end() error {
	if r.err == nil && len(r.b) > 0 {
		r.err = errSentences
	}
	return r.err
}

func (r *sentenceReader) uint() uint64 {
	n, size := binary.Uvarint(r.b)
	if size <= 0 {
		r.err, r.b = errSentences, nil
		return 0
	}
	r.b = r.b[size:]
	return n
}

func (r *sentenceReader) int() int {
	n, size := binary.Varint(r.b)
	if size <= 0 {
		r.err, r.b = errSentences, nil
		return 0
	}
	r.b = r.b[size:]
	return int(n)
}

// count is never more than what is left could hold.
func (r *sentenceReader) count() (n int, null bool) {
	switch c := r.uint(); {
	case c == 0:
		return 0, true
	case c-1 > uint64(len(r.b)):
		r.err, r.b = errSentences, nil
		return 0, true
	default:
		return int(c - 1), false
	}
}

func (r *sentenceReader) text() string {
	n := r.uint()
	if n > 0 {
		if n > uint64(len(r.texts)) {
			r.err, r.b = errSentences, nil
			return ""
		}
		return r.texts[n-1]
	}
	size := r.uint()
	if r.err != nil || size > uint64(len(r.b)) {
		r.err, r.b = errSentences, nil
		return ""
	}
	s := string(r.b[:size])
	r.b = r.b[size:]
	r.texts = append(r.texts, s)
	return s
}
