package extract

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// A Span is a stretch of Document.Text: bytes, Start inclusive, End exclusive.
type Span struct {
	Start, End int
}

// Len returns the length of s in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// In returns the text of s in text, or "" if s does not lie in it.
func (s Span) In(text string) string {
	if s.Start < 0 || s.End > len(text) || s.Start > s.End {
		return ""
	}
	return text[s.Start:s.End]
}

// Fold replaces each run of white space in s by one blank and trims both ends:
// the form in which names and quotes are shown and compared.
func Fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// Offsets converts byte offsets of a text to code point offsets.
type Offsets struct {
	text  string
	bytes []int // byte offset of every 64th code point
}

const offsetStride = 64

// NewOffsets prepares the conversion for text.
func NewOffsets(text string) *Offsets {
	o := &Offsets{text: text}
	n := 0
	for i := range text {
		if n%offsetStride == 0 {
			o.bytes = append(o.bytes, i)
		}
		n++
	}
	return o
}

// Rune returns the number of code points before byte offset b, which must lie
// at the start of a code point or at the end of the text.
func (o *Offsets) Rune(b int) int {
	i := sort.SearchInts(o.bytes, b+1) - 1
	if i < 0 {
		return 0
	}
	return i*offsetStride + utf8.RuneCountInString(o.text[o.bytes[i]:min(b, len(o.text))])
}
