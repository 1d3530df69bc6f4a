package main

import (
	"context"
	"iter"

	"dossier/config"
	"dossier/graph/update"
)

// A work is what ingest and apply do and what plan shows beforehand: bring the
// workspace to the configuration and, if there are inputs, to them.
type work struct {
	config *config.Config
	inputs *inputs // nil: none
	prune  bool    // documents whose file is gone
}

func (k *work) do(ctx context.Context, u *update.Updater) (*update.Report, error) {
	if k.inputs == nil && !k.prune {
		return u.Apply(ctx)
	}
	r, err := u.Ingest(ctx, k.all(ctx))
	if err != nil || !k.prune {
		return r, err
	}
	gone, err := vanished(ctx, u.Workspace, k.config)
	if err != nil || len(gone) == 0 {
		return r, err
	}
	more, err := u.Forget(ctx, gone)
	if err != nil {
		return r, err
	}
	return together(r, more), nil
}

func (k *work) all(ctx context.Context) iter.Seq2[update.Input, error] {
	if k.inputs == nil {
		return func(func(update.Input, error) bool) {}
	}
	return k.inputs.all(ctx)
}

// runWork does k and tells what it did; do is k's, or stands around it.
func (a *app) runWork(ctx context.Context, k *work, o updating, do func(context.Context, *update.Updater) (*update.Report, error)) error {
	s := ingestSummary{reads: k.inputs != nil}
	o.inputs = k.inputs.counter(ctx)
	err := a.update(ctx, k.config, o, func(u *update.Updater) (err error) {
		if s.report, err = do(ctx, u); err != nil {
			return err
		}
		if k.inputs != nil {
			s.skipped = k.inputs.skipped
		}
		return s.finish(ctx, u.Workspace)
	})
	if !done(err) {
		return err
	}
	if err := a.newUpdateView().ingested(s); err != nil {
		return err
	}
	if err == nil && s.report.Failed > 0 {
		return &reported{exitSomeFailed}
	}
	return err
}

// configured returns the inputs that paths or the configuration name, nil if
// neither does.
func (a *app) configured(c *config.Config, o ingestOptions, paths []string) (*inputs, error) {
	if len(paths) == 0 && len(c.Sources.Paths) == 0 {
		return nil, nil
	}
	return newInputs(a, c, o, paths)
}

// together adds up two reports of one verb.
func together(x, y *update.Report) *update.Report {
	sum := *x
	sum.Forgotten += y.Forgotten
	sum.Refreshed += y.Refreshed
	sum.Failed += y.Failed
	sum.Records.Merge(y.Records)
	for target, n := range y.Projected {
		sum.Projected[target] += n
	}
	return &sum
}
