package rule

import (
	"slices"
	"strings"

	"dossier/extract"
)

// A filler is an argument found for a slot.
type filler struct {
	arg   extract.Argument
	base  int // the innermost content proposition on the way, or the trigger
	depth int // how many contents were entered
	rank  int // its place among those that stand in the slot
	of    int // how many they are, fitting or not
}

// fill returns the fitting arguments of the first alternative of s that has
// any, seen from proposition i. Contents on the way must meet where.
func (m *match) fill(i int, s slot, where *condition, fit func(filler) bool) []filler {
	for _, p := range s {
		if p[0] == recentStep || p[0] == onlyStep {
			find := m.recent
			if p[0] == onlyStep {
				find = m.only
			}
			if f, ok := find(i, where, fit); ok {
				return []filler{f}
			}
			continue
		}
		var out []filler
		for _, f := range m.walk(i, p, where, 0) {
			for _, f := range m.identify(f) {
				again := func(o filler) bool { return o.arg.Chain >= 0 && o.arg.Chain == f.arg.Chain && o.base == f.base }
				if fit(f) && !slices.ContainsFunc(out, again) {
					out = append(out, f)
				}
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// identify returns f or, if it speaks of nothing named, what the sentence says
// it is: in "Orix is a company based in Lagos" the company is Orix.
func (m *match) identify(f filler) []filler {
	if f.arg.Head < 0 || f.arg.Value != "" || f.arg.Chain >= 0 && m.a.Chains[f.arg.Chain].Name != "" {
		return []filler{f}
	}
	var out []filler
	for _, j := range m.heads[[2]int{m.a.Propositions[f.base].Sentence, f.arg.Head}] {
		p := &m.a.Propositions[j]
		if p.Kind != extract.Noun && p.Kind != extract.Title || p.Nuance != extract.NuanceAsserted || j == f.base {
			continue
		}
		for _, h := range p.Args(extract.Holder) {
			if h.Head != f.arg.Head && h.Chain >= 0 {
				h.Role = f.arg.Role
				same := f
				same.arg = h
				out = append(out, same)
			}
		}
	}
	if len(out) == 0 {
		out = append(out, f)
	}
	return out
}

// walk follows p from proposition i.
func (m *match) walk(i int, p route, where *condition, depth int) []filler {
	prop := &m.a.Propositions[i]
	if len(p) == 1 {
		var out []filler
		args := m.arguments(prop, p[0])
		for k, arg := range args {
			out = append(out, filler{arg, i, depth, k, len(args)})
		}
		return out
	}
	var out []filler
	for _, arg := range prop.Args(p[0]) {
		if len(p) == 2 && p[1] == extract.Nation {
			out = append(out, m.nations(i, &arg, depth)...)
		}
		for _, j := range m.inside(prop, &arg) {
			inner, ok := m.enter(j, p[0], where)
			if !ok {
				continue
			}
			for _, f := range m.walk(j, p[1:], inner, depth+1) {
				if p[0] != extract.Content {
					f.base, f.depth = i, depth
				}
				out = append(out, f)
			}
		}
	}
	return out
}

// nations returns the countries whose adjective or name modifies a noun that
// predicates nothing: "Chilean wine".
func (m *match) nations(i int, arg *extract.Argument, depth int) []filler {
	s := m.a.Propositions[i].Sentence
	if arg.Chain >= 0 || arg.Head < 0 || len(m.heads[[2]int{s, arg.Head}]) > 0 {
		return nil
	}
	var out []filler
	for _, k := range m.mentions[s] {
		n := &m.a.Mentions[k]
		t := m.token(s, n.Head)
		within := arg.Start <= n.Start || t != nil && t.Head == arg.Head
		if n.Form == extract.Name && within && n.Last <= arg.Head && n.Chain >= 0 &&
			m.o.types.Is(m.a.Chains[n.Chain].Type, "Country") && !m.a.Sentences[s].Stance(n.First) {
			a := extract.Argument{Role: extract.Nation, Span: n.Span, Head: n.Head, Mention: k, Chain: n.Chain, Proposition: -1}
			out = append(out, filler{arg: a, base: i, depth: depth})
		}
	}
	for k := range out {
		out[k].rank, out[k].of = k, len(out)
	}
	return out
}

// inside returns the propositions that an argument carries or heads.
func (m *match) inside(p *extract.Proposition, arg *extract.Argument) []int {
	if arg.Proposition >= 0 {
		return []int{arg.Proposition}
	}
	if arg.Head < 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(m.heads[[2]int{p.Sentence, arg.Head}]), func(j int) bool { return &m.a.Propositions[j] == p })
}

// enter checks proposition j, reached through a step, against what where asks
// of that step, and returns what it asks further in.
func (m *match) enter(j int, step string, where *condition) (*condition, bool) {
	if where == nil {
		return nil, true
	}
	var inner *condition
	for k := range where.Slots {
		sc := &where.Slots[k]
		if sc.Then == nil || !slices.ContainsFunc(sc.Slot, func(p route) bool { return len(p) == 1 && p[0] == step }) {
			continue
		}
		if !m.meets(j, sc.Then) {
			return nil, false
		}
		inner = sc.Then
	}
	return inner, true
}

// arguments returns what stands in the last step of a path.
func (m *match) arguments(p *extract.Proposition, step string) []extract.Argument {
	if step == titleStep {
		return []extract.Argument{{Span: p.Trigger, Head: p.Head, Lemma: p.Lemma, Mention: -1, Chain: -1,
			Proposition: -1, Value: p.Lemma, Datatype: "text"}}
	}
	switch step {
	case inferredStep:
		return m.inferred(p)
	case aboutStep:
		return m.about(p)
	}
	typ, ok := strings.CutPrefix(step, valueStep)
	if !ok {
		return p.Args(step)
	}
	var out []extract.Argument
	for _, a := range p.Arguments {
		if a.Mention >= 0 && m.a.Mentions[a.Mention].Type == typ {
			out = append(out, a)
		}
	}
	return out
}

// fits reports whether f may be an end of an output: it speaks of a chain with
// a name and a fitting type, and not only through people whom the relation does
// not admit.
func (m *match) fits(f filler, out *output, types []string, object bool) bool {
	if object && areValues(types) {
		return f.arg.Mention >= 0 && m.isValue(&m.a.Mentions[f.arg.Mention], types)
	}
	if f.arg.Chain < 0 || f.arg.Chain >= len(m.a.Chains) || m.a.Chains[f.arg.Chain].Name == "" {
		return false
	}
	if !admits(out, f.arg.Via) || isMeasure(out.Relation) && !object && slices.Contains(vias, f.arg.Via) {
		return false // measures against its officials are none against a country
	}
	typ := m.a.Chains[f.arg.Chain].Type
	if m.isAny(typ, types) {
		return true
	}
	// A measure may be taken by a person in office; the edge goes to them.
	return object && isMeasure(out.Relation) && slices.Contains(types, "Government") &&
		m.o.types.Is(typ, "Person") && m.inOffice[f.arg.Chain]
}

// isValue reports whether a mention is a value of one of types that is known:
// "1960", not "his birthday" or "before 1960".
func (m *match) isValue(mention *extract.Mention, types []string) bool {
	if mention.Form != extract.Value || mention.Normal == "" || !m.isAny(mention.Type, types) {
		return false
	}
	before := m.token(mention.Sentence, mention.First-1)
	return before == nil || !slices.Contains(boundWords, strings.ToLower(before.Text))
}

// boundWords say of a value after them that the thing itself lies on one side of
// it.
var boundWords = []string{"about", "above", "after", "around", "before", "below", "by", "circa", "over", "since", "till", "under", "until"}

// vias are the readings of "Chinese X" as China that a relation may admit. That
// of a capital as its government is admitted by all.
var vias = []string{"forces", "justice", "officials"}

func admits(out *output, via string) bool {
	return !slices.Contains(vias, via) || slices.Contains(out.Via, via)
}

// isMeasure reports whether the relation's object is the one who acts.
func isMeasure(relation string) bool { return strings.HasSuffix(relation, "_BY") }

func (m *match) isAny(typ string, types []string) bool {
	return slices.ContainsFunc(types, func(t string) bool { return m.o.types.Is(typ, t) })
}

// holds reports whether proposition i is an anchor of the rule and meets its
// conditions.
func (m *match) holds(program *program, i int) bool {
	p := &m.a.Propositions[i]
	if !m.isOneOf(p, program.words(p.Kind)) {
		return false
	}
	if p.Kind == extract.Noun && len(program.Support) > 0 {
		if p.Support == "" && program.needsSupport() || p.Support != "" && !slices.Contains(program.Support, p.Support) {
			return false
		}
	}
	return m.meets(i, &program.Where) && !m.meetsAny(i, &program.Not)
}

// endsMeet reports whether the ends that a rule has found are as it asks.
func (m *match) endsMeet(program *program, sentence int, e ends) bool {
	is := func(want *matcher, f filler) bool { return m.argumentIs(sentence, &f.arg, want) }
	where, not := &program.Where, &program.Not
	return (where.Subject == nil || is(where.Subject, e.subject)) && (where.Object == nil || is(where.Object, e.object)) &&
		(not.Subject == nil || !is(not.Subject, e.subject)) && (not.Object == nil || !is(not.Object, e.object))
}

// meets reports whether proposition i meets all of c.
func (m *match) meets(i int, c *condition) bool {
	all := true
	m.check(i, c, func(ok bool) bool {
		all = all && ok
		return all
	})
	return all
}

// meetsAny reports whether proposition i meets any part of c.
func (m *match) meetsAny(i int, c *condition) bool {
	found := false
	m.check(i, c, func(ok bool) bool {
		found = found || ok
		return !found
	})
	return found
}

// check tells yield how proposition i fares with each part of c, until yield
// returns false.
func (m *match) check(i int, c *condition, yield func(bool) bool) {
	p := &m.a.Propositions[i]
	if len(c.Verb)+len(c.Noun)+len(c.Adjective)+len(c.Title) > 0 {
		words := map[extract.PropositionKind][]string{extract.Verb: c.Verb, extract.Noun: c.Noun,
			extract.Adjective: c.Adjective, extract.Title: c.Title}[p.Kind]
		if !yield(m.isOneOf(p, words)) {
			return
		}
	}
	if c.Modifier != nil && !yield(m.modified(p, c.Modifier)) {
		return
	}
	if c.Support != nil && !yield(c.Support.Any && p.Support != "" || slices.Contains(c.Support.Words, p.Support)) {
		return
	}
	if c.Form != nil && !yield(slices.Contains(c.Form, m.form(p))) {
		return
	}
	for k := range c.Slots {
		if !yield(m.slotMeets(i, &c.Slots[k])) {
			return
		}
	}
}

// form returns the form of the clause that p heads. What is coordinated has
// the form of the first: "to stop and search".
func (m *match) form(p *extract.Proposition) string {
	head := p.Head
	tokens := m.a.Sentences[p.Sentence].Tokens
	for n := 0; n < len(tokens); n++ {
		t := m.token(p.Sentence, head)
		if t == nil || t.Dep != "attr" && t.Dep != "acomp" && t.Dep != "conj" || t.Head == head {
			break
		}
		head = t.Head
	}
	auxiliary := false
	for i := range tokens {
		switch t := &tokens[i]; {
		case t.Head != head || i >= head:
		case t.Tag == "TO":
			return infinitiveForm
		case t.Dep == "aux" || t.Dep == "auxpass":
			auxiliary = true
		}
	}
	if t := m.token(p.Sentence, head); t != nil && t.Tag == "VBG" && !auxiliary {
		return gerundForm
	}
	return finiteForm
}

// modified reports whether a modifier of p, or a word of its title before the
// rank, is one of the words.
func (m *match) modified(p *extract.Proposition, want *matcher) bool {
	words := slices.Clone(p.Modifiers)
	if p.Kind == extract.Title {
		words = append(words, strings.Fields(p.Lemma)...)
	}
	if want.Any {
		return len(p.Modifiers) > 0
	}
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(want.Words, strings.ToLower(w)) })
}

func (m *match) slotMeets(i int, sc *slotCondition) bool {
	for _, p := range sc.Slot {
		for _, f := range m.walk(i, p, nil, 0) {
			if sc.Then == nil && m.argumentIs(m.a.Propositions[i].Sentence, &f.arg, sc.Match) {
				return true
			}
			if sc.Then != nil && slices.ContainsFunc(m.inside(&m.a.Propositions[f.base], &f.arg), func(j int) bool { return m.meets(j, sc.Then) }) {
				return true
			}
		}
	}
	return false
}

func (m *match) argumentIs(sentence int, arg *extract.Argument, want *matcher) bool {
	if want.Any || want.Unnamed && (arg.Chain < 0 || m.a.Chains[arg.Chain].Name == "") {
		return true
	}
	if len(want.Types) > 0 {
		typ := ""
		switch {
		case arg.Chain >= 0:
			typ = m.a.Chains[arg.Chain].Type
		case arg.Mention >= 0:
			typ = m.a.Mentions[arg.Mention].Type
		}
		if typ != "" && m.isAny(typ, want.Types) {
			return true
		}
	}
	return slices.ContainsFunc(want.Words, func(w string) bool {
		return fold(arg.Lemma) == w || m.endsIn(sentence, arg.Head, w) || m.isCalled(arg, w)
	})
}

// isCalled reports whether the noun phrase around a name calls it w: "the
// newspaper Corbel News", "a son, Ito".
func (m *match) isCalled(arg *extract.Argument, w string) bool {
	return arg.Mention >= 0 && slices.Contains(m.a.Mentions[arg.Mention].Phrase.Heads, w)
}

// isOneOf reports whether the trigger of p is one of words.
func (m *match) isOneOf(p *extract.Proposition, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return m.isWord(p, w) })
}

func (m *match) isWord(p *extract.Proposition, w string) bool {
	if p.Lemma == w {
		return true
	}
	t := m.token(p.Sentence, p.Head)
	switch p.Kind {
	case extract.Title:
		// The rank alone is the lemma; a field may stand before it: "trade minister".
		return strings.Contains(w, " ") && m.endsIn(p.Sentence, p.Head, w)
	case extract.Noun:
		return strings.Contains(w, " ") && m.endsIn(p.Sentence, p.Head, w)
	case extract.Adjective:
		return t != nil && strings.ToLower(t.Text) == w
	case extract.Verb:
		first, rest, _ := strings.Cut(w, " ")
		is := p.Lemma == first || t != nil && otherLemma(p.Lemma, strings.ToLower(t.Text)) == first
		return is && m.hasParticles(p, strings.Fields(rest))
	}
	return false
}

// endsIn reports whether the words up to token head of a sentence are w, each
// by its text or its lemma.
func (m *match) endsIn(sentence, head int, w string) bool {
	words := strings.Fields(w)
	for k := range words {
		t := m.token(sentence, head-len(words)+1+k)
		if t == nil || strings.ToLower(t.Text) != words[k] && strings.ToLower(t.Lemma) != words[k] {
			return false
		}
	}
	return len(words) > 0
}

// hasParticles reports whether the verb has all of words as particles or
// prepositions: "take over", "team up with".
func (m *match) hasParticles(p *extract.Proposition, words []string) bool {
	if len(words) > 1 && len(p.Args(preposStep+strings.Join(words, " "))) > 0 {
		return true // "pull out of"
	}
	return !slices.ContainsFunc(words, func(w string) bool { return !m.hasParticle(p, w) })
}

// hasParticle reports whether w is a particle or preposition of the verb. What has
// an object of its own beside that of the verb is no particle: "took Orix to court
// over the leak".
func (m *match) hasParticle(p *extract.Proposition, w string) bool {
	if slices.Contains(particles, w) && len(p.Args(extract.Patient)) > 0 && len(p.Args(preposStep+w)) > 0 {
		return false
	}
	if slices.ContainsFunc(p.Arguments, func(a extract.Argument) bool { return a.Role == preposStep+w }) {
		return true
	}
	for _, t := range m.a.Sentences[p.Sentence].Tokens {
		if t.Head == p.Head && strings.ToLower(t.Text) == w && (t.Dep == "prt" || t.Dep == "prep" || t.Dep == "advmod") {
			return true
		}
	}
	return false
}
