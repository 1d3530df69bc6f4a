package clause

import (
	"slices"
)

// fixApposition: in "the president-elect of Peru, Sosa", "the head of the unit,
// Dorn" the model may put the person in apposition to the country or the unit, or
// coordinate them. No country is a person.
func (r *reader) fixApposition(i int) bool {
	t := r.t
	p := t.head(i)
	if p < 0 || p > i || !r.person(i) || t.dep(p) != "pobj" {
		return false
	}
	if as := t.head(p); t.dep(i) == "appos" && t.lower(as) == "as" && !r.named(p) && t.head(as) >= 0 && r.post(t.head(as)) && !r.named(t.head(as)) {
		t.move(i, t.head(as), "appos") // "her predecessor as minister, Dorn"
		return true
	}
	if !r.impersonal(p) {
		return false
	}
	listed := t.dep(i) == "conj" && t.pauseBefore(t.first[i]) && t.child(p, "cc") < 0 && t.child(i, "cc", "conj") < 0
	if t.dep(i) != "appos" && !listed {
		return false
	}
	for n, steps := t.head(p), 0; n >= 0 && steps < 6; n, steps = t.head(n), steps+1 {
		switch {
		case !t.noun(n) || r.named(n) || r.inName(n):
		case r.named(p) && !listed || r.post(n):
			t.move(i, n, "appos")
			return true
		}
	}
	return false
}

// impersonal reports whether i is something that is known to be no person.
func (r *reader) impersonal(i int) bool {
	if r.named(i) {
		return r.typ(i) != "" && r.typ(i) != "Person"
	}
	types := r.p.lex.NounTypes(r.t.lemma(i))
	return len(types) > 0 && !slices.Contains(types, "Person")
}

// fixBehindNoun: in "a member of the miners' union Solid", "of the opposition Solid"
// the model may hang the name on the noun above. It is what the noun directly
// before it is called.
func (r *reader) fixBehindNoun(i int) bool {
	t := r.t
	h := t.head(i)
	if h < 0 || h > i || !t.is(i, "appos", "npadvmod") || !r.named(i) || r.first(i) == 0 {
		return false
	}
	n := r.first(i) - 1
	if n <= h || t.toks[n].Tag != "NN" || r.inName(n) || !t.toks[n].Space || r.person(i) && r.impersonal(n) || t.child(n, "appos") >= 0 {
		return false
	}
	for j, steps := n, 0; j >= 0 && steps < 6; j, steps = t.head(j), steps+1 {
		if j == h {
			t.move(i, n, "appos")
			return true
		}
	}
	return false
}

// fixPercentOwned: in "is 30 percent owned by Orix", "Velden, 30 percent owned by
// Orix," the model takes the percentage for what is said. The participle says it.
func (r *reader) fixPercentOwned(i int) bool {
	t := r.t
	n := t.head(i)
	if n < 0 || n != i-1 || t.dep(i) != "acl" || t.toks[i].Tag != "VBN" || r.name[n] < 0 || r.a.Mentions[r.name[n]].Type != "Percent" {
		return false
	}
	h := t.head(n)
	switch {
	case h < 0:
		return false
	case t.dep(n) == "appos" && r.named(h):
		t.toks[i].Head = h
	case t.dep(n) == "attr" && t.lemma(h) == "be":
		t.toks[i].Head, t.toks[i].Dep = t.toks[h].Head, t.toks[h].Dep
		if t.head(h) < 0 {
			t.toks[i].Head = i
		}
		for _, k := range t.kids[h] {
			if k != n {
				t.toks[k].Head = i
			}
			if k != n && t.dep(k) == "nsubj" {
				t.toks[k].Dep = "nsubjpass"
			}
		}
		t.toks[h].Head, t.toks[h].Dep = i, "auxpass"
	default:
		return false
	}
	t.toks[n].Head, t.toks[n].Dep = i, "npadvmod"
	return true
}

// fixNamedAs: in "named the expert Ann Dorn as chief" the model takes the name for
// what somebody is named. The role follows; the name is the object.
func (r *reader) fixNamedAs(i int) bool {
	t := r.t
	v := t.head(i)
	if v < 0 || i < v || t.dep(i) != "oprd" || !r.person(i) || t.passiveForm(v) || t.child(v, "dobj") >= 0 {
		return false
	}
	if _, ok := r.results[t.lemma(v)]; !ok {
		return false
	}
	for _, k := range t.kids[v] {
		if k > i && t.dep(k) == "prep" && t.lower(k) == "as" {
			t.toks[i].Dep = "dobj"
			return true
		}
	}
	return false
}

// fixFoundedBy: in "was started in a garage by Dorn" the model may hang the doer on
// the place. No place is by anybody.
func (r *reader) fixFoundedBy(i int) bool {
	t := r.t
	n := t.head(i)
	if n < 0 || t.dep(i) != "prep" || t.lower(i) != "by" || t.dep(n) != "pobj" || r.events[t.lemma(n)] != nil {
		return false
	}
	p, o := t.head(n), t.child(i, "pobj")
	if o < 0 || !r.named(o) || r.value(o) != nil || p < 0 || t.lower(p) != "in" && t.lower(p) != "at" {
		return false
	}
	v := t.head(p)
	if v < 0 || !t.predicate(v) || !t.passiveForm(v) || t.child(v, "agent") >= 0 {
		return false
	}
	if r.documents[t.lemma(n)] || slices.Contains(r.p.lex.NounTypes(t.lemma(n)), "Work") {
		return false // "was published in a book by Dorn"
	}
	t.move(i, v, "agent")
	return true
}

// fixManagingDirector: in "has been managing director of Orix" the model may see a
// verb with its object. It is a post.
func (r *reader) fixManagingDirector(i int) bool {
	t := r.t
	n := i + 1
	if n >= len(t.toks) || t.toks[i].Tag != "VBG" || !t.noun(n) || t.head(n) != i || t.dep(n) != "dobj" {
		return false
	}
	if _, ok := r.p.lex.Rank(t.lower(i) + " " + t.lower(n)); !ok {
		return false
	}
	be := -1
	for _, k := range t.kids[i] {
		if t.is(k, "aux") && t.lemma(k) == "be" {
			be = k
		}
	}
	if be < 0 {
		return false
	}
	t.replace(i, be)
	t.toks[be].Pos = "VERB"
	t.toks[n].Head, t.toks[n].Dep = be, "attr"
	t.toks[i].Head, t.toks[i].Dep = n, "amod"
	return true
}

// fixTwoPosts: in "Orix CEO and founder Ann Dorn left" the model may make the first
// post a subject beside the name. Both are hers.
func (r *reader) fixTwoPosts(i int) bool {
	t := r.t
	v := t.head(i)
	if v < 0 || !t.noun(i) || r.inName(i) || !t.is(i, "nsubj", "nsubjpass", "dobj", "pobj") || i+3 >= len(t.toks) || t.toks[i+1].Tag != "CC" || t.head(i+1) != i {
		return false
	}
	n := i + 2
	h := t.head(n)
	if h < 0 || !t.is(n, "compound", "nmod") || !r.person(h) || r.inName(n) || r.first(h) != n+1 || t.dep(h) != t.dep(i) && t.dep(h) != "conj" || t.head(h) != v && t.head(h) != i {
		return false
	}
	if !r.holdable(i) || !r.holdable(n) || t.child(i, "det") >= 0 && !(r.post(i) && r.post(n)) {
		return false // "an activist and philosopher Ann Dorn" are two
	}
	dep := t.dep(i)
	t.toks[h].Head, t.toks[h].Dep = v, dep
	t.toks[i].Head, t.toks[i].Dep = h, "compound"
	return true
}

// fixCoNoun: in "Orix's co-founder" the tokenizer makes three words, of which the
// model may take the first for the noun. The last is.
func (r *reader) fixCoNoun(i int) bool {
	t := r.t
	n := i + 2
	if n >= len(t.toks) || t.lower(i) != "co" && t.lower(i) != "vice" || t.toks[i].Space || t.toks[i+1].Text != "-" || !t.noun(n) || r.inName(n) {
		return false
	}
	if h := t.head(n); h != i && h != i+1 && h != t.head(i) || t.head(i) == n {
		return false
	}
	t.toks[n].Head, t.toks[n].Dep = t.toks[i].Head, t.toks[i].Dep
	if t.head(i) < 0 {
		t.toks[n].Head = n
	}
	for k := range t.toks {
		if h := t.toks[k].Head; k != n && k != i && (h == i || h == i+1) {
			t.toks[k].Head = n
		}
	}
	t.toks[i].Head, t.toks[i].Dep = n, "compound"
	t.toks[i+1].Head, t.toks[i+1].Dep = n, "punct"
	return true
}
