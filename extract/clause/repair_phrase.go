package clause

import (
	"slices"

	"dossier/extract"
)

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

// fixByBehindInfinitive: in "was told to leave by Mali" the model may make the
// speaker the doer of the infinitive, which has one.
func (r *reader) fixByBehindInfinitive(i int) bool {
	t := r.t
	v := t.head(i)
	if v < 0 || !t.is(i, "prep", "agent") || t.lower(i) != "by" || t.dep(v) != "xcomp" || !t.infinitive(v) || t.passiveForm(v) {
		return false
	}
	u, o := t.head(v), t.child(i, "pobj")
	if u < 0 || o < 0 || !r.named(o) || !t.passiveForm(u) || t.child(u, "agent") >= 0 {
		return false
	}
	t.move(i, u, "agent")
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

// fixBehindAmount: in "a tariff of 25 percent on steel", "a fine of $5 million for
// fraud" the model may hang the last phrase on the amount. It belongs to the event.
func (r *reader) fixBehindAmount(i int) bool {
	t := r.t
	a := t.head(i)
	if a < 0 || i < a || t.dep(i) != "prep" || t.dep(a) != "pobj" || r.name[a] < 0 || r.a.Mentions[r.name[a]].Form != extract.Value {
		return false
	}
	switch t.lower(i) {
	case "against", "by", "for", "from", "on", "over", "to":
	default:
		return false
	}
	of := t.head(a)
	if of < 0 || t.lower(of) != "of" || t.head(of) < 0 {
		return false
	}
	n := t.head(of)
	if !t.noun(n) || r.events[t.lemma(n)] == nil {
		return false
	}
	t.move(i, n, "prep")
	return true
}

// media are means by which people talk.
var media = map[string]bool{"phone": true, "telephone": true, "video": true, "link": true, "videoconference": true, "skype": true}

// fixByPhone: in "spoke by telephone with Sosa" the model may hang the phrase on
// the telephone. It tells who was spoken to.
func (r *reader) fixByPhone(i int) bool {
	t := r.t
	n := t.head(i)
	if n < 0 || t.dep(i) != "prep" || t.lower(i) != "with" && t.lower(i) != "to" || t.dep(n) != "pobj" || !media[t.lemma(n)] {
		return false
	}
	by := t.head(n)
	if by < 0 || t.head(by) < 0 || !t.predicate(t.head(by)) {
		return false
	}
	switch t.lower(by) {
	case "by", "over", "on", "via", "through":
	default:
		return false
	}
	t.move(i, t.head(by), "prep")
	return true
}

// fixInLaw: "son-in-law" is one noun, of which the tokenizer makes five words.
func (r *reader) fixInLaw(i int) bool {
	t := r.t
	if i+4 >= len(t.toks) || !t.noun(i) || t.toks[i+1].Text != "-" || t.lower(i+2) != "in" || t.toks[i+3].Text != "-" || t.lower(i+4) != "law" {
		return false
	}
	t.toks[i].Lemma += "-in-law"
	for k := i + 1; k <= i+4; k++ {
		t.toks[k].Head, t.toks[k].Dep = i, "punct"
	}
	return true
}
