package export

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A LineError says what is wrong with a file and where.
type LineError struct {
	Line int // from 1
	Err  error
}

func (e *LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

func (e *LineError) Unwrap() error { return e.Err }

// Read reads JSON Lines from r and calls f with each object: a *Header,
// *Document, *Sentence, *Mention, *Ignore, *Entity, *Proposition, *Attribution
// or *Claim. Kinds and fields that it does not know are left out.
//
// It checks that required fields are there, that every span holds the text that
// it says, and that what is referred to exists: entities anywhere in the file,
// all else in the same document, whose records must follow it. The first fault
// ends it with a [*LineError]; an error of f ends it as it is.
func Read(r io.Reader, f func(object any) error) error {
	lines := bufio.NewReaderSize(r, 1<<16)
	c := checker{file: newScope(), inDoc: newScope()}
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return err
		}
		c.line++
		if text := bytes.TrimSpace(line); len(text) > 0 {
			object, fault := c.parse(text)
			if fault != nil {
				return at(c.line, fault)
			}
			if object != nil {
				if err := f(object); err != nil {
					return err
				}
			}
		}
		if err == io.EOF {
			return c.end()
		}
	}
}

// at says on which line an error is, unless it says so itself.
func at(line int, err error) error {
	var already *LineError
	if errors.As(err, &already) {
		return err
	}
	return &LineError{line, err}
}

// A checker knows what earlier lines have said.
type checker struct {
	line  int
	doc   string
	text  []rune // of the document
	file  scope  // of documents and entities
	inDoc scope  // of all else
}

// A scope is where ids are unique and references must be met. Keys are kind,
// blank and id.
type scope struct {
	defined map[string]bool
	wanted  map[string]int // the first line that needs it
}

func newScope() scope { return scope{map[string]bool{}, map[string]int{}} }

// unmet returns an error for the first reference to what is not there.
func (s scope) unmet() error {
	first := &LineError{}
	for key, line := range s.wanted {
		if !s.defined[key] && (first.Err == nil || line < first.Line) {
			first = &LineError{line, fmt.Errorf("there is no %s", key)}
		}
	}
	if first.Err == nil {
		return nil
	}
	return first
}

func (c *checker) scope(kind string) scope {
	if kind == "entity" || kind == "document" {
		return c.file
	}
	return c.inDoc
}

func (c *checker) parse(line []byte) (any, error) {
	var head struct{ Kind, ID, Doc string }
	if err := json.Unmarshal(line, &head); err != nil {
		return nil, err
	}
	var object any
	switch head.Kind {
	case "":
		return nil, errors.New("no kind")
	case "header":
		object = new(Header)
	case "document":
		object = new(Document)
	case "sentence":
		object = new(Sentence)
	case "mention":
		object = new(Mention)
	case "ignore":
		object = new(Ignore)
	case "entity":
		object = new(Entity)
	case "proposition":
		object = new(Proposition)
	case "attribution":
		object = new(Attribution)
	case "claim":
		object = new(Claim)
	default:
		return nil, nil
	}
	if err := json.Unmarshal(line, object); err != nil {
		return nil, fmt.Errorf("%s: %w", head.Kind, err)
	}
	if err := c.identify(head.Kind, head.ID, head.Doc); err != nil {
		return nil, err
	}
	if err := c.check(object); err != nil {
		return nil, fmt.Errorf("%s: %w", strings.TrimSpace(head.Kind+" "+head.ID), err)
	}
	return object, nil
}

// identify checks the ids that an object of this kind must have.
func (c *checker) identify(kind, id, doc string) error {
	switch kind {
	case "header":
		return nil
	case "document":
		if err := c.inDoc.unmet(); err != nil {
			return err
		}
		c.inDoc = newScope()
		c.doc = id
	case "entity":
	default:
		if doc == "" || doc != c.doc {
			return fmt.Errorf("%s %s: it belongs to document %q but follows document %q", kind, id, doc, c.doc)
		}
	}
	if id == "" {
		if kind == "sentence" {
			return nil
		}
		return fmt.Errorf("%s: no id", kind)
	}
	defined := c.scope(kind).defined
	if defined[kind+" "+id] {
		return fmt.Errorf("%s %s: a second one with this id", kind, id)
	}
	defined[kind+" "+id] = true
	return nil
}

func (c *checker) check(object any) error {
	switch o := object.(type) {
	case *Header:
		if o.Format != Format || o.Version != Version {
			return fmt.Errorf("format %q version %d, known is %q version %d", o.Format, o.Version, Format, Version)
		}
	case *Document:
		c.text = []rune(o.Text)
	case *Sentence:
		return c.bounds(o.Start, o.End)
	case *Entity:
		return required("name", o.Name, "type", o.Type)
	case *Mention:
		c.want("entity", o.Entity)
		return errors.Join(required("type", o.Type, "form", o.Form), c.span("mention", &o.Span), c.span("head", o.Head))
	case *Ignore:
		return c.span("ignore", &o.Span)
	case *Proposition:
		c.want("attribution", o.Attribution)
		errs := []error{c.argument("subject", &o.Subject), c.argument("object", o.Object),
			c.span("predicate", &o.Predicate.Span), c.span("predicate.head", o.Predicate.Head), c.span("cue", o.Cue)}
		for i := range o.Arguments {
			errs = append(errs, c.argument("arguments", &o.Arguments[i]))
		}
		return errors.Join(errs...)
	case *Attribution:
		return errors.Join(c.span("content", &o.Content), c.argument("source", o.Source), c.span("cue", o.Cue))
	case *Claim:
		return c.claim(o)
	}
	return nil
}

func (c *checker) claim(o *Claim) error {
	c.want("attribution", o.Attribution)
	c.want("proposition", o.Proposition)
	errs := []error{
		required("predicate", o.Predicate, "status", o.Status, "quote", o.Quote, "subject.entity", o.Subject.Entity,
			"object.entity or object.value", o.Object.Entity+o.Object.Value),
		c.span("quote", &Span{Start: o.Start, End: o.End, Text: o.Quote}),
		c.argument("subject", &o.Subject), c.argument("object", &o.Object),
		c.argument("speaker", o.Speaker), c.span("cue", o.Cue),
	}
	for i := range o.Speakers {
		errs = append(errs, c.argument("speakers", &o.Speakers[i]))
	}
	for role, q := range o.Qualifiers {
		errs = append(errs, c.argument("qualifiers."+role, &q))
	}
	if o.Time != nil {
		errs = append(errs, c.span("time", o.Time.Span))
	}
	return errors.Join(errs...)
}

// required takes names and values in turn.
func required(pairs ...string) error {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			return fmt.Errorf("no %s", pairs[i])
		}
	}
	return nil
}

func (c *checker) argument(field string, a *Argument) error {
	if a == nil {
		return nil
	}
	c.want("entity", a.Entity)
	c.want("mention", a.Mention)
	return c.span(field, &a.Span)
}

// want notes a reference; "" is none.
func (c *checker) want(kind, id string) {
	wanted := c.scope(kind).wanted
	if key := kind + " " + id; id != "" && wanted[key] == 0 {
		wanted[key] = c.line
	}
}

func (c *checker) bounds(start, end int) error {
	if start < 0 || end < start || end > len(c.text) {
		return fmt.Errorf("%d to %d is no stretch of a text of %d code points", start, end, len(c.text))
	}
	return nil
}

func (c *checker) span(field string, s *Span) error {
	if s == nil {
		return nil
	}
	parts := s.Parts
	if parts == nil {
		parts = [][2]int{{s.Start, s.End}}
	}
	var texts []string
	for _, p := range parts {
		if err := c.bounds(p[0], p[1]); err != nil {
			return fmt.Errorf("%s: %w", field, err)
		}
		texts = append(texts, string(c.text[p[0]:p[1]]))
	}
	if text := strings.Join(texts, " "); text != s.Text {
		return fmt.Errorf("%s: the text has %q from %d to %d, not %q", field, text, s.Start, s.End, s.Text)
	}
	return nil
}

func (c *checker) end() error { return cmp.Or(c.inDoc.unmet(), c.file.unmet()) }
