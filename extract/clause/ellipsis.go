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

// doSo gives "do so" the act that it stands for: one of the same sentence, else what
// the sentence before says ("Canada sanctioned Orix. Britain has not done so.").
// before is what the text has said so far.
func (r *reader) doSo(before []extract.Proposition) {
	earlier := r.actBefore(before)
	for v, p := range r.props {
		if p == nil || p.Kind != extract.Verb || p.Lemma != "do" || !r.saysSo(v) {
			continue
		}
		src, here := r.actHere(v), true
		if src == nil {
			src, here = earlier, false
		}
		if src == nil {
			continue
		}
		q := *p
		q.Kind, q.Lemma, q.Support = src.Kind, src.Lemma, src.Support
		q.Arguments = p.Args(extract.Agent)
		for _, a := range src.Arguments {
			own := slices.ContainsFunc(q.Arguments, func(b extract.Argument) bool { return a.Chain >= 0 && a.Chain == b.Chain })
			if a.Role == extract.Agent || a.Role == extract.When || a.Proposition >= 0 || own {
				continue
			}
			if !here {
				a.Head = -1
			}
			q.Arguments = append(q.Arguments, a)
		}
		if hasObject(&q) {
			r.props[v] = &q
		}
	}
}

// saysSo reports whether the verb v is that of "do so" or "do the same".
func (r *reader) saysSo(v int) bool {
	t := r.t
	last := v + 1
	switch {
	case last >= len(t.toks):
		return false
	case t.lower(last) == "the" && last+1 < len(t.toks) && t.lower(last+1) == "same":
		last++
	case t.lower(last) != "so":
		return false
	}
	if last+1 == len(t.toks) {
		return true
	}
	switch next := t.toks[last+1]; next.Tag { // no "done so far", "does so well"
	case "RB", "JJ", "NN", "NNS":
		return false
	default:
		return true
	}
}

// actHere returns the nearest act on something before v that v does not hang on.
func (r *reader) actHere(v int) *extract.Proposition {
	const reach, deep = 64, 16
	var above []int
	for h := v; len(above) < deep && r.t.is(h, "xcomp", "ccomp", "pcomp", "prep", "acl") && r.t.head(h) >= 0; {
		h = r.t.head(h)
		above = append(above, h)
	}
	for u := v - 1; u >= max(0, v-reach); u-- {
		p := r.props[u]
		if p == nil || slices.Contains(above, u) || !isAct(p) {
			continue
		}
		for _, a := range p.Args(extract.Patient) {
			if a.Proposition >= 0 && r.props[a.Proposition] != nil && r.props[a.Proposition].Support == p.Lemma {
				return r.props[a.Proposition] // "imposed sanctions"
			}
		}
		return p
	}
	return nil
}

// actBefore returns what the sentence before says first that somebody did.
func (r *reader) actBefore(before []extract.Proposition) *extract.Proposition {
	first := len(before)
	for first > 0 && before[first-1].Sentence == r.s-1 && r.a.Sentences[r.s-1].Block == r.a.Sentences[r.s].Block {
		first--
	}
	var presupposed *extract.Proposition
	for i := range before[first:] {
		switch p := &before[first+i]; {
		case !isAct(p) || !hasObject(p):
		case !p.Presupposed:
			return p
		case presupposed == nil:
			presupposed = p
		}
	}
	return presupposed
}

// isAct reports whether p is something done to somebody or something.
func isAct(p *extract.Proposition) bool {
	return p.Lemma != "do" && (p.Kind == extract.Verb && len(p.Args(extract.Content)) == 0 || p.Kind == extract.Noun && p.Support != "") && len(p.Args(extract.Agent)) > 0 &&
		slices.ContainsFunc(p.Arguments, func(a extract.Argument) bool { return a.Role != extract.Agent && a.Role != extract.When })
}

// hasObject reports whether p is done to something that the text knows.
func hasObject(p *extract.Proposition) bool {
	return slices.ContainsFunc(p.Arguments, func(a extract.Argument) bool {
		return a.Chain >= 0 && a.Role != extract.Agent && a.Role != extract.When
	})
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
