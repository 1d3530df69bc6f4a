package extract

// A Step names one step of the way from bytes to claims. Its fingerprint
// changes whenever its output may: it covers a version bumped by hand and all
// inputs of its own (a model's checksum, lists), not those of the steps before
// it.
type Step struct {
	Name, Fingerprint string
	// Rules are inputs of which each concerns only the documents that hold one
	// of its anchors. Fingerprint leaves them out.
	Rules []Rule
}

// Whole returns a fingerprint that covers the rules too.
func (s Step) Whole() string {
	parts := []string{s.Fingerprint}
	for _, r := range s.Rules {
		parts = append(parts, r.ID, r.Fingerprint)
	}
	return Hash(parts...)
}

// A Rule is a rule as those see it who only want to know what an edit of it
// concerns.
type Rule struct {
	ID          string // "SANCTIONED_BY/verb"
	Relation    string // what it finds: "SANCTIONED_BY"
	Fingerprint string // of all that decides what it finds
	Shape       string // the same but for the relation's name, so that a rename shows
	// Anchors are what the rule can hang on: without one of them a document
	// gives it nothing to find. Sorted.
	Anchors []string
}
