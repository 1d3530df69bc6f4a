package resolve

import (
	"fmt"
	"slices"

	"dossier/extract"
)

// A Verb says what a judgement decides.
type Verb string

// The verbs.
const (
	Same      Verb = "same"      // its entities are one
	Different Verb = "different" // its entities are not one
	Rename    Verb = "rename"    // its entity is shown under another name
	Reject    Verb = "reject"    // its claim is wrong: the graph is as if it had not been found
	Confirm   Verb = "confirm"   // its claim is right: its confidence is 1
)

// A Judgement is what a user has decided.
type Judgement struct {
	Verb     Verb
	Entities []Named // of same, different and rename
	To       string  // the name that rename gives
	Claim    string  // id, of reject and confirm
	Quote    string  // of the claim, white space as you like
	Line     int     // for messages
}

// A Named is how a judgement names an entity: by an id, or by type and name.
type Named struct {
	// ID is that of a gazetteer or of the graph, or "wikidata:Q148" for an
	// identifier elsewhere.
	ID string
	// Type is any type of the tree above or below the entity's: what counts
	// for a name that no gazetteer knows is its root.
	Type, Name string
	// Document is an id: only what this document calls so; "" for all.
	Document string
}

// String returns n as a user would write it.
func (n Named) String() string {
	if n.ID != "" {
		return n.ID
	}
	return n.Type + " " + n.Name
}

// A JudgementError says which judgement cannot be kept, and why.
type JudgementError struct {
	Index   int // of the judgement
	Entity  int // of the entity in it, -1 if it is not about one
	Message string
	Hint    string
}

func (e *JudgementError) Error() string { return e.Message }

// Judgements are what users have decided, made ready. Its nil value is none.
//
// What is decided about entities is decided about their keys. A key that a
// judgement of kind different names with a document is cut: what this document
// calls so gets a key of its own, with a suffix, and is no longer taken to be
// what others call so, unless a same says so.
type Judgements struct {
	decisions []decision // sorted, each once
	list      []Judgement
	targets   [][]target                   // of list: what each entity names
	cut       map[string]map[string]string // by document and key: the key of its own
	class     map[string][]string          // the keys that are one with a key, itself among them; sorted
	apart     map[[2]string]bool           // firsts of two classes that are not one, in order
	names     map[string]string            // by key: the name to show
	claims    map[string]decision          // by id
}

// A target is what a judgement's entity comes down to.
type target struct {
	Keys     []string // sorted
	Document string   `json:",omitempty"`
}

// NewJudgements makes judgements ready. They may come in any order and name
// what no document speaks of. Contradictions and unknown types are errors, each
// a [*JudgementError].
func NewJudgements(list []Judgement, types *extract.Types, references map[string]Reference) (*Judgements, []error) {
	known := newReferenceIndex(types, references)
	j := &Judgements{list: list}
	var errs []error
	var decisions []decision
	for i, d := range list {
		s := decision{Verb: d.Verb, To: d.To, Claim: d.Claim}
		if d.Quote != "" {
			s.Quote = quoteHash(d.Quote)
		}
		for n, name := range d.Entities {
			t, err := known.target(name)
			if err != nil {
				err.Index, err.Entity = i, n
				errs = append(errs, err)
			}
			s.Entities = append(s.Entities, t)
		}
		j.targets = append(j.targets, s.Entities)
		decisions = append(decisions, s.canonical())
	}
	if len(errs) > 0 {
		return nil, errs
	}
	j.build(decisions)
	return j, j.contradictions(decisions)
}

// quoteHash stands for a quote: what is stored of judgements holds no text of
// documents.
func quoteHash(quote string) string { return extract.Hash("quote", extract.Fold(quote)) }

// referenceIndex finds entities of gazetteers by what they are called elsewhere.
type referenceIndex struct {
	types  *extract.Types
	byLink map[string][]string // "wikidata:Q148" to ids
	byName map[string][]string // root and core, as in a key
	typeOf map[string]string   // by id
}

func newReferenceIndex(types *extract.Types, references map[string]Reference) *referenceIndex {
	x := &referenceIndex{types: types, byLink: map[string][]string{}, byName: map[string][]string{}, typeOf: map[string]string{}}
	for id, r := range references {
		x.typeOf[id] = r.Type
		for kind, link := range r.Links {
			x.byLink[kind+":"+link] = append(x.byLink[kind+":"+link], id)
		}
		if root := types.Root(r.Type); root != "" && r.Name != "" {
			k := key(root, Core(r.Name, root))
			x.byName[k] = append(x.byName[k], id)
		}
	}
	return x
}

func (x *referenceIndex) target(n Named) (target, *JudgementError) {
	if n.ID != "" {
		return target{sorted(append(slices.Clone(x.byLink[n.ID]), n.ID)), n.Document}, nil
	}
	root := x.types.Root(n.Type)
	if root == "" || extract.IsValue(n.Type) {
		return target{}, &JudgementError{Message: fmt.Sprintf("%q is no type of an entity", n.Type)}
	}
	k := key(root, Core(n.Name, root))
	var known []string
	for _, id := range x.byName[k] {
		if x.types.Is(x.typeOf[id], n.Type) || x.types.Is(n.Type, x.typeOf[id]) {
			known = append(known, id)
		}
	}
	// What a gazetteer knows under this name is meant, else the name alone.
	if len(known) == 0 {
		known = []string{k}
	}
	return target{sorted(known), n.Document}, nil
}

// Keys returns the keys that n names, sorted; nil for an unknown type.
func (c *Config) Keys(n Named) []string {
	t, err := newReferenceIndex(c.Types, c.References).target(n)
	if err != nil {
		return nil
	}
	return t.Keys
}

// Own returns the keys that are cut in the document: by key, the one of its own.
func (j *Judgements) Own(document string) map[string]string {
	if j == nil {
		return nil
	}
	return j.cut[document]
}

// Class returns the keys that judgements make one with key, itself among them.
func (j *Judgements) Class(key string) []string {
	if j == nil || j.class[key] == nil {
		return []string{key}
	}
	return j.class[key]
}

// different reports whether judgements keep two keys apart.
func (j *Judgements) different(a, b string) bool {
	return j != nil && j.apart[pair(j.Class(a)[0], j.Class(b)[0])]
}

func pair(a, b string) [2]string {
	if b < a {
		a, b = b, a
	}
	return [2]string{a, b}
}

// name returns the name that judgements give to the entity id, to which the
// keys belong; "" if none.
func (j *Judgements) name(id string, keys []string) string {
	if j == nil {
		return ""
	}
	if name := j.names[id]; name != "" {
		return name
	}
	best := ""
	for _, k := range keys {
		if name := j.names[k]; name != "" && (best == "" || name < best) {
			best = name
		}
	}
	return best
}

// verdict returns Reject, Confirm or "" for the claim id with this quote.
func (j *Judgements) verdict(id, quote string) Verb {
	if j == nil {
		return ""
	}
	s, ok := j.claims[id]
	if !ok || s.Quote != "" && s.Quote != quoteHash(quote) {
		return ""
	}
	return s.Verb
}

// List returns the judgements that j was made of.
func (j *Judgements) List() []Judgement {
	if j == nil {
		return nil
	}
	return j.list
}

// Occurs tells whether documents know what judgements name.
type Occurs interface {
	// Key reports whether some document, or the given one, has a chain with
	// the key.
	Key(key, document string) (bool, error)
	// Claim returns the quote of a claim, rejected ones included.
	Claim(id string) (quote string, ok bool, err error)
}

// Unmatched returns what the judgement with this index names that documents do
// not have, in words; none if all of it is there.
func (j *Judgements) Unmatched(index int, in Occurs) ([]string, error) {
	d := j.list[index]
	var missing []string
	for n, t := range j.targets[index] {
		found := false
		for _, k := range t.Keys {
			document := t.Document
			if own := j.cut[document][k]; own != "" {
				k = own
			}
			ok, err := in.Key(k, document)
			if err != nil {
				return nil, err
			}
			found = found || ok
		}
		if !found {
			missing = append(missing, d.Entities[n].String())
		}
	}
	if d.Claim == "" {
		return missing, nil
	}
	quote, ok, err := in.Claim(d.Claim)
	switch {
	case err != nil:
		return nil, err
	case !ok:
		missing = append(missing, "claim "+d.Claim)
	case d.Quote != "" && extract.Fold(quote) != extract.Fold(d.Quote):
		missing = append(missing, "claim "+d.Claim+" with this quote")
	}
	return missing, nil
}

// CutFrom returns the key and the document id that the key own was made for, ""
// if it was for none.
func (j *Judgements) CutFrom(own string) (key, document string) {
	if j == nil {
		return "", ""
	}
	for document, keys := range j.cut {
		for key, o := range keys {
			if o == own {
				return key, document
			}
		}
	}
	return "", ""
}
