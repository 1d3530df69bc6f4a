package source

import (
	"regexp"
	"sort"
	"unicode"
	"unicode/utf8"

	"dossier/extract"
)

// A View is what a reader takes in of a stretch of text: white space folded to
// single blanks, Markdown's marks gone.
type View struct {
	Text  string
	start []int // byte of the document for the first byte of each run
	at    []int // byte of Text where that run begins
	end   int   // byte of the document after the last
}

// markup matches what a view leaves out: the submatches are what stays.
var markup = regexp.MustCompile(
	`!?\[([^\]\n]*)\]\([^)\s]*\)` + // [text](address)
		`|\*\*([^*\n]+(?:\n[^*\n]+)*)\*\*` + `|__([^_\n]+(?:\n[^_\n]+)*)__` + // strong
		`|\*([^*\s](?:[^*\n]*[^*\s])?)\*` + // emphasis
		"|`([^`\n]+)`" + `|\\([$*_#\[\]().!~-])`) // code, escapes

// NewView returns the view of the stretch s of text.
func NewView(text string, s extract.Span) *View {
	v := &View{end: s.End}
	var b []byte
	blank := true // no blank at the start
	run := func(from, to int) {
		fresh := true // the next byte does not follow the one before it
		for i := from; i < to; {
			r, n := utf8.DecodeRuneInString(text[i:])
			if invisible(r) {
				fresh = true
			} else if isSpace(r) {
				if !blank {
					v.start, v.at = append(v.start, i), append(v.at, len(b))
					b = append(b, ' ')
				}
				blank, fresh = true, true
			} else {
				if fresh {
					v.start, v.at = append(v.start, i), append(v.at, len(b))
				}
				b = append(b, text[i:i+n]...)
				blank, fresh = false, false
			}
			i += n
		}
	}
	from := s.Start
	for _, m := range markup.FindAllStringSubmatchIndex(text[s.Start:s.End], -1) {
		if text[s.Start+m[0]] == '*' && text[s.Start+m[0]+1] != '*' && inWord(text, s.Start+m[0], s.Start+m[1]) {
			continue
		}
		run(from, s.Start+m[0])
		for g := 2; g < len(m); g += 2 {
			if m[g] >= 0 {
				run(s.Start+m[g], s.Start+m[g+1])
			}
		}
		from = s.Start + m[1]
	}
	run(from, s.End)
	if n := len(b); n > 0 && b[n-1] == ' ' {
		b = b[:n-1]
	}
	v.Text = string(b)
	return v
}

// Span returns the stretch of the document from byte start to byte end of
// v.Text, which must not be empty.
func (v *View) Span(start, end int) extract.Span {
	return extract.Span{Start: v.byte(start), End: v.byte(end-1) + 1}
}

func (v *View) byte(i int) int {
	k := sort.SearchInts(v.at, i+1) - 1
	if k < 0 {
		return v.end
	}
	return v.start[k] + i - v.at[k]
}

func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f
}

// invisible reports the soft hyphen, zero-width blank and byte order mark: they
// stand inside words without being part of them.
func invisible(r rune) bool { return r == '\u00ad' || r == '\u200b' || r == '\ufeff' }

// inWord reports whether the stretch from a to b of text touches a letter or
// digit on its outer side: then a star in it is no mark of emphasis.
func inWord(text string, a, b int) bool {
	l, _ := utf8.DecodeLastRuneInString(text[:a])
	r, _ := utf8.DecodeRuneInString(text[b:])
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return word(l) || word(r)
}
