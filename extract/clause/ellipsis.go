package clause

import (
	"slices"

	"dossier/extract"
)

// elided returns the verb that v stands for in an elliptic clause: "Mali did not
// sign, but Chad did", "and neither did Peru", "as has Niger"; -1 if v stands for
// none.
func (r *reader) elided(v int) int {
	t := r.t
	if has := t.lemma(v) == "have" && t.toks[v].Tag != "VB" && t.child(v, "nsubj") > v; t.lemma(v) != "do" && !has || t.child(v, "nsubj") < 0 || t.child(v, "dobj", "ccomp", "xcomp", "attr", "acomp", "oprd", "prep", "auxpass", "nsubjpass") >= 0 {
		return -1
	}
	switch t.dep(v) {
	case "conj", "advcl", "parataxis", "ccomp":
	default:
		return -1
	}
	for u, steps := t.head(v), 0; u >= 0 && steps < 3; u, steps = t.head(u), steps+1 {
		if u < v && t.predicate(u) && t.lemma(u) != "do" && r.props[u] != nil {
			return u
		}
	}
	return -1
}

// repeatVerb makes the proposition of v, which repeats u with another subject.
func (r *reader) repeatVerb(v, u int) {
	src := r.props[u]
	p := &extract.Proposition{Sentence: r.s, Kind: extract.Verb, Lemma: src.Lemma, Head: v, Trigger: r.t.toks[v].Span, Modifiers: r.adverbials(v)}
	role := extract.Agent
	if r.passive(u) {
		role = extract.Patient
	}
	r.addAll(p, role, r.surface(v))
	for _, a := range src.Arguments {
		if a.Role != role && a.Role != extract.When && a.Proposition < 0 && !slices.ContainsFunc(p.Arguments, func(b extract.Argument) bool { return a.Chain >= 0 && a.Chain == b.Chain }) {
			p.Arguments = append(p.Arguments, a)
		}
	}
	r.props[v] = p
}

// gapped makes the proposition of a clause that leaves its verb out, "Canada
// sanctioned Orix in May and Japan Velden in June", and takes from p what is its. It
// tells it by two names, or a name and a number, side by side behind the
// conjunction, of the kinds of the subject and the object.
func (r *reader) gapped(p *extract.Proposition, v int) {
	t := r.t
	s, o := t.child(v, "nsubj"), t.child(v, "dobj")
	if s < 0 || o < v || s > v || !r.named(s) {
		return
	}
	for c := o + 1; c < t.last[v] && c < o+12; c++ {
		if w := t.lower(c); t.toks[c].Tag != "CC" || w != "and" && w != "but" {
			continue
		}
		a := r.nameAt(c + 1)
		if a < 0 || r.mention[a] < 0 || r.typ(a) != r.typ(s) || r.chain(a) == r.chain(s) {
			continue
		}
		b := r.secondGapped(r.endOf(a)+1, o)
		if b < 0 || r.props[a] != nil {
			continue
		}
		of := func(x extract.Argument) bool {
			return x.Role == extract.Patient && (x.Head == a || x.Head == b)
		}
		p.Arguments = slices.DeleteFunc(p.Arguments, of)
		q := &extract.Proposition{Sentence: r.s, Kind: extract.Verb, Lemma: p.Lemma, Head: a, Trigger: t.toks[a].Span}
		r.addAll(q, extract.Agent, []int{a})
		r.addAll(q, extract.Patient, []int{b})
		r.props[a] = q
		return
	}
}

// secondGapped returns the head of what begins at i if it can be the object in a
// clause that leaves its verb out, where o is that of the clause before; else -1.
func (r *reader) secondGapped(i, o int) int {
	t := r.t
	if i >= len(t.toks) {
		return -1
	}
	if b := r.nameAt(i); b >= 0 {
		if r.named(o) && r.named(b) && r.typ(b) != "" && r.typ(b) == r.typ(o) && !r.demonym(b) {
			return b
		}
		return -1
	}
	if t.toks[i].Tag == "CD" && t.plural(o) && !r.named(o) && (i+1 == len(t.toks) || t.toks[i+1].Pos == "PUNCT") {
		return i
	}
	return -1
}
