package update_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dossier/extract"
	"dossier/graph"
	"dossier/graph/resolve"
	"dossier/graph/update"
	"dossier/graph/workspace"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// judge makes the judgements that can be kept together ready, in their order.
func judge(list []resolve.Judgement) (*resolve.Judgements, []resolve.Judgement) {
	var kept []resolve.Judgement
	ready, _ := resolve.NewJudgements(nil, extract.DefaultTypes(), nil)
	for _, j := range list {
		if with, errs := resolve.NewJudgements(append(kept[:len(kept):len(kept)], j), extract.DefaultTypes(), nil); len(errs) == 0 {
			ready, kept = with, append(kept, j)
		}
	}
	return ready, kept
}

func mustJudge(t *testing.T, list ...resolve.Judgement) *resolve.Judgements {
	t.Helper()
	j, errs := resolve.NewJudgements(list, extract.DefaultTypes(), nil)
	if len(errs) > 0 {
		t.Fatal(errors.Join(errs...))
	}
	return j
}

func named(text string) resolve.Named {
	var n resolve.Named
	text, document, scoped := strings.Cut(text, " @ ")
	if scoped {
		n.Document = update.DocumentID(document)
	}
	if typ, name, ok := strings.Cut(text, " "); ok {
		n.Type, n.Name = typ, name
	} else {
		n.ID = text
	}
	return n
}

func about(verb resolve.Verb, entities ...string) resolve.Judgement {
	j := resolve.Judgement{Verb: verb}
	for _, e := range entities {
		j.Entities = append(j.Entities, named(e))
	}
	return j
}

func entityName() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		name := rapid.SampledFrom([]string{"Organization Orix", "Bank Orix Bank", "Company Velden", "country:mali", "Place Mali",
			"Person Ana Cruz", "Organization BT", "Organization Bureau of Trade", "Organization Board of Tea", "Organization X", "Person Nobody"}).Draw(t, "name")
		if rapid.IntRange(0, 3).Draw(t, "scoped") == 0 {
			name += " @ " + rapid.SampledFrom([]string{"a", "b", "c", "never"}).Draw(t, "document")
		}
		return name
	})
}

func judgement(claims []*graph.Evidence) *rapid.Generator[resolve.Judgement] {
	return rapid.Custom(func(t *rapid.T) resolve.Judgement {
		switch verb := rapid.IntRange(0, 4).Draw(t, "verb"); {
		case verb == 1:
			return about(resolve.Different, rapid.SliceOfN(entityName(), 2, 2).Draw(t, "entities")...)
		case verb == 2:
			j := about(resolve.Rename, entityName().Draw(t, "entity"))
			j.To = rapid.SampledFrom([]string{"Alpha", "Beta"}).Draw(t, "to")
			return j
		case verb >= 3 && len(claims) > 0:
			e := rapid.SampledFrom(claims).Draw(t, "claim")
			j := resolve.Judgement{Verb: resolve.Reject, Claim: e.ID, Quote: " " + e.Quote}
			if verb == 4 {
				j.Verb = resolve.Confirm
			}
			if rapid.IntRange(0, 5).Draw(t, "misquoted") == 0 {
				j.Quote = "something else"
			}
			return j
		}
		return about(resolve.Same, rapid.SliceOfN(entityName(), 2, 3).Draw(t, "entities")...)
	})
}

// Whatever the judgements were before, the graph is that of the last ones, in
// any order of their lines.
func TestJudgementsLeaveNoTrace(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t, t.TempDir())
		defer w.close(t)
		documents := map[string]string{}
		claims := map[string]*graph.Evidence{} // seen so far, in the graph or not
		var list []resolve.Judgement
		for range rapid.IntRange(2, 6).Draw(rt, "steps") {
			var seen []*graph.Evidence
			for _, id := range sortedKeys(claims) {
				seen = append(seen, claims[id])
			}
			list = slices.DeleteFunc(list, func(resolve.Judgement) bool { return rapid.IntRange(0, 2).Draw(rt, "remove") == 0 })
			list = append(list, rapid.SliceOfN(judgement(seen), 0, 4).Draw(rt, "judgements")...)
			w.u.Resolve = toyResolve(resolve.Policy{Confidence: rapid.SampledFrom([]float64{0.5, 0.9}).Draw(rt, "confidence")})
			w.u.Resolve.Judgements, list = judge(list)
			w.toy.versions[2] = rapid.IntRange(0, 1).Draw(rt, "mention")

			breaks(rt, w)
			verb := func() error { _, err := w.u.Apply(t.Context()); return err }
			switch rapid.IntRange(0, 3).Draw(rt, "verb") {
			case 0:
				uri := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(rt, "forget")
				delete(documents, uri)
				verb = func() error { _, err := w.u.Forget(t.Context(), []string{uri}); return err }
			case 1, 2:
				uris := order().Draw(rt, "order")[:2]
				for _, uri := range uris {
					documents[uri] = strings.Join(rapid.SliceOfN(line(), 0, 4).Draw(rt, "lines"), "\n")
				}
				verb = func() error { _, err := w.u.Ingest(t.Context(), inputs(documents, uris)); return err }
			}
			err := verb()
			if errors.Is(err, errBroken) {
				w.recorder.fail = nil
				w.u.SetFault(nil)
				err = verb()
			}
			if err != nil {
				rt.Fatal(err)
			}
			err = w.u.Workspace.Facts(t.Context(), workspace.FactFilter{All: true}, func(f *graph.Fact) error {
				return w.u.Workspace.Evidence(t.Context(), f.ID, func(e *graph.Evidence) error { claims[e.ID] = e; return nil })
			})
			if err != nil {
				rt.Fatal(err)
			}
		}

		fresh := newWorld(t, t.TempDir())
		defer fresh.close(t)
		fresh.toy.versions = w.toy.versions
		config := *w.u.Resolve
		// All at once: what a judgement says may be right only with a later one,
		// which cuts a name that it speaks of.
		config.Judgements = mustJudge(t, rapid.Permutation(list).Draw(rt, "lines")...)
		fresh.u.Resolve = &config
		if _, err := fresh.u.Ingest(t.Context(), inputs(documents, sortedKeys(documents))); err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(fresh.export(rt), w.export(rt)); diff != "" {
			rt.Fatalf("export differs from that of a fresh workspace (-fresh +this) under %+v:\n%s", list, diff)
		}
		if diff := cmp.Diff(fresh.contents(rt), w.contents(rt)); diff != "" {
			rt.Fatalf("target differs from that of a fresh workspace (-fresh +this):\n%s", diff)
		}
	})
}

func TestJudgements(t *testing.T) {
	documents := map[string]string{
		"a": "Orix ACQUIRED Velden\nBureau of Trade (BT) SANCTIONED_BY Mali",
		"b": "Orix ACQUIRED Ana Cruz\nBT MET_WITH Mali",
	}
	plain := []string{
		"+organization:bureau-of-trade MET_WITH country:mali",
		"+organization:bureau-of-trade SANCTIONED_BY country:mali",
		"+organization:orix ACQUIRED organization:velden",
		"+organization:orix ACQUIRED person:ana-cruz",
	}
	own := "organization:orix." + update.DocumentID("a")[:8]
	for _, test := range []struct {
		name       string
		judgements []resolve.Judgement
		want       []string // in the place of plain
	}{
		{"none", nil, plain},
		{"same", []resolve.Judgement{about(resolve.Same, "Organization Velden", "Person Ana Cruz")}, []string{
			plain[0], plain[1], "+organization:orix ACQUIRED person:ana-cruz",
		}},
		{"same, a loop is dropped", []resolve.Judgement{about(resolve.Same, "Organization Velden", "organization:orix")}, []string{
			plain[0], plain[1], "+organization:velden ACQUIRED person:ana-cruz",
		}},
		{"same as what no document has", []resolve.Judgement{about(resolve.Same, "Organization Velden", "Company Velden Holding International")}, plain},
		{"an acronym that is another's", []resolve.Judgement{about(resolve.Different, "Organization BT", "Organization Bureau of Trade")}, []string{
			"+organization:bt MET_WITH country:mali", plain[1], plain[2], plain[3],
		}},
		{"a namesake", []resolve.Judgement{about(resolve.Different, "Organization Orix @ a", "Company Orix")}, []string{
			plain[0], plain[1], "+" + own + " ACQUIRED organization:velden", plain[3],
		}},
		{"a namesake that is one with another name", []resolve.Judgement{
			about(resolve.Different, "Organization Orix @ a", "Company Orix"), about(resolve.Same, "Organization Orix @ a", "country:mali"),
		}, []string{
			"+country:mali ACQUIRED organization:velden", plain[0], plain[1], plain[3],
		}},
		{"rename", []resolve.Judgement{{Verb: resolve.Rename, Entities: []resolve.Named{named("Organization Orix")}, To: "Orix SE"}}, plain},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, t.TempDir())
			defer w.close(t)
			w.u.Resolve.Judgements = mustJudge(t, test.judgements...)
			w.ingest(t, documents)
			slices.Sort(test.want)
			got := w.facts(t, workspace.FactFilter{})
			slices.Sort(got)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRename(t *testing.T) {
	w := newWorld(t, t.TempDir())
	defer w.close(t)
	w.ingest(t, map[string]string{"a": "Orix Corp. ACQUIRED Velden"})
	rename := about(resolve.Rename, "Organization Orix")
	rename.To = "Orix SE"
	w.u.Resolve.Judgements = mustJudge(t, rename)
	if _, err := w.u.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	e, err := w.u.Workspace.Entity(t.Context(), "organization:orix")
	if err != nil || e.Name != "Orix SE" || !slices.Contains(e.Aliases, "Orix Corp.") {
		t.Errorf("%+v, %v", e, err)
	}
}

func TestRejectAndConfirm(t *testing.T) {
	w := newWorld(t, t.TempDir())
	defer w.close(t)
	w.u.Resolve = toyResolve(resolve.Policy{Confidence: 0.9}) // the toy is sure to 0.8
	w.ingest(t, map[string]string{"a": "Orix ACQUIRED Velden\nOrix MET_WITH Mali"})
	id := map[string]string{}
	err := w.u.Workspace.Facts(t.Context(), workspace.FactFilter{All: true}, func(f *graph.Fact) error {
		id[f.Predicate] = f.Evidence[0]
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		judgements []resolve.Judgement
		want       []string
		unmatched  string
	}{
		{nil, []string{"-organization:orix ACQUIRED organization:velden", "-organization:orix MET_WITH country:mali"}, ""},
		{[]resolve.Judgement{{Verb: resolve.Reject, Claim: id["ACQUIRED"], Quote: "Orix  ACQUIRED\nVelden"}},
			[]string{"-organization:orix MET_WITH country:mali"}, ""},
		{[]resolve.Judgement{{Verb: resolve.Reject, Claim: id["ACQUIRED"], Quote: "Orix ACQUIRED Velden"}, {Verb: resolve.Confirm, Claim: id["MET_WITH"], Quote: "Orix MET_WITH Mali"}},
			[]string{"+organization:orix MET_WITH country:mali"}, ""},
		{[]resolve.Judgement{{Verb: resolve.Reject, Claim: id["ACQUIRED"], Quote: "Orix sold Velden"}},
			[]string{"-organization:orix ACQUIRED organization:velden", "-organization:orix MET_WITH country:mali"}, "claim " + id["ACQUIRED"] + " with this quote"},
		{[]resolve.Judgement{{Verb: resolve.Reject, Claim: "gone", Quote: "x"}},
			[]string{"-organization:orix ACQUIRED organization:velden", "-organization:orix MET_WITH country:mali"}, "claim gone"},
	} {
		w.u.Resolve = toyResolve(resolve.Policy{Confidence: 0.9})
		w.u.Resolve.Judgements = mustJudge(t, test.judgements...)
		if _, err := w.u.Apply(t.Context()); err != nil {
			t.Fatal(err)
		}
		got := w.facts(t, workspace.FactFilter{All: true})
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%+v: facts (-want +got):\n%s", test.judgements, diff)
		}
		for i := range test.judgements {
			missing, err := w.u.Resolve.Judgements.Unmatched(i, w.u.Workspace.Occurs(t.Context()))
			if text := strings.Join(missing, ", "); err != nil || i == 0 && text != test.unmatched || i > 0 && text != "" {
				t.Errorf("judgement %d: %q is unmatched, want %q (%v)", i, text, test.unmatched, err)
			}
		}
	}
}

// An edited judgement is carried out without extraction, and only where it
// touches.
func TestJudgementTouchesOnlyItsBlock(t *testing.T) {
	w := newWorld(t, t.TempDir())
	defer w.close(t)
	documents := map[string]string{"z": "Ana Cruz MET_WITH Mali"}
	for i := range 40 {
		documents[fmt.Sprint("other", i)] = fmt.Sprintf("Firm%d ACQUIRED Shop%d", i, i)
	}
	w.ingest(t, documents)
	w.toy.counts()
	settled := 0
	w.u.Progress = func(p update.Progress) {
		if p.Part == "settle" {
			settled = p.Done
		}
	}
	w.u.Resolve.Judgements = mustJudge(t, about(resolve.Same, "Person Ana Cruz", "Organization Firm7"))
	r, err := w.u.Apply(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if n := w.toy.counts(); n != [5]int64{} || settled > 10 || len(r.Records) == 0 {
		t.Errorf("extractions by step %v, %d keys, documents, facts and entities decided, %v", n, settled, r.Records)
	}
}
