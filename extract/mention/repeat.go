package mention

import (
	"slices"
	"strings"

	"dossier/extract/lexicon"
)

// repeats holds the names found anywhere in the document, to find them again
// where the model has missed them.
type repeats struct {
	r       *Recognizer
	byFirst map[string][]repeated // by first word; longest first
	persons map[string]bool       // words of the names of persons
	bodies  map[string]string     // by the head of the names of bodies: the type of all of them
	seen    map[string]bool       // names in byFirst
	lone    []repeated
	camels  map[string]int // how often such words stand
}

// maxForms is how many names that begin with one word are looked for.
const maxForms = 64

type repeated struct {
	words  []string
	typ    string
	weight float64 // of the evidence for typ
}

func newRepeats(r *Recognizer) *repeats {
	return &repeats{r: r, byFirst: map[string][]repeated{}, persons: map[string]bool{}, bodies: map[string]string{}, seen: map[string]bool{}, camels: map[string]int{}}
}

// learn remembers the names of s that more than a lone label speaks for, and
// the surnames of persons.
func (k *repeats) learn(s *scan) {
	for i := range s.toks {
		if camel(s.toks[i].Text) {
			k.camels[s.toks[i].Text]++
		}
	}
	var lone []name
	for i := range s.names {
		n := s.names[i]
		k.learnHead(s, &n)
		if n.rule == "demonym" || n.rule == "gazetteer" || n.inner {
			continue
		}
		words := texts(s, n.first, n.last)
		if n.typ == "Person" && (n.rule != "ner" || len(words) > 1) {
			for _, w := range words {
				k.persons[w] = true
			}
		}
		if len(words) == 1 && n.rule == "ner" {
			if s.proper(n.first) && n.label != "NORP" {
				lone = append(lone, n)
			}
			continue
		}
		k.add(words, n.typ, n.weight())
		if n.typ == "Person" && len(words) > 1 && n.rule != "ner" || n.typ == "Person" && n.rule == "ner" && len(words) < 5 && len(words) > 1 {
			k.add(words[len(words)-1:], n.typ, n.weight())
		}
		if len(words) > 1 && k.r.types.Is(n.typ, "Company") && n.rule != "ner" && k.distinct(words[0]) {
			k.add(words[:1], n.typ, n.weight()) // Orix, of Orix Marine
		}
		if core := k.r.lex.Core(words); len(core) < len(words) && len(core) > 0 {
			k.add(core, n.typ, n.weight())
		}
	}
	for _, n := range lone {
		k.lone = append(k.lone, repeated{texts(s, n.first, n.last), n.typ, n.weight()})
	}
}

// settle adds the names of one word that nothing but the model speaks for,
// after all others.
func (k *repeats) settle() {
	for _, r := range k.lone {
		k.add(r.words, r.typ, r.weight)
	}
	for first, list := range k.byFirst {
		slices.SortStableFunc(list, func(a, b repeated) int { return len(b.words) - len(a.words) })
		k.byFirst[first] = list[:min(len(list), maxForms)]
	}
}

func texts(s *scan, first, last int) []string {
	out := make([]string, 0, last-first)
	for i := first; i < last; i++ {
		out = append(out, s.toks[i].Text)
	}
	return out
}

func (k *repeats) add(words []string, typ string, weight float64) {
	if len(words) == 1 && (len(words[0]) < 3 || k.common(words[0])) {
		return
	}
	key := strings.Join(words, " ")
	if k.seen[key] {
		return
	}
	k.seen[key] = true
	k.byFirst[words[0]] = append(k.byFirst[words[0]], repeated{words, typ, weight})
}

// common reports whether a capitalised word alone is too common to be taken
// for a name without the model's word.
func (k *repeats) common(w string) bool {
	low := strings.ToLower(w)
	_, rank := k.r.lex.Rank(low)
	_, portfolio := k.r.lex.Portfolio(low)
	return rank || portfolio || len(k.r.lex.NounTypes(low)) > 0 || k.r.lex.IsDemonym(w)
}

// distinct reports whether the first word of a company's name may stand for it
// alone: no place or ordinary word.
func (k *repeats) distinct(w string) bool {
	_, _, listed := k.r.names.at(w, func(n int) bool { return n == len(w) })
	return len(w) > 3 && !listed && !k.common(w) && !k.r.lex.Ordinary(strings.ToLower(w))
}

// repeat corrects names of one word by better evidence elsewhere and adds the
// known names that the sentence holds outside its names.
func (s *scan) repeat(k *repeats) {
	for j := range s.names {
		n := &s.names[j]
		s.titledSurname(n, k)
		if n.last-n.first > 1 {
			continue
		}
		if n.rule == "gazetteer" && n.typ == "City" && s.acts(n.first) && slices.ContainsFunc(k.byFirst[s.toks[n.first].Text], func(r repeated) bool {
			return len(r.words) == 1 && r.typ == "Person"
		}) {
			n.typ, n.rule, n.targets, n.via = "Person", "repeat", nil, "" // the city's name is a person's here
			continue
		}
		if n.rule != "ner" {
			continue
		}
		for _, r := range k.byFirst[s.toks[n.first].Text] {
			if len(r.words) == 1 && r.typ != n.typ && !(r.typ != "Person" && k.persons[r.words[0]]) {
				n.typ, n.rule = r.typ, "repeat" // better evidence elsewhere
			}
		}
	}
	s.addRepeats(k)
}

// titledSurname takes the title out of n, which the model takes for a name, where what is
// left is the surname of a person of the document: Bishop Orr.
func (s *scan) titledSurname(n *name, k *repeats) {
	i := n.last - 1
	if n.rule != "ner" || i == n.first || !k.persons[s.toks[i].Text] {
		return
	}
	if first, _, ok := s.titleBefore(i); ok && first <= n.first && capital(s.toks[i-1].Text) {
		n.titleFirst, n.titleLast, n.first = first, i, i
		n.span.Start, n.typ, n.rule = s.toks[i].Start, "Person", "title"
	}
}

// acts reports whether the name at token i stands where the name of a person would:
// it does something or something is its own.
func (s *scan) acts(i int) bool {
	switch s.toks[i].Dep {
	case "nsubj", "nsubjpass", "poss":
		return true
	}
	return false
}

// addRepeats adds the known names that the sentence holds outside its names.
func (s *scan) addRepeats(k *repeats) {
	added := s.longer(k)
	added = s.heads(k) || added
	for i := 0; i < len(s.toks); i++ {
		if s.owner[i] >= 0 || !capital(s.toks[i].Text) && !mixed(s.toks[i].Text) {
			continue
		}
		for _, r := range k.byFirst[s.toks[i].Text] {
			last := i + len(r.words)
			if !s.free(i, last) || !slices.Equal(texts(s, i, last), r.words) {
				continue
			}
			if len(r.words) == 1 && r.typ != "Person" && k.persons[r.words[0]] {
				continue
			}
			if len(r.words) == 1 && !s.proper(i) && !camel(r.words[0]) {
				continue
			}
			first := i
			if r.typ == "Person" && len(r.words) == 1 {
				first = s.givenBefore(i)
			}
			n := name{first: first, last: last, span: s.span(first, last), label: s.toks[i].Ent, typ: r.typ, rule: "repeat"}
			if byLabel[n.label] == "" {
				n.label = ""
			}
			if n.typ == "Person" {
				if title, rank, ok := s.titleBefore(first); ok && rank.Class != lexicon.Other {
					n.titleFirst, n.titleLast = title, first
				}
			}
			s.names = append(s.names, n)
			added = true
			i = last - 1
			break
		}
	}
	if added {
		s.own()
	}
}

// givenBefore returns where the name begins that ends in the surname at token i: at a
// given name, if only words that nobody has seen as names stand between.
func (s *scan) givenBefore(i int) int {
	const longest = 3
	first := i
	for first > 0 && i-first < longest && s.unseenWord(first-1) && s.toks[first-1].Space {
		first--
	}
	for ; first < i; first++ {
		if _, given := s.r.lex.GivenName(s.toks[first].Text); given {
			break
		}
	}
	return first
}

// free reports whether no name covers first:last.
func (s *scan) free(first, last int) bool {
	if last > len(s.toks) {
		return false
	}
	for i := first; i < last; i++ {
		if s.owner[i] >= 0 {
			return false
		}
	}
	return true
}
