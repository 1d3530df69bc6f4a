package clause

import (
	"slices"
	"strings"

	"dossier/extract"
	"dossier/extract/lexicon"
)

// maxMembers bounds how many members of a coordination are arguments.
const maxMembers = 32

// index fills mention and name.
func (r *reader) index(mentions []int) {
	n := len(r.t.toks)
	for _, m := range mentions {
		mn := &r.a.Mentions[m]
		if mn.First < 0 || mn.Last > n || mn.First >= mn.Last {
			continue
		}
		// The head is the token whose own head lies outside.
		head := mn.Head
		if head < mn.First || head >= mn.Last {
			head = mn.Last - 1
		}
		for i := mn.First; i < mn.Last; i++ {
			if h := r.t.toks[i].Head; h < mn.First || h >= mn.Last {
				if i != mn.Head && mn.Head >= mn.First && mn.Head < mn.Last {
					if hh := r.t.toks[mn.Head].Head; hh < mn.First || hh >= mn.Last {
						break // the mention's own choice is as good
					}
				}
				head = i
				break
			}
		}
		if old := r.mention[head]; old < 0 || r.better(m, old) {
			r.mention[head] = m
		}
		if mn.Form == extract.Name || mn.Form == extract.Value {
			for i := mn.First; i < mn.Last; i++ {
				if old := r.name[i]; old < 0 || mn.Last-mn.First < r.a.Mentions[old].Last-r.a.Mentions[old].First {
					r.name[i] = m
				}
			}
		}
	}
}

// better reports whether mention m speaks for a head rather than o: names
// before nominals, then the longer.
func (r *reader) better(m, o int) bool {
	a, b := &r.a.Mentions[m], &r.a.Mentions[o]
	if (a.Form == extract.Name) != (b.Form == extract.Name) {
		// A nominal with a chain ("Chinese officials") takes in its name.
		if a.Form == extract.Name {
			return !(b.Form == extract.Nominal && b.Via != "")
		}
		return a.Form == extract.Nominal && a.Via != ""
	}
	return a.Len() > b.Len()
}

// named reports whether i heads a name.
func (r *reader) named(i int) bool {
	return r.mention[i] >= 0 && r.a.Mentions[r.mention[i]].Form == extract.Name
}

// value returns the value (a date, an amount) that i heads, nil if none.
func (r *reader) value(i int) *extract.Mention {
	if m := r.mention[i]; m >= 0 && r.a.Mentions[m].Form == extract.Value {
		return &r.a.Mentions[m]
	}
	return nil
}

// inName reports whether i is part of a name or value.
func (r *reader) inName(i int) bool { return r.name[i] >= 0 }

// typ returns the entity type of what i heads, "" if unknown.
func (r *reader) typ(i int) string {
	m := r.mention[i]
	if m < 0 {
		return ""
	}
	mn := &r.a.Mentions[m]
	if mn.Chain >= 0 && mn.Chain < len(r.a.Chains) && r.a.Chains[mn.Chain].Type != "" {
		return r.a.Chains[mn.Chain].Type
	}
	return mn.Type
}

// chain returns the chain of what i heads, -1 if none has a name.
func (r *reader) chain(i int) int {
	if m := r.mention[i]; m >= 0 && !r.nameless(m) {
		return r.a.Mentions[m].Chain
	}
	return -1
}

// nameless reports whether mention m speaks of nothing with a name.
func (r *reader) nameless(m int) bool {
	c := r.a.Mentions[m].Chain
	return c < 0 || c >= len(r.a.Chains) || r.a.Chains[c].Name == ""
}

// phrase returns the heads that the noun phrase at h stands for: each conjunct,
// names in place of the nouns beside them ("the company Orix"), the antecedent
// in place of a relative pronoun.
func (r *reader) phrase(h int) []int {
	if r.members[h] != nil {
		return r.members[h]
	}
	r.members[h] = []int{h} // for trees that come back here
	var out []int
	if n := r.antecedent(h); n >= 0 {
		out = r.described(n)
	} else if v := r.reciprocal(h); v >= 0 {
		out = r.surface(v)
	} else {
		for _, m := range r.conjuncts(h) {
			for _, c := range r.counted(m) {
				out = r.addNames(out, c)
			}
		}
	}
	if len(out) > maxMembers {
		out = out[:maxMembers]
	}
	r.members[h] = out
	return out
}

// reciprocal returns the predicate whose subjects "each other" and "one another"
// at h stand for, -1 if h is no such pronoun: "Kosovo and Israel recognized each
// other".
func (r *reader) reciprocal(h int) int {
	t := r.t
	if h == 0 || !(t.lower(h) == "other" && t.lower(h-1) == "each" || t.lower(h) == "another" && t.lower(h-1) == "one") {
		return -1
	}
	for v, steps := t.head(h), 0; v >= 0 && steps < 4; v, steps = t.head(v), steps+1 {
		if t.predicate(v) {
			return v
		}
	}
	return -1
}

// partitives are nouns that only count what the of-phrase names.
var partitives = map[string]bool{
	"batch": true, "couple": true, "dozen": true, "handful": true, "hundred": true, "lot": true, "million": true,
	"number": true, "package": true, "raft": true, "round": true, "score": true, "series": true, "slew": true,
	"spate": true, "string": true, "thousand": true, "wave": true,
}

// counted returns what the noun h counts, "dozens of rockets", else h.
func (r *reader) counted(h int) []int {
	if r.t.toks[h].Tag == "CD" && r.value(h) == nil || r.t.lower(h) == "two" || r.t.lower(h) == "three" {
		return r.someOf(h)
	}
	if !partitives[strings.ToLower(r.t.lemma(h))] || r.mention[h] >= 0 {
		return []int{h}
	}
	for _, k := range r.t.kids[h] {
		if o := r.t.child(k, "pobj"); r.t.dep(k) == "prep" && r.t.lower(k) == "of" && o >= 0 && !r.named(o) {
			return r.conjuncts(o)
		}
	}
	return []int{h}
}

// someOf returns the names that stand beside the plural of which h counts some, "two
// of the men, Ann Orr and Bo Lind", else h.
func (r *reader) someOf(h int) []int {
	t := r.t
	for _, k := range t.kids[h] {
		o := t.child(k, "pobj")
		if t.dep(k) != "prep" || t.lower(k) != "of" || o < 0 || !t.plural(o) || r.named(o) {
			continue
		}
		var names []int
		for _, c := range slices.Concat(t.kids[o], t.kids[h]) {
			if (t.is(c, "appos") || t.is(c, "conj") && t.pauseBefore(t.first[c])) && c > o && r.named(c) {
				for _, m := range r.conjuncts(c) {
					if r.named(m) {
						names = append(names, m)
					}
				}
			}
		}
		if len(names) > 0 {
			return names
		}
	}
	return []int{h}
}

// described returns what a relative clause on the noun n speaks of: the name of
// which n is an apposition or a predicate ("Dorn, the man who left"; "Dorn is
// the man who left"), else n.
func (r *reader) described(n int) []int {
	if h := r.t.head(n); h >= 0 {
		switch {
		case r.t.dep(n) == "appos" && r.named(h) && !r.t.plural(n) && !r.conflict(n, h):
			return []int{h}
		case r.t.dep(n) == "attr" && r.copula(h) && h < n && r.mention[n] < 0:
			if s := r.surface(h); len(s) > 0 && r.mention[s[0]] >= 0 {
				return s
			}
		}
	}
	return r.phrase(n)
}

// conjuncts returns h and the noun phrases that are coordinated with it.
func (r *reader) conjuncts(h int) []int {
	out := []int{h}
	for i := 0; i < len(out) && len(out) <= maxMembers; i++ {
		for _, k := range r.t.kids[out[i]] {
			switch {
			case r.t.dep(k) == "conj" && (r.t.nominal(k) || r.named(k)) && !r.t.verb(k):
				out = append(out, k)
			case r.t.dep(k) == "prep" && r.t.lower(k) == "with" && k > 0 && (r.t.lower(k-1) == "together" || r.t.lower(k-1) == "along"):
				if o := r.t.child(k, "pobj"); o >= 0 {
					out = append(out, o) // "Canada, together with Mali"
				}
			case r.t.dep(k) == "prep" && (r.t.lower(k) == "along" || r.t.lower(k) == "together"):
				if w := r.t.child(k, "prep"); w >= 0 && r.t.lower(w) == "with" {
					if o := r.t.child(w, "pobj"); o >= 0 {
						out = append(out, o) // "Canada, along with Mali"
					}
				}
			}
		}
	}
	return out
}

// addNames appends what the noun h stands for.
func (r *reader) addNames(out []int, h int) []int {
	if r.named(h) || r.events[r.t.lemma(h)] != nil {
		return append(out, h)
	}
	var names []int
	for _, k := range r.t.kids[h] {
		switch {
		case r.t.dep(k) == "prep" && r.t.lower(k) == "of" && r.placeNouns[r.t.lemma(h)] && len(names) == 0: // "the Chelsea district of Lima" is not Lima
			if o := r.t.child(k, "pobj"); o >= 0 {
				names = append(names, r.towns(o)...) // "the town of Gao"
			}
		case k == h-1 && r.t.is(k, "amod", "compound", "nmod") && r.placeNouns[r.t.lemma(h)] && !r.t.plural(h) && r.named(k) && !r.demonym(k):
			if typ := r.typ(k); typ == "City" || typ == "Region" || typ == "Place" {
				names = append(names, k) // "the Lombardy region"
			}
		case r.t.dep(k) == "appos" && k > h && !r.conflict(h, k):
			names = append(names, r.calledBy(k)...)
		case r.t.dep(k) == "prep" && (r.t.lower(k) == "including" || r.t.lower(k) == "like" && r.t.plural(h) ||
			r.t.lower(k) == "as" && k > 0 && r.t.lower(k-1) == "such"):
			for _, o := range r.t.kids[k] {
				if r.t.dep(o) != "pobj" {
					continue
				}
				for _, c := range r.conjuncts(o) {
					if r.named(c) {
						names = append(names, c)
					}
				}
			}
		}
	}
	if len(names) == 0 {
		return append(out, h)
	}
	return append(out, names...)
}

// towns returns the names of places in the noun phrase at o, which may itself say
// what kind of place it is: "the Gao district".
func (r *reader) towns(o int) []int {
	var out []int
	for _, c := range r.phrase(o) {
		if typ := r.typ(c); r.named(c) && (typ == "City" || typ == "Region" || typ == "Place" && c != o) {
			out = append(out, c)
		}
	}
	return out
}

// calledBy returns the names that the apposition k gives, by itself or beside its
// noun: "Velden", "the bank Velden".
func (r *reader) calledBy(k int) []int {
	var out []int
	for _, c := range r.conjuncts(k) {
		if r.named(c) {
			out = append(out, c)
			continue
		}
		if c != k && r.post(c) && r.t.child(c, "appos") >= 0 {
			continue // "President of Mali Sosa and President of Chad Vega"
		}
		for _, n := range r.t.kids[c] {
			if r.t.dep(n) == "appos" && n > c && r.named(n) && !r.t.pauseBefore(r.first(n)) && !r.conflict(c, n) {
				out = append(out, n)
			}
		}
	}
	return out
}

// bodies are nouns of organizations that exclude one another: no company is an
// agency.
var bodies = map[string]int{
	"company": 1, "firm": 1, "maker": 1, "manufacturer": 1, "airline": 1, "corporation": 1, "inc": 1, "corp": 1, "ltd": 1, "producer": 1, "retailer": 1, "startup": 1,
	"agency": 2, "bureau": 2, "ministry": 2, "department": 2, "office": 2, "commission": 2, "authority": 2, "court": 2, "government": 2,
}

// conflict reports whether the noun h and the name beside it cannot be one
// thing: "the company, the Bureau of Mines".
func (r *reader) conflict(h, name int) bool {
	kind := bodies[r.t.lemma(h)]
	if kind == 0 || r.mention[name] < 0 {
		return false
	}
	m := &r.a.Mentions[r.mention[name]]
	for i := m.First; i < m.Last && i < len(r.t.toks); i++ {
		if k := bodies[r.t.lower(i)]; k != 0 && k != kind {
			return true
		}
	}
	return false
}

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

// argument returns the noun phrase headed by h in a role.
func (r *reader) argument(role string, h int) extract.Argument {
	arg := extract.Argument{Role: role, Head: h, Lemma: r.t.lemma(h), Mention: r.mention[h], Chain: -1, Proposition: -1}
	if arg.Mention < 0 && r.name[h] >= 0 && r.a.Mentions[r.name[h]].Form == extract.Name {
		arg.Mention = r.name[h] // a token inside a name that the tree takes apart
	}
	arg.Span = r.t.toks[h].Span
	if arg.Mention < 0 {
		if ms := r.represented(h); len(ms) > 0 {
			arg.Mention, arg.Via = ms[0], r.via(h)
			arg.Chain = r.a.Mentions[ms[0]].Chain
			arg.Span = r.span(h)
			return arg
		}
		arg.Span = r.span(h)
		return arg
	}
	m := &r.a.Mentions[arg.Mention]
	arg.Span, arg.Via = m.Span, m.Via
	if m.Form == extract.Value {
		arg.Value, arg.Datatype = m.Normal, datatype(m.Type)
		if arg.Value == "" {
			arg.Value = r.a.Text(m.Span)
		}
		return arg
	}
	arg.Chain = m.Chain
	if m.Form == extract.Nominal && r.nameless(arg.Mention) {
		if ms := r.represented(h); len(ms) > 0 {
			arg.Mention, arg.Chain, arg.Via = ms[0], r.a.Mentions[ms[0]].Chain, r.via(h)
		}
	}
	return arg
}

func datatype(typ string) string {
	switch typ {
	case "Date":
		return "date"
	case "Money":
		return "money"
	case "Percent", "Quantity", "Number":
		return "number"
	}
	return "text"
}

// span returns the noun at h with what stands before it in its phrase.
func (r *reader) span(h int) extract.Span {
	sp := r.t.toks[h].Span
	for _, k := range r.t.kids[h] {
		if k < h && !r.t.is(k, "punct", "prep", "relcl", "advmod", "cc", "conj", "appos", "acl", "preconj") {
			sp.Start = min(sp.Start, r.t.toks[r.t.first[k]].Start)
		}
	}
	return sp
}

// via returns how the noun h stands for a country beside it, "" if it does not.
func (r *reader) via(h int) string {
	return r.p.lex.Represents(r.t.lemma(h), r.t.plural(h))
}

// represented returns the mentions of the countries for which the noun h stands:
// "Chinese officials", "officials of Mali and Chad", "a court in Mali"; none if it
// does not.
func (r *reader) represented(h int) []int {
	if r.via(h) == "" {
		return nil
	}
	var heads []int
	for _, k := range r.t.kids[h] {
		switch {
		case r.t.is(k, "amod", "compound", "poss", "nmod"):
			heads = append(heads, r.conjuncts(k)...)
		case r.t.dep(k) == "prep" && (r.t.lower(k) == "of" || r.t.lower(k) == "from" || r.t.lower(k) == "in" && (r.via(h) == lexicon.Justice || r.governs(h))):
			if o := r.t.child(k, "pobj"); o >= 0 {
				heads = append(heads, r.conjuncts(o)...)
			}
		}
	}
	var out []int
	for _, c := range heads {
		owner := strings.HasSuffix(r.t.toks[c].Tag, "P$") // "whose troops"
		for _, o := range r.phrase(c) {
			if len(out) < maxMembers && (r.named(o) || owner && r.chain(o) >= 0) && r.canAct(o) && !slices.Contains(out, r.mention[o]) {
				out = append(out, r.mention[o])
			}
		}
	}
	return out
}

// governs reports whether the noun h is one of a body that rules or fights for a
// country, not of people who do: "the government in Mali".
func (r *reader) governs(h int) bool {
	return slices.ContainsFunc(r.p.lex.NounTypes(r.t.lemma(h)), func(typ string) bool { return typ == "GovernmentBody" || typ == "MilitaryUnit" })
}

// canAct reports whether what o heads is a country, or a union of countries, that
// others may stand for.
func (r *reader) canAct(o int) bool { return r.typ(o) == "Country" || r.typ(o) == "IntergovOrg" }

// add appends an argument for each member of the noun phrase at h.
func (r *reader) add(p *extract.Proposition, role string, h int) {
	r.addAll(p, role, r.phrase(h))
}

// addAll appends an argument for each head; one role takes a head once.
func (r *reader) addAll(p *extract.Proposition, role string, heads []int) {
	named := role != extract.Patient || p.Kind != extract.Verb || r.addresses(p.Lemma)
next:
	for _, h := range heads {
		for _, old := range p.Arguments {
			if old.Role == role && old.Head == h && old.Proposition < 0 {
				continue next
			}
		}
		if len(p.Arguments) >= 4*maxMembers {
			return
		}
		a := r.argument(role, h)
		if two := r.pair(h); a.Chain < 0 || len(two) == 2 && r.a.Chains[a.Chain].Name == "" {
			for _, m := range two {
				b := a
				b.Mention, b.Chain, b.Span = m, r.a.Mentions[m].Chain, r.a.Mentions[m].Span
				p.Arguments = append(p.Arguments, b)
			}
			if len(two) > 0 {
				continue next
			}
		}
		if role == extract.Agent && p.Kind == extract.Verb && r.directs(h) {
			r.standFor(&a, h)
		}
		if a.Via != "" && a.Via != "metonymy" && !named && !r.governs(h) {
			a.Chain, a.Via = -1, ""
			a.Mention = r.mention[h]
		}
		p.Arguments = append(p.Arguments, a)
		if a.Via == "" || a.Chain < 0 {
			continue
		}
		for _, m := range r.represented(h) { // "American and Chinese negotiators"
			if c := r.a.Mentions[m].Chain; c != a.Chain {
				b := a
				b.Mention, b.Chain = m, c
				p.Arguments = append(p.Arguments, b)
			}
		}
	}
}

// directs reports whether the noun h is the board of something, which acts for it.
func (r *reader) directs(h int) bool {
	switch r.t.lemma(h) {
	case "board", "management":
		return !r.named(h) && !r.inName(h) && r.t.child(h, "relcl") < 0
	}
	return false
}

// standFor makes the body that the board h governs the one who acts: "Orix's board
// approved the sale".
func (r *reader) standFor(a *extract.Argument, h int) {
	if a.Chain >= 0 && a.Chain < len(r.a.Chains) && r.a.Chains[a.Chain].Name != "" {
		return
	}
	of := r.owners(h)
	for _, k := range r.t.kids[h] {
		if o := r.t.child(k, "pobj"); o >= 0 && r.t.dep(k) == "prep" && r.t.lower(k) == "of" {
			of = append(of, r.phrase(o)...)
		}
	}
	if len(of) != 1 || r.chain(of[0]) < 0 {
		return
	}
	b := r.argument(a.Role, of[0])
	a.Mention, a.Chain, a.Via = b.Mention, b.Chain, "board"
}

// addresses reports whether the object of the verb may stand for its country:
// who meets or urges officials meets or urges the country, who expels them does
// not expel it. Who fights its army fights it.
func (r *reader) addresses(verb string) bool {
	switch verb {
	case "meet", "host", "see", "greet", "receive", "consult", "contact", "engage", "join":
		return true
	}
	op, ok := r.verbs[verb]
	return ok && (op.class.act != "" || op.class.name == "demand" || op.class.name == "threat")
}

// modifiers returns the lower-case words that modify the noun at h.
func (r *reader) modifiers(h int) []string {
	var out []string
	for _, k := range r.t.kids[h] {
		if k < h && r.t.is(k, "amod", "compound", "nmod", "advmod", "npadvmod", "nummod") && !r.inName(k) {
			out = append(out, r.t.lower(k))
		}
	}
	return out
}

// modifierWord returns the word under which a modifier is listed: the last part
// of "would-be", "so-called" is tokenized apart.
func (r *reader) modifierWord(k int) string {
	w := r.t.lower(k)
	if k >= 2 && r.t.toks[k-1].Text == "-" {
		return r.t.lower(k-2) + "-" + w
	}
	return strings.TrimSuffix(w, "-")
}
