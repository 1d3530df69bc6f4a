package gazetteer

import (
	"fmt"
	"regexp"
	"unicode"
	"unicode/utf8"

	"dossier/extract"
)

// An Entry is one thing with the names it goes by. The first name is the one to
// show.
type Entry struct {
	ID    string
	Type  string // of the ontology
	Names []string
	Links map[string]string // identifiers elsewhere: "lei" to "5299..."
}

// A Problem is a row that was left out, and why.
type Problem struct {
	File         string
	Line, Column int // from 1; Column 0 if only the line is known
	Message      string
}

func (p Problem) String() string {
	if p.Column == 0 {
		return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
}

// linkName is what a link may be called: it becomes a property's name.
var linkName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{0,63}$`)

// maxName is the longest name in bytes; what is longer is no name.
const maxName = 1024

// check says what is wrong with e, "" if nothing is.
func check(types *extract.Types, e *Entry) string {
	switch {
	case e.ID == "":
		return "id is missing"
	case e.Type == "":
		return "type is missing"
	case types.Path(e.Type) == nil || extract.IsValue(e.Type):
		return fmt.Sprintf("%q is no entity type", e.Type)
	case len(e.Names) == 0:
		return "names are missing"
	}
	for i, n := range e.Names {
		n = extract.Fold(n)
		first, _ := utf8.DecodeRuneInString(n)
		switch {
		case !utf8.ValidString(n):
			return fmt.Sprintf("name %q is no valid UTF-8", n)
		case !unicode.IsLetter(first) && !unicode.IsDigit(first):
			return fmt.Sprintf("name %q does not start with a letter or digit", n)
		case len(n) > maxName:
			return fmt.Sprintf("a name has %d bytes, more than %d", len(n), maxName)
		}
		e.Names[i] = n
	}
	for k := range e.Links {
		if !linkName.MatchString(k) {
			return fmt.Sprintf("link %q is no plain word", k)
		}
	}
	return ""
}
