package rule

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// Limits of one rule file. They are far above what people write and keep a
// hostile file from costing more than its size.
const (
	maxFile   = 1 << 20 // bytes
	maxDepth  = 32      // nested lists and mappings
	maxErrors = 500     // of all files together
)

type nodeKind int

const (
	scalarNode nodeKind = iota
	listNode
	mapNode
)

// A node is a value of a rule file with its place: YAML without anchors,
// aliases, tags and types.
type node struct {
	kind    nodeKind
	line    int
	column  int    // of the first character, a quotation mark included
	text    string // of a scalar
	typ     string // of a plain scalar that is no string: "boolean", "number", "null"
	items   []*node
	entries []entry
}

type entry struct {
	key, value *node
}

// get returns the value of key, or nil.
func (n *node) get(key string) *node {
	if n == nil {
		return nil
	}
	for _, e := range n.entries {
		if e.key.text == key {
			return e.value
		}
	}
	return nil
}

// A source is a file being read: it collects errors.
type source struct {
	File
	split  []string // the lines, once they are asked for
	errors *Errors
}

func newSource(f File, errs *Errors) *source { return &source{File: f, errors: errs} }

func (s *source) lines() []string {
	if s.split == nil {
		s.split = strings.Split(strings.ReplaceAll(string(s.Data), "\r\n", "\n"), "\n")
	}
	return s.split
}

// line returns the line of that number, "" if there is none.
func (s *source) line(n int) string {
	if n < 1 || n > len(s.lines()) {
		return ""
	}
	return s.lines()[n-1]
}

// errorf notes an error at n.
func (s *source) errorf(n *node, hint, format string, args ...any) {
	width := 1
	if n.kind == scalarNode {
		width = utf8.RuneCountInString(n.text)
		if s.standsInline(n) && s.quoted(n) {
			width += 2
		}
	}
	s.errorAt(n.line, n.column, width, hint, format, args...)
}

// errorIn notes an error at bytes [start, end) of the text of the scalar n.
func (s *source) errorIn(n *node, start, end int, hint, format string, args ...any) {
	if !s.standsInline(n) || start < 0 || end > len(n.text) || start > end {
		s.errorf(n, hint, format, args...)
		return
	}
	column := n.column + utf8.RuneCountInString(n.text[:start])
	if s.quoted(n) {
		column++
	}
	s.errorAt(n.line, column, utf8.RuneCountInString(n.text[start:end]), hint, format, args...)
}

func (s *source) errorAt(line, column, width int, hint, format string, args ...any) {
	if len(*s.errors) >= maxErrors {
		if len(*s.errors) == maxErrors {
			*s.errors = append(*s.errors, &Error{File: s.Name, Line: line, Column: column, Width: 1,
				Message: "too many errors; the rest is not shown"})
		}
		return
	}
	text := s.line(line)
	if n := utf8.RuneCountInString(text); line >= 1 && line <= len(s.lines()) && column-1+width > n {
		width = max(n-column+1, 1)
	}
	const tooLong = 400 // a line that no terminal shows is not quoted
	if len(text) > tooLong {
		text = ""
	}
	*s.errors = append(*s.errors, &Error{File: s.Name, Line: line, Column: column, Width: width,
		Message: fmt.Sprintf(format, args...), Hint: hint, Source: text})
}

// quoted reports whether the scalar n begins with a quotation mark.
func (s *source) quoted(n *node) bool {
	_, c := cut(s.line(n.line), n.column-1, 1)
	return c == `"` || c == "'"
}

// parse reads the file's only document. It returns nil if the file is empty or
// no YAML; the latter is noted.
func (s *source) parse() (root *node) {
	if len(s.Data) > maxFile {
		s.errorAt(1, 1, 1, "split it into several files", "file of %d bytes is larger than %d", len(s.Data), maxFile)
		return nil
	}
	if i := firstInvalid(s.Data); i >= 0 {
		line := strings.Count(string(s.Data[:i]), "\n") + 1
		s.errorAt(line, 1, 1, "save the file as UTF-8", "invalid UTF-8")
		return nil
	}
	// The YAML library is trusted with well-formed files only.
	defer func() {
		if r := recover(); r != nil {
			s.errorAt(1, 1, 1, "check brackets, quotation marks and indentation", "cannot read the file as YAML")
			root = nil
		}
	}()
	tokens := lexer.Tokenize(string(s.Data))
	if !s.accept(tokens) {
		return nil
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		s.syntaxError(err)
		return nil
	}
	var docs []ast.Node
	for _, d := range file.Docs {
		if d.Body != nil {
			docs = append(docs, d.Body)
		}
	}
	if len(docs) > 1 {
		s.errorf(s.convert(docs[1], 0), "use one file each", "second YAML document in one file")
	}
	if len(docs) == 0 {
		return nil
	}
	return s.convert(docs[0], 0)
}

func firstInvalid(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 || r == 0 {
			return i
		}
		i += n
	}
	return -1
}

// accept refuses what the parser must not see: what a rule file does not need
// (anchors and aliases, tags, merge keys) and nesting that is too deep for it.
func (s *source) accept(tokens token.Tokens) bool {
	before := len(*s.errors)
	flow, line, dashes := 0, 0, 0
	for _, t := range tokens {
		p := t.Position
		if p.Line != line {
			line, dashes = p.Line, 0
		}
		refuse := func(hint, what string) {
			s.errorAt(p.Line, p.Column, utf8.RuneCountInString(strings.TrimSpace(t.Value)), hint, "%s", what)
		}
		switch t.Type {
		case token.AnchorType, token.AliasType:
			refuse("write the value out, or use a list", "YAML anchors and aliases are not supported")
		case token.TagType, token.DirectiveType:
			refuse("", "YAML tags and directives are not supported")
		case token.MergeKeyType:
			refuse("write the keys out", "YAML merge keys are not supported")
		case token.MappingKeyType:
			refuse(`write "key: value"`, "YAML complex keys are not supported")
		case token.InvalidType:
			hint := ""
			if strings.HasPrefix(strings.TrimSpace(t.Value), "@") {
				hint = `quote the name of a list: "@titles"`
			}
			message := strings.TrimSpace(t.Error)
			if message == "" {
				message = "invalid YAML"
			}
			refuse(hint, message)
		case token.SequenceStartType, token.MappingStartType:
			flow++
		case token.SequenceEndType, token.MappingEndType:
			flow--
		case token.SequenceEntryType:
			dashes++
		}
		if flow > maxDepth || dashes > maxDepth || p.IndentNum > 8*maxDepth {
			s.errorAt(p.Line, p.Column, 1, "", "nested more than %d deep", maxDepth)
			return false
		}
	}
	return len(*s.errors) == before
}

// syntaxError notes the parser's error with our own layout.
func (s *source) syntaxError(err error) {
	line, column := 1, 1
	message := err.Error()
	if e, ok := err.(interface {
		GetToken() *token.Token
		GetMessage() string
	}); ok {
		message = e.GetMessage()
		if t := e.GetToken(); t != nil && t.Position != nil {
			line, column = t.Position.Line, max(t.Position.Column, 1)
		}
	} else if first, _, ok := strings.Cut(message, "\n"); ok {
		message = first
	}
	s.errorAt(line, column, 1, "check brackets, quotation marks and indentation", "%s", message)
}

// convert turns a tree of the library into nodes. Repeated keys are noted and
// the first kept.
func (s *source) convert(in ast.Node, depth int) *node {
	p := in.GetToken().Position
	n := &node{line: p.Line, column: p.Column}
	if depth > maxDepth {
		s.errorAt(p.Line, p.Column, 1, "", "nested more than %d deep", maxDepth)
		return n
	}
	switch in := in.(type) {
	case *ast.MappingNode:
		n.kind = mapNode
		if len(in.Values) > 0 && !in.IsFlowStyle {
			k := in.Values[0].Key.GetToken().Position
			n.line, n.column = k.Line, k.Column
		}
		n.entries = make([]entry, 0, len(in.Values))
		for _, v := range in.Values {
			s.addEntry(n, v, depth)
		}
	case *ast.MappingValueNode:
		n.kind = mapNode
		k := in.Key.GetToken().Position
		n.line, n.column = k.Line, k.Column
		s.addEntry(n, in, depth)
	case *ast.SequenceNode:
		n.kind = listNode
		n.items = make([]*node, 0, len(in.Values))
		for _, v := range in.Values {
			n.items = append(n.items, s.convert(v, depth+1))
		}
	case *ast.StringNode:
		n.text = in.Value
	case *ast.LiteralNode:
		n.text = strings.TrimSpace(in.Value.Value)
	case *ast.BoolNode:
		n.text, n.typ = in.Token.Value, "boolean"
	case *ast.NullNode:
		n.typ = "null"
	case *ast.IntegerNode:
		n.text, n.typ = in.Token.Value, "number"
	case *ast.FloatNode:
		n.text, n.typ = in.Token.Value, "number"
	case *ast.InfinityNode:
		n.text, n.typ = in.Token.Value, "number"
	case *ast.NanNode:
		n.text, n.typ = in.Token.Value, "number"
	default:
		s.errorf(n, "", "unsupported YAML")
	}
	if n.column < 1 {
		n.column = 1
	}
	return n
}

func (s *source) addEntry(n *node, v *ast.MappingValueNode, depth int) {
	key := s.convert(v.Key, depth+1)
	if key.kind != scalarNode {
		s.errorf(key, "", "a key must be a word")
		return
	}
	for _, e := range n.entries {
		if e.key.text == key.text {
			s.errorf(key, "remove one of them", "key %q repeated, first in line %d", key.text, e.key.line)
			return
		}
	}
	n.entries = append(n.entries, entry{key, s.convert(v.Value, depth+1)})
}

// standsInline reports whether the text of n stands in its line letter for
// letter, perhaps in quotation marks, so that columns within it can be told.
func (s *source) standsInline(n *node) bool {
	if n.kind != scalarNode || n.line < 1 || n.line > len(s.lines()) {
		return false
	}
	before, _ := cut(s.line(n.line), n.column-1, 0)
	rest := s.line(n.line)[len(before):]
	if s.quoted(n) {
		rest = rest[1:]
	}
	return strings.HasPrefix(rest, n.text)
}
