package eval

import (
	"strings"
	"testing"

	"dossier/extract"

	"github.com/google/go-cmp/cmp"
)

// corpus makes a document of two sentences: "Orix bought Taber. Lie met Rao."
func corpus(claims ...Claim) *Corpus {
	return &Corpus{Documents: []*Document{{
		Name: "a", Text: "Orix bought Taber. Lie met Rao.",
		Mentions: []Mention{
			{Start: 0, End: 4, Type: "Company", Form: "name", Entity: "orix"}, {Start: 12, End: 17, Type: "Company", Form: "name", Entity: "taber"},
			{Start: 19, End: 22, Type: "Person", Form: "name", Entity: "lie"}, {Start: 27, End: 30, Type: "Person", Form: "name", Entity: "rao"},
		},
		Claims: claims,
	}}}
}

var (
	orix  = Argument{0, 4, "Orix", "orix", ""}
	taber = Argument{12, 17, "Taber", "taber", ""}
	lie   = Argument{19, 22, "Lie", "lie", ""}
	rao   = Argument{27, 30, "Rao", "rao", ""}
)

func bought(s, o Argument, status string) Claim {
	return Claim{Predicate: "ACQUIRED", Subject: s, Object: o, Status: status, Start: 0, End: 18, Edge: status == "asserted"}
}

func met(s, o Argument) Claim {
	return Claim{Predicate: "MET_WITH", Subject: s, Object: o, Status: "asserted", Start: 19, End: 31, Edge: true, Symmetric: true}
}

func TestScore(t *testing.T) {
	gold := corpus(bought(orix, taber, "asserted"), met(lie, rao))
	tests := []struct {
		name                    string
		got                     []Claim
		claims, atStatus, edges Count
		reversed                int
		kinds                   []ErrorKind
	}{
		{"all right", gold.Documents[0].Claims, Count{2, 0, 0}, Count{2, 0, 0}, Count{2, 0, 0}, 0, nil},
		{"nothing", nil, Count{0, 0, 2}, Count{0, 0, 2}, Count{0, 0, 2}, 0, []ErrorKind{Missed, Missed}},
		{"symmetric either way", []Claim{met(rao, lie)}, Count{1, 0, 1}, Count{1, 0, 1}, Count{1, 0, 1}, 0, []ErrorKind{Missed}},
		{"reversed", []Claim{bought(taber, orix, "asserted"), met(lie, rao)}, Count{1, 1, 1}, Count{1, 1, 1}, Count{1, 1, 1}, 1, []ErrorKind{Missed, Reversed}},
		{"wrong status", []Claim{bought(orix, taber, "planned"), met(lie, rao)}, Count{2, 0, 0}, Count{1, 1, 1}, Count{1, 0, 1}, 0, []ErrorKind{WrongStatus}},
		{"twice", []Claim{met(lie, rao), met(lie, rao), bought(orix, taber, "asserted")}, Count{2, 1, 0}, Count{2, 1, 0}, Count{2, 0, 0}, 0, []ErrorKind{Spurious}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := Score(gold, corpus(tt.got...), extract.DefaultTypes().Root)
			var kinds []ErrorKind
			for _, e := range s.Errors {
				kinds = append(kinds, e.Kind)
			}
			got := []any{s.Claims, s.AtStatus, s.Edges, s.Reversed, kinds}
			want := []any{tt.claims, tt.atStatus, tt.edges, tt.reversed, tt.kinds}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if s.Names != (Count{4, 0, 0}) || s.Entities != (Count{4, 0, 0}) {
				t.Errorf("names %v, entities %v; want all four right", s.Names, s.Entities)
			}
		})
	}
}

func TestNamesAndEntities(t *testing.T) {
	gold, got := corpus(), corpus()
	m := got.Documents[0].Mentions
	m[0].Type = "Person"      // wrong root
	m[1].End = 16             // wrong end, the entity still aligns
	m[3].Entity = m[2].Entity // two taken for one
	m = append(m, Mention{Start: 5, End: 11, Type: "Work", Form: "name", Entity: "bought"})
	got.Documents[0].Mentions = m
	s := Score(gold, got, extract.DefaultTypes().Root)
	if s.Names != (Count{3, 2, 1}) || s.Typed != (Count{2, 3, 2}) {
		t.Errorf("names %v typed %v", s.Names, s.Typed)
	}
	if s.Entities != (Count{2, 2, 2}) {
		t.Errorf("entities %v, want taber and one of lie and rao", s.Entities)
	}
}

func TestSpeaker(t *testing.T) {
	said := func(a Argument) Claim {
		c := bought(orix, taber, "asserted")
		c.Attributed, c.Speaker, c.Edge = true, a, false
		return c
	}
	for _, tt := range []struct {
		gold, got Claim
		want      Accuracy
	}{
		{said(lie), said(lie), Accuracy{1, 1}},
		{said(lie), said(rao), Accuracy{0, 1}},
		{said(lie), bought(orix, taber, "asserted"), Accuracy{0, 1}},
		{bought(orix, taber, "asserted"), said(lie), Accuracy{0, 1}},
		{bought(orix, taber, "asserted"), bought(orix, taber, "asserted"), Accuracy{}},
		{said(Argument{}), said(Argument{}), Accuracy{1, 1}},
	} {
		if s := Score(corpus(tt.gold), corpus(tt.got), extract.DefaultTypes().Root); s.Speaker != tt.want {
			t.Errorf("gold %v, got %v: %v, want %v", tt.gold.Speaker, tt.got.Speaker, s.Speaker, tt.want)
		}
	}
}

// What annotators did not mark is neither right nor wrong.
func TestAnnotatedRelations(t *testing.T) {
	gold := corpus(met(lie, rao))
	gold.Documents[0].Annotated = []string{"MET_WITH"}
	s := Score(gold, corpus(bought(orix, taber, "asserted"), met(lie, rao)), extract.DefaultTypes().Root)
	if want := (Count{1, 0, 0}); s.Claims != want || s.Edges != want || len(s.Errors) > 0 {
		t.Errorf("claims %v, edges %v, errors %v; want only the meeting to count", s.Claims, s.Edges, s.Errors)
	}
}

// A nominal speaks of what its main word says, not of the names within it.
func TestAlignByMainWord(t *testing.T) {
	gold := corpus()
	got := corpus()
	// "Orix bought Taber" as a nominal of Taber's that ends in its name.
	got.Documents[0].Mentions = []Mention{{Start: 0, End: 17, Type: "Company", Form: "nominal", Entity: "x", Head: 12, HeadEnd: 17}}
	if same := align(gold.Documents[0], got.Documents[0]); same["x"] != "taber" {
		t.Errorf("aligned with %q, want taber", same["x"])
	}
}

// Attributes count only where the gold has any.
func TestAttributes(t *testing.T) {
	born := bought(orix, Argument{Start: 30, End: 34, Text: "1960", Value: "1960"}, "asserted")
	born.Predicate = "birthDate"
	if s := Score(corpus(met(lie, rao)), corpus(met(lie, rao), born), extract.DefaultTypes().Root); s.Claims != (Count{1, 0, 0}) {
		t.Errorf("a date in a gold without dates counts: %v", s.Claims)
	}
	if s := Score(corpus(born), corpus(), extract.DefaultTypes().Root); s.Claims != (Count{0, 0, 1}) {
		t.Errorf("a missed date does not count: %v", s.Claims)
	}
}

// Direction and status are counted apart from whether a claim was found.
func TestReversedAndConfused(t *testing.T) {
	gold := corpus(bought(orix, taber, "asserted"), met(lie, rao))
	s := Score(gold, corpus(bought(taber, orix, "asserted"), met(rao, lie)), extract.DefaultTypes().Root)
	if s.Reversed != 1 || s.ReversedEdges != 1 {
		t.Errorf("%d claims and %d edges reversed, want one each", s.Reversed, s.ReversedEdges)
	}
	s = Score(gold, corpus(bought(orix, taber, "planned"), met(lie, rao)), extract.DefaultTypes().Root)
	want := map[[2]string]int{{"asserted", "planned"}: 1, {"asserted", "asserted"}: 1}
	if diff := cmp.Diff(want, s.Confusion); diff != "" {
		t.Errorf("confusion -want +got:\n%s", diff)
	}
	var b strings.Builder
	if err := s.Print(&b); err != nil || !strings.Contains(b.String(), "asserted                 0.500           1           0           0           1 ") {
		t.Errorf("%v, the table lacks the confusion:\n%s", err, b.String())
	}
	b.Reset()
	if err := s.PrintErrors(&b); err != nil || !strings.Contains(b.String(), `->(Taber) expected status "asserted", got "planned"`) {
		t.Errorf("%v, errors:\n%s", err, b.String())
	}
}

func TestMissingDocument(t *testing.T) {
	s := Score(corpus(met(lie, rao)), &Corpus{}, extract.DefaultTypes().Root)
	var b strings.Builder
	if err := s.Print(&b); err != nil || len(s.Missing) != 1 || !strings.Contains(b.String(), "missing: a") {
		t.Errorf("%v, missing %v:\n%s", err, s.Missing, b.String())
	}
}
