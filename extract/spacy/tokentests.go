package spacy

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"dossier/extract/spacy/pyre"
)

// A tokenTest is a condition on one attribute of a token.
type tokenTest interface {
	holds(r *tokenReader, d *batchDoc, i int) bool
}

// An equalTest asks for one value.
type equalTest struct {
	attr  tokenAttr
	value uint64
}

func (t *equalTest) holds(r *tokenReader, d *batchDoc, i int) bool {
	return r.value(d, i, t.attr) == t.value
}

// A setTest asks for one of some values, or for none of them.
type setTest struct {
	attr tokenAttr
	set  []uint64 // ascending
	not  bool
}

func (t *setTest) holds(r *tokenReader, d *batchDoc, i int) bool {
	_, in := slices.BinarySearch(t.set, r.value(d, i, t.attr))
	return in != t.not
}

// A rangeTest asks for a value from low to high, or for one outside.
type rangeTest struct {
	attr      tokenAttr
	low, high uint64
	not       bool
}

func (t *rangeTest) holds(r *tokenReader, d *batchDoc, i int) bool {
	v := r.value(d, i, t.attr)
	return (t.low <= v && v <= t.high) != t.not
}

// A textTest asks for a string that one of some matchers accepts, or none of them.
type textTest struct {
	attr tokenAttr
	any  []func(string) bool
	not  bool
}

func (t *textTest) holds(r *tokenReader, d *batchDoc, i int) bool {
	s := r.text(d, i, t.attr)
	in := slices.ContainsFunc(t.any, func(accepts func(string) bool) bool { return accepts(s) })
	return in != t.not
}

// A featuresTest compares the set of a token's morphological features with another.
type featuresTest struct {
	op  string // IS_SUBSET, IS_SUPERSET or INTERSECTS
	set []string
}

func (t *featuresTest) holds(r *tokenReader, d *batchDoc, i int) bool {
	common, n := 0, 0
	for f := range features(d.doc.Tokens[i].Morph) {
		n++
		if slices.Contains(t.set, f) {
			common++
		}
	}
	switch t.op {
	case "IS_SUBSET":
		return common == n
	case "IS_SUPERSET":
		return common == len(t.set)
	}
	return common > 0
}

// tests reads the conditions of one token of a pattern.
func (r *tokenReader) tests(m members) ([]tokenTest, error) {
	var tests []tokenTest
	for _, x := range m {
		a, skip, err := r.key(x.key)
		if err != nil {
			return nil, err
		}
		if skip {
			continue
		}
		if ops, ok := x.value.(members); ok {
			if key, ok := x.key.(string); ok && strings.ToUpper(key) == "IS_SENT_START" {
				return nil, fmt.Errorf("a pattern uses operators on %s, where spaCy fails", key)
			}
			more, err := r.operators(a, ops, nested{})
			if err != nil {
				return nil, err
			}
			tests = append(tests, more...)
			continue
		}
		value := x.value
		if s, ok := value.(string); ok && a == entIOBAttr {
			if n := slices.Index(iobNames[:], s); n >= 0 {
				value = int64(n)
			}
		}
		id, err := r.id(value)
		if err != nil {
			return nil, err
		}
		tests = append(tests, &equalTest{a, id})
	}
	return tests, nil
}

// key returns the attribute that a key names; skip says that it is the operator.
func (r *tokenReader) key(key any) (a tokenAttr, skip bool, err error) {
	switch key := key.(type) {
	case string:
		switch strings.ToUpper(key) {
		case "OP":
			return 0, true, nil
		case "_":
			return 0, false, fmt.Errorf("a pattern tests custom attributes (\"_\"), which are Python code")
		}
		a, err = r.attr(key)
		return a, false, err
	case int64:
		if key > 0 && key <= int64(entIDAttr) {
			return tokenAttr(key), false, r.check(tokenAttr(key), r.strings.symbol(uint64(key)))
		}
	}
	return 0, false, fmt.Errorf("a pattern cannot test attribute %v", key)
}

// id returns the number that a value of a pattern stands for.
func (r *tokenReader) id(value any) (uint64, error) {
	switch v := value.(type) {
	case string:
		return r.strings.id(v), nil
	case bool:
		return number(v), nil
	case int64:
		if v >= 0 {
			return uint64(v), nil
		}
	case uint64:
		return v, nil
	}
	return 0, fmt.Errorf("a pattern compares with %v (%s), which cannot be a value", value, typeName(value))
}

// nested says that operators stand within a REGEX or FUZZY.
type nested struct {
	regex bool
	fuzzy string // operator, "" if none
}

// operators reads the conditions on an attribute: a map from operators to values.
func (r *tokenReader) operators(a tokenAttr, ops members, in nested) ([]tokenTest, error) {
	var tests []tokenTest
	for _, x := range ops {
		op, ok := x.key.(string)
		if !ok {
			return nil, fmt.Errorf("the operator %v of a pattern is a %s, want a string", x.key, typeName(x.key))
		}
		op = strings.ToUpper(op)
		more, err := r.operator(a, op, x.value, in)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", op, err)
		}
		tests = append(tests, more...)
	}
	return tests, nil
}

func (r *tokenReader) operator(a tokenAttr, op string, value any, in nested) ([]tokenTest, error) {
	var test tokenTest
	var err error
	switch op {
	case "IN", "NOT_IN", "IS_SUBSET", "IS_SUPERSET", "INTERSECTS":
		test, err = r.set(a, op, value, in)
	case "==", "!=", ">=", "<=", ">", "<":
		test, err = compare(a, op, value)
	case "REGEX":
		if ops, ok := value.(members); ok {
			return r.operators(a, ops, nested{regex: true})
		}
		test, err = r.texts(a, []any{value}, nested{regex: true})
	case "FUZZY", "FUZZY1", "FUZZY2", "FUZZY3", "FUZZY4", "FUZZY5", "FUZZY6", "FUZZY7", "FUZZY8", "FUZZY9":
		if in.regex {
			return nil, fmt.Errorf("it stands within REGEX, where spaCy fails")
		}
		if ops, ok := value.(members); ok {
			return r.operators(a, ops, nested{fuzzy: op})
		}
		test, err = r.texts(a, []any{value}, nested{fuzzy: op})
	default:
		return nil, fmt.Errorf("a pattern cannot use this operator")
	}
	return []tokenTest{test}, err
}

// set reads the operators that compare with a list.
func (r *tokenReader) set(a tokenAttr, op string, value any, in nested) (tokenTest, error) {
	list, ok := value.([]any)
	if !ok {
		return nil, fmt.Errorf("a pattern compares with a %s, want a list", typeName(value))
	}
	isMember := op == "IN" || op == "NOT_IN"
	if in.regex && (!isMember || a == morphAttr) {
		return nil, fmt.Errorf("it stands within REGEX, where it has no meaning")
	}
	if a == morphAttr {
		var err error
		if list, err = normalMorphs(list); err != nil {
			return nil, err
		}
	}
	if isMember && in != (nested{}) {
		test, err := r.texts(a, list, in)
		test.not = op == "NOT_IN"
		return test, err
	}
	if a == morphAttr && !isMember {
		t := &featuresTest{op: op}
		for _, v := range list {
			t.set = append(t.set, v.(string))
		}
		slices.Sort(t.set)
		t.set = slices.Compact(t.set)
		return t, nil
	}
	t := &setTest{attr: a, not: op == "NOT_IN"}
	for _, v := range list {
		id, err := r.id(v)
		if err != nil {
			return nil, err
		}
		t.set = append(t.set, id)
	}
	slices.Sort(t.set)
	t.set = slices.Compact(t.set)
	if op == "IS_SUPERSET" && len(t.set) != 1 { // of the set of the one value
		t.not, t.set = len(t.set) == 0, nil
	}
	return t, nil
}

// texts reads strings to compare with by regular expression or distance.
func (r *tokenReader) texts(a tokenAttr, list []any, in nested) (*textTest, error) {
	t := &textTest{attr: a}
	if !a.isString() {
		return t, fmt.Errorf("a pattern uses it on an attribute that is no string")
	}
	for _, v := range list {
		s, ok := v.(string)
		if !ok {
			return t, fmt.Errorf("a pattern compares with a %s, want a string", typeName(v))
		}
		accepts := fuzzy(s, in.fuzzy)
		if in.regex {
			var err error
			if accepts, err = compileRegex(s); err != nil {
				return t, err
			}
		}
		t.any = append(t.any, accepts)
	}
	return t, nil
}

// compileRegex returns what Python's re.search reports of strings.
func compileRegex(pattern string) (func(string) bool, error) {
	re, err := pyre.Compile(pattern)
	if err != nil {
		return nil, fmt.Errorf("regular expression %q: %w", pattern, err)
	}
	return func(s string) bool {
		_, _, _, ok := re.Search(s)
		return ok
	}, nil
}

// compare reads the operators that compare numbers.
func compare(a tokenAttr, op string, value any) (tokenTest, error) {
	low, hasLow, high, hasHigh, err := neighbours(value)
	if err != nil {
		return nil, err
	}
	none := &rangeTest{attr: a, low: 1, high: 0, not: op == "!=" || op == "<" || op == ">"}
	switch op {
	case "==", "!=":
		if !hasLow || !hasHigh {
			return none, nil
		}
	case ">=", "<":
		if !hasLow {
			return none, nil
		}
		high = math.MaxUint64
	case "<=", ">":
		if !hasHigh {
			return none, nil
		}
		low = 0
	}
	return &rangeTest{a, low, high, none.not}, nil
}

// neighbours returns the least uint64 that is not below a value and the greatest
// one that is not above it, if there are such.
func neighbours(value any) (low uint64, hasLow bool, high uint64, hasHigh bool, err error) {
	switch v := value.(type) {
	case bool:
		return number(v), true, number(v), true, nil
	case uint64:
		return v, true, v, true, nil
	case int64:
		if v < 0 {
			return 0, true, 0, false, nil
		}
		return uint64(v), true, uint64(v), true, nil
	case float64:
		switch {
		case math.IsNaN(v):
		case v < 0:
			return 0, true, 0, false, nil
		case v >= 1<<64:
			return 0, false, math.MaxUint64, true, nil
		default:
			return uint64(math.Ceil(v)), true, uint64(math.Floor(v)), true, nil
		}
	}
	return 0, false, 0, false, fmt.Errorf("a pattern compares with %v (%s), want a number", value, typeName(value))
}
