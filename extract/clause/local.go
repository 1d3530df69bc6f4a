package clause

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
	case r.props[i] != nil && r.notWord[i] >= 0: // "but not in Orix", "but not by Mali"
		v := r.t.head(i)
		if !r.t.predicate(v) {
			v = r.t.head(v)
		}
		r.negated[i] = true
		r.inner[i] = r.loose[v].with(r.composition.must("not"), r.notWord[i])
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
			if f, ok := r.adverbs[w]; ok && (w != "previously" || r.states[t.lemma(v)] || r.measures[t.lemma(v)]) {
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
	if t.toks[v].Tag != "VB" || !t.predicate(v) || t.lemma(v) != t.lower(v) || r.inName(v) {
		return false
	}
	do := false
	for _, k := range t.kids[v] {
		if t.is(k, "nsubj", "nsubjpass", "csubj", "expl", "mark", "auxpass") || t.dep(k) == "aux" && t.lemma(k) != "do" {
			return false
		}
		do = do || t.dep(k) == "aux"
	}
	if do && t.child(v, "neg") < 0 {
		return false
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
	if modal >= 0 || have || r.pastClause(v) || !t.finite(v) || t.child(v, "xcomp", "ccomp") >= 0 {
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
		if t.dep(k) == "dobj" {
			if c := t.child(k, "preconj"); c >= 0 && t.lower(c) == "neither" {
				return c // "recognized neither Chad nor Mali"
			}
		}
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
