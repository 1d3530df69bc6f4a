package rule

import (
	"cmp"
	"slices"

	"dossier/extract"
)

// Claims returns the claims that the rules read from the propositions and noun
// phrases of a, in canonical order. It is a pure function of o and a, whose
// field Claims it ignores.
func (o *Ontology) Claims(a *extract.Analysis) []extract.Claim {
	m := newMatch(o, a)
	for i := range a.Propositions {
		for _, r := range m.candidates(i) {
			if m.holds(&o.rules[r].program, i) {
				m.read(r, i)
			}
		}
	}
	for s := range a.Sentences {
		if !a.InBody(s) {
			continue
		}
		for _, p := range m.wanted(s) {
			m.readPattern(p, s)
		}
	}
	return m.settle()
}

// A match is the reading of one document.
type match struct {
	o         *Ontology
	a         *extract.Analysis
	heads     map[[2]int][]int // sentence and token to the propositions headed there
	mentions  [][]int          // of each sentence, in the order of the text
	spoken    []int            // by chain: its mentions in the body
	inOffice  map[int]bool     // chains that hold an office
	speaksFor map[[2]int]bool  // chain to the chain for which it speaks
	titles    map[string][]int // propositions of titles by their rank
	topics    [2]*topic        // the country and the organization that the document is about, nil if not yet asked
	found     []candidate
}

// A candidate is a claim before rivals at its trigger are weighed.
type candidate struct {
	claim extract.Claim
	rule  int
}

func newMatch(o *Ontology, a *extract.Analysis) *match {
	m := &match{o: o, a: a, heads: map[[2]int][]int{}, mentions: make([][]int, len(a.Sentences)),
		spoken: make([]int, len(a.Chains)), inOffice: map[int]bool{}, speaksFor: map[[2]int]bool{}, titles: map[string][]int{}}
	for i := range a.Propositions {
		p := &a.Propositions[i]
		key := [2]int{p.Sentence, p.Head}
		m.heads[key] = append(m.heads[key], i)
		m.noteOffice(p)
		if p.Kind == extract.Title {
			m.titles[p.Lemma] = append(m.titles[p.Lemma], i)
		}
	}
	for i, mention := range a.Mentions {
		m.mentions[mention.Sentence] = append(m.mentions[mention.Sentence], i)
		if mention.Chain >= 0 && a.InBody(mention.Sentence) {
			m.spoken[mention.Chain]++
		}
	}
	return m
}

// candidates returns the rules that may have their anchor in proposition i.
func (m *match) candidates(i int) []int {
	p := &m.a.Propositions[i]
	var out []int
	propositionKeys(p, m.token(p.Sentence, p.Head), func(key string) { out = append(out, m.o.index[key]...) })
	slices.Sort(out)
	return slices.Compact(out)
}

// token returns a token of a sentence, nil if there is none.
func (m *match) token(sentence, i int) *extract.Token { return tokenOf(m.a, sentence, i) }

func tokenOf(a *extract.Analysis, sentence, i int) *extract.Token {
	if sentence < 0 || sentence >= len(a.Sentences) || i < 0 || i >= len(a.Sentences[sentence].Tokens) {
		return nil
	}
	return &a.Sentences[sentence].Tokens[i]
}

// read makes the claims of a rule that holds of proposition i.
func (m *match) read(r, i int) {
	program := &m.o.rules[r].program
	for _, out := range program.Outputs {
		for _, e := range m.ends(program, &out, i) {
			if !m.endsMeet(program, m.a.Propositions[i].Sentence, e) {
				continue
			}
			m.found = append(m.found, candidate{m.claim(program, &out, i, e), r})
		}
	}
}

// ends finds the pairs of subject and object of one output.
func (m *match) ends(program *program, out *output, i int) []ends {
	if out.Pair != nil {
		return m.pairs(program, out, i)
	}
	kind := m.a.Propositions[i].Kind
	subject, object := defaultSlots(kind, len(program.Verb) > 0)
	if out.Subject != nil {
		subject = out.Subject
	}
	if out.Object != nil {
		object = out.Object
	}
	subjects := m.fill(i, subject, &program.Where, func(f filler) bool { return m.fits(f, out, out.SubjectType, false) })
	objects := m.fill(i, object, &program.Where, func(f filler) bool {
		return m.fits(f, out, out.ObjectType, true) &&
			!slices.ContainsFunc(subjects, func(s filler) bool { return s.arg.Chain == f.arg.Chain })
	})
	if kind == extract.Verb && len(objects) == 0 && len(subjects) > 1 { // "A and B recognized each other"
		objects = m.fill(i, object, &program.Where, func(f filler) bool { return m.fits(f, out, out.ObjectType, true) })
		if len(objects) != len(subjects) || objects[0].arg.Role == subjects[0].arg.Role {
			return nil
		}
		return slices.DeleteFunc(m.across(m.a.Propositions[i].Sentence, subjects, objects),
			func(e ends) bool { return e.subject.arg.Chain == e.object.arg.Chain })
	}
	// "A and B, the presidents of X and Y" goes one by one.
	if n := len(subjects); kind == extract.Title && n > 1 && n == len(objects) {
		var out []ends
		for k := range subjects {
			out = append(out, ends{subjects[k], objects[k]})
		}
		return out
	}
	return m.across(m.a.Propositions[i].Sentence, subjects, objects)
}

type ends struct {
	subject, object filler
}

// maxPairs bounds what a list of parties is worth: a summit of a dozen says
// little of any two.
const maxPairs = 6

// pairs finds the unordered pairs of a symmetric relation. "between A and B"
// is a closed circle; else, one side is paired with the other; else a
// collective side with itself.
func (m *match) pairs(program *program, out *output, i int) []ends {
	fit := func(f filler) bool { return m.fits(f, out, out.SubjectType, false) }
	var sides [2][]filler
	for k := range sides {
		if circle := m.fill(i, among(out.Pair[k]), &program.Where, fit); len(circle) > 1 {
			return capPairs(within(circle))
		}
		sides[k] = m.fill(i, out.Pair[k], &program.Where, fit)
	}
	switch {
	case len(sides[0]) > 0 && len(sides[1]) > 0:
		return capPairs(slices.DeleteFunc(m.across(m.a.Propositions[i].Sentence, sides[0], sides[1]),
			func(e ends) bool { return e.subject.arg.Chain == e.object.arg.Chain }))
	case len(sides[0]) > 0 && !m.occupied(i, out.Pair[1]):
		return capPairs(slices.DeleteFunc(within(sides[0]), func(e ends) bool { return m.stacked(i, e) }))
	}
	return nil // "he met A and B": they need not have met each other
}

// occupied reports whether something, named or not, stands in s: "A and B met with
// reporters" says nothing of A and B.
func (m *match) occupied(i int, s slot) bool {
	return slices.ContainsFunc(s, func(p route) bool {
		return slices.ContainsFunc(m.walk(i, p, nil, 0), func(f filler) bool {
			return f.arg.Mention < 0 || m.a.Mentions[f.arg.Mention].Form != extract.Value
		})
	})
}

// stacked reports whether both ends modify the noun of proposition i, one as
// possessor and one in a compound: "Sosa's Energy Council meetings".
func (m *match) stacked(i int, e ends) bool {
	p := &m.a.Propositions[i]
	s, o := m.token(p.Sentence, e.subject.arg.Head), m.token(p.Sentence, e.object.arg.Head)
	return p.Kind == extract.Noun && s != nil && o != nil && s.Head == p.Head && o.Head == p.Head
}

// among returns the alternatives of s that name all parties at once.
func among(s slot) slot {
	var out slot
	for _, p := range s {
		if last := p[len(p)-1]; last == "p:between" || last == "p:among" {
			out = append(out, p)
		}
	}
	return out
}

func within(side []filler) []ends {
	var all []ends
	for i, s := range side {
		for _, o := range side[i+1:] {
			if s.arg.Chain != o.arg.Chain {
				all = append(all, ends{s, o})
			}
		}
	}
	return all
}

func capPairs(all []ends) []ends {
	if len(all) > maxPairs {
		return nil
	}
	return all
}

// claim makes one claim.
func (m *match) claim(program *program, out *output, i int, e ends) extract.Claim {
	trigger := &m.a.Propositions[i]
	base := trigger
	if out.Status == "" {
		base = m.base(trigger, e)
	}
	said := base.Nuance
	if base == trigger && said == extract.NuanceAsserted && m.lacksObject(trigger) {
		said = extract.NuanceNegated
	}
	nuance := overrideStatus(said, out.Status)
	switch {
	case out.Phase == phaseEnded:
		nuance = endState(nuance)
	case out.Phase == phaseForever && nuance == extract.NuanceEnded:
		nuance = extract.NuanceAsserted
	}
	c := extract.Claim{
		Sentence:     trigger.Sentence,
		Predicate:    out.Relation,
		Subject:      e.subject.as("subject"),
		Object:       e.object.as("object"),
		Status:       nuance.Status(),
		Nuance:       nuance,
		Negated:      base.Negated,
		Cue:          base.Cue,
		Attributions: slices.Clone(base.Attributions),
		Time:         base.Time,
		Qualifiers:   m.qualifiers(program, i),
		Proposition:  i,
		Trigger:      trigger.Trigger,
		Inferred:     e.subject.arg.Inferred || e.object.arg.Inferred,
	}
	if c.Time == nil {
		c.Time = trigger.Time
	}
	if c.Status == extract.Asserted && m.isOver(&c, trigger, out.Phase) {
		c.Nuance, c.Status = extract.NuanceEnded, extract.Past
	}
	c.Own = m.own(&c, out)
	c.Confidence = program.Confidence * trigger.Confidence *
		m.endConfidence(e.subject, out.SubjectType) * m.endConfidence(e.object, out.ObjectType)
	c.ID = m.a.ClaimID(&c)
	return c
}

// base is the proposition whose status the claim has: the innermost content
// that an end was taken from, or else the trigger.
func (m *match) base(trigger *extract.Proposition, e ends) *extract.Proposition {
	base := trigger
	depth := 0
	for _, f := range []filler{e.subject, e.object} {
		if f.depth > depth {
			base, depth = &m.a.Propositions[f.base], f.depth
		}
	}
	return base
}

// as returns the argument under another role.
func (f filler) as(role string) extract.Argument {
	a := f.arg
	a.Role = role
	return a
}

// Factors of confidence for one end of a claim. A rule's own confidence and
// that of the parse are multiplied with these two of each end.
const (
	otherType  = 0.9  // the mention itself is not of a fitting type, only its chain is
	byNominal  = 0.9  // the end is "the company"
	byPronoun  = 0.85 // the end is "it"
	byInferred = 0.8  // the end is not said but concluded: the country of "the minister"
)

// endConfidence is the factor of types times that of coreference.
func (m *match) endConfidence(f filler, types []string) float64 {
	if f.arg.Mention < 0 {
		if f.arg.Inferred {
			return byInferred
		}
		return 1
	}
	mention := &m.a.Mentions[f.arg.Mention]
	c := 1.0
	if !m.isAny(mention.Type, types) && mention.Form == extract.Name {
		c *= otherType
	}
	switch {
	case f.arg.Inferred:
		c *= byInferred
	case mention.Form == extract.Nominal:
		c *= byNominal
	case mention.Form == extract.Pronoun:
		c *= byPronoun
	}
	return c
}

// qualifiers fills what the rule takes along.
func (m *match) qualifiers(program *program, i int) []extract.Argument {
	var out []extract.Argument
	for _, c := range program.Take {
		for _, f := range m.fill(i, c.Slot, &program.Where, func(filler) bool { return true }) {
			q := f.as(c.Name)
			if (q.Chain < 0 || m.a.Chains[q.Chain].Name == "") && q.Value == "" {
				q.Value, q.Datatype = m.a.Text(q.Span), "text"
			}
			out = append(out, q)
		}
	}
	return out
}

// settle weighs rivals: at one trigger the most specific rule of a relation
// wins, equal claims become one that keeps the ids of all its rules, and what is
// said twice is dropped.
func (m *match) settle() []extract.Claim {
	type place struct {
		sentence  int
		trigger   extract.Span
		predicate string
	}
	best := map[place]int{}
	at := func(c *candidate) place { return place{c.claim.Sentence, c.claim.Trigger, c.claim.Predicate} }
	for i := range m.found {
		c := &m.found[i]
		if r, ok := best[at(c)]; !ok || m.beats(c.rule, r) {
			best[at(c)] = c.rule
		}
	}
	claims := map[string]*extract.Claim{}
	var order []string
	for i := range m.found {
		c := &m.found[i]
		if best[at(c)] == c.rule && claims[c.claim.ID] == nil {
			claim := c.claim
			claims[claim.ID] = &claim
			order = append(order, claim.ID)
		}
	}
	for i := range m.found {
		c := &m.found[i]
		if kept := claims[c.claim.ID]; kept != nil && kept.Nuance == c.claim.Nuance {
			kept.Rules = append(kept.Rules, m.o.rules[c.rule].ID)
		}
	}
	var out []extract.Claim
	for _, id := range order {
		c := *claims[id]
		c.Rules = sortedSet(c.Rules)
		out = append(out, c)
	}
	slices.SortFunc(out, extract.CompareClaims)
	return m.dropRestated(m.dropRepeated(out))
}

// beats reports whether rule a is more specific than b; ties go to the smaller id.
func (m *match) beats(a, b int) bool {
	x, y := &m.o.rules[a].program, &m.o.rules[b].program
	return cmp.Or(cmp.Compare(y.size(), x.size()), cmp.Compare(a, b)) < 0
}

// dropRepeated drops what a trigger says twice of the same two things: by a name
// and by a nominal in apposition to it, or (B, A) where (A, B) of a symmetric
// relation stands. The surest is kept, of equals the first. The claims are in
// canonical order.
func (m *match) dropRepeated(in []extract.Claim) []extract.Claim {
	type pair struct {
		sentence  int
		trigger   extract.Span
		predicate string
		s, o      int
	}
	of := func(c extract.Claim) pair {
		p := pair{c.Sentence, c.Trigger, c.Predicate, c.Subject.Chain, c.Object.Chain}
		if rel, _ := m.o.Relation(c.Predicate); rel.Symmetric && p.s > p.o {
			p.s, p.o = p.o, p.s
		}
		return p
	}
	best := map[pair]*extract.Claim{}
	for i := range in {
		if b := best[of(in[i])]; b == nil || in[i].Confidence > b.Confidence {
			best[of(in[i])] = &in[i]
		}
	}
	var out []extract.Claim
	for _, c := range in {
		if best[of(c)].ID == c.ID {
			out = append(out, c)
		}
	}
	return out
}

// dropRestated drops what a sentence says once more of the same two things, by
// another rule or in other words: "Dorn of Orix, an analyst at Orix". The surest is
// kept, of equals the first; of events at different times each.
func (m *match) dropRestated(in []extract.Claim) []extract.Claim {
	type statement struct {
		sentence  int
		predicate string
		s, o      int
		value     string
		nuance    extract.Nuance
		time      string
	}
	of := func(c *extract.Claim) statement {
		st := statement{c.Sentence, c.Predicate, c.Subject.Chain, c.Object.Chain, c.Object.Value, c.Nuance, ""}
		if rel, _ := m.o.Relation(c.Predicate); rel.Symmetric && st.s > st.o {
			st.s, st.o = st.o, st.s
		}
		if c.Time != nil {
			st.time = c.Time.Value + c.Time.From + c.Time.To
		}
		return st
	}
	best := map[statement]string{}
	surest := map[statement]float64{}
	for i := range in {
		if k := of(&in[i]); best[k] == "" || in[i].Confidence > surest[k] {
			best[k], surest[k] = in[i].ID, in[i].Confidence
		}
	}
	return slices.DeleteFunc(in, func(c extract.Claim) bool { return best[of(&c)] != c.ID })
}
