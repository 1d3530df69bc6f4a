package mention

import (
	"dossier/extract"
)

// surroundings is what stands around a name or nominal in its phrase.
type surroundings struct {
	first      int      // first token of the phrase before the name
	nouns      []string // lemmas of the common nouns that head it beside the name
	nounTokens []int
	modifiers  []string
	modTokens  []int
	possessors []int // tokens of possessors
	definite   bool
	plural     bool
}

// around looks at the noun phrase of the name first:last, whichever way the
// tree goes: nouns right before it ("the Swiss bank Velden"), an apposition
// after it ("Velden, a Swiss bank") or one that it is in ("the bank, Velden").
func (s *scan) around(first, last, titleFirst, titleLast int) surroundings {
	start := first
	if titleFirst != titleLast {
		start = titleFirst
	} else if start > 0 {
		if _, ok := s.r.lex.Honorific(s.toks[start-1].Text); ok {
			start--
		}
	}
	p := surroundings{first: start}
	s.before(&p, start, first, last)
	h := s.head(first, last)
	for i := last; i < min(len(s.toks), last+reach); i++ {
		if t := s.toks[i]; t.Head >= first && t.Head < last && t.Dep == "appos" && s.noun(i) {
			s.apposed(&p, i)
		}
	}
	if q := s.toks[h].Head; s.toks[h].Dep == "appos" && q < first && s.noun(q) && !s.has(p.nounTokens, q) {
		s.apposed(&p, q)
	}
	if len(p.nouns) == 0 {
		s.loose(&p, first, last)
	}
	return p
}

// reach is how many tokens after a name an apposition may begin.
const reach = 40

// loose finds an apposition by its commas alone where the tree has it wrong:
// "a little-known agency, the Bureau of Mines, ordered", "Velden, a Swiss
// bank, said".
func (s *scan) loose(p *surroundings, first, last int) {
	if i := last; i+2 < len(s.toks) && s.toks[i].Text == "," && (s.is(i+1, "a") || s.is(i+1, "an") || s.is(i+1, "the")) {
		if h, end := s.chunk(i + 2); h >= 0 && end < len(s.toks) && !s.subject(h) {
			switch t := s.toks[end]; {
			case t.Text == "," || t.Text == "." || t.Tag == "IN" || t.Tag == "WDT" || t.Tag == "WP":
				s.apposed(p, h)
				return
			}
		}
	}
	i := first - 1
	if s.is(i, "the") {
		i--
	}
	if s.is(last, "of") && last+1 < len(s.toks) && s.owner[last+1] >= 0 {
		last = s.names[s.owner[last+1]].last // a rival yard, Orix of Oslo,
	}
	if i > 0 && s.toks[i].Text == "," && s.noun(i-1) && last < len(s.toks) && (s.toks[last].Text == "," || s.toks[last].Text == ".") && s.toks[i-1].Tag != "NNS" {
		if h := i - 1; s.articled(h) {
			s.apposed(p, h)
		}
	}
}

// subject reports whether token i is the subject of a verb, so that what
// looks like an apposition opens a clause.
func (s *scan) subject(i int) bool {
	switch s.toks[i].Dep {
	case "nsubj", "nsubjpass", "csubj":
		return true
	}
	return false
}

// chunk returns the head and the end of the noun chunk without article that
// starts at i, or -1.
func (s *scan) chunk(i int) (head, end int) {
	head = -1
	for end = i; end < len(s.toks); end++ {
		switch t := s.toks[end]; t.Tag {
		case "JJ", "JJR", "JJS", "NNP", "NNPS", "CD", "VBN", "VBG", "HYPH", "POS", "RB", "RBS", "AFX":
			if head >= 0 && t.Tag != "HYPH" && t.Tag != "POS" {
				return head, end
			}
		case "NN", "NNS":
			head = end
		default:
			return head, end
		}
	}
	return head, end
}

// articled reports whether the noun chunk that ends at i opens with an article
// or possessive.
func (s *scan) articled(i int) bool {
	for j := i - 1; j >= 0 && i-j < 8; j-- {
		switch s.toks[j].Tag {
		case "DT", "PRP$", "POS":
			return true
		case "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "VBN", "VBG", "HYPH", "CD", "RB":
		default:
			return false
		}
	}
	return false
}

// apposed adds the noun at i with what stands before it.
func (s *scan) apposed(p *surroundings, i int) {
	p.nouns = append(p.nouns, s.compound(i))
	p.nounTokens = append(p.nounTokens, i)
	first := p.first
	s.before(p, i, i, i+1)
	p.first = first
}

// compound returns the lemma of the noun at i with the word before it if the
// lists know both as one: "central bank", "chief executive".
func (s *scan) compound(i int) string {
	lemma := lowerCase(s.toks[i].Lemma)
	if i > 0 && (s.noun(i-1) || s.toks[i-1].Tag == "JJ" || s.proper(i-1)) {
		two := s.lower[i-1] + " " + lemma
		if len(s.r.lex.NounTypes(two)) > 0 {
			return two
		}
		if _, ok := s.r.lex.Rank(two); ok {
			return two
		}
	}
	return lemma
}

// before walks left from token start over the words of the phrase whose name
// or head noun is first:last.
func (s *scan) before(p *surroundings, start, first, last int) {
	i := start - 1
	noun := first != start // only the last noun before a name is a head
	for ; i >= 0; i-- {
		t := s.toks[i]
		switch {
		case s.owner[i] >= 0 && t.Tag != "POS" || s.r.lex.IsDemonym(t.Text):
			// A country or body as modifier: "the U.S. firm X".
			if !s.within(i, start, last) {
				return
			}
			p.modTokens = append(p.modTokens, i)
		case t.Tag == "NN" || t.Tag == "NNS":
			if first == start && !s.within(i, i, last) && !s.linked(i, first, last) {
				return
			}
			if !noun && last-first > 0 && first != last && s.proper(last-1) {
				if !s.linked(i, first, last) {
					return
				}
				p.nouns = append(p.nouns, s.compound(i))
				p.nounTokens = append(p.nounTokens, i)
			} else {
				p.modifiers = append(p.modifiers, lowerCase(t.Lemma))
			}
			noun = true
		case t.Tag == "JJ" || t.Tag == "JJR" || t.Tag == "JJS" || t.Tag == "VBN" || t.Tag == "VBG":
			if !s.within(i, i, last) {
				return
			}
			p.modifiers = append(p.modifiers, s.lower[i])
		case t.Tag == "CD" || t.Tag == "HYPH" || t.Tag == "RB" || t.Tag == "AFX" || t.Tag == "RBS":
			if !s.within(i, i, last) {
				return
			}
		case t.Tag == "DT" || t.Tag == "PDT" || t.Tag == "WDT":
			switch s.lower[i] {
			case "the", "this", "that", "these", "those", "both":
				p.definite = true
			}
			p.first = i
			return
		case t.Tag == "PRP$" || t.Tag == "WP$":
			p.definite = true
			p.possessors = append(p.possessors, i)
			p.first = i
			return
		case t.Tag == "POS":
			if i > 0 {
				p.definite = true
				p.possessors = append(p.possessors, i-1)
			}
			return
		default:
			return
		}
		p.first = i
	}
}

// within reports whether the tree leads from token i to one in first:last
// without leaving i:last.
func (s *scan) within(i, first, last int) bool {
	for j, steps := i, 0; steps < 8; steps++ {
		h := s.toks[j].Head
		if h == j || h < i {
			return false
		}
		if h >= last {
			// Both hang on a further noun: "senior Orix official Lena Hald".
			return s.toks[last-1].Head == h || s.toks[last-1].Head < last && s.toks[last-1].Head >= first && s.toks[s.toks[last-1].Head].Head == h
		}
		if h >= first && h > i {
			return true
		}
		j = h
	}
	return false
}

func (s *scan) has(list []int, i int) bool {
	for _, x := range list {
		if x == i {
			return true
		}
	}
	return false
}

// phrases fills the phrase of each mention in list, whose first has the index
// base in the document.
func (s *scan) phrases(list []extract.Mention, base int) {
	at := make([]int, len(s.toks)) // index in list of the smallest name over the token
	for i := range at {
		at[i] = -1
	}
	for k, m := range list {
		if (m.Form == extract.Name || m.Form == extract.Pronoun) && !s.a.Sentences[s.n].Stance(m.First) {
			for i := m.First; i < m.Last; i++ {
				at[i] = k
			}
		}
	}
	for k := range list {
		m := &list[k]
		if m.Form == extract.Value || m.Form == extract.Pronoun || m.Rule == "demonym" {
			m.Phrase.Demonym, m.Phrase.Possessor = -1, -1
			continue
		}
		p := s.phraseOf(m)
		m.Phrase.Heads, m.Phrase.Modifiers = p.nouns, p.modifiers
		m.Phrase.Definite, m.Phrase.Plural = p.definite, p.plural
		m.Phrase.Demonym, m.Phrase.Possessor = -1, -1
		for _, i := range p.modTokens {
			if at[i] >= 0 && at[i] != k && list[at[i]].Type == "Country" {
				m.Phrase.Demonym = base + at[i]
			}
		}
		for _, i := range p.possessors {
			if at[i] >= 0 && at[i] != k {
				m.Phrase.Possessor = base + at[i]
			}
		}
	}
}

func (s *scan) phraseOf(m *extract.Mention) surroundings {
	var p surroundings
	if m.Form == extract.Name {
		p = s.around(m.First, m.Last, m.Phrase.TitleFirst, m.Phrase.TitleLast)
		if m.Phrase.TitleFirst == m.Phrase.TitleLast {
			p.plural = s.toks[m.Head].Tag == "NNPS" && m.Type == "Group"
		}
	} else {
		p.nouns = []string{s.compound(m.Head)}
		s.before(&p, m.Head, m.Head, m.Head+1)
		p.plural = s.toks[m.Head].Tag == "NNS" || s.toks[m.Head].Tag == "NNPS"
	}
	// before walks leftwards; the text goes the other way.
	for i, j := 0, len(p.modifiers)-1; i < j; i, j = i+1, j-1 {
		p.modifiers[i], p.modifiers[j] = p.modifiers[j], p.modifiers[i]
	}
	return p
}
