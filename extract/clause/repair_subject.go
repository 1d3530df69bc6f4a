package clause

import (
	"slices"
	"strings"
)

// finite reports whether v is a verb in a finite form of its own or of an
// auxiliary.
func (t *tree) finite(v int) bool {
	switch t.toks[v].Tag {
	case "VBD", "VBZ", "VBP":
		return true
	}
	for _, k := range t.kids[v] {
		if t.is(k, "aux", "auxpass") {
			switch t.toks[k].Tag {
			case "MD", "VBD", "VBZ", "VBP":
				return true
			}
		}
	}
	return false
}

// fixStolenObject: in "Chad attacked Mali, Peru's president, Sosa, said" and
// "unless Canada lifts its ban, Peru will leave" the model may make the object
// directly behind the first verb a subject of the second. What follows the
// pause is the subject.
func (r *reader) fixStolenObject(k int) bool {
	t := r.t
	v := t.head(k)
	if v <= k || t.dep(k) != "nsubj" || !t.predicate(v) {
		return false
	}
	f := t.first[k]
	if f == 0 {
		return false
	}
	c := f - 1
	if !t.predicate(c) || c == v || t.child(c, "dobj", "attr", "acomp", "ccomp", "xcomp", "oprd") >= 0 && t.child(c, "ccomp") != v || t.passiveForm(c) {
		return false
	}
	s := -1
	switch {
	case t.head(c) == v && t.is(c, "advcl", "ccomp", "csubj"):
		for _, x := range t.kids[v] {
			if x > k && x < v && t.dep(x) == "nsubj" && t.pauseBefore(t.first[x]) {
				s = x
			}
		}
		for _, x := range t.kids[k] {
			if s < 0 && x > k && t.is(x, "appos") && t.pauseBefore(t.first[x]) && (t.noun(x) || r.named(x)) {
				s = x
			}
		}
		if s < 0 {
			return false
		}
	case t.head(v) == c && t.dep(v) == "ccomp" && t.infinitive(c) && r.nounAbove(c) >= 0 && t.finite(v):
		s = r.nounAbove(c) // "the decision to leave Mali pleased Peru"
		t.toks[v].Head, t.toks[v].Dep = v, "ROOT"
	case t.head(v) == c && t.dep(v) == "ccomp" && t.child(v, "mark") < 0 && t.child(c, "nsubj") >= 0:
		if _, ok := r.verbs[t.lemma(c)]; ok || r.startsContent(c) {
			return false
		}
		if s = t.child(k, "conj"); s < k || s > v || t.child(s, "cc") >= 0 {
			return false // "attacked Mali and Peru bought arms"
		}
		t.toks[v].Dep = "conj"
		for _, x := range t.kids[k] {
			if t.dep(x) == "cc" {
				t.toks[x].Head = c
			}
		}
	default:
		return false
	}
	t.toks[k].Head, t.toks[k].Dep = c, "dobj"
	t.toks[s].Head, t.toks[s].Dep = v, "nsubj"
	return true
}

// startsContent reports whether the verb is one that reports with a particle
// or preposition only.
func (r *reader) startsContent(v int) bool {
	_, ok := r.infinitives[r.t.lemma(v)]
	return ok
}

// fixStolenSubject: in "Without help from Mali, Peru would sell" the model may
// coordinate the subject with the noun before it. Nothing is coordinated by a
// comma alone, and the verb has no other subject.
func (r *reader) fixStolenSubject(k int) bool {
	t := r.t
	o := t.head(k)
	if o < 0 || o > k || !t.is(k, "conj", "appos") || !t.pauseBefore(t.first[k]) || !t.nominal(k) || !t.nominal(o) || t.child(o, "cc") >= 0 || t.dep(o) != "pobj" && t.dep(o) != "dobj" {
		return false
	}
	e := t.last[k]
	if e >= len(t.toks) || t.toks[e].Text == "," {
		return false
	}
	v := e
	if t.is(v, "aux", "auxpass", "neg", "advmod") {
		v = t.head(v)
	}
	if v <= k || !t.predicate(v) || !t.finite(v) || t.is(v, "conj", "relcl", "acl") || t.child(v, "nsubj", "nsubjpass", "csubj", "expl") >= 0 {
		return false
	}
	for p, steps := o, 0; p >= 0 && steps < 8; p, steps = t.head(p), steps+1 {
		if t.head(p) == v && p < k && t.is(p, "prep", "advcl") {
			t.toks[k].Head, t.toks[k].Dep = v, "nsubj"
			if t.passiveForm(v) {
				t.toks[k].Dep = "nsubjpass"
			}
			return true
		}
	}
	return false
}

// fixMainVerb: in "The company named Dorn chief" and "The firm, which it said
// had been sold, closed" the model may see a noun phrase. A verb without
// subject that cannot modify the noun is the verb of the sentence.
func (r *reader) fixMainVerb(i int) bool {
	t := r.t
	if !t.predicate(i) || t.passiveForm(i) || t.child(i, "nsubj", "mark") >= 0 || t.infinitive(i) {
		return false
	}
	n := t.head(i)
	switch {
	case n < 0:
		return false
	case t.toks[i].Tag == "VBD" && t.pauseBefore(i) && r.mainBehindAside(i):
		return true
	case t.dep(i) == "acl" && (t.toks[i].Tag == "VBN" || t.toks[i].Tag == "VBD"):
		if t.head(n) >= 0 || !t.noun(n) || n > i || t.pauseBefore(i) || t.child(i, "dobj", "oprd", "ccomp", "xcomp", "dative") < i || t.child(i, "agent") >= 0 || r.otherVerb(n, i) {
			return false
		}
		if t.child(i, "dobj", "ccomp") < 0 { // "the company named Orix": called so
			o := t.child(i, "oprd", "xcomp", "dative")
			as := o + 1
			switch {
			case t.dep(o) == "oprd" && r.person(o) && as < len(t.toks) && (t.lower(as) == "as" || t.lower(as) == "to") && t.dep(as) == "prep":
				t.toks[o].Dep, t.toks[as].Head = "dobj", i // "the board named Dorn as chairman"
			case t.dep(o) != "oprd" || r.named(o) || t.first[o] == o || r.nameAt(i+1) < 0:
				return false
			}
		}
		t.makeVerb(i, "VBD")
	case t.is(i, "ccomp", "conj") && t.pauseBefore(i) && t.finite(i):
		v := n
		for steps := 0; v >= 0 && t.dep(v) != "relcl" && steps < 4; steps++ {
			v = t.head(v)
		}
		if v < 0 || t.dep(v) != "relcl" {
			return false
		}
		if n = t.head(v); n < 0 || t.head(n) >= 0 || !t.noun(n) || n > i {
			return false
		}
		if t.dep(i) == "conj" && !t.pauseBefore(t.first[v]) {
			return false
		}
	default:
		return false
	}
	t.toks[i].Head, t.toks[i].Dep = i, "ROOT"
	t.toks[n].Head, t.toks[n].Dep = i, "nsubj"
	return true
}

// fixMainBehindName: in "The militia Hezbollah fired rockets" the model may see a noun
// with a relative clause. Where nothing is left out of it and no verb is above it,
// the clause is the sentence and the noun says what the name is.
func (r *reader) fixMainBehindName(v int) bool {
	t := r.t
	n := t.head(v)
	if n < 0 || t.dep(v) != "relcl" || t.head(n) >= 0 || !t.noun(n) || r.inName(n) || !t.finite(v) || r.otherVerb(n, v) {
		return false
	}
	s := t.child(v, "nsubj", "nsubjpass")
	if s < n || s > v || !r.named(s) || r.first(s) != n+1 || t.child(v, "dobj", "ccomp", "xcomp") < v {
		return false
	}
	t.toks[v].Head, t.toks[v].Dep = v, "ROOT"
	t.toks[n].Head, t.toks[n].Dep = s, "compound"
	for _, k := range t.kids[n] {
		if k > v && t.is(k, "punct", "conj", "cc") {
			t.toks[k].Head = v
		}
	}
	return true
}

// fixWhoseClause: in "The party, whose leader, Dorn, signed the pact, accused Mali" the
// model may take the verb of the relative clause for that of the sentence.
func (r *reader) fixWhoseClause(i int) bool {
	t := r.t
	h := t.head(i)
	if t.toks[i].Tag != "WP$" || h < i || t.dep(h) != "appos" {
		return false
	}
	n := t.head(h)
	if n < 0 || n > i || t.dep(n) != "nsubj" || t.head(n) < h || t.head(t.head(n)) >= 0 || !t.predicate(t.head(n)) {
		return false
	}
	const reach = 64
	v := t.head(n)
	for k := v + 1; k < min(len(t.toks), v+reach); k++ {
		if t.toks[k].Tag != "VBD" || !t.pauseBefore(k) || !t.is(k, "acl", "advcl") || t.child(k, "nsubj", "nsubjpass", "mark", "agent") >= 0 {
			continue
		}
		t.toks[k].Head, t.toks[k].Dep = k, "ROOT"
		t.toks[v].Head, t.toks[v].Dep = n, "relcl"
		t.toks[h].Head, t.toks[h].Dep = v, "nsubj"
		t.toks[n].Head = k
		return true
	}
	return false
}

// mainBehindAside mends "Ruiz, the envoy, called on Mali to pay" and "Ruiz, 44,
// studied law", of which the model makes a noun phrase: a past behind an aside is
// the verb of a sentence that has none.
func (r *reader) mainBehindAside(i int) bool {
	t := r.t
	n, object := t.head(i), -1
	if t.dep(i) == "amod" && i < n && t.dep(n) == "appos" {
		n, object = t.head(n), n
	} else if t.dep(i) != "acl" {
		return false
	}
	if n < 0 || n > i || t.head(n) >= 0 || !t.noun(n) || t.child(i, "agent") >= 0 || r.otherVerb(n, i) {
		return false
	}
	aside := slices.ContainsFunc(t.kids[n], func(k int) bool { return k > n && k < i && t.is(k, "appos", "relcl") })
	if !aside {
		return false
	}
	if object >= 0 {
		for _, k := range t.kids[object] {
			if t.is(k, "prep", "conj", "cc") && k > object && (!t.is(k, "conj") || t.verb(k)) {
				t.toks[k].Head = i
			}
		}
		t.toks[object].Head, t.toks[object].Dep = i, "dobj"
	}
	t.toks[i].Head, t.toks[i].Dep = i, "ROOT"
	t.toks[n].Head, t.toks[n].Dep = i, "nsubj"
	return true
}

// otherVerb reports whether the noun phrase of root n has a verb of a sentence
// beside i.
func (r *reader) otherVerb(n, i int) bool {
	for _, k := range r.t.kids[n] {
		if k != i && r.t.predicate(k) && !r.t.is(k, "acl", "relcl", "amod") {
			return true
		}
	}
	return false
}

// fixAfterClause: in "shut after an agency, the Bureau of Mines, ordered firms
// to leave" the model may take the agency for the object of after and lose the
// clause. A finite verb without subject behind a conjunction of time has the
// noun between them for subject.
func (r *reader) fixAfterClause(i int) bool {
	t := r.t
	h := t.head(i)
	if h < 0 || h > i || t.dep(i) != "conj" || !t.predicate(i) || !t.predicate(h) || !t.finite(i) || t.child(i, "nsubj", "nsubjpass") >= 0 || t.child(h, "cc") > h {
		return false
	}
	p := -1
	for _, k := range t.kids[h] {
		if k > h && k < i && t.dep(k) == "prep" {
			p = k
		}
	}
	if p < 0 {
		return false
	}
	switch t.lower(p) {
	case "after", "before", "since", "until", "as":
	default:
		return false
	}
	o := t.child(p, "pobj")
	if o < 0 || r.value(o) != nil {
		return false
	}
	for _, k := range t.kids[h] { // the name in apposition may hang on the verb
		if k > o && k < i && r.named(k) && t.is(k, "npadvmod", "appos", "nsubj", "dobj") {
			t.toks[k].Head, t.toks[k].Dep = o, "appos"
		}
	}
	t.toks[o].Head, t.toks[o].Dep = i, "nsubj"
	t.toks[p].Head, t.toks[p].Dep = i, "mark"
	t.toks[i].Dep = "advcl"
	return true
}

// fixAdverbialSubject: in "Gazora owned Belport" the model may make the
// subject an adverbial. No name of a thing is one.
func (r *reader) fixAdverbialSubject(k int) bool {
	t := r.t
	v := t.head(k)
	if v <= k || t.dep(k) != "npadvmod" || !r.named(k) || !t.predicate(v) || !t.finite(v) || t.last[k] != v || t.child(v, "nsubj", "nsubjpass", "csubj", "expl") >= 0 || t.is(v, "conj", "relcl") {
		return false
	}
	t.toks[k].Dep = "nsubj"
	return true
}

// fixCausative: in "helped Orix buy Belport" the model may make the name the
// complement and hang the verb on it.
func (r *reader) fixCausative(i int) bool {
	t := r.t
	n := t.head(i)
	if s := t.child(i, "nsubj"); n == i+1 && t.toks[i].Tag == "VB" && t.is(i, "compound", "amod") && s >= 0 && s < i && t.dep(n) == "dobj" && t.head(n) >= 0 && t.head(n) < s {
		t.toks[i].Head, t.toks[i].Dep = t.toks[n].Head, "ccomp" // "made Orix sell Belport", the verb a modifier
		t.toks[n].Head = i
		return true
	}
	if n < 0 || n > i || t.toks[i].Tag != "VB" || t.dep(i) != "xcomp" || t.predicate(n) || !t.nominal(n) || !t.is(n, "xcomp", "ccomp") || t.infinitive(i) {
		return false
	}
	t.toks[i].Head, t.toks[i].Dep = t.toks[n].Head, "ccomp"
	t.toks[n].Head, t.toks[n].Dep = i, "nsubj"
	return true
}

// fixContentOfNoun: in "the claim that Mali attacked Chad" the model may see a
// relative clause. A clause that lacks nothing is what is claimed.
func (r *reader) fixContentOfNoun(i int) bool {
	t := r.t
	n := t.head(i)
	if n < 0 || t.dep(i) != "relcl" || !t.noun(n) || !t.predicate(i) {
		return false
	}
	given := t.lower(n) == "case" || t.lower(n) == "event"
	if _, ok := r.nouns[t.lemma(n)]; !ok && !given {
		return false
	}
	that := -1
	objects := 0
	for _, k := range t.kids[i] {
		switch {
		case k < i && t.lower(k) == "that" && t.is(k, "mark", "dobj", "pobj", "dative", "advmod"):
			that = k
		case t.is(k, "dobj", "attr", "acomp", "ccomp"):
			objects++
		}
	}
	switch {
	case that < 0 || t.child(i, "nsubj", "nsubjpass", "expl") < that:
		return false
	case t.dep(that) == "mark", given:
	case objects == 0 && !t.passiveForm(i) && !strings.HasPrefix(t.toks[i].Tag, "VBZ"):
		return false // "the claims that Mali made"
	}
	t.toks[that].Dep, t.toks[that].Tag = "mark", "IN"
	t.toks[i].Dep = "acl"
	return true
}
