package update

import (
	"fmt"
	"sync"

	"dossier/extract"
	"dossier/graph/resolve"
	"dossier/graph/workspace"
)

// A Standing is what a configuration makes of a workspace that is up to date.
type Standing struct {
	Prints        workspace.Fingerprints `json:"prints"`        // under which every layer is made; a step's includes those of the steps before it
	Configuration string                 `json:"configuration"` // hash of all that decides beside the documents
}

// Deferred is an extractor and a resolution of which the standing is known. Where
// nothing has to be extracted or decided, that is enough, and they, which take
// longer to make than such a run, are not made. If they are, and turn out to have
// another standing, the run ends with [ErrStanding].
type Deferred struct {
	Standing Standing
	Make     func() (Extractor, *resolve.Config, error)

	once      sync.Once
	extractor Extractor
	resolve   *resolve.Config
	err       error
}

// ErrStanding says that what a run began under is not what it would go on under.
var ErrStanding error = &failure{"moved", "the configuration is not what it was when the run began", "run the same command again"}

func (d *Deferred) made() (Extractor, *resolve.Config, error) {
	d.once.Do(func() {
		if d.extractor, d.resolve, d.err = d.Make(); d.err != nil {
			return
		}
		var is Standing
		is, d.err = (&Updater{Extractor: d.extractor, Resolve: d.resolve}).Standing()
		if d.err == nil && is != d.Standing {
			d.err = ErrStanding
		}
	})
	return d.extractor, d.resolve, d.err
}

// made returns what u extracts and decides with. It may be called by several
// goroutines.
func (u *Updater) made() (Extractor, *resolve.Config, error) {
	if u.Extractor != nil || u.Deferred == nil {
		return u.Extractor, u.Resolve, nil
	}
	return u.Deferred.made()
}

// ready fills Extractor and Resolve. It must not be called while documents are
// extracted.
func (u *Updater) ready() (err error) {
	u.Extractor, u.Resolve, err = u.made()
	return err
}

// Standing returns that of the configuration.
func (u *Updater) Standing() (s Standing, err error) {
	if u.Extractor == nil && u.Deferred != nil {
		return u.Deferred.Standing, nil
	}
	if s.Prints, err = u.fingerprints(); err != nil {
		return s, err
	}
	s.Configuration = u.configuration(s.Prints, u.Resolve.Judgements.Text())
	return s, nil
}

// fingerprints returns those of a [Standing].
func (u *Updater) fingerprints() (prints workspace.Fingerprints, err error) {
	steps := u.Extractor.Steps()
	if len(steps) != int(workspace.Summary) {
		return prints, fmt.Errorf("the extractor has %d steps, want %d", len(steps), workspace.Summary)
	}
	before := ""
	for i, s := range append(steps[:len(steps):len(steps)], Step{Name: "summary", Fingerprint: resolve.SummaryFingerprint(u.Resolve.Types)}) {
		before = extract.Hash("step", before, s.Name, s.Fingerprint)
		prints[i] = before
	}
	return prints, nil
}

// configuration returns the hash of a [Standing] under the given judgements, see
// [resolve.Judgements.Text].
func (u *Updater) configuration(prints workspace.Fingerprints, judgements string) string {
	parts := []string{"config", prints[workspace.Summary], u.Resolve.Fingerprint()}
	for _, s := range u.Extractor.Steps() {
		parts = append(parts, s.Whole())
	}
	if judgements != "" {
		parts = append(parts, judgements)
	}
	return extract.Hash(parts...)
}
