package update_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"dossier/graph"
	"dossier/graph/graphtest"
	"dossier/graph/update"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// check lists the drifts of the only target.
func (w *world) check(t interface{ Fatal(...any) }, repair bool) (list []string) {
	c, err := w.u.Check(context.Background(), w.u.Targets[0], repair, func(d update.Drift) error {
		list = append(list, fmt.Sprintf("%s %s %s", d.Action, d.Record.Kind(), strings.ReplaceAll(d.Record.Key(), "\x1f", " in ")))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if c.Clean() != (len(list) == 0) {
		t.Fatal("clean:", c.Clean(), list)
	}
	return list
}

func TestCheck(t *testing.T) {
	w := newWorld(t, t.TempDir())
	defer w.close(t)
	w.ingest(t, map[string]string{"a": "Orix ACQUIRED Velden\nMali MET_WITH Orix", "b": "Mali SANCTIONED_BY Velden"})
	if got := w.check(t, false); got != nil {
		t.Fatalf("drifts at once: %v", got)
	}
	held := w.recorder.held
	documents := slices.Sorted(maps.Keys(held[graph.KindDocument]))
	delete(held[graph.KindEntity], "organization:velden")
	held[graph.KindEntity]["person:nobody"] = &graph.Entity{ID: "person:nobody"}
	changed := *held[graph.KindEntity]["organization:orix"].(*graph.Entity)
	changed.Name = "Oryx"
	held[graph.KindEntity]["organization:orix"] = &changed
	stray := &graph.Fact{ID: "stray", Subject: "organization:orix", Predicate: "MET_WITH", Object: "country:mali"}
	held[graph.KindFact]["stray"] = stray
	mention := &graph.MentionedIn{Entity: "person:nobody", Document: documents[0], Count: 1}
	held[graph.KindMentioned][mention.Key()] = mention
	want := []string{
		"- fact stray",
		"- mentioned person:nobody in " + documents[0],
		"- entity person:nobody",
		"~ entity organization:orix",
		"+ entity organization:velden",
	}
	sorted := func(list []string) []string { slices.Sort(list); return list }
	before := w.contents(t)
	for range 2 {
		if diff := cmp.Diff(sorted(want), sorted(w.check(t, false))); diff != "" {
			t.Fatalf("drifts (-want +got):\n%s", diff)
		}
	}
	if diff := cmp.Diff(before, w.contents(t)); diff != "" {
		t.Fatalf("a check without repair has changed the target:\n%s", diff)
	}
	w.recorder.loose = true // what was found and is not known has no ends
	w.check(t, true)
	if diff := cmp.Diff(w.shown(t), w.contents(t)); diff != "" {
		t.Errorf("after the repair (-workspace +target):\n%s", diff)
	}
	if got := w.check(t, false); got != nil {
		t.Errorf("drifts after the repair: %v", got)
	}
}

// Whatever somebody does to a target, and wherever a repair breaks off, a repair
// leads back, and the runs after it go on from there.
func TestRepair(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t, t.TempDir())
		defer w.close(t)
		w.recorder.loose = true
		documents := map[string]string{"a": document().Draw(rt, "a"), "b": document().Draw(rt, "b")}
		w.ingest(t, documents)
		history := graphtest.History(rapid.Uint64Range(0, 50).Draw(rt, "foreign"), 1)[0]
		for kind, held := range w.recorder.held {
			for _, key := range slices.Sorted(maps.Keys(held)) {
				if rapid.IntRange(0, 4).Draw(rt, "delete") == 0 {
					delete(held, key)
				}
			}
			for _, r := range history {
				if r.Kind() == kind && rapid.IntRange(0, 6).Draw(rt, "insert") == 0 {
					held[r.Key()] = r
				}
			}
		}
		breaks(rt, w)
		nothing := func(update.Drift) error { return nil }
		_, err := w.u.Check(t.Context(), w.u.Targets[0], true, nothing)
		if err != nil && !strings.Contains(err.Error(), errBroken.Error()) {
			rt.Fatal(err)
		}
		w.recorder.fail = nil
		w.u.SetFault(nil)
		if rapid.Bool().Draw(rt, "run between") {
			documents["a"] = document().Draw(rt, "a again")
			w.ingest(t, documents)
		}
		if _, err := w.u.Check(t.Context(), w.u.Targets[0], true, nothing); err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(w.shown(rt), w.contents(rt)); diff != "" {
			rt.Fatalf("after the repair (-workspace +target):\n%s", diff)
		}
		if _, err := w.u.Forget(t.Context(), []string{"a", "b"}); err != nil {
			rt.Fatal(err)
		}
		if got := w.contents(rt); len(got) > 0 {
			rt.Fatalf("what is left after all was forgotten: %v", got)
		}
	})
}
