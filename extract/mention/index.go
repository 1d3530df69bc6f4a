package mention

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/extract"
	"dossier/extract/gazetteer"
	"dossier/extract/lexicon"
)

// A target is one thing that a name may speak of.
type target struct {
	id, typ string
	kind    lexicon.NameKind
	weak    bool // the name is also an ordinary word, given name or surname
	user    bool // from the user's gazetteer
}

// A form is one spelling with all it may speak of.
type form struct {
	text    string
	targets []target
}

// An index finds names at a place in a text. Immutable.
type index struct {
	byKey map[string][]form    // of the lists, by the first letters and digits; longest first
	user  *gazetteer.Gazetteer // the user's own
	lex   *lexicon.Lexicon     // its further places; nil if the types know none
}

func newIndex(lex *lexicon.Lexicon, types *extract.Types) *index {
	byText := map[string][]target{}
	add := func(text string, t target) {
		if !slices.Contains(byText[text], t) {
			byText[text] = append(byText[text], t)
		}
	}
	entities := lex.Entities()
	for _, n := range lex.Names() {
		e := entities[n.Entity]
		if types.Known(e.Type) {
			add(n.Text, target{id: e.ID, typ: e.Type, kind: n.Kind, weak: n.Weak})
		}
	}
	x := &index{byKey: map[string][]form{}}
	if types.Known("City") && types.Known("Region") {
		x.lex = lex
	}
	for text, targets := range byText {
		k := key(text)
		x.byKey[k] = append(x.byKey[k], form{text, targets})
	}
	for _, forms := range x.byKey {
		slices.SortFunc(forms, func(a, b form) int {
			if d := len(b.text) - len(a.text); d != 0 {
				return d
			}
			return strings.Compare(a.text, b.text)
		})
	}
	return x
}

// key returns the run of letters and digits that s starts with.
func key(s string) string {
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return s[:i]
		}
	}
	return s
}

// at returns the longest form that text starts with and the length of what it
// covers there; of the user's and the lists' the user's, if both cover the same. A
// blank of the form fits any white space, a straight apostrophe also a curly one.
// The last call of fits is the one for that length.
func (x *index) at(text string, fits func(n int) bool) (form, int, bool) {
	own, covered, ok := x.user.Longest(text, fits)
	for _, f := range x.byKey[key(text)] {
		if n, fit := prefix(text, f.text); fit && n > covered && fits(n) {
			return f, n, true
		}
	}
	if !ok && x.lex != nil && capital(text) {
		p, n, ok := x.lex.Places().Longest(text, fits)
		return form{text[:n], []target{{id: p.ID, typ: p.Type, weak: true}}}, n, ok
	}
	if !ok || !fits(covered) {
		return form{}, 0, false
	}
	f := form{text: text[:covered]}
	for _, t := range own {
		f.targets = append(f.targets, target{id: t.ID, typ: t.Type, user: true})
	}
	return f, covered, true
}

func prefix(text, name string) (int, bool) {
	i := 0
	for _, r := range name {
		if i >= len(text) {
			return 0, false
		}
		c, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == ' ':
			if !unicode.IsSpace(c) {
				return 0, false
			}
			for i < len(text) && unicode.IsSpace(c) {
				i += n
				c, n = utf8.DecodeRuneInString(text[i:])
			}
			continue
		case r == c, r == '\'' && c == '’':
			i += n
		default:
			return 0, false
		}
	}
	return i, true
}
