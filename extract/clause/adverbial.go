package clause

// gerundPlace is the place of the clause v after the preposition p.
func (r *reader) gerundPlace(v, p int) *env {
	g := r.t.head(p)
	if g < 0 {
		return r.base
	}
	if m := r.t.child(v, "mark"); m >= 0 && r.t.lower(m) == "whether" && !r.t.nonfinite(v) { // "votes on whether to"
		return r.outer[p].with(r.composition.must("question"), m)
	}
	if r.notGuilty(g) >= 0 {
		return r.outer[p]
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
	if w := r.t.head(g); name == "of" && w >= 0 && timeNouns[r.t.lemma(g)] && r.t.lower(w) == "within" {
		return r.outer[p].with(r.composition.must("plan"), p) // "within days of becoming"
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
	switch name {
	case "after", "before", "by", "during", "since", "through", "upon", "while":
		return r.outer[g]
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
	if m := r.whenWord(v); m >= 0 && r.pastClause(v) { // "while he was minister": taken for granted
		e := *r.author
		if around.to[asserted] == asserted {
			e.speakers = around.speakers
		}
		return &e
	}
	if m := t.child(v, "mark", "advmod"); m >= 0 && m < v {
		w := t.lower(m)
		if r.whenWord(v) == m && w != "while" && r.futureMain(h) && !t.nonfinite(v) && t.toks[v].Tag != "VBD" {
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
		if r.takesPost(h, v) {
			return r.loose[h] // "hired to replace Dorn"
		}
		return around.with(c.must("plan"), v) // purpose
	}
	return r.loose[h]
}

// takesPost reports whether the infinitive v says what post the verb h, which has
// happened, gives.
func (r *reader) takesPost(h, v int) bool {
	if res, ok := r.results[r.verbLemma(h)]; !ok || res.subject || r.negated[h] {
		return false
	}
	if tag := r.t.toks[h].Tag; tag != "VBD" && tag != "VBN" {
		return false
	}
	switch r.t.lemma(v) {
	case "chair", "fill", "head", "lead", "oversee", "replace", "run", "succeed":
		return true
	}
	return false
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
