package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"dossier/graph"
	"dossier/graph/update"
	"dossier/graph/workspace"
)

// An updateView tells what a verb has changed.
type updateView interface {
	ingested(ingestSummary) error
	updated(what string, r *update.Report) error
}

func (a *app) newUpdateView() updateView {
	if a.json {
		return updateJSON{a.stdout}
	}
	return updateHuman{a}
}

// updateHuman speaks on standard error: what was changed is no result.
type updateHuman struct{ app *app }

func (v updateHuman) ingested(s ingestSummary) error {
	r := s.report
	v.configuration(r)
	if s.reads {
		v.app.say("%s added, %d changed, %d unchanged", count(r.Added, "document"), r.Changed, r.Unchanged)
	}
	if r.Forgotten > 0 {
		v.app.say("%s forgotten", count(r.Forgotten, "document"))
	}
	v.skipped(s.skipped)
	v.failures(r.Failed, s.failures)
	v.changes(r)
	c := s.counts
	v.app.say("the graph has %s, %s, %s, %s, %s", count(c.Documents, "document"), count(c.Entities, "entity"),
		count(c.Claims, "claim"), count(c.Facts, "fact"), count(c.Edges, "typed edge"))
	return nil
}

// configuration says what is configured otherwise than the graph was made, and
// what that has changed.
func (v updateHuman) configuration(r *update.Report) {
	if len(r.Configuration) == 0 && r.Refreshed == 0 {
		return
	}
	var what []string
	for i, reason := range r.Configuration {
		if i == maxListed {
			what = append(what, fmt.Sprintf("and %d more", len(r.Configuration)-i))
			break
		}
		what = append(what, clean(reasonText(reason, "")))
	}
	if len(what) == 0 {
		what = []string{"as it was; an earlier run or version has left something"}
	}
	v.app.say("configuration: %s", strings.Join(what, ", "))
	v.app.say("  so %s extracted again; changes: %s", count(r.Refreshed, "document"), tallied(r.Applied))
}

// maxListed is how many files a summary names at most.
const maxListed = 20

func (v updateHuman) skipped(files []string) {
	if len(files) == 0 {
		return
	}
	byKind := map[string]int{}
	for _, f := range files {
		byKind[strings.ToLower(filepath.Ext(f))]++
		v.app.log.Info("skipped", "file", f, "reason", "unsupported-kind")
	}
	var kinds []string
	for _, k := range sortedKeys(byKind) {
		name := clean(k)
		if k == "" {
			name = "without an ending"
		}
		kinds = append(kinds, fmt.Sprintf("%d %s", byKind[k], name))
	}
	v.app.say("%s skipped (unsupported-kind): %s; --log-level info names them", count(len(files), "file"), strings.Join(kinds, ", "))
}

// failures are listed even if the run is to be quiet.
func (v updateHuman) failures(failed int, list []workspace.Failure) {
	if len(list) == 0 {
		return
	}
	if failed == 0 {
		v.app.say("%s from earlier runs still cannot be read: see dossier status", count(len(list), "document"))
		return
	}
	printFailures(v.app.stderr, list)
}

// printFailures lists path, reason and hint.
func printFailures(out *stream, list []workspace.Failure) {
	fmt.Fprintf(out, "%s\n", out.red(count(len(list), "document")+" could not be read:"))
	for i, f := range list {
		if i == maxListed {
			fmt.Fprintf(out, "  and %d more; see dossier status --json\n", len(list)-i)
			return
		}
		name := f.File
		if name == "" {
			name = f.URI
		}
		fmt.Fprintf(out, "  %s\n", clean(strings.Join(nonEmpty(name, f.Reason, f.Hint), ": ")))
	}
}

// changes says what became of the records and of the targets.
func (v updateHuman) changes(r *update.Report) {
	v.app.say("changes: %s", tallied(r.Records))
	for _, target := range sortedKeys(r.Projected) {
		v.app.say("%s written to %s", count(r.Projected[target], "change"), clean(target))
	}
}

// tallied is what became of records: "entity +2, fact +1 ~1".
func tallied(t workspace.Tally) string {
	var parts []string
	for _, kind := range graph.Kinds {
		var signs []string
		for _, action := range []graph.Action{graph.Create, graph.Modify, graph.Delete} {
			if n := t[kind][action]; n > 0 {
				signs = append(signs, fmt.Sprintf("%s%d", action, n))
			}
		}
		if len(signs) > 0 {
			parts = append(parts, string(kind)+" "+strings.Join(signs, " "))
		}
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, ", ")
}

func (v updateHuman) updated(what string, r *update.Report) error {
	v.configuration(r)
	v.app.say("%s", what)
	v.changes(r)
	return nil
}

// updateJSON prints one object.
type updateJSON struct{ out *stream }

type reportJSON struct {
	Added     int                       `json:"added"`
	Changed   int                       `json:"changed"`
	Unchanged int                       `json:"unchanged"`
	Forgotten int                       `json:"forgotten"`
	Refreshed int                       `json:"refreshed"`
	Failed    int                       `json:"failed"`
	Reasons   []update.Reason           `json:"configuration,omitempty"` // what is configured otherwise than the graph was made
	Applied   map[string]map[string]int `json:"applied,omitempty"`       // what that changed, as in changes
	Skipped   []string                  `json:"skipped,omitempty"`
	Failures  []failureJSON             `json:"failures,omitempty"`
	Changes   map[string]map[string]int `json:"changes"` // by kind of record, then + ~ -
	Projected map[string]int            `json:"projected,omitempty"`
	Holds     *countsJSON               `json:"holds,omitempty"`
}

type failureJSON struct {
	URI     string `json:"uri"`
	File    string `json:"file,omitempty"`
	Reason  string `json:"reason"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
}

type countsJSON struct {
	Documents int `json:"documents"`
	Entities  int `json:"entities"`
	Claims    int `json:"claims"`
	Facts     int `json:"facts"`
	Edges     int `json:"edges"`
}

func toReportJSON(r *update.Report) reportJSON {
	return reportJSON{
		Added: r.Added, Changed: r.Changed, Unchanged: r.Unchanged, Forgotten: r.Forgotten, Refreshed: r.Refreshed,
		Failed: r.Failed, Reasons: r.Configuration, Applied: toTallyJSON(r.Applied), Changes: toTallyJSON(r.Records), Projected: r.Projected,
	}
}

func toTallyJSON(t workspace.Tally) map[string]map[string]int {
	out := map[string]map[string]int{}
	for kind, actions := range t {
		m := map[string]int{}
		for action, n := range actions {
			m[string(action)] = n
		}
		out[string(kind)] = m
	}
	return out
}

func toFailuresJSON(list []workspace.Failure) []failureJSON {
	var out []failureJSON
	for _, f := range list {
		out = append(out, failureJSON{f.URI, f.File, f.Reason, f.Message, f.Hint})
	}
	return out
}

func toCountsJSON(c workspace.Counts) *countsJSON {
	return &countsJSON{c.Documents, c.Entities, c.Claims, c.Facts, c.Edges}
}

func (v updateJSON) ingested(s ingestSummary) error {
	out := toReportJSON(s.report)
	out.Skipped = slices.Clone(s.skipped)
	out.Failures = toFailuresJSON(s.failures)
	out.Holds = toCountsJSON(s.counts)
	return printJSON(v.out, out)
}

func (v updateJSON) updated(_ string, r *update.Report) error {
	return printJSON(v.out, toReportJSON(r))
}
