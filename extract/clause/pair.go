package clause

import (
	"slices"

	"dossier/extract"
)

// pairWindow is how many mentions back a phrase such as "the two countries" may
// look for them.
const pairWindow = 120

// pair returns a mention of each of the two that "the two countries", "both men" at h
// speaks of: the only two countries of the sentence so far, else those of which the
// text has told most; the only two people or firms of the last sentences. None if h
// is no such phrase or it is not clear.
func (r *reader) pair(h int) []int {
	t := r.t
	if !t.plural(h) || r.named(h) || r.inName(h) {
		return nil
	}
	two := false
	for _, k := range t.kids[h] {
		switch {
		case k > h && !t.is(k, "punct"): // "the two countries that border Mali"
			return nil
		case t.lower(k) == "two" || t.lower(k) == "both":
			two = true
		case k < h && !t.is(k, "det", "predet", "nummod", "preconj"):
			return nil // "the two biggest countries"
		}
	}
	if !two || t.first[h] < h && t.toks[t.first[h]].Tag == "CD" { // "two countries" are new
		return nil
	}
	switch t.lemma(h) {
	case "country", "nation", "neighbor", "neighbour":
		if two := r.onlyTwo(h, "Country", r.s); len(two) == 2 && t.lemma(h) != "neighbor" && t.lemma(h) != "neighbour" {
			return two
		}
		return r.mostTold(h)
	}
	for _, typ := range r.p.lex.NounTypes(t.lemma(h)) {
		if typ == "Person" || typ == "Company" {
			return r.onlyTwo(h, typ, r.a.Before(r.s))
		}
	}
	return nil
}

// before yields the named mentions before token h, the last first, but for those that do
// to h what its verb says.
func (r *reader) before(h int, yield func(m int) bool) {
	doers := map[int]bool{}
	for v, steps := r.t.head(h), 0; v >= 0 && steps < 4; v, steps = r.t.head(v), steps+1 {
		if s := r.t.child(v, "nsubj"); r.t.predicate(v) && s >= 0 && s < v && v < h {
			for _, k := range r.phrase(s) {
				doers[r.chain(k)] = true
			}
			break
		}
	}
	at := r.t.toks[h].Start
	end, _ := slices.BinarySearchFunc(r.a.Mentions, at, func(m extract.Mention, at int) int { return m.Start - at })
	for i := end - 1; i >= 0 && i > end-pairWindow; i-- {
		if m := &r.a.Mentions[i]; r.a.InBody(m.Sentence) && m.Chain >= 0 && m.Chain < len(r.a.Chains) && r.a.Chains[m.Chain].Name != "" && !doers[m.Chain] && !yield(i) {
			return
		}
	}
}

// mostTold returns a mention of each of the two countries before h that are named most,
// if no third is named more than half as often.
func (r *reader) mostTold(h int) []int {
	var chains, count, last []int
	r.before(h, func(i int) bool {
		m := &r.a.Mentions[i]
		if typ := r.a.Chains[m.Chain].Type; typ != "Country" && typ != "IntergovOrg" {
			return true
		}
		k := slices.Index(chains, m.Chain)
		if k < 0 {
			chains, count, last = append(chains, m.Chain), append(count, 0), append(last, i)
			k = len(chains) - 1
		}
		count[k]++
		if r.a.Mentions[last[k]].Via != "" {
			last[k] = i // rather the name than what stands for it
		}
		return true
	})
	if len(chains) < 2 {
		return nil
	}
	order := make([]int, len(chains))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return count[b] - count[a] })
	if len(order) > 2 && 2*count[order[2]] > count[order[1]] {
		return nil
	}
	two := []int{last[order[0]], last[order[1]]}
	for _, i := range two {
		if r.a.Chains[r.a.Mentions[i].Chain].Type != "Country" {
			return nil
		}
	}
	return two
}

// onlyTwo returns a mention of each of the two of the type that stand before h, from
// the given sentence on, if they are no more.
func (r *reader) onlyTwo(h int, typ string, from int) []int {
	var chains, last []int
	r.before(h, func(i int) bool {
		m := &r.a.Mentions[i]
		if m.Sentence < from {
			return false
		}
		if r.a.Chains[m.Chain].Type == typ && m.Via == "" && !slices.Contains(chains, m.Chain) {
			chains, last = append(chains, m.Chain), append(last, i)
		}
		return true
	})
	if len(chains) != 2 {
		return nil
	}
	return last
}
