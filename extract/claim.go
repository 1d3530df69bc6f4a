package extract

import (
	"cmp"
	"strconv"
)

// A Claim is one statement of one document in one sentence, read as a relation
// of the ontology from Subject to Object.
type Claim struct {
	ID           string
	Sentence     int
	Predicate    string   // UPPER_SNAKE_CASE relation, or an attribute's name
	Subject      Argument // always a chain
	Object       Argument // a chain or a literal
	Status       Status
	Nuance       Nuance
	Negated      bool
	Cue          Span
	Attributions []int // outermost first, indices in Analysis.Attributions; empty: the author
	// Own: every speaker is the doer of the act, or speaks for it, so the
	// claim counts as if the author had said it.
	Own         bool
	Time        *Time
	Confidence  float64
	Rules       []string // ids of the rules that found it, "SANCTIONED_BY/verb", sorted
	Qualifiers  []Argument
	Proposition int // index in Analysis.Propositions, -1 for a pattern over tokens
	Trigger     Span
	Inferred    bool
}

// ClaimID returns the id of c within the analysis a: a hash of the document,
// the sentence's text and which occurrence of that text it is, the predicate,
// and where trigger, subject and object stand within the sentence. It does not
// depend on rule, status, confidence or anything outside the sentence.
func (a *Analysis) ClaimID(c *Claim) string {
	s := a.Sentences[c.Sentence]
	text := a.Text(s.Span)
	occurrence := 0
	for i, o := range a.Sentences[:c.Sentence] {
		if o.Len() == s.Len() && a.InBody(i) && a.Text(o.Span) == text {
			occurrence++
		}
	}
	rel := func(sp Span) string {
		return strconv.Itoa(sp.Start-s.Start) + ":" + strconv.Itoa(sp.End-s.Start)
	}
	return Hash("claim", a.Document.ID, text, strconv.Itoa(occurrence), c.Predicate,
		rel(c.Trigger), rel(c.Subject.Span), rel(c.Object.Span), c.Object.Value)
}

// CompareClaims is the canonical order of claims: by where they stand, what they
// say, and at last their ids.
func CompareClaims(a, b Claim) int {
	return cmp.Or(
		cmp.Compare(a.Sentence, b.Sentence),
		cmp.Compare(a.Trigger.Start, b.Trigger.Start),
		cmp.Compare(a.Trigger.End, b.Trigger.End),
		cmp.Compare(a.Predicate, b.Predicate),
		cmp.Compare(a.Subject.Start, b.Subject.Start),
		cmp.Compare(a.Object.Start, b.Object.Start),
		cmp.Compare(a.ID, b.ID))
}
