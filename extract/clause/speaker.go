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
		if source == nil && (c.act == "think" || c.stance == "ask" || e.speakers != nil) {
			return e // "is expected to", "asked about" have no speaker worth a link
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
	e = e.said(^h)
	if s := r.attrs[h].Source; s != nil && r.hearsay[s.Lemma] && s.Chain < 0 && s.Head >= 0 && len(r.t.kids[s.Head]) == 0 {
		return e.with(r.composition.must("claim"), h) // "people say"
	}
	return e
}

// know records that the subject of h knows or shows the content k. The author
// vouches for it, so that nobody else need be heard.
func (r *reader) know(h, k int) {
	if r.attrs[h] != nil || !r.t.predicate(k) || !r.t.is(k, "ccomp") || r.t.nonfinite(k) {
		return
	}
	if src := r.source(h); src != nil {
		r.attrs[h] = &extract.Attribution{Sentence: r.s, Source: src, Cue: r.t.toks[h].Span, Content: r.content1(k),
			Act: "know", Stance: "assert", Mode: r.mode(r.t.first[k], r.t.last[k])}
		r.known[h] = true
	}
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
	return r.sourceOf(heads)
}

// sourceOf returns who is behind the first of the heads: whose report, letter
// or statement it is, where that is named. nil for none.
func (r *reader) sourceOf(heads []int) *extract.Argument {
	if len(heads) == 0 {
		return nil
	}
	h := heads[0]
	if r.chain(h) < 0 && r.documents[r.t.lemma(h)] && r.t.noun(h) {
		for _, by := range r.nounAgent(h) {
			if r.chain(by) >= 0 {
				h = by
				break
			}
		}
	}
	a := r.argument(extract.Agent, h)
	return &a
}

// accordingTo returns p if p is the "according" of "according to X", or the
// preposition of "in X's view", "per X"; else -1.
func (r *reader) accordingTo(p int) int {
	if r.t.lower(p) == "according" && r.t.child(p, "prep", "pcomp") >= 0 || r.viewpoint(p) >= 0 {
		return p
	}
	return -1
}

// viewpoint returns the head of the one whose view the preposition p gives: "in
// X's view", "in the words of X"; -1 if it gives none.
func (r *reader) viewpoint(p int) int {
	t := r.t
	if w := t.lower(p); t.dep(p) != "prep" || t.head(p) < 0 || !t.predicate(t.head(p)) || w != "in" && w != "by" && w != "to" {
		return -1
	}
	n := t.child(p, "pobj")
	if n < 0 || !r.views[t.lower(p)+" "+t.lower(n)] {
		return -1
	}
	if k := t.child(n, "poss"); k >= 0 {
		return k
	}
	for _, k := range t.kids[n] {
		if t.dep(k) == "prep" && t.lower(k) == "of" {
			return t.child(k, "pobj")
		}
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
		if o := r.viewpoint(a); o >= 0 {
			at.Act = "think"
			at.Source = r.sourceOf(r.phrase(o))
		} else if to := r.t.child(a, "prep", "pcomp"); to >= 0 {
			at.Cue.End = r.t.toks[to].End
			if o := r.t.child(to, "pobj"); o >= 0 {
				at.Source = r.sourceOf(r.phrase(o))
			}
		}
		at.Mode = r.mode(r.t.first[i], r.t.last[i])
		r.attrs[a] = at
	}
	return e.said(^a)
}
