package clause

// fixImposedOn: in "sanctions on Orix imposed by Mali" the model may hang the
// participle on the name. It belongs to the noun of which it is the support
// verb.
func (r *reader) fixImposedOn(i int) bool {
	t := r.t
	h := t.head(i)
	if h < 0 || t.dep(i) != "acl" || t.toks[i].Tag != "VBN" && t.toks[i].Tag != "VBD" {
		return false
	}
	for n, steps := t.head(h), 0; n >= 0 && steps < 4; n, steps = t.head(n), steps+1 {
		if t.noun(n) && r.events[t.lemma(n)] != nil && t.dep(h) == "pobj" {
			if _, ok := r.events[t.lemma(n)].support[t.lemma(i)]; ok && r.events[t.lemma(h)] == nil {
				t.move(i, n, "acl")
				return true
			}
		}
	}
	return false
}

// fixInBrackets: the participle that opens a bracket behind a name says something of
// that name: "Kodak, Velden (bought by Orix in 2007), Canon".
func (r *reader) fixInBrackets(i int) bool {
	t := r.t
	if i < 2 || t.lower(i-1) != "(" || t.dep(i) != "acl" || t.toks[i].Tag != "VBN" && t.toks[i].Tag != "VBD" || r.name[i-2] < 0 {
		return false
	}
	n := r.a.Mentions[r.name[i-2]].Head
	if n == t.head(i) || n >= i {
		return false
	}
	t.move(i, n, "acl")
	return true
}

// fixBy: in "the takeover of Belport by Gazora" the model may hang by on
// Belport or its preposition. It belongs to the event.
func (r *reader) fixBy(i int) bool {
	t := r.t
	h := t.head(i)
	if h < 0 || t.dep(i) != "prep" || t.lower(i) != "by" {
		return false
	}
	// "condemned the attack on Mali by Chad": who condemns does it without a by.
	if o, by := t.child(h, "dobj"), t.child(i, "pobj"); t.predicate(h) && !t.passiveForm(h) && o > h && o < i && by > i && r.named(by) &&
		t.noun(o) && r.events[t.lemma(o)] != nil && t.last[o] == i {
		t.move(i, o, "prep")
		return true
	}
	for n, steps := h, 0; n >= 0 && steps < 3 && !t.predicate(n); n, steps = t.head(n), steps+1 {
		if n != h && t.noun(n) && r.events[t.lemma(n)] != nil {
			t.move(i, n, "prep")
			return true
		}
	}
	return false
}

// fixContentPreposition: in "accused Orix, a unit of Velden, of bribing" the
// model may hang the phrase on the object. It says what the verb is about.
func (r *reader) fixContentPreposition(i int) bool {
	t := r.t
	n := t.head(i)
	if n < 0 || t.dep(i) != "prep" || !t.is(n, "dobj", "nsubjpass", "pobj") || t.head(n) < 0 {
		return false
	}
	v, o := t.head(n), t.child(i, "pobj")
	if t.dep(n) == "pobj" { // "was accused by Mali of bribing"
		if t.dep(v) != "agent" || t.head(v) < 0 {
			return false
		}
		v = t.head(v)
	}
	if r.named(n) && t.dep(n) == "dobj" && t.lower(i) == "of" && i == r.endOf(n)+1 && o >= 0 && t.predicate(v) {
		if k := t.child(o, "poss"); k >= 0 && t.toks[k].Tag == "PRP$" { // "stripped Orix of its licence"
			t.move(i, v, "prep")
			return true
		}
	}
	if t.child(i, "pcomp") < 0 && !(r.named(n) && o >= 0 && t.noun(o) && r.happens(o)) {
		return false
	}
	_, ok := r.verbs[t.lemma(v)+" "+t.lower(i)]
	if !ok && !(r.targets[t.lemma(v)] && t.lower(i) == "with") || !t.predicate(v) {
		return false
	}
	t.move(i, v, "prep")
	return true
}

// fixSaidInStatement: in "said in a statement that Orix had left" the model
// hangs the clause on the statement. It is what was said.
func (r *reader) fixSaidInStatement(i int) bool {
	t := r.t
	n := t.head(i)
	if n < 0 || !t.is(i, "acl", "ccomp", "relcl") || t.child(i, "mark") < 0 || t.lower(t.child(i, "mark")) != "that" || t.dep(n) != "pobj" {
		return false
	}
	p := t.head(n)
	if p < 0 || t.head(p) < 0 || t.dep(p) != "prep" {
		return false
	}
	v := t.head(p)
	if op, ok := r.verbs[t.lemma(v)]; !ok || op.class.act == "" || !t.predicate(v) || t.child(v, "ccomp") >= 0 {
		return false
	}
	t.move(i, v, "ccomp")
	return true
}

// fixOrderedTo: in "forbade banks and insurers to deal" the model may hang the
// infinitive on the last noun. It is what was ordered.
func (r *reader) fixOrderedTo(i int) bool {
	t := r.t
	n := t.head(i)
	if n < 0 || !t.is(i, "acl", "relcl") || !t.infinitive(i) || r.happens(n) {
		return false
	}
	for steps := 0; t.dep(n) == "conj" && t.head(n) >= 0 && steps < maxMembers; steps++ {
		n = t.head(n)
	}
	v := t.head(n)
	if v < 0 || t.dep(n) != "dobj" || !t.predicate(v) || t.child(v, "xcomp", "ccomp") >= 0 {
		return false
	}
	op, ok := r.verbs[t.lemma(v)]
	if inf, both := r.infinitives[t.lemma(v)]; both {
		op, ok = inf, true
	}
	if !ok || t.lemma(v) == "have" || t.lemma(v) == "need" {
		return false
	}
	switch op.class.name {
	case "demand", "force", "refuse":
		t.move(i, v, "xcomp")
		return true
	}
	return false
}

// fixCondition: in "If A acts, B has said, C would answer" the model hangs the
// condition on the verb of saying. It belongs to what is said.
func (r *reader) fixCondition(i int) bool {
	t := r.t
	h := t.head(i)
	if h < 0 || t.dep(i) != "advcl" || !t.predicate(h) || r.ifWord(i) < 0 {
		return false
	}
	op, ok := r.verbs[t.lemma(h)]
	if !ok || op.class.act == "" {
		return false
	}
	c := t.child(h, "ccomp")
	if c < 0 || c == i {
		return false
	}
	for _, k := range t.kids[c] {
		if t.toks[k].Tag == "MD" {
			t.move(i, c, "advcl")
			return true
		}
	}
	return false
}

// fixNounInfinitive: in "took a decision to ban Orix" the model may hang the
// infinitive on the verb. It is what was decided.
func (r *reader) fixNounInfinitive(i int) bool {
	t := r.t
	v := t.head(i)
	if v < 0 || !t.is(i, "xcomp", "advcl") || !t.infinitive(i) || !t.predicate(v) || t.passiveForm(v) {
		return false
	}
	n := t.child(v, "dobj")
	if k := t.child(v, "prep"); n < 0 && k == v+1 && t.child(k, "prep") == k+1 {
		n = t.child(k+1, "pobj") // "pulled out of a deal to buy"
	}
	if n < v || n > i || t.last[n] != t.first[i] || !t.noun(n) || r.inName(n) {
		return false
	}
	op, ok := r.nouns[t.lemma(n)]
	if _, takes := r.infinitives[t.lemma(v)]; !ok || takes || op.class.name == "report" || op.class.name == "claim" {
		return false
	}
	if _, takes := r.verbs[t.lemma(v)]; takes {
		return false
	}
	t.move(i, n, "acl")
	return true
}

// fixNotTo: in "plans not to leave" the model may hang the not on the first
// verb. It negates the infinitive before which it stands.
func (r *reader) fixNotTo(k int) bool {
	t := r.t
	v := t.head(k)
	if v < 0 || k < v || t.dep(k) != "neg" || k+1 >= len(t.toks) || t.toks[k+1].Tag != "TO" {
		return false
	}
	w := t.head(k + 1)
	if w < k || !t.predicate(w) {
		return false
	}
	t.move(k, w, "neg")
	return true
}

// fixColonList: in "Three firms were banned by Mali: Orix, Belaro and Gazora"
// the model hangs the list on the nearest name. It tells who the plural is.
func (r *reader) fixColonList(k int) bool {
	t := r.t
	h := t.head(k)
	if h < 0 || h > k || !t.is(k, "appos", "conj", "dobj", "attr", "npadvmod", "dep") || !r.named(k) || t.child(k, "conj") < 0 || t.first[k] == 0 || t.toks[t.first[k]-1].Text != ":" {
		return false
	}
	for j := t.first[k] - 2; j >= 0 && j > k-40; j-- {
		if t.toks[j].Tag != "NNS" || r.inName(j) || !t.is(j, "nsubj", "nsubjpass", "dobj", "pobj", "attr") {
			continue
		}
		if j == h {
			return false
		}
		t.move(k, j, "appos")
		return true
	}
	return false
}

// fixDateConjunct: in "bought Belport in 2010 and Velden in 2015" the model may
// coordinate a name with a date. It goes with the object.
func (r *reader) fixDateConjunct(k int) bool {
	t := r.t
	d := t.head(k)
	if d < 0 || t.dep(k) != "conj" || !r.named(k) || r.value(d) == nil {
		return false
	}
	p := t.head(d)
	if p < 0 || t.dep(p) != "prep" || t.head(p) < 0 {
		return false
	}
	o := t.child(t.head(p), "dobj")
	if o < 0 || !r.named(o) {
		return false
	}
	t.move(k, o, "conj")
	return true
}

// fixPersonBeside: in "a spokesman for Mr. Dorn, Ana Ruiz, said" the model takes
// one person for the other. The second is the spokesman.
func (r *reader) fixPersonBeside(k int) bool {
	t := r.t
	h := t.head(k)
	if h < 0 || h > k || t.dep(k) != "appos" || t.dep(h) != "pobj" || !r.person(k) || !r.person(h) || r.chain(k) == r.chain(h) {
		return false
	}
	n := t.head(t.head(h))
	if n < 0 || n > h || r.inName(n) || !t.noun(n) || t.plural(n) || t.child(n, "appos") >= 0 {
		return false
	}
	if _, rank := r.p.lex.Rank(t.lower(n)); !rank && !r.ties[t.lemma(n)] {
		return false
	}
	t.move(k, n, "appos")
	return true
}

// fixThenTitle: in "met Dorn, then the president of Mali, to talk" the model may
// hang the title on the verb. It stands beside the name.
func (r *reader) fixThenTitle(i int) bool {
	t := r.t
	s := t.first[i]
	if s < 2 || r.inName(i) || !t.noun(i) || t.toks[s-1].Text != "," || r.name[s-2] < 0 {
		return false
	}
	switch t.lower(s) {
	case "then", "now", "formerly", "previously", "currently":
	default:
		return false
	}
	if _, rank := r.p.lex.Rank(t.lower(i)); !rank {
		return false
	}
	m := &r.a.Mentions[r.name[s-2]]
	h := r.headOf(m.First, m.Last)
	if !r.person(h) || t.head(i) == h || t.head(i) != t.head(h) {
		return false
	}
	t.move(i, h, "appos")
	return true
}

// person reports whether i heads the name of a person.
func (r *reader) person(i int) bool { return r.named(i) && r.typ(i) == "Person" }

// fixOneOf: "one of the founders of Orix" is a founder.
func (r *reader) fixOneOf(i int) bool {
	t := r.t
	if t.lower(i) != "one" || t.head(i) < 0 || !t.is(i, "appos", "attr", "oprd", "pobj", "conj") {
		return false
	}
	of := t.child(i, "prep")
	if of < 0 || t.lower(of) != "of" {
		return false
	}
	n := t.child(of, "pobj")
	if n < 0 || t.toks[n].Tag != "NNS" || r.inName(n) {
		return false
	}
	t.toks[n].Head, t.toks[n].Dep, t.toks[n].Tag = t.toks[i].Head, t.toks[i].Dep, "NN"
	for k := range t.toks {
		if k != n && k != i && t.toks[k].Head == i {
			t.toks[k].Head = n
		}
	}
	t.toks[i].Head, t.toks[i].Dep = n, "nummod"
	t.toks[of].Dep = "case"
	return true
}

// fixAfterDate: in "was born on May 5, 1960 in Lima" the model may hang the place
// on the date. It belongs to the verb.
func (r *reader) fixAfterDate(i int) bool {
	t := r.t
	d := t.head(i)
	if d < 0 || t.dep(i) != "prep" || i < d || r.name[d] < 0 || r.a.Mentions[r.name[d]].Type != "Date" {
		return false
	}
	o := t.child(i, "pobj")
	if o < 0 || !r.named(o) {
		return false
	}
	for v, steps := t.head(d), 0; v >= 0 && steps < 4; v, steps = t.head(v), steps+1 {
		if t.predicate(v) {
			t.move(i, v, "prep")
			return true
		}
		if !t.is(v, "prep", "pobj", "npadvmod", "nummod", "appos") {
			return false
		}
	}
	return false
}
