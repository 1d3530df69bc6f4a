package mention

import (
	"fmt"
	"io"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"dossier/extract"
)

// An Entry of a gazetteer is one thing with the names it goes by. Case
// matters. The first name is the one to show.
type Entry struct {
	ID    string
	Type  string
	Names []string
}

// A Gazetteer is a user's own list of things. Its names win over the built-in
// lists. It is immutable.
type Gazetteer struct {
	entries []Entry
}

// NewGazetteer checks the entries against types: each needs an id, a known type
// that is no value, and a name that is not blank; ids are unique.
func NewGazetteer(types *extract.Types, entries ...Entry) (*Gazetteer, error) {
	g := &Gazetteer{}
	seen := map[string]bool{}
	for i, e := range entries {
		if problem := check(types, e, seen); problem != "" {
			return nil, fmt.Errorf("gazetteer entry %d: %s", i+1, problem)
		}
		g.entries = append(g.entries, e)
	}
	return g, nil
}

// Checksum changes with the entries. That of nil is that of no entries.
func (g *Gazetteer) Checksum() string {
	var parts []string
	if g != nil {
		for _, e := range g.entries {
			parts = append(parts, extract.Hash(append([]string{e.ID, e.Type}, e.Names...)...))
		}
	}
	return extract.Hash(parts...)
}

func check(types *extract.Types, e Entry, seen map[string]bool) string {
	switch {
	case e.ID == "":
		return "id is missing"
	case seen[e.ID]:
		return fmt.Sprintf("id %q occurs twice; give all names of one thing in one entry", e.ID)
	case e.Type == "":
		return "type is missing"
	case types.Path(e.Type) == nil || extract.IsValue(e.Type):
		return fmt.Sprintf("%q is no entity type", e.Type)
	case len(e.Names) == 0:
		return "names are missing"
	}
	for _, n := range e.Names {
		if key(extract.Fold(n)) == "" {
			return fmt.Sprintf("name %q does not start with a letter or digit", n)
		}
	}
	seen[e.ID] = true
	return ""
}

// ReadGazetteer reads a YAML list of entries:
//
//   - id: acme-holding
//     type: Company
//     names: [Acme Holding, Acme]
//
// Errors name file, line and column.
func ReadGazetteer(r io.Reader, file string, types *extract.Types) (*Gazetteer, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("reading gazetteer %s: %w", file, err)
	}
	f, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, fmt.Errorf("gazetteer %s: %w", file, err)
	}
	g, seen := &Gazetteer{}, map[string]bool{}
	for _, doc := range f.Docs {
		if doc.Body == nil {
			continue
		}
		list, ok := doc.Body.(*ast.SequenceNode)
		if !ok {
			return nil, at(file, doc.Body, "want a list of entries (- id: ..., type: ..., names: [...])")
		}
		for _, n := range list.Values {
			e, err := readEntry(file, n)
			if err != nil {
				return nil, err
			}
			if problem := check(types, e, seen); problem != "" {
				return nil, at(file, n, problem)
			}
			g.entries = append(g.entries, e)
		}
	}
	return g, nil
}

func at(file string, n ast.Node, problem string) error {
	p := n.GetToken().Position
	return fmt.Errorf("gazetteer %s:%d:%d: %s", file, p.Line, p.Column, problem)
}

func readEntry(file string, n ast.Node) (Entry, error) {
	var e Entry
	m, ok := n.(ast.MapNode)
	if !ok {
		return e, at(file, n, "want an entry with id, type and names")
	}
	seen := map[string]bool{}
	for it := m.MapRange(); it.Next(); {
		k, ok := it.Key().(*ast.StringNode)
		if !ok {
			return e, at(file, it.Key(), "want id, type or names")
		}
		if seen[k.Value] {
			return e, at(file, k, k.Value+" occurs twice in one entry")
		}
		seen[k.Value] = true
		var err error
		switch k.Value {
		case "id":
			e.ID, err = scalar(file, it.Value())
		case "type":
			e.Type, err = scalar(file, it.Value())
		case "names":
			e.Names, err = scalars(file, it.Value())
		default:
			return e, at(file, k, fmt.Sprintf("unknown key %q, want id, type or names", k.Value))
		}
		if err != nil {
			return e, err
		}
	}
	return e, nil
}

// scalar reads text. What YAML takes for a number or a truth value must be
// quoted, since its spelling would be lost.
func scalar(file string, n ast.Node) (string, error) {
	switch n := n.(type) {
	case *ast.StringNode:
		return strings.TrimSpace(n.Value), nil
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value), nil
	}
	return "", at(file, n, "want text; put it in quotes if it looks like a number, date, yes or no")
}

func scalars(file string, n ast.Node) ([]string, error) {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		return nil, at(file, n, "want a list of names: [One Name, Another]")
	}
	var out []string
	for _, v := range list.Values {
		s, err := scalar(file, v)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}
