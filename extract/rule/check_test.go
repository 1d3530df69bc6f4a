package rule

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dossier/extract"
)

// Check tells apart what is missed, extra, reversed and of the wrong status,
// and gives each failure its line.
func TestCheck(t *testing.T) {
	o := mustLoad(t, `SANCTIONED_BY:
  is: Actor|Vessel -> Government
  verb: sanction
  subject: patient
  object: agent
  example:
  - "Canada sanctioned Orix => Orix, Canada"
  - "Canada sanctioned Orix => Canada, Orix"
  - "Canada sanctioned Orix => Orix, Canada denied"
  - "Canada sanctioned Orix => Orix, Mali"
  counter:
  - "Canada sanctioned Orix => none"
  - "Canada sanctioned Orix => denied"
  - "Canada ignored Orix => asserted"
`)
	annotate := func(text string, names []NamedSpan) (*extract.Analysis, error) {
		b := build(t, text).name("Canada", "Country").name("Orix", "Company")
		if strings.Contains(text, "sanctioned") {
			b.prop("verb sanction@sanctioned agent=Canada patient=Orix")
		}
		return b.a, nil
	}
	report, err := Check(o, annotate)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range report.Failures {
		got = append(got, f.String())
	}
	want := []string{
		"a.yaml:8: SANCTIONED_BY: reversed (Orix, Canada): Canada sanctioned Orix",
		"a.yaml:9: SANCTIONED_BY: wrong status (Orix, Canada) denied, found asserted: Canada sanctioned Orix",
		"a.yaml:10: SANCTIONED_BY: missed (Orix, Mali): Canada sanctioned Orix",
		"a.yaml:10: SANCTIONED_BY: extra (Orix, Canada): Canada sanctioned Orix",
		"a.yaml:12: SANCTIONED_BY: extra (Orix, Canada): Canada sanctioned Orix",
		"a.yaml:13: SANCTIONED_BY: wrong status (Orix, Canada) denied, found asserted: Canada sanctioned Orix",
		"a.yaml:14: SANCTIONED_BY: missed a claim: Canada ignored Orix",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if report.Tests != 7 || report.Count(Extra) != 2 || report.Count(Reversed) != 1 {
		t.Errorf("%+v", report)
	}
	_, err = Check(o, func(string, []NamedSpan) (*extract.Analysis, error) { return nil, errors.New("no model") })
	if err == nil || !strings.HasPrefix(err.Error(), "a.yaml:7: ") {
		t.Errorf("%v", err)
	}
}

// Names that the pipeline misses are given to it with a type that fits their
// slot; names that it finds are left to it.
func TestCheckGivesNames(t *testing.T) {
	o := mustLoad(t, `HEADS:
  is: Person -> Company|City
  verb: head
  example: "Hald heads Orix and [Belaro]s. => Hald, Orix"
`)
	calls := 0
	_, err := Check(o, func(text string, names []NamedSpan) (*extract.Analysis, error) {
		calls++
		b := build(t, strings.TrimSuffix(text, "s."))
		if calls == 1 {
			return b.name("Hald", "Person").name("Orix", "Person").a, nil
		}
		var got []string
		for _, n := range names {
			got = append(got, n.In(text)+":"+n.Type)
		}
		if d := cmp.Diff([]string{"Orix:Company", "Belaro:Person"}, got); d != "" {
			t.Error(d)
		}
		return b.a, nil
	})
	if err != nil || calls != 2 {
		t.Errorf("%d calls, %v", calls, err)
	}
}

func TestParseTest(t *testing.T) {
	for line, want := range map[string]Test{
		"A owns B. => A, B": {Sentence: "A owns B.", Want: Expectation{Pairs: []Pair{{"A", "B", "asserted"}}}},
		"[A b] => c. => A b, C d past;  E,F [possible]": {Sentence: "A b => c.", Names: []extract.Span{{Start: 0, End: 3}},
			Want: Expectation{Pairs: []Pair{{"A b", "C d", "past"}, {"E", "F", "possible"}}}},
		"X. => none":   {Sentence: "X.", Want: Expectation{None: true}},
		"X. =>denied ": {Sentence: "X.", Want: Expectation{Status: "denied"}},
	} {
		got, err := parseTest(line)
		if err != nil {
			t.Errorf("%s: %v", line, err)
		} else if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", line, d)
		}
	}
}
