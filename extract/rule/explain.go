package rule

import (
	"fmt"
	"slices"
	"strings"

	"dossier/extract"
)

// An Attempt is one rule at one place of a text where its anchor stands: what it
// found there or, if nothing, the first thing that was not as it asks.
type Attempt struct {
	Rule        string
	Relation    string
	Proposition int             // index in Analysis.Propositions
	Claims      []extract.Claim // those that carry the rule's id
	Failed      string          // "" if there are claims: `object: "the firms" names nothing`
}

// Explain returns every attempt of a rule at a proposition of a, in the order of
// the propositions and then of the rules, and with them all claims, those of
// patterns over noun phrases too, as [Ontology.Claims] returns them.
func (o *Ontology) Explain(a *extract.Analysis) ([]Attempt, []extract.Claim) {
	m := newMatch(o, a)
	claims := o.Claims(a)
	var out []Attempt
	for i := range a.Propositions {
		for _, r := range m.candidates(i) {
			if !m.isOneOf(&a.Propositions[i], o.rules[r].program.words(a.Propositions[i].Kind)) {
				continue // another word with the same key
			}
			t := Attempt{Rule: o.rules[r].ID, Relation: o.rules[r].Relation, Proposition: i}
			for _, c := range claims {
				if c.Proposition == i && slices.Contains(c.Rules, t.Rule) {
					t.Claims = append(t.Claims, c)
				}
			}
			if len(t.Claims) == 0 {
				t.Failed = m.failure(r, i, claims)
			}
			out = append(out, t)
		}
	}
	return out, claims
}

// failure says why rule r gives nothing at proposition i, where its anchor is.
func (m *match) failure(r, i int, claims []extract.Claim) string {
	program, p := &m.o.rules[r].program, &m.a.Propositions[i]
	if p.Kind == extract.Noun && len(program.Support) > 0 {
		switch {
		case p.Support != "" && !slices.Contains(program.Support, p.Support):
			return fmt.Sprintf("support: %q is none of the rule's verbs", p.Support)
		case p.Support == "" && program.needsSupport():
			return "support: no verb carries the noun"
		}
	}
	for _, part := range program.Where.parts() {
		if !m.meets(i, &part) {
			return "where " + part.String() + ": not so"
		}
	}
	for _, part := range program.Not.parts() {
		if m.meetsAny(i, &part) {
			return "not " + part.String() + ": but it is so"
		}
	}
	for k := range program.Outputs {
		if failed := m.endFailure(program, &program.Outputs[k], i); failed != "" {
			return failed
		}
	}
	for _, c := range claims {
		if c.Proposition == i && c.Predicate == m.o.rules[r].Relation {
			return "more specific at these words: " + strings.Join(c.Rules, ", ")
		}
	}
	return "said again by another trigger"
}

// endFailure says what is wrong with the ends of an output, "" if there are some.
func (m *match) endFailure(program *program, out *output, i int) string {
	found := m.ends(program, out, i)
	for _, e := range found {
		if m.endsMeet(program, m.a.Propositions[i].Sentence, e) {
			return ""
		}
	}
	if len(found) > 0 {
		return "where or not: subject or object is not as the rule asks"
	}
	if out.Pair != nil {
		return fmt.Sprintf("pair: no two named parties at %s and %s", out.Pair[0], out.Pair[1])
	}
	subject, object := defaultSlots(m.a.Propositions[i].Kind, len(program.Verb) > 0)
	if out.Subject != nil {
		subject = out.Subject
	}
	if out.Object != nil {
		object = out.Object
	}
	if failed := m.slotFailure(program, out, i, subject, out.SubjectType, false); failed != "" {
		return "subject: " + failed
	}
	if failed := m.slotFailure(program, out, i, object, out.ObjectType, true); failed != "" {
		return "object: " + failed
	}
	return "subject and object are the same thing"
}

// slotFailure says why nothing that stands in s may be an end, "" if something may.
func (m *match) slotFailure(program *program, out *output, i int, s slot, types []string, object bool) string {
	if len(m.fill(i, s, &program.Where, func(f filler) bool { return m.fits(f, out, types, object) })) > 0 {
		return ""
	}
	var unfit []string
	for _, p := range s {
		for _, f := range m.walk(i, p, &program.Where, 0) {
			for _, f := range m.identify(f) {
				unfit = append(unfit, m.misfit(f, out, types))
			}
		}
	}
	if len(unfit) == 0 {
		return fmt.Sprintf("nothing stands at %s", s)
	}
	return strings.Join(sortedSet(unfit), ", ")
}

// misfit says why f does not fit.
func (m *match) misfit(f filler, out *output, types []string) string {
	words := fmt.Sprintf("%q", m.a.Text(f.arg.Span))
	if f.arg.Chain < 0 || m.a.Chains[f.arg.Chain].Name == "" {
		return words + " names nothing"
	}
	c := &m.a.Chains[f.arg.Chain]
	if !admits(out, f.arg.Via) {
		return fmt.Sprintf("%s stands for %s by its %s, for which the relation has no via", words, c.Name, f.arg.Via)
	}
	return fmt.Sprintf("%s is of type %s, not %s", words, c.Type, strings.Join(types, " or "))
}

// parts splits c into conditions that each ask one thing.
func (c *condition) parts() []condition {
	var out []condition
	if len(c.Verb)+len(c.Noun)+len(c.Adjective)+len(c.Title) > 0 {
		out = append(out, condition{Verb: c.Verb, Noun: c.Noun, Adjective: c.Adjective, Title: c.Title})
	}
	if c.Modifier != nil {
		out = append(out, condition{Modifier: c.Modifier})
	}
	if c.Support != nil {
		out = append(out, condition{Support: c.Support})
	}
	if c.Form != nil {
		out = append(out, condition{Form: c.Form})
	}
	for k := range c.Slots {
		out = append(out, condition{Slots: c.Slots[k : k+1]})
	}
	return out
}

// String returns c as a rule file would say it: "{content: {verb: [halt, stop]}}".
func (c *condition) String() string {
	var parts []string
	add := func(key, value string) { parts = append(parts, key+": "+value) }
	for _, w := range []struct {
		key   string
		words []string
	}{{"verb", c.Verb}, {"noun", c.Noun}, {"adjective", c.Adjective}, {"title", c.Title}, {"form", c.Form}} {
		if len(w.words) > 0 {
			add(w.key, someWords(w.words))
		}
	}
	for _, w := range []struct {
		key  string
		want *matcher
	}{{"modifier", c.Modifier}, {"support", c.Support}, {"subject", c.Subject}, {"object", c.Object}} {
		if w.want != nil {
			add(w.key, w.want.String())
		}
	}
	for _, s := range c.Slots {
		if s.Then != nil {
			add(s.Slot.String(), s.Then.String())
		} else {
			add(s.Slot.String(), s.Match.String())
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// String returns m as a rule file would say it.
func (m *matcher) String() string {
	var words []string
	if m.Any {
		words = append(words, anyWord)
	}
	if m.Unnamed {
		words = append(words, unnamedWord)
	}
	return someWords(slices.Concat(words, m.Types, m.Words))
}

// someWords shows the first few of words.
func someWords(words []string) string {
	const most = 6
	if len(words) == 1 {
		return words[0]
	}
	if len(words) > most {
		words = append(slices.Clone(words[:most]), "...")
	}
	return "[" + strings.Join(words, ", ") + "]"
}
