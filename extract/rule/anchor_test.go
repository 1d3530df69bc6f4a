package rule_test

import (
	"slices"
	"strings"
	"sync"
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
	var mu sync.Mutex
	var list []*extract.Analysis
	_, err = rule.Check(o, func(text string, names []rule.NamedSpan) (*extract.Analysis, error) {
		a, err := p.WithNames(t.Context(), text, names)
		mu.Lock()
		defer mu.Unlock()
		list = append(list, a)
		return a, err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortStableFunc(list, func(a, b *extract.Analysis) int { return strings.Compare(a.Document.Text, b.Document.Text) })
	return list
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { _, ok := slices.BinarySearch(b, s); return ok })
}

// A rule that goes changes nothing in a document without one of its anchors; so
// neither does one that comes, nor one that changes, which is both. And the
// anchors tell most documents apart. Every document is tried without all rules
// that it holds no anchor of, every rule alone over its share of the documents.
func TestAnchorsTellWhatAnEditConcerns(t *testing.T) {
	o := loadBuiltIn(t)
	documents := analyses(t, o)
	inputs := o.Inputs()
	keys := make([][]string, len(documents))
	claims := make([][]extract.Claim, len(documents))
	pairs, held := 0, 0
	for i, a := range documents {
		keys[i] = rule.AnchorKeys(a)
		claims[i] = o.Claims(a)
		var others []string
		for _, r := range inputs {
			pairs++
			if share(r.Anchors, keys[i]) {
				held++
			} else {
				others = append(others, r.ID)
			}
		}
		if d := cmp.Diff(claims[i], o.Without(others...).Claims(a)); d != "" {
			t.Errorf("rules that it holds no anchor of change the claims of %q:\n%s", a.Document.Text, d)
		}
	}
	const shares = 64
	changed := 0
	for k, r := range inputs {
		less := o.Without(r.ID)
		for i := k % shares; i < len(documents); i += shares {
			if cmp.Equal(claims[i], less.Claims(documents[i])) {
				continue
			}
			changed++
			if !share(r.Anchors, keys[i]) {
				t.Errorf("%s changes the claims of %q, which holds none of %v", r.ID, documents[i].Document.Text, r.Anchors)
			}
		}
	}
	t.Logf("%d documents and rules: %d hold an anchor; of one in %d, %d change", pairs, held, shares, changed)
	if changed == 0 || held > pairs/5 {
		t.Errorf("of %d documents and rules %d hold an anchor; of one in %d, %d change", pairs, held, shares, changed)
	}
	rapid.Check(t, func(rt *rapid.T) {
		var gone, anchors []string
		for _, r := range rapid.SliceOfN(rapid.SampledFrom(inputs), 1, 20).Draw(rt, "rules") {
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
