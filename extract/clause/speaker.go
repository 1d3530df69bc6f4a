package clause

import (
	"dossier/extract"
)

// maxSpeakers bounds how many speakers stand one inside the other.
const maxSpeakers = 8

// A speaker is a link of a chain of sources, the innermost first. Its id is an
// index in the attributions of the document or, within the sentence that is
// being read, the complement of the cue's token.
type speaker struct {
	id    int
	depth int
	outer *speaker
}

// chain returns the ids, outermost first.
func (s *speaker) chain() []int {
	var out []int
	for ; s != nil; s = s.outer {
		out = append(out, s.id)
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// said returns the place e as heard from one more speaker.
func (e *env) said(id int) *env {
	out := *e
	depth := 1
	if e.speakers != nil {
		depth = e.speakers.depth + 1
	}
	if depth <= maxSpeakers {
		out.speakers = &speaker{id, depth, e.speakers}
	}
	return &out
}

// speak returns the place e of the content k as said with the word h.
func (r *reader) speak(e *env, h, k int, c *class) *env {
	if r.attrs[h] == nil {
		source := r.source(h)
		if source == nil && c.act == "think" {
			return e // "is expected to" has no speaker worth a link
		}
		r.attrs[h] = &extract.Attribution{
			Sentence: r.s,
			Source:   source,
			Cue:      r.t.toks[h].Span,
			Content:  r.content1(k),
			Act:      c.act,
			Stance:   c.stance,
		}
		r.attrs[h].Mode = r.mode(r.t.first[k], r.t.last[k])
	}
	return e.said(^h)
}

// content1 returns the span of the subtree of k.
func (r *reader) content1(k int) extract.Span {
	return extract.Span{Start: r.t.toks[r.t.first[k]].Start, End: r.t.toks[r.t.last[k]-1].End}
}

// source returns who says what the word h reports, nil if the sentence does
// not tell.
func (r *reader) source(h int) *extract.Argument {
	var heads []int
	switch {
	case !r.t.predicate(h):
		if r.t.noun(h) {
			heads = r.nounAgent(h)
		} else {
			heads = r.surface(h)
		}
	case r.passive(h):
		heads = r.doers(h)
	default:
		heads = r.surface(h)
	}
	if len(heads) == 0 {
		return nil
	}
	a := r.argument(extract.Agent, heads[0])
	return &a
}

// mode reports whether the tokens [first, last) are quoted: "direct" if a mark
// opens before or at the first and none of the words stands outside, "mixed"
// if some are, else "indirect".
func (r *reader) mode(first, last int) string {
	inside, outside := 0, 0
	quoted := r.quoted()
	for i := first; i < last; i++ {
		switch {
		case r.t.dep(i) == "punct":
		case quoted[i]:
			inside++
		default:
			outside++
		}
	}
	switch {
	case inside == 0:
		return "indirect"
	case outside == 0:
		return "direct"
	}
	return "mixed"
}

// quoted tells for each token whether quotation marks enclose it.
func (r *reader) quoted() []bool {
	if r.quotes == nil {
		r.quotes = make([]bool, len(r.t.toks))
		open := r.quoteOpen
		for i, tok := range r.t.toks {
			open = quoteAfter(open, tok.Text)
			r.quotes[i] = open && !isQuote(tok.Text)
		}
		r.quoteEnd = open
	}
	return r.quotes
}

func isQuote(s string) bool {
	switch s {
	case `"`, "“", "”", "``", "''", "„", "«", "»":
		return true
	}
	return false
}

// quoteAfter returns whether a quotation is open after the token s.
func quoteAfter(open bool, s string) bool {
	switch s {
	case "“", "``", "„", "«":
		return true
	case "”", "''", "»":
		return false
	case `"`:
		return !open
	}
	return open
}

// accordingTo returns p if p is the "according" of "according to X", else -1.
func (r *reader) accordingTo(p int) int {
	if r.t.lower(p) == "according" && r.t.child(p, "prep", "pcomp") >= 0 {
		return p
	}
	return -1
}

// findAsides fills aside: verbs of saying without content of their own that
// stand inside or behind the clause they report ("Canada, Ruiz said, may
// leave"; "as Mali has said"), and "according to".
func (r *reader) findAsides() {
	t := r.t
	for i := range t.toks {
		if r.accordingTo(i) >= 0 {
			if v := r.clauseAbove(i); v >= 0 && r.aside[v] < 0 {
				r.aside[v] = i
			}
			continue
		}
		h := t.head(i)
		if h < 0 || !t.predicate(i) || !t.predicate(h) || t.child(i, "ccomp", "xcomp", "dobj") >= 0 {
			continue
		}
		op, ok := r.verbs[r.verbLemma(i)]
		if !ok || op.class.act == "" {
			continue
		}
		m := t.child(i, "mark", "advmod")
		as := t.dep(i) == "advcl" && m >= 0 && t.lower(m) == "as"
		if (t.dep(i) == "parataxis" || as) && t.child(i, "nsubj") >= 0 && r.aside[h] < 0 {
			r.aside[h] = i
		}
	}
}

// clauseAbove returns the verb of the clause around i, -1 if none.
func (r *reader) clauseAbove(i int) int {
	for h, steps := r.t.head(i), 0; h >= 0 && steps < 16; h, steps = r.t.head(h), steps+1 {
		if r.t.predicate(h) {
			return h
		}
	}
	return -1
}

// thrownIn returns the place e of the clause i as reported by the aside.
func (r *reader) thrownIn(i int, e *env) *env {
	a := r.aside[i]
	if r.accordingTo(a) < 0 {
		op := r.verbs[r.verbLemma(a)]
		return r.speak(e, a, i, op.class).with(op.class.positive, a)
	}
	if r.attrs[a] == nil {
		at := &extract.Attribution{Sentence: r.s, Cue: r.t.toks[a].Span, Content: r.content1(i), Act: "say", Stance: "assert"}
		if to := r.t.child(a, "prep", "pcomp"); to >= 0 {
			at.Cue.End = r.t.toks[to].End
			if o := r.t.child(to, "pobj"); o >= 0 {
				if heads := r.phrase(o); len(heads) > 0 {
					arg := r.argument(extract.Agent, heads[0])
					at.Source = &arg
				}
			}
		}
		at.Mode = r.mode(r.t.first[i], r.t.last[i])
		r.attrs[a] = at
	}
	return e.said(^a)
}

// A talk follows quotations from sentence to sentence.
type talk struct {
	open    bool // a quotation is open
	speaker *extract.Attribution
}

// place returns the place of the root of the sentence: the author's, or that of
// the speaker whose quotation goes on; questions ask.
func (k *talk) place(r *reader) *env {
	e := r.author
	if r.t.toks[0].Text != "" {
		r.quoteOpen = k.open && !startsQuote(r.t)
	}
	quoted := r.quoted()
	k.open = r.quoteEnd
	all := false
	for i := range r.t.toks {
		if r.t.dep(i) == "punct" || r.t.toks[i].Pos == "PUNCT" {
			continue
		}
		all = quoted[i]
		if !all {
			break
		}
	}
	if all && k.speaker != nil {
		n := len(r.t.toks)
		at := *k.speaker
		at.Sentence, at.Content, at.Mode = r.s, r.a.Sentences[r.s].Span, "direct"
		if at.Source != nil {
			src := *at.Source
			src.Head, src.Proposition = -1, -1
			at.Source = &src
		}
		r.attrs[n] = &at
		e = e.said(^n)
	}
	for i := len(r.t.toks) - 1; i >= 0; i-- {
		if r.t.toks[i].Text == "?" {
			return e.with(r.composition.must("question"), i)
		}
		if !isQuote(r.t.toks[i].Text) {
			break
		}
	}
	return e
}

// startsQuote reports whether the sentence opens with a quotation mark: also
// each paragraph of a long quotation does.
func startsQuote(t *tree) bool { return isQuote(t.toks[0].Text) && t.toks[0].Text != "”" }

// after remembers who spoke last in the sentence.
func (k *talk) after(r *reader, attrs []extract.Attribution) {
	var best *extract.Attribution
	for i := range attrs {
		at := &attrs[i]
		if at.Sentence != r.s || at.Source == nil || at.Act != "say" {
			continue
		}
		// The outermost of the quoted, else of all.
		if best == nil || best.Mode == "indirect" && at.Mode != "indirect" ||
			(best.Mode == "indirect") == (at.Mode == "indirect") && at.Content.Len() > best.Content.Len() {
			best = at
		}
	}
	if at := r.announced(); at != nil {
		best = at
	}
	if best != nil {
		at := *best
		k.speaker = &at
	}
}

// announced returns who is to speak next, where the sentence ends in a colon
// after a verb of saying, else nil.
func (r *reader) announced() *extract.Attribution {
	t := r.t
	n := len(t.toks) - 1
	if t.toks[n].Text != ":" {
		return nil
	}
	for i := range t.toks {
		op, ok := r.verbs[r.verbLemma(i)]
		if !ok || op.class.act != "say" || !t.predicate(i) || t.child(i, "ccomp", "xcomp") >= 0 {
			continue
		}
		if src := r.source(i); src != nil {
			return &extract.Attribution{Sentence: r.s, Source: src, Cue: t.toks[i].Span, Act: op.class.act, Stance: op.class.stance}
		}
	}
	return nil
}
