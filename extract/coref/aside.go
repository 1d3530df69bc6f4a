package coref

import (
	"slices"
	"strings"

	"dossier/extract"
)

// aside brings the names in headings and captions into the chains that the body
// has made: ms and chains are those of the body, and it goes by them alone, for its
// own words must not change whom the body speaks of. A name that joins none makes a
// chain with its like if a list knows it or it stands in a caption; it is dropped from
// a heading.
func (r *Resolver) aside(a *extract.Analysis, ms []extract.Mention, chains []extract.Chain) ([]extract.Mention, []extract.Chain) {
	x := r.bearers(a, ms, chains)
	var names []extract.Mention
	var open []int // of names: those that join no chain of the body
	for _, m := range a.Mentions {
		if a.InBody(m.Sentence) {
			continue
		}
		m.Chain, m.Reason = x.find(&m, a.Text(m.Span))
		if m.Chain >= 0 {
			m.Type = chains[m.Chain].Type
		} else if heading := a.Document.Blocks[a.Sentences[m.Sentence].Block].Kind == extract.Heading; heading && len(m.Links) == 0 {
			continue
		} else {
			open = append(open, len(names))
		}
		names = append(names, m)
	}
	chains = r.unknown(a, names, open, chains)
	return weave(a, ms, names, chains)
}

// unknown makes chains of those of the names that are open and appends them to
// chains.
func (r *Resolver) unknown(a *extract.Analysis, names []extract.Mention, open []int, chains []extract.Chain) []extract.Chain {
	if len(open) == 0 {
		return chains
	}
	rest := *a
	rest.Mentions = make([]extract.Mention, len(open))
	for k, i := range open {
		rest.Mentions[k] = names[i]
		rest.Mentions[k].Phrase.Demonym, rest.Mentions[k].Phrase.Possessor = -1, -1
	}
	found, more := r.resolve(&rest)
	for k, i := range open {
		phrase := names[i].Phrase
		names[i] = found[k]
		names[i].Phrase = phrase
		if names[i].Chain >= 0 {
			names[i].Chain += len(chains)
		}
	}
	for k := range more {
		more[k].Mentions = nil // weave numbers them
	}
	return append(chains, more...)
}

// A part is what a whole analysis holds of one kind of sentence.
type part struct {
	extract.Analysis
	sentences []int // of the whole, by those of the part
}

// bodyOf returns the body of a as an analysis of its own.
func bodyOf(a *extract.Analysis) *part {
	p := &part{Analysis: extract.Analysis{Document: a.Document}}
	at := make([]int, len(a.Sentences)) // by sentence of a: that of the part
	for i := range a.Sentences {
		if at[i] = len(p.sentences); a.InBody(i) {
			p.sentences = append(p.sentences, i)
			p.Sentences = append(p.Sentences, a.Sentences[i])
		}
	}
	shift := 0 // mentions left out so far; a phrase never leaves its sentence
	for _, m := range a.Mentions {
		if !a.InBody(m.Sentence) {
			shift++
			continue
		}
		m.Sentence = at[m.Sentence]
		move(&m.Phrase, func(i int) int { return i - shift })
		p.Mentions = append(p.Mentions, m)
	}
	return p
}

// move changes the references of p to other mentions.
func move(p *extract.Phrase, to func(int) int) {
	for _, i := range []*int{&p.Demonym, &p.Possessor} {
		if *i >= 0 {
			*i = to(*i)
		}
	}
}

// weave puts the mentions of the body and the names beside it into the order of the
// text, and the chains into that of their first mentions.
func weave(a *extract.Analysis, body, names []extract.Mention, chains []extract.Chain) ([]extract.Mention, []extract.Chain) {
	type strand struct{ body, name int } // index, -1 in one of them
	var order []strand
	for i, k := 0, 0; i < len(body) || k < len(names); {
		if k == len(names) || i < len(body) && body[i].Sentence < names[k].Sentence {
			order = append(order, strand{i, -1})
			i++
		} else {
			order = append(order, strand{-1, k})
			k++
		}
	}
	now := make([]int, len(body)) // by mention of the body: its index among all
	for n, o := range order {
		if o.body >= 0 {
			now[o.body] = n
		}
	}
	was := map[extract.Span]int{} // the names beside the body, some of which were dropped
	out := make([]extract.Mention, len(order))
	for n, o := range order {
		if o.name >= 0 {
			out[n] = names[o.name]
			was[out[n].Span] = n
			continue
		}
		out[n] = body[o.body]
		move(&out[n].Phrase, func(i int) int { return now[i] })
	}
	for n, o := range order {
		if o.name >= 0 {
			move(&out[n].Phrase, func(i int) int {
				if k, ok := was[a.Mentions[i].Span]; ok {
					return k
				}
				return -1
			})
		}
	}
	return out, reorder(a, out, chains)
}

// reorder puts chains into the order of their first mentions, and gives them the
// mentions that ms have of them and the names that the body has not.
func reorder(a *extract.Analysis, ms []extract.Mention, chains []extract.Chain) []extract.Chain {
	now := make([]int, len(chains)) // by chain: its new index, -1 before its first mention
	for i := range now {
		now[i] = -1
	}
	out := make([]extract.Chain, 0, len(chains))
	for i := range ms {
		m := &ms[i]
		if m.Chain < 0 {
			continue
		}
		if now[m.Chain] < 0 {
			now[m.Chain] = len(out)
			c := chains[m.Chain]
			c.Mentions, c.Aliases = nil, slices.Clone(c.Aliases)
			out = append(out, c)
		}
		m.Chain = now[m.Chain]
		c := &out[m.Chain]
		c.Mentions = append(c.Mentions, i)
		if !a.InBody(m.Sentence) && m.Rule != "demonym" {
			addAlias(c, a.Text(m.Span))
		}
	}
	return out
}

// addAlias adds a name unless c has it already, but for capitals.
func addAlias(c *extract.Chain, name string) {
	has := func(other string) bool { return strings.EqualFold(other, name) }
	if has(c.Name) || slices.ContainsFunc(c.Aliases, has) {
		return
	}
	k, _ := slices.BinarySearch(c.Aliases, name)
	c.Aliases = slices.Insert(c.Aliases, k, name)
}
