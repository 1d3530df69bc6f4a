package update_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"

	"dossier/extract"
	"dossier/graph/resolve"
	"dossier/graph/update"
)

// A toy reads documents with a statement a line:
//
//	@2018-06-03                     published
//	Orix ACQUIRED Velden            asserted
//	Orix ACQUIRED Velden !denied    with a nuance
//	Mali: Orix ACQUIRED Velden      with a speaker
//	Orix HEADCOUNT #1200            a literal
//	it MET_WITH Velden              an end without a name
//	Bureau of Trade (BT) ...        a name with an alias
//
// Each step reads only the layers before it, so a layer that was not brought up
// to date shows. Versions, by step, change what each makes; rules say what the
// last reads.
type toy struct {
	versions [5]int
	rules    []toyRule
	calls    [5]atomic.Int64
}

// A toyRule reads the statements with the predicate anchor as its relation.
type toyRule struct {
	id, relation, anchor string
	variant              int // 1: as planned, 2: with little confidence
}

func (r toyRule) input() update.Rule {
	shape := fmt.Sprint(r.anchor, r.variant)
	return update.Rule{ID: r.relation + "/" + r.id, Relation: r.relation, Anchors: []string{"verb:" + r.anchor},
		Fingerprint: r.relation + shape, Shape: shape}
}

// toyRules read every predicate as itself.
func toyRules() []toyRule {
	var rules []toyRule
	for _, p := range []string{"ACQUIRED", "HEADCOUNT", "MET_WITH", "SANCTIONED_BY"} {
		rules = append(rules, toyRule{"toy", p, p, 0})
	}
	return rules
}

func (t *toy) Steps() []update.Step {
	var steps []update.Step
	for i, name := range []string{"source", "annotate", "mention", "clause", "rule"} {
		steps = append(steps, update.Step{Name: name, Fingerprint: fmt.Sprint(t.versions[i])})
	}
	for _, r := range t.rules {
		steps[4].Rules = append(steps[4].Rules, r.input())
	}
	return steps
}

func (t *toy) Anchors(a *extract.Analysis) []string {
	var anchors []string
	for _, p := range a.Propositions {
		anchors = append(anchors, "verb:"+p.Lemma)
	}
	slices.Sort(anchors)
	return slices.Compact(anchors)
}

type refused struct{}

func (refused) Error() string  { return "it is refused" }
func (refused) Reason() string { return "refused" }
func (refused) Hint() string   { return "write something else" }

func (t *toy) Extract(_ context.Context, raw []byte, a *extract.Analysis, from int) error {
	steps := []func() error{
		func() error { return t.source(raw, a) },
		func() error { return t.annotate(a) },
		func() error { return t.mention(a) },
		func() error { return t.clause(a) },
		func() error { return t.rule(a) },
	}
	for i := from; i < len(steps); i++ {
		t.calls[i].Add(1)
		if err := steps[i](); err != nil {
			return err
		}
	}
	return nil
}

// counts returns how often each step has run and starts again.
func (t *toy) counts() (n [5]int64) {
	for i := range t.calls {
		n[i] = t.calls[i].Swap(0)
	}
	return n
}

// source: an odd version publishes everything in 2001.
func (t *toy) source(raw []byte, a *extract.Analysis) error {
	d := &a.Document
	d.Text = string(raw)
	switch {
	case strings.Contains(d.Text, "REFUSE"):
		return refused{}
	case strings.Contains(d.Text, "PANIC"):
		panic("toy")
	}
	if head, _, ok := strings.Cut(d.Text, "\n"); ok && strings.HasPrefix(head, "@") {
		d.Published = head[1:]
	}
	if t.versions[0]%2 == 1 {
		d.Published = "2001"
	}
	d.Blocks = []extract.Block{{Kind: extract.Paragraph, Span: extract.Span{End: len(d.Text)}}}
	return nil
}

// annotate: an odd version skips lines that begin with X.
func (t *toy) annotate(a *extract.Analysis) error {
	a.Sentences = nil
	start := 0
	for _, line := range strings.SplitAfter(a.Document.Text, "\n") {
		end := start + len(strings.TrimRight(line, "\n"))
		text := a.Document.Text[start:end]
		if text != "" && text[0] != '@' && (t.versions[1]%2 == 0 || text[0] != 'X') {
			a.Sentences = append(a.Sentences, extract.Sentence{Span: extract.Span{Start: start, End: end}})
		}
		start += len(line)
	}
	return nil
}

var toyTypes = map[string]string{
	"Mali": "Country", "Ana Cruz": "Person", "Ann Orr": "Person", "Orix Bank": "Bank", "Velden": "Company",
}

// parts splits a sentence into speaker, subject, predicate, object and nuance,
// each with its span.
func parts(a *extract.Analysis, s extract.Sentence) map[string]extract.Span {
	out := map[string]extract.Span{}
	at, text := s.Start, s.In(a.Document.Text)
	if i := strings.Index(text, ": "); i >= 0 {
		out["speaker"] = extract.Span{Start: at, End: at + i}
		at, text = at+i+2, text[i+2:]
	}
	if i := strings.Index(text, " !"); i >= 0 {
		out["nuance"] = extract.Span{Start: at + i + 2, End: at + len(text)}
		text = text[:i]
	}
	words := strings.Split(text, " ")
	pos := 0
	for i, w := range words {
		if i > 0 && len(w) > 2 && w == strings.ToUpper(w) && !strings.HasPrefix(w, "(") && !strings.HasPrefix(w, "#") {
			out["subject"] = extract.Span{Start: at, End: at + pos - 1}
			out["predicate"] = extract.Span{Start: at + pos, End: at + pos + len(w)}
			if pos+len(w) < len(text) {
				out["object"] = extract.Span{Start: at + pos + len(w) + 1, End: at + len(text)}
			}
			break
		}
		pos += len(w) + 1
	}
	return out
}

// mention: an odd version knows no persons.
func (t *toy) mention(a *extract.Analysis) error {
	a.Mentions, a.Chains = nil, nil
	chains := map[string]int{}
	for i, s := range a.Sentences {
		spans := parts(a, s)
		for _, role := range []string{"speaker", "subject", "object"} {
			span, ok := spans[role]
			text := span.In(a.Document.Text)
			if !ok || text == "" || text[0] == '#' {
				continue
			}
			name, alias, _ := strings.Cut(strings.TrimSuffix(text, ")"), " (")
			typ := toyTypes[name]
			if typ == "" {
				typ = "Organization"
			}
			if t.versions[2]%2 == 1 && typ == "Person" {
				continue
			}
			m := extract.Mention{Span: extract.Span{Start: span.Start, End: span.Start + len(name)}, Sentence: i,
				Type: typ, Form: extract.Name, Confidence: 1, Rule: "toy"}
			if name == "it" {
				m.Form, m.Type = extract.Pronoun, ""
			}
			c, ok := chains[name]
			if !ok {
				c = len(a.Chains)
				chains[name] = c
				chain := extract.Chain{Type: m.Type, Name: name}
				if m.Form == extract.Pronoun {
					chain.Name = ""
				}
				if typ == "Country" {
					chain.Link = "country:" + strings.ToLower(name)
				}
				a.Chains = append(a.Chains, chain)
			}
			m.Chain = c
			a.Chains[c].Mentions = append(a.Chains[c].Mentions, len(a.Mentions))
			if alias != "" && !slices.Contains(a.Chains[c].Aliases, alias) {
				a.Chains[c].Aliases = append(a.Chains[c].Aliases, alias)
				slices.Sort(a.Chains[c].Aliases)
			}
			a.Mentions = append(a.Mentions, m)
		}
	}
	return nil
}

func (t *toy) argument(a *extract.Analysis, role string, span extract.Span) extract.Argument {
	arg := extract.Argument{Role: role, Span: span, Head: -1, Mention: -1, Chain: -1, Proposition: -1}
	text := span.In(a.Document.Text)
	if strings.HasPrefix(text, "#") {
		arg.Value, arg.Datatype = text[1:], "number"
		return arg
	}
	for i, m := range a.Mentions {
		if m.Start == span.Start && m.End <= span.End {
			arg.Span, arg.Mention, arg.Chain = m.Span, i, m.Chain
		}
	}
	return arg
}

// clause: an odd version hears no speakers.
func (t *toy) clause(a *extract.Analysis) error {
	a.Propositions, a.Attributions = nil, nil
	for i, s := range a.Sentences {
		spans := parts(a, s)
		if spans["predicate"].Len() == 0 {
			continue
		}
		p := extract.Proposition{Sentence: i, Kind: extract.Verb, Trigger: spans["predicate"], Head: -1,
			Lemma: spans["predicate"].In(a.Document.Text), Nuance: extract.NuanceAsserted, Confidence: 1}
		if n, ok := spans["nuance"]; ok {
			p.Nuance, p.Cue = extract.Nuance(n.In(a.Document.Text)), n
		}
		p.Status = p.Nuance.Status()
		p.Arguments = append(p.Arguments, t.argument(a, extract.Agent, spans["subject"]))
		if o, ok := spans["object"]; ok {
			p.Arguments = append(p.Arguments, t.argument(a, extract.Patient, o))
		}
		if sp, ok := spans["speaker"]; ok && t.versions[3]%2 == 0 {
			source := t.argument(a, extract.Agent, sp)
			p.Attributions = []int{len(a.Attributions)}
			a.Attributions = append(a.Attributions, extract.Attribution{Sentence: i, Source: &source,
				Content: extract.Span{Start: spans["subject"].Start, End: s.End}, Mode: "indirect", Act: "say"})
		}
		a.Propositions = append(a.Propositions, p)
	}
	return nil
}

// rule: an odd version knows no ACQUIRED.
func (t *toy) rule(a *extract.Analysis) error {
	a.Claims = nil
	for i, p := range a.Propositions {
		if len(p.Arguments) < 2 || t.versions[4]%2 == 1 && p.Lemma == "ACQUIRED" {
			continue
		}
		for _, r := range t.rules {
			if c, ok := r.claim(a, i); ok && r.anchor == p.Lemma {
				a.Claims = append(a.Claims, c)
			}
		}
	}
	return nil
}

func (r toyRule) claim(a *extract.Analysis, i int) (c extract.Claim, ok bool) {
	p := &a.Propositions[i]
	c = extract.Claim{Sentence: p.Sentence, Predicate: r.relation, Subject: p.Arguments[0], Object: p.Arguments[1],
		Status: p.Status, Nuance: p.Nuance, Cue: p.Cue, Attributions: p.Attributions, Confidence: 0.8,
		Rules: []string{r.input().ID}, Proposition: i, Trigger: p.Trigger}
	switch r.variant {
	case 1:
		c.Nuance, c.Status = extract.NuancePlanned, extract.Planned
	case 2:
		c.Confidence = 0.3
	}
	for _, at := range p.Attributions {
		c.Own = a.Attributions[at].Source.Chain == c.Subject.Chain
	}
	c.ID = a.ClaimID(&c)
	return c, c.Subject.Chain >= 0
}

func toyResolve(policy resolve.Policy) *resolve.Config {
	return &resolve.Config{
		Types:     extract.DefaultTypes(),
		Relations: map[string]resolve.Relation{"MET_WITH": {Symmetric: true}},
		Policy:    policy,
	}
}

// sortedKeys returns the keys of m in order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
