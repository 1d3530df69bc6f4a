package rule

import (
	"strings"
	"testing"

	"dossier/extract"
)

// A builder makes an analysis of one sentence by hand: words are tokens, names
// are given with their types, propositions in the form
//
//	verb sanction [threatened] agent=Ottawa patient=Orix,Belaro content=#2
//
// where #2 is the third proposition. A trigger stands at its first word that
// is not taken; "@word" after the lemma names another.
type builder struct {
	t *testing.T
	a *extract.Analysis
}

func build(t *testing.T, text string) *builder {
	t.Helper()
	a := &extract.Analysis{Document: extract.Document{ID: "doc", Text: text}}
	s := extract.Sentence{Span: extract.Span{Start: 0, End: len(text)}}
	at := 0
	for _, w := range strings.Fields(text) {
		i := at + strings.Index(text[at:], w)
		s.Tokens = append(s.Tokens, extract.Token{Span: extract.Span{Start: i, End: i + len(w)}, Text: w, Lemma: strings.ToLower(w), Dep: "dep"})
		at = i + len(w)
	}
	a.Sentences = []extract.Sentence{s}
	return &builder{t, a}
}

// find returns the tokens [first, last) of a phrase.
func (b *builder) find(phrase string) (first, last int) {
	b.t.Helper()
	tokens := b.a.Sentences[0].Tokens
	words := strings.Fields(phrase)
	for i := range tokens {
		ok := i+len(words) <= len(tokens)
		for k := 0; ok && k < len(words); k++ {
			ok = tokens[i+k].Text == words[k]
		}
		if ok {
			return i, i + len(words)
		}
	}
	b.t.Fatalf("no %q in %q", phrase, b.a.Document.Text)
	return 0, 0
}

// name adds a mention with a chain of its own; via as in Mention.
func (b *builder) name(phrase, typ string, via ...string) *builder {
	b.t.Helper()
	first, last := b.find(phrase)
	tokens := b.a.Sentences[0].Tokens
	m := extract.Mention{Span: extract.Span{Start: tokens[first].Start, End: tokens[last-1].End}, First: first, Last: last,
		Head: last - 1, Type: typ, Form: extract.Name, Chain: len(b.a.Chains), Confidence: 1,
		Phrase: extract.Phrase{Demonym: -1, Possessor: -1}}
	if len(via) > 0 {
		m.Via = via[0]
	}
	if via != nil && via[0] == "demonym" {
		m.Via, m.Rule = "", "demonym"
	}
	b.a.Chains = append(b.a.Chains, extract.Chain{Type: typ, Name: phrase, Mentions: []int{len(b.a.Mentions)}})
	b.a.Mentions = append(b.a.Mentions, m)
	return b
}

func (b *builder) argument(role, text string) extract.Argument {
	b.t.Helper()
	if n, ok := strings.CutPrefix(text, "#"); ok {
		return extract.Argument{Role: role, Head: -1, Mention: -1, Chain: -1, Proposition: int(n[0] - '0')}
	}
	text = strings.ReplaceAll(text, "_", " ")
	first, last := b.find(text)
	tokens := b.a.Sentences[0].Tokens
	arg := extract.Argument{Role: role, Span: extract.Span{Start: tokens[first].Start, End: tokens[last-1].End},
		Head: last - 1, Lemma: tokens[last-1].Lemma, Mention: -1, Chain: -1, Proposition: -1}
	for i, m := range b.a.Mentions {
		if m.First == first && m.Last == last {
			arg.Mention, arg.Chain, arg.Via = i, m.Chain, m.Via
		}
	}
	return arg
}

// token hangs a word on another.
func (b *builder) token(word, head, tag, dep string) *builder {
	b.t.Helper()
	i, _ := b.find(word)
	h, _ := b.find(head)
	t := &b.a.Sentences[0].Tokens[i]
	t.Head, t.Tag, t.Dep = h, tag, dep
	return b
}

// prop adds a proposition.
func (b *builder) prop(line string) *builder {
	b.t.Helper()
	fields := strings.Fields(line)
	lemma, at, _ := strings.Cut(fields[1], "@")
	p := extract.Proposition{Kind: extract.PropositionKind(fields[0]), Lemma: strings.ReplaceAll(lemma, "_", " "),
		Nuance: extract.NuanceAsserted, Confidence: 1}
	if at == "" {
		at = p.Lemma
	}
	first, last := b.find(strings.ReplaceAll(at, "_", " "))
	tokens := b.a.Sentences[0].Tokens
	p.Head = last - 1
	p.Trigger = extract.Span{Start: tokens[first].Start, End: tokens[last-1].End}
	for _, f := range fields[2:] {
		role, value, ok := strings.Cut(f, "=")
		switch {
		case !ok:
			p.Nuance = extract.Nuance(strings.Trim(f, "[]"))
		case role == "support":
			p.Support = value
		case role == "modifier":
			p.Modifiers = strings.Split(value, ",")
		case role == "by":
			source := b.argument("", value)
			p.Attributions = append(p.Attributions, len(b.a.Attributions))
			b.a.Attributions = append(b.a.Attributions, extract.Attribution{Source: &source})
		default:
			for v := range strings.SplitSeq(value, ",") {
				p.Arguments = append(p.Arguments, b.argument(role, v))
			}
		}
	}
	p.Status = p.Nuance.Status()
	b.a.Propositions = append(b.a.Propositions, p)
	return b
}

// claims renders the claims that a rule file makes: "P(S, O) nuance [own]".
func (b *builder) claims(o *Ontology) string {
	var out []string
	for _, c := range o.Claims(b.a) {
		s := c.Predicate + "(" + b.a.Text(c.Subject.Span) + ", " + b.a.Text(c.Object.Span) + ") " + string(c.Nuance)
		if c.Own {
			s += " own"
		}
		for _, q := range c.Qualifiers {
			value := q.Value
			if value == "" {
				value = b.a.Text(q.Span)
			}
			s += " " + q.Role + "=" + value
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func mustLoad(t testing.TB, files ...string) *Ontology {
	t.Helper()
	var fs []File
	for i, f := range files {
		fs = append(fs, File{Name: string(rune('a'+i)) + ".yaml", Data: []byte(f)})
	}
	o, err := Load(fs, extract.DefaultTypes(), Lists{"ranks": {"president", "chief executive", "finance minister", "minister"}, "org_nouns": {"bank", "law firm"}})
	if err != nil {
		t.Fatal(err)
	}
	return o
}
