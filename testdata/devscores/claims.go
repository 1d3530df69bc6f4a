package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

	"dossier/extract"
)

// A relationMap says which of our relations a label of a corpus stands for.
type relationMap struct {
	label string
	ours  []reading
}

// A reading is one of our relations as a label; turned: its subject is the
// label's object; both: the label has no direction. role: only what is told of a
// post with one of these words. subject, object: only ends of these types.
type reading struct {
	relation        string
	turned, both    bool
	role            []string
	subject, object string
	place           bool // it also holds of what holds the place
}

var core = []relationMap{
	{"ACQUIRED_BY", []reading{{relation: "ACQUIRED", turned: true}, {relation: "OWNS", turned: true}}},
	{"SUBSIDIARY_OF", []reading{{relation: "SUBSIDIARY_OF"}, {relation: "OWNS", turned: true}, {relation: "PART_OF"}}},
	{"SHAREHOLDER_OF", []reading{{relation: "INVESTED_IN"}, {relation: "OWNS"}}},
	{"COLLABORATION", []reading{{relation: "COOPERATES_WITH", both: true}, {relation: "SIGNED_AGREEMENT_WITH", both: true}}},
	{"COMPETITOR_OF", []reading{{relation: "RIVAL_OF", both: true}}},
	{"MERGED_WITH", []reading{{relation: "MERGED_WITH", both: true}}},
	{"CLIENT_OF", []reading{{relation: "SUPPLIES", turned: true}, {relation: "AWARDED_CONTRACT_TO"}}},
}

var fire = []relationMap{
	{"ActionBuy", []reading{{relation: "ACQUIRED"}}},
	{"Employeeof", []reading{{relation: "WORKS_FOR"}, {relation: "HEADS"}, {relation: "BOARD_MEMBER_OF"}, {relation: "MEMBER_OF"}, {relation: "HOLDS_OFFICE_IN"}}},
	{"Subsidiaryof", []reading{{relation: "SUBSIDIARY_OF"}, {relation: "PART_OF"}}},
	{"Locatedin", []reading{{relation: "BASED_IN"}, {relation: "LOCATED_IN"}, {relation: "OPERATES_IN"}}},
	{"ActionMerge", []reading{{relation: "MERGED_WITH", both: true}}},
}

var re3d = []relationMap{
	{"FightingAgainst", []reading{{relation: "FOUGHT", both: true}, {relation: "ATTACKED", both: true}}},
	{"BelongsTo", []reading{{relation: "MEMBER_OF"}, {relation: "PART_OF"}, {relation: "WORKS_FOR"}, {relation: "HOLDS_OFFICE_IN"}}},
	{"InChargeOf", []reading{{relation: "HEADS"}, {relation: "CONTROLS"}}},
	{"AlliesOf", []reading{{relation: "ALLY_OF", both: true}, {relation: "COOPERATES_WITH", both: true}}},
	{"CommWith", []reading{{relation: "MET_WITH", both: true}, {relation: "NEGOTIATED_WITH", both: true}, {relation: "VISITED"}, {relation: "URGED"}}},
	{"CoLocated", []reading{{relation: "LOCATED_IN"}, {relation: "BASED_IN"}, {relation: "DEPLOYED_TO"}, {relation: "VISITED"}}},
}

// claimSections score claims by the overlap of both ends with those marked,
// status asserted or past. KnowledgeNet alone marks all that holds, so only there
// does precision say what it seems to.
func claimSections() []section {
	out := []section{{"knowledgenet", "KnowledgeNet: facts by overlap of text, as its own evaluation counts them", scoreFacts}}
	for _, c := range []struct {
		name, corpus, title string
		relations           []relationMap
	}{
		{"re3d", "re3d-public-domain", "re3d, public domain: claims by overlap of text; unmarked ones may be right", re3d},
		{"fire", "fire-finance", "FIRE: claims by overlap of text; unmarked ones may be right", fire},
		{"core", "core-companies", "CORE: the one marked pair of a sentence; other pairs are not judged", core},
	} {
		out = append(out, section{c.name, c.title, func(ctx context.Context, e *env, w, faults io.Writer) error {
			texts, err := readCorpus(e.dir, c.corpus)
			if err != nil {
				return err
			}
			s := &claimScorer{relations: c.relations, onePair: c.name == "core", faults: faults, counts: map[string]*[2]claimTally{}}
			if err := e.extract(ctx, texts, s.text); err != nil {
				return err
			}
			s.print(w)
			return nil
		}})
	}
	return out
}

// A claimTally counts what was found and missed.
type claimTally struct{ right, extra, missed int }

func (t *claimTally) add(o claimTally) {
	t.right, t.extra, t.missed = t.right+o.right, t.extra+o.extra, t.missed+o.missed
}

func (t claimTally) String() string {
	p, r := ratio(t.right, t.right+t.extra), ratio(t.right, t.right+t.missed)
	return fmt.Sprintf("%5.3f %5.3f %5.3f %5d %5d %5d", p, r, f1(p, r), t.right, t.extra, t.missed)
}

type claimScorer struct {
	relations []relationMap
	onePair   bool // a text marks one pair, whatever else it says
	faults    io.Writer
	counts    map[string]*[2]claimTally // by label: the rest, and what is kept aside
}

// A pairing is a claim in the terms of the corpus.
type pairing struct {
	label           string
	subject, object extract.Span
	both            bool
	quote           string
}

func (p pairing) meets(g pairing) bool {
	if p.label != g.label {
		return false
	}
	return p.subject.Overlaps(g.subject) && p.object.Overlaps(g.object) ||
		p.both && p.subject.Overlaps(g.object) && p.object.Overlaps(g.subject)
}

func (s *claimScorer) text(t *Text, a *extract.Analysis) {
	marked := s.marked(t)
	found := s.found(a)
	used := make([]bool, len(marked))
	for _, p := range found {
		if !s.judged(t, p, marked) {
			continue
		}
		hit := false
		for i, g := range marked {
			if p.meets(g) {
				hit, used[i] = true, true
			}
		}
		if hit {
			s.note(t, p.label, claimTally{right: 1})
		} else {
			s.note(t, p.label, claimTally{extra: 1})
			s.fault(t, "extra", p)
		}
	}
	// What is right is counted by claim, what is missed by mark, so that several
	// ways to say one thing count once each.
	for i, g := range marked {
		if !used[i] {
			s.note(t, g.label, claimTally{missed: 1})
			s.fault(t, "missed", g)
		}
	}
}

func (s *claimScorer) note(t *Text, label string, n claimTally) {
	c := s.counts[label]
	if c == nil {
		c = &[2]claimTally{}
		s.counts[label] = c
	}
	if t.Aside() {
		c[1].add(n)
	} else {
		c[0].add(n)
	}
}

func (s *claimScorer) fault(t *Text, what string, p pairing) {
	if !t.Aside() {
		fmt.Fprintf(s.faults, "%s %s %s (%s, %s): %s\n", t.ID, p.label, what,
			extract.Fold(p.subject.In(t.Text)), extract.Fold(p.object.In(t.Text)), extract.Fold(p.quote))
	}
}

// marked are the claims of the corpus whose labels we have, each pair once.
func (s *claimScorer) marked(t *Text) []pairing {
	var out []pairing
	for _, r := range t.Records {
		i := slices.IndexFunc(s.relations, func(m relationMap) bool { return m.label == string(r.Predicate) })
		if r.Kind != "claim" || i < 0 || r.Subject == nil || r.Object == nil {
			continue
		}
		p := pairing{label: string(r.Predicate), subject: t.Span(r.Subject.Start, r.Subject.End), object: t.Span(r.Object.Start, r.Object.End),
			quote: t.Span(r.Start, r.End).In(t.Text), both: s.relations[i].ours[0].both}
		if !slices.ContainsFunc(out, func(o pairing) bool { return o.meets(p) }) {
			out = append(out, p)
		}
	}
	return out
}

// found are our claims in the terms of the corpus, each pair once.
func (s *claimScorer) found(a *extract.Analysis) []pairing {
	var out []pairing
	for i := range a.Claims {
		c := &a.Claims[i]
		if c.Status != extract.Asserted && c.Status != extract.Past || c.Object.Chain < 0 {
			continue
		}
		for _, m := range s.relations {
			for _, r := range m.ours {
				if r.relation != c.Predicate || !r.is(a, c) {
					continue
				}
				p := pairing{m.label, c.Subject.Span, c.Object.Span, r.both, a.Sentences[c.Sentence].In(a.Document.Text)}
				if r.turned {
					p.subject, p.object = p.object, p.subject
				}
				if !slices.ContainsFunc(out, func(o pairing) bool { return o.meets(p) }) {
					out = append(out, p)
				}
				break
			}
		}
	}
	return out
}

// is reports whether the reading has what it asks of a claim beside its relation.
func (r reading) is(a *extract.Analysis, c *extract.Claim) bool {
	types := extract.DefaultTypes()
	if r.subject != "" && !types.Is(a.Chains[c.Subject.Chain].Type, r.subject) || r.object != "" && !types.Is(a.Chains[c.Object.Chain].Type, r.object) {
		return false
	}
	return len(r.role) == 0 || slices.ContainsFunc(c.Qualifiers, func(q extract.Argument) bool {
		return q.Role == "role" && slices.Contains(r.role, cmp.Or(q.Value, q.Lemma))
	})
}

// judged reports whether the corpus says of p that it holds or not.
func (s *claimScorer) judged(t *Text, p pairing, marked []pairing) bool {
	if s.onePair {
		for _, r := range t.Records {
			if r.Kind == "claim" {
				subject, object := t.Span(r.Subject.Start, r.Subject.End), t.Span(r.Object.Start, r.Object.End)
				return p.subject.Overlaps(subject) && p.object.Overlaps(object) || p.subject.Overlaps(object) && p.object.Overlaps(subject)
			}
		}
		return false
	}
	passages := false
	for _, r := range t.Records {
		if r.Kind != "passage" {
			continue
		}
		passages = true
		in := t.Span(r.Start, r.End)
		if slices.Contains(r.CompleteFor, p.label) && in.Contains(p.subject) && in.Contains(p.object) {
			return true
		}
	}
	return !passages
}

func (s *claimScorer) print(w io.Writer) {
	fmt.Fprintf(w, "%-24s %5s %5s %5s %5s %5s %5s   aside %5s %5s %5s %5s %5s %5s\n", "", "P", "R", "F1", "right", "extra", "miss", "P", "R", "F1", "right", "extra", "miss")
	var all [2]claimTally
	line := func(label string, c [2]claimTally) { fmt.Fprintf(w, "%-24s %s         %s\n", label, c[0], c[1]) }
	for _, m := range s.relations {
		c := s.counts[m.label]
		if c == nil {
			continue
		}
		line(m.label, *c)
		all[0].add(c[0])
		all[1].add(c[1])
	}
	line("all", all)
}
