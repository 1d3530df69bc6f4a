package pair

import (
	"strconv"
	"strings"

	"dossier/extract"
)

// buckets is how many weights a relation has; features share them by hash.
const buckets = 1 << 16

// maxBetween is how many tokens may stand between the two mentions of a pair.
const maxBetween = 40

// features calls emit with the bucket of each feature of a pair, s its subject and
// o its object.
func (x *index) features(c Candidate, emit func(uint32)) {
	a, s, o := x.a, &x.a.Mentions[c.Subject], &x.a.Mentions[c.Object]
	toks := a.Sentences[s.Sentence].Tokens
	first, second, order := s, o, ">"
	if o.First < s.First {
		first, second, order = o, s, "<"
	}
	types := chainType(a, s) + "-" + chainType(a, o)
	f := &featureSet{emit: emit, order: order, types: types}
	f.add("types", "")
	f.both("form", string(s.Form)+"-"+string(o.Form))
	f.both("gap", gap(second.First-first.Last))
	between(f, toks, first, second)
	around(f, toks, first, second)
	phrases(f, s, "s")
	phrases(f, o, "o")
	if o.Rule == "demonym" {
		f.both("demonym", "")
	}
	f.add("last s", strings.ToLower(toks[s.Last-1].Text))
	f.add("last o", strings.ToLower(toks[o.Last-1].Text))
	governors(f, toks, s.Head, "s")
	governors(f, toks, o.Head, "o")
	treePath(f, toks, s.Head, o.Head)
	x.rivals(f, first, second)
	x.roles(f, c)
}

// chainType is the type of what m speaks of.
func chainType(a *extract.Analysis, m *extract.Mention) string {
	if m.Chain >= 0 {
		return a.Chains[m.Chain].Type
	}
	return m.Type
}

// A featureSet names features by kind and value, each with the order of the two
// mentions, and the telling ones with their types too.
type featureSet struct {
	emit         func(uint32)
	order, types string
}

func (f *featureSet) add(kind, value string) { f.emit(hash(kind, f.order, value)) }

func (f *featureSet) both(kind, value string) {
	f.add(kind, value)
	f.emit(hash(kind, f.order, value, f.types))
}

// hash is FNV-1a over parts with a byte between them, folded to a bucket.
func hash(parts ...string) uint32 {
	h := uint32(2166136261)
	for _, p := range parts {
		for i := range len(p) {
			h = (h ^ uint32(p[i])) * 16777619
		}
		h = (h ^ 0xff) * 16777619
	}
	return (h ^ h>>16) % buckets
}

func gap(n int) string {
	switch {
	case n <= 0:
		return "0"
	case n <= 3:
		return strconv.Itoa(n)
	case n <= 6:
		return "6"
	case n <= 12:
		return "12"
	}
	return "more"
}

// between emits what stands between the two: words, pairs of words, all of them
// if they are few.
func between(f *featureSet, toks []extract.Token, first, second *extract.Mention) {
	last := ""
	var all []string
	for i := first.Last; i < second.First; i++ {
		w := word(&toks[i])
		f.both("between", w)
		if last != "" {
			f.add("between2", last+" "+w)
		}
		last = w
		all = append(all, w)
	}
	if len(all) <= 5 {
		f.both("whole", strings.Join(all, " "))
	}
}

// around emits the words beside the two.
func around(f *featureSet, toks []extract.Token, first, second *extract.Mention) {
	at := func(i int) string {
		if i < 0 || i >= len(toks) {
			return "#"
		}
		return word(&toks[i])
	}
	f.add("before", at(first.First-1))
	f.add("before2", at(first.First-2)+" "+at(first.First-1))
	f.both("second before", at(second.First-1))
	f.add("after", at(second.Last))
	f.add("after2", at(second.Last)+" "+at(second.Last+1))
	f.add("first after", at(first.Last))
}

// word is what a token counts as: its lemma, names and numbers by their kind.
func word(t *extract.Token) string {
	switch {
	case t.Pos == "PROPN" || t.Ent != "" && t.Pos != "ADP" && t.Pos != "DET":
		return "^" + t.Ent
	case t.Pos == "NUM":
		return "^NUM"
	}
	return strings.ToLower(t.Lemma)
}

// phrases emits the common nouns of the noun phrase around a name.
func phrases(f *featureSet, m *extract.Mention, end string) {
	for _, h := range m.Phrase.Heads {
		f.both("head "+end, h)
	}
	for _, h := range m.Phrase.Modifiers {
		f.add("modifier "+end, h)
	}
}

// maxPath bounds the way through the tree in steps.
const maxPath = 8

// treePath emits the way from token s up to where both meet and down to token o.
func treePath(f *featureSet, toks []extract.Token, s, o int) {
	up, down, top := route(toks, s, o)
	if top < 0 || len(up)+len(down) > maxPath {
		f.add("path", "none")
		return
	}
	var labels, words strings.Builder
	step := func(i int, arrow string) {
		labels.WriteString(arrow + toks[i].Dep)
		words.WriteString(arrow + toks[i].Dep)
		if i != s && i != o {
			words.WriteString(":" + word(&toks[i]))
			f.both("on path", word(&toks[i]))
		}
	}
	for _, i := range up {
		step(i, "<")
	}
	apex := word(&toks[top])
	labels.WriteString("^" + toks[top].Pos)
	words.WriteString("^" + apex)
	f.both("apex", apex)
	for k := len(down) - 1; k >= 0; k-- {
		step(down[k], ">")
	}
	f.both("path", labels.String())
	f.both("path words", words.String())
	f.add("path apex", labels.String()+apex)
}

// route returns the tokens from s up to below the token where both meet, the same
// from o, and that token, -1 if there is none.
func route(toks []extract.Token, s, o int) (up, down []int, top int) {
	depth := map[int]int{}
	i := s
	for n := 0; n <= 2*maxPath; n++ {
		depth[i] = n
		up = append(up, i)
		if toks[i].Head == i {
			break
		}
		i = toks[i].Head
	}
	i = o
	for n := 0; n <= 2*maxPath; n++ {
		if d, ok := depth[i]; ok {
			return up[:d], down, i
		}
		down = append(down, i)
		if toks[i].Head == i {
			break
		}
		i = toks[i].Head
	}
	return nil, nil, -1
}
