package clause

import "strings"

// surface returns the heads of the subject of the verb or predicate v as the
// clause has it: what stands before an active or a passive verb, also where
// control, conjunction or a participle leaves it out.
func (r *reader) surface(v int) []int {
	const underway, done = 1, 2
	switch r.asked[v] {
	case underway:
		return nil
	case done:
		return r.subjects[v]
	}
	r.asked[v] = underway
	s := r.findSubject(v)
	if len(s) > maxMembers {
		s = s[:maxMembers]
	}
	r.subjects[v], r.asked[v] = s, done
	return s
}

func (r *reader) findSubject(v int) []int {
	t := r.t
	var own []int
	last := -1
	for _, k := range t.kids[v] {
		if !t.is(k, "nsubj", "nsubjpass") || t.toks[k].Tag == "EX" || own != nil && k > v {
			continue
		}
		if last >= 0 && t.toks[k].Tag == "PRP" && strings.Contains(t.lower(k), "sel") {
			continue // "has itself bought"
		}
		if last >= 0 && t.ratherThan(last, k) {
			continue // "Canada rather than Mali"
		}
		if last >= 0 && !t.joined(last, k) {
			own = nil // of two, the one beside the verb
		}
		own, last = append(own, r.phrase(k)...), k
	}
	if own != nil {
		return own
	}
	h := t.head(v)
	if h < 0 || t.child(v, "nsubj", "nsubjpass", "csubj", "csubjpass", "expl") >= 0 {
		return nil
	}
	switch t.dep(v) {
	case "conj":
		if t.predicate(h) || t.is(h, "acomp", "attr", "oprd") {
			return r.surface(h)
		}
	case "xcomp", "ccomp":
		if r.gapSubject[v] {
			return r.described(r.gap[v])
		}
		if t.dep(v) == "ccomp" && !t.nonfinite(v) {
			return nil
		}
		return r.controller(h)
	case "acomp", "attr", "oprd":
		return r.surface(h)
	case "pcomp":
		return r.prepositionalSubject(v, h)
	case "advcl":
		if t.predicate(h) && t.child(v, "mark") < 0 || t.nonfinite(v) || t.toks[v].Tag == "VBN" {
			return r.surface(h)
		}
	case "acl":
		if t.infinitive(v) && !r.ranked(h) {
			return r.nounController(h)
		}
		if t.toks[v].Tag == "VBG" && r.documents[t.lemma(h)] && r.chain(h) < 0 {
			if s := r.authors(h); len(s) > 0 {
				return s // "issued a statement condemning Mali"
			}
		}
		return r.phrase(h)
	case "relcl":
		if t.infinitive(v) && r.ranked(h) {
			return r.described(h) // "the first president to visit Mali"
		}
		if t.infinitive(v) {
			return r.nounController(h)
		}
		if r.gapSubject[v] {
			return r.described(r.gap[v])
		}
	case "amod":
		if !t.predicate(h) {
			return r.phrase(h)
		}
	}
	return nil
}

// joined reports whether a conjunction stands between i and j.
func (t *tree) joined(i, j int) bool {
	const far = 20
	for k := i + 1; k < j && k < i+far; k++ {
		if t.dep(k) == "cc" {
			return true
		}
	}
	return false
}

// nonfinite reports whether v is an infinitive or an -ing form without finite
// auxiliary.
func (t *tree) nonfinite(v int) bool {
	return t.infinitive(v) || t.toks[v].Tag == "VBG" && t.child(v, "aux") < 0
}

// infinitive reports whether v has to before it.
func (t *tree) infinitive(v int) bool {
	for _, k := range t.kids[v] {
		if t.toks[k].Tag == "TO" && t.dep(k) == "aux" && k < v {
			return true
		}
	}
	return false
}

// controller returns who does what the complement of u says: "ordered *dealers*
// to stop", "*Mali* threatened to sanction".
func (r *reader) controller(u int) []int {
	t := r.t
	switch {
	case !t.predicate(u):
		if t.noun(u) {
			return r.nounController(u)
		}
		if t.is(u, "acomp", "oprd", "conj") && t.head(u) >= 0 {
			return r.surface(t.head(u))
		}
		return nil
	case r.passive(u):
		return r.surface(u)
	}
	if objs := r.objects(u); len(objs) > 0 && !r.subjectControl(u, objs) {
		return objs
	}
	// "called on Mali to stop", "appealed to Chad to leave"
	for _, k := range t.kids[u] {
		if t.dep(k) != "prep" {
			continue
		}
		if op, ok := r.verbs[t.lemma(u)+" "+t.lower(k)]; ok && op.class.name == "demand" {
			if o := t.child(k, "pobj"); o >= 0 {
				return r.phrase(o)
			}
		}
	}
	return r.surface(u)
}

// subjectControl reports whether the subject of u does what its infinitive
// says although u has an object: "promised Mali to leave", "took steps to".
func (r *reader) subjectControl(u int, objs []int) bool {
	op, listed := r.verbs[r.t.lemma(u)]
	if inf, ok := r.infinitives[r.t.lemma(u)]; ok {
		op, listed = inf, true
	}
	if listed {
		switch op.class.name {
		case "demand", "warn", "force", "refuse", "assess", "claim", "able", "purpose", "report":
			return false
		case "plan", "intend", "threat":
			return r.t.lemma(u) != "want"
		}
	}
	// "named Dorn to lead", but "left Orix to lead Belport"
	res, ok := r.results[r.t.lemma(u)]
	return !ok || res.subject || r.mention[objs[0]] < 0 || r.value(objs[0]) != nil
}

// prepositionalSubject returns who does what the gerund v after the
// preposition p says: "accused *Orix* of selling", "*Mali* left after
// selling".
func (r *reader) prepositionalSubject(v, p int) []int {
	t := r.t
	g := t.head(p)
	for steps := 0; g >= 0 && t.dep(p) == "prep" && t.dep(g) == "prep" && steps < 4; steps++ {
		g = t.head(g)
	}
	if g < 0 {
		return nil
	}
	if !t.predicate(g) {
		if t.noun(g) {
			return r.nounController(g)
		}
		if t.is(g, "advmod") && t.head(g) >= 0 && t.predicate(t.head(g)) {
			return r.surface(t.head(g)) // "stopped short of accusing"
		}
		if t.is(g, "acomp") && t.head(g) >= 0 {
			return r.surface(t.head(g))
		}
		return nil
	}
	switch t.lower(p) {
	case "against":
		if op, ok := r.verbs[t.lemma(g)]; ok && !r.passive(g) && (op.class.name == "warn" || op.class.name == "demand") {
			if objs := r.objects(g); len(objs) > 0 {
				return objs // "warned Mali against arming Chad"
			}
		}
	case "of", "from", "for", "with", "into", "as":
		if objs := r.objects(g); !r.passive(g) && len(objs) > 0 && r.mention[objs[0]] >= 0 && r.value(objs[0]) == nil {
			return objs
		}
		if objs := r.objects(g); !r.passive(g) && len(objs) > 0 {
			if _, ok := r.verbs[t.lemma(g)+" "+t.lower(p)]; ok {
				return objs
			}
		}
	}
	return r.surface(g)
}

// nounAgent returns who does what the noun n says: its possessor, a by-phrase,
// the subject of its support verb.
func (r *reader) nounAgent(n int) []int {
	t := r.t
	var of []int
	for _, k := range t.kids[n] {
		switch {
		case t.dep(k) == "poss":
			return r.phrase(k)
		case t.is(k, "prep", "agent") && t.lower(k) == "by":
			if o := t.child(k, "pobj"); o >= 0 {
				return r.phrase(o)
			}
		case t.dep(k) == "prep" && t.lower(k) == "of":
			if o := t.child(k, "pobj"); o >= 0 && r.named(o) {
				of = r.phrase(o)
			}
		}
	}
	if of != nil {
		return of
	}
	if r.happens(n) { // "Norwegian sanctions" but not "Norwegian banks"
		for _, k := range t.kids[n] {
			if t.is(k, "compound", "amod", "nmod") && r.named(k) {
				return r.phrase(k)
			}
		}
	}
	h := t.head(n)
	if h < 0 || !t.predicate(h) || t.dep(n) != "dobj" {
		return nil
	}
	if reverse, ok := r.supports(r.verbLemma(h), "", n); ok && !reverse {
		return r.surface(h)
	}
	return nil
}

// nounController returns who does what the infinitive of the noun n says: the
// agent of the noun, else the subject of its clause ("won a contract to
// supply", "abandoned plans to buy").
func (r *reader) nounController(n int) []int {
	t := r.t
	h := t.head(n)
	if h >= 0 && t.dep(n) == "dobj" && r.gives[t.lemma(h)] {
		if k := t.child(h, "dative"); k >= 0 && t.nominal(k) {
			return r.phrase(k) // "gave Orix permission to sell"
		}
	}
	if a := r.nounAgent(n); a != nil {
		return a
	}
	switch {
	case h < 0:
	case t.predicate(h) && t.is(n, "dobj", "attr"):
		return r.surface(h)
	case t.predicate(h) && t.is(n, "nsubjpass"):
		return r.doers(h)
	case t.dep(n) == "pobj" && t.head(h) >= 0:
		g := t.head(h)
		if t.is(g, "prep", "advmod") && t.head(g) >= 0 { // "walked away from a deal to buy"
			g = t.head(g)
		}
		if t.predicate(g) {
			return r.surface(g)
		}
	}
	return nil
}

// doers returns the by-phrase of the passive verb v.
func (r *reader) doers(v int) []int {
	for _, k := range r.t.kids[v] {
		if r.t.is(k, "agent", "prep") && r.t.lower(k) == "by" {
			if o := r.t.child(k, "pobj"); o >= 0 {
				return r.phrase(o)
			}
		}
	}
	return nil
}

// objects returns the heads of the direct object of the active verb v, or of
// the first of two: those who are told, asked, sold to.
func (r *reader) objects(v int) []int {
	if k := r.t.child(v, "dative"); k >= 0 && r.t.nominal(k) {
		return r.phrase(k)
	}
	return r.direct(v)
}

// direct returns the heads of the direct object of v, also where a relative
// clause or a coordination leaves it out.
func (r *reader) direct(v int) []int {
	t := r.t
	var out []int
	for _, k := range t.kids[v] {
		if t.dep(k) == "dobj" {
			out = append(out, r.phrase(k)...)
		}
	}
	if out != nil {
		return out
	}
	if r.gap[v] >= 0 && r.gapPrep[v] < 0 && !r.gapSubject[v] {
		return r.described(r.gap[v])
	}
	// "sanctioned and banned Orix": the object stands with the last verb.
	for _, k := range t.kids[v] {
		if t.dep(k) != "conj" || !t.predicate(k) || t.toks[k].Tag != t.toks[v].Tag || k-v > 3 {
			continue
		}
		for i := v + 1; i < k; i++ {
			if !t.is(i, "cc", "advmod", "punct") {
				return nil
			}
		}
		if o := t.child(k, "dobj"); o >= 0 && t.child(v, "ccomp", "xcomp", "prep", "agent") < 0 && !t.passiveForm(k) {
			return r.phrase(o)
		}
	}
	return nil
}

// passiveForm reports whether v has a passive auxiliary or subject of its own.
func (t *tree) passiveForm(v int) bool {
	for _, k := range t.kids[v] {
		if t.is(k, "auxpass", "nsubjpass", "csubjpass") {
			return true
		}
	}
	return false
}

// passive reports whether v is passive: its surface subject is its patient.
func (r *reader) passive(v int) bool {
	t := r.t
	if t.passiveForm(v) {
		return true
	}
	if t.toks[v].Tag != "VBN" && !(t.toks[v].Tag == "VBD" && t.is(v, "acl", "amod")) {
		return false
	}
	own := false
	for _, k := range t.kids[v] {
		switch {
		case t.dep(k) == "aux" && strings.HasPrefix(t.lemma(k), "ha"), t.lower(k) == "'d", t.lower(k) == "'ve":
			return false
		case t.dep(k) == "nsubj":
			own = true
		case t.dep(k) == "agent":
			return true
		}
	}
	switch t.dep(v) {
	case "acl", "advcl", "amod", "relcl", "pcomp":
		return !own
	case "conj":
		h := t.head(v)
		return !own && h >= 0 && t.predicate(h) && (t.toks[h].Tag == "VBN") && r.passive(h)
	case "ccomp", "xcomp":
		return true
	}
	return false
}

// issues are verbs whose subject says what their object does.
var issues = map[string]bool{"adopt": true, "approve": true, "deliver": true, "file": true, "issue": true, "make": true, "pass": true, "post": true,
	"publish": true, "release": true, "send": true, "sign": true, "write": true}

// authors returns who says what the document h says: its own author, else who issues,
// signs or passes it, or says something in it.
func (r *reader) authors(h int) []int {
	t := r.t
	if by := r.nounAgent(h); len(by) > 0 {
		return by
	}
	v := t.head(h)
	if v >= 0 && t.dep(h) == "pobj" && t.lower(v) == "in" {
		v = t.head(v)
	} else if t.dep(h) != "dobj" || v < 0 || !issues[t.lemma(v)] {
		return nil
	}
	if v < 0 || !t.predicate(v) || r.passive(v) {
		return nil
	}
	return r.surface(v)
}
