package pair

import (
	"bytes"
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
	steps := []Step{{5, 0.75}, {1000, 0.99}}
	spouse := map[string]bool{"SPOUSE_OF": true}
	for _, tt := range []struct {
		name      string
		change    func(*extract.Analysis)
		relations map[string]bool
		want      []string
	}{
		{"found", func(*extract.Analysis) {}, spouse, []string{"SPOUSE_OF asserted 0.75"}},
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
		}, spouse, []string{"SPOUSE_OF asserted 0.75 said"}},
		{"a pronoun", func(a *extract.Analysis) { a.Mentions[1].Form = extract.Pronoun }, spouse, []string{"SPOUSE_OF asserted 0.64"}},
		{"nobody named", func(a *extract.Analysis) { a.Chains[1].Name = "" }, spouse, nil},
		{"the same person", func(a *extract.Analysis) { a.Mentions[1].Chain = 0 }, spouse, nil},
	} {
		a := words("Ann", "weds", "Bo")
		name(a, 0, "Person")
		name(a, 2, "Person")
		tt.change(a)
		var got []string
		for _, c := range NewFinder(model(t, steps...), extract.DefaultTypes(), tt.relations).Claims(a) {
			s := c.Predicate + " " + string(c.Status) + " " + []string{"0.75", "0.64"}[min(1, int((0.75-c.Confidence)*100))]
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
	m := model(t, Step{5, 0.75})
	if c := NewFinder(m, extract.DefaultTypes(), map[string]bool{"SPOUSE_OF": true}).Claims(a); len(c) != 1 || c[0].Status != extract.Asserted {
		t.Errorf("an event: %+v", c)
	}
	m.Labels[0].State = true
	if c := NewFinder(m, extract.DefaultTypes(), map[string]bool{"SPOUSE_OF": true}).Claims(a); len(c) != 1 || c[0].Status != extract.Past {
		t.Errorf("a state: %+v", c)
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
// sentence.
func TestCandidatesAreBounded(t *testing.T) {
	var text []string
	for range 300 {
		text = append(text, "Ann", "and")
	}
	a := words(text...)
	for i := range 300 {
		name(a, 2*i, "Person")
	}
	if n := len(Candidates(a)); n > 2*nearest*300 {
		t.Errorf("%d pairs of 300 mentions", n)
	}
}
