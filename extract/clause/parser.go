package clause

import (
	"cmp"
	"fmt"
	"slices"

	"dossier/extract"
	"dossier/extract/lexicon"
)

// A Parser makes propositions. It is immutable and may be used by several
// goroutines at once.
type Parser struct {
	lists *lists
	lex   *lexicon.Lexicon
}

// New returns a Parser that takes titles, and nouns that stand for a country,
// from lex.
func New(lex *lexicon.Lexicon) *Parser {
	l, err := readLists(embedded)
	if err != nil {
		panic(err) // the lists are part of the program; a test reads them
	}
	return &Parser{lists: l, lex: lex}
}

// Propositions returns what the sentences of a's body predicate, in order of the
// text, and who says it. It reads a's document, sentences, mentions and chains
// and changes nothing.
func (p *Parser) Propositions(a *extract.Analysis) ([]extract.Proposition, []extract.Attribution) {
	mentions := make([][]int, len(a.Sentences))
	for i, m := range a.Mentions {
		if m.Sentence >= 0 && m.Sentence < len(a.Sentences) {
			mentions[m.Sentence] = append(mentions[m.Sentence], i)
		}
	}
	var props []extract.Proposition
	var attrs []extract.Attribution
	var talk talk
	for s := range a.Sentences {
		if len(a.Sentences[s].Tokens) == 0 || !a.InBody(s) {
			continue
		}
		r := newReader(p, a, s, mentions[s])
		r.read(&talk, props)
		first := len(attrs)
		props, attrs = r.appendTo(props, attrs)
		talk.after(r, attrs, first)
	}
	return props, attrs
}

// A reader reads one sentence. What it knows of a token stands at the token's
// index.
type reader struct {
	*lists
	p *Parser
	a *extract.Analysis
	s int
	t *tree

	mention    []int // the mention that the token heads, -1 if none
	name       []int // the smallest name or value around the token, -1 if none
	members    [][]int
	rel        []int  // the innermost relative clause around the token: its verb, -1 if none
	gap        []int  // the noun that a relative clause leaves out as the object of the verb, -1 if none
	gapSubject []bool // the verb lacks its subject, not its object
	gapPrep    []int  // the preposition it belongs to, -1 if none

	subjects [][]int // what surface returned
	asked    []byte  // of subjects: 1 underway, 2 done

	author      *env   // what the sentence takes for granted
	base        *env   // where the sentence's root stands
	outer       []*env // around the token: without its own negation, modals...
	inner       []*env // with them
	loose       []*env // with all of them but negation: for what not does not reach
	around      []*env // of a clause with an aside: the place of the aside
	aside       []int  // a verb of saying thrown into the clause of the token: "X, he said, ..."; -1 if none
	props       []*extract.Proposition
	attrs       []*extract.Attribution
	known       []bool   // of attrs: nobody need have said it
	clauses     []effect // what the verb's own if-clause does to it, nil for nothing
	ifs         []int    // the word that opens that clause
	negated     []bool   // the word has a not of its own
	notWord     []int    // which, -1 if none
	condition   []int    // the word that makes the clause a condition, where its label does not tell; -1 if none
	presupposed []bool
	judgeAt     []int // the verb of a relative clause that decides the status of an event noun, -1 if none
	titles      []title
	second      []*extract.Proposition // of a title that is a noun of tie too: its noun reading
	repaired    bool

	quotes    []bool    // see quoted
	quoteOpen quotation // what is open before the sentence
	quoteEnd  quotation // and after it
}

func newReader(p *Parser, a *extract.Analysis, s int, mentions []int) *reader {
	toks := a.Sentences[s].Tokens
	n := len(toks)
	r := &reader{lists: p.lists, p: p, a: a, s: s, t: newTree(toks),
		mention: fill(n, -1), name: fill(n, -1), members: make([][]int, n),
		rel: fill(n, -1), gap: fill(n, -1), gapPrep: fill(n, -1), gapSubject: make([]bool, n),
		subjects: make([][]int, n), asked: make([]byte, n),
		outer: make([]*env, n), inner: make([]*env, n), loose: make([]*env, n),
		aside: fill(n, -1), props: make([]*extract.Proposition, n), attrs: make([]*extract.Attribution, n+1),
		clauses: make([]effect, n), ifs: fill(n, -1), negated: make([]bool, n), notWord: fill(n, -1), around: make([]*env, n), presupposed: make([]bool, n), judgeAt: fill(n, -1),
		condition: fill(n, -1), known: make([]bool, n+1), titles: make([]title, n), second: make([]*extract.Proposition, n),
	}
	r.index(mentions)
	return r
}

func fill(n, v int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = v
	}
	return s
}

// read fills props and attrs; before is what the sentences before have said.
func (r *reader) read(talk *talk, before []extract.Proposition) {
	r.repair()
	r.relatives()
	for i := range r.t.toks {
		r.propose(i)
	}
	r.support()
	r.doSo(before)
	r.author = newEnv()
	r.base = talk.place(r)
	r.places()
	for i, p := range r.props {
		if p != nil {
			r.judge(i, p)
		}
		if q := r.second[i]; q != nil {
			r.judge(i, q)
		}
	}
	r.recurrences()
}

// propose makes the proposition of token i, if it predicates something.
func (r *reader) propose(i int) {
	t := r.t
	switch {
	case t.predicate(i):
		r.verbProposition(i)
	case r.isTitle(i):
		r.titleProposition(i)
	case t.noun(i):
		r.nounProposition(i)
	case t.toks[i].Tag == "JJ" || t.toks[i].Tag == "JJR" || t.toks[i].Tag == "JJS":
		r.adjectiveProposition(i)
	}
}

// appendTo numbers the sentence's propositions and attributions and appends
// them. Until now they refer to one another by token.
func (r *reader) appendTo(props []extract.Proposition, attrs []extract.Attribution) ([]extract.Proposition, []extract.Attribution) {
	n := len(r.t.toks)
	propAt, attrAt := fill(n, -1), fill(n+1, -1)
	np, na := len(props), len(attrs)
	for i := range r.t.toks {
		if r.props[i] != nil {
			propAt[i] = np
			np++
		}
		if r.second[i] != nil {
			np++
		}
	}
	r.dropUnheard()
	for i, at := range r.attrs {
		if at != nil {
			attrAt[i] = na
			na++
			if at.Source != nil && at.Source.Proposition >= 0 {
				at.Source.Proposition = propAt[at.Source.Proposition]
			}
			attrs = append(attrs, *at)
		}
	}
	for i := range r.props {
		for _, p := range [...]*extract.Proposition{r.props[i], r.second[i]} {
			if p != nil {
				finish(p, propAt, attrAt)
				props = append(props, *p)
			}
		}
	}
	return props, attrs
}

// dropUnheard removes attributions that no proposition has.
func (r *reader) dropUnheard() {
	heard := make([]bool, len(r.attrs))
	for i := range r.props {
		for _, p := range [...]*extract.Proposition{r.props[i], r.second[i]} {
			if p == nil {
				continue
			}
			for _, at := range p.Attributions {
				heard[^at] = true
			}
		}
	}
	for i := range r.attrs {
		if !heard[i] && !r.known[i] {
			r.attrs[i] = nil
		}
	}
}

// finish replaces tokens by indices and orders the arguments.
func finish(p *extract.Proposition, propAt, attrAt []int) {
	p.Arguments = slices.Clone(p.Arguments) // may be shared with another
	for i, a := range p.Arguments {
		if a.Proposition >= 0 {
			p.Arguments[i].Proposition = propAt[a.Proposition]
		}
	}
	// Speakers of this sentence are complements of tokens.
	for i, at := range p.Attributions {
		p.Attributions[i] = attrAt[^at]
	}
	slices.SortStableFunc(p.Arguments, func(a, b extract.Argument) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Role, b.Role))
	})
}

// Format returns p in one line: "sanction verb agent=Ottawa patient=Orix
// alleged/possible cue=may speaker=Mali". Arguments without a mention show
// their lemma in angle brackets, embedded propositions their lemma in
// parentheses.
func Format(a *extract.Analysis, p *extract.Proposition) string {
	b := fmt.Appendf(nil, "%s %s", p.Lemma, p.Kind)
	if p.Support != "" {
		b = fmt.Appendf(b, " support=%s", p.Support)
	}
	for _, arg := range p.Arguments {
		b = fmt.Appendf(b, " %s=%s", arg.Role, formatArgument(a, &arg))
	}
	for _, m := range p.Modifiers {
		b = fmt.Appendf(b, " +%s", m)
	}
	b = fmt.Appendf(b, " %s", p.Nuance)
	if p.Negated {
		b = append(b, " negative"...)
	}
	if p.Cue.Len() > 0 {
		b = fmt.Appendf(b, " cue=%q", a.Text(p.Cue))
	}
	if p.Time != nil {
		b = fmt.Appendf(b, " when=%s", formatTime(p.Time))
	}
	if p.Presupposed {
		b = append(b, " presupposed"...)
	}
	for _, at := range p.Attributions {
		b = append(b, " speaker="...)
		if at < 0 || at >= len(a.Attributions) || a.Attributions[at].Source == nil {
			b = append(b, '?')
			continue
		}
		b = append(b, formatArgument(a, a.Attributions[at].Source)...)
	}
	return string(b)
}

// FormatAttribution returns at in one line: "Ruiz say/assert indirect said".
func FormatAttribution(a *extract.Analysis, at *extract.Attribution) string {
	source := "?"
	if at.Source != nil {
		source = formatArgument(a, at.Source)
	}
	return source + " " + at.Act + "/" + at.Stance + " " + at.Mode + " " + a.Text(at.Cue)
}

func formatArgument(a *extract.Analysis, arg *extract.Argument) string {
	var s string
	switch {
	case arg.Mention >= 0 && arg.Mention < len(a.Mentions):
		s = a.Text(a.Mentions[arg.Mention].Span)
	case arg.Proposition >= 0 && arg.Proposition < len(a.Propositions):
		return "(" + a.Propositions[arg.Proposition].Lemma + ")"
	default:
		s = "<" + arg.Lemma + ">"
	}
	if arg.Via != "" {
		s += "/" + arg.Via
	}
	return s
}

func formatTime(t *extract.Time) string {
	if t.From != "" || t.To != "" {
		return t.From + ".." + t.To
	}
	return t.Value
}
