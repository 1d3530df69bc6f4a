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
	if v := r.judgeAt[i]; v >= 0 && (e.to[asserted] == asserted || r.presupposed[v] && !e.to[asserted].negative()) {
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
	if r.t.dep(i) == "appos" && r.until(i, h) {
		return true // "Orix, part of Velden until the split,"
	}
	if p.Time == nil || p.Time.To == "" {
		return false
	}
	return (r.t.dep(i) == "appos" || r.t.dep(i) == "attr" && r.t.toks[h].Tag == "VBD")
}

// until reports whether a phrase with until ends what the apposition i says of h.
func (r *reader) until(i, h int) bool {
	for k := i + 1; k < r.t.last[h]; k++ {
		if r.t.dep(k) != "prep" || r.t.lower(k) != "until" {
			continue
		}
		up := r.t.head(k)
		for steps := 0; up >= 0 && up != i && up != h && steps < 4 && !r.t.verb(up); steps++ {
			up = r.t.head(up)
		}
		return up == i || up == h
	}
	return false
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
		if t.nonfinite(v) && r.negated[h] && t.child(h, "attr") >= 0 {
			return r.loose[h].with(r.composition.must("not"), r.notWord[h]) // "selling it is not our aim"
		}
		if t.nonfinite(v) && t.toks[h].Tag != "VBD" && !r.was(h) && r.loose[h] == r.outer[h] {
			return r.outer[h].with(r.composition.must("may"), h) // "selling it is no option"
		}
		return r.loose[h]
	}
	return r.outer[h]
}

// relativePlace is the place of the clause v that modifies the noun n.
func (r *reader) relativePlace(v, n int) *env {
	t := r.t
	if t.dep(v) == "acl" && (t.infinitive(v) || t.child(v, "mark") >= 0) || t.dep(v) == "relcl" && t.infinitive(v) {
		if _, ok := r.operator(n, v, ""); ok {
			return r.contentPlace(n, v, "")
		}
		if h := t.head(n); t.infinitive(v) && r.ranked(n) && r.states[t.lemma(v)] && t.dep(n) == "attr" && h >= 0 && t.toks[h].Tag == "VBD" {
			return r.outer[n].with(r.composition.must("end"), h) // "was the first to lead it"
		}
		if t.infinitive(v) && r.ranked(n) {
			return r.outer[n] // "the first to win"
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

// ranked reports whether the noun n is the first, the last, the only or the
// largest of its kind.
func (r *reader) ranked(n int) bool {
	for _, k := range r.t.kids[n] {
		if k > n {
			break
		}
		switch w := r.t.lower(k); {
		case r.t.toks[k].Tag == "JJS":
			return true
		case w == "first", w == "second", w == "third", w == "fourth", w == "last", w == "only", w == "latest":
			return true
		}
	}
	return r.t.lower(n) == "first" || r.t.lower(n) == "last"
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

// simplePast reports whether v is a past tense without auxiliary.
func (r *reader) simplePast(v int) bool {
	return r.t.toks[v].Tag == "VBD" && r.t.child(v, "aux") < 0
}
