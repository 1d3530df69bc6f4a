package main

import (
	"fmt"
	"strings"

	"dossier/extract"
	"dossier/extract/pair"
	"dossier/extract/rule"
)

// explained prints each sentence with its propositions as a tree: what a word
// contains of other propositions stands below it.
func (v rulesHuman) explained(e *explanation) error {
	t := &explainTree{explanation: e, out: v.app.stdout, done: map[int]bool{}}
	inside := map[int]bool{}
	for i := range e.Propositions {
		for _, a := range e.Propositions[i].Arguments {
			if a.Proposition >= 0 && a.Proposition != i {
				inside[a.Proposition] = true
			}
		}
	}
	for s := range e.Sentences {
		t.line(0, t.out.bold(clean(e.Text(e.Sentences[s].Span))))
		t.names(s)
		for _, round := range []bool{false, true} { // what nothing contains first
			for i := range e.Propositions {
				if e.Propositions[i].Sentence == s && inside[i] == round && !t.done[i] {
					t.proposition(i, 1)
				}
			}
		}
		for _, c := range e.claims {
			if c.Sentence == s && c.Proposition < 0 {
				t.line(1, fmt.Sprintf("%s %q", wayOf(c), clean(e.Text(c.Trigger))))
				t.claim(c, 2)
			}
		}
	}
	return t.err
}

// wayOf says how a claim was found that no proposition carries.
func wayOf(c extract.Claim) string {
	if strings.HasSuffix(c.Rules[0], "/"+pair.RuleName) {
		return "pair"
	}
	return "phrase"
}

// An explainTree prints lines under each other.
type explainTree struct {
	*explanation
	out  *stream
	done map[int]bool // propositions printed
	err  error
}

func (t *explainTree) line(depth int, text string) {
	if t.err == nil {
		_, t.err = fmt.Fprintln(t.out, strings.Repeat("  ", depth)+text)
	}
}

func (t *explainTree) names(s int) {
	var names []string
	for _, m := range t.Mentions {
		if m.Sentence == s && m.Form == extract.Name {
			names = append(names, fmt.Sprintf("%s (%s)", clean(t.Text(m.Span)), m.Type))
		}
	}
	if len(names) == 0 {
		names = []string{"none"}
	}
	t.line(1, t.out.dim("names: "+strings.Join(names, ", ")))
}

// proposition prints one with its arguments, what they contain, and the rules
// that hang on it.
func (t *explainTree) proposition(i, depth int) {
	p := &t.Propositions[i]
	t.done[i] = true
	t.line(depth, fmt.Sprintf("%s %q %s%s", p.Kind, clean(t.Text(p.Trigger)), t.status(p.Nuance, p.Negated, p.Cue), t.speakers(p.Attributions)))
	width := 0
	for _, a := range p.Arguments {
		width = max(width, len(a.Role))
	}
	if p.Support != "" {
		t.line(depth+1, t.out.dim("under the verb "+p.Support))
	}
	for _, a := range p.Arguments {
		t.line(depth+1, fmt.Sprintf("%-*s  %s", width, a.Role, t.argument(&a)))
		if a.Proposition >= 0 && !t.done[a.Proposition] {
			t.proposition(a.Proposition, depth+2)
		}
	}
	n := 0
	for _, at := range t.attempts {
		if at.Proposition == i {
			t.attempt(at, depth+1)
			n++
		}
	}
	if n == 0 {
		t.line(depth+1, t.out.dim("no rule hangs on "+string(p.Kind)+" "+clean(p.Lemma)))
	}
}

func (t *explainTree) status(n extract.Nuance, negated bool, cue extract.Span) string {
	s := string(n)
	if negated {
		s = "not, " + s
	}
	if cue.Len() > 0 {
		s += fmt.Sprintf(" by %q", clean(t.Text(cue)))
	}
	return t.out.yellow(s)
}

func (t *explainTree) speakers(attributions []int) string {
	var out strings.Builder
	for _, i := range attributions {
		by := "somebody"
		if s := t.Attributions[i].Source; s != nil {
			by = clean(t.Text(s.Span))
		}
		fmt.Fprintf(&out, ", %s %q", by, clean(t.Text(t.Attributions[i].Cue)))
	}
	return out.String()
}

func (t *explainTree) argument(a *extract.Argument) string {
	words := clean(t.Text(a.Span))
	switch {
	case a.Value != "":
		return fmt.Sprintf("%s (%s)", words, clean(a.Value))
	case a.Chain < 0:
		return words + t.out.dim(", nothing named")
	}
	c := &t.Chains[a.Chain]
	is := c.Type
	if c.Name != "" && c.Name != words {
		is = clean(c.Name) + ", " + c.Type
	}
	if a.Via != "" {
		is += ", by " + a.Via
	}
	if a.Inferred {
		is += ", concluded"
	}
	return fmt.Sprintf("%s (%s)", words, is)
}

func (t *explainTree) attempt(at rule.Attempt, depth int) {
	if at.Failed != "" {
		t.line(depth, t.out.red("x ")+at.Rule+": "+clean(at.Failed))
	}
	for _, c := range at.Claims {
		t.claim(c, depth)
	}
}

func (t *explainTree) claim(c extract.Claim, depth int) {
	t.line(depth, fmt.Sprintf("%s%s: (%s)-[%s]->(%s) %s%s, confidence %.3g", t.out.green("= "), strings.Join(c.Rules, ", "),
		t.end(c.Subject), c.Predicate, t.end(c.Object), t.status(c.Nuance, c.Negated, extract.Span{}), t.speakers(c.Attributions), c.Confidence))
}

func (t *explainTree) end(a extract.Argument) string {
	if a.Chain < 0 {
		return clean(a.Value)
	}
	return clean(t.Chains[a.Chain].Name)
}
