package clause

import (
	"slices"
	"strings"

	"dossier/extract"
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
			case r.t.dep(k) == "conj" && (r.t.child(k, "neg") >= 0 || r.t.ratherThan(out[i], k)): // "Canada, but not Mali"
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

// ratherThan reports whether a "than" stands between h and what is joined to it at k.
func (t *tree) ratherThan(h, k int) bool {
	c := t.child(h, "cc")
	return c > h && c < k && t.lower(c) == "than"
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
	if k := r.kindOf(h); k >= 0 && len(names) == 0 {
		names = append(names, k)
	}
	if len(names) == 0 {
		return append(out, h)
	}
	return append(out, names...)
}

// kindOf returns the name before the noun h that h says the kind of, "the Hezbollah
// militia", "the Boko Haram extremist group", -1 if there is none.
func (r *reader) kindOf(h int) int {
	t := r.t
	if !r.kinds[t.lemma(h)] || t.plural(h) || t.child(h, "poss") >= 0 {
		return -1
	}
	for _, k := range t.kids[h] {
		if k > h || !t.is(k, "compound", "nmod", "amod") || !r.named(k) || r.demonym(k) {
			continue
		}
		if f := r.first(k); f > 0 && t.dep(f-1) == "det" && slices.ContainsFunc(r.p.lex.NounTypes(t.lemma(h)), func(kind string) bool { return sameKind(r.typ(k), kind) }) {
			return k
		}
	}
	return -1
}

// sameKind reports whether a thing of type typ may be called by a noun of type kind.
func sameKind(typ, kind string) bool {
	switch typ {
	case "ArmedGroup", "Company", "Bank", "Media", "NGO", "PoliticalParty", "Organization":
		return typ == kind || kind == "Organization" || typ == "Organization" || typ == "Bank" && kind == "Company" || typ == "Company" && kind == "Bank"
	}
	return false
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
