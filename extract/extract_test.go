package extract

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestHashPartsAreKeptApart(t *testing.T) {
	seen := map[string][]string{}
	for _, parts := range [][]string{{}, {""}, {"", ""}, {"ab"}, {"a", "b"}, {"a", "", "b"}, {"ab", ""}} {
		h := Hash(parts...)
		if len(h) != 26 {
			t.Errorf("Hash(%q) = %q, want 26 characters", parts, h)
		}
		if other, ok := seen[h]; ok {
			t.Errorf("%q and %q have the same hash", parts, other)
		}
		seen[h] = parts
	}
	// A stored id must mean the same for ever.
	if got, want := Hash("document", "a.txt"), "iolumhez2kyxjtiw3o3d2lr7su"; got != want {
		t.Errorf("Hash changed: %s, was %s", got, want)
	}
}

func TestOffsets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		text = strings.ToValidUTF8(strings.Repeat(text, rapid.IntRange(1, 5).Draw(t, "times")), "?")
		o := NewOffsets(text)
		for i := range text + "." {
			if got, want := o.Rune(i), utf8.RuneCountInString(text[:min(i, len(text))]); got != want {
				t.Fatalf("Rune(%d) of %q = %d, want %d", i, text, got, want)
			}
		}
	})
}

func TestTypes(t *testing.T) {
	types := DefaultTypes()
	for _, tt := range []struct {
		typ, want string
		is        bool
	}{
		{"Bank", "Bank", true}, {"Bank", "Organization", true}, {"Bank", "Actor", true}, {"Bank", "Government", false},
		{"Court", "Government", true}, {"City", "Actor", false}, {"Country", "Government", true}, {"", "Person", false},
		{"Organization", "Bank", false}, {"Nonsense", "Actor", false},
	} {
		if got := types.Is(tt.typ, tt.want); got != tt.is {
			t.Errorf("Is(%q, %q) = %v", tt.typ, tt.want, got)
		}
	}
	if got := strings.Join(types.Path("Bank"), ">"); got != "Organization>Company>Bank" {
		t.Errorf("Path(Bank) = %s", got)
	}
	for name, parent := range map[string]map[string]string{
		"unknown parent": {"A": "B"},
		"cycle":          {"A": "B", "B": "A"},
	} {
		if _, err := NewTypes(parent, nil); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := NewTypes(map[string]string{"A": ""}, map[string][]string{"U": {"B"}}); err == nil {
		t.Error("unknown member of a union: no error")
	}
}

// TestClaimID: an edit elsewhere in the document changes no id; a second
// occurrence of the same sentence is another claim.
func TestClaimID(t *testing.T) {
	const s = "Orix bought Taber."
	analysis := func(before string, sentences int) *Analysis {
		a := &Analysis{Document: Document{ID: "d", Text: before + strings.Repeat(s+" ", sentences)}}
		for i := range sentences {
			at := len(before) + i*(len(s)+1)
			a.Sentences = append(a.Sentences, Sentence{Span: Span{at, at + len(s)}})
		}
		return a
	}
	id := func(a *Analysis, sentence int) string {
		at := a.Sentences[sentence].Start
		return a.ClaimID(&Claim{
			Sentence: sentence, Predicate: "ACQUIRED", Trigger: Span{at + 5, at + 11},
			Subject: Argument{Span: Span{at, at + 4}}, Object: Argument{Span: Span{at + 12, at + 17}},
		})
	}
	one := id(analysis("", 1), 0)
	if moved := id(analysis("Well. ", 1), 0); moved != one {
		t.Error("text before the sentence changed the id")
	}
	two := analysis("", 2)
	if id(two, 0) != one || id(two, 1) == one {
		t.Error("occurrences of a sentence are not told apart")
	}
}

func TestNuanceFolds(t *testing.T) {
	known := map[Status]bool{}
	for _, s := range Statuses {
		known[s] = true
	}
	for _, n := range []Nuance{NuanceAsserted, NuanceEnded, NuanceNegated, NuanceDenied, NuancePlanned, NuanceDemanded, NuanceThreatened, NuanceConditional, NuanceCounterfactual, NuanceAlleged, NuancePossible, NuanceQuestioned} {
		if s := n.Status(); !known[s] || s == Asserted && n != NuanceAsserted {
			t.Errorf("%s folds into %s", n, s)
		}
	}
}

func TestStance(t *testing.T) {
	words := func(spaced string, texts ...string) *Sentence {
		s := &Sentence{}
		for i, text := range texts {
			s.Tokens = append(s.Tokens, Token{Text: text, Space: spaced[i] == '1'})
		}
		return s
	}
	tests := []struct {
		name string
		s    *Sentence
		want bool
	}{
		{"pro-Beijing", words("001", "pro", "-", "Beijing"), true},
		{"Anti-Iranian", words("001", "Anti", "-", "Iranian"), true},
		{"non-European", words("001", "non", "-", "European"), false},
		{"pro - Beijing", words("111", "pro", "-", "Beijing"), false},
		{"he is a pro -Beijing", words("101", "pro", "-", "Beijing"), false},
		{"pro bono Beijing", words("111", "pro", "bono", "Beijing"), false},
	}
	for _, tt := range tests {
		if got := tt.s.Stance(2); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
	if s := words("001", "pro", "-", "Beijing"); s.Stance(0) || s.Stance(1) || s.Stance(3) || s.Stance(-1) {
		t.Error("stance outside the name")
	}
}
