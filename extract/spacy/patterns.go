package spacy

import (
	"fmt"
	"unicode/utf8"

	"dossier/extract/spacy/msgpack"
	"dossier/extract/spacy/pyre"
)

// patterns holds the text of a model's tokenizer patterns, regular expressions in
// Python's syntax; nil for one that the model does not have.
type patterns struct{ prefix, suffix, infix, tokenMatch, url *string }

// read reads the value called name of a tokenizer file, which need not be a pattern.
func (p *patterns) read(name string, d *msgpack.Decoder) {
	if d.Kind() != msgpack.Str { // spaCy takes no notice of patterns that are not strings
		d.Skip()
		return
	}
	text := d.Str()
	switch name {
	case "prefix_search":
		p.prefix = &text
	case "suffix_search":
		p.suffix = &text
	case "infix_finditer":
		p.infix = &text
	case "token_match":
		p.tokenMatch = &text
	case "url_match":
		p.url = &text
	}
}

// An affixMatcher finds the parts of a chunk that are tokens of their own.
type affixMatcher interface {
	// prefix returns the length in bytes of what is split off the start of s, 0 for
	// nothing. Then read bytes were enough to tell: the beginnings of s that have so
	// many have no prefix either.
	prefix(s string) (n, read int)
	// suffix returns the length of what is split off the end of s.
	suffix(s string) int
	// infixes calls yield with the start and end of every infix, left to right.
	infixes(s string, yield func(start, end int))
	// isToken reports whether s is a token whatever its affixes; read is as for prefix.
	isToken(s string) (read int, ok bool)
	// isURL is asked when there is nothing more to split off.
	isURL(s string) bool
}

// newAffixMatcher returns the matcher of p: the hand-written one if p is English.
func newAffixMatcher(p patterns) (affixMatcher, error) {
	if p.isEnglish() {
		return newAffixes(p)
	}
	return newRegexpAffixes(p)
}

func newRegexpAffixes(p patterns) (*regexpAffixes, error) {
	m := &regexpAffixes{}
	for _, x := range []struct {
		name string
		text *string
		re   **pyre.Regexp
	}{
		{"prefix_search", p.prefix, &m.prefixSearch},
		{"suffix_search", p.suffix, &m.suffixSearch},
		{"infix_finditer", p.infix, &m.infixFinditer},
		{"token_match", p.tokenMatch, &m.tokenMatch},
		{"url_match", p.url, &m.urlMatch},
	} {
		if x.text == nil {
			continue
		}
		var err error
		if *x.re, err = pyre.Compile(*x.text); err != nil {
			return nil, fmt.Errorf("tokenizer: %s: %w", x.name, err)
		}
	}
	return m, nil
}

// regexpAffixes runs the patterns. It is an affixMatcher for any of them; those
// that are nil find nothing.
type regexpAffixes struct {
	prefixSearch, suffixSearch, infixFinditer, tokenMatch, urlMatch *pyre.Regexp
}

func (m *regexpAffixes) prefix(s string) (n, read int) {
	if m.prefixSearch == nil {
		return 0, 0
	}
	start, end, read, ok := m.prefixSearch.Search(s)
	switch {
	case !ok:
		return 0, read
	case start == end:
		return 0, len(s) + 1 // a shorter text may match elsewhere
	case start == 0:
		return end, read
	}
	// spaCy takes as many characters as were matched, wherever that was.
	return len(firstRunes(s, utf8.RuneCountInString(s[start:end]))), read
}

func (m *regexpAffixes) suffix(s string) int {
	if m.suffixSearch == nil {
		return 0
	}
	start, end, _, _ := m.suffixSearch.Search(s)
	if end == len(s) {
		return end - start
	}
	return len(lastRunes(s, utf8.RuneCountInString(s[start:end])))
}

func (m *regexpAffixes) infixes(s string, yield func(start, end int)) {
	if m.infixFinditer == nil {
		return
	}
	for start, end := range m.infixFinditer.FindAll(s) {
		yield(start, end)
	}
}

func (m *regexpAffixes) isToken(s string) (read int, ok bool) {
	if m.tokenMatch == nil {
		return 0, false
	}
	_, read, ok = m.tokenMatch.Match(s)
	return read, ok
}

func (m *regexpAffixes) isURL(s string) bool {
	if m.urlMatch == nil {
		return false
	}
	_, _, ok := m.urlMatch.Match(s)
	return ok
}
