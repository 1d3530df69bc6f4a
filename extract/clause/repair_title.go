package clause

import (
	"slices"

	"dossier/extract"
)

// fixTitleBeforeName: in "CEO of the Refugee Council Ann Dorn", "ambassador to Mali
// Ann Dorn" the model takes the body for a part of the person's name. The body is
// what the title is of, the person who holds it.
func (r *reader) fixTitleBeforeName(i int) bool {
	t := r.t
	if !r.person(i) {
		return false
	}
	m := &r.a.Mentions[r.mention[i]]
	if m.First < 3 || m.Last > len(t.toks) || r.name[m.First-1] < 0 || !t.toks[m.First-1].Space {
		return false
	}
	b := &r.a.Mentions[r.name[m.First-1]]
	if b.Form != extract.Name || b.Type == "Person" || b.Last != m.First {
		return false
	}
	p := -1
	for j := m.First; j < m.Last; j++ {
		if h := t.head(j); t.dep(j) == "pobj" && h >= 0 && h < b.First {
			p = h
		}
	}
	if p < 0 {
		return false
	}
	n := t.head(p)
	switch t.lower(p) {
	case "of", "for", "at", "to", "in":
	default:
		return false
	}
	if n < 0 || n > p || !t.noun(n) || t.plural(n) || r.inName(n) || !r.holdable(n) {
		return false
	}
	body := r.headOf(b.First, b.Last)
	if h := t.head(body); h < m.First || h >= m.Last {
		return false
	}
	for k := range t.toks {
		switch h := t.head(k); {
		case k >= m.First && k < m.Last:
			if k != i && (h < m.First || h >= m.Last) {
				t.toks[k].Head, t.toks[k].Dep = i, "compound"
			}
		case k < m.First && k != body && h >= m.First && h < m.Last:
			t.toks[k].Head = body
		}
	}
	t.move(body, p, "pobj")
	t.move(i, n, "appos")
	return true
}

// holdable reports whether the noun n is a post or says what people do.
func (r *reader) holdable(n int) bool {
	return r.post(n) || slices.Contains(r.p.lex.NounTypes(r.t.lemma(n)), "Person")
}

// fixTitleThenName: in "Mali's president, Ann Dorn said", "Ann Dorn, Mali's president
// said", where the second comma is left out, the model sees two subjects, or a
// sentence within a noun phrase. Title and name are one.
func (r *reader) fixTitleThenName(i int) bool {
	t := r.t
	v := t.head(i)
	if v <= i || t.dep(i) != "nsubj" || !t.predicate(v) {
		return false
	}
	f := t.first[i]
	if f < 2 || t.toks[f-1].Text != "," {
		return false
	}
	if r.person(i) {
		n := f - 2
		if r.inName(n) || !t.noun(n) || t.plural(n) || !r.post(n) {
			return false
		}
		switch {
		case t.head(n) == v && t.is(n, "nsubj", "dep", "npadvmod"):
			t.toks[n].Dep = "nsubj"
		case t.head(v) == n && t.is(v, "parataxis", "ccomp", "acl", "relcl") && t.head(n) < 0:
			for _, k := range t.kids[n] {
				if k < t.first[n] || t.is(k, "advcl", "punct") {
					t.toks[k].Head = v
				}
			}
			t.toks[v].Head, t.toks[v].Dep = v, "ROOT"
			t.toks[n].Head, t.toks[n].Dep = v, "nsubj"
		default:
			return false
		}
		t.move(i, n, "appos")
		return true
	}
	// The title behind the name.
	k := f - 2
	if r.inName(i) || !t.noun(i) || t.plural(i) || !r.post(i) || r.name[k] < 0 || !r.person(r.headOfName(k)) {
		return false
	}
	k = r.headOfName(k)
	if t.head(k) != v || !t.is(k, "nsubj", "dep", "npadvmod") {
		return false
	}
	t.toks[k].Dep = "nsubj"
	t.move(i, k, "appos")
	return true
}

// headOfName returns the head of the name that token k is part of.
func (r *reader) headOfName(k int) int {
	m := &r.a.Mentions[r.name[k]]
	return r.headOf(m.First, min(m.Last, len(r.t.toks)))
}

// fixBodyNounName: in "Orix campaigner Ann Dorn" the model may part the body from the
// noun and the name. Written together they are one phrase.
func (r *reader) fixBodyNounName(i int) bool {
	t := r.t
	if !r.person(i) {
		return false
	}
	m := &r.a.Mentions[r.mention[i]]
	n := m.First - 1
	if n < 1 || m.Last > len(t.toks) || t.toks[n].Tag != "NN" || r.inName(n) || !r.holdable(n) || r.name[n-1] < 0 || !t.toks[n].Space || !t.toks[n-1].Space {
		return false
	}
	if h := t.head(n); h < m.First || h >= m.Last {
		return false
	}
	b := r.headOfName(n - 1)
	h := t.head(b)
	if !r.named(b) || !r.impersonal(b) || r.typ(b) == "Country" || h < 0 || h >= n || t.dep(b) == "poss" || t.head(i) == b {
		return false
	}
	if t.move(i, h, t.dep(b)); t.head(i) != h {
		return false
	}
	t.toks[b].Head, t.toks[b].Dep = i, "compound"
	t.toks[n].Head, t.toks[n].Dep = i, "compound"
	return true
}

// fixTwoPortfolios: in "Mali's interior and overseas minister" the model may make the
// first field a noun of its own. Both are the minister's.
func (r *reader) fixTwoPortfolios(n int) bool {
	t := r.t
	a := t.head(n)
	if a < 0 || a > n-2 || n-a > 4 || t.dep(n) != "conj" || r.inName(n) || !t.noun(n) || !r.post(n) || r.inName(a) {
		return false
	}
	if _, ok := r.p.lex.Portfolio(t.lower(a)); !ok || t.lower(a+1) != "and" {
		return false
	}
	t.replace(a, n)
	t.move(a, n, "amod")
	return true
}

// fixAtLarge: in "editor at large at the Globe" the model hangs the second phrase on
// large. It belongs to the post.
func (r *reader) fixAtLarge(i int) bool {
	t := r.t
	l := t.head(i)
	if l < 2 || i != l+1 || t.dep(i) != "prep" || t.lower(l) != "large" || t.lower(l-1) != "at" {
		return false
	}
	n := l - 2
	if !t.noun(n) || r.inName(n) {
		return false
	}
	t.move(i, n, "prep")
	return true
}
