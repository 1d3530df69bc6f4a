package clause

import (
	"strings"

	"dossier/extract"
)

// places fills outer, inner and loose from the root down.
func (r *reader) places() {
	r.conditions()
	for _, i := range r.t.order {
		r.outer[i] = r.place(i)
		if r.aside[i] >= 0 {
			r.around[i] = r.outer[i]
			r.outer[i] = r.thrownIn(i, r.outer[i])
		}
		r.locals(i)
	}
}

// judge gives p, triggered by token i, what its place makes of it.
func (r *reader) judge(i int, p *extract.Proposition) {
	e := r.inner[i]
	p.Presupposed = r.presupposed[i]
	if v := r.judgeAt[i]; v >= 0 && e.to[asserted] == asserted {
		e, p.Presupposed = r.inner[v], r.presupposed[v]
	}
	s := asserted
	if r.over(i, p) {
		s = r.composition.must("end")[s]
	}
	p.Nuance, p.Negated = e.to[s].nuance(), e.to[s].negative()
	p.Status = p.Nuance.Status()
	if c := e.cue[s]; c >= 0 && c < len(r.t.toks) {
		p.Cue = r.t.toks[c].Span
	}
	p.Attributions = e.speakers.chain()
	p.Confidence = r.confidence(i, p)
}

// over reports whether the state that p says is bounded in the past: "was
// president from 2010 to 2015".
func (r *reader) over(i int, p *extract.Proposition) bool {
	h := r.t.head(i)
	if p.Kind == extract.Verb || h < 0 || r.events[p.Lemma] != nil {
		return false
	}
	if r.t.dep(i) == "attr" && r.t.toks[h].Tag == "VBD" && r.whenWord(h) >= 0 {
		return true // "while he was minister"
	}
	if r.t.dep(i) == "appos" {
		for _, k := range r.t.kids[h] {
			if k > i && r.t.dep(k) == "prep" && r.t.lower(k) == "until" {
				return true // "Orix, part of Velden until the split,"
			}
		}
	}
	if p.Time == nil || p.Time.To == "" {
		return false
	}
	return (r.t.dep(i) == "appos" || r.t.dep(i) == "attr" && r.t.toks[h].Tag == "VBD")
}

// confidence of the parse: lower where arguments are not the word's own.
func (r *reader) confidence(i int, p *extract.Proposition) float64 {
	c := 0.95
	if p.Kind == extract.Verb && r.t.is(i, "xcomp", "conj", "advcl", "pcomp", "acl") {
		c = 0.9
	}
	if r.repaired {
		c -= 0.05
	}
	return c
}

// conditions fills clauses and ifs: which clauses stand under an if, and aside.
func (r *reader) conditions() {
	t := r.t
	for c := range t.toks {
		if w := t.lower(c); t.dep(c) == "prep" && (w == "provided" || w == "providing" || w == "assuming") {
			if k := t.child(c, "pcomp"); k >= 0 && t.predicate(k) { // "X leaves, he said, provided that Y pays"
				r.condition[k] = c
				r.conditionOn(r.saidClause(r.clauseAbove(c)), c)
			}
			continue
		}
		if w := t.lower(c); (w == "depending" || w == "contingent" || w == "conditional") && t.child(c, "prep") >= 0 {
			r.conditionOn(r.clauseAbove(c), c)
			continue
		}
		if !t.is(c, "advcl", "acl", "relcl", "ccomp") {
			continue
		}
		v, cue := r.conditional(c)
		if cue < 0 {
			continue
		}
		if t.dep(c) != "advcl" || v != t.head(c) {
			r.condition[c] = cue
		}
		if v >= 0 && !(cue > 0 && t.lower(cue-1) == "even") && !r.asks(v, cue) {
			r.conditionOn(v, cue)
		}
	}
	r.findAsides()
}

// saidClause returns the clause that the verb of saying v reports, else v.
func (r *reader) saidClause(v int) int {
	if v < 0 {
		return v
	}
	if op, ok := r.verbs[r.verbLemma(v)]; ok && op.class.act != "" {
		if k := r.t.child(v, "ccomp"); k >= 0 {
			return k
		}
	}
	return v
}

// conditionOn puts the clause of v under the condition that cue opens.
func (r *reader) conditionOn(v, cue int) {
	if v >= 0 && (r.t.predicate(v) || r.t.is(v, "acomp", "attr")) {
		r.clauses[v], r.ifs[v] = r.composition.must("if"), cue
	}
}

// conditional returns the main clause of the condition c and the word that
// makes it one, -1 if nothing does: an if, "as long as", "in the event that".
func (r *reader) conditional(c int) (v, cue int) {
	t := r.t
	v = t.head(c)
	if v < 0 {
		return -1, -1
	}
	if t.dep(c) == "advcl" {
		if cue = r.ifWord(c); cue >= 0 {
			if t.dep(v) == "advmod" { // "as long as"
				v = r.clauseAbove(v)
			}
			return v, cue
		}
	}
	if !t.noun(v) || t.dep(v) != "pobj" || t.head(v) < 0 || t.child(c, "nsubj", "nsubjpass", "expl") < 0 {
		return -1, -1
	}
	p := t.head(v)
	switch prep := t.lower(p); {
	case prep == "in" && (t.lower(v) == "case" || t.lower(v) == "event"), prep == "on" && (t.lower(v) == "condition" || t.lower(v) == "proviso"):
		return r.clauseAbove(p), p
	}
	return -1, -1
}

// asks reports whether the word cue, an if below the verb v, opens a question:
// "asked if".
func (r *reader) asks(v, cue int) bool {
	if cue > 0 && r.t.predicate(cue-1) {
		v = cue - 1
	}
	switch r.t.lemma(v) {
	case "ask", "wonder", "inquire", "question":
		return v < cue
	case "see", "know":
		return v < cue && r.t.child(v, "dobj") < 0
	}
	return false
}

// ifWord returns the token that makes the adverbial clause c a condition: if,
// unless, an inverted auxiliary ("Had the Senate confirmed"); -1 if none does.
func (r *reader) ifWord(c int) int {
	t := r.t
	subject := t.child(c, "nsubj", "nsubjpass")
	for _, k := range t.kids[c] {
		w := t.lower(k)
		if t.is(k, "mark", "advmod") {
			if e, ok := r.marks[w]; ok && e == r.composition.must("if") {
				if w == "if" && k > 0 && t.lower(k-1) == "as" {
					return -1 // "as if"
				}
				return k
			}
			if w == "as" && k >= 2 && t.lower(k-1) == "long" || w == "case" || w == "event" {
				return k
			}
		}
		if t.is(k, "aux", "auxpass") && k == t.first[c] && subject > k && t.child(c, "mark") < 0 {
			switch w {
			case "had", "should", "were":
				return k
			}
		}
	}
	if w := t.lower(c); (w == "were" || w == "had") && c == t.first[c] && subject > c {
		return c
	}
	if w := t.lower(c); w == "provided" || w == "providing" || w == "assuming" || w == "supposing" {
		if t.child(c, "ccomp") >= 0 {
			return c
		}
	}
	return -1
}

// locals fills inner, loose and negated of i: what negation, modals, adverbs,
// conditions and modifiers beside it do.
func (r *reader) locals(i int) {
	e := r.outer[i]
	r.inner[i], r.loose[i] = e, e
	switch {
	case r.t.verb(i) || r.t.toks[i].Tag == "MD":
		r.verbLocals(i, e)
	case r.t.noun(i):
		r.nounLocals(i, e)
	case r.t.is(i, "acomp") && r.t.head(i) >= 0:
		r.negated[i], r.notWord[i] = r.negated[r.t.head(i)], r.notWord[r.t.head(i)]
		if r.negated[i] {
			r.loose[i] = r.loose[r.t.head(i)]
		}
	}
}

func (r *reader) verbLocals(v int, e *env) {
	t, c := r.t, r.composition
	words := r.auxiliaries(v)
	modal, have := -1, false
	not := -1
	for _, k := range words {
		w := t.lower(k)
		switch {
		case t.is(k, "preconj", "cc") && (w == "neither" || w == "nor") && k < v:
			not = k
		case t.is(k, "neg"):
			if n := r.negation(v, k); n == k {
				not = k
			} else if n >= 0 {
				e = e.with(c.must("end"), n) // "no longer"
			}
		case t.dep(k) == "advmod" && (w == "longer" || w == "more") && k > 0 && t.lower(k-1) == "no":
			e = e.with(c.must("end"), k)
		case t.dep(k) == "advmod":
			if f, ok := r.adverbs[w]; ok {
				switch {
				case w == "otherwise" && k > v: // "said otherwise"
				case f == c.must("not"):
					not = k
				case f == c.must("end") && k != v-1: // "once owned" but not "met once"
				default:
					e = e.with(f, k)
				}
			}
		case t.toks[k].Tag == "MD" || r.modals[w] != "" && t.dep(k) == "aux" && t.toks[k].Tag != "VB":
			modal = k
		case t.dep(k) == "aux" && (t.lemma(k) == "have" || w == "'ve"):
			have = true
		}
	}
	if h := t.head(v); not < 0 && h >= 0 && t.dep(v) == "conj" && t.predicate(h) {
		for k := h + 1; k < v; k++ {
			if t.dep(k) == "cc" && t.toks[k].Head == h && t.lower(k) == "nor" {
				not = k
			}
		}
	}
	if not < 0 {
		not = r.negativeSubject(v)
	}
	if r.imperative(v) {
		e = e.with(c.must("demand"), v)
	} else if w := r.futureWord(v, modal, have); w >= 0 {
		e = e.with(c.must("plan"), w)
	}
	r.negated[v], r.notWord[v] = not >= 0, not
	e = r.withModal(v, e, modal, have, not >= 0)
	if f := r.clauses[v]; f != nil {
		e = e.with(f, r.ifs[v])
	} else if h := t.head(v); h >= 0 && t.dep(v) == "conj" && r.clauses[h] != nil && t.child(v, "nsubj", "nsubjpass") < 0 {
		r.clauses[v], r.ifs[v] = r.clauses[h], r.ifs[h]
		e = e.with(r.clauses[v], r.ifs[v])
	}
	r.loose[v], r.inner[v] = e, e
	if not >= 0 {
		r.inner[v] = e.with(c.must("not"), not)
	}
}

// imperative reports whether v tells someone what to do: a bare form with no
// subject where a finite verb would stand.
func (r *reader) imperative(v int) bool {
	t := r.t
	if t.toks[v].Tag != "VB" || !t.predicate(v) || t.lemma(v) != t.lower(v) {
		return false
	}
	for _, k := range t.kids[v] {
		if t.is(k, "nsubj", "nsubjpass", "csubj", "expl", "mark", "auxpass") || t.dep(k) == "aux" && t.lemma(k) != "do" {
			return false
		}
	}
	switch h := t.head(v); {
	case h < 0:
		return true
	case t.is(v, "conj", "parataxis"):
		return r.imperative(h)
	case t.dep(v) == "ccomp":
		op, ok := r.verbs[t.lemma(h)]
		return ok && op.class.act == "say" && r.quoted()[v] // "Leave now," he said
	}
	return false
}

// futureWord returns the adverbial that makes the present of v a plan ("meets
// Sosa tomorrow"), -1 if none does.
func (r *reader) futureWord(v, modal int, have bool) int {
	t := r.t
	if modal >= 0 || have || r.pastClause(v) || !t.finite(v) {
		return -1
	}
	for _, k := range t.kids[v] {
		if !t.is(k, "npadvmod", "advmod", "tmod", "dobj") {
			continue
		}
		if t.lower(k) == "tomorrow" || t.lower(k) == "soon" {
			return k
		}
		if m := r.value(k); m != nil && m.Type == "Date" && t.lower(m.First) == "next" {
			return k
		}
	}
	return -1
}

// auxiliaries returns the words beside v that may bear its modality and
// negation: its own, and those of the verb it is coordinated with if it has no
// auxiliary: "has not sanctioned or banned".
func (r *reader) auxiliaries(v int) []int {
	t := r.t
	h := t.head(v)
	own := t.kids[v]
	if h < 0 || t.dep(v) != "conj" || !t.predicate(h) || t.toks[v].Tag != t.toks[h].Tag || t.child(v, "aux", "auxpass", "nsubj", "nsubjpass") >= 0 {
		return own
	}
	switch t.toks[v].Tag {
	case "VB", "VBN", "VBG":
	default:
		return own
	}
	words := append([]int(nil), own...)
	for _, k := range t.kids[h] {
		if k < h && t.is(k, "aux", "auxpass", "neg") {
			words = append(words, k)
		}
	}
	return words
}

// negation returns k if the negative word k negates v, the word "longer" of "no
// longer", -1 if it does neither ("not only", "not until").
func (r *reader) negation(v, k int) int {
	t := r.t
	if k+1 < len(t.toks) {
		switch t.lower(k + 1) {
		case "only", "just", "merely", "until", "till", "least":
			return -1
		case "longer":
			return k + 1
		}
	}
	return k
}

// negativeSubject returns the token that makes the subject of v, or its
// object under a form of have or be, nobody or nothing; -1 if none.
func (r *reader) negativeSubject(v int) int {
	t := r.t
	for _, k := range t.kids[v] {
		if !t.is(k, "nsubj", "nsubjpass") {
			continue
		}
		if n := r.negativePhrase(k); n >= 0 {
			return n
		}
	}
	return -1
}

// negativePhrase returns the token that negates the noun phrase at n, -1 if
// none.
func (r *reader) negativePhrase(n int) int {
	t := r.t
	switch t.lower(n) {
	case "nobody", "none", "nothing", "neither":
		return n
	}
	if t.lower(n) == "one" && n > 0 && t.lower(n-1) == "no" {
		return n - 1
	}
	for _, k := range t.kids[n] {
		if t.dep(k) == "poss" && t.lower(k) == "nobody" {
			return k
		}
		if k > n || !t.is(k, "det", "neg", "preconj", "cc", "predet", "advmod") {
			continue
		}
		switch t.lower(k) {
		case "no", "neither", "nor":
			return k
		}
	}
	return -1
}

// withModal adds what the modal verb does, "will" and "can" giving way to a
// negation: what will not happen is negated, what may not happen possible.
func (r *reader) withModal(v int, e *env, modal int, have, negated bool) *env {
	if modal < 0 {
		return e
	}
	c := r.composition
	w := r.t.lower(modal)
	row := r.modals[w]
	perfect := have && r.t.toks[v].Tag != "VB"
	switch {
	case row == "":
		return e
	case perfect && (row == "would" || w == "could" || w == "should"):
		return e.with(c.must("counterfactual"), modal)
	case perfect && row == "demand":
		return e.with(c.must("may"), modal) // "must have sold"
	case r.clauses[v] != nil:
		return e // the condition decides
	case negated && (row == "plan" || row == "would" || w == "can" || w == "ca" || w == "could" || w == "need"):
		return e
	case row == "would":
		if (e.speakers != nil || r.t.is(v, "ccomp")) && !r.quoted()[v] {
			return e.with(c.must("plan"), modal)
		}
		return e.with(c.must("if"), modal)
	}
	return e.with(c.must(row), modal)
}

func (r *reader) nounLocals(n int, e *env) {
	c := r.composition
	if k := r.negativePhrase(n); k >= 0 {
		r.negated[n], r.notWord[n] = true, k
		r.inner[n] = e.with(c.must("not"), k)
		if r.t.lower(k) == "neither" && r.t.dep(n) != "attr" {
			r.inner[n] = e
		}
		return
	}
	if r.t.is(n, "nsubj", "nsubjpass") && r.events[r.t.lemma(n)] != nil {
		if k := r.t.child(n, "det"); k >= 0 && r.t.lower(k) == "any" {
			e = e.with(c.must("if"), k) // "any attack would"
		}
	}
	for _, k := range r.t.kids[n] {
		if r.inName(k) || !r.t.is(k, "amod", "compound", "nmod", "advmod", "npadvmod", "predet", "neg") {
			continue
		}
		if f, ok := r.lists.modifiers[r.modifierWord(k)]; ok {
			e = e.with(f, k)
		} else if r.t.dep(k) == "neg" {
			e = e.with(c.must("not"), k)
		} else if f, ok := r.adverbs[r.t.lower(k)]; ok && r.t.dep(k) == "advmod" && f == c.must("end") {
			e = e.with(f, k) // "formerly the head of"
		}
	}
	// What the tree does not hang on the noun: "then head of", "no longer".
	if ti := r.titles[n]; ti.last > 0 && r.props[n] != nil {
		for _, m := range r.props[n].Modifiers {
			if f, ok := r.lists.modifiers[m]; ok && e == r.outer[n] {
				e = e.with(f, max(0, ti.first-1))
			}
		}
	}
	for s := r.t.first[n]; s > 0 && s > n-6; s-- {
		if w := r.t.lower(s - 1); (w == "then" || w == "once" || w == "formerly" || w == "previously" || w == "ex") && e == r.outer[n] && r.t.is(n, "appos", "compound", "nsubj") {
			e = e.with(c.must("end"), s-1)
		}
		break
	}
	if h := r.t.head(n); e == r.outer[n] && h >= 0 && r.t.dep(n) == "conj" && r.inner[h] != r.outer[h] && r.bare(n) && !r.named(h) && r.t.noun(h) {
		e = r.inner[h] // "a former minister and ally"
	}
	r.inner[n], r.loose[n] = e, e
}

// bare reports whether nothing stands before the noun n in its phrase.
func (r *reader) bare(n int) bool {
	return r.t.first[n] == n
}

// place returns the place of i: what everything above it makes of it.
func (r *reader) place(i int) *env {
	t := r.t
	h := t.head(i)
	if h < 0 {
		return r.base
	}
	if r.aside[h] == i {
		return r.around[h] // no source speaks of itself
	}
	switch {
	case t.predicate(i):
		return r.clausePlace(i, h)
	case t.is(i, "prep", "agent", "dative") && !t.nominal(i):
		return r.prepositionPlace(i, h)
	case t.nominal(i):
		return r.nounPlace(i, h)
	case t.is(i, "acomp", "attr", "oprd"):
		return r.inner[h]
	case t.is(i, "ccomp", "xcomp"):
		return r.contentPlace(h, i, "")
	case t.is(i, "conj", "parataxis"):
		return r.outer[h]
	case t.dep(i) == "amod", t.dep(i) == "appos":
		return r.author
	}
	return r.outer[h]
}

// clausePlace is the place of the verb v below h.
func (r *reader) clausePlace(v, h int) *env {
	t := r.t
	if cue := r.condition[v]; cue >= 0 { // what governs the main clause does not reach its condition
		e := *r.author
		e.speakers = r.outer[h].speakers
		return e.with(r.composition.must("if"), cue)
	}
	if v >= 2 && t.toks[v].Tag == "VBG" && !t.is(v, "pcomp") { // "instead of selling" hung beside
		if f, ok := r.preps[t.lower(v-2)+" "+t.lower(v-1)]; ok {
			return r.outer[h].with(f, v-2)
		}
	}
	switch t.dep(v) {
	case "ccomp", "xcomp":
		return r.contentPlace(h, v, "")
	case "pcomp":
		return r.gerundPlace(v, h)
	case "advcl":
		return r.adverbialPlace(v, h)
	case "relcl", "acl":
		return r.relativePlace(v, h)
	case "acomp":
		return r.inner[h] // "is not opposed to"
	case "amod", "compound", "nmod":
		if f, ok := r.lists.modifiers[t.lower(v)]; ok {
			return r.author.with(f, v)
		}
		r.presupposed[v] = true
		return r.author
	case "csubj", "csubjpass":
		if t.nonfinite(v) && r.negated[h] {
			return r.loose[h].with(r.composition.must("not"), r.notWord[h]) // "selling it is not our aim"
		}
		if t.nonfinite(v) && t.toks[h].Tag != "VBD" && !r.was(h) && r.loose[h] == r.outer[h] {
			return r.outer[h].with(r.composition.must("may"), h) // "selling it is no option"
		}
		return r.loose[h]
	}
	return r.outer[h]
}

// contentPlace is the place of the content k of the word h, a verb, noun or
// adjective; prep is the preposition between them, if any.
func (r *reader) contentPlace(h, k int, prep string) *env {
	t := r.t
	op, ok := r.operator(h, k, prep)
	if m := t.child(k, "mark"); m >= 0 && t.is(k, "ccomp") {
		if w := t.lower(m); w == "whether" || w == "if" {
			e := r.loose[h]
			if ok && op.class.act != "" {
				e = r.speak(e, h, k, op.class)
			}
			return e.with(r.composition.must("question"), m)
		}
	}
	if !ok {
		if k < h && t.is(k, "ccomp") && t.predicate(h) {
			return r.outer[h] // two clauses with a comma between them
		}
		return r.inner[h]
	}
	return r.under(h, k, op)
}

// under is the place below the operator op at h.
func (r *reader) under(h, k int, op operator) *env {
	f := op.class.positive
	if r.negated[h] {
		f = op.class.negative
	}
	e := r.loose[h]
	switch {
	case op.class.act != "":
		e = r.speak(e, h, k, op.class)
	case op.class.knows:
		r.know(h, k)
	}
	if u := r.untrue(h); u >= 0 && op.class.act != "" {
		return e.with(r.classes["pretend"].positive, u)
	}
	if f == r.composition.must("not") && r.negated[h] && r.notWord[h] >= 0 {
		return e.with(f, r.notWord[h])
	}
	return e.with(f, h)
}

// untrue returns the adverb by which the verb of saying h is said to err
// ("falsely claimed"), -1 if there is none.
func (r *reader) untrue(h int) int {
	for _, k := range r.t.kids[h] {
		if r.t.dep(k) == "advmod" && r.errs[r.t.lower(k)] {
			return k
		}
	}
	return -1
}

// operator returns the operator that h is for its content k.
func (r *reader) operator(h, k int, prep string) (operator, bool) {
	t := r.t
	lemma := t.lemma(h)
	switch {
	case t.predicate(h):
		lemma = r.verbLemma(h)
		if prep != "" {
			op, ok := r.verbs[lemma+" "+prep]
			if ok && op.class.name == "warn" && t.predicate(k) {
				op.class = r.classes["demand"] // "warned against selling"
			}
			if !ok && t.predicate(k) && r.contentPreposition(lemma, prep) {
				op, ok = r.verbs[lemma]
			}
			return op, ok
		}
		if t.infinitive(k) && t.child(h, "advmod") >= 0 {
			if op, ok := r.infinitives[lemma+" "+t.lower(t.child(h, "advmod"))]; ok {
				return op, true // "has yet to sign"
			}
		}
		if t.infinitive(k) && t.is(k, "xcomp", "ccomp") {
			if op, ok := r.infinitives[lemma]; ok {
				if lemma == "go" && t.toks[h].Tag != "VBG" {
					return operator{}, false
				}
				if op.class.name == "demand" && r.passive(h) && r.verbs[lemma].class != nil && r.verbs[lemma].class.name == "report" && lemma != "tell" && lemma != "warn" && lemma != "advise" {
					return operator{class: r.classes["seem"]}, true
				}
				return op, true
			}
		}
		op, ok := r.verbs[lemma]
		for _, p := range t.kids[h] { // "called on Mali to leave"
			if !ok && p < k && t.dep(p) == "prep" {
				op, ok = r.verbs[lemma+" "+t.lower(p)]
			}
		}
		if m := t.child(k, "mark"); !ok && m >= 0 { // "called for Mali to leave"
			op, ok = r.verbs[lemma+" "+t.lower(m)]
		}
		if !ok {
			return op, false
		}
		if op.class.name == "report" && t.is(k, "xcomp", "ccomp") && t.nonfinite(k) && t.child(k, "nsubj") < 0 && !r.passive(h) {
			return operator{}, false // "continued polishing"
		}
		return r.finiteContent(op, h, k), true
	case t.noun(h):
		op, ok := r.nouns[lemma]
		return op, ok
	}
	op, ok := r.adjectives[lemma]
	return op, ok
}

// finiteContent returns op as it works on k: a that-clause without a modal
// under a plan or a warning is a statement ("hopes that", "warned that Orix was
// selling").
func (r *reader) finiteContent(op operator, h, k int) operator {
	t := r.t
	if t.dep(k) != "ccomp" || t.nonfinite(k) {
		return op
	}
	modal := false
	for _, a := range t.kids[k] {
		modal = modal || t.toks[a].Tag == "MD"
	}
	switch op.class.name {
	case "ask":
		if m := t.child(k, "mark"); m >= 0 && t.lower(m) == "that" {
			return operator{class: r.classes["demand"]} // "asked that Mali leave"
		}
	case "intend":
		if !modal && t.toks[k].Tag != "VB" {
			return operator{class: r.classes["assess"]} // "hopes that"
		}
		c := *op.class
		c.act, c.stance = "think", "assert"
		return operator{class: &c}
	case "warn", "plan", "threat":
		if !modal && t.toks[k].Tag != "VB" {
			return operator{class: r.classes["report"]}
		}
		if op.class.name == "plan" {
			c := *op.class
			c.act, c.stance = "say", "assert"
			return operator{class: &c}
		}
	}
	return op
}

// gerundPlace is the place of the clause v after the preposition p.
func (r *reader) gerundPlace(v, p int) *env {
	g := r.t.head(p)
	if g < 0 {
		return r.base
	}
	if m := r.t.child(v, "mark"); m >= 0 && r.t.lower(m) == "whether" && !r.t.nonfinite(v) { // "votes on whether to"
		return r.outer[p].with(r.composition.must("question"), m)
	}
	name := r.t.lower(p)
	if r.t.dep(p) == "prep" && r.t.dep(g) == "prep" {
		name = r.t.lower(g) + " " + name
		if r.t.head(g) >= 0 {
			g = r.t.head(g)
		}
	}
	if f, ok := r.preps[name]; ok {
		if r.t.is(p, "prep", "agent", "dative") {
			return r.outer[p] // prepositionPlace has it
		}
		return r.outer[p].with(f, p)
	}
	if r.t.predicate(g) {
		if r.contentPreposition(r.verbLemma(g), name) {
			return r.contentPlace(g, v, name)
		}
		return r.loose[g]
	}
	if h := r.t.head(g); r.t.is(g, "advmod") && h >= 0 && r.t.predicate(h) { // "stopped short of accusing"
		if op, ok := r.verbs[r.verbLemma(h)+" "+r.t.lower(g)+" "+name]; ok {
			return r.under(h, v, op)
		}
	}
	return r.contentPlace(g, v, "")
}

// adverbialPlace is the place of the adverbial clause v of h.
func (r *reader) adverbialPlace(v, h int) *env {
	t, c := r.t, r.composition
	around := r.outer[h]
	if m := t.child(v, "mark"); m > 0 && t.lower(m-1) == "as" && (t.lower(m) == "if" || t.lower(m) == "though") {
		return around.with(c.must("may"), m)
	}
	if cue := r.ifWord(v); cue >= 0 {
		if r.asks(h, cue) {
			return around.with(c.must("question"), cue)
		}
		// What governs the main clause does not reach its condition.
		e := *r.author
		e.speakers = around.speakers
		return e.with(c.must("if"), cue)
	}
	if r.follows(v) {
		r.presupposed[v] = true
		return r.author
	}
	if m := r.whenWord(v); m >= 0 && r.pastClause(v) && !r.follows(v) { // "while he was minister": taken for granted
		e := *r.author
		e.speakers = around.speakers
		return &e
	}
	if m := t.child(v, "mark", "advmod"); m >= 0 && m < v {
		w := t.lower(m)
		if r.whenWord(v) == m && r.futureMain(h) && !t.nonfinite(v) && t.toks[v].Tag != "VBD" {
			return around.with(c.must("if"), m)
		}
		if f, ok := r.marks[w]; ok {
			if past := t.toks[v].Tag == "VBD" || r.was(v); past && (w == "so" || w == "until" || w == "till") {
				return around
			}
			return around.with(f, m)
		}
	}
	if t.infinitive(v) {
		if r.outcomes[t.lemma(v)] && r.pastClause(h) && !r.negated[h] {
			return r.loose[h] // "left Orix to become minister"
		}
		return around.with(c.must("plan"), v) // purpose
	}
	return r.loose[h]
}

// whenWord returns the conjunction of time that opens the clause v, -1 if none
// does.
func (r *reader) whenWord(v int) int {
	m := r.t.child(v, "mark", "advmod")
	if m < 0 || m > v {
		return -1
	}
	switch r.t.lower(m) {
	case "when", "while", "once", "after", "whenever":
		return m
	}
	return -1
}

// pastClause reports whether the clause of v is finite and in the past.
func (r *reader) pastClause(v int) bool {
	return !r.t.nonfinite(v) && (r.t.toks[v].Tag == "VBD" && r.t.child(v, "aux") < 0 || r.was(v))
}

// follows reports whether v says what came before the main clause: "weeks after
// the agency ordered firms to". That is taken for granted, whoever reports the
// main clause. The parser may take "after" for a preposition.
func (r *reader) follows(v int) bool {
	t := r.t
	if t.nonfinite(v) || t.toks[v].Tag != "VBD" && !r.was(v) {
		return false
	}
	for _, k := range t.kids[v] {
		if k < v && t.lower(k) == "after" && t.is(k, "mark", "prep", "advmod") {
			return true
		}
	}
	return false
}

// was reports whether the verb v has an auxiliary in the past.
func (r *reader) was(v int) bool {
	for _, k := range r.t.kids[v] {
		if r.t.is(k, "aux", "auxpass") && r.t.toks[k].Tag == "VBD" {
			return true
		}
	}
	return false
}

func (r *reader) futureMain(v int) bool {
	for _, k := range r.t.kids[v] {
		if r.t.toks[k].Tag == "MD" {
			return true
		}
	}
	return false
}

// relativePlace is the place of the clause v that modifies the noun n.
func (r *reader) relativePlace(v, n int) *env {
	t := r.t
	if t.dep(v) == "acl" && (t.infinitive(v) || t.child(v, "mark") >= 0) || t.dep(v) == "relcl" && t.infinitive(v) {
		if _, ok := r.operator(n, v, ""); ok {
			return r.contentPlace(n, v, "")
		}
		if t.infinitive(v) && !r.negated[n] {
			return r.loose[n].with(r.composition.must("plan"), v)
		}
		return r.inner[n]
	}
	modal, past := false, strings.HasPrefix(t.toks[v].Tag, "VBD") || t.toks[v].Tag == "VBN"
	for _, k := range t.kids[v] {
		modal = modal || t.toks[k].Tag == "MD"
		past = past || t.is(k, "aux", "auxpass") && (t.lower(k) == "was" || t.lower(k) == "were")
	}
	switch {
	case r.negated[n]:
		return r.inner[n]
	case past || r.mention[n] >= 0 || r.definite(n) || t.pauseBefore(t.first[v]):
		r.presupposed[v] = !modal
		return r.author
	}
	return r.outer[n]
}

// definite reports whether the noun n is introduced as known: "the", a
// possessor, a country before it.
func (r *reader) definite(n int) bool {
	for _, k := range r.t.kids[n] {
		if k > n {
			break
		}
		switch {
		case r.t.dep(k) == "poss":
			return true
		case r.t.dep(k) == "det":
			switch r.t.lower(k) {
			case "the", "this", "that", "these", "those", "both":
				return true
			}
		case r.t.is(k, "compound", "amod", "nmod") && r.named(k):
			return true
		}
	}
	return false
}

// prepositionPlace is the place of what stands after the preposition p.
func (r *reader) prepositionPlace(p, h int) *env {
	e := r.outer[h]
	if r.t.predicate(h) {
		e = r.loose[h]
	}
	name := r.t.lower(p)
	f, ok := r.preps[name]
	if !ok {
		for _, k := range r.t.kids[p] {
			if k > p && r.t.is(k, "prep", "pcomp") {
				f, ok = r.preps[name+" "+r.t.lower(k)]
			}
		}
	}
	if ok {
		return e.with(f, p)
	}
	return e
}

// nounPlace is the place of the noun n below h.
func (r *reader) nounPlace(n, h int) *env {
	t := r.t
	known := func() *env {
		r.presupposed[n] = true
		return r.author
	}
	if t.is(n, "conj", "dobj", "nsubj", "nsubjpass", "pobj") && r.hasHolderName(n) {
		return known()
	}
	switch t.dep(n) {
	case "appos", "poss", "compound", "nmod", "amod", "npadvmod":
		if t.is(n, "appos") && r.events[t.lemma(n)] != nil {
			return r.outer[h]
		}
		if v := r.removal(h); v >= 0 && (r.isTitle(n) || r.tieNoun(n)) && t.is(n, "appos", "compound", "nmod") {
			return known().with(r.composition.must("end"), v)
		}
		return known()
	case "attr":
		return r.inner[h]
	case "oprd":
		if res, ok := r.results[r.verbLemma(h)]; ok {
			return r.inner[h].with(res.effect, h)
		}
		return r.inner[h]
	case "conj":
		r.presupposed[n] = r.presupposed[h]
		return r.outer[h]
	case "ccomp", "xcomp":
		return r.contentPlace(h, n, "")
	}
	if r.hasHolderName(n) {
		return known()
	}
	switch {
	case t.dep(n) == "pobj" && t.head(h) >= 0:
		return r.governedPlace(n, h, t.head(h), known)
	case t.is(n, "dobj", "nsubjpass") && t.predicate(h):
		verb := r.verbLemma(h)
		if _, ok := r.supports(verb, "", n); ok {
			return r.inner[h]
		}
		if op, ok := r.verbs[verb]; ok && op.only == "" && r.happens(n) {
			return r.under(h, n, op)
		}
		if r.definite(n) {
			return known()
		}
		return r.loose[h]
	case t.dep(n) == "nsubj" && t.predicate(h):
		if r.definite(n) {
			return known()
		}
		return r.loose[h]
	}
	return r.outer[h]
}

// governedPlace is the place of the noun n after the preposition p below g.
func (r *reader) governedPlace(n, p, g int, known func() *env) *env {
	t := r.t
	name := t.lower(p)
	if t.predicate(g) {
		if o := t.child(g, "dobj"); name == "as" && o >= 0 && o < p && r.posts[t.lemma(o)] {
			return r.leftPost(g)
		}
		if name == "as" {
			lemma := r.verbLemma(g)
			res, ok := r.results[lemma]
			f := res.effect
			if !ok || p == t.first[p] && p < g && t.pauseBefore(t.last[p]+1) {
				return known()
			}
			if (lemma == "serve" || lemma == "work" || lemma == "act") && r.simplePast(g) {
				f = r.composition.must("end")
			}
			return r.inner[g].with(f, g)
		}
		if op, ok := r.verbs[r.verbLemma(g)+" "+name]; ok && r.happens(n) {
			return r.under(g, n, op)
		}
		if _, ok := r.supports(r.verbLemma(g), name, n); ok {
			return r.inner[g]
		}
	} else if h := t.head(g); name == "as" && r.posts[t.lemma(g)] && t.dep(g) == "dobj" && h >= 0 && t.predicate(h) {
		return r.leftPost(h) // "gave up his post as minister"
	} else if t.noun(g) && (name == "of" || name == "for") && r.events[t.lemma(n)] != nil {
		if op, ok := r.nouns[t.lemma(g)]; ok && op.class.positive != r.composition.must("same") {
			return r.under(g, n, op)
		}
	}
	if _, ok := r.preps[name]; !ok && r.definite(n) {
		return known()
	}
	return r.outer[p]
}

// leftPost is the place of the post that is the object of v: one that is given
// up is no more.
func (r *reader) leftPost(v int) *env {
	lemma := r.verbLemma(v)
	if res, ok := r.results[lemma]; ok && res.effect == r.composition.must("end") {
		return r.inner[v].with(res.effect, v)
	}
	if op, ok := r.verbs[lemma]; ok {
		switch op.class.name {
		case "stop", "refuse", "fail":
			return r.inner[v].with(r.composition.must("end"), v)
		}
	}
	if lemma == "lose" {
		return r.inner[v].with(r.composition.must("end"), v)
	}
	return r.inner[v]
}

// removal returns the verb that takes the holder h of a title out of office or
// out of the world: "replaced", "killed"; -1 if none does.
func (r *reader) removal(h int) int {
	v := r.t.head(h)
	if v < 0 || !r.t.predicate(v) || !r.removals[r.verbLemma(v)] || r.inner[v].to[asserted] != asserted {
		return -1
	}
	if r.t.dep(h) == "dobj" && !r.passive(v) || r.t.dep(h) == "nsubjpass" {
		return v
	}
	return -1
}

// happens reports whether the noun n says something that holds or does not: an
// event, a plan, a claim. Persons and things only exist.
func (r *reader) happens(n int) bool {
	lemma := r.t.lemma(n)
	_, op := r.nouns[lemma]
	return op || r.events[lemma] != nil || !r.isTitle(n) && derived(lemma) && r.chain(n) < 0
}

// simplePast reports whether v is a past tense without auxiliary.
func (r *reader) simplePast(v int) bool {
	return r.t.toks[v].Tag == "VBD" && r.t.child(v, "aux") < 0
}

// hasHolderName reports whether a name stands in apposition to the noun n, or
// behind it: what n says of it is taken for granted.
func (r *reader) hasHolderName(n int) bool {
	if r.events[r.t.lemma(n)] != nil {
		return false
	}
	for _, k := range r.t.kids[n] {
		if r.t.dep(k) == "appos" && r.named(k) {
			return true
		}
	}
	return false
}
