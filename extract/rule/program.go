package rule

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"dossier/extract"
)

// A Relation is one entry of the ontology: what its claims say and between
// what they hold.
type Relation struct {
	Name            string
	Doc             string
	Subject, Object []string // entity types and unions, any of which fits, sorted
	Symmetric       bool     // (S, O) and (O, S) are one fact
	Functional      bool     // a subject has one object at a time
	Via             []string // readings of "X officials" and "X forces" as X that it admits
	Maps            map[string][]string
	File            string
	Line            int
}

// A Rule is one compiled way to read propositions, or noun phrases, as claims.
type Rule struct {
	ID       string // "SANCTIONED_BY/verb"
	Relation string
	// Hash identifies all that decides which claims the rule makes: the rule
	// with its lists inlined and its relation's types. It does not depend on
	// file, order, doc or tests.
	Hash string
	File string
	Line int

	canonical []byte
	keys      []string // of its anchors, see [AnchorKeys]
	program   program
}

// A program is the compiled rule; its JSON is canonical.
type program struct {
	Relation   string    `json:"relation"`
	Verb       []string  `json:"verb,omitempty"`
	Noun       []string  `json:"noun,omitempty"`
	Adjective  []string  `json:"adjective,omitempty"`
	Title      []string  `json:"title,omitempty"`
	Pattern    []pattern `json:"pattern,omitempty"`
	Support    []string  `json:"support,omitempty"`
	Where      condition `json:"where"`
	Not        condition `json:"not"`
	Take       []capture `json:"take,omitempty"`
	Confidence float64   `json:"confidence"`
	Outputs    []output  `json:"outputs"` // the rule's own, then those under also
}

// A capture is a qualifier: its name and where it stands.
type capture struct {
	Name string `json:"name"`
	Slot slot   `json:"slot"`
}

// An output is one claim that a match makes.
type output struct {
	Relation    string   `json:"relation"`
	SubjectType []string `json:"subjectType"`
	ObjectType  []string `json:"objectType"`
	Symmetric   bool     `json:"symmetric,omitempty"`
	Via         []string `json:"via,omitempty"`
	Subject     slot     `json:"subject,omitempty"` // empty: the default of the anchor's kind
	Object      slot     `json:"object,omitempty"`
	Pair        []slot   `json:"pair,omitempty"`
	Status      string   `json:"status,omitempty"`
	Phase       string   `json:"phase,omitempty"`
}

// compile fills Hash, the canonical form and the keys.
func (r *Rule) compile() {
	data, err := json.Marshal(r.program)
	if err != nil {
		panic(err) // plain data
	}
	r.canonical = data
	r.Hash = extract.Hash("rule", string(data))
	r.keys = r.program.keys()
}

// shape identifies the rule but for the name of its relation. In JSON no string
// within can look like the key.
func (r *Rule) shape() string {
	const key = `"relation":"`
	return extract.Hash("shape", strings.ReplaceAll(string(r.canonical), key+r.Relation+`"`, key+`"`))
}

// JSON returns the canonical form that Hash is made of, lists inlined.
func (r *Rule) JSON() []byte { return slices.Clone(r.canonical) }

// Anchors returns what must stand in a document for the rule to match in it,
// any one of them: "verb:sanction", "noun:sales ban", "title:chief executive",
// "adjective:allied", "word:based", "class:demonym"; sorted.
func (r *Rule) Anchors() []string {
	var out []string
	add := func(class string, words []string) {
		for _, w := range words {
			out = append(out, class+":"+w)
		}
	}
	add("verb", r.program.Verb)
	add("noun", r.program.Noun)
	add("adjective", r.program.Adjective)
	add("title", r.program.Title)
	for _, p := range r.program.Pattern {
		words, class := p.anchor()
		add("word", words)
		if class != "" {
			out = append(out, classKey(class))
		}
	}
	return sortedSet(out)
}

// size counts the conditions of the rule; of two rules at one trigger the one
// with more is the more specific.
func (p *program) size() int {
	n := p.Where.size() + p.Not.size()
	if len(p.Support) > 0 {
		n++
	}
	return n
}

// needsSupport reports whether a bare noun does not do. A rule that changes
// phase or status reads it off the support verb: "lifted sanctions" ends them,
// "sanctions" does not.
func (p *program) needsSupport() bool {
	if len(p.Support) == 0 {
		return false
	}
	return slices.ContainsFunc(p.Outputs, func(o output) bool { return o.Phase == phaseEnded || o.Phase == phaseStarted || o.Status != "" })
}

// anchorKinds are the kinds of proposition that a rule can hang on.
var anchorKinds = []extract.PropositionKind{extract.Verb, extract.Noun, extract.Adjective, extract.Title}

// words returns the anchors of one kind.
func (p *program) words(kind extract.PropositionKind) []string {
	switch kind {
	case extract.Verb:
		return p.Verb
	case extract.Noun:
		return p.Noun
	case extract.Adjective:
		return p.Adjective
	case extract.Title:
		return p.Title
	}
	return nil
}

// overlap reports whether one entity may be of a type in a and of one in b.
func overlap(types *extract.Types, a, b []string) bool {
	for _, name := range types.Names() {
		is := func(want string) bool { return types.Is(name, want) }
		if slices.ContainsFunc(a, is) && slices.ContainsFunc(b, is) {
			return true
		}
	}
	return false
}

// conflictKeys names each anchor of the rule together with the slots. A rival
// that has one and the same conditions claims another relation from the same words.
func (r *Rule) conflictKeys() []string {
	p := &r.program
	main := p.Outputs[0]
	var keys []string
	for _, kind := range anchorKinds {
		s, o := defaultSlots(kind, len(p.Verb) > 0)
		if main.Subject != nil {
			s = main.Subject
		}
		if main.Object != nil {
			o = main.Object
		}
		slots := s.String() + " " + o.String()
		if main.Pair != nil {
			slots = main.Pair[0].String() + "+" + main.Pair[1].String()
		}
		for _, w := range p.words(kind) {
			keys = append(keys, strings.Join([]string{string(kind), w, slots}, "\x00"))
		}
	}
	for _, pt := range p.Pattern {
		keys = append(keys, "pattern\x00"+pt.String())
	}
	return keys
}

// sameConditions reports whether p and q ask the same of what they match.
func (p *program) sameConditions(q *program) bool {
	return reflect.DeepEqual(p.Where, q.Where) && reflect.DeepEqual(p.Not, q.Not) && slices.Equal(p.Support, q.Support)
}
