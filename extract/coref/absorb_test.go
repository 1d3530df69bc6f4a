package coref_test

import "testing"

// A name that the lists know, but not in each of its places, is one entity.
func TestAbsorbed(t *testing.T) {
	s := newSteps(t)
	a := s.analyse(t, "Lena Hald went to the Interior Department on Monday, and the Interior Department welcomed her.\n"+
		"The head of Interior Department Ann Moss sent the Interior Department back.\n")
	ends := map[string]bool{}
	for _, m := range a.Mentions {
		if m.Chain >= 0 && a.Text(m.Span) == "Interior Department" {
			ends[a.Chains[m.Chain].Link] = true
		}
	}
	if len(ends) != 1 || !ends["organization:department-of-the-interior"] {
		t.Errorf("chains of the Interior Department: %v\n%s", ends, show(a))
	}
}
