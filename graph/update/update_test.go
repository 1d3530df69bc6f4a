package update_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"

	"dossier/extract"
	"dossier/graph"
	"dossier/graph/export"
	"dossier/graph/resolve"
	"dossier/graph/update"
	"dossier/graph/workspace"

	"github.com/google/go-cmp/cmp"
)

func (w *world) ingest(t *testing.T, documents map[string]string) *update.Report {
	t.Helper()
	r, err := w.u.Ingest(t.Context(), inputs(documents, sortedKeys(documents)))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (w *world) failures(t *testing.T) map[string]string {
	t.Helper()
	got := map[string]string{}
	err := w.u.Workspace.Failures(t.Context(), func(f workspace.Failure) error {
		got[f.URI] = fmt.Sprintf("%s: %s (%s)", f.Reason, f.Message, f.Hint)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// facts lists all facts: a live one with + before it, - otherwise.
func (w *world) facts(t *testing.T, filter workspace.FactFilter) []string {
	t.Helper()
	var list []string
	err := w.u.Workspace.Facts(t.Context(), filter, func(f *graph.Fact) error {
		sign := map[bool]string{true: "+", false: "-"}[f.Live]
		list = append(list, fmt.Sprintf("%s%s %s %s%s", sign, f.Subject, f.Predicate, f.Object, f.Value))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestBadInputsDoNotStopTheOthers(t *testing.T) {
	w := newWorld(t, t.TempDir())
	defer w.close(t)
	w.u.MaxBytes = 100
	w.ingest(t, map[string]string{"good": "Orix ACQUIRED Velden", "later": "Mali MET_WITH Orix"})
	bad := func(uri string, open func() (io.ReadCloser, error)) update.Input {
		return update.Input{URI: uri, Open: open}
	}
	reader := func(r io.Reader) func() (io.ReadCloser, error) {
		return func() (io.ReadCloser, error) { return io.NopCloser(r), nil }
	}
	list := func(yield func(update.Input, error) bool) {
		_ = yield(bad("gone", func() (io.ReadCloser, error) { return nil, fs.ErrNotExist }), nil) &&
			yield(bad("breaks", reader(io.MultiReader(strings.NewReader("Orix"), iotest.ErrReader(errors.New("bad sector"))))), nil) &&
			yield(update.Input{File: "folder/x.pdf"}, fmt.Errorf("x.pdf: %w", update.Explained(refusal{}))) &&
			yield(input("refuse", "REFUSE"), nil) &&
			yield(input("panic", "PANIC"), nil) &&
			yield(input("long", strings.Repeat("x", 101)), nil) &&
			yield(input("fits", strings.Repeat("x", 100)), nil) &&
			yield(input("later", "REFUSE"), nil) &&
			yield(input("new", "Orix ACQUIRED Ana Cruz"), nil)
	}
	r, err := w.u.Ingest(t.Context(), iter.Seq2[update.Input, error](list))
	if err != nil {
		t.Fatal(err)
	}
	if r.Added != 2 || r.Failed != 7 {
		t.Errorf("report: %+v", r)
	}
	want := map[string]string{
		"gone":         "unreadable: file does not exist ()",
		"breaks":       "unreadable: bad sector ()",
		"folder/x.pdf": "kind: x.pdf: no such kind (convert it)",
		"refuse":       "refused: it is refused (write something else)",
		"panic":        "defect: a defect in the program: toy (please report it with the document)",
		"long":         "too-large: it is larger than 100 bytes (split the file, or raise limits.max_document_bytes)",
		"later":        "refused: it is refused (write something else)",
	}
	if diff := cmp.Diff(want, w.failures(t)); diff != "" {
		t.Errorf("failures (-want +got):\n%s", diff)
	}
	// What was stored of "later" is not lost.
	facts := []string{"+country:mali MET_WITH organization:orix", "+organization:orix ACQUIRED organization:velden", "+organization:orix ACQUIRED person:ana-cruz"}
	if diff := cmp.Diff(facts, w.facts(t, workspace.FactFilter{})); diff != "" {
		t.Errorf("facts (-want +got):\n%s", diff)
	}
	w.ingest(t, map[string]string{"later": "Mali MET_WITH Orix", "refuse": "Mali MET_WITH Orix"})
	if got := w.failures(t); len(got) != 5 || got["later"] != "" || got["refuse"] != "" {
		t.Errorf("failures after they were mended: %v", got)
	}
	if _, err := w.u.Forget(t.Context(), []string{"gone", "good"}); err != nil {
		t.Fatal(err)
	}
	if got := w.failures(t); got["gone"] != "" {
		t.Error("the failure of a forgotten input stays")
	}
}

type refusal struct{}

func (refusal) Error() string  { return "no such kind" }
func (refusal) Reason() string { return "kind" }
func (refusal) Hint() string   { return "convert it" }

// Of two inputs with one URI the later one counts, even if it is what was
// stored before.
func TestSameURITwice(t *testing.T) {
	for _, test := range []struct{ first, second, third string }{
		{"Orix ACQUIRED Velden", "Orix MET_WITH Velden", "Orix ACQUIRED Velden"},
		{"Orix ACQUIRED Velden", "Orix ACQUIRED Velden", "Orix MET_WITH Velden"},
		{"", "Orix MET_WITH Velden", "Orix ACQUIRED Velden"},
		{"Orix ACQUIRED Velden", "REFUSE", "Orix ACQUIRED Velden"},
		{"Orix ACQUIRED Velden", "Orix MET_WITH Velden", "REFUSE"},
	} {
		w := newWorld(t, t.TempDir())
		w.u.Workers = 4
		if test.first != "" {
			w.ingest(t, map[string]string{"a": test.first})
		}
		_, err := w.u.Ingest(t.Context(), func(yield func(update.Input, error) bool) {
			_ = yield(input("a", test.second), nil) && yield(input("a", test.third), nil)
		})
		if err != nil {
			t.Fatal(err)
		}
		last := test.third
		if last == "REFUSE" {
			last = test.second
		}
		fresh := newWorld(t, t.TempDir())
		fresh.ingest(t, map[string]string{"a": last})
		if diff := cmp.Diff(fresh.export(t), w.export(t)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", test, diff)
		}
		if failed := len(w.failures(t)) > 0; failed != (test.third == "REFUSE") {
			t.Errorf("%+v: failures %v", test, w.failures(t))
		}
		w.close(t)
		fresh.close(t)
	}
}

func TestOnlyStaleStepsRunAgain(t *testing.T) {
	w := newWorld(t, t.TempDir())
	defer w.close(t)
	w.ingest(t, map[string]string{"a": "Orix ACQUIRED Velden", "b": "Orix MET_WITH Velden", "c": "Orix"})
	w.toy.counts()
	for step := 4; step >= 0; step-- {
		w.toy.versions[step] += 2 // another fingerprint, the same output
		w.recorder.applied = 0
		r, err := w.u.Apply(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var want [5]int64
		for i := step; i < 5; i++ {
			want[i] = 3
		}
		if got := w.toy.counts(); got != want || r.Refreshed != 3 {
			t.Errorf("step %d: %v steps ran, want %v; %d documents", step, got, want, r.Refreshed)
		}
		if len(r.Records) != 0 || w.recorder.applied != 0 {
			t.Errorf("step %d: %v changed, %d changes projected", step, r.Records, w.recorder.applied)
		}
	}
	if r, err := w.u.Apply(t.Context()); err != nil || r.Refreshed != 0 {
		t.Errorf("with nothing to do: %+v, %v", r, err)
	}
	// Another policy runs no step at all.
	w.u.Resolve = toyResolve(resolve.Policy{Confidence: 0.9})
	if _, err := w.u.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := w.toy.counts(); got != [5]int64{} {
		t.Errorf("a policy ran steps %v", got)
	}
	if got := w.facts(t, workspace.FactFilter{}); len(got) != 0 {
		t.Errorf("live under the stricter policy: %v", got)
	}
}

// An edit of a rule runs the last step alone, and only where a document holds an
// anchor that the rule has or had.
func TestRuleEditsReachTheirDocuments(t *testing.T) {
	w := newWorld(t, t.TempDir())
	defer w.close(t)
	w.ingest(t, map[string]string{"a": "Orix ACQUIRED Velden", "b": "Orix MET_WITH Velden", "c": "Orix MET_WITH Mali\nOrix ACQUIRED Mali", "d": "Orix"})
	base := toyRules()
	edit := func(f func([]toyRule) []toyRule) []toyRule { return f(slices.Clone(base)) }
	for _, test := range []struct {
		name  string
		rules []toyRule
		want  int64
	}{
		{"nothing", base, 0},
		{"changed", edit(func(r []toyRule) []toyRule { r[0].variant = 1; return r }), 2},
		{"as it was", base, 2},
		{"removed", edit(func(r []toyRule) []toyRule { return r[1:] }), 2},
		{"added", base, 2},
		{"of no document", edit(func(r []toyRule) []toyRule { r[3].variant = 1; return r }), 0},
		{"anchored elsewhere", edit(func(r []toyRule) []toyRule { r[0].anchor = "MET_WITH"; return r }), 3},
		{"back", base, 3},
	} {
		w.toy.counts()
		w.toy.rules = test.rules
		r, err := w.u.Apply(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := w.toy.counts(); got != [5]int64{4: test.want} || r.Refreshed != int(test.want) {
			t.Errorf("%s: %v steps ran, %d documents; want %d", test.name, got, r.Refreshed, test.want)
		}
	}
}

// A document that a new configuration fails on says nothing, and says it again
// once it can be read.
func TestRefreshFails(t *testing.T) {
	w := newWorld(t, t.TempDir())
	defer w.close(t)
	w.ingest(t, map[string]string{"a": "Orix ACQUIRED Velden", "b": "Orix MET_WITH Velden"})
	before := w.export(t)
	w.u.Extractor = &failing{toy: w.toy, uri: "a"}
	r, err := w.u.Apply(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if r.Failed != 1 || w.failures(t)["a"] != "refused: it is refused (write something else)" {
		t.Errorf("report %+v, failures %v", r, w.failures(t))
	}
	if got := w.facts(t, workspace.FactFilter{All: true}); !slices.Equal(got, []string{"+organization:orix MET_WITH organization:velden"}) {
		t.Errorf("facts: %v", got)
	}
	w.u.Extractor = w.toy
	if _, err := w.u.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, w.export(t)); diff != "" {
		t.Errorf("after it was mended (-before +after):\n%s", diff)
	}
	if len(w.failures(t)) != 0 {
		t.Errorf("failures %v", w.failures(t))
	}
}

// failing is a toy that refuses one document.
type failing struct {
	*toy
	uri string
}

func (f *failing) Steps() []update.Step {
	steps := f.toy.Steps()
	steps[3].Fingerprint = "failing"
	return steps
}

func (f *failing) Extract(ctx context.Context, raw []byte, a *extract.Analysis, from int) error {
	if a.Document.URI == f.uri {
		return refused{}
	}
	return f.toy.Extract(ctx, raw, a, from)
}

func TestCancel(t *testing.T) {
	w := newWorld(t, t.TempDir())
	defer w.close(t)
	documents := map[string]string{}
	for i := range 200 {
		documents[fmt.Sprint(i)] = fmt.Sprintf("Orix HEADCOUNT #%d", i)
	}
	ctx, cancel := context.WithCancel(t.Context())
	seen := 0
	_, err := w.u.Ingest(ctx, func(yield func(update.Input, error) bool) {
		for uri, text := range documents {
			if seen++; seen == 100 {
				cancel()
			}
			if !yield(input(uri, text), nil) {
				return
			}
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if seen == len(documents) {
		t.Error("all inputs were read after the end")
	}
	w.ingest(t, documents)
	fresh := newWorld(t, t.TempDir())
	defer fresh.close(t)
	fresh.ingest(t, documents)
	if w.export(t) != fresh.export(t) {
		t.Error("the export differs from that of a fresh workspace")
	}
}

// deaf is an extractor that does not look at its context.
type deaf struct {
	update.Extractor
	begun, end chan struct{}
}

func (d deaf) Extract(context.Context, []byte, *extract.Analysis, int) error {
	close(d.begun)
	<-d.end
	return nil
}

func TestCancelWithinDocument(t *testing.T) {
	w := newWorld(t, t.TempDir())
	defer w.close(t)
	d := deaf{w.u.Extractor, make(chan struct{}), make(chan struct{})}
	defer close(d.end)
	w.u.Extractor = d
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-d.begun
		cancel()
	}()
	if _, err := w.u.Ingest(ctx, inputs(map[string]string{"a": "Orix"}, []string{"a"})); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestProgress(t *testing.T) {
	w := newWorld(t, t.TempDir())
	defer w.close(t)
	done := map[string]int{}
	w.u.Progress = func(p update.Progress) {
		if p.Done <= done[p.Part] || p.Total != 0 && p.Done > p.Total {
			t.Errorf("after %d: %+v", done[p.Part], p)
		}
		done[p.Part] = p.Done
	}
	w.ingest(t, map[string]string{"a": "Orix ACQUIRED Velden", "b": "REFUSE"})
	if done["ingest"] != 2 || done["settle"] == 0 || done["project"] != w.recorder.applied {
		t.Errorf("done: %v, applied %d", done, w.recorder.applied)
	}
}

// Progress moves with each document, not with each transaction.
func TestProgressByDocument(t *testing.T) {
	w := newWorld(t, t.TempDir())
	defer w.close(t)
	w.u.Workers = 1
	const all = 40 // fewer than a transaction holds
	documents := map[string]string{}
	var order []string
	for i := range all {
		name := fmt.Sprintf("d%02d", i)
		documents[name] = "Orix"
		order = append(order, name)
	}
	var given, first atomic.Int32
	w.u.Progress = func(p update.Progress) {
		if p.Part == "ingest" {
			first.CompareAndSwap(0, given.Load())
		}
	}
	_, err := w.u.Ingest(t.Context(), func(yield func(update.Input, error) bool) {
		for in, err := range inputs(documents, order) {
			given.Add(1)
			if !yield(in, err) {
				return
			}
		}
	})
	if err != nil || first.Load() == 0 || first.Load() > all/2 {
		t.Errorf("progress first moved when %d of %d documents had been taken up: %v", first.Load(), all, err)
	}
}

func TestUnconfirmedChangesAreAnError(t *testing.T) {
	w := newWorld(t, t.TempDir())
	defer w.close(t)
	w.u.Targets[0].Target = silent{w.recorder}
	_, err := w.u.Ingest(t.Context(), inputs(map[string]string{"a": "Orix"}, []string{"a"}))
	if err == nil || !strings.Contains(err.Error(), "recorder: 1 of 1 changes were not confirmed") {
		t.Errorf("got %v", err)
	}
}

type silent struct{ *recorder }

func (silent) Apply(context.Context, []graph.Change, func(int) error) error { return nil }

func TestQueries(t *testing.T) {
	w := newWorld(t, t.TempDir())
	defer w.close(t)
	w.ingest(t, map[string]string{
		"a": "@2018\nBureau of Trade (BT) SANCTIONED_BY Mali\nOrix HEADCOUNT #7\nVelden: Orix ACQUIRED BT",
		"b": "@2017\nBT SANCTIONED_BY Mali\nOrix Corp. SANCTIONED_BY Mali !denied",
	})
	ws := w.u.Workspace
	for _, test := range []struct {
		name   string
		filter workspace.FactFilter
		want   []string
	}{
		{"live", workspace.FactFilter{}, []string{"+organization:bureau-of-trade SANCTIONED_BY country:mali", "+organization:orix HEADCOUNT 7"}},
		{"all", workspace.FactFilter{All: true}, []string{"+organization:bureau-of-trade SANCTIONED_BY country:mali",
			"-organization:orix ACQUIRED organization:bureau-of-trade", "+organization:orix HEADCOUNT 7", "-organization:orix SANCTIONED_BY country:mali"}},
		{"entity as object", workspace.FactFilter{Entity: "country:mali"}, []string{"+organization:bureau-of-trade SANCTIONED_BY country:mali"}},
		{"predicate", workspace.FactFilter{Predicate: "HEADCOUNT"}, []string{"+organization:orix HEADCOUNT 7"}},
		{"status", workspace.FactFilter{Status: extract.Denied, All: true}, []string{"-organization:orix SANCTIONED_BY country:mali"}},
		{"none", workspace.FactFilter{Entity: "country:nowhere", All: true}, nil},
	} {
		if diff := cmp.Diff(test.want, w.facts(t, test.filter)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
	for query, want := range map[string][]string{
		"orix":              {"organization:orix"},
		"ORIX corp":         {"organization:orix"},
		"organization:orix": {"organization:orix"},
		"organization:bt":   {"organization:bureau-of-trade"}, // the id it would have alone
		"bt":                {"organization:bureau-of-trade"},
		"bureau":            {"organization:bureau-of-trade"},
		"ori":               {"organization:orix"},
		"nobody":            nil,
		"?":                 nil,
		"":                  nil,
	} {
		var got []string
		err := ws.FindEntities(t.Context(), query, func(e *graph.Entity) error { got = append(got, e.ID); return nil })
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("find %q: %v, want %v (%v)", query, got, want, err)
		}
	}
	id := graph.FactID("organization:bureau-of-trade", "SANCTIONED_BY", "country:mali", false)
	fact, err := ws.Fact(t.Context(), id[:8])
	if err != nil || fact == nil || fact.ID != id || fact.Documents != 2 || fact.FirstPublished != "2017" {
		t.Fatalf("fact %+v, %v", fact, err)
	}
	for _, prefix := range []string{"", "1"} {
		if f, err := ws.Fact(t.Context(), prefix); f != nil || err != nil {
			t.Errorf("a fact by %q: %+v, %v", prefix, f, err)
		}
	}
	var quotes []string
	err = ws.Evidence(t.Context(), id, func(e *graph.Evidence) error { quotes = append(quotes, e.Quote); return nil })
	if want := []string{"BT SANCTIONED_BY Mali", "Bureau of Trade (BT) SANCTIONED_BY Mali"}; err != nil || !slices.Equal(quotes, want) {
		t.Errorf("quotes %q, want %q (%v)", quotes, want, err)
	}
	e, err := ws.Entity(t.Context(), "organization:orix")
	if err != nil || !slices.Equal(e.Properties["HEADCOUNT"], []string{"7"}) || e.Name != "Orix" {
		t.Errorf("entity %+v, %v", e, err)
	}
	counts, err := ws.Counts(t.Context())
	if want := (workspace.Counts{Documents: 2, Entities: 4, Claims: 5, Facts: 4, Edges: 1}); err != nil || counts != want {
		t.Errorf("counts %+v, want %+v (%v)", counts, want, err)
	}
	runs := 0
	err = ws.Runs(t.Context(), func(r workspace.Run) error {
		runs++
		if r.Verb != "ingest" || r.Finished.IsZero() || !strings.Contains(string(r.Summary), `"Added":2`) {
			t.Errorf("run %+v", r)
		}
		return nil
	})
	if err != nil || runs != 1 {
		t.Errorf("%d runs (%v)", runs, err)
	}
}

// While work is left the graph is not what the documents say: nobody exports it.
func TestIncompleteIsNotExported(t *testing.T) {
	w := newWorld(t, t.TempDir())
	defer w.close(t)
	n := 0
	w.u.SetFault(func() error {
		if n++; n == 2 { // after the documents are stored
			return errBroken
		}
		return nil
	})
	if _, err := w.u.Ingest(t.Context(), inputs(map[string]string{"a": "Orix"}, []string{"a"})); !errors.Is(err, errBroken) {
		t.Fatalf("got %v", err)
	}
	var e *workspace.Error
	if err := w.u.Workspace.Pending(t.Context()); !errors.As(err, &e) || e.Why != workspace.Incomplete {
		t.Errorf("got %v", err)
	}
	if err := export.Write(t.Context(), w.u.Workspace, io.Discard, ""); !errors.As(err, &e) || e.Why != workspace.Incomplete {
		t.Errorf("export: %v", err)
	}
	w.u.SetFault(nil)
	if _, err := w.u.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := w.u.Workspace.Pending(t.Context()); err != nil {
		t.Error(err)
	}
}

// What a fact shows follows every change of its evidence; one that nothing
// supports is no edge, and an entity that nobody mentions is gone.
func TestLiveFacts(t *testing.T) {
	w := newWorld(t, t.TempDir())
	defer w.close(t)
	shown := func() string {
		var lines []string
		err := w.u.Workspace.Facts(t.Context(), workspace.FactFilter{All: true, Predicate: "ACQUIRED"}, func(f *graph.Fact) error {
			_, edge := w.recorder.held[graph.KindFact][f.ID]
			lines = append(lines, fmt.Sprintf("live %v, edge %v: %d claims in %d documents of %d sources, %v, %s to %s", f.Live, edge,
				f.Claims, f.Documents, f.Sources, f.Confidence, f.FirstPublished, f.LastPublished))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(lines, "\n")
	}
	const text = "\nOrix ACQUIRED Velden"
	for _, step := range []struct {
		name string
		do   func()
		want string
	}{
		{"one", func() { w.ingest(t, map[string]string{"a": "@2018" + text}) },
			"live true, edge true: 1 claims in 1 documents of 1 sources, 0.8, 2018 to 2018"},
		{"another", func() { w.ingest(t, map[string]string{"b": "@2017-05" + text}) },
			"live true, edge true: 2 claims in 2 documents of 2 sources, 0.96, 2017-05 to 2018"},
		{"a copy is no source", func() { w.ingest(t, map[string]string{"c": "@2018" + text}) },
			"live true, edge true: 3 claims in 3 documents of 2 sources, 0.96, 2017-05 to 2018"},
		{"the earliest is denied now", func() { w.ingest(t, map[string]string{"b": "@2017-05" + text + " !denied"}) },
			"live true, edge true: 2 claims in 2 documents of 1 sources, 0.8, 2018 to 2018"},
		{"less sure", func() { w.toy.rules[0].variant = 2; mustApply(t, w) },
			"live false, edge false: 0 claims in 0 documents of 0 sources, 0,  to "},
		{"a policy", func() { w.u.Resolve = toyResolve(resolve.Policy{Confidence: 0.2}); mustApply(t, w) },
			"live true, edge true: 2 claims in 2 documents of 1 sources, 0.3, 2018 to 2018"},
		{"the rule is gone", func() { w.toy.rules = w.toy.rules[1:]; mustApply(t, w) }, ""},
		{"and back", func() { w.toy.rules = toyRules(); mustApply(t, w) },
			"live true, edge true: 2 claims in 2 documents of 1 sources, 0.8, 2018 to 2018"},
		{"only the denial is left", func() { mustForget(t, w, "a", "c") },
			"live false, edge false: 0 claims in 0 documents of 0 sources, 0,  to "},
	} {
		step.do()
		if got := shown(); got != step.want {
			t.Errorf("%s:\n got %s\nwant %s", step.name, got, step.want)
		}
	}
	mustForget(t, w, "b")
	for kind, records := range w.recorder.held {
		if len(records) > 0 {
			t.Errorf("without documents: %d records of kind %s", len(records), kind)
		}
	}
}

func mustApply(t *testing.T, w *world) {
	t.Helper()
	if _, err := w.u.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func mustForget(t *testing.T, w *world, uris ...string) {
	t.Helper()
	if _, err := w.u.Forget(t.Context(), uris); err != nil {
		t.Fatal(err)
	}
}

// A report tells what is configured otherwise than the graph was made, and what
// that changed before the verb began.
func TestReportTellsOfTheConfiguration(t *testing.T) {
	w := newWorld(t, t.TempDir())
	defer w.close(t)
	if r := w.ingest(t, map[string]string{"a": "Orix ACQUIRED Velden\nOrix MET_WITH Mali"}); r.Configuration != nil {
		t.Errorf("a new workspace: %+v", r.Configuration)
	}
	w.toy.rules = append([]toyRule{{"more", "ALSO", "MET_WITH", 0}}, w.toy.rules[1:]...)
	w.toy.versions[3] += 2
	w.u.Resolve = toyResolve(resolve.Policy{Confidence: 0.6})
	r := w.ingest(t, map[string]string{"b": "Orix HEADCOUNT #2"})
	want := []update.Reason{
		{Why: update.StepChanged, What: "clause"},
		{Why: update.RuleRemoved, What: "ACQUIRED/toy"},
		{Why: update.RuleAdded, What: "ALSO/more"},
		{Why: update.ResolutionChanged},
	}
	if diff := cmp.Diff(want, r.Configuration); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := r.Applied[graph.KindFact]; got[graph.Create] != 1 || got[graph.Delete] != 1 || r.Records[graph.KindFact][graph.Create] != 2 {
		t.Errorf("applied %v of %v", r.Applied, r.Records)
	}
}
