package clause

import (
	"strings"

	"dossier/extract"
)

// takePlace hangs i where n hangs and n below i; what opens the clause of n
// follows.
func (t *tree) takePlace(i, n int, dep string) {
	h := t.head(n)
	if h == i {
		h = t.head(i)
	}
	if h < 0 {
		h = i
	}
	t.toks[i].Head, t.toks[i].Dep = h, t.toks[n].Dep
	t.toks[n].Head, t.toks[n].Dep = i, dep
	for _, k := range t.kids[n] {
		if k != i && (t.is(k, "mark", "aux", "auxpass", "neg", "nsubj", "cc", "advcl", "conj") || t.is(k, "advmod") && k < i) {
			t.toks[k].Head = i
		}
	}
}

func (t *tree) makeVerb(i int, tag string) { t.toks[i].Tag, t.toks[i].Pos = tag, "VERB" }

// nameAt returns the head of the name that begins with token i, -1 if none
// does.
func (r *reader) nameAt(i int) int {
	if i < 0 || i >= len(r.t.toks) {
		return -1
	}
	if r.name[i] < 0 {
		e := i
		for e < len(r.t.toks) && r.unknownName(e) {
			e++
		}
		if e == i || e < len(r.t.toks) && r.name[e] >= 0 {
			return -1
		}
		return r.headOf(i, e)
	}
	m := &r.a.Mentions[r.name[i]]
	if m.First != i || m.Form != extract.Name {
		return -1
	}
	return r.headOf(m.First, min(m.Last, len(r.t.toks)))
}

// nameBefore returns the head of the name that ends with token i-1, adverbs
// aside, -1 if none does.
func (r *reader) nameBefore(i int) int {
	for i > 0 && strings.HasPrefix(r.t.toks[i-1].Tag, "RB") {
		i--
	}
	if i == 0 {
		return -1
	}
	if r.name[i-1] < 0 {
		s := i
		for s > 0 && r.unknownName(s-1) {
			s--
		}
		if s == i {
			return -1
		}
		return r.headOf(s, i)
	}
	m := &r.a.Mentions[r.name[i-1]]
	if m.Last != i || m.Form != extract.Name {
		return -1
	}
	return r.headOf(m.First, min(m.Last, len(r.t.toks)))
}

// unknownName reports whether i has the tag of a name and is none that is known.
func (r *reader) unknownName(i int) bool {
	return r.name[i] < 0 && strings.HasPrefix(r.t.toks[i].Tag, "NNP")
}

// fixVerbAfterAuxiliary: "to sanction Orix", "will sanction Orix" with a noun's
// tag. What has a modal or to for auxiliary is a verb.
func (r *reader) fixVerbAfterAuxiliary(i int) bool {
	t := r.t
	if t.toks[i].Tag != "NN" && t.toks[i].Tag != "NNP" || i == 0 || r.inName(i) {
		return false
	}
	for _, k := range t.kids[i] {
		if t.dep(k) == "aux" && k < i && (t.toks[k].Tag == "MD" || t.lower(k) == "to") {
			t.makeVerb(i, "VB")
			if t.lower(k) == "to" {
				t.toks[k].Tag = "TO"
			}
			return true
		}
	}
	return false
}

// fixVerbBetweenNames: in "Gazora owned Belport", "found that Dorn bribed Ruiz"
// the model may make the verb a modifier of its object. A participle between
// two names is a verb.
func (r *reader) fixVerbBetweenNames(i int) bool {
	t := r.t
	n := t.head(i)
	if n <= i || !t.is(i, "amod", "compound", "nmod", "acl") || r.inName(i) || !pastForm(t, i) || n != r.nameAt(i+1) {
		return false
	}
	s := r.nameBefore(i)
	if s < 0 || r.named(s) && r.demonym(s) && t.toks[s].Tag == "JJ" || t.dep(s) == "poss" {
		return false
	}
	h, g := t.head(s), t.head(n)
	switch {
	case g == s: // "Orix once owned Belport", a noun phrase to the model
		t.takePlace(i, s, "nsubj")
		t.toks[n].Head, t.toks[n].Dep = i, "dobj"
	case g >= 0 && t.dep(n) == "pobj" && g == r.first(s)-1 && t.toks[g].Tag == "IN" && t.lower(g) != "that":
		// "the arrest of Dorn angered Peru": the noun phrase is the subject.
		top := t.head(g)
		if top < 0 || !t.noun(top) || t.head(top) >= 0 {
			return false
		}
		t.takePlace(i, top, "nsubj")
		t.toks[s].Head, t.toks[s].Dep = g, "pobj"
		t.toks[n].Head, t.toks[n].Dep = i, "dobj"
	case g >= 0 && t.dep(n) == "dobj" && g == r.first(s)-1 && t.infinitive(g) && r.nounAbove(g) >= 0:
		// "the refusal to sanction Orix angered Peru"
		t.takePlace(i, r.nounAbove(g), "nsubj")
		t.toks[s].Head, t.toks[s].Dep = g, "dobj"
		t.toks[n].Head, t.toks[n].Dep = i, "dobj"
	case h != i && h != n:
		return false
	default:
		that := t.child(n, "mark")
		if g >= 0 && t.lower(g) == "that" && g == r.first(s)-1 && t.dep(n) == "pobj" {
			that = g
			t.toks[n].Head = t.toks[g].Head
			g = t.head(g)
		}
		if g >= 0 && !r.takesClause(g, that) && !t.is(n, "ccomp", "advcl", "conj") {
			return false
		}
		t.takePlace(i, n, "dobj")
		t.toks[s].Head, t.toks[s].Dep = i, "nsubj"
		if that >= 0 {
			t.toks[that].Head, t.toks[that].Dep = i, "mark"
		}
		switch {
		case g >= 0 && that > 0 && that-1 != g && t.noun(that-1) && r.takesClause(that-1, that):
			t.toks[i].Head, t.toks[i].Dep = that-1, "acl"
		case g >= 0 && t.is(i, "dobj", "pobj", "xcomp"):
			t.toks[i].Dep = "ccomp"
		}
	}
	if t.toks[i].Tag == "JJ" {
		t.toks[i].Lemma = r.stem(t.lower(i))
	}
	t.makeVerb(i, "VBD")
	return true
}

// stem returns the verb of which w is a regular past.
func (r *reader) stem(w string) string {
	if s, ok := strings.CutSuffix(w, "ied"); ok {
		return s + "y"
	}
	s := strings.TrimSuffix(w, "ed")
	if _, ok := r.verbs[s+"e"]; ok {
		return s + "e"
	}
	return s
}

// nounAbove returns the noun that the infinitive v complements if it is the root
// of the sentence, -1 if not.
func (r *reader) nounAbove(v int) int {
	n := r.t.head(v)
	if n < 0 || !r.t.is(v, "acl", "relcl") || !r.t.noun(n) || r.t.head(n) >= 0 {
		return -1
	}
	return n
}

// pastForm reports whether i may be a verb in the past.
func pastForm(t *tree, i int) bool {
	switch t.toks[i].Tag {
	case "VBD":
		return true
	case "VBN", "JJ":
		return strings.HasSuffix(t.lower(i), "ed") && (i == 0 || t.toks[i-1].Text != "-")
	}
	return false
}

// takesClause reports whether the word h may govern a clause, that being the
// word that opens it, -1 if none.
func (r *reader) takesClause(h, that int) bool {
	t := r.t
	if t.predicate(h) {
		op, ok := r.verbs[t.lemma(h)]
		return ok && (that >= 0 || op.class.act != "")
	}
	_, ok := r.nouns[t.lemma(h)]
	return ok && that >= 0
}

// fixEventVerb: in "If Canada sanctions Orix" the model may take the verb for a
// noun before a name, and the name for the clause. A name has no conjunction
// and no auxiliary of its own: the noun before it is the verb.
func (r *reader) fixEventVerb(i int) bool {
	t := r.t
	n := t.head(i)
	if n < 0 {
		return false
	}
	if tag := t.toks[i].Tag; tag != "NN" && tag != "NNS" || r.inName(i) || i == 0 {
		return false
	}
	o := r.nameAt(i + 1)
	if o < 0 {
		return false
	}
	s := r.nameBefore(i)
	var opens int
	switch {
	case n == o && t.is(i, "compound", "nsubj", "nmod"):
		opens = t.child(n, "mark", "aux")
	case t.dep(i) == "nsubj" && t.is(n, "aux", "ROOT") && t.head(n) == o || t.dep(n) == "aux" && t.head(n) == o:
		opens = n // "Did Canada sanction Orix?"
	default:
		return false
	}
	if opens < 0 || opens > i || s >= 0 && t.head(s) != i && t.head(s) != n && t.head(s) != o || s < 0 && t.child(i, "nsubj") < 0 {
		return false
	}
	t.takePlace(i, o, "dobj")
	if s >= 0 {
		t.toks[s].Head, t.toks[s].Dep = i, "nsubj"
	}
	t.toks[opens].Head = i
	switch {
	case t.toks[i].Tag == "NNS":
		t.makeVerb(i, "VBZ")
	default:
		t.makeVerb(i, "VB")
	}
	return true
}

// fixGerundTag: in "accused Mali of sanctioning Orix" the model may take the
// gerund for a name. An event noun in -ing directly before a name, with
// nothing before it that belongs to a noun phrase, is a gerund.
func (r *reader) fixGerundTag(i int) bool {
	t := r.t
	w := t.lower(i)
	ev := r.events[w]
	if ev == nil || ev.verb == "" || !strings.HasSuffix(w, "ing") || !t.is(i, "compound", "amod", "nmod") || !t.noun(i) || r.inName(i) {
		return false
	}
	if n := r.nameAt(i + 1); n < 0 || n != t.head(i) || i == 0 || t.first[i] < i {
		return false
	}
	t.makeVerb(i, "VBG")
	t.toks[i].Lemma = ev.verb
	return true
}

// fixSubjectCompound: in "Should Mali refuse" the model may make the name a
// compound of the verb. It is the subject.
func (r *reader) fixSubjectCompound(i int) bool {
	t := r.t
	h := t.head(i)
	if h <= i || t.dep(i) != "compound" || !t.predicate(h) || r.inName(h) || t.child(h, "nsubj", "nsubjpass") >= 0 || !t.noun(i) {
		return false
	}
	t.toks[i].Dep = "nsubj"
	return true
}

// fixInfinitiveNoun: in "agreed not to sanction Orix" the model may see a noun
// after to. An event noun without article directly before a name is the verb.
func (r *reader) fixInfinitiveNoun(i int) bool {
	t := r.t
	ev := r.events[t.lemma(i)]
	if i == 0 || i+1 >= len(t.toks) || ev == nil || ev.verb != t.lemma(i) || t.toks[i].Tag != "NN" || t.lower(i-1) != "to" || r.inName(i) || r.name[i+1] < 0 {
		return false
	}
	m := &r.a.Mentions[r.name[i+1]]
	if m.Form != extract.Name || m.First != i+1 {
		return false
	}
	n := r.headOf(m.First, min(m.Last, len(t.toks)))
	to := i - 1
	v := t.head(to)
	apart := t.head(i) == to && t.head(n) == v // "is set to sanction Orix"
	if v < 0 || v >= to || !t.is(to, "prep", "aux", "dative") || t.head(i) != n && t.head(n) != i && !apart || !t.predicate(v) && !t.noun(v) {
		return false
	}
	dep := "xcomp"
	if t.noun(v) {
		dep = "acl"
	}
	t.toks[i].Tag, t.toks[i].Pos = "VB", "VERB"
	t.toks[i].Head, t.toks[i].Dep = v, dep
	t.toks[to].Tag, t.toks[to].Head, t.toks[to].Dep = "TO", i, "aux"
	t.toks[n].Head, t.toks[n].Dep = i, "dobj"
	for _, k := range t.kids[v] { // "not to"
		if t.dep(k) == "neg" && k == to-1 {
			t.toks[k].Head = i
		}
	}
	return true
}

// fixHyphenatedVerb: of "co-founded" the model may make three verbs. The last part
// is the verb, and has what hangs on the others.
func (r *reader) fixHyphenatedVerb(i int) bool {
	t := r.t
	v := i + 2
	if t.lower(i) != "co" || v >= len(t.toks) || t.toks[i+1].Text != "-" || !t.verb(v) || !t.verb(i) && !t.verb(i+1) || r.inName(v) {
		return false
	}
	part := func(k int) bool { return k >= i && k <= v }
	top := i
	for top < v && part(t.toks[top].Head) && t.head(top) >= 0 {
		top++
	}
	head, dep := t.toks[top].Head, t.toks[top].Dep
	if part(head) {
		head = v // it was the root
	}
	for k := range t.toks {
		h := t.toks[k].Head
		ofAux := h != k && t.is(h, "aux", "auxpass") && part(t.head(h)) && t.is(k, "nsubj", "nsubjpass")
		if !part(k) && (part(h) || ofAux) {
			t.toks[k].Head = v
		}
	}
	t.toks[v].Head, t.toks[v].Dep = head, dep
	t.toks[i].Head, t.toks[i].Dep, t.toks[i].Tag = v, "compound", "AFX"
	t.toks[i+1].Head, t.toks[i+1].Dep, t.toks[i+1].Tag = v, "punct", "HYPH"
	return true
}
