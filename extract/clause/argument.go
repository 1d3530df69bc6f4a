package clause

import (
	"slices"
	"strings"

	"dossier/extract"
	"dossier/extract/lexicon"
)

// argument returns the noun phrase headed by h in a role.
func (r *reader) argument(role string, h int) extract.Argument {
	arg := extract.Argument{Role: role, Head: h, Lemma: r.t.lemma(h), Mention: r.mention[h], Chain: -1, Proposition: -1}
	if arg.Mention < 0 && r.name[h] >= 0 && r.a.Mentions[r.name[h]].Form == extract.Name {
		arg.Mention = r.name[h] // a token inside a name that the tree takes apart
	}
	arg.Span = r.t.toks[h].Span
	if arg.Mention < 0 {
		if ms := r.represented(h); len(ms) > 0 {
			arg.Mention, arg.Via = ms[0], r.via(h)
			arg.Chain = r.a.Mentions[ms[0]].Chain
			arg.Span = r.span(h)
			return arg
		}
		arg.Span = r.span(h)
		return arg
	}
	m := &r.a.Mentions[arg.Mention]
	arg.Span, arg.Via = m.Span, m.Via
	if m.Form == extract.Value {
		arg.Value, arg.Datatype = m.Normal, datatype(m.Type)
		if arg.Value == "" {
			arg.Value = r.a.Text(m.Span)
		}
		return arg
	}
	arg.Chain = m.Chain
	if m.Form == extract.Nominal && r.nameless(arg.Mention) {
		if ms := r.represented(h); len(ms) > 0 {
			arg.Mention, arg.Chain, arg.Via = ms[0], r.a.Mentions[ms[0]].Chain, r.via(h)
		}
	}
	if m.Form == extract.Pronoun && arg.Chain >= 0 && r.nameless(arg.Mention) {
		if b := r.boardOf(arg.Chain); b >= 0 { // "Orix's board sacked its chairman"
			arg.Mention, arg.Chain, arg.Via = b, r.a.Mentions[b].Chain, "board"
		}
	}
	return arg
}

func datatype(typ string) string {
	switch typ {
	case "Date":
		return "date"
	case "Money":
		return "money"
	case "Percent", "Quantity", "Number":
		return "number"
	}
	return "text"
}

// span returns the noun at h with what stands before it in its phrase.
func (r *reader) span(h int) extract.Span {
	sp := r.t.toks[h].Span
	for _, k := range r.t.kids[h] {
		if k < h && !r.t.is(k, "punct", "prep", "relcl", "advmod", "cc", "conj", "appos", "acl", "preconj") {
			sp.Start = min(sp.Start, r.t.toks[r.t.first[k]].Start)
		}
	}
	return sp
}

// via returns how the noun h stands for a country beside it, "" if it does not.
func (r *reader) via(h int) string {
	return r.p.lex.Represents(r.t.lemma(h), r.t.plural(h))
}

// represented returns the mentions of the countries for which the noun h stands:
// "Chinese officials", "officials of Mali and Chad", "a court in Mali"; none if it
// does not.
func (r *reader) represented(h int) []int {
	if r.via(h) == "" {
		return nil
	}
	var heads []int
	for _, k := range r.t.kids[h] {
		switch {
		case r.t.is(k, "amod", "compound", "poss", "nmod"):
			heads = append(heads, r.conjuncts(k)...)
		case r.t.dep(k) == "prep" && (r.t.lower(k) == "of" || r.t.lower(k) == "from" || r.t.lower(k) == "in" && (r.via(h) == lexicon.Justice || r.governs(h))):
			if o := r.t.child(k, "pobj"); o >= 0 {
				heads = append(heads, r.conjuncts(o)...)
			}
		}
	}
	var out []int
	for _, c := range heads {
		owner := strings.HasSuffix(r.t.toks[c].Tag, "P$") // "whose troops"
		for _, o := range r.phrase(c) {
			if len(out) < maxMembers && (r.named(o) || owner && r.chain(o) >= 0) && r.canAct(o) && !slices.Contains(out, r.mention[o]) {
				out = append(out, r.mention[o])
			}
		}
	}
	return out
}

// governs reports whether the noun h is one of a body that rules or fights for a
// country, not of people who do: "the government in Mali".
func (r *reader) governs(h int) bool {
	return slices.ContainsFunc(r.p.lex.NounTypes(r.t.lemma(h)), func(typ string) bool { return typ == "GovernmentBody" || typ == "MilitaryUnit" })
}

// canAct reports whether what o heads is a country, or a union of countries, that
// others may stand for.
func (r *reader) canAct(o int) bool { return r.typ(o) == "Country" || r.typ(o) == "IntergovOrg" }

// add appends an argument for each member of the noun phrase at h.
func (r *reader) add(p *extract.Proposition, role string, h int) {
	r.addAll(p, role, r.phrase(h))
}

// addAll appends an argument for each head; one role takes a head once.
func (r *reader) addAll(p *extract.Proposition, role string, heads []int) {
	named := role != extract.Patient || p.Kind != extract.Verb || r.addresses(p.Lemma)
next:
	for _, h := range heads {
		for _, old := range p.Arguments {
			if old.Role == role && old.Head == h && old.Proposition < 0 {
				continue next
			}
		}
		if len(p.Arguments) >= 4*maxMembers {
			return
		}
		a := r.argument(role, h)
		if two := r.pair(h); a.Chain < 0 || len(two) == 2 && r.a.Chains[a.Chain].Name == "" {
			for _, m := range two {
				b := a
				b.Mention, b.Chain, b.Span = m, r.a.Mentions[m].Chain, r.a.Mentions[m].Span
				p.Arguments = append(p.Arguments, b)
			}
			if len(two) > 0 {
				continue next
			}
		}
		if role == extract.Agent && p.Kind == extract.Verb && r.directs(h) {
			r.standFor(&a, h)
		}
		if a.Via != "" && a.Via != "metonymy" && !named && !r.governs(h) {
			a.Chain, a.Via = -1, ""
			a.Mention = r.mention[h]
		}
		p.Arguments = append(p.Arguments, a)
		if a.Via == "" || a.Chain < 0 {
			continue
		}
		for _, m := range r.represented(h) { // "American and Chinese negotiators"
			if c := r.a.Mentions[m].Chain; c != a.Chain {
				b := a
				b.Mention, b.Chain = m, c
				p.Arguments = append(p.Arguments, b)
			}
		}
	}
}

// boardOf returns the mention of the body whose board the chain is, -1 if it is none.
func (r *reader) boardOf(chain int) int {
	const first = 4 // mentions: the board comes before its pronouns
	ms := r.a.Chains[chain].Mentions
	for _, i := range ms[:min(len(ms), first)] {
		p := &r.a.Mentions[i].Phrase
		if p.Possessor >= 0 && r.a.Mentions[p.Possessor].Chain >= 0 && !r.nameless(p.Possessor) &&
			(slices.Contains(p.Heads, "board") || slices.Contains(p.Heads, "management")) {
			return p.Possessor
		}
	}
	return -1
}

// directs reports whether the noun h is the board of something, which acts for it.
func (r *reader) directs(h int) bool {
	switch r.t.lemma(h) {
	case "board", "management":
		return !r.named(h) && !r.inName(h) && r.t.child(h, "relcl") < 0
	}
	return false
}

// standFor makes the body that the board h governs the one who acts: "Orix's board
// approved the sale".
func (r *reader) standFor(a *extract.Argument, h int) {
	if a.Chain >= 0 && a.Chain < len(r.a.Chains) && r.a.Chains[a.Chain].Name != "" {
		return
	}
	of := r.owners(h)
	for _, k := range r.t.kids[h] {
		if o := r.t.child(k, "pobj"); o >= 0 && r.t.dep(k) == "prep" && r.t.lower(k) == "of" {
			of = append(of, r.phrase(o)...)
		}
	}
	if len(of) != 1 || r.chain(of[0]) < 0 {
		return
	}
	b := r.argument(a.Role, of[0])
	a.Mention, a.Chain, a.Via = b.Mention, b.Chain, "board"
}

// addresses reports whether the object of the verb may stand for its country:
// who meets or urges officials meets or urges the country, who expels them does
// not expel it. Who fights its army fights it.
func (r *reader) addresses(verb string) bool {
	switch verb {
	case "meet", "host", "see", "greet", "receive", "consult", "contact", "engage", "join":
		return true
	}
	op, ok := r.verbs[verb]
	return ok && (op.class.act != "" || op.class.name == "demand" || op.class.name == "threat")
}

// modifiers returns the lower-case words that modify the noun at h.
func (r *reader) modifiers(h int) []string {
	var out []string
	for _, k := range r.t.kids[h] {
		if k < h && r.t.is(k, "amod", "compound", "nmod", "advmod", "npadvmod", "nummod") && !r.inName(k) {
			out = append(out, r.t.lower(k))
		}
	}
	return out
}

// modifierWord returns the word under which a modifier is listed: the last part
// of "would-be", "so-called" is tokenized apart.
func (r *reader) modifierWord(k int) string {
	w := r.t.lower(k)
	if k >= 2 && r.t.toks[k-1].Text == "-" {
		return r.t.lower(k-2) + "-" + w
	}
	return strings.TrimSuffix(w, "-")
}
