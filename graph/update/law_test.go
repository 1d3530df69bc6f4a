package update_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"

	"dossier/graph"
	"dossier/graph/export"
	"dossier/graph/resolve"
	"dossier/graph/update"
	"dossier/graph/workspace"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
	"pgregory.net/rapid"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// recorder is a target in memory. It checks the order of what it is handed and
// that nothing refers to what is not there.
type recorder struct {
	held    map[graph.Kind]map[string]graph.Record
	applied int
	loose   bool        // facts may be deleted of which only the id is known
	fail    func() bool // whether to break off before the next change
}

func newRecorder() *recorder {
	r := &recorder{held: map[graph.Kind]map[string]graph.Record{}}
	for _, k := range graph.Kinds {
		r.held[k] = map[string]graph.Record{}
	}
	return r
}

var errBroken = errors.New("broken off on purpose")

func (r *recorder) Apply(_ context.Context, changes []graph.Change, done func(int) error) error {
	sorted := append([]graph.Change(nil), changes...)
	graph.Sort(sorted)
	for i, c := range changes {
		if c.Record != sorted[i].Record {
			return fmt.Errorf("change %d is out of order: %s %s", i, c.Record.Kind(), c.Record.Key())
		}
	}
	pending := 0
	for _, c := range changes {
		if r.fail != nil && r.fail() {
			return errBroken // what is pending was applied, but nobody knows
		}
		if err := r.apply(c); err != nil {
			return err
		}
		if pending++; pending == 3 {
			if err := done(pending); err != nil {
				return err
			}
			pending = 0
		}
	}
	return done(pending)
}

func (r *recorder) apply(c graph.Change) error {
	r.applied++
	kind, key := c.Record.Kind(), c.Record.Key()
	if c.Action == graph.Delete {
		if f, ok := c.Record.(*graph.Fact); ok && (f.Subject == "" || f.Predicate == "" || f.Object == "") && !r.loose {
			return fmt.Errorf("fact %s is deleted without its ends", key)
		}
		delete(r.held[kind], key)
		return nil
	}
	need := func(kind graph.Kind, ids ...string) error {
		for _, id := range ids {
			if id != "" && r.held[kind][id] == nil {
				return fmt.Errorf("%s %s needs %s %s", c.Record.Kind(), key, kind, id)
			}
		}
		return nil
	}
	var err error
	switch x := c.Record.(type) {
	case *graph.MentionedIn:
		err = errors.Join(need(graph.KindEntity, x.Entity), need(graph.KindDocument, x.Document))
	case *graph.Evidence:
		err = errors.Join(need(graph.KindEntity, append(x.Speakers, x.Subject, x.Object)...), need(graph.KindDocument, x.Document))
	case *graph.Fact:
		err = need(graph.KindEntity, x.Subject, x.Object)
		if !x.Live || x.Object == "" {
			err = errors.Join(err, fmt.Errorf("fact %s is no edge", key))
		}
	}
	r.held[kind][key] = c.Record
	return err
}

func (r *recorder) Contents(_ context.Context, yield func(graph.Kind, string, string) error) error {
	for kind, records := range r.held {
		for key, record := range records {
			if err := yield(kind, key, record.Hash()); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *recorder) Close(context.Context) error { return nil }

// A world is a workspace with all that works on it.
type world struct {
	u        *update.Updater
	toy      *toy
	recorder *recorder
}

func newWorld(t testing.TB, dir string) *world {
	t.Helper()
	ws, err := workspace.Open(t.Context(), dir, workspace.Options{Create: true, Verb: "test", NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{toy: &toy{rules: toyRules()}, recorder: newRecorder()}
	w.u = &update.Updater{
		Workspace: ws, Extractor: w.toy, Resolve: toyResolve(resolve.Policy{Confidence: 0.5}), Workers: 2,
		Targets: []update.Target{{Name: "recorder", Target: w.recorder}},
	}
	return w
}

// deferred returns an updater like that of w that calls making before it takes its
// extractor and resolution from it.
func (w *world) deferred(t testing.TB, making func()) *update.Updater {
	t.Helper()
	now, err := w.u.Standing()
	if err != nil {
		t.Fatal(err)
	}
	u := *w.u
	u.Extractor, u.Resolve = nil, nil
	u.Deferred = &update.Deferred{Standing: now, Make: func() (update.Extractor, *resolve.Config, error) {
		making()
		return w.u.Extractor, w.u.Resolve, nil
	}}
	return &u
}

func (w *world) close(t testing.TB) {
	if err := w.u.Workspace.Close(); err != nil {
		t.Error(err)
	}
}

func input(uri, text string) update.Input {
	return update.Input{URI: uri, File: "./" + uri, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}}
}

// inputs yields the documents in the given order.
func inputs(documents map[string]string, order []string) iter.Seq2[update.Input, error] {
	return func(yield func(update.Input, error) bool) {
		for _, uri := range order {
			if !yield(input(uri, documents[uri]), nil) {
				return
			}
		}
	}
}

func (w *world) export(t interface{ Fatal(...any) }) string {
	var b bytes.Buffer
	if err := export.Write(context.Background(), w.u.Workspace, &b, "test"); err != nil {
		t.Fatal(err)
	}
	out := b.String()
	if err := export.Read(&b, func(any) error { return nil }); err != nil {
		t.Fatal(err, "\n", out)
	}
	return out
}

// contents lists what the target holds, by kind and key.
func (w *world) contents(t interface{ Fatal(...any) }) map[string]string {
	out := map[string]string{}
	if err := w.recorder.Contents(context.Background(), func(kind graph.Kind, key, hash string) error {
		out[string(kind)+" "+key] = hash
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

func (w *world) shown(t interface{ Fatal(...any) }) map[string]string {
	out := map[string]string{}
	if err := w.u.Workspace.Shown(context.Background(), func(kind graph.Kind, key, hash string) error {
		out[string(kind)+" "+key] = hash
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

var (
	names      = []string{"Orix", "Orix Corp.", "Velden", "Mali", "Ana Cruz", "Orix Bank", "BT", "Bureau of Trade (BT)", "Board of Tea (BT)", "it", "X"}
	predicates = []string{"ACQUIRED", "MET_WITH", "SANCTIONED_BY"}
	nuances    = []string{"", "", "", " !denied", " !ended", " !threatened"}
)

func line() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		name := rapid.SampledFrom(names)
		s := ""
		if rapid.IntRange(0, 3).Draw(t, "attributed") == 0 {
			s = name.Draw(t, "speaker") + ": "
		}
		s += name.Draw(t, "subject")
		if rapid.IntRange(0, 5).Draw(t, "literal") == 0 {
			s += fmt.Sprintf(" HEADCOUNT #%d", rapid.IntRange(1, 3).Draw(t, "count"))
		} else {
			s += " " + rapid.SampledFrom(predicates).Draw(t, "predicate") + " " + name.Draw(t, "object")
		}
		return s + rapid.SampledFrom(nuances).Draw(t, "nuance")
	})
}

func document() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		switch rapid.IntRange(0, 19).Draw(t, "sort") {
		case 0:
			return "REFUSE"
		case 1:
			return "PANIC"
		}
		text := rapid.SampledFrom([]string{"", "@2018\n", "@2018-06-03\n", "@2019-01\n"}).Draw(t, "published")
		return text + strings.Join(rapid.SliceOfN(line(), 0, 4).Draw(t, "lines"), "\n")
	})
}

func order() *rapid.Generator[[]string] {
	return rapid.Map(rapid.Permutation([]string{"a", "b", "c", "d", "é"}), func(all []string) []string { return all })
}

// Whatever happened to a workspace, it holds what a fresh one would hold, and
// so does its target.
func TestHistoryLeavesNoTrace(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t, t.TempDir())
		defer w.close(t)
		documents := map[string]string{} // that should be stored, by URI
		w.recorder.fail = nil

		for step := range rapid.IntRange(1, 8).Draw(rt, "steps") {
			if rapid.IntRange(0, 2).Draw(rt, "reconfigure") == 0 {
				w.toy.versions[rapid.IntRange(0, 4).Draw(rt, "step")] = rapid.IntRange(0, 3).Draw(rt, "version")
				w.u.Resolve = toyResolve(resolve.Policy{
					Speakers: rapid.Bool().Draw(rt, "speakers"), Past: rapid.Bool().Draw(rt, "past"), Confidence: 0.5,
				})
			}
			if rapid.IntRange(0, 4).Draw(rt, "edit relations") == 0 {
				again := *w.u.Resolve
				again.Relations = map[string]resolve.Relation{}
				for _, p := range rapid.SliceOfN(rapid.SampledFrom(predicates), 0, 2).Draw(rt, "symmetric") {
					again.Relations[p] = resolve.Relation{Symmetric: true}
				}
				w.u.Resolve = &again
			}
			if rapid.IntRange(0, 2).Draw(rt, "edit rules") == 0 {
				w.toy.rules = drawRules(rt)
			}
			w.u.Workers = rapid.IntRange(1, 4).Draw(rt, "workers")
			breaks(rt, w)
			u := w.u
			if rapid.Bool().Draw(rt, "deferred") {
				u = w.deferred(t, func() {})
			}
			var err error
			switch rapid.IntRange(0, 5).Draw(rt, "verb") {
			case 0:
				_, err = u.Apply(t.Context())
			case 1:
				uris := order().Draw(rt, "forget")[:rapid.IntRange(1, 3).Draw(rt, "n")]
				_, err = u.Forget(t.Context(), uris)
				if err == nil || errors.Is(err, errBroken) {
					_, err = repeat(w, func() (*update.Report, error) { return w.u.Forget(t.Context(), uris) }, err)
				}
				for _, uri := range uris {
					delete(documents, uri)
				}
			default:
				uris := order().Draw(rt, "order")[:rapid.IntRange(1, 5).Draw(rt, "n")]
				texts := map[string]string{}
				for _, uri := range uris {
					texts[uri] = document().Draw(rt, "document")
				}
				_, err = u.Ingest(t.Context(), inputs(texts, uris))
				if err == nil || errors.Is(err, errBroken) {
					_, err = repeat(w, func() (*update.Report, error) { return w.u.Ingest(t.Context(), inputs(texts, uris)) }, err)
				}
				for uri, text := range texts {
					if text != "REFUSE" && text != "PANIC" {
						documents[uri] = text
					}
				}
			}
			if err != nil && !errors.Is(err, errBroken) {
				rt.Fatalf("step %d: %v", step, err)
			}
		}
		w.recorder.fail = nil
		w.u.SetFault(nil)
		if _, err := w.u.Apply(t.Context()); err != nil {
			rt.Fatal(err)
		}

		fresh := newWorld(t, t.TempDir())
		defer fresh.close(t)
		fresh.toy.versions, fresh.toy.rules, fresh.u.Resolve = w.toy.versions, w.toy.rules, w.u.Resolve
		if _, err := fresh.u.Ingest(t.Context(), inputs(documents, sortedKeys(documents))); err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(fresh.export(rt), w.export(rt)); diff != "" {
			rt.Fatalf("export differs from that of a fresh workspace (-fresh +this):\n%s", diff)
		}
		if diff := cmp.Diff(fresh.contents(rt), w.contents(rt)); diff != "" {
			rt.Fatalf("target differs from that of a fresh workspace (-fresh +this):\n%s", diff)
		}
		if diff := cmp.Diff(w.shown(rt), w.contents(rt)); diff != "" {
			rt.Fatalf("target differs from the workspace (-workspace +target):\n%s", diff)
		}
	})
}

// A relation is edited while what a run that was broken off has read of it is not
// a fact yet.
func TestRelationEditedBetween(t *testing.T) {
	text := map[string]string{"a": "X MET_WITH Orix"}
	for transactions := range 12 {
		w := newWorld(t, t.TempDir())
		defer w.close(t)
		left := transactions
		w.u.SetFault(func() error {
			if left--; left < 0 {
				return errBroken
			}
			return nil
		})
		if _, err := w.u.Ingest(t.Context(), inputs(text, []string{"a"})); err != nil && !errors.Is(err, errBroken) {
			t.Fatal(err)
		}
		w.u.SetFault(nil)
		edited := *w.u.Resolve
		edited.Relations = map[string]resolve.Relation{}
		w.u.Resolve = &edited
		if _, err := w.u.Ingest(t.Context(), inputs(text, []string{"a"})); err != nil {
			t.Fatal(err)
		}

		fresh := newWorld(t, t.TempDir())
		defer fresh.close(t)
		fresh.u.Resolve = w.u.Resolve
		if _, err := fresh.u.Ingest(t.Context(), inputs(text, []string{"a"})); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(fresh.contents(t), w.contents(t)); diff != "" {
			t.Errorf("broken off at transaction %d, differs from a fresh workspace (-fresh +this):\n%s", transactions, diff)
		}
	}
}

// drawRules gives rules of which some are gone, changed, renamed or new.
func drawRules(rt *rapid.T) []toyRule {
	var rules []toyRule
	for _, p := range []string{"ACQUIRED", "HEADCOUNT", "MET_WITH", "SANCTIONED_BY"} {
		for _, relation := range []string{"ALSO_" + p, p} {
			switch variant := rapid.IntRange(-1, 2).Draw(rt, relation); {
			case variant < 0, relation != p && variant > 0:
			default:
				rules = append(rules, toyRule{"toy", relation, p, variant})
			}
		}
	}
	slices.SortFunc(rules, func(a, b toyRule) int { return strings.Compare(a.input().ID, b.input().ID) })
	return rules
}

// breaks lets the next run be broken off at a random transaction or change.
func breaks(rt *rapid.T, w *world) {
	w.recorder.fail = nil
	w.u.SetFault(nil)
	switch rapid.IntRange(0, 2).Draw(rt, "break") {
	case 1:
		left := rapid.IntRange(0, 6).Draw(rt, "transactions")
		w.u.SetFault(func() error {
			if left--; left < 0 {
				return errBroken
			}
			return nil
		})
	case 2:
		left := rapid.IntRange(0, 10).Draw(rt, "changes")
		w.recorder.fail = func() bool { left--; return left < 0 }
	}
}

// repeat runs the verb again if it was broken off.
func repeat(w *world, verb func() (*update.Report, error), err error) (*update.Report, error) {
	if err == nil {
		return nil, nil
	}
	w.recorder.fail = nil
	w.u.SetFault(nil)
	return verb()
}

// What was done is not done again.
func TestSecondIngestChangesNothing(t *testing.T) {
	w := newWorld(t, t.TempDir())
	defer w.close(t)
	documents := map[string]string{
		"a": "@2018\nOrix ACQUIRED Velden\nMali: Orix MET_WITH Ana Cruz\nOrix HEADCOUNT #3",
		"b": "Bureau of Trade (BT) SANCTIONED_BY Mali",
		"c": "BT MET_WITH Orix",
	}
	first, err := w.u.Ingest(t.Context(), inputs(documents, []string{"a", "b", "c"}))
	if err != nil {
		t.Fatal(err)
	}
	if first.Added != 3 || w.recorder.applied == 0 {
		t.Fatalf("first run: %+v, %d changes", first, w.recorder.applied)
	}
	w.toy.counts()
	w.recorder.applied = 0
	second, err := w.u.Ingest(t.Context(), inputs(documents, []string{"c", "a", "b"}))
	if err != nil {
		t.Fatal(err)
	}
	if second.Unchanged != 3 || second.Added+second.Changed+second.Failed+len(second.Records) != 0 {
		t.Errorf("second run: %+v", second)
	}
	if n := w.toy.counts(); w.recorder.applied != 0 || n != [5]int64{} {
		t.Errorf("second run: %d changes, extractions by step %d", w.recorder.applied, n)
	}
}
