package update

import (
	"context"
	"iter"

	"dossier/extract"
	"dossier/graph/workspace"
)

const page = 256

// stalePage is how many stale documents are listed at once: so many that listing
// costs little of what is done to them, and so few that they need no room.
const stalePage = 1 << 14

// refresh extracts again every document with a layer that was made under other
// fingerprints, or under a rule that was edited, from that layer on.
func (u *Updater) refresh(ctx context.Context, prints workspace.Fingerprints, r *Report) error {
	total, err := u.Workspace.CountStale(ctx, prints)
	if err != nil || total == 0 {
		return err
	}
	b := &batch{u: u, prints: prints, report: r, part: "refresh", total: total}
	var listing error
	err = ordered(ctx, u.Workers, u.stale(ctx, prints, &listing), func(ctx context.Context, s workspace.Stale) (*outcome, error) {
		return u.reextract(ctx, s, prints)
	}, func(o *outcome) error { return b.add(ctx, o) })
	if err != nil {
		return err
	}
	if listing != nil {
		return listing
	}
	return b.flush(ctx)
}

// stale lists the stale documents; err is set before the sequence ends early.
func (u *Updater) stale(ctx context.Context, prints workspace.Fingerprints, err *error) iter.Seq[workspace.Stale] {
	return func(yield func(workspace.Stale) bool) {
		for after := ""; ; {
			var list []workspace.Stale
			list, *err = u.Workspace.Stale(ctx, prints, after, stalePage)
			if *err != nil || len(list) == 0 {
				return
			}
			for _, s := range list {
				after = s.ID
				if !yield(s) {
					return
				}
			}
		}
	}
}

func (u *Updater) reextract(ctx context.Context, s workspace.Stale, prints workspace.Fingerprints) (*outcome, error) {
	o := &outcome{job: job{Input: Input{URI: s.URI, File: s.File}}, id: s.ID, rawHash: s.RawHash}
	a := &extract.Analysis{}
	var raw []byte
	var err error
	if s.From == workspace.Source {
		raw, err = u.Workspace.Raw(ctx, s.ID)
		a.Document.ID, a.Document.URI = s.ID, s.URI
	} else {
		err = u.Workspace.Load(ctx, s.ID, s.From, a)
	}
	if err != nil {
		return nil, err
	}
	a.Document.File = s.File
	o.packed, o.failed, err = u.extract(ctx, raw, a, s, prints)
	return o, err
}
