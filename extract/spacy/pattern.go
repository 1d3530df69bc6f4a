package spacy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A quantifier says how many tokens a node of a pattern takes.
type quantifier uint8

const (
	one    quantifier = iota
	notOne            // one that fails the tests
	zeroOrOne
	zeroOrMore
)

// A patternNode takes tokens for which all tests hold.
type patternNode struct {
	quantifier quantifier
	tests      []tokenTest
	last       bool  // the pattern ends here
	key        int32 // of the pattern
}

// maxPatternNodes bounds the nodes of a pattern: "{n}" makes n of them.
const maxPatternNodes = 1000

// pattern reads a pattern: a list of maps, one for each token or run of tokens.
func (r *tokenReader) pattern(literal any) ([]patternNode, error) {
	specs, ok := literal.([]any)
	if !ok {
		return nil, fmt.Errorf("a pattern is a %s, want a list of maps", typeName(literal))
	}
	var nodes []patternNode
	for i, spec := range specs {
		m, ok := spec.(members)
		if !ok {
			return nil, fmt.Errorf("token %d of a pattern is a %s, want a map", i, typeName(spec))
		}
		if len(m) == 0 { // any token
			nodes = append(nodes, patternNode{})
			continue
		}
		quantifiers, err := readOperator(m)
		if err != nil {
			return nil, err
		}
		tests, err := r.tests(m)
		if err != nil {
			return nil, err
		}
		if len(nodes)+len(quantifiers) > maxPatternNodes {
			return nil, fmt.Errorf("a pattern has more than %d parts", maxPatternNodes)
		}
		for _, q := range quantifiers {
			nodes = append(nodes, patternNode{quantifier: q, tests: tests})
		}
	}
	if len(nodes) == 0 {
		return nil, fmt.Errorf("a pattern takes no token")
	}
	nodes[len(nodes)-1].last = true
	return nodes, nil
}

// shortest returns how many tokens a match of nodes has at least.
func shortest(nodes []patternNode) int {
	n := 0
	for _, node := range nodes {
		if node.quantifier < zeroOrOne {
			n++
		}
	}
	return max(n, 1)
}

// isAmbiguous reports whether nodes may match the same tokens in several ways.
func isAmbiguous(nodes []patternNode) bool {
	variable := 0
	for _, n := range nodes {
		if n.quantifier >= zeroOrOne {
			variable++
		}
	}
	return variable > 1
}

// readOperator returns what the key OP makes of a map: one node or several.
func readOperator(m members) ([]quantifier, error) {
	op := "1"
	for _, x := range m {
		if key, ok := x.key.(string); ok && strings.ToUpper(key) == "OP" {
			if op, ok = x.value.(string); !ok {
				return nil, fmt.Errorf("the operator of a pattern is a %s, want a string", typeName(x.value))
			}
		}
	}
	switch op {
	case "1":
		return []quantifier{one}, nil
	case "!":
		return []quantifier{notOne}, nil
	case "?":
		return []quantifier{zeroOrOne}, nil
	case "*":
		return []quantifier{zeroOrMore}, nil
	case "+":
		return []quantifier{one, zeroOrMore}, nil
	}
	least, most, err := readRange(op)
	if err != nil {
		return nil, err
	}
	qs := slices.Repeat([]quantifier{one}, least)
	if most < 0 {
		return append(qs, zeroOrMore), nil
	}
	return append(qs, slices.Repeat([]quantifier{zeroOrOne}, most-least)...), nil
}

// readRange reads "{n}", "{n,m}", "{n,}" (most is -1) or "{,m}".
func readRange(op string) (least, most int, err error) {
	bad := fmt.Errorf("unknown operator %q in a pattern", op)
	body, ok := strings.CutPrefix(op, "{")
	body, ok2 := strings.CutSuffix(body, "}")
	if !ok || !ok2 {
		return 0, 0, bad
	}
	from, to, isRange := strings.Cut(body, ",")
	if !isRange {
		to = from
	}
	if from == "" && to == "" {
		return 0, 0, bad
	}
	count := func(s string, empty int) int {
		if s == "" {
			return empty
		}
		n, e := strconv.ParseUint(s, 10, 31)
		if e != nil {
			err = bad
		}
		return int(n)
	}
	least, most = count(from, 0), count(to, -1)
	switch {
	case err != nil:
	case most >= 0 && most < least:
		err = bad
	case max(least, most) > maxPatternNodes:
		err = fmt.Errorf("operator %q in a pattern repeats more than %d times", op, maxPatternNodes)
	}
	return least, most, err
}

// typeName names the type of a value as in Python.
func typeName(v any) string {
	switch v.(type) {
	case nil:
		return "None"
	case bool:
		return "bool"
	case int64, uint64:
		return "int"
	case float64:
		return "float"
	case string:
		return "str"
	case []any:
		return "list"
	}
	return "dict"
}
