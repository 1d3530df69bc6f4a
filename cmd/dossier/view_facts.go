package main

import (
	"fmt"
	"strings"

	"dossier/graph"
)

// A factsView prints facts one by one.
type factsView interface {
	fact(factItem) error
	end() error
}

func (a *app) newFactsView() factsView {
	if a.json {
		return &factsJSON{a.stdout}
	}
	return &factsHuman{out: a.stdout, app: a}
}

type factsHuman struct {
	out        *stream
	app        *app
	all, edges int
}

func (v *factsHuman) fact(f factItem) error {
	if v.all > 0 {
		fmt.Fprintln(v.out)
	}
	v.all++
	if f.Edge() {
		v.edges++
	}
	if _, err := fmt.Fprintln(v.out, headline(v.out, f)); err != nil {
		return err
	}
	for _, e := range f.evidence {
		if _, err := fmt.Fprint(v.out, sentence(v.out, e)); err != nil {
			return err
		}
	}
	return nil
}

func (v *factsHuman) end() error {
	v.app.say("%s, %s", count(v.all, "fact"), count(v.edges, "typed edge"))
	return nil
}

// headline is the line above a fact's sentences.
func headline(out *stream, f factItem) string {
	mark, arrow := "..", out.yellow(f.Predicate)
	if f.Live {
		mark, arrow = "->", out.green(f.Predicate)
	}
	object := `"` + clean(f.Value) + `"`
	if f.object != nil {
		object = out.bold(clean(f.object.Name))
	}
	line := fmt.Sprintf("%s %s  %s  %s", mark, out.bold(clean(f.subject.Name)), arrow, object)
	if f.Live {
		line += out.dim(fmt.Sprintf("  %s in %s, confidence %s%s", count(f.Claims, "claim"), count(f.Documents, "document"), number(f.Confidence), basis(f.Basis)))
	}
	return line + out.dim("  ["+short(f.ID)+"]")
}

func basis(b string) string {
	if b == "" {
		return ""
	}
	return ", admitted by edges.include " + b
}

// sentence is what is shown of one claim: two lines.
func sentence(out *stream, e evidenceItem) string {
	var b strings.Builder
	fmt.Fprintf(&b, "   %s%s: \"%s\"\n", statusOf(e), said(e), clean(strings.Join(strings.Fields(e.Quote), " ")))
	fmt.Fprintf(&b, "   %s\n", out.dim(fmt.Sprintf("   %s, confidence %s, %s", origin(e.document), number(e.Confidence), strings.Join(e.Rules, " "))))
	return b.String()
}

// statusOf is the status with its finer value where that says more.
func statusOf(e evidenceItem) string {
	s := string(e.Status)
	if n := string(e.Nuance); n != "" && n != s {
		s += " (" + n + ")"
	}
	if e.Negated {
		s += " not"
	}
	return s
}

// said tells who says it, "" for the author.
func said(e evidenceItem) string {
	if !e.Attributed {
		return ""
	}
	var names []string
	for _, s := range e.speakers {
		if s == nil {
			names = append(names, "an unnamed source")
		} else {
			names = append(names, clean(s.Name))
		}
	}
	if len(names) == 0 {
		names = []string{"an unnamed source"}
	}
	text := ", said by " + strings.Join(names, ", quoting ")
	if e.Own {
		text += " of its own act"
	}
	return text
}

func origin(d *graph.Document) string {
	text := d.URI
	if text == "" {
		text = d.ID
	}
	if d.Published != "" {
		text += ", " + d.Published
	}
	return clean(text)
}

// number prints x with up to three digits.
func number(x float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.3f", x), "0"), ".")
}

// count is n with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok {
		return fmt.Sprintf("%d %sies", n, stem)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// short is enough of an id to name a fact.
func short(id string) string { return id[:min(len(id), 10)] }

type factsJSON struct{ out *stream }

func (v *factsJSON) fact(f factItem) error { return printJSON(v.out, toFactJSON(f)) }
func (v *factsJSON) end() error            { return nil }

// The JSON form of a fact.
type (
	factJSON struct {
		ID             string         `json:"id"`
		Subject        entityRef      `json:"subject"`
		Predicate      string         `json:"predicate"`
		Object         *entityRef     `json:"object,omitempty"`
		Value          string         `json:"value,omitempty"`
		Datatype       string         `json:"datatype,omitempty"`
		Live           bool           `json:"live"` // makes a typed edge
		Claims         int            `json:"claims,omitempty"`
		Documents      int            `json:"documents,omitempty"`
		Sources        int            `json:"sources,omitempty"`
		Confidence     float64        `json:"confidence,omitempty"`
		Since          string         `json:"since,omitempty"`
		Until          string         `json:"until,omitempty"`
		FirstPublished string         `json:"firstPublished,omitempty"`
		LastPublished  string         `json:"lastPublished,omitempty"`
		Quote          string         `json:"quote,omitempty"`
		Basis          string         `json:"basis,omitempty"`
		Evidence       []evidenceJSON `json:"evidence"`
	}
	entityRef struct {
		ID   string `json:"id"`
		Name string `json:"name"`
		Type string `json:"type,omitempty"`
	}
	evidenceJSON struct {
		ID         string      `json:"id"`
		Document   documentRef `json:"document"`
		Status     string      `json:"status"`
		Nuance     string      `json:"nuance,omitempty"`
		Negated    bool        `json:"negated,omitempty"`
		Cue        string      `json:"cue,omitempty"`
		Speakers   []entityRef `json:"speakers,omitempty"` // outermost first; without id: not named
		Attributed bool        `json:"attributed,omitempty"`
		Own        bool        `json:"own,omitempty"`
		Edge       bool        `json:"edge"` // supports the typed edge
		Confirmed  bool        `json:"confirmed,omitempty"`
		Confidence float64     `json:"confidence"`
		Rules      []string    `json:"rules"`
		From       string      `json:"from,omitempty"`
		To         string      `json:"to,omitempty"`
		Quote      string      `json:"quote"`
		Start      int         `json:"start"` // of the quote, in code points
		End        int         `json:"end"`
	}
	documentRef struct {
		ID        string `json:"id"`
		URI       string `json:"uri,omitempty"`
		Title     string `json:"title,omitempty"`
		Published string `json:"published,omitempty"`
	}
)

func refTo(e *graph.Entity) entityRef { return entityRef{e.ID, e.Name, e.Type} }

func toFactJSON(f factItem) factJSON {
	out := factJSON{
		ID: f.ID, Subject: refTo(f.subject), Predicate: f.Predicate, Value: f.Value, Datatype: f.Datatype,
		Live: f.Live, Claims: f.Claims, Documents: f.Documents, Sources: f.Sources, Confidence: f.Confidence,
		Since: f.Since, Until: f.Until, FirstPublished: f.FirstPublished, LastPublished: f.LastPublished,
		Quote: f.Quote, Basis: f.Basis, Evidence: []evidenceJSON{},
	}
	if f.object != nil {
		o := refTo(f.object)
		out.Object = &o
	}
	for _, e := range f.evidence {
		ej := evidenceJSON{
			ID:       e.ID,
			Document: documentRef{e.document.ID, e.document.URI, e.document.Title, e.document.Published},
			Status:   string(e.Status), Nuance: string(e.Nuance), Negated: e.Negated, Cue: e.Cue,
			Attributed: e.Attributed, Own: e.Own, Edge: e.Supports, Confirmed: e.Confirmed, Confidence: e.Confidence, Rules: e.Rules,
			Quote: e.Quote, Start: e.Start, End: e.End,
		}
		if t := e.Time; t != nil {
			ej.From, ej.To = t.From, t.To
			if t.Value != "" {
				ej.From, ej.To = t.Value, t.Value
			}
		}
		for _, s := range e.speakers {
			if s == nil {
				ej.Speakers = append(ej.Speakers, entityRef{})
			} else {
				ej.Speakers = append(ej.Speakers, refTo(s))
			}
		}
		out.Evidence = append(out.Evidence, ej)
	}
	return out
}
