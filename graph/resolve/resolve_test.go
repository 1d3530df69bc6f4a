package resolve_test

import (
	"fmt"
	"slices"
	"testing"

	"dossier/extract"
	"dossier/graph"
	"dossier/graph/resolve"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCore(t *testing.T) {
	for _, test := range []struct{ root, name, want string }{
		{"Organization", "ZTE", "zte"},
		{"Organization", "ZTE Corp.", "zte"},
		{"Organization", "the ZTE Corporation", "zte"},
		{"Organization", "Orix Trading Co., Ltd.", "orix-trading"},
		{"Organization", "Velden & Co", "velden"},
		{"Organization", "PT Rosal Tbk", "rosal"},
		{"Organization", "The Limited", "limited"},
		{"Organization", "Bureau of Industry and Security", "bureau-of-industry-and-security"},
		{"Organization", "B.I.S.", "bis"},
		{"Organization", "J. P. Morgan", "jp-morgan"},
		{"Organization", "J.P. Morgan", "jp-morgan"},
		{"Organization", "O'Neil’s", "oneils"},
		{"Person", "Liu He", "liu-he"},
		{"Person", "President Xi Jinping", "xi-jinping"},
		{"Person", "Mr. Wilbur L. Ross", "wilbur-ross"},
		{"Person", "A. B. Cruz", "ab-cruz"},
		{"Person", "Nicolás Maduro", "nicolas-maduro"},
		{"Person", "Søren Ægir", "soren-aegir"},
		{"Person", "Moon Jae-in", "moon-jae-in"},
		{"Person", "中兴", "中兴"},
		{"Place", "The Hague", "hague"},
		{"Place", "Co", "co"},
	} {
		if got := resolve.Core(test.name, test.root); got != test.want {
			t.Errorf("Core(%q, %s) = %q, want %q", test.name, test.root, got, test.want)
		}
	}
	if a, b := resolve.Core("??", "Person"), resolve.Core("!!", "Person"); a == "" || a == b {
		t.Errorf("names of marks alone have cores %q and %q", a, b)
	}
}

func TestCoreIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringOf(rapid.SampledFrom([]rune("aB.é'- &Ⅷßço中1"))).Draw(t, "name")
		for _, root := range []string{"Person", "Organization", "Place"} {
			if once, twice := resolve.Slug(name), resolve.Slug(resolve.Slug(name)); once != twice {
				t.Fatalf("slug %q, of it %q", once, twice)
			}
			if resolve.Core(name, root) == "" {
				t.Fatalf("%q has no core", name)
			}
		}
	})
}

func TestIsAcronym(t *testing.T) {
	for _, test := range []struct {
		short, long string
		want        bool
	}{
		{"BIS", "Bureau of Industry and Security", true},
		{"B.I.S.", "the Bureau of Industry and Security", true},
		{"ZTE", "Zhongxing Telecommunication Equipment", true},
		{"CoB", "Council of Banks", true},
		{"BIS", "Bank of England", false},
		{"BIS", "Industry and Security Bureau", false},
		{"Bureau", "Bureau of Industry and Security", false},
		{"BIS", "BIS", false},
		{"B", "Bureau of Industry", false},
		{"ZTE", "ZTE Corp.", false},
		{"IBM", "IBM Global Services", false},
	} {
		if got := resolve.IsAcronym(test.short, test.long); got != test.want {
			t.Errorf("IsAcronym(%q, %q) = %v", test.short, test.long, got)
		}
	}
}

func config(p resolve.Policy) *resolve.Config {
	return &resolve.Config{
		Types:     extract.DefaultTypes(),
		Relations: map[string]resolve.Relation{"ALLY_OF": {Symmetric: true}},
		Policy:    p,
	}
}

func TestEntity(t *testing.T) {
	c := config(resolve.Policy{})
	c.References = map[string]resolve.Reference{
		"country:mali": {Name: "Mali", Type: "Country", Links: map[string]string{"wikidata": "Q912"}},
	}
	for _, test := range []struct {
		name      string
		id        string
		votes     []resolve.Vote
		spellings []resolve.Spelling
		want      *graph.Entity
	}{
		{"the name without a legal form, if used as often", "organization:zte",
			[]resolve.Vote{{"Company", 3}}, []resolve.Spelling{{"ZTE Corp.", 2}, {"ZTE", 2}, {"the firm ZTE", 9}},
			&graph.Entity{ID: "organization:zte", Type: "Company", Labels: []string{"Organization", "Company"}, Name: "ZTE", Aliases: []string{"ZTE Corp.", "the firm ZTE"}}},
		{"one finer vote decides", "organization:x",
			[]resolve.Vote{{"Organization", 9}, {"Bank", 1}}, []resolve.Spelling{{"X", 1}},
			&graph.Entity{ID: "organization:x", Type: "Bank", Labels: []string{"Organization", "Company", "Bank"}, Name: "X"}},
		{"a tie stays safe", "organization:x",
			[]resolve.Vote{{"Media", 2}, {"Bank", 1}, {"Company", 1}}, []resolve.Spelling{{"X", 1}},
			&graph.Entity{ID: "organization:x", Type: "Organization", Labels: []string{"Organization"}, Name: "X"}},
		{"most votes win", "organization:x",
			[]resolve.Vote{{"Media", 2}, {"Bank", 1}, {"Company", 2}}, []resolve.Spelling{{"X", 1}},
			&graph.Entity{ID: "organization:x", Type: "Bank", Labels: []string{"Organization", "Company", "Bank"}, Name: "X"}},
		{"a gazetteer knows better", "country:mali",
			[]resolve.Vote{{"Place", 2}}, []resolve.Spelling{{"Malian", 5}, {"Republic of Mali", 1}},
			&graph.Entity{ID: "country:mali", Type: "Country", Labels: []string{"Place", "Country"}, Name: "Mali",
				Aliases: []string{"Malian", "Republic of Mali"}, Links: map[string]string{"wikidata": "Q912"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			for range 3 {
				got := c.Entity(test.id, test.votes, test.spellings, nil, nil)
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				slices.Reverse(test.votes)
				slices.Reverse(test.spellings)
			}
		})
	}
}

func TestPolicy(t *testing.T) {
	asserted := graph.Evidence{Nuance: extract.NuanceAsserted, Confidence: 0.5}
	with := func(change func(*graph.Evidence)) graph.Evidence {
		e := asserted
		change(&e)
		return e
	}
	said := with(func(e *graph.Evidence) { e.Attributed = true })
	ended := with(func(e *graph.Evidence) { e.Nuance = extract.NuanceEnded })
	for _, test := range []struct {
		name     string
		evidence graph.Evidence
		policy   resolve.Policy
		want     bool
	}{
		{"asserted", asserted, resolve.Policy{Confidence: 0.5}, true},
		{"not sure enough", asserted, resolve.Policy{Confidence: 0.501}, false},
		{"said by a third party", said, resolve.Policy{}, false},
		{"said by a third party", said, resolve.Policy{Speakers: true}, true},
		{"said by the doer", with(func(e *graph.Evidence) { e.Attributed, e.Own = true, true }), resolve.Policy{}, true},
		{"ended", ended, resolve.Policy{}, false},
		{"ended", ended, resolve.Policy{Past: true}, true},
		{"threatened", with(func(e *graph.Evidence) { e.Nuance = extract.NuanceThreatened }), resolve.Policy{Past: true, Speakers: true}, false},
		{"planned", with(func(e *graph.Evidence) { e.Nuance = extract.NuancePlanned }), resolve.Policy{Past: true, Speakers: true}, false},
		{"denied", with(func(e *graph.Evidence) { e.Nuance = extract.NuanceDenied }), resolve.Policy{Past: true, Speakers: true}, false},
		{"negated", with(func(e *graph.Evidence) { e.Negated = true }), resolve.Policy{Past: true, Speakers: true}, false},
	} {
		s := &resolve.Summary{Statements: []resolve.Statement{{Evidence: test.evidence, Subject: 0, Object: 1}}}
		got, _, _ := config(test.policy).Evidence(s, map[int]string{0: "a:a", 1: "b:b"})
		if got[0].Supports != test.want {
			t.Errorf("%s under %+v: supports = %v", test.name, test.policy, got[0].Supports)
		}
	}
}

func TestEvidenceDropsSelfLoops(t *testing.T) {
	s := &resolve.Summary{
		Document:   graph.Document{ID: "d"},
		Entities:   []resolve.DocumentEntity{{Chain: 0, Mentions: 2}, {Chain: 1, Mentions: 3}, {Chain: 4, Mentions: 1}},
		Statements: []resolve.Statement{{Subject: 0, Object: 1}, {Subject: 0, Object: 4, Speakers: []int{1, -1}}},
	}
	evidence, mentioned, _ := config(resolve.Policy{}).Evidence(s, map[int]string{0: "o:a", 1: "o:a", 4: "o:b"})
	if len(evidence) != 1 || evidence[0].Object != "o:b" || !slices.Equal(evidence[0].Speakers, []string{"o:a", ""}) {
		t.Errorf("evidence: %+v", evidence)
	}
	want := []*graph.MentionedIn{{Entity: "o:a", Document: "d", Count: 5}, {Entity: "o:b", Document: "d", Count: 1}}
	if diff := cmp.Diff(want, mentioned); diff != "" {
		t.Errorf("mentioned (-want +got):\n%s", diff)
	}
}

func witness(id, subject, object, published, revision string, start int, e graph.Evidence) resolve.Witness {
	e.ID, e.Subject, e.Object, e.Predicate, e.Start = id, subject, object, "ALLY_OF", start
	if e.Document == "" {
		e.Document = "doc-" + revision
	}
	return resolve.Witness{Evidence: &e, Published: published, Revision: revision}
}

func TestFact(t *testing.T) {
	yes := graph.Evidence{Status: extract.Asserted, Nuance: extract.NuanceAsserted, Confidence: 0.5, Supports: true}
	sure := yes
	sure.Confidence, sure.Quote, sure.Time = 0.8, "They  are\nallies.", &extract.Time{From: "2011", To: "2012-03"}
	copied := yes
	copied.Document, copied.Time = "copy", &extract.Time{Value: "2010-05"}
	no := graph.Evidence{Status: extract.Denied, Nuance: extract.NuanceDenied, Confidence: 0.9}
	no.Document = "doc-r1"
	speaks := yes
	speaks.Attributed = true
	witnesses := []resolve.Witness{
		witness("c1", "p:a", "p:b", "2018-06", "r1", 5, speaks),
		witness("c2", "p:a", "p:b", "2018-06", "r1", 50, no), // denies c1, the nearest before it in its document
		witness("c3", "p:b", "p:a", "2017", "r2", 7, sure),
		witness("c4", "p:b", "p:a", "2019", "r1", 7, copied), // same text as c1: one source
		witness("c5", "p:b", "p:a", "", "r3", 1, graph.Evidence{Status: extract.Denied}),
	}
	want := &graph.Fact{
		ID: "f", Subject: "p:b", Predicate: "ALLY_OF", Object: "p:a", Symmetric: true, Live: true,
		Claims: 3, Documents: 3, Sources: 2, Confidence: 0.9, Since: "2010-05", Until: "2012-03",
		FirstPublished: "2017", LastPublished: "2019", Quote: "They are allies.", Basis: "",
		Evidence: []string{"c1", "c2", "c3", "c4", "c5"},
	}
	c := config(resolve.Policy{Speakers: true})
	rapid.Check(t, func(t *rapid.T) {
		shuffled := rapid.Permutation(witnesses).Draw(t, "order")
		if diff := cmp.Diff(want, c.Fact("f", shuffled)); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
		for _, w := range witnesses {
			denies := map[string]string{"c2": "c1", "c5": "c3"}[w.Evidence.ID]
			if w.Evidence.Denies != denies {
				t.Fatalf("%s denies %q, want %q", w.Evidence.ID, w.Evidence.Denies, denies)
			}
		}
	})
	if f := c.Fact("f", witnesses[:1]); f.Basis != "speakers" || f.Subject != "p:a" {
		t.Errorf("of one said by a speaker: %+v", f)
	}
	if f := c.Fact("f", witnesses[1:2]); f.Live || f.Claims != 0 || f.Quote != "" || len(f.Evidence) != 1 {
		t.Errorf("of a denial alone: %+v", f)
	}
}

// A claim with an end that has no name waits in its document.
func TestSummarizeLeavesOutTheUnnamed(t *testing.T) {
	a := &extract.Analysis{
		Document:  extract.Document{ID: "d", Text: "Orix and it and $5."},
		Sentences: []extract.Sentence{{Span: extract.Span{Start: 0, End: 19}}},
		Chains:    []extract.Chain{{Type: "Company", Name: "Orix"}, {Type: "Company"}, {Type: "Money", Name: "$5"}, {Type: "Person", Name: "Orr", Link: "person:q7"}},
	}
	for object := range a.Chains {
		a.Claims = append(a.Claims, extract.Claim{ID: fmt.Sprint(object), Subject: extract.Argument{Chain: 0}, Object: extract.Argument{Chain: object}})
	}
	literal := extract.Claim{ID: "literal", Subject: extract.Argument{Chain: 0}, Object: extract.Argument{Chain: -1, Value: "5"}}
	a.Claims = append(a.Claims, literal, literal) // twice the same
	s := resolve.Summarize(a, extract.DefaultTypes())
	var ids, keys []string
	for _, st := range s.Statements {
		ids = append(ids, st.Evidence.ID)
	}
	for _, e := range s.Entities {
		keys = append(keys, e.Key)
	}
	if want := []string{"0", "3", "literal"}; !slices.Equal(ids, want) {
		t.Errorf("claims %v, want %v", ids, want)
	}
	if want := []string{"organization:orix", "person:q7"}; !slices.Equal(keys, want) {
		t.Errorf("keys %v, want %v", keys, want)
	}
}

func ExampleCore() {
	fmt.Println(resolve.Core("ZTE Corp.", "Organization"))
	fmt.Println(resolve.Core("Mr. Nicolás Maduro", "Person"))
	// Output:
	// zte
	// nicolas-maduro
}
