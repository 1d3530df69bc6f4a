package main

import (
	"cmp"
	"slices"

	"dossier/extract"
)

// A spoken is a mention as OntoNotes marks them, in the key or the response.
type spoken struct {
	extract.Span              // the whole noun phrase
	narrow       extract.Span // what we call the mention; the whole in the key
	form         extract.Form
	chain        int
	mention      int // index in the analysis, -1 in the key
}

// marked returns the mentions of the key.
func marked(t *Text) []spoken {
	var out []spoken
	chains := map[string]int{}
	for _, r := range t.Records {
		if r.Kind != "mention" {
			continue
		}
		k, ok := chains[r.Entity]
		if !ok {
			k = len(chains)
			chains[r.Entity] = k
		}
		s := t.Span(r.Start, r.End)
		out = append(out, spoken{s, s, extract.Form(r.Form), k, -1})
	}
	return out
}

// mended returns the key with those chains put together again that are one in
// full, where the same document has all mentions: the rules take some out of the
// middle of a chain, and it has fallen into two.
func mended(key []spoken, full *Text) []spoken {
	entity := map[extract.Span]string{}
	for _, r := range full.Records {
		if r.Kind == "mention" {
			entity[full.Span(r.Start, r.End)] = r.Entity
		}
	}
	first, to := map[string]int{}, map[int]int{}
	for _, m := range key {
		e := entity[m.Span]
		if _, ok := to[m.chain]; ok || e == "" {
			continue
		}
		if _, ok := first[e]; !ok {
			first[e] = m.chain
		}
		to[m.chain] = first[e]
	}
	out := slices.Clone(key)
	for i := range out {
		if k, ok := to[out[i].chain]; ok {
			out[i].chain = k
		}
	}
	return out
}

// spokenIn returns the mentions of a that OntoNotes would mark, each with its
// whole noun phrase: no adjectives of nations, no predicates, what stands in
// apposition only as a part of the phrase it describes. Officials who stand for
// their country are a chain of their own, as are chains of one mention left out.
func spokenIn(a *extract.Analysis) []spoken {
	var out []spoken
	for i, m := range a.Mentions {
		if m.Chain < 0 || m.Form == extract.Value {
			continue
		}
		t := a.Sentences[m.Sentence].Tokens
		h := t[m.Head]
		if m.Rule == "demonym" && h.Tag != "NNP" && h.Tag != "NNPS" || m.Form == extract.Nominal && (h.Dep == "attr" || h.Dep == "oprd") {
			continue
		}
		chain := m.Chain
		if m.Via != "" && m.Form != extract.Name {
			chain += len(a.Chains)
		}
		out = append(out, spoken{phrase(t, &m), m.Span, m.Form, chain, i})
	}
	out = outermost(out)
	size := map[int]int{}
	for _, s := range out {
		size[s.chain]++
	}
	return slices.DeleteFunc(out, func(s spoken) bool { return size[s.chain] < 2 })
}

// outermost drops what lies within another phrase of its chain, pronouns aside,
// and of two that are the same phrase one.
func outermost(list []spoken) []spoken {
	slices.SortStableFunc(list, func(a, b spoken) int {
		return cmp.Or(cmp.Compare(a.chain, b.chain), cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	out := list[:0]
	var last spoken
	for i, s := range list {
		if i > 0 && s.chain == last.chain && last.Contains(s.Span) && s.form != extract.Pronoun {
			continue
		}
		if s.form != extract.Pronoun {
			last = s
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b spoken) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	return out
}

// phrase returns the noun phrase of m: its head with all that hangs from it but
// conjuncts.
func phrase(t []extract.Token, m *extract.Mention) extract.Span {
	if m.Form == extract.Pronoun {
		return m.Span
	}
	first, last := m.First, m.Last-1
	if p := m.Phrase; p.TitleFirst < p.TitleLast {
		first = min(first, p.TitleFirst)
	}
	for i := range t {
		if under(t, i, m.Head) {
			first, last = min(first, i), max(last, i)
		}
	}
	for last > m.Last-1 && t[last].Dep == "punct" {
		last--
	}
	if last+1 < len(t) && closesBracket(t[first:last+1], t[last+1].Text) {
		last++
	}
	for first < m.First && (t[first].Dep == "punct" || t[first].Dep == "prep" || t[first].Dep == "cc") {
		first++
	}
	return extract.Span{Start: t[first].Start, End: t[last].End}
}

// closesBracket reports whether the text that follows t closes a bracket that is
// open in it.
func closesBracket(t []extract.Token, next string) bool {
	open := 0
	for _, w := range t {
		switch w.Text {
		case "(":
			open++
		case ")":
			open--
		}
	}
	return next == ")" && open > 0
}

// under reports whether token i hangs from head, not through a conjunct of it.
func under(t []extract.Token, i, head int) bool {
	for steps := 0; i != head && steps < len(t); steps++ {
		up := t[i].Head
		if up == i {
			return false
		}
		if up == head {
			switch t[i].Dep {
			case "conj", "cc", "punct", "preconj":
				return t[i].Dep == "punct" && i < head
			case "nsubj", "aux", "cop", "advmod", "mark": // the phrase is the root of a clause
				return false
			}
		}
		i = up
	}
	return i == head
}

// alignMentions finds for each mention of the response that of the key with the same
// head in the tree, the nearest in extent if there are several: its index, -1 if
// there is none. No two get the same. A name under a title has two heads: its
// own and that of the whole phrase.
func alignMentions(key, response []spoken, t *tree) []int {
	byHead := map[int][]int{}
	for i, k := range key {
		h := t.head(k.Span)
		byHead[h] = append(byHead[h], i)
	}
	taken := make([]bool, len(key))
	out := make([]int, len(response))
	for i, r := range response {
		out[i] = -1
		off := func(k int) int { return distance(key[k].Span, r.Span) }
		for _, h := range []int{t.head(r.narrow), t.head(r.Span)} {
			if h < 0 {
				continue
			}
			for _, k := range byHead[h] {
				if !taken[k] && (out[i] < 0 || off(k) < off(out[i])) {
					out[i] = k
				}
			}
		}
		if out[i] >= 0 {
			taken[out[i]] = true
		}
	}
	return out
}

func distance(a, b extract.Span) int { return abs(a.Start-b.Start) + abs(a.End-b.End) }

func abs(n int) int { return max(n, -n) }
