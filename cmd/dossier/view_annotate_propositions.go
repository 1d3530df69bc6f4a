package main

import (
	"fmt"
	"strings"

	"dossier/extract"
	"dossier/extract/clause"
)

// A propositionView prints what the sentences of annotated files say.
type propositionView struct {
	out  *stream
	json bool
}

func newPropositionView(out *stream, format string) *propositionView {
	return &propositionView{out, format == "json"}
}

// file prints the sentences of a document's body, each with its propositions.
func (v *propositionView) file(a *extract.Analysis) error {
	props, attrs := bySentence(a)
	at := extract.NewOffsets(a.Document.Text)
	for s := range a.Sentences {
		if !a.InBody(s) {
			continue
		}
		var err error
		if v.json {
			err = printJSON(v.out, sentenceJSON(a, at, s, props[s]))
		} else {
			err = v.text(a, s, props[s], attrs[s])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// bySentence returns the indices of a's propositions and attributions.
func bySentence(a *extract.Analysis) (props, attrs [][]int) {
	props, attrs = make([][]int, len(a.Sentences)), make([][]int, len(a.Sentences))
	for i := range a.Propositions {
		s := a.Propositions[i].Sentence
		props[s] = append(props[s], i)
	}
	for i := range a.Attributions {
		s := a.Attributions[i].Sentence
		attrs[s] = append(attrs[s], i)
	}
	return props, attrs
}

// text prints a sentence, and its propositions and speakers below it.
func (v *propositionView) text(a *extract.Analysis, s int, props, attrs []int) error {
	lines := []string{v.out.bold(flat(a.Text(a.Sentences[s].Span)))}
	for _, i := range props {
		lines = append(lines, "\t"+flat(clause.Format(a, &a.Propositions[i])))
	}
	for _, i := range attrs {
		lines = append(lines, "\t@ "+flat(clause.FormatAttribution(a, &a.Attributions[i])))
	}
	_, err := fmt.Fprintln(v.out, strings.Join(lines, "\n"))
	return err
}

// flat returns text as one line.
func flat(text string) string { return clean(strings.Join(strings.Fields(text), " ")) }

// A spanJSON is a stretch of the text, in characters.
type spanJSON struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

type propositionsJSON struct {
	spanJSON
	Propositions []propositionJSON `json:"propositions"`
}

type propositionJSON struct {
	Kind        string         `json:"kind"`
	Lemma       string         `json:"lemma"`
	Trigger     spanJSON       `json:"trigger"`
	Support     string         `json:"support,omitempty"`
	Modifiers   []string       `json:"modifiers,omitempty"`
	Arguments   []argumentJSON `json:"arguments"`
	Status      string         `json:"status"`
	Nuance      string         `json:"nuance"`
	Negated     bool           `json:"negated,omitempty"`
	Cue         *spanJSON      `json:"cue,omitempty"`
	Presupposed bool           `json:"presupposed,omitempty"`
	Speakers    []speakerJSON  `json:"speakers,omitempty"` // the outermost first
}

type argumentJSON struct {
	Role string `json:"role"`
	spanJSON
	Content *int `json:"content,omitempty"` // index in the sentence's propositions
}

type speakerJSON struct {
	Source *argumentJSON `json:"source,omitempty"`
	Cue    *spanJSON     `json:"cue,omitempty"`
	Act    string        `json:"act"`
	Stance string        `json:"stance"`
	Mode   string        `json:"mode"`
}

// sentenceJSON is what sentence s says.
func sentenceJSON(a *extract.Analysis, at *extract.Offsets, s int, props []int) propositionsJSON {
	c := propositionConverter{a, at}
	out := propositionsJSON{c.span(a.Sentences[s].Span), []propositionJSON{}}
	for _, i := range props {
		out.Propositions = append(out.Propositions, c.proposition(i, props[0]))
	}
	return out
}

type propositionConverter struct {
	a  *extract.Analysis
	at *extract.Offsets
}

func (c propositionConverter) span(s extract.Span) spanJSON {
	return spanJSON{c.at.Rune(s.Start), c.at.Rune(s.End), s.In(c.a.Document.Text)}
}

// cue is nil for an empty span.
func (c propositionConverter) cue(s extract.Span) *spanJSON {
	if s.Len() <= 0 {
		return nil
	}
	out := c.span(s)
	return &out
}

// argument counts contents from the sentence's first proposition.
func (c propositionConverter) argument(arg *extract.Argument, first int) argumentJSON {
	out := argumentJSON{Role: arg.Role, spanJSON: c.span(arg.Span)}
	if arg.Proposition >= first {
		i := arg.Proposition - first
		out.Content = &i
	}
	return out
}

func (c propositionConverter) proposition(i, first int) propositionJSON {
	p := &c.a.Propositions[i]
	out := propositionJSON{
		Kind: string(p.Kind), Lemma: p.Lemma, Trigger: c.span(p.Trigger), Support: p.Support, Modifiers: p.Modifiers,
		Arguments: []argumentJSON{}, Status: string(p.Status), Nuance: string(p.Nuance), Negated: p.Negated,
		Cue: c.cue(p.Cue), Presupposed: p.Presupposed,
	}
	for k := range p.Arguments {
		out.Arguments = append(out.Arguments, c.argument(&p.Arguments[k], first))
	}
	for _, k := range p.Attributions {
		t := &c.a.Attributions[k]
		speaker := speakerJSON{Cue: c.cue(t.Cue), Act: t.Act, Stance: t.Stance, Mode: t.Mode}
		if t.Source != nil {
			source := c.argument(t.Source, len(c.a.Propositions))
			speaker.Source = &source
		}
		out.Speakers = append(out.Speakers, speaker)
	}
	return out
}
