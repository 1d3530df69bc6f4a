package clause

// fixTwoStatements: in "A said p; B said q" the model makes A's clause content
// of B's. It becomes a clause beside it.
func (r *reader) fixTwoStatements(i int) bool {
	t := r.t
	h := t.head(i)
	if h < i || t.dep(i) != "ccomp" || !t.predicate(i) || !t.predicate(h) || t.child(i, "nsubj") < 0 {
		return false
	}
	for j := i + 1; j < h; j++ {
		if t.toks[j].Text == ";" {
			t.toks[i].Dep = "parataxis"
			return true
		}
	}
	return false
}

// fixInvertedSpeaker: in "..., said Ruiz" the model may make the speaker the
// object of the verb of saying.
func (r *reader) fixInvertedSpeaker(i int) bool {
	t := r.t
	h := t.head(i)
	if h < 0 || h != r.first(i)-1 || t.dep(i) != "dobj" || !r.named(i) || !t.predicate(h) || t.child(h, "nsubj") >= 0 || t.child(h, "ccomp") < 0 || t.toks[h].Tag != "VBD" {
		return false
	}
	if op, ok := r.verbs[t.lemma(h)]; !ok || op.class.act == "" {
		return false
	}
	t.toks[i].Dep = "nsubj"
	return true
}

// fixSpeakerAfterQuote: in '"I never met Sosa," Dorn told the court' the model
// may make the speaker an apposition inside the quotation.
func (r *reader) fixSpeakerAfterQuote(i int) bool {
	t := r.t
	if i == 0 || !isQuote(t.toks[i-1].Text) || t.head(i) < 0 || t.head(i) > i || !t.is(i, "appos", "conj", "npadvmod") || !t.noun(i) {
		return false
	}
	for v, steps := t.head(i), 0; v >= 0 && steps < 8; v, steps = t.head(v), steps+1 {
		if v < i || !t.predicate(v) {
			continue
		}
		if op, ok := r.verbs[t.lemma(v)]; ok && op.class.act != "" && t.child(v, "nsubj") < 0 {
			t.move(i, v, "nsubj")
			return true
		}
		return false
	}
	return false
}

// fixRelativeSubject: in "which Ruiz says sold arms" the model may make which
// an object of a finite verb without subject.
func (r *reader) fixRelativeSubject(i int) bool {
	t := r.t
	v := t.head(i)
	if v <= i || !t.is(i, "dative", "dobj") || t.toks[i].Tag != "WDT" && t.toks[i].Tag != "WP" {
		return false
	}
	if tag := t.toks[v].Tag; tag != "VBD" && tag != "VBZ" && tag != "VBP" || t.child(v, "nsubj", "nsubjpass") >= 0 {
		return false
	}
	t.toks[i].Dep = "nsubj"
	return true
}

// fixQuoteThenSaid: in '"You could argue that," said Vega' the model may take
// the verb of saying for the content of the quotation.
func (r *reader) fixQuoteThenSaid(i int) bool {
	t := r.t
	h := t.head(i)
	if h < 0 || h > i || i == 0 || t.dep(i) != "ccomp" || !isQuote(t.toks[i-1].Text) || t.toks[i].Tag != "VBD" && t.toks[i].Tag != "VBZ" {
		return false
	}
	if op, ok := r.verbs[t.lemma(i)]; !ok || op.class.act == "" || t.child(i, "nsubj") < i {
		return false
	}
	t.toks[i].Dep = "parataxis"
	return true
}

// fixAskedIf: in "Asked if Orix had left, Ruiz laughed" the model may hang the
// question on the main verb.
func (r *reader) fixAskedIf(i int) bool {
	t := r.t
	h, m := t.head(i), t.child(i, "mark")
	if h < 0 || t.dep(i) != "advcl" || m < 0 || t.lower(m) != "if" && t.lower(m) != "whether" {
		return false
	}
	for _, k := range t.kids[h] {
		if k < i && t.is(k, "advcl") && t.predicate(k) && t.last[k] == t.first[i] && t.child(k, "ccomp") < 0 && r.asks(k, k+1) {
			t.move(i, k, "ccomp")
			return true
		}
	}
	return false
}

// fixAsked: in "Asked about Orix, Ruiz laughed" the model may make the main
// clause the content of the participle.
func (r *reader) fixAsked(i int) bool {
	t := r.t
	v := t.head(i)
	if v < 0 || v > i || t.dep(i) != "ccomp" || t.toks[v].Tag != "VBN" || v != t.first[v] || t.child(v, "nsubj", "nsubjpass", "aux", "auxpass") >= 0 {
		return false
	}
	if t.child(i, "nsubj", "nsubjpass") < 0 || t.nonfinite(i) || t.child(i, "mark") >= 0 {
		return false
	}
	if t.head(v) < 0 {
		t.toks[i].Head = i
	} else {
		t.toks[i].Head = t.toks[v].Head
	}
	t.toks[i].Dep = t.toks[v].Dep
	t.toks[v].Head, t.toks[v].Dep = i, "advcl"
	return true
}
