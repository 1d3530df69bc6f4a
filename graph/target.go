package graph

import "context"

// An Action says what a change does; its text is the sign that a plan prints.
type Action string

// The actions.
const (
	Create Action = "+"
	Modify Action = "~"
	Delete Action = "-"
)

// A Change leads one record of a target from what it is to what it should be.
type Change struct {
	Action Action
	// Record is the new content; for Delete the old one, of which a target
	// may use the key and, of a fact, its ends and predicate.
	Record Record
}

// A Target holds a copy of the graph: a database, a file.
type Target interface {
	// Apply makes the target hold the given changes. Changes come in the
	// order: deletions by descending [Kinds], then creations and
	// modifications by ascending Kinds, each by key.
	//
	// Apply is idempotent: after a failure, or when the caller cannot know
	// whether an earlier call succeeded, the same changes (or other changes
	// computed from what the target was last known to hold) may be applied
	// again. A Create of what exists and a Delete of what does not are no
	// errors.
	//
	// done is called with the number of changes each time some have become
	// durable, in the order given; what it was told need never be sent again.
	Apply(ctx context.Context, changes []Change, done func(n int) error) error
	// Contents calls yield with the kind, key and hash of every record that
	// the target holds and owns, in any order, and stops when it errs.
	Contents(ctx context.Context, yield func(kind Kind, key, hash string) error) error
	Close(ctx context.Context) error
}

// A Verifier is a Target that can compare all that it holds of records with what
// it should hold, where Contents trusts the hashes that it has stored.
type Verifier interface {
	// Verify calls wrong with each of the records, all of one kind, that the
	// target does not hold exactly as Apply would have written it, and with
	// what is wrong, in a few words. It stops when wrong errs.
	Verify(ctx context.Context, records []Record, wrong func(r Record, what string) error) error
}
