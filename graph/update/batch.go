package update

import (
	"context"
	"fmt"

	"dossier/extract"
	"dossier/graph/workspace"
)

// The limits of what is stored in one transaction.
const (
	batchCount = 64
	batchBytes = 16 << 20
)

// A batch gathers outcomes and stores them in one transaction.
type batch struct {
	u        *Updater
	prints   workspace.Fingerprints
	report   *Report
	part     string
	outcomes []*outcome
	bytes    int
	done     int
	total    int
	wrote    bool // something may not be as it was when an input was read
}

func (b *batch) add(ctx context.Context, o *outcome) error {
	b.outcomes = append(b.outcomes, o)
	b.done++
	b.u.progress(Progress{Part: b.part, Name: o.URI, Done: b.done, Total: b.total})
	if o.packed != nil {
		b.bytes += o.packed.Size()
	}
	if len(b.outcomes) < batchCount && b.bytes < batchBytes {
		return nil
	}
	return b.flush(ctx)
}

func (b *batch) flush(ctx context.Context) error {
	if len(b.outcomes) == 0 {
		return nil
	}
	var counts Report
	err := b.u.update(ctx, func(tx *workspace.Tx) error {
		for _, o := range b.outcomes {
			if err := b.store(ctx, tx, o, &counts); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	b.report.Added += counts.Added
	b.report.Changed += counts.Changed
	b.report.Unchanged += counts.Unchanged
	b.report.Refreshed += counts.Refreshed
	b.report.Failed += counts.Failed
	b.outcomes, b.bytes = b.outcomes[:0], 0
	return nil
}

func (b *batch) store(ctx context.Context, tx *workspace.Tx, o *outcome, counts *Report) error {
	if o.kept && !b.wrote {
		counts.Unchanged++
		return nil
	}
	b.wrote = true
	if o.failed != nil {
		counts.Failed++
		if o.id != "" { // it no longer says what it said under the old configuration
			if err := tx.Clear(o.id); err != nil {
				return err
			}
		}
		return tx.PutFailure(describe(o.Input, o.failed))
	}
	stored, file, failed, err := tx.Stored(o.URI)
	if err != nil {
		return err
	}
	if failed {
		if err := tx.DropFailure(o.URI); err != nil {
			return err
		}
	}
	switch {
	case o.id != "":
		counts.Refreshed++
		return tx.Put(o.packed)
	case o.packed == nil && stored == o.rawHash:
		counts.Unchanged++
		if file == o.File {
			return nil
		}
		return tx.SetFile(o.URI, o.File)
	case o.packed == nil:
		// It was as stored when it was read, but an input with the same
		// URI stood before it in this run. That is rare: extract it here.
		return b.again(ctx, tx, o, counts)
	case stored == "":
		counts.Added++
	case stored == o.rawHash:
		counts.Unchanged++ // a second input with the same URI and content
	default:
		counts.Changed++
	}
	return tx.Put(o.packed)
}

func (b *batch) again(ctx context.Context, tx *workspace.Tx, o *outcome, counts *Report) error {
	raw, err := b.u.readAll(o.Input)
	if err == nil && extract.Hash("raw", string(raw)) != o.rawHash {
		err = fmt.Errorf("it changes while it is read")
	}
	second := *o
	if err != nil {
		second.failed = err
		return b.store(ctx, tx, &second, counts)
	}
	a := &extract.Analysis{Document: extract.Document{ID: DocumentID(o.URI), URI: o.URI, File: o.File}}
	d := workspace.Stale{Document: workspace.Document{File: o.File, RawHash: o.rawHash}}
	second.packed, second.failed, err = b.u.extract(ctx, raw, a, d, b.prints)
	if err != nil {
		return err
	}
	return b.store(ctx, tx, &second, counts)
}
