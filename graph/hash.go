package graph

import (
	"encoding/json"
	"fmt"

	"dossier/extract"
)

// Hash returns the content hash of e.
func (e *Entity) Hash() string { return contentHash(e) }

// Hash returns the content hash of d, the path of its file left out.
func (d *Document) Hash() string {
	shown := *d
	shown.File = ""
	return contentHash(&shown)
}

// Hash returns the content hash of m.
func (m *MentionedIn) Hash() string { return contentHash(m) }

// Hash returns the content hash of e.
func (e *Evidence) Hash() string { return contentHash(e) }

// Hash returns the content hash of f.
func (f *Fact) Hash() string { return contentHash(f) }

// contentHash relies on encoding/json: struct fields in order, map keys sorted.
func contentHash(r Record) string {
	b, err := json.Marshal(r)
	if err != nil { // only a NaN or an infinity can do this
		panic(fmt.Sprintf("graph: %s %s: %v", r.Kind(), r.Key(), err))
	}
	return extract.Hash(string(r.Kind()), string(b))
}

// FactID returns the id of the fact with these ends; object is an entity id or
// a literal's value. The ends of a symmetric fact may be given in either order.
func FactID(subject, predicate, object string, symmetric bool) string {
	if symmetric && object < subject {
		subject, object = object, subject
	}
	return extract.Hash("fact", subject, predicate, object)
}
