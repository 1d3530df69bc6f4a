package clause

import (
	"slices"
	"strings"

	"dossier/extract"
)

// support lets event nouns take over the arguments of their support verbs, and
// verbs lead to the nouns that are their patients.
func (r *reader) support() {
	for v, p := range r.props {
		if p == nil || p.Kind != extract.Verb {
			continue
		}
		for i := range p.Arguments {
			a := &p.Arguments[i]
			if a.Role != extract.Patient && !strings.HasPrefix(a.Role, "p:") && a.Role != extract.Agent || a.Proposition >= 0 || a.Head < 0 {
				continue
			}
			n := a.Head
			if !r.t.noun(n) || r.named(n) || r.inName(n) {
				continue
			}
			if a.Role != extract.Agent {
				r.lend(v, p, n, strings.TrimPrefix(a.Role, "p:"))
			}
			if q := r.props[n]; q != nil && q.Kind == extract.Noun {
				a.Proposition = n
			}
		}
	}
}

// lend gives the noun n the agent and the prepositional arguments of the verb v,
// of which it is the patient or stands after a preposition, if v is a support
// verb of n.
func (r *reader) lend(v int, p *extract.Proposition, n int, role string) {
	prep := role
	if role == extract.Patient {
		prep = ""
	}
	reverse, ok := r.supports(p.Lemma, prep, n)
	aims := prep == "with" && r.targets[p.Lemma] && r.events[r.t.lemma(n)] != nil
	if !ok && !aims {
		r.lendDoer(p, n, prep)
		r.lendVisitor(v, p, n, prep)
		return
	}
	q := r.props[n]
	if q == nil {
		q = &extract.Proposition{Sentence: r.s, Kind: extract.Noun, Lemma: r.t.lemma(n), Head: n, Trigger: r.t.toks[n].Span, Modifiers: r.modifiers(n)}
	}
	if q.Kind != extract.Noun {
		return
	}
	if q.Support != "" { // "lifted the sanctions imposed on Orix"
		if r.t.head(v) == n && r.t.is(v, "acl", "relcl") {
			lendTargets(q, p, role)
		}
		return
	}
	owned := r.owned(n)
	if !owned && !reverse && len(p.Args(extract.Agent)) > 0 {
		// "its acquisition": the subject says more than the pronoun. Whose "an Air
		// Force contract" is remains, but the subject is the doer.
		q.Arguments = slices.DeleteFunc(q.Arguments, func(a extract.Argument) bool { return a.Role == extract.Agent && !r.named(a.Head) })
		for i := range q.Arguments {
			if q.Arguments[i].Role == extract.Agent {
				q.Arguments[i].Role = extract.Of
			}
		}
	}
	for _, a := range p.Arguments {
		switch {
		case a.Role == extract.Agent && owned && !reverse:
			continue
		case a.Role == extract.Agent && reverse:
			a.Role = extract.Patient
		case a.Role == extract.Agent, a.Role == extract.Recipient, a.Role == extract.Patient && aims:
		case strings.HasPrefix(a.Role, "p:") && a.Head != n && (prep == "" || a.Role != role):
		case a.Role == extract.Patient && reverse && prep != "": // "Orix was placed under investigation"
		default:
			continue
		}
		if a.Head != n && !slices.ContainsFunc(q.Arguments, func(b extract.Argument) bool {
			return a.Role == b.Role && a.Span == b.Span && a.Chain == b.Chain // "the leaders of Mali and Chad"
		}) {
			q.Arguments = append(q.Arguments, a)
		}
	}
	if len(q.Arguments) == 0 {
		return
	}
	if reverse {
		giver(q)
	}
	q.Support = p.Lemma
	if r.t.head(v) == n {
		r.judgeAt[n] = v
	}
	if q.Time == nil {
		q.Time = p.Time
	}
	r.props[n] = q
}

// lendTargets gives q, which has a support verb, the prepositional arguments of
// another, that modifies it.
func lendTargets(q, p *extract.Proposition, role string) {
	for _, a := range p.Arguments {
		if strings.HasPrefix(a.Role, "p:") && a.Role != role && a.Head != q.Head && !slices.ContainsFunc(q.Arguments, func(b extract.Argument) bool {
			return a.Role == b.Role && a.Span == b.Span
		}) {
			q.Arguments = append(q.Arguments, a)
		}
	}
}

// giver makes who stands after by or from the agent of an event that the subject
// of its support verb undergoes: "came under attack by Mali", "won support from
// Mali".
func giver(q *extract.Proposition) {
	if len(q.Args(extract.Agent)) > 0 {
		return
	}
	for _, a := range q.Arguments {
		if a.Role == "p:by" || a.Role == "p:from" && a.Chain >= 0 {
			a.Role = extract.Agent
			q.Arguments = append(q.Arguments, a)
		}
	}
}

// lendDoer gives the event noun n, which nobody is said to do, the agent of the
// verb if who plans, threatens, begins or postpones does it.
func (r *reader) lendDoer(p *extract.Proposition, n int, prep string) {
	op, ok := r.verbs[strings.TrimSpace(p.Lemma+" "+prep)]
	if !ok || op.only != "" || r.events[r.t.lemma(n)] == nil || r.owned(n) {
		return
	}
	switch op.class.name {
	case "plan", "intend", "threat", "consider", "begin", "stop", "delay":
	default:
		return
	}
	q := r.props[n]
	if q == nil {
		q = &extract.Proposition{Sentence: r.s, Kind: extract.Noun, Lemma: r.t.lemma(n), Head: n, Trigger: r.t.toks[n].Span, Modifiers: r.modifiers(n)}
	}
	doers := p.Args(extract.Agent)
	if q.Kind != extract.Noun || len(doers) == 0 || len(q.Args(extract.Agent)) > 0 {
		return
	}
	q.Arguments = append(q.Arguments, doers...)
	r.props[n] = q
}

// lendVisitor gives the event n, which nobody is said to attend, the agent of the
// verb v beside it: "said after a meeting with Mali", "met him on a visit to Lima".
func (r *reader) lendVisitor(v int, p *extract.Proposition, n int, prep string) {
	q := r.props[n]
	if q == nil || q.Kind != extract.Noun || !r.attended[r.t.lemma(n)] || r.passive(v) || r.owned(n) {
		return
	}
	switch prep {
	case "after", "during", "following", "on", "at", "in":
	default:
		return
	}
	unnamed := func(a extract.Argument) bool { return a.Role == extract.Agent && a.Chain < 0 } // "on his visit"
	if slices.ContainsFunc(q.Args(extract.Agent), func(a extract.Argument) bool { return a.Chain >= 0 }) {
		return
	}
	if doers := p.Args(extract.Agent); len(doers) > 0 {
		q.Arguments = append(slices.DeleteFunc(q.Arguments, unnamed), doers...)
	}
}

// owned reports whether n has a by-phrase or a possessor that is no pronoun.
func (r *reader) owned(n int) bool {
	for _, k := range r.t.kids[n] { // "the ban on Orix imposed by Chad"
		if r.t.dep(k) == "acl" && k > n && len(r.doers(k)) > 0 {
			if _, ok := r.supports(r.verbLemma(k), "", n); ok {
				return true
			}
		}
	}
	k := r.t.child(n, "poss")
	return k >= 0 && !strings.HasPrefix(r.t.toks[k].Tag, "PRP") || len(r.doers(n)) > 0
}

// supports reports whether the verb, with the preposition prep before n or none,
// lends its arguments to the noun n, and whether its subject is the patient
// ("faces sanctions").
func (r *reader) supports(verb, prep string, n int) (reverse, ok bool) {
	lemma := r.t.lemma(n)
	ev := r.events[lemma]
	if ev != nil && prep == "" {
		if reverse, ok = ev.support[verb]; ok {
			return reverse, true
		}
	}
	if ev == nil && (!derived(lemma) || r.chain(n) >= 0) || verb == "have" {
		return false, false
	}
	reverse, ok = r.lists.support[[2]string{verb, prep}]
	return reverse, ok
}

// derived reports whether a noun looks made from a verb.
func derived(lemma string) bool {
	for _, end := range [...]string{"tion", "sion", "ment", "ance", "ence", "ing"} {
		if strings.HasSuffix(lemma, end) && len(lemma) > len(end)+2 {
			return true
		}
	}
	return false
}
