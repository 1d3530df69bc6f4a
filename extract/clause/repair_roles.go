package clause

// fixAsRole: in "may name Ann Dorn as its envoy" the model may hang the role on
// the name. It belongs to the verb that gives it.
func (r *reader) fixAsRole(i int) bool {
	t := r.t
	h := t.head(i)
	if h < 0 || t.dep(i) != "prep" || t.lower(i) != "as" || !r.named(h) || !t.is(h, "dobj", "nsubjpass") || i < h {
		return false
	}
	v := t.head(h)
	if v < 0 || !t.predicate(v) {
		return false
	}
	if res, ok := r.results[t.lemma(v)]; !ok || res.subject {
		return false
	}
	t.move(i, v, "prep")
	return true
}

// fixByRole: in "was removed as minister by Sosa", "was removed from the list by
// Mali" the model may hang by on the last noun. It tells who acts.
func (r *reader) fixByRole(i int) bool {
	t := r.t
	h := t.head(i)
	if h < 0 || !t.is(i, "prep", "agent") || t.lower(i) != "by" || t.dep(h) != "pobj" || r.inName(h) {
		return false
	}
	as := t.head(h)
	if as < 0 || t.head(as) < 0 {
		return false
	}
	switch t.lower(as) {
	case "as":
	case "from", "into", "off", "on", "to", "under": // "was removed from the list by Mali"
		if o := t.child(i, "pobj"); r.events[t.lemma(h)] != nil || r.documents[t.lemma(h)] || o < 0 || r.value(o) != nil {
			return false
		}
	default:
		return false
	}
	v := t.head(as)
	if !t.predicate(v) || !r.passive(v) || t.child(v, "agent") >= 0 {
		return false
	}
	t.move(i, v, "agent")
	return true
}
