package main

import (
	"dossier/graph/update"

	"github.com/schollz/progressbar/v3"
)

// A bar shows progress on a terminal and does nothing elsewhere. A nil one may
// be used.
type bar struct {
	p    *progressbar.ProgressBar
	done bool
}

// bytesBar shows how much of something has arrived.
func (a *app) bytesBar(what string) *bar {
	return a.newBar(what, progressbar.OptionShowBytes(true))
}

// countBar shows how many of something are done.
func (a *app) countBar(what string) *bar {
	return a.newBar(what, progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true))
}

func (a *app) showsProgress() bool { return a.stderr.terminal && !a.quiet }

func (a *app) newBar(what string, more ...progressbar.Option) *bar {
	if !a.showsProgress() {
		return nil
	}
	options := append([]progressbar.Option{
		progressbar.OptionSetWriter(a.stderr),
		progressbar.OptionSetDescription(what),
		progressbar.OptionEnableColorCodes(false),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetWidth(24),
		progressbar.OptionThrottle(100_000_000), // 100 ms
		progressbar.OptionSetRenderBlankState(true),
	}, more...)
	return &bar{p: progressbar.NewOptions64(-1, options...)}
}

// set shows that done of total are done; a total of -1 is not known.
func (b *bar) set(done, total int64) {
	if b == nil {
		return
	}
	if total >= 0 && total != b.p.GetMax64() {
		b.p.ChangeMax64(total)
	}
	b.p.Set64(done)
}

// finish takes the bar away.
func (b *bar) finish() {
	if b != nil && !b.done {
		b.done = true
		b.p.Clear()
	}
}

// A progress follows the parts of an update, each with a bar of its own.
type progress struct {
	app    *app
	inputs int // to be read, 0 if unknown
	part   string
	bar    *bar
}

func (a *app) newProgress() *progress { return &progress{app: a} }

func (p *progress) update(u update.Progress) {
	if u.Part != p.part {
		p.bar.finish()
		p.part, p.bar = u.Part, p.app.countBar(partNames[u.Part])
	}
	total := int64(u.Total)
	if u.Part == "ingest" && total == 0 {
		total = int64(p.inputs)
	}
	if total == 0 {
		total = -1
	}
	p.bar.set(int64(u.Done), total)
	p.app.log.Debug("progress", "part", u.Part, "name", u.Name, "done", u.Done, "total", u.Total)
}

func (p *progress) finish() { p.bar.finish() }

// partNames are what people read while a part of an update goes on.
var partNames = map[string]string{
	"refresh": "extracting again",
	"ingest":  "reading",
	"settle":  "resolving",
	"project": "writing to Neo4j",
	"check":   "comparing with Neo4j",
}
