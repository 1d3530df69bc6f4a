package clause

import (
	"slices"

	"dossier/extract"
)

// repair mends known errors of the model in the tree.
func (r *reader) repair() {
	t := r.t
	for i := range t.toks {
		if l, ok := r.lemmas[[2]string{t.lower(i), t.toks[i].Tag}]; ok {
			t.toks[i].Lemma = l
		}
	}
	changed := false
	for i := range t.toks {
		changed = r.repairAt(i) || changed
	}
	if changed {
		r.repaired = true
		t.build()
	}
	r.findTitles()
}

// repairAt applies the first repair that fits token i.
func (r *reader) repairAt(i int) bool {
	for _, fix := range [...]func(*reader, int) bool{
		(*reader).fixNamedMinister, (*reader).fixAmountObject, (*reader).fixTwoStatements, (*reader).fixCondition,
		(*reader).fixGerundObject, (*reader).fixNameBeside, (*reader).fixSubjectCompound, (*reader).fixImposedOn, (*reader).fixBy, (*reader).fixApposition, (*reader).fixInvertedSpeaker,
		(*reader).fixContentPreposition, (*reader).fixSpeakerAfterQuote, (*reader).fixSaidInStatement, (*reader).fixTwoObjects, (*reader).fixRelativeSubject, (*reader).fixOrderedTo, (*reader).fixInfinitiveNoun, (*reader).fixQuoteThenSaid, (*reader).fixAsked, (*reader).fixInvertedCopula,
		(*reader).fixParticle, (*reader).fixAppeal, (*reader).fixBehindDoer, (*reader).fixPassiveBy, (*reader).fixAsBehindName, (*reader).fixEventAdjective,
	} {
		if fix(r, i) {
			return true
		}
	}
	return false
}

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
	if h < 0 || t.dep(i) != "dobj" || !t.predicate(h) {
		return false
	}
	amount := r.name[i] >= 0 && r.a.Mentions[r.name[i]].Form == extract.Value || t.plural(i) && t.child(i, "nummod") > h
	for _, k := range t.kids[i] {
		if k > i || !t.is(k, "nmod", "compound", "npadvmod", "amod", "poss") || !r.named(k) || r.first(k) != h+1 {
			continue
		}
		switch {
		case amount && t.dep(k) != "poss":
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

// fixSubjectCompound: in "Should Mali refuse" the model may make the name a
// compound of the verb. It is the subject.
func (r *reader) fixSubjectCompound(i int) bool {
	t := r.t
	h := t.head(i)
	if h <= i || t.dep(i) != "compound" || !t.predicate(h) || r.inName(h) || t.child(h, "nsubj", "nsubjpass") >= 0 || !t.noun(i) {
		return false
	}
	t.toks[i].Dep = "nsubj"
	return true
}

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

// fixBy: in "the takeover of Belport by Gazora" the model may hang by on
// Belport or its preposition. It belongs to the event.
func (r *reader) fixBy(i int) bool {
	t := r.t
	h := t.head(i)
	if h < 0 || t.dep(i) != "prep" || t.lower(i) != "by" {
		return false
	}
	for n, steps := h, 0; n >= 0 && steps < 3; n, steps = t.head(n), steps+1 {
		if n != h && t.noun(n) && r.events[t.lemma(n)] != nil {
			t.move(i, n, "prep")
			return true
		}
	}
	return false
}

// fixApposition: in "the president-elect of Peru, Sosa" the model may put the
// person in apposition to the country. No country is a person.
func (r *reader) fixApposition(i int) bool {
	t := r.t
	p := t.head(i)
	if p < 0 || t.dep(i) != "appos" || r.typ(i) != "Person" || t.dep(p) != "pobj" || !r.named(p) || r.typ(p) == "" || r.typ(p) == "Person" {
		return false
	}
	for n, steps := t.head(p), 0; n >= 0 && steps < 4; n, steps = t.head(n), steps+1 {
		if t.noun(n) && !r.named(n) && !r.inName(n) {
			t.move(i, n, "appos")
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

// fixContentPreposition: in "accused Orix, a unit of Velden, of bribing" the
// model may hang the phrase on the object. It says what the verb is about.
func (r *reader) fixContentPreposition(i int) bool {
	t := r.t
	n := t.head(i)
	if n < 0 || t.dep(i) != "prep" || !t.is(n, "dobj", "nsubjpass") || t.child(i, "pcomp") < 0 || t.head(n) < 0 {
		return false
	}
	v := t.head(n)
	if _, ok := r.verbs[t.lemma(v)+" "+t.lower(i)]; !ok || !t.predicate(v) {
		return false
	}
	t.move(i, v, "prep")
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
	if !ok {
		return false
	}
	switch op.class.name {
	case "demand", "force", "refuse":
		t.move(i, v, "xcomp")
		return true
	}
	return false
}

// fixInfinitiveNoun: in "agreed not to sanction Orix" the model may see a noun
// after to. An event noun without article directly before a name is the verb.
func (r *reader) fixInfinitiveNoun(i int) bool {
	t := r.t
	ev := r.events[t.lemma(i)]
	if i == 0 || i+1 >= len(t.toks) || ev == nil || ev.verb != t.lemma(i) || t.toks[i].Tag != "NN" || t.lower(i-1) != "to" || r.inName(i) || r.name[i+1] < 0 {
		return false
	}
	m := &r.a.Mentions[r.name[i+1]]
	if m.Form != extract.Name || m.First != i+1 {
		return false
	}
	n := r.headOf(m.First, min(m.Last, len(t.toks)))
	to := i - 1
	v := t.head(to)
	if v < 0 || v >= to || !t.is(to, "prep", "aux", "dative") || t.head(i) != n && t.head(n) != i || !t.predicate(v) && !t.noun(v) {
		return false
	}
	dep := "xcomp"
	if t.noun(v) {
		dep = "acl"
	}
	t.toks[i].Tag, t.toks[i].Pos = "VB", "VERB"
	t.toks[i].Head, t.toks[i].Dep = v, dep
	t.toks[to].Tag, t.toks[to].Head, t.toks[to].Dep = "TO", i, "aux"
	t.toks[n].Head, t.toks[n].Dep = i, "dobj"
	for _, k := range t.kids[v] { // "not to"
		if t.dep(k) == "neg" && k == to-1 {
			t.toks[k].Head = i
		}
	}
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

// fixParticle: in "refused to call on Mali" the model may see a particle that
// governs a noun. It is a preposition.
func (r *reader) fixParticle(i int) bool {
	if r.t.dep(i) != "prt" || r.t.child(i, "pobj") < 0 {
		return false
	}
	r.t.toks[i].Dep = "prep"
	return true
}

// fixBehindDoer: in "a raid by Mali on Gao", "was warned by Mali of a raid" the
// model may hang the last phrase on the name of the doer. It belongs to the deed.
func (r *reader) fixBehindDoer(i int) bool {
	t := r.t
	n := t.head(i)
	if n < 0 || t.dep(i) != "prep" || !r.named(n) || t.dep(n) != "pobj" || i < n || t.pauseBefore(i) {
		return false
	}
	by := t.head(n)
	if by < 0 || t.lower(by) != "by" || !t.is(by, "prep", "agent") || t.head(by) < 0 {
		return false
	}
	deed := t.head(by)
	switch t.lower(i) {
	case "against", "for", "into", "on", "over", "with":
		if !t.predicate(deed) && r.events[t.lemma(deed)] == nil {
			return false
		}
	case "of":
		if _, ok := r.verbs[t.lemma(deed)+" of"]; !ok {
			return false
		}
	default:
		return false
	}
	t.toks[i].Head = deed
	return true
}

// fixPassiveBy: in "was found guilty of fraud by a court", "was refused entry by
// Mali" the model may hang the doer on the noun before it.
func (r *reader) fixPassiveBy(i int) bool {
	t := r.t
	n := t.head(i)
	if n < 0 || t.dep(i) != "prep" || t.lower(i) != "by" || !t.noun(n) || r.inName(n) || r.events[t.lemma(n)] != nil {
		return false
	}
	v := t.head(n)
	if t.dep(n) == "pobj" && v >= 0 {
		if v = t.head(v); v < 0 || t.toks[v].Tag != "JJ" || t.dep(v) != "oprd" {
			return false
		}
		v = t.head(v)
	} else if !t.is(n, "dobj", "oprd") {
		return false
	}
	if v < 0 || !t.predicate(v) || t.child(v, "nsubjpass") < 0 || t.child(v, "agent") >= 0 {
		return false
	}
	t.move(i, v, "agent")
	return true
}

// fixAsBehindName: in "designated Mali and Chad as allies" the model may hang the
// role on the last name. It belongs to the verb.
func (r *reader) fixAsBehindName(i int) bool {
	t := r.t
	n := t.head(i)
	if n < 0 || t.dep(i) != "prep" || t.lower(i) != "as" || !r.named(n) || i < n {
		return false
	}
	for steps := 0; t.dep(n) == "conj" && t.head(n) >= 0 && steps < maxMembers; steps++ {
		n = t.head(n)
	}
	v := t.head(n)
	if v < 0 || !t.is(n, "dobj") || !t.predicate(v) {
		return false
	}
	if _, ok := r.results[t.lemma(v)]; !ok {
		return false
	}
	t.move(i, v, "prep")
	return true
}

// fixEventAdjective: in "with a fine by the court" the model may see an
// adjective where only a noun can stand.
func (r *reader) fixEventAdjective(i int) bool {
	t := r.t
	if t.toks[i].Tag != "JJ" || !t.is(i, "pobj", "dobj") || t.child(i, "det") < 0 || r.events[t.lemma(i)] == nil {
		return false
	}
	t.toks[i].Tag, t.toks[i].Pos = "NN", "NOUN"
	return true
}

// fixAppeal: in "appealed to Mali to leave", "called for Mali to leave" the model
// may see a purpose in the infinitive. It is what was asked.
func (r *reader) fixAppeal(i int) bool {
	t := r.t
	v := t.head(i)
	if v < 0 || t.dep(i) != "advcl" || !t.infinitive(i) || !t.predicate(v) || t.child(v, "xcomp", "ccomp") >= 0 {
		return false
	}
	for _, k := range slices.Concat(t.kids[v], t.kids[i]) {
		asked := t.dep(k) == "prep" && t.child(k, "pobj") >= 0 || t.dep(k) == "mark" && t.head(k) == i
		if op, ok := r.verbs[t.lemma(v)+" "+t.lower(k)]; ok && asked && v < k && k < i && op.class.name == "demand" {
			t.toks[i].Dep = "xcomp"
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

// recurrences mends agents that recur as an object inside the content of their
// own verb: in "the company after an agency, the Bureau, ordered firms to stop
// selling to it" the model may take the company for the one who ordered. A name
// in apposition to it that cannot be the same thing takes its place.
func (r *reader) recurrences() {
	for v, p := range r.props {
		if p == nil || p.Kind != extract.Verb {
			continue
		}
		if op, ok := r.verbs[p.Lemma]; !ok || op.class.name != "demand" && op.class.name != "force" && op.class.name != "refuse" {
			continue
		}
		for i := range p.Arguments {
			a := &p.Arguments[i]
			if a.Role != extract.Agent || a.Chain < 0 || a.Head < 0 || !r.recurs(v, a.Chain) {
				continue
			}
			if k := r.otherName(a.Head); k >= 0 {
				*a = r.argument(extract.Agent, k)
			}
			p.Confidence = 0.5
		}
	}
}

// recurs reports whether the chain is an object in what the content of v says.
func (r *reader) recurs(v, chain int) bool {
	for steps := 0; v >= 0 && steps < 4; steps++ {
		next := -1
		for _, c := range r.props[v].Arguments {
			if c.Role == extract.Content && c.Proposition >= 0 && r.props[c.Proposition] != nil && c.Proposition > v {
				next = c.Proposition
			}
		}
		if next < 0 {
			return false
		}
		for _, a := range r.props[next].Arguments {
			if a.Chain == chain && a.Role != extract.Agent && a.Role != extract.Content {
				return true
			}
		}
		v = next
	}
	return false
}

// otherName returns a name in apposition to h, -1 if none.
func (r *reader) otherName(h int) int {
	for _, k := range r.t.kids[h] {
		if r.t.dep(k) == "appos" && r.named(k) && r.chain(k) != r.chain(h) {
			return k
		}
	}
	return -1
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
