package clause

// relatives fills rel, gap and gapPrep.
func (r *reader) relatives() {
	t := r.t
	pronoun := make([]bool, len(t.toks)) // of a relative clause's verb: it has one
	for _, i := range t.order {
		switch h := t.head(i); {
		case t.dep(i) == "relcl" && h >= 0:
			r.rel[i] = i
		case h >= 0:
			r.rel[i] = r.rel[h]
		}
	}
	for i := range t.toks {
		if v := r.rel[i]; v >= 0 && (t.relativePronoun(i) || t.toks[i].Tag == "WRB" || t.toks[i].Tag == "WP$") {
			pronoun[v] = true
		}
	}
	for v := range t.toks {
		if r.rel[v] != v || pronoun[v] || timeNouns[t.lemma(t.head(v))] {
			continue
		}
		r.leaveGap(v)
	}
}

// timeNouns head relative clauses that leave out an adverbial, not an object:
// "the day Mali left".
var timeNouns = map[string]bool{
	"day": true, "year": true, "month": true, "week": true, "time": true, "moment": true, "hour": true,
	"way": true, "reason": true, "place": true, "minute": true, "night": true, "morning": true, "date": true, "event": true, "case": true,
}

// leaveGap finds what the relative clause of v, which has no pronoun, leaves
// out: "the firm (that) Mali said Chad sanctioned", "the man Sosa said left".
func (r *reader) leaveGap(v int) {
	t, n := r.t, r.t.head(v)
	if t.child(v, "nsubj", "nsubjpass") < 0 {
		return
	}
	chain := []int{v} // v and the clauses embedded in it
	for len(chain) < 8 {
		low := chain[len(chain)-1]
		k := t.child(low, "ccomp", "xcomp")
		if k < low || !t.predicate(k) {
			break
		}
		chain = append(chain, k)
	}
	for i := len(chain) - 1; i >= 0; i-- {
		w := chain[i]
		if i > 0 && t.dep(w) == "ccomp" && !t.nonfinite(w) && t.child(w, "nsubj", "nsubjpass", "expl") < 0 {
			r.gap[w], r.gapSubject[w] = n, true
			return
		}
		for _, k := range t.kids[w] {
			if t.dep(k) == "prep" && len(t.kids[k]) == 0 {
				r.gap[w], r.gapPrep[w] = n, k
				return
			}
		}
		if t.child(w, "nsubjpass", "auxpass", "dobj", "attr", "acomp") < 0 && (i == len(chain)-1 || t.dep(chain[i+1]) == "xcomp") {
			r.gap[w] = n
			return
		}
	}
}

func (t *tree) relativePronoun(i int) bool {
	switch t.toks[i].Tag {
	case "WDT", "WP":
	case "IN":
		if t.lower(i) != "that" {
			return false
		}
	default:
		return false
	}
	return t.is(i, "nsubj", "nsubjpass", "dobj", "pobj", "attr", "dative", "poss")
}

// antecedent returns the noun that the relative pronoun i stands for, -1 if i
// is none. A clause whose verb disagrees in number with the noun it hangs on
// belongs to the nearest noun that agrees.
func (r *reader) antecedent(i int) int {
	t := r.t
	v := r.rel[i]
	if h := t.head(i); v < 0 && t.toks[i].Tag == "WP$" && h > i && t.dep(h) == "appos" && t.head(h) >= 0 && t.head(h) < i {
		return t.head(h) // "the party, whose leader, Dorn,", an apposition to the model
	}
	if v < 0 || !(t.relativePronoun(i) || t.toks[i].Tag == "WP$") {
		return -1
	}
	n := r.dated(t.head(v))
	if w := r.whose(i, n); w >= 0 {
		return w
	}
	h := t.head(i)
	if t.dep(i) == "pobj" && h == i-1 {
		return r.fronting(h, n)
	}
	if !t.is(i, "nsubj", "nsubjpass") || h < 0 {
		return n
	}
	switch r.number(h) {
	case singular:
		if t.toks[n].Tag != "NNS" || collective[t.lower(n)] {
			return n
		}
		// The nearest singular noun inside the phrase, before the pronoun.
		for j := i - 1; j > n; j-- {
			if tag := t.toks[j].Tag; (tag == "NN" || tag == "NNP") && t.is(j, "pobj", "appos", "conj") {
				return j
			}
		}
		for j, steps := t.head(n), 0; j >= 0 && steps < 4; j, steps = t.head(j), steps+1 {
			if tag := t.toks[j].Tag; (tag == "NN" || tag == "NNP") && j < i {
				return j
			}
		}
	case plural:
		if t.toks[n].Tag != "NN" && t.toks[n].Tag != "NNP" || collective[t.lemma(n)] {
			return n
		}
		if t.dep(n) == "conj" {
			top := n
			for steps := 0; t.dep(top) == "conj" && t.head(top) >= 0 && t.nominal(t.head(top)) && steps < maxMembers; steps++ {
				top = t.head(top)
			}
			return top
		}
		if t.child(n, "conj") >= 0 {
			return n
		}
		for j, steps := t.head(n), 0; j >= 0 && steps < 4; j, steps = t.head(j), steps+1 {
			if t.toks[j].Tag == "NNS" && j < i {
				return j
			}
		}
	}
	return n
}

// whose returns the person that "who" stands for where the clause hangs on the body
// beside them: "the head of Orix, who left", "Dorn of Orix, who left"; -1 if n may
// be who is meant.
func (r *reader) whose(i, n int) int {
	t := r.t
	if t.lower(i) != "who" || !r.named(n) || n > i {
		return -1
	}
	switch typ := r.typ(n); typ {
	case "", "Person", "Group", "ArmedGroup":
		return -1
	}
	for j, steps := n, 0; steps < 6; steps++ {
		h := t.head(j)
		if h < 0 || !t.is(j, "pobj", "prep", "appos", "compound", "nmod", "conj") || t.predicate(h) {
			return -1
		}
		switch j = h; {
		case r.person(j) || !r.named(j) && t.noun(j) && r.post(j):
			return j
		case t.dep(j) == "appos" && t.head(j) >= 0 && r.person(t.head(j)):
			return t.head(j) // "Dorn, a leading figure in the Progress Party who"
		}
	}
	return -1
}

// fronting returns the noun that "with which", "in whom" speaks of where the model
// says n: the name directly before its comma rather than a common noun further up
// ("bought jets from France, with which it signed a pact"), and no person of what
// is a which.
func (r *reader) fronting(prep, n int) int {
	t := r.t
	j := prep - 1
	pause := j > 0 && t.pauseBefore(prep)
	if pause {
		j--
	}
	thing := t.lower(prep+1) == "which" && r.person(n)
	if j <= n || !thing && (!pause || r.chain(n) >= 0) {
		return n
	}
	for ; thing && j > n && !(t.noun(j) && r.value(j) == nil && !r.inName(j)); j-- {
	}
	if k := t.head(j); j <= n || !t.is(j, "pobj", "dobj", "appos") || k < 0 || !thing && !r.named(j) {
		return n
	} else if w := t.lower(k); w == "including" || w == "like" || w == "as" {
		return n
	}
	return j
}

// dated returns n or, if n is a date, the noun above it: no clause describes
// a date ("a pact signed on Monday, which...").
func (r *reader) dated(n int) int {
	if m := r.value(n); m == nil || m.Type != "Date" {
		return n
	}
	for j, steps := r.t.head(n), 0; j >= 0 && steps < 4; j, steps = r.t.head(j), steps+1 {
		if r.t.noun(j) && r.value(j) == nil {
			return j
		}
	}
	return n
}

// collective nouns take verbs of either number.
var collective = map[string]bool{
	"police": true, "people": true, "team": true, "group": true, "staff": true, "company": true, "family": true,
	"government": true, "public": true, "crew": true, "committee": true, "majority": true, "number": true,
	"series": true, "media": true, "data": true, "pair": true, "couple": true, "duo": true, "trio": true,
}

const (
	anyNumber = iota
	singular
	plural
)

// number returns the number that the finite verb of v's clause shows.
func (r *reader) number(v int) int {
	word := v
	for _, k := range r.t.kids[v] {
		if r.t.is(k, "aux", "auxpass") {
			word = k
			break
		}
	}
	switch r.t.lower(word) {
	case "was":
		return singular
	case "were":
		return plural
	}
	switch r.t.toks[word].Tag {
	case "VBZ":
		return singular
	case "VBP":
		return plural
	}
	return anyNumber
}
