package clause

import "slices"

// fixTimeBehindName: in "struck Sana hours later" the model may make the name a part of
// the time. It is the object.
func (r *reader) fixTimeBehindName(k int) bool {
	t := r.t
	n := t.head(k)
	if n < k || !t.is(k, "compound", "nmod", "poss") || !r.named(k) || !t.plural(n) || !durations[t.lemma(n)] || r.endOf(k)+1 != n || t.child(k, "case") >= 0 {
		return false
	}
	v := r.first(k) - 1
	if v < 0 || !t.predicate(v) || t.child(v, "dobj", "prep", "ccomp", "xcomp", "agent") >= 0 || t.passiveForm(v) {
		return false
	}
	t.move(k, v, "dobj")
	return true
}

// durations are nouns of spans of time.
var durations = map[string]bool{"second": true, "minute": true, "hour": true, "day": true, "week": true, "month": true, "year": true, "decade": true}

// fixAmongThem: in "banned 177 apps, among them Orix and Velden", "steelmakers, among
// them Mali's Orix, left" the names tell who some of the plural are.
func (r *reader) fixAmongThem(i int) bool {
	t := r.t
	if t.lower(i) != "among" || i < 2 || i+2 >= len(t.toks) || t.lower(i+1) != "them" && t.lower(i+1) != "these" || t.toks[i-1].Text != "," {
		return false
	}
	n := i - 2
	for steps := 0; steps < 8 && !(t.toks[n].Tag == "NNS" && !r.inName(n) && t.is(n, "dobj", "nsubj", "nsubjpass", "pobj", "conj")); steps++ {
		if n = t.head(n); n < 0 || n > i {
			return false
		}
	}
	if t.toks[n].Tag != "NNS" || !t.is(n, "dobj", "nsubj", "nsubjpass", "pobj", "conj") {
		return false
	}
	var names []int
	for j := i + 2; j < len(t.toks) && len(names) < maxMembers; {
		k := -1
		if r.name[j] >= 0 {
			k = r.nameAt(j)
		}
		switch {
		case k >= 0 && r.endOf(k)+1 < len(t.toks) && t.dep(r.endOf(k)+1) == "case":
			j = r.endOf(k) + 2 // "Finland's Orix"
			if t.dep(k) == "conj" && j < len(t.toks) {
				t.toks[k].Head, t.toks[k].Dep = j, "poss"
			}
			continue
		case k >= 0:
			names = append(names, k)
			j = r.endOf(k) + 1
			continue
		case len(names) > 0 && (t.lower(j) == "and" || t.toks[j].Text == ","),
			(t.is(j, "det", "amod", "compound", "nmod") || t.noun(j) && !t.plural(j)) && r.name[j] < 0 && t.toks[j].Tag != ",":
			j++
			continue
		}
		break
	}
	if len(names) == 0 {
		return false
	}
	for _, k := range names {
		t.move(k, n, "appos")
	}
	t.toks[i].Dep = "case"
	return true
}

// fixListBesideOne: in "two firms owned by the army, Orix and Velden" the model may put
// the list in apposition to the army. It tells who the plural is.
func (r *reader) fixListBesideOne(k int) bool {
	t := r.t
	h := t.head(k)
	if h < 0 || h > k || t.dep(k) != "appos" || !r.named(k) || t.plural(h) || !t.noun(h) || r.inName(h) || !t.pauseBefore(t.first[k]) {
		return false
	}
	list := t.child(k, "conj") >= 0
	for _, c := range t.kids[k] {
		list = list || t.is(c, "nmod", "compound") && r.named(c) && r.name[c] != r.name[k] && t.child(c, "cc") >= 0
	}
	if !list {
		return false
	}
	for n, steps := t.head(h), 0; n >= 0 && steps < 5; n, steps = t.head(n), steps+1 {
		if t.toks[n].Tag == "NNS" && !r.inName(n) && t.is(n, "dobj", "pobj", "nsubjpass", "nsubj") {
			for _, c := range t.kids[k] { // the first of the list, which hangs on the last
				if t.is(c, "nmod", "compound") && r.named(c) && r.name[c] != r.name[k] {
					t.move(c, n, "appos")
				}
			}
			t.move(k, n, "appos")
			return true
		}
		if t.predicate(n) && t.dep(n) != "acl" && t.dep(n) != "relcl" {
			return false
		}
	}
	return false
}

// fixPeopleBeside: in "two employees of the bank, Ann Orr and Bo Lind" the model
// may hang the names on the bank or on the verb. They tell who the plural is.
func (r *reader) fixPeopleBeside(k int) bool {
	t := r.t
	if !r.person(k) || !t.is(k, "appos", "npadvmod", "dobj", "attr", "dep") || t.child(k, "conj") < 0 || !t.pauseBefore(t.first[k]) || t.child(k, "cc") < 0 {
		return false
	}
	o := t.first[k] - 2
	if o < 1 || !t.noun(o) || t.dep(o) != "pobj" || r.typ(o) == "Person" || t.head(o) < 0 || t.lower(t.head(o)) != "of" {
		return false
	}
	n := t.head(t.head(o))
	if n < 0 || n > o || t.toks[n].Tag != "NNS" || r.inName(n) || t.head(k) == n || !t.is(n, "dobj", "pobj", "nsubj", "nsubjpass") {
		return false
	}
	if !slices.Contains(r.p.lex.NounTypes(t.lemma(n)), "Person") {
		return false
	}
	t.move(k, n, "appos")
	return true
}
