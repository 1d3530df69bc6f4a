package source

import (
	"regexp"
	"sort"
	"strings"
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
		`|[ \t]*\(\s*https?://[^\s()]+\s*\)` + `|\[\^\w{1,8}\]:?` + // an address in brackets, a footnote's mark
		`|(?m:^[ \t]*>[> \t]*|^#{1,6}[ \t]+)` + // a quotation in mail, a heading
		`|\n[ \t]*(?:[-–] ?)?(?:[Pp]age )?\d{0,4}(?: of \d+)?(?: ?[-–])?[ \t]*\n*\f[^\n]*\n\s*\n` + // a page's foot and the next one's head
		"|`([^`\n]+)`" + `|\\([$*_#\[\]().!~-])`) // code, escapes

// NewView returns the view of the stretch s of text.
func NewView(text string, s extract.Span) *View {
	w := viewer{v: &View{end: s.End}, text: text, blank: true}
	w.walk(s.Start, s.End)
	if n := len(w.out); n > 0 && w.out[n-1] == ' ' {
		w.out = w.out[:n-1]
	}
	w.v.Text = string(w.out)
	return w.v
}

// A viewer writes a view.
type viewer struct {
	v     *View
	text  string
	out   []byte
	blank bool // a blank, or nothing, is the last of out
}

// walk writes the text from byte a to byte b without its marks. What marks
// enclose may hold other marks.
func (w *viewer) walk(a, b int) {
	from := a
	for _, m := range markup.FindAllStringSubmatchIndex(w.text[a:b], -1) {
		start, end := a+m[0], a+m[1]
		if w.text[start] == '*' && w.text[start+1] != '*' && inWord(w.text, start, end) {
			continue
		}
		if strings.TrimLeft(w.text[start:end], "># \t") == "" && !opensLine(w.text, start) {
			continue
		}
		w.run(from, start)
		for g := 2; g < len(m); g += 2 {
			if m[g] >= 0 && m[g+1]-m[g] < end-start {
				w.walk(a+m[g], a+m[g+1])
			}
		}
		from = end
	}
	w.run(from, b)
}

// run writes the text from byte a to byte b, white space folded.
func (w *viewer) run(a, b int) {
	fresh := true // the next byte does not follow the one before it
	mark := func(i int) { w.v.start, w.v.at = append(w.v.start, i), append(w.v.at, len(w.out)) }
	for i := a; i < b; {
		r, n := utf8.DecodeRuneInString(w.text[i:])
		if r == '-' {
			if next, keep := hyphenated(w.text, a, i, b); next > 0 {
				if keep {
					if fresh {
						mark(i)
					}
					w.out = append(w.out, '-')
				}
				i, fresh = next, true
				continue
			}
		}
		if invisible(r) {
			fresh = true
		} else if isSpace(r) {
			if !w.blank {
				mark(i)
				w.out = append(w.out, ' ')
			}
			w.blank, fresh = true, true
		} else {
			if fresh {
				mark(i)
			}
			w.out = append(w.out, w.text[i:i+n]...)
			w.blank, fresh = false, false
		}
		i += n
	}
}

// hyphenated returns where the word goes on that the hyphen at byte i of text[a:b]
// breaks at the end of a line, 0 if it breaks none, and whether the hyphen
// belongs to the word.
func hyphenated(text string, a, i, b int) (next int, keep bool) {
	j, lines := i+1, 0
	for j < b && (text[j] == ' ' || text[j] == '\t' || text[j] == '\r' || text[j] == '\n') {
		if text[j] == '\n' {
			lines++
		}
		j++
	}
	left := i
	for left > a {
		r, n := utf8.DecodeLastRuneInString(text[a:left])
		if !unicode.IsLetter(r) {
			break
		}
		left -= n
	}
	if r, _ := utf8.DecodeRuneInString(text[j:b]); lines != 1 || i-left < 2 || !unicode.IsLower(r) {
		return 0, false
	}
	return j, compounding[strings.ToLower(text[left:i])] || left > a && text[left-1] == '-'
}

// compounding are words that a hyphen follows also within a line.
var compounding = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`self well state co non pro anti ex half long short high low full part all cross semi vice north south east west
		one two three four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety first second third
		old new right left far then so world market privately publicly family government`) {
		m[w] = true
	}
	return m
}()

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

// opensLine reports whether only blanks stand before byte i in its line.
func opensLine(text string, i int) bool {
	for i > 0 && (text[i-1] == ' ' || text[i-1] == '\t') {
		i--
	}
	return i == 0 || text[i-1] == '\n' || text[i-1] == '\r'
}

// inWord reports whether the stretch from a to b of text touches a letter or
// digit on its outer side: then a star in it is no mark of emphasis.
func inWord(text string, a, b int) bool {
	l, _ := utf8.DecodeLastRuneInString(text[:a])
	r, _ := utf8.DecodeRuneInString(text[b:])
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return word(l) || word(r)
}
