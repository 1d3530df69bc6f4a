package clause

import (
	"strings"

	"dossier/extract"
)

// A quotation is the kind of mark that will close what is open.
type quotation byte

const (
	closed quotation = iota
	double           // " “ ” « »
	single           // ‘ ’ '
)

// after returns what is open after the token.
func (q quotation) after(tok *extract.Token) quotation {
	switch tok.Text {
	case "“", "``", "„", "«":
		if q == closed {
			return double
		}
	case "”", "''", "»":
		if q == double {
			return closed
		}
	case `"`:
		switch q {
		case closed:
			return double
		case double:
			return closed
		}
	case "‘", "'", "’", "`":
		switch {
		case q == closed && tok.Tag == "``" && !tok.Space:
			return single
		case q == single && tok.Tag == "''":
			return closed
		}
	}
	return q
}

func isQuote(s string) bool {
	switch s {
	case `"`, "“", "”", "``", "''", "„", "«", "»":
		return true
	}
	return false
}

// quoted tells for each token whether quotation marks enclose it.
func (r *reader) quoted() []bool {
	if r.quotes == nil {
		r.quotes = make([]bool, len(r.t.toks))
		open := r.quoteOpen
		for i := range r.t.toks {
			next := open.after(&r.t.toks[i])
			if open == closed && next == single && !r.closesSingle(i+1) {
				next = closed // an apostrophe
			}
			r.quotes[i] = next != closed && next == open
			open = next
		}
		r.quoteEnd = open
	}
	return r.quotes
}

// closesSingle reports whether a single quotation mark that opens before token i
// is closed in its paragraph, not far away.
func (r *reader) closesSingle(i int) bool {
	const far = 200
	for s, steps := r.s, 0; s < len(r.a.Sentences) && r.a.Sentences[s].Block == r.a.Sentences[r.s].Block; s++ {
		toks := r.a.Sentences[s].Tokens
		if s > r.s {
			i = 0
		}
		for ; i < len(toks); i++ {
			if single.after(&toks[i]) == closed {
				return true
			}
			if steps++; steps > far {
				return false
			}
		}
	}
	return false
}

// mode reports whether the tokens [first, last) are quoted: "direct" if all
// words are, "mixed" if some are, else "indirect".
func (r *reader) mode(first, last int) string {
	inside, outside := 0, 0
	quoted := r.quoted()
	for i := first; i < last; i++ {
		switch {
		case r.punct(i):
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

func (r *reader) punct(i int) bool { return r.t.dep(i) == "punct" || r.t.toks[i].Pos == "PUNCT" }

// allQuoted reports whether every word of the sentence is quoted.
func (r *reader) allQuoted() bool {
	all := false
	for i, quoted := range r.quoted() {
		if !r.punct(i) {
			if all = quoted; !all {
				return false
			}
		}
	}
	return all
}

// A talk follows quotations from sentence to sentence, in order of the text.
type talk struct {
	open    quotation
	block   int                  // of the sentence before
	speaker *extract.Attribution // who spoke last; nil if nobody did
	next    *extract.Attribution // who is likely to speak next: who spoke or acted in the sentence before
	// pending are the attributions, of whole sentences that are quoted, that wait
	// for a verb of saying behind the quotation.
	pending   []int
	continued bool // the quotation goes on from the sentence before
}

// place returns the place of the root of the sentence: the author's, or that of
// the speaker whose quotation it is; questions ask.
func (k *talk) place(r *reader) *env {
	block := r.a.Sentences[r.s].Block
	starts := isQuote(r.t.toks[0].Text) && r.t.toks[0].Text != "”"
	goesOn := k.open != closed
	if block != k.block {
		if !starts {
			k.pending = nil // a quotation that nothing closed
			goesOn = false
		}
		k.open = closed // each paragraph of a long quotation opens it anew
	}
	if starts && r.t.toks[0].Text != `"` {
		k.open = closed
	}
	r.quoteOpen, k.continued = k.open, goesOn
	e := r.author
	if r.allQuoted() {
		e = e.said(^r.quotedBy(k.speakerOf(goesOn)))
	}
	k.open, k.block = r.quoteEnd, block
	if i := r.questionMark(); i >= 0 {
		return e.with(r.composition.must("question"), i)
	}
	return e
}

// questionMark returns the mark that makes the sentence a question whether it
// holds, -1 if it is none. "Why did Mali leave?" takes for granted that it
// did.
func (r *reader) questionMark() int {
	t := r.t
	for i := len(t.toks) - 1; i >= 0; i-- {
		if t.toks[i].Text != "?" {
			if !isQuote(t.toks[i].Text) {
				return -1
			}
			continue
		}
		for k := range t.toks {
			if r.punct(k) {
				continue
			}
			switch t.lower(k) {
			case "why", "when", "how", "where":
				if v := t.head(k); v >= 0 && t.predicate(v) && (t.toks[v].Tag == "VBD" || r.was(v)) && t.head(v) < 0 {
					return -1
				}
			}
			break
		}
		return i
	}
	return -1
}

// speakerOf returns who says a sentence that is quoted as a whole, nil if
// nobody is known: the one who spoke before if the quotation goes on, else who
// the sentence before was about.
func (k *talk) speakerOf(goesOn bool) *extract.Attribution {
	if !goesOn && k.next != nil {
		return k.next
	}
	if goesOn && len(k.pending) > 0 {
		return k.next
	}
	return k.speaker
}

// quotedBy makes the attribution of the whole sentence and returns its place in
// attrs.
func (r *reader) quotedBy(by *extract.Attribution) int {
	n := len(r.t.toks)
	at := extract.Attribution{Act: "say", Stance: "assert"}
	if by != nil {
		at = *by
	}
	at.Sentence, at.Content, at.Mode = r.s, r.a.Sentences[r.s].Span, "direct"
	at.Source = elsewhere(at.Source)
	r.attrs[n] = &at
	return n
}

// elsewhere returns the source as seen from another sentence.
func elsewhere(src *extract.Argument) *extract.Argument {
	if src == nil {
		return nil
	}
	out := *src
	out.Head, out.Proposition = -1, -1
	return &out
}

// after learns from the sentence that was read, whose attributions are those
// of attrs from index first on.
func (k *talk) after(r *reader, attrs []extract.Attribution, first int) {
	n := len(r.t.toks)
	whole := r.attrs[n] != nil // the attribution of a sentence that is quoted as a whole comes last
	own := k.spoke(r, attrs[first:])
	if at := r.saidAlone(); at != nil && own == nil && !whole && len(k.pending) > 0 {
		own = at // "Who left?" asked Ruiz, in two sentences
		k.settle(attrs, own)
	}
	switch {
	case whole:
		k.pending = append(k.pending, len(attrs)-1)
	case own != nil && k.continued && own.Mode != "indirect":
		k.settle(attrs, own)
	}
	if !whole && r.quoteEnd == closed {
		k.pending = nil
	}
	if at := r.announced(); at != nil {
		own = at
	}
	switch {
	case own != nil:
		at := *own
		k.speaker, k.next = &at, &at
	case !whole:
		k.next = k.speaker
		if at := r.protagonist(); at != nil {
			k.next = at
		}
	}
}

// settle gives the pending attributions the speaker at.
func (k *talk) settle(attrs []extract.Attribution, at *extract.Attribution) {
	for _, i := range k.pending {
		attrs[i].Source, attrs[i].Cue, attrs[i].Act, attrs[i].Stance = elsewhere(at.Source), at.Cue, at.Act, at.Stance
	}
	k.pending = nil
}

// spoke returns who spoke last in the sentence, nil if nobody did: the
// outermost of the quoted, else of all.
func (k *talk) spoke(r *reader, attrs []extract.Attribution) *extract.Attribution {
	var best *extract.Attribution
	for i := range attrs {
		at := &attrs[i]
		if at.Source == nil || at.Source.Head < 0 || at.Act != "say" {
			continue
		}
		if best == nil || best.Mode == "indirect" && at.Mode != "indirect" ||
			(best.Mode == "indirect") == (at.Mode == "indirect") && at.Content.Len() > best.Content.Len() {
			best = at
		}
	}
	return best
}

// announced returns who is to speak next, where the sentence ends in a colon
// after a verb of saying, else nil.
func (r *reader) announced() *extract.Attribution {
	if r.t.toks[len(r.t.toks)-1].Text != ":" {
		return nil
	}
	for i := range r.t.toks {
		if at := r.sayer(i); at != nil {
			return at
		}
	}
	return nil
}

// saidAlone returns who speaks in a sentence that is but a verb of saying and
// its subject: "said Ruiz." after a quotation that ends in a question mark.
func (r *reader) saidAlone() *extract.Attribution {
	for i := range r.t.toks {
		if r.t.head(i) < 0 {
			return r.sayer(i)
		}
	}
	return nil
}

// sayer returns who speaks with the verb i that has no content, nil if i is no
// such verb.
func (r *reader) sayer(i int) *extract.Attribution {
	op, ok := r.verbs[r.verbLemma(i)]
	if !ok || op.class.act != "say" || !r.t.predicate(i) || r.t.child(i, "ccomp", "xcomp") >= 0 {
		return nil
	}
	src := r.source(i)
	if o := r.t.child(i, "dobj"); src == nil && o == i+1 && r.named(o) {
		a := r.argument(extract.Agent, o) // "asked Ruiz."
		src = &a
	}
	if src == nil {
		return nil
	}
	return &extract.Attribution{Sentence: r.s, Source: src, Cue: r.t.toks[i].Span, Act: op.class.act, Stance: op.class.stance}
}

// protagonist returns the person that the sentence is about as one who may
// speak in the next, nil if there is none.
func (r *reader) protagonist() *extract.Attribution {
	for i := range r.t.toks {
		if r.t.head(i) >= 0 || !r.t.predicate(i) {
			continue
		}
		for _, h := range r.surface(i) {
			if r.typ(h) == "Person" || strings.HasPrefix(r.t.toks[h].Tag, "PRP") && (r.t.lower(h) == "he" || r.t.lower(h) == "she") {
				a := r.argument(extract.Agent, h)
				return &extract.Attribution{Sentence: r.s, Source: &a, Act: "say", Stance: "assert"}
			}
		}
	}
	return nil
}
