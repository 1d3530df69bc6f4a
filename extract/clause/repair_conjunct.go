package clause

import "dossier/extract"

// fixFiniteBehindGerund: in "accused Orix of hiding losses and called on Mali to
// act" the model may coordinate the second verb with the gerund. A finite verb
// goes on with the last finite verb above it.
func (r *reader) fixFiniteBehindGerund(i int) bool {
	t := r.t
	h := t.head(i)
	if h < 0 || h > i || t.dep(i) != "conj" || !t.predicate(i) || !t.predicate(h) || !t.finite(i) || t.child(i, "nsubj", "nsubjpass") >= 0 {
		return false
	}
	if t.toks[h].Tag != "VBG" && !t.infinitive(h) || t.finite(h) || t.passiveForm(h) {
		return false
	}
	for v, steps := t.head(h), 0; v >= 0 && steps < 8; v, steps = t.head(v), steps+1 {
		if t.predicate(v) && t.finite(v) && v < h {
			t.move(i, v, "conj")
			r.moveConjunction(h, i, v)
			return true
		}
	}
	return false
}

// fixPresentBehindPast: in "has denied that it bought arms and is suing Orix" the
// model may coordinate the present with the past that is denied. It goes on with
// the verb of the main clause.
func (r *reader) fixPresentBehindPast(i int) bool {
	t := r.t
	h := t.head(i)
	if h < 0 || h > i || t.dep(i) != "conj" || t.dep(h) != "ccomp" || t.toks[h].Tag != "VBD" || !t.predicate(i) || !t.present(i) || t.child(i, "nsubj", "nsubjpass", "mark") >= 0 {
		return false
	}
	v := t.head(h)
	if v < 0 || v > h || !t.predicate(v) || !t.present(v) || t.toks[v].Tag != "VBN" && t.child(h, "mark") < 0 {
		return false
	}
	t.move(i, v, "conj")
	r.moveConjunction(h, i, v)
	return true
}

// fixSaidAndWarned: in "said that Mali was waging war, and warned Chad" the model may
// coordinate the second verb with what is said. Behind a comma, a verb of saying in
// the same form goes on with the first.
func (r *reader) fixSaidAndWarned(i int) bool {
	t := r.t
	h := t.head(i)
	if h < 0 || h > i || t.dep(i) != "conj" || t.dep(h) != "ccomp" || !t.predicate(i) || t.child(i, "nsubj", "nsubjpass", "aux", "auxpass", "mark") >= 0 {
		return false
	}
	v, cc := t.head(h), -1
	for _, k := range t.kids[h] {
		if t.dep(k) == "cc" && k > h && k < i {
			cc = k
		}
	}
	if v < 0 || v > h || cc < 0 || !t.pauseBefore(cc) || !t.predicate(v) || t.toks[v].Tag != t.toks[i].Tag || t.toks[i].Tag != "VBD" && t.toks[i].Tag != "VBZ" {
		return false
	}
	op, ok := r.verbs[t.lemma(i)]
	if said, is := r.verbs[t.lemma(v)]; !ok || op.class.act == "" && op.class.name != "demand" && op.class.name != "threat" || !is || said.class.act == "" || t.child(h, "aux", "auxpass") < 0 {
		return false
	}
	t.move(i, v, "conj")
	r.moveConjunction(h, i, v)
	return true
}

// moveConjunction hangs the conjunction between h and i on v.
func (r *reader) moveConjunction(h, i, v int) {
	for _, k := range r.t.kids[h] {
		if r.t.dep(k) == "cc" && k > h && k < i {
			r.t.toks[k].Head = v
		}
	}
}

// present reports whether the finite word of v's clause is in the present.
func (t *tree) present(v int) bool {
	for _, k := range t.kids[v] {
		if t.is(k, "aux", "auxpass") {
			return t.toks[k].Tag == "VBZ" || t.toks[k].Tag == "VBP"
		}
	}
	return t.toks[v].Tag == "VBZ" || t.toks[v].Tag == "VBP"
}

// fixSubjectOfAuxiliary: in "who was himself abducted by Mali" the model may hang the
// subject on the auxiliary. It is the verb's.
func (r *reader) fixSubjectOfAuxiliary(k int) bool {
	t := r.t
	w := t.head(k)
	if w < k || !t.is(k, "nsubj", "nsubjpass") || !t.is(w, "aux", "auxpass") {
		return false
	}
	v := t.head(w)
	if v < w || !t.predicate(v) || t.child(v, "nsubj", "nsubjpass", "csubj", "expl") >= 0 {
		return false
	}
	dep := "nsubj"
	if t.dep(w) == "auxpass" {
		dep = "nsubjpass"
	}
	t.move(k, v, dep)
	return true
}

// fixAndBy: in "a decision criticized by Sosa and by Mali" the model may hang the second
// by on the noun. It tells who else acts.
func (r *reader) fixAndBy(i int) bool {
	t := r.t
	n := t.head(i)
	if n < 0 || i == 0 || t.lower(i) != "by" || t.dep(i) != "prep" || !t.noun(n) || t.toks[i-1].Tag != "CC" {
		return false
	}
	for j := i - 2; j > n && j > i-30; j-- {
		if t.lower(j) == "by" && t.dep(j) == "agent" && t.head(j) > n {
			t.move(i, t.head(j), "agent")
			return true
		}
	}
	return false
}

// fixHeldResponsible: in "holds Mali responsible for the raid" the model may make the
// adjective a modifier of the name. It is what the name is held to be.
func (r *reader) fixHeldResponsible(i int) bool {
	t := r.t
	n := t.head(i)
	if n < 0 || n > i || t.toks[i].Tag != "JJ" || t.dep(i) != "amod" || t.dep(n) != "dobj" || t.head(n) < 0 || !t.predicate(t.head(n)) {
		return false
	}
	switch t.lower(i) {
	case "accountable", "liable", "responsible":
	default:
		return false
	}
	t.toks[i].Head, t.toks[i].Dep = t.toks[n].Head, "ccomp"
	t.toks[n].Head, t.toks[n].Dep = i, "nsubj"
	return true
}

// fixConjunctOfNamePart: in "Orix Inc and Belaro merged" the model may join the second
// name to a part of the first. It goes on with the whole.
func (r *reader) fixConjunctOfNamePart(i int) bool {
	t := r.t
	h := t.head(i)
	if h < 0 || !t.is(i, "conj", "cc") || t.dep(h) != "dobj" || r.name[h] < 0 {
		return false
	}
	m := &r.a.Mentions[r.name[h]]
	if m.Form != extract.Name || m.Last > len(t.toks) || i >= m.First && i < m.Last {
		return false
	}
	n := r.headOf(m.First, m.Last)
	if n == h || t.dep(i) == "conj" && !t.nominal(i) {
		return false
	}
	t.move(i, n, t.dep(i))
	return true
}
