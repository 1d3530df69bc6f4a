package spacy

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"unicode/utf8"
)

// MaxLength is how many characters Python's spaCy takes as one text, at most: its
// nlp.max_length. A [Doc] of that size takes some hundred megabytes to make.
const MaxLength = 1_000_000

// A Piece is a part of a longer text.
type Piece struct {
	Text  string
	Start int // where it begins in the text, in bytes
	Idx   int // the same in code points
}

// Pieces cuts the text that r holds into pieces of at most limit characters, to be
// annotated each as a document of its own:
//
//	for piece, err := range spacy.Pieces(file, spacy.MaxLength) {
//		if err != nil {
//			return err
//		}
//		doc := nlp.Pipe([]string{piece.Text})[0]
//		// a token begins at piece.Idx + token.Idx of the whole text
//	}
//
// A text of up to limit characters is one piece, also if it is empty. A longer one
// is cut behind the last empty line that a piece can hold, else behind its last
// line, else behind its last white space, else within a word. The pieces together
// are the text; none begins or ends within a character. No more than one piece is
// held at a time, so that a text of any length takes the memory of one piece.
//
// An error of r ends the sequence. A limit below 1 is an error.
func Pieces(r io.Reader, limit int) iter.Seq2[Piece, error] {
	return func(yield func(Piece, error) bool) {
		if limit < 1 {
			yield(Piece{}, fmt.Errorf("pieces of at most %d characters", limit))
			return
		}
		in := pieceReader{r: r}
		for p := (Piece{}); ; {
			text, last, err := in.next(limit)
			if err != nil {
				yield(Piece{}, err)
				return
			}
			p.Text = text
			if !yield(p, nil) || last {
				return
			}
			p.Start += len(text)
			p.Idx += utf8.RuneCountInString(text)
		}
	}
}

// A pieceReader reads pieces.
type pieceReader struct {
	r    io.Reader
	buf  []byte // read and not yet given out
	done bool   // r has ended
}

// next returns the next piece, and whether it is the last.
func (in *pieceReader) next(limit int) (text string, last bool, err error) {
	if err := in.fill(limit); err != nil {
		return "", false, err
	}
	end := cutPiece(in.buf, limit)
	last = end == len(in.buf) && in.done
	text = string(in.buf[:end])
	in.buf = in.buf[:copy(in.buf, in.buf[end:])]
	return text, last, nil
}

// fill reads until the buffer surely holds more than limit characters, or all.
func (in *pieceReader) fill(limit int) error {
	const chunk = 1 << 16
	for !in.done && len(in.buf)/utf8.UTFMax <= limit {
		n := len(in.buf)
		in.buf = append(in.buf, make([]byte, chunk)...)
		m, err := in.r.Read(in.buf[n:])
		in.buf = in.buf[:n+m]
		if in.done = errors.Is(err, io.EOF); err != nil && !in.done {
			return err
		}
	}
	return nil
}

// cutPiece returns where to cut text, so that no more than limit characters stand
// before: its length if it has no more.
func cutPiece(text []byte, limit int) int {
	var afterEmpty, afterLine, afterSpace int
	empty := false // the line is, so far
	i := 0
	for n := 0; i < len(text); n++ {
		if n == limit {
			for _, cut := range []int{afterEmpty, afterLine, afterSpace} {
				if cut > 0 {
					return cut
				}
			}
			return i
		}
		r, size := utf8.DecodeRune(text[i:])
		i += size
		switch {
		case r == '\n':
			if empty {
				afterEmpty = i
			}
			afterLine, afterSpace, empty = i, i, true
		case isSpace(r):
			afterSpace = i
		default:
			empty = false
		}
	}
	return i
}
