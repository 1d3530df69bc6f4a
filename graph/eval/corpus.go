package eval

import (
	"path"
	"strings"
)

// A Corpus is one side of a comparison.
type Corpus struct {
	Documents []*Document
}

// A Document holds the marks on one text; positions count code points.
type Document struct {
	Name     string // base name of its file, without the ending; else its id
	Text     string
	Mentions []Mention
	Claims   []Claim
}

// A Mention marks a stretch of text.
type Mention struct {
	Start, End         int
	Type, Form, Entity string
}

// An Argument is one end of a claim, or its speaker. Start == End == 0: the
// text does not say it.
type Argument struct {
	Start, End          int
	Text, Entity, Value string
}

// A Claim is a statement in the sentence from Start to End.
type Claim struct {
	Predicate       string
	Subject, Object Argument
	Status          string
	Start, End      int
	Quote           string
	Attributed      bool
	Speaker         Argument // the outermost; zero if it is not named
	Edge            bool
	Symmetric       bool
}

// find returns the document of c with the text of g, or nil.
func (c *Corpus) find(g *Document) *Document {
	for _, d := range c.Documents {
		if d.Text == g.Text {
			return d
		}
	}
	return nil
}

func baseName(file string) string {
	base := path.Base(strings.ReplaceAll(file, `\`, "/"))
	return strings.TrimSuffix(base, path.Ext(base))
}
