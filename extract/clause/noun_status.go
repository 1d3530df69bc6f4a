package clause

// prepositionPlace is the place of what stands after the preposition p.
func (r *reader) prepositionPlace(p, h int) *env {
	e := r.outer[h]
	if r.t.predicate(h) {
		e = r.loose[h]
	}
	name := r.t.lower(p)
	if k := r.notGuilty(h); k >= 0 {
		return e.with(r.composition.must("deny"), k)
	}
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

// notGuilty returns the not of "pleaded not guilty to" if h is its adjective, else -1.
func (r *reader) notGuilty(h int) int {
	if r.t.lemma(h) != "guilty" {
		return -1
	}
	return r.t.child(h, "neg")
}

// nounPlace is the place of the noun n below h.
func (r *reader) nounPlace(n, h int) *env {
	t := r.t
	known := func() *env {
		r.presupposed[n] = true
		return r.author
	}
	if t.is(n, "conj", "dobj", "nsubj", "nsubjpass", "pobj") && r.hasHolderName(n) {
		if r.soldUnit(n, h) {
			return known().with(r.composition.must("end"), h)
		}
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
	case t.is(n, "nsubj", "nsubjpass") && t.predicate(h) && r.pending(n, h) != nil:
		return r.pending(n, h)
	case t.is(n, "dobj", "nsubjpass") && t.predicate(h):
		verb := r.verbLemma(h)
		if r.undone[[2]string{verb, "o"}] && r.undone[[2]string{t.lemma(n), "n"}] && !r.negated[h] {
			return r.inner[h].with(r.composition.must("fail"), h)
		}
		if _, ok := r.supports(verb, "", n); ok {
			return r.inner[h]
		}
		if op, ok := r.verbs[verb]; ok && op.only == "" && r.happens(n) && !(op.class.name == "inquire" && r.definite(n)) {
			return r.under(h, n, op)
		}
		if r.definite(n) {
			return known()
		}
		return r.loose[h]
	case t.dep(n) == "nsubj" && t.predicate(h):
		if r.undone[[2]string{t.lemma(n), "n"}] && r.fails(h) {
			return r.inner[h].with(r.composition.must("fail"), h)
		}
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
	if v, op, ok := r.outOf(g, name); ok && r.comesToNothing(n) {
		return r.under(v, n, op)
	}
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
			if f == r.composition.must("end") && r.goingTo(g) {
				return known() // "is stepping down as chairman": until then one is
			}
			if (lemma == "serve" || lemma == "work" || lemma == "act") && r.simplePast(g) {
				f = r.composition.must("end")
			}
			return r.inner[g].with(f, g)
		}
		if op, ok := r.verbs[r.verbLemma(g)+" "+name]; ok && r.happens(n) && !(op.class.name == "inquire" && r.definite(n)) {
			return r.under(g, n, op)
		}
		if _, ok := r.supports(r.verbLemma(g), name, n); ok {
			return r.inner[g]
		}
	} else if h := t.head(g); name == "as" && r.posts[t.lemma(g)] && t.dep(g) == "dobj" && h >= 0 && t.predicate(h) {
		return r.leftPost(h) // "gave up his post as minister"
	} else if t.noun(g) && (name == "of" || name == "for") && r.events[t.lemma(n)] != nil {
		if op, ok := r.nouns[t.lemma(g)]; ok && op.class.positive != r.composition.must("same") && !(op.class.name == "assess" && r.definite(n)) {
			return r.under(g, n, op)
		}
	}
	if _, ok := r.preps[name]; !ok && r.definite(n) {
		return known()
	}
	return r.outer[p]
}

// fails reports whether the verb v says that its subject came to nothing. The model
// has many names for the through of "fell through".
func (r *reader) fails(v int) bool {
	is := func(verb string) bool { return r.undone[[2]string{verb, "v"}] }
	return !r.negated[v] && (is(r.t.lemma(v)) || v+1 < len(r.t.toks) && is(r.t.lemma(v)+" "+r.t.lower(v+1)))
}

// pending returns the place of the deal n, subject of the verb h, that is not done yet:
// "the takeover needs approval", "will close in May", "is expected to be completed";
// nil if h says nothing of that.
func (r *reader) pending(n, h int) *env {
	t := r.t
	is := func(w, kind string) bool { return r.undone[[2]string{w, kind}] }
	if !is(t.lemma(n), "n") {
		return nil
	}
	k := t.child(h, "xcomp")
	switch verb := t.lemma(h); {
	case is(verb, "p"), verb == "be" && t.child(h, "acomp") >= 0 && t.lemma(t.child(h, "acomp")) == "subject":
		return r.inner[h].with(r.composition.must("plan"), h)
	case is(verb, "c") && r.inner[h].to[asserted] != asserted:
		return r.inner[h]
	case k > h && is(t.lemma(k), "c"):
		return r.contentPlace(h, k, "")
	}
	return nil
}

// comesToNothing reports whether what the noun n speaks of is not done where n is
// given up: a plan, a deal, but not talks.
func (r *reader) comesToNothing(n int) bool {
	_, plan := r.nouns[r.t.lemma(n)]
	return plan || r.undone[[2]string{r.t.lemma(n), "n"}]
}

// outOf returns the verb and the operator that it is with two words behind it, where
// the second, the preposition name, hangs on g: "pulled out of a deal", "walked away
// from the talks".
func (r *reader) outOf(g int, name string) (int, operator, bool) {
	t := r.t
	v, out := g, -1
	if t.predicate(g) {
		out = t.child(g, "advmod", "prt")
	} else if h := t.head(g); h >= 0 && t.is(g, "prep", "advmod") && t.predicate(h) {
		v, out = h, g
	}
	if out != v+1 {
		return -1, operator{}, false
	}
	op, ok := r.verbs[t.lemma(v)+" "+t.lower(out)+" "+name]
	return v, op, ok
}

// goingTo reports whether v stands in the present progressive, which of a moment
// means the future: "is leaving".
func (r *reader) goingTo(v int) bool {
	if r.t.toks[v].Tag != "VBG" {
		return false
	}
	for _, k := range r.t.kids[v] {
		if w := r.t.lower(k); r.t.dep(k) == "aux" && (w == "is" || w == "are" || w == "'s" || w == "'re") {
			return true
		}
	}
	return false
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

// soldUnit reports whether the noun n is a part of a firm that the verb h has sold:
// "sold its Scottish unit, Loch Salmon".
func (r *reader) soldUnit(n, h int) bool {
	switch r.t.lemma(n) {
	case "affiliate", "subsidiary", "unit":
	default:
		return false
	}
	switch r.verbLemma(h) {
	case "divest", "offload", "sell", "spin off":
		return (r.t.dep(n) == "dobj" && !r.passive(h) || r.t.dep(n) == "nsubjpass") && r.inner[h].to[asserted] == asserted
	}
	return false
}

// happens reports whether the noun n says something that holds or does not: an
// event, a plan, a claim. Persons and things only exist.
func (r *reader) happens(n int) bool {
	lemma := r.t.lemma(n)
	_, op := r.nouns[lemma]
	return op || r.events[lemma] != nil || !r.isTitle(n) && derived(lemma) && r.chain(n) < 0
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
