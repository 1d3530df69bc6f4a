package export

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// Format and Version stand in the header.
const (
	Format  = "dossier-jsonl"
	Version = 1
)

// The objects of a file, one a line. Optional fields are left out if empty.
type (
	// Header is the first line.
	Header struct {
		Kind    string `json:"kind"`
		Format  string `json:"format"`
		Version int    `json:"version"`
		Tool    string `json:"tool,omitempty"`
		Config  string `json:"config,omitempty"` // hash of all that reaches the graph
	}

	// Document is one text.
	Document struct {
		Kind      string   `json:"kind"`
		ID        string   `json:"id"`
		URI       string   `json:"uri,omitempty"`
		Title     string   `json:"title,omitempty"`
		Published string   `json:"published,omitempty"` // ISO 8601 of any precision
		Language  string   `json:"language,omitempty"`
		Source    string   `json:"source,omitempty"`
		Author    []string `json:"author,omitempty"`
		File      string   `json:"file,omitempty"` // never written: it depends on where one stands
		Text      string   `json:"text"`
		// Annotated names the relations that annotators marked, all if none is
		// named. Gold has it, exports have not.
		Annotated []string `json:"annotated,omitempty"`
	}

	// Span is a stretch of the document's text. Parts is set if it is broken:
	// then Text joins the parts by a blank.
	Span struct {
		Start int      `json:"start"`
		End   int      `json:"end"`
		Text  string   `json:"text"`
		Parts [][2]int `json:"parts,omitempty"`
	}

	// Sentence is a stretch of text with a tree of its own.
	Sentence struct {
		Kind      string `json:"kind"`
		ID        string `json:"id,omitempty"`
		Doc       string `json:"doc"`
		Start     int    `json:"start"`
		End       int    `json:"end"`
		Paragraph int    `json:"paragraph"`
		Heading   bool   `json:"heading,omitempty"`
	}

	// Mention is a stretch of text that speaks of something.
	Mention struct {
		Kind string `json:"kind"`
		ID   string `json:"id"`
		Doc  string `json:"doc"`
		Span
		Type       string `json:"type"`
		Form       string `json:"form"`
		Entity     string `json:"entity,omitempty"`
		Head       *Span  `json:"head,omitempty"`
		Label      string `json:"label,omitempty"`
		Normal     string `json:"normal,omitempty"`
		Confidence Float  `json:"confidence,omitempty"`
		Rule       string `json:"rule,omitempty"`
	}

	// Ignore marks a stretch that annotators passed over: what is found
	// there is neither right nor wrong. Gold has it, exports have not.
	Ignore struct {
		Kind string `json:"kind"`
		ID   string `json:"id"`
		Doc  string `json:"doc"`
		Span
	}

	// Entity is a thing that documents speak of.
	Entity struct {
		Kind       string              `json:"kind"`
		ID         string              `json:"id"`
		Name       string              `json:"name"`
		Type       string              `json:"type"`
		Aliases    []string            `json:"aliases,omitempty"`
		Schema     string              `json:"schema,omitempty"`
		Links      map[string]string   `json:"links,omitempty"`
		Properties map[string][]string `json:"properties,omitempty"`
		Merged     []string            `json:"merged,omitempty"`
	}

	// Argument is a span with what it speaks of: an entity, or a literal with
	// its value.
	Argument struct {
		Span
		Entity   string `json:"entity,omitempty"`
		Mention  string `json:"mention,omitempty"`
		Role     string `json:"role,omitempty"`
		Value    string `json:"value,omitempty"`
		Datatype string `json:"datatype,omitempty"`
	}

	// Predicate is the word that carries a proposition.
	Predicate struct {
		Span
		Lemma string `json:"lemma,omitempty"`
		Head  *Span  `json:"head,omitempty"`
	}

	// Proposition is one predication with its arguments.
	Proposition struct {
		Kind        string     `json:"kind"`
		ID          string     `json:"id"`
		Doc         string     `json:"doc"`
		Subject     Argument   `json:"subject"`
		Predicate   Predicate  `json:"predicate"`
		Object      *Argument  `json:"object,omitempty"`
		Arguments   []Argument `json:"arguments,omitempty"`
		Status      string     `json:"status,omitempty"`
		Polarity    string     `json:"polarity,omitempty"`
		Modality    string     `json:"modality,omitempty"`
		Cue         *Span      `json:"cue,omitempty"`
		Attribution string     `json:"attribution,omitempty"`
		Confidence  Float      `json:"confidence,omitempty"`
		Rule        string     `json:"rule,omitempty"`
		Start       int        `json:"start"` // of the sentence
		End         int        `json:"end"`
	}

	// Attribution says who says something.
	Attribution struct {
		Kind    string    `json:"kind"`
		ID      string    `json:"id"`
		Doc     string    `json:"doc"`
		Content Span      `json:"content"`
		Source  *Argument `json:"source,omitempty"`
		Cue     *Span     `json:"cue,omitempty"`
		Mode    string    `json:"mode,omitempty"`
		Act     string    `json:"act,omitempty"`
		Stance  string    `json:"stance,omitempty"`
	}

	// Time is when the content of a claim held or happened.
	Time struct {
		Value     string `json:"value,omitempty"`
		From      string `json:"from,omitempty"`
		To        string `json:"to,omitempty"`
		Precision string `json:"precision,omitempty"`
		Span      *Span  `json:"span,omitempty"`
	}

	// Claim is one statement in one sentence.
	Claim struct {
		Kind        string              `json:"kind"`
		ID          string              `json:"id"`
		Doc         string              `json:"doc"`
		Subject     Argument            `json:"subject"`
		Predicate   string              `json:"predicate"`
		Object      Argument            `json:"object"`
		Status      string              `json:"status"`
		Nuance      string              `json:"nuance,omitempty"`
		Negated     bool                `json:"negated,omitempty"`
		Cue         *Span               `json:"cue,omitempty"`
		Speaker     *Argument           `json:"speaker,omitempty"`
		Speakers    []Argument          `json:"speakers,omitempty"` // outermost first, if several
		Attribution string              `json:"attribution,omitempty"`
		Time        *Time               `json:"time,omitempty"`
		Confidence  Float               `json:"confidence,omitempty"`
		Rule        string              `json:"rule,omitempty"`
		Rules       []string            `json:"rules,omitempty"` // if several
		Proposition string              `json:"proposition,omitempty"`
		Qualifiers  map[string]Argument `json:"qualifiers,omitempty"` // by role
		Edge        bool                `json:"edge,omitempty"`       // supports a typed edge
		Via         string              `json:"via,omitempty"`
		Inferred    bool                `json:"inferred,omitempty"`
		Denies      string              `json:"denies,omitempty"`
		Confirmed   bool                `json:"confirmed,omitempty"` // by a user's judgement
		Quote       string              `json:"quote"`
		Start       int                 `json:"start"` // of the quote
		End         int                 `json:"end"`
	}
)

// A Float is written with at most three digits after the point.
type Float float64

// MarshalJSON writes f.
func (f Float) MarshalJSON() ([]byte, error) {
	b := strconv.AppendFloat(nil, float64(f), 'f', 3, 64)
	b = bytes.TrimRight(b, "0")
	return bytes.TrimSuffix(b, []byte(".")), nil
}

// encode writes v as one line.
func encode(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
