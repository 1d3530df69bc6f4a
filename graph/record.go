package graph

import "dossier/extract"

// A Kind names a kind of record, in the order in which targets must create
// them: an evidence needs its entities and its document.
type Kind string

// The kinds of record.
const (
	KindEntity    Kind = "entity"
	KindDocument  Kind = "document"
	KindMentioned Kind = "mentioned"
	KindEvidence  Kind = "claim"
	KindFact      Kind = "fact"
)

// Kinds lists every Kind in the order of creation; deletion goes backwards.
var Kinds = [...]Kind{KindEntity, KindDocument, KindMentioned, KindEvidence, KindFact}

// A Record is a *Entity, *Document, *MentionedIn, *Evidence or *Fact.
type Record interface {
	Kind() Kind
	Key() string  // unique within the kind
	Hash() string // over all content, see [extract.Hash]
	record()
}

// A Document is a text that was read, as the graph shows it.
type Document struct {
	ID        string
	URI       string
	Title     string
	Published string // ISO 8601 of any precision
	Language  string
	Source    string
	Authors   []string
	File      string // path as the user gave it; kept out of targets and hashes
	Revision  string // hash of the text
}

// An Entity is a node.
type Entity struct {
	ID         string              // readable: "organization:zte", "country:china"
	Type       string              // the most specific type
	Labels     []string            // the type's path, root first: Organization, Company
	Name       string              // fullest name
	Aliases    []string            // other names and former ids, sorted
	Links      map[string]string   // identifiers elsewhere: "wikidata" to "Q..."
	Properties map[string][]string // live literals by attribute name, sorted
	Merged     []string            `json:",omitempty"` // ids that other documents' names would give it, sorted
}

// A MentionedIn says how often a document speaks of an entity.
type MentionedIn struct {
	Entity   string
	Document string
	Count    int
}

// An Evidence is a claim of one document with its ends resolved.
type Evidence struct {
	ID         string // the claim's
	Document   string
	Predicate  string
	Subject    string // entity id
	Object     string // entity id, "" for a literal
	Value      string // literal, "" for an entity
	Datatype   string
	Status     extract.Status
	Nuance     extract.Nuance
	Negated    bool
	Confidence float64  // 0 to 1, three digits
	Speakers   []string // entity ids, outermost first; "" where the source is not a named thing
	Attributed bool     // somebody else than the author says it
	Own        bool     // the speaker is the doer: counts as if the author said it
	Supports   bool     // under the configured policy it supports a typed edge
	Quote      string   // the whole sentence, white space as in the document
	Start, End int      // of the quote: code points of the document's text
	// Spans of subject and object where the text says them, in code points.
	SubjectStart, SubjectEnd int
	ObjectStart, ObjectEnd   int
	Cue                      string
	Rules                    []string
	Time                     *extract.Time // Span is zero
	Qualifiers               []Qualifier
	Via                      string
	Inferred                 bool
	Denies                   string // id of the claim that it denies
	Confirmed                bool   `json:",omitempty"` // by a user's judgement
}

// A Qualifier is a further role of an evidence: the role of an office, the
// amount of a fine.
type Qualifier struct {
	Role   string
	Text   string
	Entity string // id, "" if it is only words
}

// A Fact is an edge, or a property where Object is empty. Targets are handed
// those that [Fact.Edge] names; the others show only in their evidence and in
// the properties of their subjects.
type Fact struct {
	ID        string // hash of subject, predicate and object, unordered if symmetric
	Subject   string
	Predicate string
	Object    string
	Value     string
	Datatype  string
	Symmetric bool
	Live      bool // at least one evidence supports it: the typed edge exists
	// Over the evidence that supports the fact; all zero if it is not live.
	Claims         int
	Documents      int
	Sources        int     // independent ones: copies of one text count once
	Confidence     float64 // 1 − Π(1 − best of each independent source), three digits
	Since, Until   string  // earliest and latest stated
	FirstPublished string
	LastPublished  string
	Quote          string // highest confidence, then earliest publication, then id
	Basis          string // "" or the part of the policy that let it in: "speakers", "past"
	// Evidence lists the ids of all claims of this fact, whatever their
	// status, sorted.
	Evidence []string
}

// Edge reports whether f is a typed edge of the graph: live, between two
// entities.
func (f *Fact) Edge() bool { return f.Live && f.Object != "" }

func (*Entity) Kind() Kind      { return KindEntity }
func (*Document) Kind() Kind    { return KindDocument }
func (*MentionedIn) Kind() Kind { return KindMentioned }
func (*Evidence) Kind() Kind    { return KindEvidence }
func (*Fact) Kind() Kind        { return KindFact }

func (e *Entity) Key() string      { return e.ID }
func (d *Document) Key() string    { return d.ID }
func (m *MentionedIn) Key() string { return m.Entity + "\x1f" + m.Document }
func (e *Evidence) Key() string    { return e.ID }
func (f *Fact) Key() string        { return f.ID }

func (*Entity) record()      {}
func (*Document) record()    {}
func (*MentionedIn) record() {}
func (*Evidence) record()    {}
func (*Fact) record()        {}
