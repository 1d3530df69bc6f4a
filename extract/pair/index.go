package pair

import (
	"strconv"

	"dossier/extract"
)

// An index tells what stands where in the sentences of an analysis.
type index struct {
	a      *extract.Analysis
	places map[[2]int][]place // by sentence, and by chain or, below zero, by value
	named  [][]int            // by sentence: mentions of what has a name
}

// A place is the role that something has in a proposition.
type place struct {
	proposition int
	role        string
}

// mostPlaces is how many places of a thing in a sentence count.
const mostPlaces = 8

func newIndex(a *extract.Analysis) *index {
	x := &index{a: a, places: map[[2]int][]place{}, named: make([][]int, len(a.Sentences))}
	for i := range a.Propositions {
		p := &a.Propositions[i]
		for k := range p.Arguments {
			arg := &p.Arguments[k]
			if arg.Mention < 0 {
				continue
			}
			key := [2]int{p.Sentence, x.key(arg.Mention)}
			if len(x.places[key]) < mostPlaces {
				x.places[key] = append(x.places[key], place{i, arg.Role})
			}
		}
	}
	for i := range a.Mentions {
		if m := &a.Mentions[i]; m.Chain >= 0 && a.Chains[m.Chain].Name != "" {
			x.named[m.Sentence] = append(x.named[m.Sentence], i)
		}
	}
	return x
}

// key is what a mention counts under in places.
func (x *index) key(mention int) int {
	if c := x.a.Mentions[mention].Chain; c >= 0 {
		return c
	}
	return -1 - mention
}

// roles emits what the two are in the propositions of their sentence: alone,
// together, and in two of which one is an argument of the other.
func (x *index) roles(f *featureSet, c Candidate) {
	sentence := x.a.Mentions[c.Subject].Sentence
	ss, oo := x.places[[2]int{sentence, x.key(c.Subject)}], x.places[[2]int{sentence, x.key(c.Object)}]
	for _, s := range ss {
		f.add("role s", x.name(s))
	}
	for _, o := range oo {
		f.both("role o", x.name(o))
	}
	for _, s := range ss {
		for _, o := range oo {
			p := &x.a.Propositions[s.proposition]
			switch {
			case s.proposition == o.proposition && s.role != o.role:
				f.both("roles", x.name(s)+"/"+o.role)
				f.both("roles kind", string(p.Kind)+":"+s.role+"/"+o.role)
			case s.proposition != o.proposition && x.within(s.proposition, o.proposition):
				f.add("roles in", x.name(s)+"/"+x.name(o))
			case s.proposition != o.proposition && x.within(o.proposition, s.proposition):
				f.add("roles out", x.name(s)+"/"+x.name(o))
			}
		}
	}
}

func (x *index) name(p place) string {
	prop := &x.a.Propositions[p.proposition]
	return string(prop.Kind) + ":" + prop.Lemma + ":" + p.role
}

// within reports whether proposition q heads or fills an argument of p.
func (x *index) within(p, q int) bool {
	head := x.a.Propositions[q].Head
	for k := range x.a.Propositions[p].Arguments {
		if arg := &x.a.Propositions[p].Arguments[k]; arg.Proposition == q || arg.Head == head {
			return true
		}
	}
	return false
}

// rivals emits how many others of each one's type stand between the two and, of
// the second's type, behind it.
func (x *index) rivals(f *featureSet, first, second *extract.Mention) {
	ft, st := chainType(x.a, first), chainType(x.a, second)
	likeFirst, likeSecond, before := 0, 0, 0
	for _, i := range x.named[first.Sentence] {
		m := &x.a.Mentions[i]
		t := chainType(x.a, m)
		switch {
		case m.First >= first.Last && m.Last <= second.First && m.Chain != first.Chain && m.Chain != second.Chain:
			if t == ft {
				likeFirst++
			}
			if t == st {
				likeSecond++
			}
		case m.Last <= first.First && t == ft && m.Chain != first.Chain:
			before++
		}
	}
	f.both("rivals", strconv.Itoa(min(likeFirst, 3))+" "+strconv.Itoa(min(likeSecond, 3)))
	f.add("rivals before", strconv.Itoa(min(before, 2)))
}

// governors emits what a mention hangs on, two steps up the tree; what is
// coordinated hangs where the first does.
func governors(f *featureSet, toks []extract.Token, head int, end string) {
	for n := 0; n < maxPath && toks[head].Dep == "conj" && toks[head].Head != head; n++ {
		head = toks[head].Head
	}
	up := toks[head].Head
	one := toks[head].Dep + ":" + word(&toks[up])
	f.add("up "+end, one)
	if up != head {
		f.both("up2 "+end, one+":"+toks[up].Dep+":"+word(&toks[toks[up].Head]))
	}
}

// together reports whether two mentions of a sentence are one or parts of one address:
// only places and commas stand between, "Lima, Peru".
func (x *index) together(i, j int) bool {
	if i < 0 || j < 0 || x.a.Mentions[i].Sentence != x.a.Mentions[j].Sentence {
		return false
	}
	first, last := x.a.Mentions[min(i, j)].Last, x.a.Mentions[max(i, j)].First
	if i != j && x.a.Mentions[i].Form == extract.Value {
		return false
	}
	toks := x.a.Sentences[x.a.Mentions[i].Sentence].Tokens
	for k := first; k < last; k++ {
		if toks[k].Pos != "PROPN" && toks[k].Text != "," {
			return false
		}
	}
	return true
}
