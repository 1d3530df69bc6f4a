package resolve

import (
	"math"
	"slices"
	"strings"

	"dossier/extract"
	"dossier/graph"
)

// A Summary is what resolution needs of one document. It depends on that
// document and the tree of types alone, so it is kept beside the layers.
type Summary struct {
	Document   graph.Document   // File left out: it says nothing
	Entities   []DocumentEntity // chains with a name, ascending
	Statements []Statement      // claims between such chains or about one, by place
}

// A DocumentEntity is a chain that has a name.
type DocumentEntity struct {
	Chain    int
	Key      string   // see the package documentation
	Linked   bool     // the key is the id of a gazetteer entry
	Type     string   // of the tree, never a value
	Mentions int      // of any form
	Names    []string // the fullest first
	// Acronyms lists the keys of chains that know this one by an acronym alone.
	Acronyms []string
}

// A Statement is a claim whose ends are chains still.
type Statement struct {
	Evidence   graph.Evidence // without the ids of entities, Supports and Denies
	Subject    int            // chain
	Object     int            // chain, -1 for a literal
	Speakers   []int          // chains, outermost first; -1 where the source is not a named thing
	Qualifiers []int          // chains of Evidence.Qualifiers, -1 for words
}

// Summarize reads a, whose claims layer is complete. Claims with an end that
// no name speaks of are left out: they cannot be found again in other
// documents.
func Summarize(a *extract.Analysis, types *extract.Types) *Summary {
	d := &a.Document
	s := &Summary{Document: graph.Document{
		ID: d.ID, URI: d.URI, Title: d.Title, Published: d.Published, Language: d.Language,
		Source: d.Source, Authors: d.Authors, Revision: extract.Hash("text", d.Text),
	}}
	named := map[int]bool{}
	for i, c := range a.Chains {
		if e, ok := documentEntity(i, c, types); ok {
			named[i] = true
			s.Entities = append(s.Entities, e)
		}
	}
	offsets := extract.NewOffsets(d.Text)
	seen := map[string]bool{}
	for i := range a.Claims {
		c := &a.Claims[i]
		literal := c.Object.Chain < 0 && c.Object.Value != ""
		if seen[c.ID] || !named[c.Subject.Chain] || !literal && !named[c.Object.Chain] {
			continue
		}
		seen[c.ID] = true
		s.Statements = append(s.Statements, statement(a, c, named, offsets))
	}
	slices.SortStableFunc(s.Statements, func(x, y Statement) int {
		return comparePlace(&x.Evidence, &y.Evidence)
	})
	return s
}

func documentEntity(i int, c extract.Chain, types *extract.Types) (DocumentEntity, bool) {
	root := types.Root(c.Type)
	if c.Name == "" || root == "" || extract.IsValue(c.Type) {
		return DocumentEntity{}, false
	}
	core := Core(c.Name, root)
	e := DocumentEntity{
		Chain: i, Key: c.Link, Linked: c.Link != "", Type: c.Type, Mentions: len(c.Mentions),
		Names: append([]string{c.Name}, c.Aliases...),
	}
	if !e.Linked {
		e.Key = key(root, core)
	}
	// A core of one word could itself be somebody's acronym: leads would chain.
	if e.Linked || strings.Contains(core, "-") {
		for _, alias := range e.Names {
			short := key(root, Core(alias, root))
			if short != e.Key && !slices.Contains(e.Acronyms, short) &&
				slices.ContainsFunc(e.Names, func(long string) bool { return IsAcronym(alias, long) }) {
				e.Acronyms = append(e.Acronyms, short)
			}
		}
	}
	return e, true
}

func key(root, core string) string { return strings.ToLower(root) + ":" + core }

func statement(a *extract.Analysis, c *extract.Claim, named map[int]bool, offsets *extract.Offsets) Statement {
	sentence := a.Sentences[c.Sentence].Span
	span := func(s extract.Span) (start, end int) { return offsets.Rune(s.Start), offsets.Rune(s.End) }
	chain := func(i int) int {
		if named[i] {
			return i
		}
		return -1
	}
	e := graph.Evidence{
		ID: c.ID, Document: a.Document.ID, Predicate: c.Predicate,
		Status: c.Status, Nuance: c.Nuance, Negated: c.Negated, Confidence: Round(c.Confidence),
		Attributed: len(c.Attributions) > 0, Own: c.Own,
		Quote: sentence.In(a.Document.Text), Cue: a.Text(c.Cue), Rules: c.Rules,
		Via: c.Subject.Via, Inferred: c.Inferred,
	}
	if e.Via == "" {
		e.Via = c.Object.Via
	}
	e.Start, e.End = span(sentence)
	e.SubjectStart, e.SubjectEnd = span(c.Subject.Span)
	e.ObjectStart, e.ObjectEnd = span(c.Object.Span)
	if c.Time != nil {
		t := *c.Time
		t.Span = extract.Span{}
		e.Time = &t
	}
	s := Statement{Subject: c.Subject.Chain, Object: c.Object.Chain}
	if c.Object.Chain < 0 {
		s.Object = -1
		e.Value, e.Datatype = c.Object.Value, c.Object.Datatype
	}
	for _, i := range c.Attributions {
		speaker := -1
		if source := a.Attributions[i].Source; source != nil {
			speaker = chain(source.Chain)
		}
		s.Speakers = append(s.Speakers, speaker)
	}
	for _, q := range c.Qualifiers {
		text := a.Text(q.Span)
		if q.Value != "" {
			text = q.Value
		}
		e.Qualifiers = append(e.Qualifiers, graph.Qualifier{Role: q.Role, Text: text})
		s.Qualifiers = append(s.Qualifiers, chain(q.Chain))
	}
	s.Evidence = e
	return s
}

// Round rounds to three digits, as everything that is stored or shown is.
func Round(x float64) float64 { return math.Round(x*1000) / 1000 }
