package clause

import (
	"strings"
	"testing"

	"dossier/extract"
)

// TestComposition states what two operators make together, the outer first.
func TestComposition(t *testing.T) {
	l, err := readLists(embedded)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		effects string // outermost first; the predication itself is asserted
		want    extract.Nuance
		negated bool
	}{
		{"", extract.NuanceAsserted, false},
		{"same", extract.NuanceAsserted, false},
		{"same threaten", extract.NuanceThreatened, false}, // said it threatened to
		{"deny plan", extract.NuanceDenied, false},         // denied it had agreed to
		{"deny not", extract.NuanceDenied, false},          // never doubled back
		{"fail plan not", extract.NuancePossible, false},   // refused to promise not to
		{"fail plan", extract.NuanceNegated, false},        // refused to promise to
		{"fail not", extract.NuancePossible, false},        // failed not to
		{"not not", extract.NuanceAsserted, false},
		{"not plan", extract.NuanceNegated, false},
		{"not may", extract.NuanceNegated, false},
		{"plan not", extract.NuancePlanned, true}, // plans not to
		{"threaten not", extract.NuanceThreatened, true},
		{"demand not", extract.NuanceDemanded, true},
		{"demand plan", extract.NuanceDemanded, false},
		{"plan demand", extract.NuancePlanned, false},
		{"claim not", extract.NuanceAlleged, true}, // claims not to have
		{"claim plan", extract.NuanceAlleged, false},
		{"claim deny", extract.NuanceDenied, false}, // a denial beats
		{"deny claim", extract.NuanceDenied, false},
		{"may not", extract.NuancePossible, true},
		{"may if", extract.NuanceConditional, false},
		{"if may", extract.NuanceConditional, false},
		{"if not", extract.NuanceConditional, true},
		{"plan if", extract.NuanceConditional, false},
		{"not if", extract.NuanceConditional, false},
		{"end", extract.NuanceEnded, false},
		{"not end", extract.NuanceNegated, false},
		{"demand end", extract.NuanceDemanded, false},
		{"counterfactual", extract.NuanceCounterfactual, false},
		{"question not", extract.NuanceQuestioned, false},
		{"same claim may plan", extract.NuanceAlleged, false},
	} {
		e := newEnv()
		for i, name := range strings.Fields(tt.effects) {
			f, err := l.composition.effect(name)
			if err != nil {
				t.Fatal(err)
			}
			e = e.with(f, i)
		}
		s := e.to[asserted]
		if s.nuance() != tt.want || s.negative() != tt.negated {
			t.Errorf("%q: %s, negative %v; want %s, %v", tt.effects, s.nuance(), s.negative(), tt.want, tt.negated)
		}
	}
}

// TestCompositionLaws: nothing makes a denial or an allegation an assertion,
// and only a negation of a negation asserts.
func TestCompositionLaws(t *testing.T) {
	l, err := readLists(embedded)
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range l.composition.rows {
		for s := range f {
			in, out := state(s), f[s]
			if out.nuance() != extract.NuanceAsserted || in.nuance() == extract.NuanceAsserted {
				continue
			}
			if name != "not" || in.nuance() != extract.NuanceNegated {
				t.Errorf("%s makes %s asserted", name, in.nuance())
			}
		}
	}
}

// TestCue: the cue is the outermost word that changed the outcome.
func TestCue(t *testing.T) {
	l, err := readLists(embedded)
	if err != nil {
		t.Fatal(err)
	}
	c := l.composition
	e := newEnv().with(c.must("same"), 1).with(c.must("threaten"), 2).with(c.must("plan"), 3)
	if got := e.cue[asserted]; got != 2 {
		t.Errorf("cue %d, want 2", got)
	}
	if got := newEnv().with(c.must("same"), 1).cue[asserted]; got != -1 {
		t.Errorf("cue %d of what is asserted, want -1", got)
	}
}
