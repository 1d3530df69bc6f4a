package config

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// maxFile is the size of the largest configuration file, in bytes.
const maxFile = 1 << 20

// decodeFile reads the configuration file src, called name in problems.
func decodeFile(name string, src []byte) (layer, Problems) {
	d, body := parse(name, src, maxFile)
	if body != nil {
		d.section("", body)
	}
	return d.layer, d.problems
}

// parse reads the YAML of src, called name in problems, of which there may be
// some. An empty file has no body.
func parse(name string, src []byte, limit int) (d *decoder, body ast.Node) {
	d = &decoder{name: name, layer: newLayer()}
	src = []byte(strings.TrimPrefix(string(src), "\ufeff"))
	d.lines = strings.Split(mask(strings.ReplaceAll(string(src), "\r\n", "\n")), "\n")
	switch {
	case len(src) > limit:
		d.problems = Problems{{Where: name, Message: fmt.Sprintf("larger than %d bytes", limit)}}
	case !utf8.Valid(src):
		d.problems = Problems{{Where: name, Message: "not UTF-8", Hint: "save the file as UTF-8"}}
	default:
		body = d.body(src)
	}
	return d, body
}

type decoder struct {
	name     string
	lines    []string // as problems may show them
	layer    layer
	problems Problems
}

var (
	passwordLine = regexp.MustCompile(`(?i)(\bpassword["']?[ \t]*:[ \t]*)[^\n]+`)
	passwordURI  = regexp.MustCompile(`(://)[^/\s]*@`)
)

// mask hides what may be a password in the lines of a file.
func mask(src string) string {
	src = passwordLine.ReplaceAllString(src, "$1********")
	return passwordURI.ReplaceAllString(src, "$1********@")
}

// body returns the one document of src, nil if it is empty or wrong.
func (d *decoder) body(src []byte) (body ast.Node) {
	f, err := parser.ParseBytes(src, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		at, message := place{where: d.name}, err.Error()
		var e yaml.Error
		if errors.As(err, &e) {
			message = e.GetMessage()
			if t := e.GetToken(); t != nil {
				at = d.place(t)
			}
		}
		d.fail(at, "not valid YAML: "+message, "")
		return nil
	}
	for _, doc := range f.Docs {
		switch {
		case doc.Body == nil:
		case body != nil:
			d.fail(d.at(doc.Body), "a second YAML document", "keep all in one document, without ---")
			return nil
		default:
			body = doc.Body
		}
	}
	return body
}

// section reads the mapping n of the section called name, "" for the whole file.
func (d *decoder) section(name string, n ast.Node) {
	m, ok := n.(ast.MapNode)
	if !ok {
		what := "the configuration"
		if name != "" {
			what = name
		}
		d.fail(d.at(n), fmt.Sprintf("%s is %s, not a mapping", what, describe(n)), "write key: value, one a line")
		return
	}
	known, sections := children(name)
	first := map[string]int{}
	for it := m.MapRange(); it.Next(); {
		key, value := it.Key(), it.Value()
		at := d.at(key)
		text, ok := key.(*ast.StringNode)
		if !ok || text.Value == "" {
			d.fail(at, fmt.Sprintf("%s as a key", describe(key)), didYouMean("", known))
			continue
		}
		k := text.Value
		if line, twice := first[k]; twice {
			d.fail(at, fmt.Sprintf("%q is set twice", k), fmt.Sprintf("it is set on line %d too: remove one", line))
			continue
		}
		first[k] = at.line
		if name != "" {
			k = name + "." + k
		}
		switch f := lookup(k); {
		case f != nil:
			d.setting(*f, value)
		case slices.Contains(sections, k):
			if _, empty := value.(*ast.NullNode); !empty {
				d.section(k, value)
			}
		default:
			d.fail(at, unknownKey(name, text.Value), hintKey(text.Value, known))
		}
	}
}

func unknownKey(section, key string) string {
	if section == "" {
		return fmt.Sprintf("unknown key %q", key)
	}
	return fmt.Sprintf("unknown key %q in %s", key, section)
}

// hintKey finds the known key nearest to key: beside it, or else under its
// name in another section.
func hintKey(key string, known []string) string {
	if nearest(key, known) == "" {
		for _, f := range fields() {
			if section, last, ok := strings.Cut(f.key, "."); ok && last == key {
				return fmt.Sprintf("%s belongs in section %s", key, section)
			}
		}
	}
	return didYouMean(key, known)
}

// children lists the keys that may stand in a section, by last name, and
// those of them, by full name, that are sections.
func children(section string) (keys, sections []string) {
	for _, f := range fields() {
		rest := f.key
		if section != "" {
			var ok bool
			if rest, ok = strings.CutPrefix(f.key, section+"."); !ok {
				continue
			}
		}
		head, _, deeper := strings.Cut(rest, ".")
		if !slices.Contains(keys, head) {
			keys = append(keys, head)
			if deeper {
				sections = append(sections, strings.TrimPrefix(section+"."+head, "."))
			}
		}
	}
	return keys, sections
}

func lookup(key string) *field {
	for _, f := range fields() {
		if f.key == key {
			return &f
		}
	}
	return nil
}

// setting reads the value n of f.
func (d *decoder) setting(f field, n ast.Node) {
	value, ok := d.value(f, n)
	if !ok {
		return
	}
	at := d.at(n)
	d.layer.set(f, value, at)
	if f.typ != listType {
		d.check(f, value, at)
	}
}

func (d *decoder) value(f field, n ast.Node) (any, bool) {
	wrong := func() (any, bool) {
		d.fail(d.at(n), fmt.Sprintf("%s is %s, not %s", f.key, describe(n), f.want()), f.typeHint(n))
		return nil, false
	}
	switch f.typ {
	case listType:
		seq, ok := n.(*ast.SequenceNode)
		if !ok {
			return wrong()
		}
		return d.list(f, seq)
	case textType, secretType:
		text, ok := textOf(n)
		if !ok {
			return wrong()
		}
		if f.typ == secretType {
			return NewSecret(text), true
		}
		return text, true
	case boolType:
		if b, ok := n.(*ast.BoolNode); ok {
			return b.Value, true
		}
	case intType:
		if i, ok := wholeNumber(n); ok {
			return int(i), true
		}
	case floatType:
		if x, ok := n.(*ast.FloatNode); ok {
			return x.Value, true
		}
		if i, ok := wholeNumber(n); ok {
			return float64(i), true
		}
	case sizeType:
		if i, ok := wholeNumber(n); ok {
			return Size(i), true
		}
		if text, ok := textOf(n); ok {
			if s, ok := parseSize(text); ok {
				return s, true
			}
		}
	}
	return wrong()
}

func (d *decoder) list(f field, seq *ast.SequenceNode) (any, bool) {
	list, good := []string{}, true
	for _, n := range seq.Values {
		text, ok := textOf(n)
		if !ok {
			d.fail(d.at(n), fmt.Sprintf("%s holds %s, not text", f.key, describe(n)), f.typeHint(n))
			good = false
			continue
		}
		list = append(list, text)
		d.layer.items[f.key] = append(d.layer.items[f.key], d.at(n))
		d.check(f, text, d.at(n))
	}
	if good {
		if i := repeated(list); i >= 0 {
			d.fail(d.at(seq.Values[i]), fmt.Sprintf("%s holds %q twice", f.key, list[i]), "remove one")
		}
	}
	return list, good
}

// typeHint says how to write the value n so that it fits f.
func (f field) typeHint(n ast.Node) string {
	text, isText := textOf(n)
	switch {
	case f.typ == secretType:
		return "put it in quotes"
	case f.typ == listType && isText:
		return fmt.Sprintf("write [%s]", text)
	case f.typ == boolType && isText:
		switch strings.ToLower(text) {
		case "yes", "on":
			return "write true"
		case "no", "off":
			return "write false"
		}
	case f.typ == textType || f.typ == listType:
		switch n.(type) {
		case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
			return fmt.Sprintf("write %q", n.GetToken().Value)
		case *ast.NullNode:
			return "give a value, or leave the line out"
		}
	}
	return ""
}

func (d *decoder) check(f field, value any, at place) {
	if message, hint := check(f, value); message != "" {
		d.fail(at, message, hint)
	}
}

func (d *decoder) fail(at place, message, hint string) {
	d.problems = append(d.problems, at.problem(message, hint))
}

func (d *decoder) at(n ast.Node) place {
	t := n.GetToken()
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		t = m.Values[0].Key.GetToken() // the mapping's own token is a colon
	}
	return d.place(t)
}

func (d *decoder) place(t *token.Token) place {
	at := place{where: d.name, line: 1, column: 1}
	if t == nil || t.Position == nil {
		return at
	}
	at.line, at.column = max(t.Position.Line, 1), max(t.Position.Column, 1)
	at.width = utf8.RuneCountInString(t.Value)
	if t.Type == token.SingleQuoteType || t.Type == token.DoubleQuoteType {
		at.width += 2
	}
	if at.line <= len(d.lines) {
		at.source = d.lines[at.line-1]
	}
	return at
}

func textOf(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return strings.TrimRight(n.Value.Value, "\n"), true
	}
	return "", false
}

func wholeNumber(n ast.Node) (int64, bool) {
	i, ok := n.(*ast.IntegerNode)
	if !ok {
		return 0, false
	}
	switch v := i.Value.(type) {
	case int64:
		return v, true
	case uint64:
		return int64(v), v <= math.MaxInt64
	}
	return 0, false
}

// describe names the kind of n for people.
func describe(n ast.Node) string {
	switch n.(type) {
	case *ast.StringNode, *ast.LiteralNode:
		return "text"
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return "a number"
	case *ast.BoolNode:
		return n.GetToken().Value
	case *ast.NullNode:
		return "empty"
	case *ast.SequenceNode:
		return "a list"
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a mapping"
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
		return "an anchor or alias (not supported here)"
	case *ast.TagNode:
		return "a tagged value (not supported here)"
	}
	return "something else"
}
