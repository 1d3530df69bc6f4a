package clause

import (
	"slices"

	"dossier/extract"
)

// elided returns the verb that v stands for in an elliptic clause: "Mali did not
// sign, but Chad did", "and neither did Peru", "Mali said it had"; -1 if v
// stands for none.
func (r *reader) elided(v int) int {
	t := r.t
	if t.lemma(v) != "do" || t.child(v, "nsubj") < 0 || t.child(v, "dobj", "ccomp", "xcomp", "attr", "acomp", "oprd", "prep", "auxpass", "nsubjpass") >= 0 {
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
