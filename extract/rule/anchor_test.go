package rule_test

import (
	"slices"
	"testing"

	"dossier/extract"
	"dossier/extract/lexicon"
	"dossier/extract/pipeline"
	"dossier/extract/rule"
	"dossier/extract/spacy/spacytest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// analyses returns what the real pipeline finds in the examples of o, one
// document each.
func analyses(t *testing.T, o *rule.Ontology) []*extract.Analysis {
	t.Helper()
	lex, err := lexicon.Default()
	if err != nil {
		t.Fatal(err)
	}
	p := pipeline.New(pipeline.Config{Language: spacytest.Language(t), Lexicon: lex, Types: extract.DefaultTypes(), Ontology: o})
	var list []*extract.Analysis
	_, err = rule.Check(o, func(text string, names []rule.NamedSpan) (*extract.Analysis, error) {
		a, err := p.WithNames(t.Context(), text, names)
		list = append(list, a)
		return a, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { _, ok := slices.BinarySearch(b, s); return ok })
}

// A rule that goes changes nothing in a document without one of its anchors; so
// neither does one that comes, nor one that changes, which is both. And the
// anchors tell most documents apart.
func TestAnchorsTellWhatAnEditConcerns(t *testing.T) {
	o := loadBuiltIn(t)
	documents := analyses(t, o)
	keys := make([][]string, len(documents))
	claims := make([][]extract.Claim, len(documents))
	for i, a := range documents {
		keys[i] = rule.AnchorKeys(a)
		claims[i] = o.Claims(a)
	}
	pairs, held, changed := 0, 0, 0
	for _, r := range o.Inputs() {
		less := o.Without(r.ID)
		for i, a := range documents {
			pairs++
			holds := share(r.Anchors, keys[i])
			if holds {
				held++
			}
			if cmp.Equal(claims[i], less.Claims(a)) {
				continue
			}
			changed++
			if !holds {
				t.Errorf("%s changes the claims of %q, which holds none of %v", r.ID, a.Document.Text, r.Anchors)
			}
		}
	}
	t.Logf("%d documents and rules: %d hold an anchor, %d change", pairs, held, changed)
	if changed == 0 || held > pairs/5 {
		t.Errorf("of %d documents and rules %d hold an anchor, %d change", pairs, held, changed)
	}
	rapid.Check(t, func(rt *rapid.T) {
		var gone, anchors []string
		for _, r := range rapid.SliceOfN(rapid.SampledFrom(o.Inputs()), 1, 20).Draw(rt, "rules") {
			gone, anchors = append(gone, r.ID), append(anchors, r.Anchors...)
		}
		less := o.Without(gone...)
		i := rapid.IntRange(0, len(documents)-1).Draw(rt, "document")
		if !share(anchors, keys[i]) && !cmp.Equal(claims[i], less.Claims(documents[i])) {
			rt.Errorf("without %v the claims of %q differ", gone, documents[i].Document.Text)
		}
	})
}

// Under another name a relation's rules have the same shape and nothing else.
func TestShapeIsWhatARenameLeaves(t *testing.T) {
	load := func(text string) extract.Rule {
		o, err := rule.Load([]rule.File{{Name: "f.yaml", Data: []byte(text)}}, extract.DefaultTypes(), nil)
		if err != nil {
			t.Fatal(err)
		}
		return o.Inputs()[0]
	}
	before := load("LEASED:\n  is: Actor -> Place\n  verb: [lease, rent]\n")
	renamed := load("RENTED:\n  is: Actor -> Place\n  verb: [rent, lease]\n")
	other := load("LEASED:\n  is: Actor -> City\n  verb: [lease, rent]\n")
	if before.Shape != renamed.Shape || before.Fingerprint == renamed.Fingerprint || renamed.ID != "RENTED/main" {
		t.Errorf("renamed: %+v\nfrom %+v", renamed, before)
	}
	if before.Shape == other.Shape || before.Fingerprint == other.Fingerprint {
		t.Errorf("other types, but %+v\nas %+v", other, before)
	}
}
