package rule

import (
	"slices"
	"strings"
	"unicode"
)

// A pattern reads a noun phrase word by word: "{O}-based {S}".
type pattern []element

// An element is a hole for one of the two ends, or words of which one must
// stand there.
type element struct {
	Hole  byte     // 'S' or 'O', 0 for words
	Class string   // of a hole: "demonym", or ""
	Types []string // of a hole: entity types, any of which fits
	Words []string // entries of one or more words
	list  bool     // the words come from a list, so they are no fixed text

	entries map[string][][]string // Words, each split, by the first of an entry
}

// demonymClass is the class of "Swiss": a country by the name of its people.
const demonymClass = "demonym"

// String returns the pattern with its lists inlined.
func (p pattern) String() string {
	parts := make([]string, len(p))
	for i, e := range p {
		switch {
		case e.Hole == 0:
			parts[i] = strings.Join(e.Words, "|")
		case e.Class != "":
			parts[i] = "{" + string(e.Hole) + ":" + e.Class + "}"
		case len(e.Types) > 0:
			parts[i] = "{" + string(e.Hole) + ":" + strings.Join(e.Types, "|") + "}"
		default:
			parts[i] = "{" + string(e.Hole) + "}"
		}
	}
	return strings.Join(parts, " ")
}

// MarshalText makes patterns plain strings in canonical JSON.
func (p pattern) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// anchor returns the words of the element that has the fewest, punctuation only
// where there is nothing else, or the class of a hole if there are no words.
func (p pattern) anchor() (words []string, class string) {
	for _, e := range p {
		if e.Hole == 0 && (words == nil || !isWord(words[0]) || isWord(e.Words[0]) && len(e.Words) < len(words)) {
			words = e.Words
		}
	}
	if words != nil {
		return words, ""
	}
	for _, e := range p {
		if e.Class != "" {
			return nil, e.Class
		}
	}
	return nil, ""
}

// parsePattern reads a pattern: holes in braces, lists with @, words; hyphens
// and other punctuation are words of their own, as in the tokens of a text.
func (r *reader) parsePattern(n *node) pattern {
	text, ok := r.word(n, `a pattern such as "{O}-based {S}"`)
	if !ok {
		return nil
	}
	var p pattern
	for i := 0; i < len(text); {
		rest := text[i:]
		size := 1
		switch c := text[i]; {
		case c == ' ':
		case c == '{':
			size = strings.IndexByte(rest, '}') + 1
			if size == 0 {
				r.errorIn(n, i, len(text), "close it with }", "brace not closed")
				return nil
			}
			e, ok := r.parseHole(n, rest[1:size-1], i)
			if !ok {
				return nil
			}
			p = append(p, e)
		case c == '@':
			size = 1 + wordEnd(rest[1:], "_")
			words := r.list(n, rest[:size], i)
			if words == nil {
				return nil
			}
			p = append(p, element{Words: words, list: true})
		case strings.HasPrefix(rest, "'s"):
			size = len("'s")
			p = append(p, element{Words: []string{"'s"}})
		default:
			size = max(wordEnd(rest, "."), runeSize(rest))
			p = append(p, element{Words: []string{fold(rest[:size])}})
		}
		i += size
	}
	for k := range p {
		p[k].split()
	}
	return r.checkPattern(n, p)
}

// split fills entries.
func (e *element) split() {
	e.entries = map[string][][]string{}
	for _, w := range e.Words {
		if words := patternWords(w); len(words) > 0 {
			e.entries[words[0]] = append(e.entries[words[0]], words)
		}
	}
}

func runeSize(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}

// wordEnd returns the length of the run of letters, digits and characters of
// extra at the start of s.
func wordEnd(s, extra string) int {
	for i, c := range s {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && !strings.ContainsRune(extra, c) {
			return i
		}
	}
	return len(s)
}

func (r *reader) parseHole(n *node, text string, at int) (element, bool) {
	name, class, classed := strings.Cut(text, ":")
	if name != "S" && name != "O" {
		r.errorIn(n, at, at+len(text)+2, "write {S} for the subject, {O} for the object", "unknown placeholder {%s}", text)
		return element{}, false
	}
	e := element{Hole: name[0]}
	start := at + 1 + len(name) + 1
	switch {
	case !classed:
	case class == demonymClass:
		e.Class = class
	case class != "" && unicode.IsUpper([]rune(class)[0]):
		e.Types = r.parseTypes(n, class, start)
		if e.Types == nil {
			return element{}, false
		}
	default:
		r.errorIn(n, start, start+len(class), "use {O:demonym} or an entity type", "placeholder class %q is not yet supported", class)
		return element{}, false
	}
	return e, true
}

func (r *reader) checkPattern(n *node, p pattern) pattern {
	count := func(hole byte) (k int) {
		for _, e := range p {
			if e.Hole == hole {
				k++
			}
		}
		return k
	}
	words, class := p.anchor()
	switch {
	case count('S') != 1 || count('O') != 1:
		r.errorf(n, "", "a pattern needs {S} and {O} once each")
		return nil
	case words == nil && class == "":
		r.errorf(n, "put a word, a list or {O:demonym} beside the placeholders", "pattern without an anchor")
		return nil
	case p[len(p)-1].Hole == 0 && p[0].Hole == 0:
		r.errorf(n, "begin or end with {S} or {O}", "a pattern between words is not yet supported")
		return nil
	}
	return p
}

// fixedWords reports whether the pattern has words of its own, which then are
// its trigger.
func (p pattern) fixedWords() bool {
	return slices.ContainsFunc(p, func(e element) bool { return e.Hole == 0 && !e.list && isWord(e.Words[0]) })
}

func isWord(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }
