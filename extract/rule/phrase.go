package rule

import (
	"slices"
	"strings"

	"dossier/extract"
)

// maxGap is how many adjectives and nouns may stand between two elements of a
// pattern within one noun phrase: "the Swiss *private* bank".
const maxGap = 3

// readPattern makes the claims of p in sentence s.
func (m *match) readPattern(p patternOf, s int) {
	for start := range m.a.Sentences[s].Tokens {
		for _, b := range m.bind(p.pattern, s, start, nil) {
			for _, b := range m.oneByOne(p.pattern, s, b) {
				m.patternClaim(p.rule, p.pattern, s, b)
			}
		}
	}
	if !p.readsPhrases() {
		return
	}
	for _, b := range m.bindPhrases(p.pattern, s) {
		m.patternClaim(p.rule, p.pattern, s, b)
	}
}

// A binding says where the elements of a pattern stand: for a hole the mention,
// for words their first and last token.
type binding []bound

type bound struct {
	mention     int // -1 for words
	first, last int // tokens, last exclusive
}

// bind matches the elements of p from token at on, those in b being placed.
func (m *match) bind(p pattern, s, at int, b binding) []binding {
	if len(b) == len(p) {
		return []binding{slices.Clone(b)}
	}
	e := p[len(b)]
	var out []binding
	for gap := 0; gap <= maxGap; gap++ {
		if gap > 0 && (len(b) == 0 || !m.mayStandBetween(s, at+gap-1)) {
			break
		}
		for _, next := range m.place(p, e, s, at+gap, b) {
			if gap > 0 && !m.onePhrase(s, at, next) {
				continue
			}
			out = append(out, m.bind(p, s, next.last, append(slices.Clone(b), next))...)
		}
		if len(out) > 0 || m.token(s, at+gap) == nil {
			break
		}
	}
	if len(out) == 0 && e.Hole != 0 && len(b) == len(p)-1 && len(b) > 0 {
		// What a comma hangs on may as well stand before it.
		if i, ok := m.headed(s, b[len(b)-1].last-1, e); ok && (!m.isComma(s, at-1) || m.a.Mentions[i].First >= at) {
			out = append(out, append(slices.Clone(b), bound{mention: i, first: -1, last: -1}))
		}
	}
	return out
}

func (m *match) isComma(s, i int) bool {
	t := m.token(s, i)
	return t != nil && t.Text == ","
}

// place returns the ways to put e at token at.
func (m *match) place(p pattern, e element, s, at int, b binding) []bound {
	var out []bound
	if e.Hole != 0 {
		for _, i := range m.mentions[s] {
			mention := &m.a.Mentions[i]
			// Only the last hole may be a nominal, whose span begins before the
			// pattern: "the Berlin-based airline".
			starts := mention.First == at && (mention.Form == extract.Name || mention.Form == extract.Value) ||
				mention.Form == extract.Nominal && len(b) > 0 && mention.First < at && mention.Head == at
			if starts && m.holeFits(e, mention) {
				out = append(out, bound{i, at, max(mention.Last, at+1)})
			}
		}
		return out
	}
	best := 0
	if t := m.token(s, at); t != nil {
		for _, first := range []string{strings.ToLower(t.Text), strings.ToLower(t.Lemma)} {
			for _, words := range e.entries[first] {
				best = max(best, m.wordsAt(s, at, words))
			}
		}
	}
	if best > 0 {
		out = append(out, bound{-1, at, at + best})
	}
	return out
}

// wordsAt returns how many tokens from at on are the words, 0 if they are not.
func (m *match) wordsAt(s, at int, words []string) int {
	for k, want := range words {
		t := m.token(s, at+k)
		if t == nil || strings.ToLower(t.Text) != want && strings.ToLower(t.Lemma) != want {
			return 0
		}
	}
	return len(words)
}

// patternWords splits an entry of a pattern as the tokenizer splits a text.
func patternWords(entry string) []string {
	return strings.Fields(strings.ReplaceAll(entry, "-", " - "))
}

func (m *match) holeFits(e element, mention *extract.Mention) bool {
	if areValues(e.Types) {
		return m.isValue(mention, e.Types)
	}
	if mention.Chain < 0 || m.a.Sentences[mention.Sentence].Stance(mention.First) || e.Class == demonymClass && !isDemonym(mention) {
		return false
	}
	return len(e.Types) == 0 || m.isAny(m.a.Chains[mention.Chain].Type, e.Types)
}

func isDemonym(mention *extract.Mention) bool {
	return mention.Rule == demonymClass || mention.Label == "NORP"
}

func (m *match) mayStandBetween(s, i int) bool {
	t := m.token(s, i)
	return t != nil && (t.Pos == "ADJ" || t.Pos == "NOUN" || t.Pos == "PROPN" || t.Pos == "NUM" || t.Pos == "DET" || t.Tag == "HYPH")
}

// onePhrase reports whether token i belongs to the noun phrase of what follows it.
func (m *match) onePhrase(s, i int, next bound) bool {
	head := next.first
	if next.mention >= 0 {
		head = m.a.Mentions[next.mention].Head
	}
	return m.phraseHead(s, i) == m.phraseHead(s, head) || next.mention >= 0 && m.calls(s, m.phraseHead(s, i), next.mention)
}

// calls reports whether the noun at token i says what a name is that it is no
// part of: "the tanker" of "the tanker Adria".
func (m *match) calls(s, i, mention int) bool {
	return slices.ContainsFunc(m.heads[[2]int{s, i}], func(j int) bool {
		return slices.ContainsFunc(m.a.Propositions[j].Args(extract.Holder), func(h extract.Argument) bool { return h.Mention == mention })
	})
}

// phraseHead climbs from a modifier to the noun it modifies.
func (m *match) phraseHead(s, i int) int {
	for range len(m.a.Sentences[s].Tokens) {
		t := m.token(s, i)
		if t == nil {
			return -1
		}
		switch t.Dep {
		case "amod", "compound", "nmod", "npadvmod", "punct", "nummod", "advmod", "poss", "det":
			if t.Head == i {
				return i
			}
			i = t.Head
		default:
			return i
		}
	}
	return i
}

// headed finds the mention that the noun phrase around token i, or behind the
// preposition i, names: the one that its head belongs to, or the one in
// apposition to it.
func (m *match) headed(s, i int, e element) (int, bool) {
	head := m.phraseHead(s, i)
	for k, c := range m.a.Sentences[s].Tokens {
		if c.Head == i && c.Dep == "pobj" {
			head = k
		}
	}
	t := m.token(s, head)
	if t == nil {
		return 0, false
	}
	heads := []int{head}
	if t.Dep == "appos" {
		heads = append(heads, t.Head)
	}
	for k, c := range m.a.Sentences[s].Tokens {
		if c.Dep == "appos" && c.Head == head {
			heads = append(heads, k)
		}
	}
	for _, h := range heads {
		for _, j := range m.mentions[s] {
			mention := &m.a.Mentions[j]
			if mention.First <= h && h < mention.Last && mention.Head == h && m.holeFits(e, mention) {
				return j, true
			}
		}
	}
	return 0, false
}

// readsPhrases reports whether p is a pattern of demonym, noun and name, which is
// also read from the noun phrases in normal form.
func (p pattern) readsPhrases() bool {
	return len(p) == 3 && p[0].Class == demonymClass && p[1].Hole == 0 && p[2].Hole != 0
}

// bindPhrases matches a pattern that readsPhrases with the noun phrases, which
// know the parts whatever their order.
func (m *match) bindPhrases(p pattern, s int) []binding {
	var out []binding
	for _, i := range m.mentions[s] {
		mention := &m.a.Mentions[i]
		d := mention.Phrase.Demonym
		if d < 0 || d >= len(m.a.Mentions) || !m.holeFits(p[2], mention) || !m.holeFits(p[0], &m.a.Mentions[d]) ||
			m.a.Mentions[d].Sentence != s || m.a.Mentions[d].Span == mention.Span {
			continue
		}
		if slices.ContainsFunc(mention.Phrase.Heads, func(h string) bool { return slices.Contains(p[1].Words, h) }) {
			first := m.a.Mentions[d]
			out = append(out, binding{{d, first.First, first.Last}, {-1, first.First, first.Last}, {i, mention.First, mention.Last}})
		}
	}
	return out
}

// Words before a noun phrase that change what it says of the present.
var (
	formerWords  = []string{"former", "formerly", "ex", "erstwhile", "once", "previously"}
	allegedWords = []string{"alleged", "allegedly", "purported", "purportedly", "suspected", "reportedly", "so-called"}
)

// patternClaim makes the claim of a bound pattern. What stands inside a noun
// phrase is taken for granted: the author asserts it, whoever is quoted.
func (m *match) patternClaim(r int, p pattern, s int, b binding) {
	program := &m.o.rules[r].program
	out := &program.Outputs[0]
	var e ends
	trigger := -1
	for k, el := range p {
		f := filler{arg: m.mentionArgument(b[k].mention)}
		switch el.Hole {
		case 'S':
			e.subject = f
		case 'O':
			e.object = f
		}
		if trigger < 0 && (el.Hole == 0 && p.fixedWords() && isWord(el.Words[0]) || el.Hole == 'O' && !p.fixedWords()) {
			trigger = k
		}
	}
	if e.subject.arg.Chain == e.object.arg.Chain || !m.endsMeet(program, s, e) || m.listed(p, s, b) || m.modifies(p, s, b) ||
		!m.fits(e.subject, out, out.SubjectType, false) || !m.fits(e.object, out, out.ObjectType, true) {
		return
	}
	tokens := m.a.Sentences[s].Tokens
	at := b[trigger]
	if at.first < 0 { // an end that the phrase's head names
		mention := &m.a.Mentions[at.mention]
		at.first, at.last = mention.First, max(mention.Last, mention.First+1)
	}
	nuance := overrideStatus(m.phraseNuance(s, b), out.Status)
	if out.Phase == phaseEnded {
		nuance = endState(nuance)
	}
	c := extract.Claim{
		Sentence: s, Predicate: out.Relation, Subject: e.subject.as("subject"), Object: e.object.as("object"),
		Status: nuance.Status(), Nuance: nuance, Proposition: -1,
		Trigger:    extract.Span{Start: tokens[at.first].Start, End: tokens[at.last-1].End},
		Confidence: program.Confidence * m.endConfidence(e.subject, out.SubjectType) * m.endConfidence(e.object, out.ObjectType),
	}
	c.ID = m.a.ClaimID(&c)
	m.found = append(m.found, candidate{c, r})
}

// listed reports whether the comma between the two ends of a bound pattern is
// that of a list ("Lima, Peru and Chile", "in Lima, in Peru") or ends what stands
// before a clause ("In Lima, Peru asked"), so that the second end says nothing of
// the first.
func (m *match) listed(p pattern, s int, b binding) bool {
	k := slices.IndexFunc(p, func(e element) bool { return e.Hole == 0 && e.Words[0] == "," })
	if k < 1 || k+1 >= len(p) || p[k-1].Hole == 0 || b[k+1].first < 0 {
		return false
	}
	if p[k+1].Hole == 0 {
		before := m.token(s, b[k-1].first-1)
		return before != nil && strings.EqualFold(before.Text, m.token(s, b[k+1].first).Text)
	}
	first, second := &m.a.Mentions[b[k-1].mention], &m.a.Mentions[b[k+1].mention]
	switch m.token(s, second.Head).Dep {
	case "nsubj", "nsubjpass", "poss", "compound", "amod":
		return k+2 == len(p) // else what follows belongs to the pattern: "Orr, R-Ohio"
	}
	if t := m.token(s, b[k-1].first-1); t != nil && t.Text == "," && m.namedUpTo(s, b[k-1].first-1, p[k-1]) {
		return true // "Oslo, Lima, Peru"
	}
	kinds := []string{m.a.Chains[first.Chain].Type, m.a.Chains[second.Chain].Type}
	for at := b[k+1].last; ; {
		t := m.token(s, at)
		if t == nil || t.Tag != "CC" && t.Text != "," {
			return false
		}
		last := t.Tag == "CC"
		if next := m.token(s, at+1); !last && next != nil && next.Tag == "CC" {
			last, at = true, at+1
		}
		next := m.place(p, element{Hole: 'O', Types: kinds}, s, at+1, b[:1])
		if len(next) == 0 {
			return false
		}
		at = next[0].last
		if last {
			t := m.token(s, at) // "and Oslo, Norway" is a pair of its own
			return t == nil || t.Text != "," || len(m.place(p, p[k+1], s, at+1, b[:1])) == 0
		}
	}
}

// namedUpTo reports whether a mention that fits e ends before token at.
func (m *match) namedUpTo(s, at int, e element) bool {
	return slices.ContainsFunc(m.mentions[s], func(i int) bool {
		return m.a.Mentions[i].Last == at && m.a.Mentions[i].Form == extract.Name && m.holeFits(e, &m.a.Mentions[i])
	})
}

// modifies reports whether an object that ends a bound pattern only modifies what
// follows: "of Lima" is said, but not in "of the Lima newspaper".
func (m *match) modifies(p pattern, s int, b binding) bool {
	last := len(p) - 1
	if p[last].Hole != 'O' || b[last].first < 0 {
		return false
	}
	mention := &m.a.Mentions[b[last].mention]
	t := m.token(s, mention.Head)
	if t.Head < b[last].last || t.Dep != "compound" && t.Dep != "nmod" && t.Dep != "amod" {
		return false
	}
	switch strings.ToLower(m.token(s, t.Head).Text) {
	case "party", "movement", "alliance", "bloc": // which is the object itself: "of the Justice party"
		return t.Head != b[last].last || !m.o.types.Is(m.a.Chains[mention.Chain].Type, "Organization")
	}
	return true
}

func (m *match) mentionArgument(i int) extract.Argument {
	if i < 0 {
		return extract.Argument{Mention: -1, Chain: -1, Proposition: -1, Head: -1}
	}
	mention := &m.a.Mentions[i]
	lemma := ""
	if t := m.token(mention.Sentence, mention.Head); t != nil {
		lemma = strings.ToLower(t.Lemma)
	}
	arg := extract.Argument{Span: mention.Span, Head: mention.Head, Lemma: lemma, Mention: i, Chain: mention.Chain,
		Proposition: -1, Via: mention.Via}
	if mention.Form == extract.Value {
		arg.Value, arg.Datatype = mention.Normal, strings.ToLower(mention.Type)
	}
	return arg
}

func (m *match) phraseNuance(s int, b binding) extract.Nuance {
	first := len(m.a.Sentences[s].Tokens)
	for _, x := range b {
		if x.first >= 0 {
			first = min(first, x.first)
		}
	}
	for i := first - 1; i >= max(0, first-2); i-- {
		w := strings.ToLower(m.a.Sentences[s].Tokens[i].Text)
		if slices.Contains(formerWords, w) {
			return extract.NuanceEnded
		}
		if slices.Contains(allegedWords, w) {
			return extract.NuanceAlleged
		}
	}
	return extract.NuanceAsserted
}
