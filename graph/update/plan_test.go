package update_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dossier/graph"
	"dossier/graph/resolve"
	"dossier/graph/update"
	"dossier/graph/workspace"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// records maps kind and key of documents, entities and facts to their hashes.
func (w *world) records(t interface{ Fatal(...any) }) map[string]string {
	out := map[string]string{}
	ctx := context.Background()
	add := func(r graph.Record) { out[string(r.Kind())+" "+r.Key()] = r.Hash() }
	err := errors.Join(
		w.u.Workspace.AllEntities(ctx, func(e *graph.Entity) error { add(e); return nil }),
		w.u.Workspace.Facts(ctx, workspace.FactFilter{All: true}, func(f *graph.Fact) error { add(f); return nil }),
		w.u.Workspace.Documents(ctx, func(d workspace.Document) error {
			shown, err := w.u.Workspace.GraphDocument(ctx, d.ID)
			if shown != nil {
				add(shown)
			}
			return err
		}))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// changes lists what a plan shows: sign, kind, key and the new hash.
func changes(ctx context.Context, p *update.Plan) ([]string, error) {
	var list []string
	add := func(a graph.Action, r graph.Record) {
		hash := ""
		if a != graph.Delete {
			hash = r.Hash()
		}
		list = append(list, fmt.Sprint(a, " ", r.Kind(), " ", r.Key(), " ", hash))
	}
	err := p.Each(ctx, update.Visitor{
		Document: func(c *update.DocumentChange) error {
			if len(c.Reasons) == 0 {
				return fmt.Errorf("document %s without a reason", c.Document.URI)
			}
			add(c.Action, c.Document)
			return nil
		},
		Entity: func(c *update.EntityChange) error {
			e := c.After
			if e == nil {
				e = c.Before
			}
			if len(c.Reasons) == 0 {
				return fmt.Errorf("entity %s without a reason", e.ID)
			}
			add(c.Action, e)
			return nil
		},
		Fact: func(c *update.FactChange) error {
			if len(c.Reasons) == 0 {
				return fmt.Errorf("fact %+v without a reason", c.Fact())
			}
			switch {
			case c.Before != nil && c.After != nil && c.Before.ID != c.After.ID:
				add(graph.Delete, c.Before)
				add(graph.Create, c.After)
			case c.Before != nil && c.After != nil && c.Before.Hash() == c.After.Hash(): // only claims
			default:
				add(c.Action, c.Fact())
			}
			return nil
		},
	})
	slices.Sort(list)
	return list, err
}

// A plan changes nothing, and what it lists is what then happens.
func TestPlanIsWhatHappens(t *testing.T) {
	histories := 0
	rapid.Check(t, func(rt *rapid.T) {
		if histories++; histories > 50 {
			return // each costs several plans
		}
		w := newWorld(t, t.TempDir())
		defer w.close(t)
		for step := range rapid.IntRange(1, 4).Draw(rt, "steps") {
			if rapid.Bool().Draw(rt, "edit rules") {
				w.toy.rules = drawRules(rt)
			}
			if rapid.IntRange(0, 3).Draw(rt, "reconfigure") == 0 {
				w.toy.versions[rapid.IntRange(0, 4).Draw(rt, "step")] = rapid.IntRange(0, 1).Draw(rt, "version")
				w.u.Resolve = toyResolve(resolve.Policy{Past: rapid.Bool().Draw(rt, "past"), Confidence: 0.5})
			}
			uris := order().Draw(rt, "order")[:rapid.IntRange(0, 4).Draw(rt, "n")]
			texts := map[string]string{}
			for _, uri := range uris {
				texts[uri] = document().Draw(rt, "document")
			}
			gone := order().Draw(rt, "gone")[:rapid.IntRange(0, 2).Draw(rt, "gone")]
			do := func(u *update.Updater) (*update.Report, error) {
				r, err := u.Ingest(t.Context(), inputs(texts, uris))
				if err != nil || len(gone) == 0 {
					return r, err
				}
				return u.Forget(t.Context(), gone)
			}
			before := w.records(rt)
			var planned []string
			var saved *update.Saved
			err := w.u.Plan(t.Context(), update.PlanOptions{Save: true}, do, func(p *update.Plan) (err error) {
				planned, err = changes(t.Context(), p)
				saved = p.Saved()
				return err
			})
			if err != nil {
				rt.Fatal(step, err)
			}
			if diff := cmp.Diff(before, w.records(rt)); diff != "" {
				rt.Fatalf("a plan has changed something:\n%s", diff)
			}
			if rapid.Bool().Draw(rt, "break") {
				breaks(rt, w)
				_, err = w.u.CarryOut(t.Context(), saved, inputs(texts, uris), do)
				if err != nil && !errors.Is(err, errBroken) {
					rt.Fatal(err)
				}
				w.recorder.fail = nil
				w.u.SetFault(nil)
				if err == nil {
					saved = nil
				}
			}
			if saved != nil {
				if _, err := w.u.CarryOut(t.Context(), saved, inputs(texts, uris), do); err != nil {
					rt.Fatal(err)
				}
			}
			if diff := cmp.Diff(difference(before, w.records(rt)), planned); diff != "" {
				rt.Fatalf("step %d: planned (+) is not what happened (-):\n%s", step, diff)
			}
			empty := false
			err = w.u.Plan(t.Context(), update.PlanOptions{Save: true}, do, func(p *update.Plan) error {
				list, err := changes(t.Context(), p)
				empty = p.Empty() && len(list) == 0
				return err
			})
			if err != nil || !empty {
				rt.Fatalf("after it was done a plan still has changes (%v)", err)
			}
		}
	})
}

func difference(before, after map[string]string) []string {
	var list []string
	for key, hash := range after {
		switch was, ok := before[key]; {
		case !ok:
			list = append(list, "+ "+key+" "+hash)
		case was != hash:
			list = append(list, "~ "+key+" "+hash)
		}
	}
	for key := range before {
		if _, ok := after[key]; !ok {
			list = append(list, "- "+key+" ")
		}
	}
	slices.Sort(list)
	return list
}

// plan returns what a plan shows of facts, with reasons.
func (w *world) plan(t *testing.T, do func(*update.Updater) (*update.Report, error)) []string {
	t.Helper()
	var list []string
	err := w.u.Plan(t.Context(), update.PlanOptions{Save: true}, do, func(p *update.Plan) error {
		return p.Each(t.Context(), update.Visitor{Fact: func(c *update.FactChange) error {
			f := c.Fact()
			line := fmt.Sprintf("%s %s %s %s%s", c.Action, f.Subject, f.Predicate, f.Object, f.Value)
			if e := c.Edge(); e != "" {
				line += " edge" + string(e)
			}
			for _, r := range c.Reasons {
				line += " [" + strings.Join(slices.DeleteFunc([]string{string(r.Why), r.What, r.From, r.To}, func(s string) bool { return s == "" }), " ") + "]"
			}
			list = append(list, line)
			return nil
		}})
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func apply(t *testing.T) func(*update.Updater) (*update.Report, error) {
	return func(u *update.Updater) (*update.Report, error) { return u.Apply(t.Context()) }
}

func TestReasons(t *testing.T) {
	documents := map[string]string{
		"a": "@2018\nOrix ACQUIRED Velden\nOrix SANCTIONED_BY Mali",
		"b": "Orix ACQUIRED Velden\nVelden: Orix MET_WITH Mali\nBT MET_WITH Orix",
	}
	ingest := func(texts map[string]string) func(*world) func(*update.Updater) (*update.Report, error) {
		return func(w *world) func(*update.Updater) (*update.Report, error) {
			return func(u *update.Updater) (*update.Report, error) {
				return u.Ingest(t.Context(), inputs(texts, sortedKeys(texts)))
			}
		}
	}
	edit := func(f func(*world)) func(*world) func(*update.Updater) (*update.Report, error) {
		return func(w *world) func(*update.Updater) (*update.Report, error) { f(w); return apply(t) }
	}
	for _, test := range []struct {
		name string
		do   func(*world) func(*update.Updater) (*update.Report, error)
		want []string
	}{
		{"nothing", edit(func(*world) {}), nil},
		{"rule removed", edit(func(w *world) { w.toy.rules = w.toy.rules[1:] }),
			[]string{"- organization:orix ACQUIRED organization:velden edge- [rule-removed ACQUIRED/toy]"}},
		{"rule added", edit(func(w *world) { w.toy.rules = append([]toyRule{{"more", "OWNS", "ACQUIRED", 0}}, w.toy.rules...) }),
			[]string{"+ organization:orix OWNS organization:velden edge+ [rule-added OWNS/more]"}},
		{"status", edit(func(w *world) { w.toy.rules[3].variant = 1 }),
			[]string{"~ organization:orix SANCTIONED_BY country:mali edge- [status-now asserted planned] [rule-changed SANCTIONED_BY/toy]"}},
		{"renamed", edit(func(w *world) { w.toy.rules[3].relation = "PUNISHED_BY" }),
			[]string{"~ organization:orix PUNISHED_BY country:mali edge~ [relation-renamed SANCTIONED_BY PUNISHED_BY]"}},
		{"policy", edit(func(w *world) { w.u.Resolve = toyResolve(resolve.Policy{Confidence: 0.5, Speakers: true}) }),
			[]string{"~ organization:orix MET_WITH country:mali edge+ [resolution-changed]"}},
		{"step", edit(func(w *world) { w.toy.versions[3]++ }),
			[]string{"~ organization:orix MET_WITH country:mali edge+ [step-changed clause]"}},
		{"document added", ingest(map[string]string{"c": "Orix ACQUIRED Velden\nMali HEADCOUNT #4"}),
			[]string{"~ organization:orix ACQUIRED organization:velden edge~ [document-added c]", "+ country:mali HEADCOUNT 4 [document-added c]"}},
		{"document changed", ingest(map[string]string{"a": "@2019\nOrix ACQUIRED Velden"}),
			[]string{"~ organization:orix ACQUIRED organization:velden edge~ [document-changed a]", "- organization:orix SANCTIONED_BY country:mali edge- [document-changed a]"}},
		{"document removed", func(*world) func(*update.Updater) (*update.Report, error) {
			return func(u *update.Updater) (*update.Report, error) { return u.Forget(t.Context(), []string{"a"}) }
		}, []string{"~ organization:orix ACQUIRED organization:velden edge~ [document-removed a]", "- organization:orix SANCTIONED_BY country:mali edge- [document-removed a]"}},
		{"entity id", ingest(map[string]string{"c": "Bureau of Trade (BT) HEADCOUNT #1"}),
			[]string{"+ organization:bureau-of-trade HEADCOUNT 1 [document-added c]",
				"- organization:bt MET_WITH organization:orix edge- [entity-id organization:bt organization:bureau-of-trade]",
				"+ organization:bureau-of-trade MET_WITH organization:orix edge+ [entity-id organization:bt organization:bureau-of-trade]"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, t.TempDir())
			defer w.close(t)
			w.ingest(t, documents)
			got := w.plan(t, test.do(w))
			slices.Sort(got)
			slices.Sort(test.want)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A saved plan is refused once anything that it follows from has changed.
func TestSavedPlanIsRefused(t *testing.T) {
	texts := map[string]string{"a": "Orix ACQUIRED Velden", "b": "Orix MET_WITH Mali"}
	for _, test := range []struct {
		name string
		move func(*world, map[string]string)
		want string
	}{
		{"nothing", func(*world, map[string]string) {}, ""},
		{"a run without effect", func(w *world, _ map[string]string) { w.ingest(t, map[string]string{"z": "Orix"}) }, ""},
		{"rules", func(w *world, _ map[string]string) { w.toy.rules = w.toy.rules[1:] }, "the configuration has changed"},
		{"policy", func(w *world, _ map[string]string) { w.u.Resolve = toyResolve(resolve.Policy{Confidence: 0.1}) }, "the configuration has changed"},
		{"limits", func(w *world, _ map[string]string) { w.u.MaxBytes = 7 }, "the configuration has changed"},
		{"workspace", func(w *world, _ map[string]string) { w.ingest(t, map[string]string{"c": "Orix"}) }, "the workspace has changed"},
		{"document", func(_ *world, texts map[string]string) { texts["b"] = "Orix" }, "b is not as it was"},
		{"one more", func(_ *world, texts map[string]string) { texts["c"] = "Orix" }, "c is not as it was"},
		{"one less", func(_ *world, texts map[string]string) { delete(texts, "b") }, "b is not as it was"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, t.TempDir())
			defer w.close(t)
			w.ingest(t, map[string]string{"z": "Orix"})
			moved := map[string]string{"a": texts["a"], "b": texts["b"]}
			do := func(u *update.Updater) (*update.Report, error) {
				return u.Ingest(t.Context(), inputs(moved, sortedKeys(moved)))
			}
			var saved *update.Saved
			err := w.u.Plan(t.Context(), update.PlanOptions{Save: true}, do, func(p *update.Plan) error {
				err := p.Each(t.Context(), update.Visitor{})
				saved = p.Saved()
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			test.move(w, moved)
			before := w.export(t)
			_, err = w.u.CarryOut(t.Context(), saved, inputs(moved, sortedKeys(moved)), do)
			if test.want == "" {
				if err != nil || w.export(t) == before {
					t.Errorf("not done: %v", err)
				}
				return
			}
			var e *update.MovedError
			if !errors.As(err, &e) || !strings.Contains(err.Error(), test.want) || w.export(t) != before {
				t.Errorf("got %v, want %q, changing nothing", err, test.want)
			}
		})
	}
}
