package gazetteer

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// readYAML reads a list of entries: {id, type, names: [...], links: {...}}.
func readYAML(in io.Reader, add func(row), problem func(int, int, string)) error {
	data, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	f, err := parser.ParseBytes(data, 0)
	if err != nil {
		return err
	}
	for _, doc := range f.Docs {
		if doc.Body == nil {
			continue
		}
		list, ok := doc.Body.(*ast.SequenceNode)
		if !ok {
			p := doc.Body.GetToken().Position
			return fmt.Errorf("%d:%d: want a list of entries (- id: ..., type: ..., names: [...])", p.Line, p.Column)
		}
		for _, n := range list.Values {
			e, err := readEntry(n)
			if at := (*nodeError)(nil); errors.As(err, &at) {
				problem(at.line, at.column, at.message)
				continue
			}
			p := n.GetToken().Position
			if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
				p = m.Values[0].Key.GetToken().Position
			}
			add(row{e, p.Line, p.Column})
		}
	}
	return nil
}

// A nodeError is a fault at a place of a file.
type nodeError struct {
	line, column int
	message      string
}

func (e *nodeError) Error() string { return e.message }

func at(n ast.Node, message string) error {
	p := n.GetToken().Position
	return &nodeError{p.Line, p.Column, message}
}

func readEntry(n ast.Node) (Entry, error) {
	var e Entry
	m, ok := n.(ast.MapNode)
	if !ok {
		return e, at(n, "want an entry with id, type and names")
	}
	seen := map[string]bool{}
	for it := m.MapRange(); it.Next(); {
		k, ok := it.Key().(*ast.StringNode)
		if !ok {
			return e, at(it.Key(), "want id, type, names or links")
		}
		if seen[k.Value] {
			return e, at(k, k.Value+" occurs twice in one entry")
		}
		seen[k.Value] = true
		var err error
		switch k.Value {
		case "id":
			e.ID, err = scalar(it.Value())
		case "type":
			e.Type, err = scalar(it.Value())
		case "names":
			e.Names, err = scalars(it.Value())
		case "links":
			e.Links, err = links(it.Value())
		default:
			return e, at(k, fmt.Sprintf("unknown key %q, want id, type, names or links", k.Value))
		}
		if err != nil {
			return e, err
		}
	}
	return e, nil
}

// scalar reads text. What YAML takes for a number or a truth value must be
// quoted, since its spelling would be lost.
func scalar(n ast.Node) (string, error) {
	switch n := n.(type) {
	case *ast.StringNode:
		return strings.TrimSpace(n.Value), nil
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value), nil
	}
	return "", at(n, "want text; put it in quotes if it looks like a number, date, yes or no")
}

func scalars(n ast.Node) ([]string, error) {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		return nil, at(n, "want a list of names: [One Name, Another]")
	}
	var out []string
	for _, v := range list.Values {
		s, err := scalar(v)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func links(n ast.Node) (map[string]string, error) {
	m, ok := n.(ast.MapNode)
	if !ok {
		return nil, at(n, "want identifiers by their kind: {wikidata: Q1, lei: ...}")
	}
	out := map[string]string{}
	for it := m.MapRange(); it.Next(); {
		k, err := scalar(it.Key())
		if err != nil {
			return nil, err
		}
		if out[k], err = scalar(it.Value()); err != nil {
			return nil, err
		}
	}
	return out, nil
}
