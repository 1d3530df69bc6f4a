package main

import (
	"fmt"
	"strings"

	"dossier/extract"
)

// A chainView prints what annotated files speak of: each thing with its mentions
// and why they are thought to be its.
type chainView struct {
	out  *stream
	json bool
}

// A chainJSON is a thing that a text speaks of.
type chainJSON struct {
	Name     string        `json:"name,omitempty"`
	Type     string        `json:"type,omitempty"`
	Link     string        `json:"link,omitempty"`
	Mentions []mentionJSON `json:"mentions"`
}

type mentionJSON struct {
	spanJSON
	Form   string `json:"form"`
	Reason string `json:"reason"`
	Via    string `json:"via,omitempty"`
}

// file prints the chains of a document.
func (v *chainView) file(a *extract.Analysis) error {
	at := extract.NewOffsets(a.Document.Text)
	for _, c := range a.Chains {
		o := chainJSON{c.Name, c.Type, c.Link, nil}
		for _, i := range c.Mentions {
			m := &a.Mentions[i]
			o.Mentions = append(o.Mentions, mentionJSON{spanJSON{at.Rune(m.Start), at.Rune(m.End), a.Text(m.Span)}, string(m.Form), m.Reason, m.Via})
		}
		err := error(nil)
		if v.json {
			err = printJSON(v.out, o)
		} else {
			err = v.text(&o)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// text prints a chain, and its mentions below it.
func (v *chainView) text(c *chainJSON) error {
	name := c.Name
	if name == "" {
		name = "(" + c.Mentions[0].Text + ")"
	}
	lines := []string{strings.Join(strings.Fields(v.out.bold(flat(name))+" "+c.Type+" "+c.Link), " ")}
	for _, m := range c.Mentions {
		line := fmt.Sprintf("\t%d\t%s\t%s", m.Start, flat(m.Text), m.Reason)
		if m.Via != "" {
			line += " by " + m.Via
		}
		lines = append(lines, line)
	}
	_, err := fmt.Fprintln(v.out, strings.Join(lines, "\n"))
	return err
}
