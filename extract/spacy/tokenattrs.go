package spacy

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A tokenAttr is an attribute that patterns test, by its number in spaCy. To a
// pattern every value is a number, as in spaCy: a flag is 0 or 1, a string its id.
type tokenAttr uint16

const (
	anyToken tokenAttr = iota // is 0 for every token
	isAlphaAttr
	isASCIIAttr
	isDigitAttr
	isLowerAttr
	isPunctAttr
	isSpaceAttr
	isTitleAttr
	isUpperAttr
	likeURLAttr
	likeNumAttr
	likeEmailAttr
	isStopAttr
	_ // IS_OOV_DEPRECATED
	isBracketAttr
	isQuoteAttr
	isLeftPunctAttr
	isRightPunctAttr
	isCurrencyAttr
)

const (
	orthAttr tokenAttr = iota + 65
	lowerAttr
	normAttr
	shapeAttr
	prefixAttr
	suffixAttr
	lengthAttr
	_ // CLUSTER
	lemmaAttr
	posAttr
	tagAttr
	depAttr
	entIOBAttr
	entTypeAttr
	_ // HEAD
	sentStartAttr
	spacyAttr
)

const (
	entKBIDAttr tokenAttr = iota + 452
	morphAttr
	entIDAttr
)

// emptyMorph is the string that stands for features that are known to be none.
const emptyMorph = "_"

// iobNames are the values of ENT_IOB by number.
var iobNames = [...]string{"", "I", "O", "B"}

// isString reports whether the values of a are ids of strings.
func (a tokenAttr) isString() bool {
	switch a {
	case orthAttr, lowerAttr, normAttr, shapeAttr, prefixAttr, suffixAttr, lemmaAttr, posAttr, tagAttr, depAttr,
		entTypeAttr, entKBIDAttr, morphAttr, entIDAttr:
		return true
	}
	return false
}

// A tokenReader reads the attributes of tokens. What is not in a model but in
// spaCy's code for a language, it has only for the languages it names.
type tokenReader struct {
	strings *stringStore
	lang    string
	isURL   func(string) bool // the pattern of a URL that most tokenizers share; nil without it
}

// newTokenReader returns a reader for pipelines of a language with these affixes.
func newTokenReader(strs *stringStore, lang string, m affixMatcher) *tokenReader {
	r := &tokenReader{strings: strs, lang: lang}
	switch m := m.(type) {
	case *affixes:
		r.isURL = m.isURL
	case *regexpAffixes:
		if m.urlMatch != nil && hasSum(m.urlMatch.String(), englishPatterns.url) {
			r.isURL = m.isURL
		}
	}
	return r
}

// attr returns the attribute of that name, in any case.
func (r *tokenReader) attr(name string) (tokenAttr, error) {
	name = strings.ToUpper(name)
	switch name {
	case "TEXT":
		name = "ORTH"
	case "IS_SENT_START":
		name = "SENT_START"
	}
	a := tokenAttr(r.strings.symbols[name])
	if a == 0 {
		return 0, fmt.Errorf("a pattern cannot test %s", name)
	}
	return a, r.check(a, name)
}

// check reports why an attribute cannot be read as spaCy does.
func (r *tokenReader) check(a tokenAttr, name string) error {
	switch {
	case a == isStopAttr:
		return fmt.Errorf("a pattern tests %s: the list of stop words is not part of a model", name)
	case a == likeNumAttr && r.lang != "en":
		return fmt.Errorf("a pattern tests %s: the number words of language %q are not part of a model", name, r.lang)
	case a == likeURLAttr && r.isURL == nil:
		return fmt.Errorf("a pattern tests %s, which needs another pattern of a URL than the tokenizer's", name)
	case a >= isAlphaAttr && a <= isCurrencyAttr && a != isStopAttr+1, a.isString(), a == lengthAttr, a == entIOBAttr, a == sentStartAttr, a == spacyAttr:
		return nil
	}
	return fmt.Errorf("a pattern cannot test %s", name)
}

// value returns an attribute of token i.
func (r *tokenReader) value(d *batchDoc, i int, a tokenAttr) uint64 {
	lex := d.words[i].lex
	switch a {
	case anyToken, entKBIDAttr:
		return 0
	case orthAttr:
		return lex.ids[attrOrth]
	case lowerAttr:
		return lex.ids[attrLower]
	case normAttr:
		return lex.ids[attrNorm]
	case shapeAttr:
		return lex.ids[attrShape]
	case prefixAttr:
		return lex.ids[attrPrefix]
	case suffixAttr:
		return lex.ids[attrSuffix]
	case isSpaceAttr:
		return lex.ids[attrIsSpace]
	case lengthAttr:
		return uint64(utf8.RuneCountInString(lex.text))
	case spacyAttr:
		return number(d.words[i].blank)
	case sentStartAttr:
		return number(d.doc.Tokens[i].SentStart)
	case entIOBAttr:
		for n, name := range iobNames {
			if name == d.doc.Tokens[i].EntIOB {
				return uint64(n)
			}
		}
		return 0
	}
	if a.isString() {
		return r.strings.id(r.text(d, i, a))
	}
	return uint64(r.flags(lex) >> a & 1)
}

func number(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// text returns an attribute of token i that is a string.
func (r *tokenReader) text(d *batchDoc, i int, a tokenAttr) string {
	lex, t := d.words[i].lex, &d.doc.Tokens[i]
	switch a {
	case orthAttr:
		return lex.text
	case lowerAttr:
		return lex.lower
	case normAttr:
		return lex.norm
	case shapeAttr:
		return shape(lex.text)
	case prefixAttr:
		return firstRunes(lex.text, 1)
	case suffixAttr:
		return lastRunes(lex.text, 3)
	case lemmaAttr:
		return t.Lemma
	case posAttr:
		return t.Pos
	case tagAttr:
		return t.Tag
	case depAttr:
		return t.Dep
	case entTypeAttr:
		return t.EntType
	case entIDAttr:
		return t.EntID
	case morphAttr:
		if t.Morph == "" && d.morphs[i] {
			return emptyMorph
		}
		return t.Morph
	}
	return ""
}
