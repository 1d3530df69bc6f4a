package resolve

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"dossier/extract"
)

// Version is raised whenever the same input gives another output.
const Version = 1

// A Config is what decides beside the documents.
type Config struct {
	Types *extract.Types
	// Relations by name; a predicate that is missing here is not symmetric.
	Relations map[string]Relation
	Policy    Policy
	// References tells what is known of the entities that chains are linked
	// to, by id. Optional: what is missing is taken from the documents.
	References map[string]Reference
	// Gazetteer knows more of them than are worth a list; nil for none.
	Gazetteer Source
	// Judgements of users; nil for none. They are no part of the fingerprint:
	// see [Judgements.Since].
	Judgements *Judgements
}

// A Relation is what resolution must know of a relation of the ontology.
type Relation struct {
	Symmetric bool // the ends may be swapped: both ways are one fact
}

// A Policy says which evidence supports a typed edge: by default what the
// author asserts, or what a speaker reports of its own act.
type Policy struct {
	Speakers   bool    // what a third party asserts counts as well
	Past       bool    // what held and is over counts as well
	Confidence float64 // the least that counts, 0 to 1
}

// A Reference is an entity of a gazetteer.
type Reference struct {
	Name  string
	Type  string
	Links map[string]string // "wikidata" to "Q..."
}

// A Source looks references up. What has the same Checksum gives the same answers.
type Source interface {
	Reference(id string) (Reference, bool)
	Checksum() string
}

// reference is what is known of an id, nothing if that is nothing.
func (c *Config) reference(id string) Reference {
	r, ok := c.References[id]
	if !ok && c.Gazetteer != nil {
		r, _ = c.Gazetteer.Reference(id)
	}
	return r
}

// Fingerprint changes with everything in c that the result depends on.
func (c *Config) Fingerprint() string {
	b, err := json.Marshal(struct {
		Relations map[string]Relation
		Policy    Policy
	}{c.Relations, c.Policy})
	if err != nil { // only a NaN can do this
		panic("resolve: " + err.Error())
	}
	gazetteer := ""
	if c.Gazetteer != nil {
		gazetteer = c.Gazetteer.Checksum()
	}
	return extract.Hash("resolve", SummaryFingerprint(c.Types), string(b), c.referencesHash(), gazetteer)
}

// referencesHash is of what may be thousands, so no reflection is used.
func (c *Config) referencesHash() string {
	parts := make([]string, 0, 4*len(c.References))
	for _, id := range slices.Sorted(maps.Keys(c.References)) {
		r := c.References[id]
		parts = append(parts, id, r.Name, r.Type, strconv.Itoa(len(r.Links)))
		for _, base := range slices.Sorted(maps.Keys(r.Links)) {
			parts = append(parts, base, r.Links[base])
		}
	}
	return extract.Hash(parts...)
}

// SummaryFingerprint changes when the summaries of documents do: with the tree
// of types, which keys start from.
func SummaryFingerprint(types *extract.Types) string {
	parts := []string{"summary", strconv.Itoa(Version)}
	for _, name := range types.Names() {
		parts = append(parts, name, strings.Join(types.Path(name), ">"))
	}
	return extract.Hash(parts...)
}
