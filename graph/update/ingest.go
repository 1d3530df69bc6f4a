package update

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"unicode/utf8"

	"dossier/extract"
	"dossier/graph/resolve"
	"dossier/graph/workspace"
)

// An Input is a document to be read.
type Input struct {
	URI  string // names the document for good
	File string // as the user gave it, "" for standard input
	Open func() (io.ReadCloser, error)
}

// Ingest reads the inputs and stores them in the place of what their URIs had.
// An input that comes with an error, or that cannot be read, is noted as a
// failure and changes nothing; the others go on.
func (u *Updater) Ingest(ctx context.Context, inputs iter.Seq2[Input, error]) (*Report, error) {
	now, err := u.Standing()
	if err != nil {
		return &Report{}, err
	}
	prints := now.Prints
	return u.run(ctx, "ingest", func(r *Report) error {
		b := &batch{u: u, prints: prints, report: r, part: "ingest"}
		err := ordered(ctx, u.Workers, jobs(inputs), func(ctx context.Context, j job) (*outcome, error) {
			return u.read(ctx, j, prints)
		}, func(o *outcome) error {
			if u.seen != nil {
				if err := u.seen(o); err != nil {
					return err
				}
			}
			return b.add(ctx, o)
		})
		if err != nil {
			return err
		}
		return b.flush(ctx)
	})
}

type job struct {
	Input
	err error
}

func jobs(inputs iter.Seq2[Input, error]) iter.Seq[job] {
	return func(yield func(job) bool) {
		for in, err := range inputs {
			if !yield(job{in, err}) {
				return
			}
		}
	}
}

// An outcome is what became of one input or one stale document.
type outcome struct {
	job
	rawHash string
	kept    bool              // nothing was left to store when it was read
	id      string            // of a stale document, "" for an input
	packed  *workspace.Packed // nil if it failed or is as it was
	failed  error
}

// read reads and extracts one input, unless it is stored already. Its error
// ends the run.
func (u *Updater) read(ctx context.Context, j job, prints workspace.Fingerprints) (*outcome, error) {
	o := &outcome{job: j, failed: j.err}
	if o.failed != nil {
		return o, nil
	}
	raw, err := u.readAll(j.Input)
	if err != nil {
		o.failed = err
		return o, ctx.Err()
	}
	o.rawHash = extract.Hash("raw", string(raw))
	d := workspace.Document{URI: j.URI, File: j.File, RawHash: o.rawHash}
	var fresh bool
	if fresh, o.kept, err = u.Workspace.Fresh(ctx, d, prints); err != nil || fresh {
		return o, err
	}
	a := &extract.Analysis{Document: extract.Document{ID: DocumentID(j.URI), URI: j.URI, File: j.File}}
	o.packed, o.failed, err = u.extract(ctx, raw, a, workspace.Stale{Document: d}, prints)
	return o, err
}

// DocumentID returns the id of the document with the given URI.
func DocumentID(uri string) string { return extract.Hash("document", uri) }

func (u *Updater) maxBytes() int64 {
	if u.MaxBytes == 0 {
		return DefaultMaxBytes
	}
	return u.MaxBytes
}

func (u *Updater) readAll(in Input) (raw []byte, err error) {
	f, err := in.Open()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	limit := u.maxBytes()
	raw, err = io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(raw)) > limit {
		err = &failure{"too-large", fmt.Sprintf("it is larger than %d bytes", limit), "split the file, or raise limits.max_document_bytes"}
	}
	return raw, err
}

// extract fills a from the step d.From on and packs it. failed concerns the
// document alone, err ends the run.
func (u *Updater) extract(ctx context.Context, raw []byte, a *extract.Analysis, d workspace.Stale, prints workspace.Fingerprints) (p *workspace.Packed, failed, err error) {
	extractor, config, err := u.made()
	if err != nil {
		return nil, nil, err
	}
	id, from := a.Document.ID, d.From
	if from < workspace.Summary {
		failed = guarded(ctx, extractor, raw, a, int(from))
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		var e Ending
		if errors.As(failed, &e) {
			return nil, nil, failed
		}
		if failed != nil {
			return nil, failed, nil
		}
	}
	if a.Document.ID != id || !utf8.ValidString(a.Document.Text) {
		return nil, nil, fmt.Errorf("document %s: the extractor broke its contract", d.URI)
	}
	var anchors []string
	if from < workspace.Summary && !d.Edited {
		anchors = append([]string{}, extractor.Anchors(a)...)
	}
	s := resolve.Summarize(a, config.Types)
	if p, failed = u.Workspace.Pack(d.Document, raw, a, anchors, s, from, prints); failed == nil {
		p.Own = config.Judgements.Own(id)
	}
	return p, failed, nil
}

// guarded keeps a defect that one document brings to light from the others. It
// returns when ctx ends; a step that does not look at ctx then goes on in vain.
func guarded(ctx context.Context, x Extractor, raw []byte, a *extract.Analysis, from int) error {
	result := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				result <- &failure{"defect", fmt.Sprintf("a defect in the program: %v", r), "please report it with the document"}
			}
		}()
		result <- x.Extract(ctx, raw, a, from)
	}()
	select {
	case err := <-result:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// failure is an [Explained] of this package.
type failure struct{ reason, message, hint string }

func (f *failure) Error() string  { return f.message }
func (f *failure) Reason() string { return f.reason }
func (f *failure) Hint() string   { return f.hint }

// describe turns an error into what is stored of it.
func describe(in Input, err error) workspace.Failure {
	f := workspace.Failure{URI: in.URI, File: in.File, Reason: "unreadable", Message: err.Error()}
	if f.URI == "" {
		f.URI = in.File
	}
	var e Explained
	if errors.As(err, &e) {
		f.Reason, f.Hint = e.Reason(), e.Hint()
	}
	return f
}
