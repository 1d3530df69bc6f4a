package mention

import (
	"slices"

	"dossier/extract"
	"dossier/extract/gazetteer"
	"dossier/extract/lexicon"
)

// A Recognizer finds mentions. It is immutable and may be shared.
type Recognizer struct {
	lex   *lexicon.Lexicon
	types *extract.Types
	names *index
	ranks map[string]bool // last words of ranks
	money []sign
	typer *typer
}

// New returns a recognizer that knows the names in lex and, as the user's own,
// those in gaz, which may be nil. Entries of lex whose type is not in types are
// left out.
func New(lex *lexicon.Lexicon, types *extract.Types, gaz *gazetteer.Gazetteer) *Recognizer {
	r := &Recognizer{lex: lex, types: types, names: newIndex(lex, types), ranks: lex.RankEnds(), money: signs(lex), typer: defaultTyper()}
	return r.With(gaz)
}

// With returns a recognizer that differs from r only in the names that are the
// user's own.
func (r *Recognizer) With(gaz *gazetteer.Gazetteer) *Recognizer {
	out, names := *r, *r.names
	names.user = gaz
	out.names = &names
	return &out
}

// Mentions returns the mentions of a, which needs Document and Sentences only,
// by position, a longer one before those within it. Chain is -1 in all.
func (r *Recognizer) Mentions(a *extract.Analysis) []extract.Mention { return r.mentions(a, nil) }

// mentions shows visit, unless nil, each name that the election is about.
func (r *Recognizer) mentions(a *extract.Analysis, visit func(*name, *clues)) []extract.Mention {
	var scans []*scan
	known := newRepeats(r)
	for i := range a.Sentences {
		if !a.InBody(i) {
			continue
		}
		s := newScan(r, a, i)
		s.findNames()
		known.learn(s)
		scans = append(scans, s)
	}
	known.settle()
	for _, s := range scans {
		s.repeat(known)
		s.unseen(known)
	}
	r.elect(scans, known, visit)
	r.factions(scans)
	known = newRepeats(r)
	for _, s := range scans {
		known.learn(s)
	}
	known.settle()
	for _, s := range scans {
		s.addRepeats(known)
		s.tails()
		s.findValues()
		s.findPronouns()
		s.findNominals()
	}
	scans = append(scans, r.asides(a, scans, known)...)
	slices.SortFunc(scans, func(a, b *scan) int { return a.n - b.n })
	var out []extract.Mention
	for _, s := range scans {
		out = append(out, s.finish(len(out))...)
	}
	return out
}

// A scan is the work on one sentence.
type scan struct {
	r     *Recognizer
	a     *extract.Analysis
	n     int // index of the sentence
	toks  []extract.Token
	lower []string // texts of toks in lower case
	names []name   // ascending, without overlap but for those within others
	rest  []extract.Mention
	owner []int // by token: index of the outermost name that covers it, -1
	title []bool
}

func newScan(r *Recognizer, a *extract.Analysis, n int) *scan {
	s := &scan{r: r, a: a, n: n, toks: a.Sentences[n].Tokens}
	s.lower = make([]string, len(s.toks))
	s.owner = make([]int, len(s.toks))
	s.title = make([]bool, len(s.toks))
	for i, t := range s.toks {
		s.lower[i] = lowerCase(t.Text)
		s.owner[i] = -1
	}
	return s
}

// span returns the bytes from token first to the one before last.
func (s *scan) span(first, last int) extract.Span {
	return extract.Span{Start: s.toks[first].Start, End: s.toks[last-1].End}
}

// text returns the folded text of tokens first to last.
func (s *scan) text(first, last int) string { return s.a.Text(s.span(first, last)) }

// head returns the token in first:last whose head lies outside, the last such
// if several do.
func (s *scan) head(first, last int) int {
	h := last - 1
	for i := last - 1; i >= first; i-- {
		if t := s.toks[i]; (t.Head < first || t.Head >= last || t.Head == i) && t.Dep != "punct" && t.Dep != "case" {
			h = i
			break
		}
	}
	return h
}

// finish turns all that was found into mentions in order; base is the number
// of mentions before this sentence.
func (s *scan) finish(base int) []extract.Mention {
	out := make([]extract.Mention, 0, len(s.names)+len(s.rest))
	for _, n := range s.names {
		out = append(out, s.mention(n))
	}
	out = append(out, s.rest...)
	slices.SortFunc(out, func(a, b extract.Mention) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	s.phrases(out, base)
	return out
}

// mention makes the mention of a name.
func (s *scan) mention(n name) extract.Mention {
	m := extract.Mention{
		Span: n.span, Sentence: s.n, First: n.first, Last: n.last, Head: s.head(n.first, n.last),
		Type: n.typ, Form: extract.Name, Label: n.label, Chain: -1,
		Confidence: n.confidence(), Rule: n.rule, Via: n.via,
		Phrase: extract.Phrase{Demonym: -1, Possessor: -1, TitleFirst: n.titleFirst, TitleLast: n.titleLast},
	}
	for _, t := range n.targets {
		if !slices.Contains(m.Links, t.id) {
			m.Links = append(m.Links, t.id)
		}
	}
	slices.Sort(m.Links)
	return m
}
