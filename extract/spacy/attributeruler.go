package spacy

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"dossier/extract/spacy/msgpack"
)

// An attributeRuler sets attributes of tokens by rules: from tag to coarse part of
// speech and features, and exceptions for certain words and relations. All rules
// look at the document as it was; then they apply in order, a later one over an
// earlier one.
type attributeRuler struct {
	matcher *matcher // the key of a pattern is its rule
	rules   []attributeRule
}

// An attributeRule gives attributes to the token at index from the start of a
// match, or from its end if negative.
type attributeRule struct {
	values [numRuleAttrs]string
	sets   [numRuleAttrs]bool
	index  int
}

// The attributes that a rule can set.
const (
	ruleTag = iota
	rulePos
	ruleMorph
	ruleLemma
	ruleDep
	numRuleAttrs
)

// newAttributeRuler reads the component's file "patterns".
func newAttributeRuler(r *tokenReader, data []byte) (*attributeRuler, error) {
	a := &attributeRuler{matcher: newMatcher(r)}
	d := msgpack.NewDecoder(data)
	for i := d.Array(); i > 0 && d.Err() == nil; i-- {
		rule, ok := readLiteral(d, 0).(members)
		if d.Err() != nil {
			break
		}
		if !ok {
			return nil, fmt.Errorf("rule %d: not a map", len(a.rules))
		}
		if err := a.add(rule); err != nil {
			return nil, fmt.Errorf("rule %d: %w", len(a.rules)-1, err)
		}
	}
	if err := d.End(); err != nil {
		return nil, fmt.Errorf("read its patterns: %w", err)
	}
	return a, nil
}

func (a *attributeRuler) add(m members) error {
	key := len(a.rules)
	a.rules = append(a.rules, attributeRule{})
	rule := &a.rules[key]
	if i := m.get("index"); i != nil {
		index, ok := i.(int64)
		if !ok || int64(int32(index)) != index {
			return fmt.Errorf("its index is %v", i)
		}
		rule.index = int(index)
	}
	attrs, ok := m.get("attrs").(members)
	if !ok {
		return errors.New("it has no map of attributes")
	}
	if err := rule.readAttrs(a.matcher.reader.strings, attrs); err != nil {
		return err
	}
	patterns, ok := m.get("patterns").([]any)
	if !ok {
		return errors.New("it has no list of patterns")
	}
	for _, p := range patterns {
		nodes, err := a.matcher.reader.pattern(p)
		if err != nil {
			return err
		}
		if n := shortest(nodes); rule.index >= n || rule.index < -n {
			return fmt.Errorf("index %d is outside a match of %d tokens", rule.index, n)
		}
		a.matcher.add(key, nodes)
	}
	return nil
}

// readAttrs reads the attributes that a rule sets. Names and values are strings or
// the numbers of reserved symbols.
func (rule *attributeRule) readAttrs(strs *stringStore, attrs members) error {
	name := func(v any) (string, error) {
		switch v := v.(type) {
		case string:
			return v, nil
		case int64:
			if s := strs.symbol(uint64(v)); s != "" || v == 0 {
				return s, nil
			}
		}
		return "", fmt.Errorf("%v names no attribute or value", v)
	}
	for _, x := range attrs {
		attr, err := name(x.key)
		if err != nil {
			return err
		}
		value, err := name(x.value)
		if err != nil {
			return err
		}
		at := 0
		switch attr = strings.ToUpper(attr); attr {
		case "TAG":
			at = ruleTag
		case "POS":
			at = rulePos
			const first, last = 84, 103 // symbols of parts of speech
			if n := strs.symbols[value]; value != "" && (n < first || n > last) {
				return fmt.Errorf("%q is no part of speech", value)
			}
		case "MORPH":
			at = ruleMorph
			if value, err = normalMorph(value); err != nil {
				return err
			}
			if value == emptyMorph {
				value = ""
			}
		case "LEMMA":
			at = ruleLemma
		case "DEP":
			at = ruleDep
		default:
			return fmt.Errorf("it sets %s, which is not supported", attr)
		}
		rule.values[at], rule.sets[at] = value, true
	}
	return nil
}

func (a *attributeRuler) annotate(b *batch, s *scratch) {
	for i := range b.docs {
		a.apply(&b.docs[i], s)
	}
}

func (a *attributeRuler) apply(d *batchDoc, s *scratch) {
	// For each token and attribute, one more than the last rule that sets it.
	n := len(d.words) * numRuleAttrs
	s.rules = slices.Grow(s.rules[:0], n)[:n]
	last := s.rules
	clear(last)
	a.matcher.match(d, &s.match, func(key, start, end int) {
		rule := &a.rules[key]
		at := start + rule.index
		if rule.index < 0 {
			at = end + rule.index
		}
		for attr, sets := range rule.sets {
			if sets {
				last[at*numRuleAttrs+attr] = max(last[at*numRuleAttrs+attr], int32(key)+1)
			}
		}
	})
	for i := range d.doc.Tokens {
		last := last[i*numRuleAttrs:][:numRuleAttrs]
		d.doc.Tokens[i].setAttributes(a.rules, last)
		d.morphs[i] = d.morphs[i] || last[ruleMorph] > 0
	}
}

// setAttributes gives the token the attributes of the last rules that set them.
func (t *Token) setAttributes(rules []attributeRule, last []int32) {
	value := func(old string, attr int) string {
		if last[attr] == 0 {
			return old
		}
		return rules[last[attr]-1].values[attr]
	}
	t.Tag = value(t.Tag, ruleTag)
	t.Pos = value(t.Pos, rulePos)
	t.Morph = value(t.Morph, ruleMorph)
	t.Lemma = value(t.Lemma, ruleLemma)
	t.Dep = value(t.Dep, ruleDep)
}
