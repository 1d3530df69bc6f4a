package clause

import (
	"strings"

	"dossier/extract"
)

// fixNamedMinister: in "named Ann Dorn finance minister" the model makes the
// name a compound of the title. The name becomes the object.
func (r *reader) fixNamedMinister(i int) bool {
	t := r.t
	h := t.head(i)
	if h < 0 || !t.is(i, "oprd", "dobj", "attr") || !t.predicate(h) || !t.noun(i) || r.inName(i) || i < h {
		return false
	}
	if _, ok := r.results[t.lemma(h)]; !ok || r.nominalObject(h, i) {
		return false
	}
	for _, k := range t.kids[i] {
		if k < i && t.is(k, "compound", "nmod", "amod") && r.named(k) && r.first(k) == h+1 && r.typ(k) != "Country" && i > k {
			t.move(k, h, "dobj")
			t.toks[i].Dep = "oprd"
			return true
		}
	}
	return false
}

// nominalObject reports whether v has an object other than i.
func (r *reader) nominalObject(v, i int) bool {
	for _, k := range r.t.kids[v] {
		if k != i && r.t.is(k, "dobj") {
			return true
		}
	}
	return false
}

// first returns the first token of the mention that i heads.
func (r *reader) first(i int) int {
	if m := r.mention[i]; m >= 0 {
		return r.a.Mentions[m].First
	}
	return i
}

// fixAmountObject: in "fined Orix 4 billion dollars" the model makes the name a
// modifier of the amount. It becomes the object, the amount a second one.
func (r *reader) fixAmountObject(i int) bool {
	t := r.t
	h := t.head(i)
	if h >= 0 && t.dep(i) == "dep" && r.named(i) && r.first(i) == h+1 && r.transfer[t.lemma(h)] && t.child(h, "dobj") > i {
		t.toks[i].Dep = "dative" // "gave Orix permission"
		return true
	}
	if h < 0 || t.dep(i) != "dobj" || !t.predicate(h) {
		return false
	}
	amount := r.name[i] >= 0 && r.a.Mentions[r.name[i]].Form == extract.Value
	number := t.child(i, "nummod", "quantmod")
	for _, k := range t.kids[i] {
		if k > i || !t.is(k, "nmod", "compound", "npadvmod", "amod", "poss") || !r.named(k) || r.first(k) != h+1 {
			continue
		}
		switch {
		case (amount || number > k) && t.dep(k) != "poss":
			t.move(k, h, "dative")
			if !r.transfer[t.lemma(h)] {
				t.toks[k].Dep = "dobj"
				t.toks[i].Dep = "npadvmod"
			}
			return true
		case r.transfer[t.lemma(h)] && r.typ(k) == "Country" && !r.demonym(k) && t.dep(k) != "poss" && r.endOf(k) < i:
			t.move(k, h, "dative")
			return true
		}
	}
	return false
}

// endOf returns the last token of the mention that i heads.
func (r *reader) endOf(i int) int {
	if m := r.mention[i]; m >= 0 {
		return r.a.Mentions[m].Last - 1
	}
	return i
}

// fixGerundObject: in "ruled out sanctioning Orix" the model may make the
// gerund a modifier of the name. No gerund modifies a name: it is the content.
// So it is of a noun in "accused of evading sanctions".
func (r *reader) fixGerundObject(i int) bool {
	t := r.t
	n := t.head(i)
	if n < 0 || t.toks[i].Tag != "VBG" || !t.is(i, "compound", "amod") || r.inName(i) || (!r.named(n) || r.first(n) != i+1) && !r.ofDeed(i, n) {
		return false
	}
	h := t.head(n)
	if h < 0 || i == 0 || t.is(i-1, "det", "poss", "amod") {
		return false
	}
	switch t.dep(n) {
	case "dobj":
		t.toks[i].Dep = "xcomp"
	case "pobj":
		t.toks[i].Dep = "pcomp"
	default:
		return false
	}
	t.toks[i].Head = h
	t.toks[n].Head, t.toks[n].Dep = i, "dobj"
	return true
}

// ofDeed reports whether the gerund i opens the noun phrase n after a verb that
// takes a deed with its preposition: "accused of".
func (r *reader) ofDeed(i, n int) bool {
	t := r.t
	p := t.head(n)
	if p < 0 || p != i-1 || t.first[n] != i || t.dep(n) != "pobj" || t.head(p) < 0 || !t.predicate(t.head(p)) {
		return false
	}
	op, ok := r.verbs[t.lemma(t.head(p))+" "+t.lower(p)]
	return ok && op.class.name == "claim"
}

// fixNameBeside: in "Sosa's ally Vega left" the model may hang noun and name
// both on the verb. The name is in apposition to the noun directly before it.
func (r *reader) fixNameBeside(i int) bool {
	t := r.t
	if i == 0 || r.name[i] < 0 {
		return false
	}
	m := &r.a.Mentions[r.name[i]]
	if m.Form != extract.Name || m.First != i || m.Last > len(t.toks) {
		return false
	}
	n, h := i-1, r.headOf(m.First, m.Last)
	if t.toks[n].Tag != "NN" || r.inName(n) || t.head(n) < 0 || t.head(n) != t.head(h) || !t.predicate(t.head(n)) {
		return false
	}
	if t.dep(h) == "npadvmod" || t.dep(h) == t.dep(n) && t.is(n, "nsubj", "nsubjpass", "dobj") && h < t.head(n) == (n < t.head(n)) {
		t.move(h, n, "appos")
		return true
	}
	return false
}

// fixTwoObjects: in 'called Vega "a friend of Peru"' the model may see two
// objects. The second is what the first is called.
func (r *reader) fixTwoObjects(i int) bool {
	t := r.t
	v := t.head(i)
	if v < 0 || !t.noun(i) || r.inName(i) {
		return false
	}
	if o := v; t.dep(i) == "appos" && r.named(o) && t.dep(o) == "dobj" && !t.pauseBefore(t.first[i]) && t.head(o) >= 0 && t.toks[t.first[i]].Tag == "DT" {
		v = t.head(o) // "considered Calder an ally"
	}
	if o := t.child(v, "oprd"); t.dep(i) == "oprd" && o >= 0 && o < i && strings.HasPrefix(t.toks[o].Tag, "NNP") && r.first(o) <= v+2 {
		t.toks[o].Dep = "dobj"
		return true
	}
	if t.dep(i) != "dobj" && t.head(i) == v || !t.predicate(v) {
		return false
	}
	if res, ok := r.results[t.lemma(v)]; !ok || res.subject {
		return false
	}
	if o := t.child(v, "dobj"); o >= i || o < v {
		return false
	}
	t.move(i, v, "oprd")
	return true
}

// fixInvertedCopula: "the chief executive of Orix is Lena Hald" says of her what
// she is. The name becomes the subject.
func (r *reader) fixInvertedCopula(i int) bool {
	t := r.t
	v := t.head(i)
	if v < 0 || t.dep(i) != "nsubj" || i > v || t.lemma(v) != "be" || !t.noun(i) || r.inName(i) || !r.definite(i) || !r.post(i) {
		return false
	}
	k := t.child(v, "attr")
	if k < v || !r.named(k) || r.demonym(k) || t.child(k, "det") >= 0 {
		return false
	}
	t.toks[i].Dep, t.toks[k].Dep = "attr", "nsubj"
	return true
}

// post reports whether the noun i is a title or a noun of tie.
func (r *reader) post(i int) bool {
	if r.tieNoun(i) {
		return true
	}
	_, ok := r.p.lex.Rank(r.t.lower(i))
	if !ok && i > 0 {
		_, ok = r.p.lex.Rank(r.t.lower(i-1) + " " + r.t.lower(i))
	}
	return ok
}

// fixNamedObject: in "sacked Dorn and named Ruiz to replace him" the model may take
// the person for what somebody is named. A name is no post: it is the object.
func (r *reader) fixNamedObject(i int) bool {
	t := r.t
	v := t.head(i)
	if v < 0 || t.dep(i) != "oprd" || !r.person(i) || !t.predicate(v) || t.passiveForm(v) || t.child(v, "dobj", "nsubjpass") >= 0 {
		return false
	}
	if res, ok := r.results[t.lemma(v)]; !ok || res.subject {
		return false
	}
	t.toks[i].Dep = "dobj"
	return true
}
