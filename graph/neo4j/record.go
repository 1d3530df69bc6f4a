package neo4j

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"

	"dossier/graph"
)

// item is a change made ready to be sent.
type item struct {
	index  int // in the caller's changes
	change graph.Change
	key    string
	hash   string
	size   int // rough size on the wire
}

// maxID is the longest id, in bytes. Neo4j cannot index one of 8 kB.
const maxID = 4096

// Holds says whether the database shows a record: facts that are not live, and
// those whose object is a literal, have no edge. Changes to other records are
// accepted without effect, save that what was held before is removed.
func Holds(r graph.Record) bool {
	f, ok := r.(*graph.Fact)
	return !ok || f.Live && f.Object != ""
}

// identifier is what labels, relationship types and property names must be.
// Neo4j takes more, but keeps each for ever, and its quoting has holes.
var identifier = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{0,127}$`)

// ownLabels are those that mean something to this package.
var ownLabels = []string{"Entity", "Document", "Claim", "Dossier", "Former"}

// properties are those of a node or an edge. Empty values are not put in.
type properties map[string]any

func (p properties) text(name, value string) {
	if value != "" {
		p[name] = value
	}
}

func (p properties) texts(name string, values []string) {
	if len(values) > 0 {
		p[name] = values
	}
}

func (p properties) flag(name string, value bool) {
	if value {
		p[name] = true
	}
}

// free puts in a value under its own name or, if that is taken, under the name
// with underscores.
func (p properties) free(name string, value any) {
	for {
		if _, taken := p[name]; !taken {
			p[name] = value
			return
		}
		name += "_"
	}
}

func entityProperties(e *graph.Entity, hash string) properties {
	p := properties{"id": e.ID, "hash": hash, "type": e.Type, "types": e.Labels, "name": e.Name, "aliases": e.Aliases}
	for _, name := range slices.Sorted(maps.Keys(e.Properties)) {
		p.free(name, e.Properties[name])
	}
	for _, name := range slices.Sorted(maps.Keys(e.Links)) {
		p.free(name, e.Links[name])
	}
	return p
}

func documentProperties(d *graph.Document, hash string) properties {
	p := properties{"id": d.ID, "hash": hash}
	p.text("uri", d.URI)
	p.text("title", d.Title)
	p.text("published", d.Published)
	p.text("language", d.Language)
	p.text("source", d.Source)
	p.texts("authors", d.Authors)
	p.text("revision", d.Revision)
	return p
}

func claimProperties(e *graph.Evidence, hash string) properties {
	p := properties{
		"id": e.ID, "hash": hash, "predicate": e.Predicate, "confidence": e.Confidence,
		"quote": e.Quote, "start": e.Start, "end": e.End,
		"subjectStart": e.SubjectStart, "subjectEnd": e.SubjectEnd,
		"objectStart": e.ObjectStart, "objectEnd": e.ObjectEnd,
	}
	p.text("status", string(e.Status))
	p.text("nuance", string(e.Nuance))
	p.flag("negated", e.Negated)
	p.flag("attributed", e.Attributed)
	p.flag("own", e.Own)
	p.flag("supports", e.Supports)
	p.flag("inferred", e.Inferred)
	p.flag("confirmed", e.Confirmed)
	p.text("value", e.Value)
	p.text("datatype", e.Datatype)
	p.text("cue", e.Cue)
	p.texts("rules", e.Rules)
	p.text("via", e.Via)
	p.text("denies", e.Denies)
	if t := e.Time; t != nil {
		p.text("time", t.Value)
		p.text("timePrecision", t.Precision)
		p.text("timeFrom", t.From)
		p.text("timeTo", t.To)
	}
	var words []string
	for _, q := range e.Qualifiers {
		words = append(words, q.Role+": "+q.Text)
	}
	p.texts("qualifiers", words)
	if n := len(linkRows(e)); n > 0 {
		p["links"] = n // edges to speakers and qualifiers, so that a lost one shows
	}
	return p
}

func factProperties(f *graph.Fact, hash string) properties {
	p := properties{
		"id": f.ID, "hash": hash, "claims": f.Claims, "documents": f.Documents, "sources": f.Sources,
		"confidence": f.Confidence,
	}
	p.flag("symmetric", f.Symmetric)
	p.text("since", f.Since)
	p.text("until", f.Until)
	p.text("firstPublished", f.FirstPublished)
	p.text("lastPublished", f.LastPublished)
	p.text("quote", f.Quote)
	p.text("basis", f.Basis)
	return p
}

// prepare checks all changes before any of them is written.
func prepare(changes []graph.Change) ([]item, error) {
	items := make([]item, len(changes))
	for i, c := range changes {
		if c.Record == nil {
			return nil, &Error{Reason: BadRecord, What: fmt.Sprintf("change %d has no record", i)}
		}
		var err error
		switch c.Action {
		case graph.Create, graph.Modify, graph.Delete:
			err = check(c)
		default:
			err = fmt.Errorf("no action %q", c.Action)
		}
		if err != nil {
			return nil, &Error{Reason: BadRecord, Err: err,
				What: fmt.Sprintf("%s %s cannot be stored: %v", c.Record.Kind(), shorten(c.Record.Key()), err)}
		}
		items[i] = item{index: i, change: c, key: c.Record.Key()}
		if c.Action != graph.Delete {
			items[i].hash, items[i].size = c.Record.Hash(), size(c.Record)
		}
	}
	return items, nil
}

// check says why a record cannot be stored. Of one to be deleted, only what
// finds it is looked at.
func check(c graph.Change) error {
	var ids, names []string // all ids; what must be an identifier
	var props properties
	switch r := c.Record.(type) {
	case *graph.Entity:
		ids = []string{r.ID}
		if c.Action != graph.Delete {
			for _, l := range r.Labels {
				if slices.Contains(ownLabels, l) {
					return fmt.Errorf("the label %s means something else here", l)
				}
			}
			names = slices.Concat(r.Labels, slices.Collect(maps.Keys(r.Links)), slices.Collect(maps.Keys(r.Properties)))
			props = entityProperties(r, "")
		}
	case *graph.Document:
		ids, props = []string{r.ID}, documentProperties(r, "")
	case *graph.MentionedIn:
		ids = []string{r.Entity, r.Document}
	case *graph.Evidence:
		ids = []string{r.ID}
		if c.Action != graph.Delete {
			if (r.Object == "") == (r.Value == "") {
				return fmt.Errorf("its object must be either an entity or a literal")
			}
			props = claimProperties(r, "")
			for _, e := range ends(r) {
				ids = append(ids, e.id)
			}
		}
	case *graph.Fact:
		ids = []string{r.ID}
		if c.Action == graph.Delete && r.Subject == "" {
			break // nothing but the id is known
		}
		ids, names = append(ids, r.Subject), []string{r.Predicate}
		if r.Object != "" {
			ids = append(ids, r.Object)
		}
		if c.Action != graph.Delete {
			props = factProperties(r, "")
		}
	default:
		return fmt.Errorf("no record of this kind is known")
	}
	for _, id := range ids {
		if id == "" {
			return fmt.Errorf("an id is empty")
		}
		if len(id) > maxID {
			return fmt.Errorf("the id %s has %d bytes, more than %d", shorten(id), len(id), maxID)
		}
		if !utf8.ValidString(id) {
			return fmt.Errorf("the id %s is not UTF-8", shorten(id))
		}
	}
	for _, name := range names {
		if !identifier.MatchString(name) {
			return fmt.Errorf("%s is no identifier, that is letters, digits and underscores, first a letter", shorten(name))
		}
	}
	return props.check()
}

// check refuses what Neo4j would store silently though nobody can mean it.
func (p properties) check() error {
	for _, name := range slices.Sorted(maps.Keys(p)) {
		switch v := p[name].(type) {
		case string:
			if !utf8.ValidString(v) {
				return fmt.Errorf("%s is not UTF-8", name)
			}
		case []string:
			for _, s := range v {
				if !utf8.ValidString(s) {
					return fmt.Errorf("%s is not UTF-8", name)
				}
			}
		case float64:
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("%s is %v", name, v)
			}
		}
	}
	return nil
}

// size is a rough measure of what a record takes in a message and, times some
// factor, in the server's memory.
func size(r graph.Record) int {
	const each = 200 // keys and numbers
	n := each + len(r.Key())
	add := func(strings ...string) {
		for _, s := range strings {
			n += len(s)
		}
	}
	switch r := r.(type) {
	case *graph.Entity:
		add(r.Name)
		add(r.Aliases...)
		for _, values := range r.Properties {
			add(values...)
		}
	case *graph.Document:
		add(r.URI, r.Title)
		add(r.Authors...)
	case *graph.Evidence:
		add(r.Quote, r.Value, r.Cue, r.Subject, r.Object, r.Document)
		add(r.Rules...)
		for _, q := range r.Qualifiers {
			add(q.Text)
		}
	case *graph.Fact:
		add(r.Quote, r.Subject, r.Object)
	}
	return n
}

// shorten quotes s for a message.
func shorten(s string) string {
	if len(s) > 60 {
		s = s[:60] + "..."
	}
	return strconv.QuoteToASCII(s)
}
