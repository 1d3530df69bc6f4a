package lexicon

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Places are the cities and regions that are too many to be among the entities.
// They are looked up in the text of their list, which is sorted by slug, so that
// having them costs nothing. A name of theirs says little alone: it needs support
// by its sentence.
type Places struct {
	list string // lines: name | country | type, empty for a city | name to show, if another
}

// Longest returns the place whose name is the longest that text begins with and
// for whose length in bytes fits holds; its last call is the one for that. Marks on
// letters may be left out in text, any white space fits a blank.
func (p Places) Longest(text string, fits func(n int) bool) (e Entity, n int, ok bool) {
	first := text[:len(text)-len(strings.TrimLeftFunc(text, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsMark(r) || r == '\'' || r == '’'
	}))]
	prefix := Slug(first)
	if prefix == "" {
		return Entity{}, 0, false
	}
	best := ""
	for i := p.search(prefix); i < len(p.list); {
		line := p.line(i)
		name := field(line)
		if c, begins := compare(name, prefix); c != 0 && !begins {
			break
		}
		if k, covers := written(text, name); covers && k > n && fits(k) {
			best, n = line, k
		}
		i += len(line) + 1
	}
	if best == "" || !fits(n) {
		return Entity{}, 0, false
	}
	return entityOf(best), n, true
}

// Entity returns the place with the given id.
func (p Places) Entity(id string) (Entity, bool) {
	slug, ok := strings.CutPrefix(id, "place:")
	if !ok || slug == "" {
		return Entity{}, false
	}
	i := p.search(slug)
	if i == len(p.list) {
		return Entity{}, false
	}
	if e := entityOf(p.line(i)); e.ID == id {
		return e, true
	}
	return Entity{}, false
}

// search returns where the first line begins whose slug is not less than slug.
func (p Places) search(slug string) int {
	low, high := 0, len(p.list) // beginnings of lines
	for low < high {
		mid := low + (high-low)/2
		mid = strings.LastIndexByte(p.list[:mid], '\n') + 1
		if mid < low {
			mid = low
		}
		line := p.line(mid)
		if c, _ := compare(field(line), slug); c < 0 {
			low = mid + len(line) + 1
		} else {
			high = mid
		}
	}
	return min(low, len(p.list))
}

// line returns the line that begins at i.
func (p Places) line(i int) string {
	line, _, _ := strings.Cut(p.list[i:], "\n")
	return line
}

// field returns the first field of a line.
func field(line string) string {
	f, _, _ := strings.Cut(line, "|")
	return strings.TrimSpace(f)
}

func entityOf(line string) Entity {
	f := [4]string{}
	for i := range f {
		f[i], line, _ = strings.Cut(line, "|")
		f[i] = strings.TrimSpace(f[i])
	}
	e := Entity{Name: f[0], Country: f[1], Type: f[2]}
	if f[3] != "" {
		e.Name = f[3]
	}
	if e.Type == "" {
		e.Type = "City"
	}
	e.ID = idPrefix(e.Type) + Slug(e.Name)
	return e
}

// written returns how much of text name covers at its beginning.
func written(text, name string) (n int, ok bool) {
	for _, r := range name {
		c, k := utf8.DecodeRuneInString(text[n:])
		switch {
		case r == ' ' && k > 0 && unicode.IsSpace(c):
			n = len(text) - len(strings.TrimLeftFunc(text[n:], unicode.IsSpace))
			continue
		case r == c && k > 0, r == '\'' && c == '’', r >= utf8.RuneSelf && c == base(r):
			n += k
		default:
			return 0, false
		}
	}
	return n, true
}

// compare compares the slug of name with slug without making it, and reports
// whether its first words are those of slug.
func compare(name, slug string) (c int, begins bool) {
	gap, some := false, false
	for _, r := range name {
		r = base(r)
		switch {
		case r == '\'' || unicode.Is(unicode.Mn, r):
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			gap = some
			continue
		}
		if gap {
			if slug == "" {
				return 1, true
			}
			if slug[0] != '-' {
				return '-' - int(slug[0]), false
			}
			slug = slug[1:]
		}
		if slug == "" {
			return 1, false
		}
		want, n := utf8.DecodeRuneInString(slug)
		if r = unicode.ToLower(r); r != want {
			return int(r - want), false
		}
		slug, gap, some = slug[n:], false, true
	}
	return -len(slug), slug == ""
}

// base returns the letter r without its marks.
func base(r rune) rune {
	if r < utf8.RuneSelf {
		return r
	}
	var b [utf8.UTFMax]byte
	if d := norm.NFD.Properties(utf8.AppendRune(b[:0], r)).Decomposition(); len(d) > 0 {
		r, _ = utf8.DecodeRune(d)
	}
	return r
}

// check tells the first line, of those after so many, that breaks the order or the
// form, and the first name that is shown but has no line.
func (p Places) check(file string, lines int, l *Lexicon) error {
	last := ""
	for line := range strings.Lines(p.list) {
		lines++
		r := row{file: file, line: lines}
		e, slug := entityOf(strings.TrimSuffix(line, "\n")), Slug(field(line))
		_, listed := l.byID[e.ID]
		_, country := l.byISO[e.Country]
		switch {
		case slug <= last:
			return r.errorf("%s does not follow %s; run make knowledge", slug, last)
		case listed:
			return r.errorf("%s occurs twice", e.ID)
		case !country:
			return r.errorf("%s: no country %s", e.Name, e.Country)
		case idPrefix(e.Type) != "place:":
			return r.errorf("%s: %q is no type of a place", e.Name, e.Type)
		}
		last = slug
	}
	for line := range strings.Lines(p.list) { // in order, so that all can be found
		e := entityOf(strings.TrimSuffix(line, "\n"))
		if found, ok := p.Entity(e.ID); !ok || found.Name != e.Name {
			return fmt.Errorf("%s: nothing has the id %s", file, e.ID)
		}
	}
	return nil
}
