package export_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dossier/extract"
	"dossier/graph/export"
	"dossier/graph/resolve"
	"dossier/graph/update"
	"dossier/graph/workspace"

	"github.com/google/go-cmp/cmp"
)

var rewrite = flag.Bool("update", false, "rewrite the golden files")

// A byHand extracts one document that was annotated by hand.
type byHand struct{}

func (byHand) Steps() []update.Step {
	return []update.Step{{Name: "source"}, {Name: "annotate"}, {Name: "mention"}, {Name: "clause"}, {Name: "rule"}}
}

func (byHand) Anchors(*extract.Analysis) []string { return nil }

const text = "Über-Chef Zoë Å. of Orix – said Mali had\nfined Velden €5m on June 3, officials said. It denied that."

func span(s string) extract.Span {
	i := strings.Index(text, s)
	return extract.Span{Start: i, End: i + len(s)}
}

func (byHand) Extract(_ context.Context, raw []byte, a *extract.Analysis, _ int) error {
	a.Document.Text = string(raw)
	a.Document.Published, a.Document.Title, a.Document.Authors = "2018-06-04", "Über Orix", []string{"A. Writer"}
	if a.Document.Text != text { // says nothing
		return nil
	}
	first := extract.Span{Start: 0, End: strings.Index(text, " It ")}
	second := extract.Span{Start: first.End + 1, End: len(text)}
	a.Sentences = []extract.Sentence{{Span: first}, {Span: second}}
	chain := func(i int, s, typ string, form extract.Form, sentence int) {
		a.Mentions = append(a.Mentions, extract.Mention{Span: span(s), Sentence: sentence, Head: -1, Type: typ, Form: form,
			Chain: i, Confidence: 0.87654, Rule: "ner"})
	}
	chain(0, "Zoë Å.", "Person", extract.Name, 0)
	chain(1, "Orix", "Company", extract.Name, 0)
	chain(2, "Mali", "Country", extract.Name, 0)
	chain(3, "Velden", "Company", extract.Name, 0)
	chain(-1, "€5m", "Money", extract.Value, 0)
	chain(3, "It", "", extract.Pronoun, 1)
	chain(-1, "that", "", extract.Pronoun, 1)
	a.Mentions[4].Normal = "EUR 5000000"
	a.Chains = []extract.Chain{
		{Type: "Person", Name: "Zoë Å.", Mentions: []int{0}}, {Type: "Company", Name: "Orix", Mentions: []int{1}},
		{Type: "Country", Name: "Mali", Link: "country:mali", Mentions: []int{2}},
		{Type: "Company", Name: "Velden", Mentions: []int{3, 5}},
	}
	arg := func(role, s string, mention, chain int) extract.Argument {
		return extract.Argument{Role: role, Span: span(s), Head: -1, Mention: mention, Chain: chain, Proposition: -1}
	}
	zoe := arg(extract.Agent, "Zoë Å.", 0, 0)
	mali, velden := arg(extract.Agent, "Mali", 2, 2), arg(extract.Patient, "Velden", 3, 3)
	fine := arg("p:of", "€5m", 4, -1)
	fine.Value, fine.Datatype = "EUR 5000000", "money"
	officials := arg(extract.Agent, "officials", -1, -1)
	a.Attributions = []extract.Attribution{
		{Source: &officials, Cue: extract.Span{Start: second.Start - 6, End: second.Start - 2}, Content: extract.Span{End: first.End}, Mode: "indirect", Act: "say", Stance: "assert"},
		{Source: &zoe, Cue: span("said"), Content: span("Mali had\nfined Velden €5m on June 3"), Mode: "indirect", Act: "say", Stance: "assert"},
	}
	a.Propositions = []extract.Proposition{
		{Kind: extract.Verb, Lemma: "fine", Head: -1, Trigger: span("fined"), Arguments: []extract.Argument{velden, mali, fine},
			Status: extract.Asserted, Nuance: extract.NuanceAsserted, Attributions: []int{0, 1}, Confidence: 0.9},
		{Kind: extract.Verb, Lemma: "rain", Head: -1, Trigger: span("said")}, // of nothing: left out
		{Kind: extract.Title, Lemma: "chef", Head: -1, Trigger: span("Über-Chef"), Arguments: []extract.Argument{
			arg(extract.Holder, "Zoë Å.", 0, 0), arg(extract.Body, "Orix", 1, 1)}, Status: extract.Asserted, Confidence: 1},
	}
	a.Claims = []extract.Claim{
		{Sentence: 0, Predicate: "FINED_BY", Subject: velden, Object: mali, Status: extract.Asserted, Nuance: extract.NuanceAsserted,
			Attributions: []int{0, 1}, Confidence: 0.65432, Rules: []string{"FINED_BY/noun", "FINED_BY/verb"}, Trigger: span("fined"),
			Time: &extract.Time{Value: "2018-06-03", Precision: "day", Span: span("June 3")}, Qualifiers: []extract.Argument{fine, fine}},
		{Sentence: 1, Predicate: "FINED_BY", Subject: arg(extract.Agent, "It", 5, 3), Object: mali, Status: extract.Denied, Nuance: extract.NuanceDenied,
			Cue: span("denied"), Confidence: 0.5, Rules: []string{"FINED_BY/verb"}, Trigger: span("denied"), Proposition: -1},
		{Sentence: 0, Predicate: "HEADS", Subject: arg(extract.Holder, "Zoë Å.", 0, 0), Object: arg(extract.Body, "Orix", 1, 1),
			Status: extract.Asserted, Nuance: extract.NuanceAsserted, Confidence: 1, Rules: []string{"HEADS/title"}, Trigger: span("Über-Chef"), Proposition: 2},
		{Sentence: 0, Predicate: "FINE", Subject: velden, Object: fine, Status: extract.Asserted, Nuance: extract.NuanceAsserted,
			Confidence: 1, Rules: []string{"FINE/attr"}, Trigger: span("fined"), Proposition: 0},
	}
	for i := range a.Claims {
		a.Claims[i].ID = a.ClaimID(&a.Claims[i])
	}
	return nil
}

// ingest makes a workspace of the given texts by URI.
func ingest(t *testing.T, texts map[string]string) *workspace.Workspace {
	t.Helper()
	ws, err := workspace.Open(t.Context(), t.TempDir(), workspace.Options{Create: true, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ws.Close() })
	// A tree of its own: the header's hash must not change with the built-in one.
	types, err := extract.NewTypes(map[string]string{"Person": "", "Organization": "", "Company": "Organization", "Place": "", "Country": "Place", "Money": ""}, nil)
	if err != nil {
		t.Fatal(err)
	}
	u := &update.Updater{Workspace: ws, Extractor: byHand{}, Resolve: &resolve.Config{Types: types}, Workers: 1}
	_, err = u.Ingest(t.Context(), func(yield func(update.Input, error) bool) {
		for uri, s := range texts {
			open := func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(s)), nil }
			if !yield(update.Input{URI: uri, File: "/somewhere/" + uri, Open: open}, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return ws
}

func TestWriteGolden(t *testing.T) {
	ws := ingest(t, map[string]string{"a.txt": text, "empty.txt": "Nothing."})
	var b bytes.Buffer
	if err := export.Write(t.Context(), ws, &b, "dossier test"); err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "byhand.jsonl")
	if *rewrite {
		if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("export (-want +got):\n%s", diff)
	}
	kinds := map[string]int{}
	err = export.Read(&b, func(object any) error {
		switch o := object.(type) {
		case *export.Header:
			kinds["header"]++
		case *export.Document:
			kinds[o.Kind]++
		case *export.Sentence:
			kinds[o.Kind]++
		case *export.Mention:
			kinds[o.Kind]++
		case *export.Entity:
			kinds[o.Kind]++
		case *export.Proposition:
			kinds[o.Kind]++
		case *export.Attribution:
			kinds[o.Kind]++
		case *export.Claim:
			kinds[o.Kind]++
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	wantKinds := map[string]int{"header": 1, "document": 2, "sentence": 2, "mention": 6, "entity": 4, "proposition": 2, "attribution": 2, "claim": 4}
	if diff := cmp.Diff(wantKinds, kinds); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
}

func TestReadFaults(t *testing.T) {
	const doc = `{"kind":"document","id":"d","text":"Zoë met Orix."}` + "\n"
	const entity = `{"kind":"entity","id":"e","name":"Orix","type":"Company"}` + "\n"
	for _, test := range []struct{ name, in, want string }{
		{"good", doc + `{"kind":"mention","id":"m","doc":"d","start":8,"end":12,"text":"Orix","type":"Company","form":"name","entity":"e"}` + "\n" + entity, ""},
		{"unknown kind and field", doc + `{"kind":"dream","id":"x","doc":"nowhere"}` + "\n" + `{"kind":"sentence","doc":"d","start":0,"end":13,"mood":"blue"}`, ""},
		{"broken span", doc + `{"kind":"mention","id":"m","doc":"d","start":0,"end":12,"text":"Zoë Orix","parts":[[0,3],[8,12]],"type":"Company","form":"name"}`, ""},
		{"no json", doc + "{", "line 2: unexpected end of JSON input"},
		{"no kind", `{"id":"d"}`, "line 1: no kind"},
		{"wrong text", doc + "\n" + `{"kind":"mention","id":"m","doc":"d","start":9,"end":13,"text":"Orix","type":"Company","form":"name"}`,
			`line 3: mention m: mention: the text has "rix." from 9 to 13, not "Orix"`},
		{"outside", doc + `{"kind":"sentence","id":"s","doc":"d","start":0,"end":14}`, "line 2: sentence s: 0 to 14 is no stretch of a text of 13 code points"},
		{"wrong document", doc + `{"kind":"sentence","id":"s","doc":"c","start":0,"end":1}`, `line 2: sentence s: it belongs to document "c" but follows document "d"`},
		{"no entity", doc + `{"kind":"mention","id":"m","doc":"d","start":8,"end":12,"text":"Orix","type":"Company","form":"name","entity":"e"}`, "line 2: there is no entity e"},
		{"no mention", doc + `{"kind":"proposition","id":"p","doc":"d","subject":{"start":0,"end":3,"text":"Zoë","mention":"m"},"predicate":{"start":4,"end":7,"text":"met"}}` +
			"\n" + strings.ReplaceAll(doc, `"d"`, `"e"`), "line 2: there is no mention m"},
		{"twice", entity + entity, "line 2: entity e: a second one with this id"},
		{"no id", doc + `{"kind":"claim","doc":"d"}`, "line 2: claim: no id"},
		{"no type", `{"kind":"entity","id":"e","name":"Orix"}`, "line 1: entity e: no type"},
		{"other version", `{"kind":"header","format":"dossier-jsonl","version":2}`, `line 1: header: format "dossier-jsonl" version 2, known is "dossier-jsonl" version 1`},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := export.Read(strings.NewReader(test.in), func(any) error { return nil })
			got := ""
			if err != nil {
				got = err.Error()
				if e := (*export.LineError)(nil); !errors.As(err, &e) {
					t.Errorf("not a LineError: %v", err)
				}
			}
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
	stop := errors.New("stop")
	if err := export.Read(strings.NewReader(doc), func(any) error { return stop }); err != stop {
		t.Errorf("an error of the caller became %v", err)
	}
}

func FuzzRead(f *testing.F) {
	golden, err := os.ReadFile(filepath.Join("testdata", "byhand.jsonl"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(golden)
	for line := range bytes.Lines(golden) {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		_ = export.Read(bytes.NewReader(in), func(any) error { return nil })
	})
}
