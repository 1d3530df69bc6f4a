package main

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"

	"dossier/config/ontology"
	"dossier/extract"
	"dossier/extract/lexicon"
	"dossier/extract/pipeline"
	"dossier/extract/rule"
	"dossier/extract/spacy"
	"dossier/extract/spacy/spacytest"
	"dossier/graph/export"
	"dossier/graph/resolve"
	"dossier/graph/update"
	"dossier/graph/workspace"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// A lab runs the real engine over small documents under changing ontologies.
type lab struct {
	t     *testing.T
	model *pipeline.Model
	lex   *lexicon.Lexicon
	files []rule.File // the built-in ontology
	lists rule.Lists
	texts []string
}

func newLab(t *testing.T) *lab {
	nlp := spacytest.Language(t)
	l := &lab{t: t, model: &pipeline.Model{Checksum: nlp.Checksum(), Open: func() (*spacy.Language, error) { return nlp, nil }}}
	var err error
	if l.lex, err = lexicon.Default(); err != nil {
		t.Fatal(err)
	}
	if l.files, l.lists, err = rule.ReadFS(ontology.FS, true); err != nil {
		t.Fatal(err)
	}
	o, err := rule.Load(l.files, extract.DefaultTypes(), l.lists)
	if err != nil {
		t.Fatal(err)
	}
	// Three examples a document: most rules have something to find.
	tests, err := o.Tests()
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+2 < len(tests) && len(l.texts) < 40; i += 9 {
		var sentences []string
		for _, test := range tests[i : i+3] {
			sentences = append(sentences, test.Sentence)
		}
		l.texts = append(l.texts, strings.NewReplacer("[", "", "]", "").Replace(strings.Join(sentences, " ")))
	}
	return l
}

// edits are what a user's file may add to the built-in ontology.
var edits = []string{
	"HAILED:\n  is: Actor -> Actor\n  verb: [hail, thank, praise]\n",
	"PRAISED:\n  is: Actor -> Actor\n  verb: [hail, thank, praise]\n",
	"OF:\n  is: Actor|Place -> Actor|Place\n  pattern: [\"{S} of {O}\", \"{O}'s {S}\"]\n",
	"TALKED_WITH:\n  is: Actor -> Actor\n  symmetric: true\n  noun: [talk, meeting, summit]\n  pair: agent + p:with|p:between\n",
	"TALKED_WITH:\n  is: Actor -> Actor\n  noun: [talk, meeting, summit]\n  subject: agent\n  object: p:with\n",
	"ACQUIRED:\n  rules:\n  - {id: verb, verb: [acquire, buy, sell], status: planned}\n",
	"ACQUIRED:\n  rules:\n  - {id: verb, verb: acquire, confidence: 0.4}\n  - {id: noun, noun: stake, subject: agent, object: p:in}\n",
	"HEADS:\n  rules:\n  - {id: more, title: [chairman, president, minister], confidence: 0.6}\n",
	"SANCTIONED_BY:\n  rules:\n  - {id: verb, verb: [sanction, fine, order], subject: patient, object: agent}\n",
}

// edited are choices of edits that go together.
var edited = [][]int{{}, {0}, {1}, {2}, {3}, {4}, {5, 0}, {6, 1}, {7, 3}, {8, 2}, {5, 7, 8, 4}}

// updater returns what updates w under the ontology with some of edits.
func (l *lab) updater(rt interface{ Fatal(...any) }, w *workspace.Workspace, chosen []int) *update.Updater {
	files := slices.Clone(l.files)
	for _, i := range chosen {
		files = append(files, rule.File{Name: fmt.Sprintf("%d.yaml", i), Data: []byte(edits[i])})
	}
	types := extract.DefaultTypes()
	o, err := rule.Load(files, types, l.lists)
	if err != nil {
		rt.Fatal(err)
	}
	r := &resolve.Config{Types: types, Relations: map[string]resolve.Relation{}, Policy: resolve.Policy{Confidence: 0.5}}
	for _, rel := range o.Relations() {
		r.Relations[rel.Name] = resolve.Relation{Symmetric: rel.Symmetric}
	}
	return &update.Updater{Workspace: w, Workers: 2, Resolve: r,
		Extractor: pipeline.New(pipeline.Config{Model: l.model, Lexicon: l.lex, Types: types, Ontology: o})}
}

func (l *lab) inputs() iter.Seq2[update.Input, error] {
	return func(yield func(update.Input, error) bool) {
		for i, text := range l.texts {
			open := func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
			if !yield(update.Input{URI: fmt.Sprint(i), File: fmt.Sprint(i), Open: open}, nil) {
				return
			}
		}
	}
}

func (l *lab) open() *workspace.Workspace {
	w, err := workspace.Open(l.t.Context(), l.t.TempDir(), workspace.Options{Create: true, NoSync: true})
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() { w.Close() })
	return w
}

func (l *lab) export(w *workspace.Workspace) string {
	var b bytes.Buffer
	if err := export.Write(l.t.Context(), w, &b, "test"); err != nil {
		l.t.Fatal(err)
	}
	return b.String()
}

// However the ontology was edited on the way, the graph is that of a workspace
// which only ever knew the last one; and not everything was read again.
func TestEditedOntologyLeavesNoTrace(t *testing.T) {
	l := newLab(t)
	fresh := map[string]string{} // exports by the edits chosen
	documents, again, runs := len(l.texts), 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		if runs >= 40 {
			return // the rest of the checks cost more than they are worth
		}
		w := l.open()
		for step := range 3 {
			chosen := rapid.SampledFrom(edited).Draw(rt, "edits")
			u := l.updater(rt, w, chosen)
			r, err := u.Ingest(t.Context(), l.inputs())
			if err != nil {
				rt.Fatal(err)
			}
			if step > 0 {
				again, runs = again+r.Refreshed, runs+1
			}
			key := fmt.Sprint(chosen)
			if fresh[key] == "" {
				other := l.open()
				if _, err := l.updater(rt, other, chosen).Ingest(t.Context(), l.inputs()); err != nil {
					rt.Fatal(err)
				}
				fresh[key] = l.export(other)
			}
			if diff := cmp.Diff(fresh[key], l.export(w)); diff != "" {
				rt.Fatalf("with edits %v (-fresh +edited):\n%s", chosen, diff)
			}
		}
	})
	t.Logf("%d edits of %d documents: %d read again", runs, documents, again)
	if runs == 0 || again == 0 || again > runs*documents*2/3 {
		t.Errorf("%d edits of %d documents: %d read again", runs, documents, again)
	}
}
