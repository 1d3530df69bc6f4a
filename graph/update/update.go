package update

import (
	"context"
	"fmt"
	"time"

	"dossier/extract"
	"dossier/graph"
	"dossier/graph/resolve"
	"dossier/graph/workspace"
)

// A Step is a step of extraction with what its output depends on.
type Step = extract.Step

// A Rule is one of the many inputs of the last step.
type Rule = extract.Rule

// An Extractor finds out what one document says.
type Extractor interface {
	// Steps returns the steps in their order, one for each layer of a
	// document: source, annotate, mention, clause, rule. The last may have
	// rules, in order of id.
	Steps() []Step
	// Anchors returns what rules could hang on in a, which is filled: a rule
	// that shares none of its anchors with a finds nothing there. Like the
	// output of the last step it may change only with that step's fingerprint.
	Anchors(a *extract.Analysis) []string
	// Extract fills a from the step from on, an index in Steps; the layers
	// before it are there. ID, URI and File of a.Document are set and must
	// stay. raw are the bytes as they came, nil unless from is 0. It may be
	// called by several goroutines, each with its own a.
	//
	// An error concerns this document alone, unless it is [Ending]. It may have
	// the methods of [Explained] to say why.
	Extract(ctx context.Context, raw []byte, a *extract.Analysis, from int) error
}

// Explained is an error that says why a document cannot be read, in a word that
// programs may rely on, and what the user can do about it.
type Explained interface {
	error
	Reason() string
	Hint() string
}

// Ending is an error for which no document is to blame: it ends the run.
type Ending interface {
	error
	EndsRun()
}

// A Target is a copy of the graph to keep up to date.
type Target struct {
	// Name tells it from other targets for good: what the workspace knows of
	// its contents is kept under this name.
	Name string
	graph.Target
}

// An Updater keeps one workspace up to date.
type Updater struct {
	Workspace *workspace.Workspace
	Extractor Extractor
	Resolve   *resolve.Config
	// Deferred, if set, stands for the two above, which it makes when they are
	// needed.
	Deferred *Deferred
	Targets  []Target
	// Workers is how many documents are extracted at once; at least 1.
	Workers int
	// MaxBytes is the size of the largest input that is read, 0 for
	// [DefaultMaxBytes].
	MaxBytes int64
	// Progress, if set, is called after each piece of work, such as a document
	// that has been read but may not yet be stored, from one goroutine at a
	// time.
	Progress func(Progress)
	// Now tells the time for the journal of runs; nil is time.Now.
	Now func() time.Time

	fault    func() error         // for tests: called after each transaction
	seen     func(*outcome) error // called with each input, in order, before it is stored
	carrying string               // id of the saved plan that is carried out, "" for none
}

// DefaultMaxBytes is the size of the largest input that is read by default.
const DefaultMaxBytes = 256 << 20

// Progress says how far a run is.
type Progress struct {
	Part  string // "refresh", "ingest", "settle", "project"
	Name  string // the document or the target, "" if none
	Done  int
	Total int // 0 if unknown
}

// A Report says what a run did.
type Report struct {
	Added     int // documents
	Changed   int
	Unchanged int
	Forgotten int
	Refreshed int      // extracted again because the configuration changed
	Failed    int      // inputs and documents, see [workspace.Workspace.Failures]
	Unknown   []string `json:"-"` // URIs to forget that are not there; not for the journal
	// Configuration tells what is configured otherwise than the graph was made,
	// and Applied what that, or an earlier run that was broken off, changed of
	// its records before the verb began.
	Configuration []Reason        `json:",omitempty"`
	Applied       workspace.Tally `json:",omitempty"`
	Records       workspace.Tally // of the graph, in all
	Projected     map[string]int  // changes by target
}

// Apply brings the workspace to the current configuration and the targets to
// the workspace.
func (u *Updater) Apply(ctx context.Context) (*Report, error) {
	return u.run(ctx, "apply", func(*Report) error { return nil })
}

// Forget removes the documents with the given URIs and all that only they
// supported.
func (u *Updater) Forget(ctx context.Context, uris []string) (*Report, error) {
	return u.run(ctx, "forget", func(r *Report) error {
		return u.update(ctx, func(tx *workspace.Tx) error {
			for _, uri := range uris {
				known, err := tx.Forget(uri)
				if err != nil {
					return err
				}
				if known {
					r.Forgotten++
				} else {
					r.Unknown = append(r.Unknown, uri)
				}
				if err := tx.DropFailure(uri); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// run does what all verbs do around what is special to each. The report is
// valid, as far as the run came, even if there is an error.
func (u *Updater) run(ctx context.Context, verb string, do func(*Report) error) (*Report, error) {
	r := &Report{Records: workspace.Tally{}, Projected: map[string]int{}}
	now, err := u.Standing()
	if err != nil {
		return r, err
	}
	id, err := u.Workspace.BeginRun(ctx, verb, u.now())
	if err != nil {
		return r, err
	}
	if err := u.carry(ctx); err != nil {
		return r, err
	}
	if r.Configuration, err = u.reconfigure(ctx, now); err != nil {
		return r, err
	}
	if err := u.refresh(ctx, now.Prints, r); err != nil {
		return r, err
	}
	if err := u.settle(ctx, r); err != nil {
		return r, err
	}
	r.Applied = workspace.Tally{}
	r.Applied.Merge(r.Records)
	if err := do(r); err != nil {
		return r, err
	}
	if err := u.settle(ctx, r); err != nil {
		return r, err
	}
	for _, t := range u.Targets {
		if err := u.project(ctx, t, r); err != nil {
			return r, fmt.Errorf("writing to %s: %w", t.Name, err)
		}
	}
	if err := u.Workspace.Purge(ctx); err != nil {
		return r, err
	}
	return r, u.Workspace.EndRun(ctx, id, u.now(), r)
}

// carry notes which saved plan is being carried out from now on, if any: it
// alone may be resumed.
func (u *Updater) carry(ctx context.Context) error {
	id, err := u.Workspace.Setting(ctx, settingSaved)
	if err != nil || id == u.carrying {
		return err
	}
	return u.Workspace.Update(ctx, func(tx *workspace.Tx) error { return tx.Set(settingSaved, u.carrying) })
}

func (u *Updater) update(ctx context.Context, f func(*workspace.Tx) error) error {
	if err := u.Workspace.Update(ctx, f); err != nil {
		return err
	}
	if u.fault != nil {
		return u.fault()
	}
	return nil
}

func (u *Updater) progress(p Progress) {
	if u.Progress != nil {
		u.Progress(p)
	}
}

func (u *Updater) now() time.Time {
	if u.Now != nil {
		return u.Now()
	}
	return time.Now()
}
