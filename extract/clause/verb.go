package clause

import (
	"strings"

	"dossier/extract"
)

// verbProposition makes the proposition of the verb v. A form of be with a
// predicate noun or adjective makes none: the predicate does.
func (r *reader) verbProposition(v int) {
	t := r.t
	if r.inName(v) {
		return // part of a name: "United", or a name taken for a verb
	}
	if t.lemma(v) == "be" && t.child(v, "attr", "acomp") >= 0 || r.accordingTo(v) >= 0 {
		return
	}
	if _, ok := r.lists.modifiers[t.lower(v)]; ok && t.dep(v) == "amod" {
		return // "alleged", "planned": says how, not what
	}
	switch t.lower(v) {
	case "provided", "providing", "assuming", "supposing":
		if r.ifWord(v) == v {
			return // a conjunction: "provided that Mali pays"
		}
	}
	if u := r.elided(v); u >= 0 {
		r.repeatVerb(v, u)
		return
	}
	p := &extract.Proposition{Sentence: r.s, Kind: extract.Verb, Lemma: r.verbLemma(v), Head: v, Trigger: t.toks[v].Span}
	r.props[v] = p
	passive := r.passive(v)
	if !passive && r.gap[v] >= 0 && r.gapPrep[v] >= 0 {
		r.add(p, "p:"+t.lower(r.gapPrep[v]), r.gap[v])
	}
	r.whereabouts(p, v)
	r.subjectArguments(p, v, passive)
	skip := r.idiom(p, v)
	patient := r.direct(v)
	if k := t.child(v, "dative"); k >= 0 && t.nominal(k) {
		r.add(p, extract.Recipient, k)
	}
	if !passive || len(patient) > 0 && t.child(v, "dobj") >= 0 {
		for _, o := range patient {
			if o != skip {
				r.addAll(p, extract.Patient, []int{o})
			}
		}
		if passive && t.child(v, "dobj") >= 0 {
			r.demote(p, r.surface(v))
		}
	}
	for _, k := range t.kids[v] {
		r.verbChild(p, v, k, passive)
	}
	if k := r.fronted(v); k >= 0 && t.head(k) != v {
		r.prepositional(p, v, k)
	}
	r.amounts(p, v)
	if !r.compounded(p, v) {
		r.props[v] = nil
		return
	}
	if skip >= 0 {
		for _, k := range t.kids[skip] {
			if t.dep(k) == "prep" {
				r.prepositional(p, v, k)
			}
		}
	}
	p.Modifiers = r.adverbials(v)
	if !passive {
		r.gapped(p, v)
	}
}

// whereabouts adds what where stands for in a relative clause: "Lima, where Orix
// has a plant", "Yale, where she studied".
func (r *reader) whereabouts(p *extract.Proposition, v int) {
	t := r.t
	w, n := t.child(v, "advmod"), t.head(v)
	if w < 0 || t.lower(w) != "where" || t.dep(v) != "relcl" || n < 0 || !t.nominal(n) {
		return
	}
	switch r.typ(n) {
	case "City", "Country", "Region", "Place", "Facility":
		r.add(p, "p:in", n)
	default:
		r.add(p, "p:at", n)
	}
}

// compounded adds the name in "Oslo-based" or "U.S.-backed" as where or who. It
// reports false for a participle with another word before its hyphen, which
// says how ("little-known").
func (r *reader) compounded(p *extract.Proposition, v int) bool {
	t := r.t
	if t.dep(v) != "amod" || v < 2 || t.toks[v-1].Text != "-" {
		return true
	}
	n := r.name[v-2]
	if n < 0 || r.a.Mentions[n].Form != extract.Name {
		return false
	}
	h := r.headOf(r.a.Mentions[n].First, r.a.Mentions[n].Last)
	switch p.Lemma {
	case "base", "headquarter", "register", "list", "bear", "make":
		r.addAll(p, "p:in", []int{h})
	default:
		r.addAll(p, extract.Agent, []int{h})
	}
	return true
}

// fronted returns the preposition before the relative pronoun of the relative
// clause of v, wherever the model hangs it: "the group to which Mali belongs"; -1
// if there is none.
func (r *reader) fronted(v int) int {
	t := r.t
	if r.rel[v] != v {
		return -1
	}
	for i := v - 1; i > 0 && i > t.head(v); i-- {
		if r.rel[i] == v && t.dep(i) == "pobj" && t.relativePronoun(i) && t.head(i) == i-1 {
			return i - 1
		}
	}
	return -1
}

// subjectArguments adds agent and patient.
func (r *reader) subjectArguments(p *extract.Proposition, v int, passive bool) {
	subject := r.surface(v)
	if passive {
		r.addAll(p, extract.Patient, subject)
		return
	}
	r.addAll(p, extract.Agent, subject)
}

// demote makes recipients of the passive subjects of a verb that has an object
// beside them: "Mali was sold rockets".
func (r *reader) demote(p *extract.Proposition, subject []int) {
	for i, a := range p.Arguments {
		if a.Role != extract.Patient {
			continue
		}
		for _, s := range subject {
			if a.Head == s {
				p.Arguments[i].Role = extract.Recipient
			}
		}
	}
}

// verbChild adds the argument that the child k of v makes.
func (r *reader) verbChild(p *extract.Proposition, v, k int, passive bool) {
	t := r.t
	switch t.dep(k) {
	case "agent":
		r.doersBehind(p, k)
	case "conj":
		if passive && t.lower(k) == "by" && t.child(v, "agent") >= 0 {
			r.doersBehind(p, k)
		}
	case "prep", "dative":
		if !t.nominal(k) {
			if passive && t.lower(k) == "by" && t.child(v, "agent") >= 0 && r.notBy(p, k) {
				return
			}
			if passive && t.lower(k) == "by" && t.child(v, "agent") < 0 {
				if o := t.child(k, "pobj"); o >= 0 && r.value(o) == nil {
					r.add(p, extract.Agent, o)
					return
				}
			}
			r.prepositional(p, v, k)
		}
	case "oprd", "attr":
		r.add(p, extract.Result, k)
		r.linkResult(p, k)
	case "ccomp", "xcomp":
		r.content(p, k)
	case "npadvmod", "tmod", "advmod": // "three weeks ago" hangs on ago
		switch m := r.value(k); {
		case t.dep(k) == "advmod" && (m == nil || m.Type != "Date"):
		case m == nil:
			if o := t.child(v, "dobj", "dative"); o >= 0 && o < k && t.child(k, "nummod") >= 0 {
				r.add(p, extract.Patient, k) // an amount that nobody marked as one
			}
		case m.Type == "Date":
			r.add(p, extract.When, k)
			r.setTime(p, "", m)
		default:
			r.add(p, extract.Patient, k) // "fined Orix 4 billion"
		}
	}
}

// notBy makes the proposition of "but not by Russia" behind "is recognized by Spain":
// what p says of others, negated. It reports false if no not stands before by.
func (r *reader) notBy(p *extract.Proposition, by int) bool {
	t := r.t
	not, o := t.child(by, "neg"), t.child(by, "pobj")
	if not < 0 || o < 0 || r.value(o) != nil {
		return false
	}
	q := &extract.Proposition{Sentence: r.s, Kind: p.Kind, Lemma: p.Lemma, Head: by, Trigger: t.toks[by].Span, Modifiers: p.Modifiers}
	for _, a := range p.Arguments {
		if a.Role != extract.Agent && a.Proposition < 0 {
			q.Arguments = append(q.Arguments, a)
		}
	}
	r.props[by] = q
	r.notWord[by] = not
	r.add(q, extract.Agent, o)
	return true
}

// doersBehind adds who stands behind by, also behind one coordinated with it: "by
// Mali, where he lives, and by Chad".
func (r *reader) doersBehind(p *extract.Proposition, by int) {
	if o := r.t.child(by, "pobj"); o >= 0 {
		r.add(p, extract.Agent, o)
	}
	for _, k := range r.t.kids[by] {
		if r.t.dep(k) == "conj" && r.t.lower(k) == "by" && k > by {
			r.doersBehind(p, k)
		}
	}
}

// content adds the embedded clause k and, under verbs that ask someone to do
// something, its subject as patient: "asked Mali to leave".
func (r *reader) content(p *extract.Proposition, k int) {
	t := r.t
	head := r.predicateOf(k)
	if !t.predicate(head) && !t.noun(head) && !strings.HasPrefix(t.toks[head].Tag, "JJ") {
		return
	}
	for _, c := range r.coordinated(head) {
		p.Arguments = append(p.Arguments, extract.Argument{Role: extract.Content, Span: t.toks[c].Span, Head: c,
			Lemma: t.lemma(c), Mention: -1, Chain: -1, Proposition: c})
	}
	if t.dep(k) == "ccomp" && t.infinitive(k) {
		if op, ok := r.verbs[t.lemma(t.head(k))]; ok && (op.class.name == "demand" || op.class.name == "force" || op.class.name == "refuse") {
			r.addAll(p, extract.Patient, r.surface(k))
		}
	}
}

// coordinated returns the predicate h and those coordinated with it.
func (r *reader) coordinated(h int) []int {
	out := []int{h}
	for i := 0; i < len(out) && len(out) < maxMembers; i++ {
		for _, k := range r.t.kids[out[i]] {
			if r.t.dep(k) == "conj" && r.t.predicate(k) {
				out = append(out, k)
			}
		}
	}
	return out
}

// predicateOf returns the token that carries the predication of the clause
// headed by k: its predicate noun or adjective if k is a form of be.
func (r *reader) predicateOf(k int) int {
	if r.t.lemma(k) == "be" {
		if c := r.t.child(k, "attr", "acomp"); c >= 0 {
			return c
		}
	}
	return k
}

// prepositional adds what the preposition k under the predicate v governs.
func (r *reader) prepositional(p *extract.Proposition, v, k int) {
	t := r.t
	if k == r.accordingTo(k) {
		return
	}
	name := t.lower(k)
	for _, o := range t.kids[k] {
		switch t.dep(o) {
		case "pobj":
			r.governed(p, v, name, o)
		case "pcomp":
			if t.predicate(o) {
				r.gerund(p, name, o)
			} else if t.toks[o].Tag == "IN" {
				r.nested(p, v, name, o)
			}
		case "prep":
			r.nested(p, v, name, o)
		case "conj":
			if t.toks[o].Tag == "IN" || t.toks[o].Tag == "TO" {
				if r.contrast(p, v, o) {
					continue
				}
				r.prepositional(p, v, o)
				if q := t.child(o, "pobj"); q >= 0 && t.child(k, "pobj") < 0 {
					r.governed(p, v, name, q) // "on and against Mali"
				}
			}
		}
	}
}

// contrast makes the proposition of "but not in Orix" behind "is in Gazora": what p
// says so far, with what stands after the preposition o, negated. It reports
// false if no not stands before o.
func (r *reader) contrast(p *extract.Proposition, v, o int) bool {
	t := r.t
	not := t.child(o, "neg")
	if p.Kind != extract.Verb || not < 0 || t.head(t.head(o)) != v {
		return false
	}
	q := &extract.Proposition{Sentence: r.s, Kind: p.Kind, Lemma: p.Lemma, Head: o, Trigger: t.toks[o].Span, Modifiers: p.Modifiers}
	for _, a := range p.Arguments {
		if !strings.HasPrefix(a.Role, "p:") && a.Proposition < 0 {
			q.Arguments = append(q.Arguments, a)
		}
	}
	r.props[o] = q
	r.notWord[o] = not
	r.prepositional(q, v, o)
	return true
}

// nested handles a preposition of two words: "out of", "because of".
func (r *reader) nested(p *extract.Proposition, v int, name string, k int) {
	o := r.t.child(k, "pobj")
	if o < 0 {
		return
	}
	if m := r.value(o); m != nil && m.Type == "Date" {
		r.governed(p, v, r.t.lower(k), o) // "from 2010 to 2015"
		return
	}
	if name == "from" && r.t.lower(k) == "to" {
		r.governed(p, v, "to", o) // "from Orix to Mali"
		return
	}
	r.governed(p, v, name+" "+r.t.lower(k), o)
}

// governed adds the noun phrase o after the preposition name.
func (r *reader) governed(p *extract.Proposition, v int, name string, o int) {
	if m := r.date(o); m != nil {
		r.add(p, extract.When, o)
		r.setTime(p, name, m)
		return
	}
	if p.Kind == extract.Verb {
		switch name {
		case "to", "for":
			if r.transfer[p.Lemma] && (name == "to" || r.transferFor(p.Lemma)) {
				r.add(p, extract.Recipient, o)
			}
		case "as":
			r.add(p, extract.Result, o)
			r.linkResult(p, o)
		}
	}
	r.add(p, "p:"+name, o)
}

// transferFor reports whether the verb's for-phrase is a recipient too:
// "provide arms for Mali" but not "pay for arms".
func (r *reader) transferFor(lemma string) bool {
	switch lemma {
	case "provide", "supply", "furnish", "earmark":
		return true
	}
	return false
}

// linkResult lets a result lead to the title or tie that it is.
func (r *reader) linkResult(p *extract.Proposition, o int) {
	for i := range p.Arguments {
		if a := &p.Arguments[i]; a.Role == extract.Result && a.Head == o {
			a.Proposition = o
		}
	}
}

// gerund adds the clause o after the preposition name: content after "of",
// "from" and the like ("accused of selling"), else under the preposition.
func (r *reader) gerund(p *extract.Proposition, name string, o int) {
	t := r.t
	role := "p:" + name
	if r.contentPreposition(p.Lemma, name) {
		role = extract.Content
	}
	for _, c := range r.coordinated(o) {
		p.Arguments = append(p.Arguments, extract.Argument{Role: role, Span: t.toks[c].Span, Head: c,
			Lemma: t.lemma(c), Mention: -1, Chain: -1, Proposition: c})
	}
}

// contentPreposition reports whether a gerund after the preposition is content
// of the word rather than an adjunct.
func (r *reader) contentPreposition(lemma, prep string) bool {
	if prep == "as" || prep == "for" || prep == "with" {
		_, ok := r.verbs[lemma+" "+prep]
		return ok
	}
	if _, ok := r.verbs[lemma+" "+prep]; ok {
		return true
	}
	switch prep {
	case "of":
		return true
	case "from", "in", "to", "on", "about", "into":
		_, ok := r.verbs[lemma]
		return ok
	}
	return false
}

// verbLemma returns the lemma of v with its particle: "take over".
func (r *reader) verbLemma(v int) string {
	lemma := r.t.lemma(v)
	if k := r.t.child(v, "prt"); k >= 0 {
		lemma += " " + r.t.lower(k)
		if plain, ok := r.particles[lemma]; ok {
			return plain
		}
		return lemma
	}
	// The model takes the particle of "stepped down as" for an adverb.
	if k := r.t.child(v, "advmod"); k == v+1 {
		if _, ok := r.results[lemma+" "+r.t.lower(k)]; ok {
			return lemma + " " + r.t.lower(k)
		}
	}
	return lemma
}

// idiom gives p the lemma of a blocked idiom if v and its object make one
// ("take part"), and returns the object, -1 if none.
func (r *reader) idiom(p *extract.Proposition, v int) int {
	for _, k := range r.t.kids[v] {
		if r.t.dep(k) != "dobj" || r.t.child(k, "poss") >= 0 {
			continue
		}
		if lemma, ok := r.idioms[[2]string{r.t.lemma(v), r.t.lemma(k)}]; ok {
			p.Lemma = lemma
			return k
		}
	}
	return -1
}

// adverbials returns the adverbs of v.
func (r *reader) adverbials(v int) []string {
	var out []string
	for _, k := range r.t.kids[v] {
		if r.t.dep(k) == "advmod" && strings.HasPrefix(r.t.toks[k].Tag, "RB") {
			out = append(out, r.t.lower(k))
		}
	}
	return out
}

// adjectiveProposition makes the proposition of the adjective i if it has a
// holder and something beside it, or is a predicate.
func (r *reader) adjectiveProposition(i int) {
	t := r.t
	h := t.head(i)
	if h < 0 || r.inName(i) {
		return
	}
	p := &extract.Proposition{Sentence: r.s, Kind: extract.Adjective, Lemma: t.lemma(i), Head: i, Trigger: t.toks[i].Span}
	switch {
	case t.is(i, "ccomp", "xcomp") && t.child(i, "nsubj") >= 0: // "holds Togo responsible"
		r.addAll(p, extract.Holder, r.surface(i))
	case t.is(i, "acomp", "oprd", "conj") && (t.predicate(h) || t.is(h, "acomp")):
		r.addAll(p, extract.Holder, r.surface(i))
	case t.is(i, "amod", "acl", "relcl", "advcl", "ccomp", "appos"):
		if len(t.kids[i]) == 0 {
			return
		}
		if t.predicate(h) {
			r.addAll(p, extract.Holder, r.surface(h))
		} else if t.nominal(h) {
			r.addAll(p, extract.Holder, r.phrase(h))
		}
	default:
		return
	}
	for _, k := range t.kids[i] {
		switch {
		case t.dep(k) == "prep":
			r.prepositional(p, i, k)
		case t.is(k, "xcomp", "ccomp"):
			r.content(p, k)
		}
	}
	if t.is(i, "amod") && len(p.Arguments) < 2 {
		return
	}
	if t.is(i, "acomp") {
		for _, k := range t.kids[h] {
			if t.dep(k) == "prep" {
				r.prepositional(p, i, k)
			}
		}
	}
	p.Modifiers = r.adverbials(i)
	if len(p.Arguments) > 0 {
		r.props[i] = p
	}
}
