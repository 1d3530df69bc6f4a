package resolve_test

import (
	"slices"
	"testing"

	"dossier/extract"
	"dossier/graph/resolve"

	"github.com/google/go-cmp/cmp"
)

func references() map[string]resolve.Reference {
	return map[string]resolve.Reference{
		"country:georgia": {Name: "Georgia", Type: "Country", Links: map[string]string{"wikidata": "Q230"}},
		"place:georgia":   {Name: "Georgia", Type: "Region"},
	}
}

func org(names ...string) (list []resolve.Named) {
	for _, n := range names {
		list = append(list, resolve.Named{Type: "Organization", Name: n})
	}
	return list
}

func in(document string, n resolve.Named) resolve.Named {
	n.Document = document
	return n
}

func TestKeys(t *testing.T) {
	c := &resolve.Config{Types: extract.DefaultTypes(), References: references()}
	for _, test := range []struct {
		named resolve.Named
		want  []string
	}{
		{resolve.Named{Type: "Company", Name: "ZTE Corp."}, []string{"organization:zte"}},
		{resolve.Named{Type: "Person", Name: "Mr. Wilbur L. Ross"}, []string{"person:wilbur-ross"}},
		{resolve.Named{Type: "Country", Name: "Georgia"}, []string{"country:georgia"}},
		{resolve.Named{Type: "Region", Name: "Georgia"}, []string{"place:georgia"}},
		{resolve.Named{Type: "Place", Name: "the Georgia"}, []string{"country:georgia", "place:georgia"}},
		{resolve.Named{Type: "City", Name: "Georgia"}, []string{"place:georgia"}},
		{resolve.Named{ID: "wikidata:Q230"}, []string{"country:georgia", "wikidata:Q230"}},
		{resolve.Named{ID: "organization:zte"}, []string{"organization:zte"}},
		{resolve.Named{Type: "Firm", Name: "ZTE"}, nil},
		{resolve.Named{Type: "Money", Name: "ZTE"}, nil},
		{resolve.Named{Type: "Actor", Name: "ZTE"}, nil},
	} {
		if diff := cmp.Diff(test.want, c.Keys(test.named)); diff != "" {
			t.Errorf("%v (-want +got):\n%s", test.named, diff)
		}
	}
}

func TestContradictions(t *testing.T) {
	a, b, c, d := org("Aa")[0], org("Bb")[0], org("Cc")[0], org("Dd")[0]
	same := func(line int, names ...resolve.Named) resolve.Judgement {
		return resolve.Judgement{Verb: resolve.Same, Entities: names, Line: line}
	}
	different := func(line int, names ...resolve.Named) resolve.Judgement {
		return resolve.Judgement{Verb: resolve.Different, Entities: names, Line: line}
	}
	rename := func(line int, n resolve.Named, to string) resolve.Judgement {
		return resolve.Judgement{Verb: resolve.Rename, Entities: []resolve.Named{n}, To: to, Line: line}
	}
	claim := func(line int, verb resolve.Verb, id string) resolve.Judgement {
		return resolve.Judgement{Verb: verb, Claim: id, Quote: "It did.", Line: line}
	}
	for _, test := range []struct {
		name  string
		list  []resolve.Judgement
		wants []string
	}{
		{"none", []resolve.Judgement{same(1, a, b), different(2, b, c), rename(3, a, "X"), rename(4, b, "X"), claim(5, resolve.Reject, "1"), claim(6, resolve.Reject, "1")}, nil},
		{"at once", []resolve.Judgement{same(1, a, b), different(2, a, b)},
			[]string{"Organization Aa and Organization Bb are different here, the same by line 1"}},
		{"over a chain", []resolve.Judgement{different(1, a, d), same(2, a, b), same(3, c, d), same(4, c, b), same(5, org("Ee")[0], a)},
			[]string{"Organization Aa and Organization Dd are different here, the same by lines 2, 3 and 4"}},
		{"one of three", []resolve.Judgement{same(1, c, b), different(2, a, b, c)},
			[]string{"Organization Bb and Organization Cc are different here, the same by line 1"}},
		{"one name", []resolve.Judgement{different(1, a, resolve.Named{ID: "organization:aa"})},
			[]string{"Organization Aa and organization:aa are the same name"}},
		{"one name, two documents", []resolve.Judgement{different(1, in("d1", a), in("d2", a), a), same(2, in("d2", a), b), different(3, b, a)}, nil},
		{"joined again", []resolve.Judgement{different(1, in("d1", a), a), same(2, in("d1", a), b), same(3, b, a)},
			[]string{"Organization Aa and Organization Aa are different here, the same by lines 2 and 3"}},
		{"two names", []resolve.Judgement{rename(1, a, "X"), same(2, a, b), rename(3, b, "Y")},
			[]string{`it is renamed "Y" here, "X" in line 1, the same by line 2`}},
		{"rejected and confirmed", []resolve.Judgement{claim(1, resolve.Confirm, "1"), claim(2, resolve.Reject, "1")},
			[]string{"claim 1: reject here, confirm in line 1"}},
		{"no type", []resolve.Judgement{same(1, a, resolve.Named{Type: "Firm", Name: "Bb"})},
			[]string{`"Firm" is no type of an entity`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, errs := resolve.NewJudgements(test.list, extract.DefaultTypes(), nil)
			var got []string
			for _, err := range errs {
				got = append(got, err.Error())
			}
			if diff := cmp.Diff(test.wants, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// What is touched by an edit is what is named by what was edited, and what was
// or is one with it.
func TestSince(t *testing.T) {
	make := func(list ...resolve.Judgement) *resolve.Judgements {
		j, errs := resolve.NewJudgements(list, extract.DefaultTypes(), nil)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		return j
	}
	ab := resolve.Judgement{Verb: resolve.Same, Entities: org("Aa", "Bb")}
	bc := resolve.Judgement{Verb: resolve.Same, Entities: org("Bb", "Cc")}
	far := resolve.Judgement{Verb: resolve.Same, Entities: org("Xx", "Yy")}
	cut := resolve.Judgement{Verb: resolve.Different, Entities: []resolve.Named{in("d1", org("Zz")[0]), org("Zz")[0]}}
	no := resolve.Judgement{Verb: resolve.Reject, Claim: "c1", Quote: "It did."}
	for _, test := range []struct {
		name          string
		before, after *resolve.Judgements
		want          resolve.Touched
	}{
		{"nothing", nil, nil, resolve.Touched{}},
		{"another order", make(ab, far, bc), make(bc, ab, far), resolve.Touched{}},
		{"added", make(ab, far), make(ab, far, bc), resolve.Touched{Keys: []string{"organization:aa", "organization:bb", "organization:cc"}}},
		{"removed", make(ab, far, bc), make(ab, far), resolve.Touched{Keys: []string{"organization:aa", "organization:bb", "organization:cc"}}},
		{"all removed", make(far, no), nil, resolve.Touched{Keys: []string{"organization:xx", "organization:yy"}, Claims: []string{"c1"}}},
		{"cut", nil, make(cut), resolve.Touched{Keys: []string{"organization:zz", "organization:zz.d1"}, Documents: []string{"d1"}}},
	} {
		got, err := test.after.Since(test.before.Text())
		if err != nil {
			t.Fatal(err)
		}
		for _, list := range []*[]string{&got.Keys, &got.Documents, &got.Claims} {
			if len(*list) == 0 {
				*list = nil
			}
		}
		slices.Sort(got.Keys)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}
