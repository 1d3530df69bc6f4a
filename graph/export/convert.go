package export

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"dossier/extract"
	"dossier/graph"
	"dossier/graph/workspace"
)

// A converter turns the layers of one document into objects.
type converter struct {
	a          *extract.Analysis
	offsets    *extract.Offsets
	entities   map[int]string // of the chains that have one
	mentionIDs []string       // by index in a.Mentions; "" for those left out
	records    []record
}

// A record is an object with its place in the file.
type record struct {
	start  int
	id     string
	object any
}

func newConverter(a *extract.Analysis, entities map[int]string) *converter {
	c := &converter{a: a, offsets: extract.NewOffsets(a.Document.Text), entities: entities}
	seen := map[string]int{}
	for _, m := range a.Mentions {
		if c.typeOf(m) == "" {
			c.mentionIDs = append(c.mentionIDs, "")
			continue
		}
		id := fmt.Sprintf("%s:%d-%d", a.Document.ID, c.offsets.Rune(m.Start), c.offsets.Rune(m.End))
		if seen[id]++; seen[id] > 1 {
			id += "/" + strconv.Itoa(seen[id])
		}
		c.mentionIDs = append(c.mentionIDs, id)
	}
	return c
}

func (c *converter) add(start int, id string, object any) {
	c.records = append(c.records, record{start, id, object})
}

// id names the i-th thing of a sort that has no id of its own.
func (c *converter) id(letter string, i int) string {
	return c.a.Document.ID + ":" + letter + strconv.Itoa(i)
}

func (c *converter) span(s extract.Span) Span {
	return Span{Start: c.offsets.Rune(s.Start), End: c.offsets.Rune(s.End), Text: s.In(c.a.Document.Text)}
}

// spanOf is nil for an empty span.
func (c *converter) spanOf(s extract.Span) *Span {
	if s.Len() <= 0 {
		return nil
	}
	out := c.span(s)
	return &out
}

func (c *converter) token(sentence, i int) *Span {
	tokens := c.a.Sentences[sentence].Tokens
	if i < 0 || i >= len(tokens) {
		return nil
	}
	return c.spanOf(tokens[i].Span)
}

// argument drops the mark of a preposition from the role: "p:on" is "on".
func (c *converter) argument(arg *extract.Argument) Argument {
	out := Argument{
		Span: c.span(arg.Span), Role: strings.TrimPrefix(arg.Role, "p:"),
		Value: arg.Value, Datatype: arg.Datatype,
	}
	if arg.Chain >= 0 {
		out.Entity = c.entities[arg.Chain]
	}
	if arg.Mention >= 0 {
		out.Mention = c.mentionIDs[arg.Mention]
	}
	return out
}

func (c *converter) sentences() {
	for i, s := range c.a.Sentences {
		span := c.span(s.Span)
		id := c.id("s", i)
		c.add(span.Start, id, Sentence{
			Kind: "sentence", ID: id, Doc: c.a.Document.ID, Start: span.Start, End: span.End, Paragraph: s.Block,
			Heading: s.Block < len(c.a.Document.Blocks) && c.a.Document.Blocks[s.Block].Kind == extract.Heading,
		})
	}
}

// typeOf returns the type of a mention or of its chain; "" if nothing types it:
// then it speaks of nothing that is known and is left out.
func (c *converter) typeOf(m extract.Mention) string {
	if m.Type == "" && m.Chain >= 0 {
		return c.a.Chains[m.Chain].Type
	}
	return m.Type
}

func (c *converter) mentions() {
	for i, m := range c.a.Mentions {
		id := c.mentionIDs[i]
		if id == "" {
			continue
		}
		o := Mention{
			Kind: "mention", ID: id, Doc: c.a.Document.ID, Span: c.span(m.Span), Type: c.typeOf(m), Form: string(m.Form),
			Head: c.token(m.Sentence, m.Head), Label: m.Label, Normal: m.Normal, Confidence: Float(m.Confidence), Rule: m.Rule,
		}
		if m.Chain >= 0 {
			o.Entity = c.entities[m.Chain]
		}
		c.add(o.Start, id, o)
	}
}

func (c *converter) propositions() {
	for i := range c.a.Propositions {
		p := &c.a.Propositions[i]
		subject, object := ends(p)
		if subject < 0 {
			continue // a predication of nothing
		}
		sentence := c.span(c.a.Sentences[p.Sentence].Span)
		o := Proposition{
			Kind: "proposition", ID: c.id("p", i), Doc: c.a.Document.ID,
			Subject:   c.argument(&p.Arguments[subject]),
			Predicate: Predicate{Span: c.span(p.Trigger), Lemma: p.Lemma, Head: c.token(p.Sentence, p.Head)},
			Status:    string(p.Status), Polarity: "positive", Cue: c.spanOf(p.Cue),
			Attribution: c.attribution(p.Attributions), Confidence: Float(p.Confidence),
			Start: sentence.Start, End: sentence.End,
		}
		if p.Negated || p.Status == extract.Denied {
			o.Polarity = "negative"
		}
		for k := range p.Arguments {
			arg := c.argument(&p.Arguments[k])
			switch k {
			case subject:
			case object:
				o.Object = &arg
			default:
				o.Arguments = append(o.Arguments, arg)
			}
		}
		c.add(o.Start, o.ID, o)
	}
}

// ends picks the arguments of p to show as its subject and object, -1 for none:
// the first by this order of roles, and else by order of the text.
func ends(p *extract.Proposition) (subject, object int) {
	first := func(except int, roles ...string) int {
		for _, role := range roles {
			for i, arg := range p.Arguments {
				if i != except && arg.Role == role {
					return i
				}
			}
		}
		return -1
	}
	subject = first(-1, extract.Agent, extract.Holder, extract.Patient)
	if subject < 0 {
		if len(p.Arguments) > 0 {
			subject = 0
		}
		return subject, -1
	}
	for _, role := range []string{extract.Patient, extract.Body, extract.Of, extract.Recipient, extract.Result, extract.Content} {
		if object = first(subject, role); object >= 0 && role != p.Arguments[subject].Role {
			return subject, object
		}
	}
	return subject, -1
}

// attribution names the innermost of a chain of attributions.
func (c *converter) attribution(chain []int) string {
	if len(chain) == 0 {
		return ""
	}
	return c.id("a", chain[len(chain)-1])
}

func (c *converter) attributions() {
	for i, at := range c.a.Attributions {
		o := Attribution{
			Kind: "attribution", ID: c.id("a", i), Doc: c.a.Document.ID, Content: c.span(at.Content),
			Cue: c.spanOf(at.Cue), Mode: at.Mode, Act: at.Act, Stance: at.Stance,
		}
		if at.Source != nil {
			source := c.argument(at.Source)
			o.Source = &source
		}
		c.add(o.Content.Start, o.ID, o)
	}
}

// claims adds those whose ends are entities of the graph.
func (c *converter) claims(ctx context.Context, ws *workspace.Workspace) error {
	evidence := map[string]*graph.Evidence{}
	err := ws.DocumentEvidence(ctx, c.a.Document.ID, func(e *graph.Evidence) error {
		evidence[e.ID] = e
		return nil
	})
	if err != nil {
		return err
	}
	for i := range c.a.Claims {
		claim := &c.a.Claims[i]
		e := evidence[claim.ID]
		delete(evidence, claim.ID)
		if e != nil {
			c.add(e.Start, e.ID, c.claim(claim, e))
		}
	}
	return nil
}

func (c *converter) claim(claim *extract.Claim, e *graph.Evidence) Claim {
	o := Claim{
		Kind: "claim", ID: e.ID, Doc: e.Document,
		Subject: c.argument(&claim.Subject), Predicate: e.Predicate, Object: c.argument(&claim.Object),
		Status: string(e.Status), Negated: e.Negated, Cue: c.spanOf(claim.Cue),
		Attribution: c.attribution(claim.Attributions), Confidence: Float(e.Confidence),
		Edge: e.Supports, Via: e.Via, Inferred: e.Inferred, Denies: e.Denies, Confirmed: e.Confirmed,
		Quote: e.Quote, Start: e.Start, End: e.End,
	}
	if string(e.Nuance) != o.Status {
		o.Nuance = string(e.Nuance)
	}
	for _, i := range claim.Attributions {
		if source := c.a.Attributions[i].Source; source != nil {
			o.Speakers = append(o.Speakers, c.argument(source))
		}
	}
	if n := len(o.Speakers); n > 0 {
		o.Speaker = &o.Speakers[n-1]
		if n == 1 {
			o.Speakers = nil
		}
	}
	if t := claim.Time; t != nil {
		o.Time = &Time{Value: t.Value, From: t.From, To: t.To, Precision: t.Precision, Span: c.spanOf(t.Span)}
	}
	if len(e.Rules) > 0 {
		o.Rule = e.Rules[0]
	}
	if len(e.Rules) > 1 {
		o.Rules = e.Rules
	}
	if i := claim.Proposition; i >= 0 {
		if subject, _ := ends(&c.a.Propositions[i]); subject >= 0 {
			o.Proposition = c.id("p", i)
		}
	}
	o.Qualifiers = c.qualifiers(claim)
	return o
}

// qualifiers are named by role; a role that returns gets a number.
func (c *converter) qualifiers(claim *extract.Claim) map[string]Argument {
	if len(claim.Qualifiers) == 0 {
		return nil
	}
	out := map[string]Argument{}
	for i := range claim.Qualifiers {
		arg := c.argument(&claim.Qualifiers[i])
		role := arg.Role
		for n := 2; ; n++ {
			if _, taken := out[role]; !taken {
				break
			}
			role = arg.Role + "." + strconv.Itoa(n)
		}
		out[role] = arg
	}
	return out
}
