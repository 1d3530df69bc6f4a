package clause

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
		if lemma == "charge" && h > 0 && t.lower(h-1) == "in" {
			return operator{}, false // "in charge of selling"
		}
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
