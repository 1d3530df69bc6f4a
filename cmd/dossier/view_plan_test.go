package main

import (
	"bytes"
	"testing"

	"dossier/graph"
	"dossier/graph/update"
)

func TestPlanLines(t *testing.T) {
	who := &graph.Entity{ID: "person:ann", Name: "Ann\x1b[2J", Type: "Person"}
	what := &graph.Entity{ID: "company:orix", Name: "Orix", Type: "Company"}
	fact := func(live bool, claims int) *graph.Fact {
		return &graph.Fact{ID: "f", Subject: who.ID, Predicate: "OWNS", Object: what.ID, Live: live, Claims: claims, Confidence: 0.5}
	}
	added := func(uri string) update.Reason { return update.Reason{Why: update.DocumentAdded, What: uri} }
	for _, test := range []struct {
		name   string
		change update.FactChange
		want   string
	}{
		{"added", update.FactChange{Action: graph.Create, After: fact(true, 1), Reasons: []update.Reason{{Why: update.RuleAdded, What: "OWNS/stake"}}},
			"  \x1b[32m+\x1b[0m -> \x1b[1mAnn\\u001b[2J\x1b[0m  OWNS  \x1b[1mOrix\x1b[0m  \x1b[2m(rule stake added)\x1b[0m\n"},
		{"removed", update.FactChange{Action: graph.Delete, Before: fact(false, 0), Reasons: []update.Reason{{Why: update.RuleRemoved, What: "OWNS/main"}}},
			"  \x1b[31m-\x1b[0m .. \x1b[1mAnn\\u001b[2J\x1b[0m  OWNS  \x1b[1mOrix\x1b[0m  \x1b[2m(rule OWNS/main removed)\x1b[0m\n"},
		{"counts", update.FactChange{Action: graph.Modify, Before: fact(true, 1), After: fact(true, 4), Reasons: []update.Reason{added("a"), added("b"), added("c")}},
			"  \x1b[33m~\x1b[0m -> \x1b[1mAnn\\u001b[2J\x1b[0m  OWNS  \x1b[1mOrix\x1b[0m  claims 4, was 1  \x1b[2m(document a added and 2 more)\x1b[0m\n"},
		{"no edge", update.FactChange{Action: graph.Modify, Before: fact(true, 1), After: fact(false, 0), Reasons: []update.Reason{{Why: update.StatusNow, From: "asserted", To: "threatened"}}},
			"  \x1b[33m~\x1b[0m .. \x1b[1mAnn\\u001b[2J\x1b[0m  OWNS  \x1b[1mOrix\x1b[0m  no edge any more  \x1b[2m(status now threatened)\x1b[0m\n"},
	} {
		var out bytes.Buffer
		v := &planHuman{out: &stream{Writer: &out, colour: true}, section: "Facts"}
		test.change.Subject, test.change.Object = who, what
		if err := v.fact(&test.change); err != nil {
			t.Fatal(err)
		}
		if out.String() != test.want {
			t.Errorf("%s:\n got %q\nwant %q", test.name, out.String(), test.want)
		}
	}
}

// Every reason has words of its own.
func TestReasonsHaveWords(t *testing.T) {
	seen := map[string]update.Why{}
	for _, why := range []update.Why{update.RuleAdded, update.RuleChanged, update.RuleRemoved, update.RelationRenamed, update.DocumentAdded,
		update.DocumentChanged, update.DocumentRemoved, update.DocumentFailed, update.StepChanged, update.ResolutionChanged,
		update.StatusNow, update.ConfidenceNow, update.EntityMoved, update.Unfinished} {
		text := reasonText(update.Reason{Why: why, What: "annotate", From: "a", To: "b"}, "")
		if text == string(why) || seen[text] != "" {
			t.Errorf("%s: %q, as of %q", why, text, seen[text])
		}
		seen[text] = why
	}
}
