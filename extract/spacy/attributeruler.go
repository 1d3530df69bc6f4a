package spacy

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"

	"dossier/extract/spacy/msgpack"
)

// An attributeRuler sets attributes of tokens by rules: from tag to coarse part of
// speech and features, and exceptions for certain words and relations. All rules
// look at the document as it was; then they apply in order, a later one over an
// earlier one.
type attributeRuler struct {
	rules []attributeRule
	// Patterns by what their first token must be, so that a token is tried only
	// against those that may fit: its tag, its lower-case text, or anything.
	byTag, byLower map[string][]rulePattern
	others         []rulePattern
}

// An attributeRule gives attributes to the token at index from the start of a
// match, or from its end if negative.
type attributeRule struct {
	attrs []ruleAttr
	index int
}

type ruleAttr struct {
	name  string
	value string
}

// A rulePattern matches a sequence of tokens, one test list a token.
type rulePattern struct {
	rule   int
	tokens [][]tokenTest
}

// A tokenTest compares one attribute of a token.
type tokenTest struct {
	attr   string
	op     string         // "", "IN", "NOT_IN" or "REGEX"
	values []string       // one for ""
	regex  *regexp.Regexp // for REGEX
	space  bool           // value of IS_SPACE
}

func newAttributeRuler(data []byte) (*attributeRuler, error) {
	r := &attributeRuler{byTag: make(map[string][]rulePattern), byLower: make(map[string][]rulePattern)}
	d := msgpack.NewDecoder(data)
	for i := d.Array(); i > 0 && d.Err() == nil; i-- {
		var rule attributeRule
		var patterns [][][]tokenTest
		for i := d.Map(); i > 0 && d.Err() == nil; i-- {
			switch d.Str() {
			case "index":
				rule.index = d.Int()
			case "attrs":
				rule.attrs = readRuleAttrs(d)
			case "patterns":
				for i := d.Array(); i > 0 && d.Err() == nil; i-- {
					patterns = append(patterns, readRulePattern(d))
				}
			default:
				d.Skip()
			}
		}
		for _, p := range patterns {
			if len(p) == 0 || rule.index >= len(p) || rule.index < -len(p) {
				d.Fail(fmt.Errorf("rule %d: index %d is outside its pattern of %d tokens", len(r.rules), rule.index, len(p)))
				break
			}
			r.add(rulePattern{len(r.rules), p})
		}
		r.rules = append(r.rules, rule)
	}
	if err := d.End(); err != nil {
		return nil, fmt.Errorf("read its patterns: %w", err)
	}
	return r, nil
}

func readRuleAttrs(d *msgpack.Decoder) []ruleAttr {
	var attrs []ruleAttr
	for i := d.Map(); i > 0 && d.Err() == nil; i-- {
		a := ruleAttr{d.Str(), d.Str()}
		switch a.name {
		case "MORPH":
			if a.value == "_" {
				a.value = ""
			}
		case "TAG", "POS", "LEMMA", "DEP":
		default:
			d.Fail(fmt.Errorf("a rule cannot set %s", a.name))
		}
		attrs = append(attrs, a)
	}
	return attrs
}

func readRulePattern(d *msgpack.Decoder) [][]tokenTest {
	var tokens [][]tokenTest
	for i := d.Array(); i > 0 && d.Err() == nil; i-- {
		var tests []tokenTest
		for i := d.Map(); i > 0 && d.Err() == nil; i-- {
			tests = readTokenTests(d, tests)
		}
		tokens = append(tokens, tests)
	}
	return tokens
}

// readTokenTests appends the tests of one attribute: a value, or a map from operators to values.
func readTokenTests(d *msgpack.Decoder, tests []tokenTest) []tokenTest {
	attr := d.Str()
	switch attr {
	case "IS_SPACE":
		return append(tests, tokenTest{attr: attr, space: d.Bool()})
	case "TAG", "LOWER", "DEP", "ORTH", "TEXT":
	default:
		d.Fail(fmt.Errorf("a pattern cannot test %s", attr))
		return tests
	}
	if d.Kind() != msgpack.Map {
		return append(tests, tokenTest{attr: attr, values: []string{d.Str()}})
	}
	for i := d.Map(); i > 0 && d.Err() == nil; i-- {
		t := tokenTest{attr: attr, op: d.Str()}
		switch t.op {
		case "IN", "NOT_IN":
			for i := d.Array(); i > 0 && d.Err() == nil; i-- {
				t.values = append(t.values, d.Str())
			}
		case "REGEX":
			var err error
			if t.regex, err = regexp.Compile(d.Str()); err != nil {
				d.Fail(err)
			}
		default:
			d.Fail(fmt.Errorf("a pattern cannot use %s", t.op))
		}
		tests = append(tests, t)
	}
	return tests
}

func (r *attributeRuler) add(p rulePattern) {
	for _, index := range []struct {
		attr string
		in   map[string][]rulePattern
	}{{"LOWER", r.byLower}, {"TAG", r.byTag}} {
		for _, t := range p.tokens[0] {
			if t.attr == index.attr && (t.op == "" || t.op == "IN") {
				for _, v := range slices.Compact(slices.Sorted(slices.Values(t.values))) {
					index.in[v] = append(index.in[v], p)
				}
				return
			}
		}
	}
	r.others = append(r.others, p)
}

func (r *attributeRuler) annotate(b *batch, s *scratch) {
	for i := range b.docs {
		r.apply(&b.docs[i])
	}
}

func (r *attributeRuler) apply(d *batchDoc) {
	type match struct{ rule, start, length int }
	var matches []match
	for i := range d.words {
		for _, patterns := range [...][]rulePattern{r.byTag[d.doc.Tokens[i].Tag], r.byLower[d.words[i].lex.lower], r.others} {
			for _, p := range patterns {
				if p.matches(d, i) {
					matches = append(matches, match{p.rule, i, len(p.tokens)})
				}
			}
		}
	}
	slices.SortFunc(matches, func(a, b match) int {
		return cmp.Or(a.rule-b.rule, a.start-b.start, a.length-b.length)
	})
	for _, m := range slices.Compact(matches) {
		rule := &r.rules[m.rule]
		at := m.start + rule.index
		if rule.index < 0 {
			at += m.length
		}
		t := &d.doc.Tokens[at]
		for _, a := range rule.attrs {
			switch a.name {
			case "TAG":
				t.Tag = a.value
			case "POS":
				t.Pos = a.value
			case "MORPH":
				t.Morph = a.value
			case "LEMMA":
				t.Lemma = a.value
			case "DEP":
				t.Dep = a.value
			}
		}
	}
}

func (p *rulePattern) matches(d *batchDoc, start int) bool {
	if start+len(p.tokens) > len(d.words) {
		return false
	}
	for i, tests := range p.tokens {
		for j := range tests {
			if !tests[j].holds(&d.doc.Tokens[start+i], d.words[start+i].lex) {
				return false
			}
		}
	}
	return true
}

func (t *tokenTest) holds(token *Token, lex *lexeme) bool {
	var value string
	switch t.attr {
	case "IS_SPACE":
		return lex.isSpace == t.space
	case "TAG":
		value = token.Tag
	case "LOWER":
		value = lex.lower
	case "DEP":
		value = token.Dep
	case "ORTH", "TEXT":
		value = token.Text
	}
	switch t.op {
	case "NOT_IN":
		return !slices.Contains(t.values, value)
	case "REGEX":
		return t.regex.MatchString(value)
	}
	return slices.Contains(t.values, value)
}
