package pair

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dossier/extract"
)

// words makes an analysis of one sentence: each word a token, all below the
// second, which is the root.
func words(texts ...string) *extract.Analysis {
	a := &extract.Analysis{}
	s := extract.Sentence{}
	at := 0
	for _, w := range texts {
		s.Tokens = append(s.Tokens, extract.Token{Span: extract.Span{Start: at, End: at + len(w)}, Text: w, Lemma: w, Head: 1, Dep: "dep", Pos: "X", Tag: "VBZ"})
		a.Document.Text += w + " "
		at += len(w) + 1
	}
	s.Span = extract.Span{End: at - 1}
	a.Sentences = []extract.Sentence{s}
	return a
}

// name adds a mention at a token with a chain of its own.
func name(a *extract.Analysis, token int, typ string) {
	t := a.Sentences[0].Tokens[token]
	a.Mentions = append(a.Mentions, extract.Mention{Span: t.Span, First: token, Last: token + 1, Head: token, Type: typ, Form: extract.Name, Chain: len(a.Chains)})
	a.Chains = append(a.Chains, extract.Chain{Type: typ, Name: t.Text, Mentions: []int{len(a.Mentions) - 1}})
}

// model knows one relation, told by the word "weds" as where two meet.
func model(t *testing.T, steps ...Step) *Model {
	t.Helper()
	labels := []Label{{Relation: "SPOUSE_OF", Subject: []string{"Person"}, Object: []string{"Person"}, Scale: 1, Steps: steps}}
	weights := make([]int8, buckets)
	for _, order := range []string{"<", ">"} {
		weights[hash("apex", order, "weds")] = 100
	}
	var b bytes.Buffer
	if err := Write(&b, labels, weights); err != nil {
		t.Fatal(err)
	}
	m, err := Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestClaims(t *testing.T) {
	steps := []Step{{5, 0.9}, {1000, 0.99}}
	spouse := map[string]bool{"SPOUSE_OF": true}
	for _, tt := range []struct {
		name      string
		change    func(*extract.Analysis)
		relations map[string]bool
		want      []string
	}{
		{"found", func(*extract.Analysis) {}, spouse, []string{"SPOUSE_OF asserted 0.72"}},
		{"another word", func(a *extract.Analysis) { a.Sentences[0].Tokens[1].Lemma = "sees" }, spouse, nil},
		{"another type", func(a *extract.Analysis) { a.Chains[1].Type = "City" }, spouse, nil},
		{"not in the ontology", func(*extract.Analysis) {}, map[string]bool{"OWNS": false}, nil},
		{"a rule has spoken", func(a *extract.Analysis) {
			a.Claims = []extract.Claim{{Predicate: "RIVAL_OF", Subject: extract.Argument{Chain: 1}, Object: extract.Argument{Chain: 0}}}
		}, spouse, nil},
		{"denied", func(a *extract.Analysis) {
			a.Propositions = []extract.Proposition{{Head: 1, Nuance: extract.NuanceNegated, Status: extract.Denied}}
		}, spouse, nil},
		{"said by somebody", func(a *extract.Analysis) {
			a.Propositions = []extract.Proposition{{Head: 1, Nuance: extract.NuanceAsserted, Status: extract.Asserted, Attributions: []int{0}}}
			a.Attributions = []extract.Attribution{{}}
		}, spouse, []string{"SPOUSE_OF asserted 0.72 said"}},
		{"a pronoun", func(a *extract.Analysis) { a.Mentions[1].Form = extract.Pronoun }, spouse, []string{"SPOUSE_OF asserted 0.61"}},
		{"two pronouns", func(a *extract.Analysis) { a.Mentions[0].Form, a.Mentions[1].Form = extract.Pronoun, extract.Pronoun }, spouse, nil},
		{"nobody named", func(a *extract.Analysis) { a.Chains[1].Name = "" }, spouse, nil},
		{"the same person", func(a *extract.Analysis) { a.Mentions[1].Chain = 0 }, spouse, nil},
	} {
		a := words("Ann", "weds", "Bo")
		name(a, 0, "Person")
		name(a, 2, "Person")
		tt.change(a)
		var got []string
		for _, c := range NewFinder(model(t, steps...), extract.DefaultTypes(), tt.relations).Claims(a) {
			s := fmt.Sprintf("%s %s %.2f", c.Predicate, c.Status, c.Confidence)
			if len(c.Attributions) > 0 {
				s += " said"
			}
			got = append(got, s)
			if c.ID == "" || c.Rules[0] != "SPOUSE_OF/learned" || c.Trigger.In(a.Document.Text) != "weds" {
				t.Errorf("%s: %+v", tt.name, c)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestPastStatesAreOver(t *testing.T) {
	a := words("Ann", "weds", "Bo")
	name(a, 0, "Person")
	name(a, 2, "Person")
	a.Sentences[0].Tokens[1].Tag = "VBD"
	a.Propositions = []extract.Proposition{{Head: 1, Nuance: extract.NuanceAsserted, Status: extract.Asserted}}
	m := model(t, Step{5, 0.9})
	if c := NewFinder(m, extract.DefaultTypes(), map[string]bool{"SPOUSE_OF": true}).Claims(a); len(c) != 1 || c[0].Status != extract.Asserted {
		t.Errorf("an event: %+v", c)
	}
	m.Labels[0].State = true
	if c := NewFinder(m, extract.DefaultTypes(), map[string]bool{"SPOUSE_OF": true}).Claims(a); len(c) != 1 || c[0].Status != extract.Past {
		t.Errorf("a state: %+v", c)
	}
}

// TestDates: a date is paired with what has a name, as the object; a span of time is
// not.
func TestDates(t *testing.T) {
	a := words("Ann", "weds", "1960", "Bo")
	name(a, 0, "Person")
	date := extract.Mention{Span: a.Sentences[0].Tokens[2].Span, First: 2, Last: 3, Head: 2, Type: "Date", Form: extract.Value, Normal: "1960", Chain: -1}
	a.Mentions = append(a.Mentions, date)
	name(a, 3, "Person")
	for _, tt := range []struct {
		normal string
		want   []Candidate
	}{
		{"1960", []Candidate{{0, 1}, {0, 2}, {2, 0}, {2, 1}}},
		{"1960/1969", []Candidate{{0, 2}, {2, 0}}},
		{"P12Y", []Candidate{{0, 2}, {2, 0}}},
		{"", []Candidate{{0, 2}, {2, 0}}},
	} {
		a.Mentions[1].Normal = tt.normal
		if diff := cmp.Diff(tt.want, Candidates(a)); diff != "" {
			t.Errorf("%q: %s", tt.normal, diff)
		}
	}
	a.Mentions[1].Normal = "1960"
	m := model(t, Step{5, 0.9})
	m.Labels[0].Relation, m.Labels[0].Object = "birthDate", []string{"Date"}
	got := NewFinder(m, extract.DefaultTypes(), map[string]bool{"birthDate": false}).Claims(a)
	if len(got) != 2 || got[0].Object.Value != "1960" || got[0].Object.Datatype != "date" || got[0].Object.Chain >= 0 {
		t.Fatalf("claims %+v", got)
	}
	a.Claims = got[:1] // a rule has spoken of one
	if again := NewFinder(m, extract.DefaultTypes(), map[string]bool{"birthDate": false}).Claims(a); len(again) != 1 || again[0].Subject.Chain == got[0].Subject.Chain {
		t.Errorf("beside a rule: %+v", again)
	}
}

// TestOne: of what holds once, the surest is told, and none beside a rule's.
func TestOne(t *testing.T) {
	a := words("Ann", "weds", "Bo", "and", "Cy")
	for _, token := range []int{0, 2, 4} {
		name(a, token, "Person")
	}
	m := model(t, Step{-1, 0.9})
	m.Labels[0].One = true
	a.Mentions[1].Form = extract.Nominal // Bo, less sure
	f := NewFinder(m, extract.DefaultTypes(), map[string]bool{"SPOUSE_OF": true})
	tell := func() (out []string) {
		for _, c := range f.Claims(a) {
			out = append(out, a.Chains[c.Subject.Chain].Name+" "+a.Chains[c.Object.Chain].Name)
		}
		return out
	}
	if diff := cmp.Diff([]string{"Ann Cy", "Bo Cy"}, tell()); diff != "" {
		t.Error(diff)
	}
	a.Sentences[0].Tokens[3].Text = "," // one address
	if diff := cmp.Diff([]string{"Ann Bo", "Ann Cy", "Bo Cy"}, tell()); diff != "" {
		t.Error(diff)
	}
	a.Sentences[0].Tokens[3].Text = "and"
	a.Claims = []extract.Claim{{ID: "r", Predicate: "SPOUSE_OF", Status: extract.Asserted, Subject: extract.Argument{Chain: 0}, Object: extract.Argument{Chain: 1, Mention: 1}}}
	if diff := cmp.Diff([]string{"Bo Cy"}, tell()); diff != "" {
		t.Error("beside a rule's:", diff)
	}
}

// TestBeside: a label stands beside the relations that it names, if they are
// asserted.
func TestBeside(t *testing.T) {
	a := words("Ann", "weds", "Bo")
	name(a, 0, "Person")
	name(a, 2, "Person")
	m := model(t, Step{5, 0.9})
	m.Labels[0].Beside = []string{"RIVAL_OF"}
	f := NewFinder(m, extract.DefaultTypes(), map[string]bool{"SPOUSE_OF": true})
	for _, tt := range []struct {
		predicate string
		status    extract.Status
		want      int
	}{{"RIVAL_OF", extract.Asserted, 1}, {"RIVAL_OF", extract.Past, 1}, {"RIVAL_OF", extract.Denied, 0}, {"ALLY_OF", extract.Asserted, 0}} {
		a.Claims = []extract.Claim{{Predicate: tt.predicate, Status: tt.status, Subject: extract.Argument{Chain: 1}, Object: extract.Argument{Chain: 0}}}
		if got := f.Claims(a); len(got) != tt.want {
			t.Errorf("%s %s: %d claims, want %d", tt.predicate, tt.status, len(got), tt.want)
		}
	}
}

// TestUnless: what has the relation that says more does not get the other.
func TestUnless(t *testing.T) {
	a := words("Ann", "weds", "Bo")
	name(a, 0, "Person")
	name(a, 2, "Person")
	labels := []Label{
		{Relation: "SPOUSE_OF", Subject: []string{"Person"}, Object: []string{"Person"}, Steps: []Step{{-1, 0.9}}},
		{Relation: "RELATIVE_OF", Unless: "SPOUSE_OF", Subject: []string{"Person"}, Object: []string{"Person"}, Steps: []Step{{-1, 0.9}}},
	}
	var b bytes.Buffer
	if err := Write(&b, labels, make([]int8, 2*buckets)); err != nil {
		t.Fatal(err)
	}
	m, err := Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for want, knows := range map[string]map[string]bool{
		"SPOUSE_OF":   {"SPOUSE_OF": true, "RELATIVE_OF": true},
		"RELATIVE_OF": {"RELATIVE_OF": true},
	} {
		if got := NewFinder(m, extract.DefaultTypes(), knows).Claims(a); len(got) != 1 || got[0].Predicate != want {
			t.Errorf("want one %s, got %+v", want, got)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for _, data := range []string{"", "\n", "{}\n", `{"Format":"dossier pairs 1","Buckets":65536,"Labels":[{}]}` + "\nshort"} {
		if _, err := Read([]byte(data)); err == nil {
			t.Errorf("%q is read", data)
		}
	}
}

// TestDefault: the embedded model is whole and of the ontology's types.
func TestDefault(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	types := extract.DefaultTypes()
	for _, l := range m.Labels {
		for _, typ := range append(l.Subject, l.Object...) {
			if !types.Known(typ) {
				t.Errorf("%s: unknown type %s", l.Relation, typ)
			}
		}
		for i, s := range l.Steps {
			if s.Confidence <= 0.5 || s.Confidence > 1 || i > 0 && (s.Score <= l.Steps[i-1].Score || s.Confidence < l.Steps[i-1].Confidence) {
				t.Errorf("%s: steps %v", l.Relation, l.Steps)
			}
		}
	}
}

// The work is linear: what a mention is paired with does not grow with the
// sentence. In a list of names nothing is paired.
func TestCandidatesAreBounded(t *testing.T) {
	var text []string
	for range 300 {
		text = append(text, "he", "and")
	}
	a := words(text...)
	for i := range 300 {
		name(a, 2*i, "Person")
		a.Mentions[i].Form = extract.Pronoun
	}
	if n := len(Candidates(a)); n == 0 || n > 2*nearest*300 {
		t.Errorf("%d pairs of 300 mentions", n)
	}
	for i := range a.Mentions {
		a.Mentions[i].Form = extract.Name
	}
	if n := len(Candidates(a)); n != 0 {
		t.Errorf("%d pairs in a list of names", n)
	}
}
