package update_test

import (
	"errors"
	"testing"

	"dossier/graph/resolve"
	"dossier/graph/update"

	"github.com/google/go-cmp/cmp"
)

// What is deferred is made where something must be extracted or decided, once,
// and nowhere else.
func TestDeferred(t *testing.T) {
	texts := map[string]string{"a": "X MET_WITH Orix", "b": "Ana Cruz WORKS_FOR Orix", "c": "X MET_WITH Ana Cruz"}
	edited := map[string]string{"a": "X MET_WITH Firm7", "b": "X MET_WITH Orix", "c": "Ana Cruz MET_WITH Orix"}
	ingest := func(texts map[string]string) func(*update.Updater) error {
		return func(u *update.Updater) error {
			_, err := u.Ingest(t.Context(), inputs(texts, sortedKeys(texts)))
			return err
		}
	}
	for _, test := range []struct {
		name string
		edit func(*world) // beforehand
		do   func(*update.Updater) error
		made int
	}{
		{name: "nothing to do", do: ingest(texts)},
		{name: "nothing to apply", do: func(u *update.Updater) error { _, err := u.Apply(t.Context()); return err }},
		{name: "nothing to plan", do: func(u *update.Updater) error {
			do := func(u *update.Updater) (*update.Report, error) {
				return u.Ingest(t.Context(), inputs(texts, sortedKeys(texts)))
			}
			return u.Plan(t.Context(), update.PlanOptions{}, do, func(p *update.Plan) error {
				if err := p.Each(t.Context(), update.Visitor{}); err != nil {
					return err
				}
				if !p.Empty() {
					t.Errorf("the plan has changes: %+v", p.Counts)
				}
				return nil
			})
		}},
		{name: "other documents", do: ingest(edited), made: 1},
		{name: "a document less", do: func(u *update.Updater) error { _, err := u.Forget(t.Context(), []string{"b"}); return err }, made: 1},
		{name: "another version", edit: func(w *world) { w.toy.versions[2]++ }, do: ingest(texts), made: 1},
		{name: "another policy", edit: func(w *world) { w.u.Resolve = toyResolve(resolve.Policy{Confidence: 0.9}) }, do: ingest(texts), made: 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, t.TempDir())
			defer w.close(t)
			if err := ingest(texts)(w.u); err != nil {
				t.Fatal(err)
			}
			if test.edit != nil {
				test.edit(w)
			}
			made := 0
			if err := test.do(w.deferred(t, func() { made++ })); err != nil {
				t.Fatal(err)
			}
			if made != test.made {
				t.Errorf("made %d times, want %d", made, test.made)
			}
		})
	}
}

// What was edited since it was last made is not taken for what it was.
func TestDeferredMoves(t *testing.T) {
	for name, edit := range map[string]func(*world){
		"a step":     func(w *world) { w.toy.versions[2]++ },
		"a rule":     func(w *world) { w.toy.rules = w.toy.rules[1:] },
		"the policy": func(w *world) { w.u.Resolve = toyResolve(resolve.Policy{Confidence: 0.9}) },
		"judgements": func(w *world) {
			w.u.Resolve = toyResolve(resolve.Policy{Confidence: 0.5})
			w.u.Resolve.Judgements = mustJudge(t, about(resolve.Same, "Person Ana Cruz", "Organization Firm7"))
		},
	} {
		w := newWorld(t, t.TempDir())
		defer w.close(t)
		first := map[string]string{"a": "X MET_WITH Orix"}
		if _, err := w.u.Ingest(t.Context(), inputs(first, []string{"a"})); err != nil {
			t.Fatal(err)
		}
		u := w.deferred(t, func() {})
		edit(w)
		before := w.export(t)
		_, err := u.Ingest(t.Context(), inputs(map[string]string{"b": "Orix MET_WITH Ana Cruz"}, []string{"b"}))
		if !errors.Is(err, update.ErrStanding) {
			t.Errorf("%s: %v, want %v", name, err, update.ErrStanding)
		}
		if diff := cmp.Diff(before, w.export(t)); diff != "" {
			t.Errorf("%s: the workspace has changed:\n%s", name, diff)
		}
	}
}

// An error of making ends the run, and no document is to blame.
func TestDeferredFails(t *testing.T) {
	w := newWorld(t, t.TempDir())
	defer w.close(t)
	u := w.deferred(t, func() {})
	broken := errors.New("broken")
	u.Deferred.Make = func() (update.Extractor, *resolve.Config, error) { return nil, nil, broken }
	if _, err := u.Ingest(t.Context(), inputs(map[string]string{"a": "X MET_WITH Orix"}, []string{"a"})); !errors.Is(err, broken) {
		t.Fatalf("ingest: %v, want %v", err, broken)
	}
	if _, err := w.u.Ingest(t.Context(), inputs(map[string]string{}, nil)); err != nil {
		t.Fatal(err)
	}
	u = w.deferred(t, func() {})
	u.Deferred.Make = func() (update.Extractor, *resolve.Config, error) { return nil, nil, broken }
	r, err := u.Ingest(t.Context(), inputs(map[string]string{"a": "X MET_WITH Orix"}, []string{"a"}))
	if !errors.Is(err, broken) || r.Failed != 0 {
		t.Fatalf("ingest: %v with %d failed documents, want %v", err, r.Failed, broken)
	}
}
