package clause

// conditions fills clauses and ifs: which clauses stand under an if, and aside.
func (r *reader) conditions() {
	t := r.t
	for c := range t.toks {
		if w := t.lower(c); t.dep(c) == "prep" && (w == "provided" || w == "providing" || w == "assuming") {
			if k := t.child(c, "pcomp", "ccomp"); k >= 0 && t.predicate(k) { // "X leaves, he said, provided that Y pays"
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
