package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"dossier/extract"
)

// KnowledgeNet is scored as its own evaluation does by overlap of text. Its
// facts join mentions: what a passage says of one thing is a fact for each of its
// names and pronouns there, relative ones too, with each of the other's. So a
// claim of ours, which joins two things, is written out the same way before it is
// compared. A fact is found if a predicted one of the property overlaps both of its
// ends; a predicted one is wrong if it meets no fact and its passage is complete
// for the property.
//
// Two things follow from the texts. They hold the marked passages alone, so that
// names which pronouns rest on are often left out, and many speak of "I": facts of
// those count too, so that the rules run once more with everybody named (see
// [nameAll]); the line "named" is without. And "Lima, Peru" as a birthplace is two facts: what lies in a place
// lies in whatever the text says holds the place.

// knowledgeNet says which of our relations and attributes its properties are.
var knowledgeNet = []relationMap{
	{"SPOUSE", []reading{{relation: "SPOUSE_OF", both: true}}},
	{"CHILD_OF", []reading{{relation: "CHILD_OF"}}},
	{"PLACE_OF_BIRTH", []reading{{relation: "BORN_IN", place: true}}},
	{"PLACE_OF_RESIDENCE", []reading{{relation: "LIVES_IN", place: true}}},
	{"NATIONALITY", []reading{{relation: "CITIZEN_OF"}}},
	{"EDUCATED_AT", []reading{{relation: "EDUCATED_AT"}}},
	{"POLITICAL_AFFILIATION", []reading{{relation: "MEMBER_OF", object: "PoliticalParty"}, {relation: "HEADS", object: "PoliticalParty"}}},
	{"EMPLOYEE_OR_MEMBER_OF", []reading{
		{relation: "WORKS_FOR"}, {relation: "MEMBER_OF", subject: "Person"}, {relation: "HEADS", object: "Organization"},
		{relation: "BOARD_MEMBER_OF"}, {relation: "HOLDS_OFFICE_IN", object: "Organization"},
	}},
	{"CEO", []reading{{relation: "HEADS", turned: true, role: []string{"ceo", "chief executive", "chief executive officer"}}}},
	{"FOUNDED_BY", []reading{{relation: "FOUNDED", turned: true}}},
	{"HEADQUARTERS", []reading{{relation: "BASED_IN", place: true}}},
	{"SUBSIDIARY_OF", []reading{{relation: "SUBSIDIARY_OF"}, {relation: "OWNS", turned: true, object: "Organization"},
		{relation: "ACQUIRED", turned: true, object: "Organization"}, {relation: "PART_OF", subject: "Company"}}},
	{"DATE_OF_BIRTH", []reading{{relation: "birthDate"}}},
	{"DATE_OF_DEATH", []reading{{relation: "deathDate"}}},
	{"DATE_FOUNDED", []reading{{relation: "foundingDate"}}},
}

// A fact is a property that two mentions are joined by.
type fact struct {
	label           string
	subject, object extract.Span
}

func (f fact) meets(g fact) bool {
	return f.label == g.label && f.subject.Overlaps(g.subject) && f.object.Overlaps(g.object)
}

// A factScorer counts facts.
type factScorer struct {
	types  *extract.Types
	faults io.Writer
	counts map[string]*[2]claimTally // by property: the rest, and what is kept aside
	causes map[string]map[string]int // of what was missed, by property
}

func scoreFacts(ctx context.Context, e *env, w, faults io.Writer) error {
	texts, err := readCorpus(e.dir, "knowledgenet")
	if err != nil {
		return err
	}
	named, all := newFactScorer(e.types, io.Discard), newFactScorer(e.types, faults)
	if err := e.extract(ctx, texts, named.text); err != nil {
		return err
	}
	if err := e.extractAll(ctx, texts, all.text); err != nil {
		return err
	}
	all.print(w, named.total())
	return nil
}

func newFactScorer(types *extract.Types, faults io.Writer) *factScorer {
	return &factScorer{types: types, faults: faults, counts: map[string]*[2]claimTally{}, causes: map[string]map[string]int{}}
}

func (s *factScorer) text(t *Text, a *extract.Analysis) {
	said := newSaid(s.types, t, a)
	found := said.facts()
	for _, p := range t.Records {
		if p.Kind != "passage" {
			continue
		}
		in := t.Span(p.Start, p.End)
		marked := markedFacts(t, in)
		for _, g := range marked {
			if slices.ContainsFunc(found, g.meets) {
				s.note(t, g.label, claimTally{right: 1})
				continue
			}
			s.note(t, g.label, claimTally{missed: 1})
			s.missed(t, said, in, g)
		}
		for _, f := range found {
			if !slices.Contains(p.CompleteFor, f.label) || !in.Contains(f.subject) || !in.Contains(f.object) || slices.ContainsFunc(marked, f.meets) {
				continue
			}
			s.note(t, f.label, claimTally{extra: 1})
			s.fault(t, "extra", in, f)
		}
	}
}

func markedFacts(t *Text, in extract.Span) []fact {
	var out []fact
	for _, r := range t.Records {
		if r.Kind != "claim" || r.Subject == nil || r.Object == nil {
			continue
		}
		f := fact{string(r.Predicate), t.Span(r.Subject.Start, r.Subject.End), t.Span(r.Object.Start, r.Object.End)}
		if in.Contains(f.subject) && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

func (s *factScorer) note(t *Text, label string, n claimTally) {
	if s.counts[label] == nil {
		s.counts[label] = &[2]claimTally{}
	}
	if t.Aside() {
		s.counts[label][1].add(n)
	} else {
		s.counts[label][0].add(n)
	}
}

func (s *factScorer) fault(t *Text, what string, in extract.Span, f fact) {
	if !t.Aside() {
		fmt.Fprintf(s.faults, "%s %s %s (%s, %s): %s\n", t.ID, f.label, what,
			extract.Fold(f.subject.In(t.Text)), extract.Fold(f.object.In(t.Text)), extract.Fold(in.In(t.Text)))
	}
}

// missed notes why a fact was.
func (s *factScorer) missed(t *Text, said *said, in extract.Span, g fact) {
	if t.Aside() {
		return
	}
	why := said.cause(g)
	if s.causes[g.label] == nil {
		s.causes[g.label] = map[string]int{}
	}
	s.causes[g.label][why]++
	s.fault(t, "missed, "+why, in, g)
}

func (s *factScorer) total() (all [2]claimTally) {
	for _, c := range s.counts {
		all[0].add(c[0])
		all[1].add(c[1])
	}
	return all
}

func (s *factScorer) print(w io.Writer, named [2]claimTally) {
	const head = " %5s %5s %5s %5s %5s %5s"
	fmt.Fprintf(w, "%-24s"+head+"   aside"+head+"\n", "", "P", "R", "F1", "right", "extra", "miss", "P", "R", "F1", "right", "extra", "miss")
	line := func(label string, c [2]claimTally) { fmt.Fprintf(w, "%-24s %s         %s\n", label, c[0], c[1]) }
	for _, m := range knowledgeNet {
		if c := s.counts[m.label]; c != nil {
			line(m.label, *c)
		}
	}
	line("all", s.total())
	line("named", named)
	s.printCauses(w)
}

// printCauses prints why facts were missed, a column each.
func (s *factScorer) printCauses(w io.Writer) {
	fmt.Fprintf(w, "\n%-24s", "missed, as far as known:")
	for _, c := range causes {
		fmt.Fprintf(w, " %9s", c)
	}
	fmt.Fprintln(w)
	for _, m := range knowledgeNet {
		fmt.Fprintf(w, "%-24s", m.label)
		for _, c := range causes {
			fmt.Fprintf(w, " %9d", s.causes[m.label][c])
		}
		fmt.Fprintln(w)
	}
}
