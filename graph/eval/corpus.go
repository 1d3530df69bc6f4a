package eval

import (
	"cmp"
	"io"
	"slices"

	"dossier/graph/export"
)

// A Corpus is one side of a comparison.
type Corpus struct {
	Documents []*Document
}

// A Document holds the marks on one text; positions count code points.
type Document struct {
	Name     string // its id
	Text     string
	Mentions []Mention
	Claims   []Claim
	Ignored  [][2]int // stretches where nothing counts
	// The relations that are annotated, all if none is named; claims of others
	// do not count.
	Annotated []string
}

// A Mention marks a stretch of text. Head and HeadEnd bound its main word, which
// says what it speaks of; both are 0 if that is not told.
type Mention struct {
	Start, End         int
	Type, Form, Entity string
	Head, HeadEnd      int
}

// speaks reports whether m and w are about the same words: their main words, where
// told, overlap.
func (m Mention) speaks(w Mention) bool {
	for _, x := range []*Mention{&m, &w} {
		if x.HeadEnd > x.Head {
			x.Start, x.End = x.Head, x.HeadEnd
		}
	}
	return m.Start < w.End && w.Start < m.End
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

// ignores reports whether a mention from start to end stands where nothing
// counts.
func (d *Document) ignores(start, end int) bool {
	return slices.ContainsFunc(d.Ignored, func(s [2]int) bool { return start < s[1] && s[0] < end })
}

// counted returns those of claims whose relation is annotated in d. Values of
// attributes (dates of birth and the like) are if d has any.
func (d *Document) counted(claims []Claim) []Claim {
	values := slices.ContainsFunc(d.Claims, Claim.isValue)
	var kept []Claim
	for _, c := range claims {
		if d.Annotated == nil && (values || !c.isValue()) || slices.Contains(d.Annotated, c.Predicate) {
			kept = append(kept, c)
		}
	}
	return kept
}

// isValue reports whether c gives the value of an attribute.
func (c Claim) isValue() bool { return c.Object.Entity == "" && c.Object.Value != "" }

// Load adds what r holds, a JSON Lines export, to c. symmetric tells which
// relations read the same both ways.
func (c *Corpus) Load(r io.Reader, symmetric func(predicate string) bool) error {
	var d *Document
	err := export.Read(r, func(object any) error {
		switch o := object.(type) {
		case *export.Document:
			d = &Document{Name: o.ID, Text: o.Text, Annotated: o.Annotated}
			c.Documents = append(c.Documents, d)
		case *export.Mention:
			m := Mention{Start: o.Start, End: o.End, Type: o.Type, Form: o.Form, Entity: o.Entity}
			if o.Head != nil && o.Form != "name" { // of a name every word counts
				m.Head, m.HeadEnd = o.Head.Start, o.Head.End
			}
			d.Mentions = append(d.Mentions, m)
		case *export.Ignore:
			d.Ignored = append(d.Ignored, [2]int{o.Start, o.End})
		case *export.Claim:
			d.Claims = append(d.Claims, claim(o, symmetric(o.Predicate)))
		}
		return nil
	})
	slices.SortFunc(c.Documents, func(a, b *Document) int { return cmp.Compare(a.Name, b.Name) })
	return err
}

func claim(o *export.Claim, symmetric bool) Claim {
	c := Claim{
		Predicate: o.Predicate, Subject: argument(&o.Subject), Object: argument(&o.Object),
		Status: o.Status, Start: o.Start, End: o.End, Quote: o.Quote,
		Attributed: o.Speaker != nil || o.Attribution != "", Edge: o.Edge, Symmetric: symmetric,
	}
	if o.Speaker != nil {
		c.Speaker = argument(o.Speaker)
	}
	return c
}

func argument(a *export.Argument) Argument {
	return Argument{Start: a.Start, End: a.End, Text: a.Text, Entity: a.Entity, Value: a.Value}
}
