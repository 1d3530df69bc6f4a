package update

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"

	"dossier/extract"
	"dossier/graph/workspace"
)

// A Saved is a plan to be carried out later: not the changes, but all that they
// follow from. As long as that is as it was, the changes are too.
type Saved struct {
	Configuration string       `json:"configuration"` // hash
	State         string       `json:"state"`         // of the workspace, see [workspace.SettingState]
	Changes       string       `json:"changes"`       // hash
	Inputs        []SavedInput `json:"inputs,omitempty"`
}

// A SavedInput is an input as it was read. Hash is "" if it could not be.
type SavedInput struct {
	URI  string `json:"uri"`
	Hash string `json:"hash"`
}

func (o *outcome) saved() SavedInput { return SavedInput{o.URI, o.rawHash} }

func (s *Saved) id() (string, error) {
	b, err := json.Marshal(s)
	return extract.Hash("plan", string(b)), err
}

// A MovedError says that a saved plan is no longer true.
type MovedError struct {
	What string // "configuration", "workspace", "documents"
	URI  string // of the first document that is another
}

func (e *MovedError) Error() string {
	if e.URI != "" {
		return fmt.Sprintf("the plan is out of date: %s is not as it was", e.URI)
	}
	return fmt.Sprintf("the plan is out of date: the %s has changed", e.What)
}

// Reason returns a word that programs may rely on.
func (e *MovedError) Reason() string { return "moved" }

// Hint says what the user can do.
func (e *MovedError) Hint() string {
	return "nothing was done; look at what would change now: dossier plan"
}

// world returns what a plan that begins now follows from, but for the inputs.
func (u *Updater) world(ctx context.Context) (*Saved, error) {
	now, err := u.Standing()
	if err != nil {
		return nil, err
	}
	s := &Saved{Configuration: extract.Hash(now.Configuration, fmt.Sprint(u.maxBytes()))}
	s.State, err = u.Workspace.Setting(ctx, workspace.SettingState)
	return s, err
}

// CarryOut does what a plan said, by the same do and with the same inputs, if
// all that the plan follows from is as it was; if not, it changes nothing and
// returns a [*MovedError]. After a break it goes on where it stopped.
func (u *Updater) CarryOut(ctx context.Context, s *Saved, inputs iter.Seq2[Input, error], do func(*Updater) (*Report, error)) (*Report, error) {
	now, err := u.world(ctx)
	if err != nil {
		return nil, err
	}
	id, err := s.id()
	if err != nil {
		return nil, err
	}
	begun, err := u.Workspace.Setting(ctx, settingSaved)
	switch {
	case err != nil:
		return nil, err
	case now.Configuration != s.Configuration:
		return nil, &MovedError{What: "configuration"}
	case now.State != s.State && begun != id:
		return nil, &MovedError{What: "workspace"}
	}
	if err := u.unmoved(ctx, s, inputs); err != nil {
		return nil, err
	}
	n := 0
	bound := *u
	bound.carrying = id
	bound.seen = func(o *outcome) error { // it may still change while it is worked on
		n++
		return s.expect(n-1, o.saved())
	}
	r, err := do(&bound)
	if err != nil {
		return r, err
	}
	return r, u.Workspace.Update(ctx, func(tx *workspace.Tx) error { return tx.Set(settingSaved, "") })
}

// unmoved checks that inputs are those of s.
func (u *Updater) unmoved(ctx context.Context, s *Saved, inputs iter.Seq2[Input, error]) error {
	n := 0
	hashed := func(_ context.Context, j job) (SavedInput, error) {
		o := outcome{job: j}
		if j.err == nil {
			if raw, err := u.readAll(j.Input); err == nil {
				o.rawHash = extract.Hash("raw", string(raw))
			}
		}
		return o.saved(), nil
	}
	err := ordered(ctx, u.Workers, jobs(inputs), hashed, func(is SavedInput) error {
		n++
		return s.expect(n-1, is)
	})
	if err == nil && n < len(s.Inputs) {
		err = &MovedError{"documents", s.Inputs[n].URI}
	}
	return err
}

// expect checks the i-th input.
func (s *Saved) expect(i int, is SavedInput) error {
	if i >= len(s.Inputs) || s.Inputs[i] != is {
		return &MovedError{"documents", is.URI}
	}
	return nil
}
