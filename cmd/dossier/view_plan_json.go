package main

import (
	"dossier/graph"
	"dossier/graph/update"
)

// planJSON prints one object a line, by kind: configuration, document, failure,
// entity, fact; the last is plan, with all counts.
type planJSON struct{ out *stream }

type (
	planEntityJSON struct {
		Kind    string           `json:"kind"`
		Action  graph.Action     `json:"action"`
		ID      string           `json:"id"`
		Before  *entityStateJSON `json:"before,omitempty"`
		After   *entityStateJSON `json:"after,omitempty"`
		Reasons []update.Reason  `json:"reasons"`
	}
	entityStateJSON struct {
		Name       string              `json:"name"`
		Type       string              `json:"type"`
		Aliases    []string            `json:"aliases,omitempty"`
		Properties map[string][]string `json:"properties,omitempty"`
	}
	planDocumentJSON struct {
		Kind    string          `json:"kind"`
		Action  graph.Action    `json:"action"`
		ID      string          `json:"id"`
		URI     string          `json:"uri"`
		Reasons []update.Reason `json:"reasons"`
	}
	planFactJSON struct {
		Kind      string          `json:"kind"`
		Action    graph.Action    `json:"action"`
		Edge      graph.Action    `json:"edge,omitempty"` // what becomes of the typed edge
		Renamed   bool            `json:"renamed,omitempty"`
		ID        string          `json:"id"`
		Subject   entityRef       `json:"subject"`
		Predicate string          `json:"predicate"`
		Object    *entityRef      `json:"object,omitempty"`
		Value     string          `json:"value,omitempty"`
		Before    *planStateJSON  `json:"before,omitempty"`
		After     *planStateJSON  `json:"after,omitempty"`
		Claims    []planClaimJSON `json:"claims"`
		Reasons   []update.Reason `json:"reasons"`
	}
	planStateJSON struct {
		ID             string  `json:"id"`
		Predicate      string  `json:"predicate"`
		Live           bool    `json:"live"`
		Claims         int     `json:"claims"`
		Documents      int     `json:"documents"`
		Sources        int     `json:"sources"`
		Confidence     float64 `json:"confidence"`
		FirstPublished string  `json:"firstPublished,omitempty"`
		LastPublished  string  `json:"lastPublished,omitempty"`
	}
	planClaimJSON struct {
		Action   graph.Action    `json:"action"`
		ID       string          `json:"id"`
		Document string          `json:"document"`
		Was      string          `json:"was,omitempty"`    // status
		Status   string          `json:"status,omitempty"` // "" if it goes
		Rules    []string        `json:"rules"`
		Quote    string          `json:"quote"`
		Reasons  []update.Reason `json:"reasons"`
	}
	planFailureJSON struct {
		Kind string `json:"kind"`
		failureJSON
	}
	planEndJSON struct {
		Kind      string                         `json:"kind"`
		Changes   bool                           `json:"changes"`
		Facts     sumJSON                        `json:"facts"`
		Edges     sumJSON                        `json:"edges"`
		Claims    sumJSON                        `json:"claims"`
		Entities  sumJSON                        `json:"entities"`
		Mentions  sumJSON                        `json:"mentions"`
		Documents sumJSON                        `json:"documents"`
		Renamed   int                            `json:"renamed"`   // facts, among the changed
		Refreshed int                            `json:"refreshed"` // documents that are extracted again
		Relations map[string]map[string]*sumJSON `json:"relations"`
		Rules     map[string]*sumJSON            `json:"rules"` // claims
		Behind    map[string]int                 `json:"behind,omitempty"`
		Vanished  []string                       `json:"vanished,omitempty"`
		Skipped   []string                       `json:"skipped,omitempty"`
	}
	sumJSON struct {
		Added   int `json:"added"`
		Changed int `json:"changed"`
		Removed int `json:"removed"`
	}
)

func (v *planJSON) begin(s *planSummary) error {
	for _, r := range s.plan.Report.Configuration {
		err := printJSON(v.out, struct {
			Kind   string        `json:"kind"`
			Action graph.Action  `json:"action"`
			Reason update.Reason `json:"reason"`
		}{"configuration", reasonSign(r), r})
		if err != nil {
			return err
		}
	}
	for _, f := range toFailuresJSON(s.plan.Failures) {
		if err := printJSON(v.out, planFailureJSON{"failure", f}); err != nil {
			return err
		}
	}
	return nil
}

func (v *planJSON) document(c *update.DocumentChange) error {
	return printJSON(v.out, planDocumentJSON{"document", c.Action, c.Document.ID, c.Document.URI, c.Reasons})
}

func (v *planJSON) entity(c *update.EntityChange) error {
	e := c.After
	if e == nil {
		e = c.Before
	}
	return printJSON(v.out, planEntityJSON{"entity", c.Action, e.ID, toEntityState(c.Before), toEntityState(c.After), c.Reasons})
}

func toEntityState(e *graph.Entity) *entityStateJSON {
	if e == nil {
		return nil
	}
	return &entityStateJSON{e.Name, e.Type, e.Aliases, e.Properties}
}

func (v *planJSON) fact(c *update.FactChange) error {
	f := c.Fact()
	out := planFactJSON{
		Kind: "fact", Action: c.Action, Edge: c.Edge(), Renamed: c.Renamed(), ID: f.ID, Subject: refTo(c.Subject), Predicate: f.Predicate,
		Value: f.Value, Before: toPlanState(c.Before), After: toPlanState(c.After), Claims: []planClaimJSON{}, Reasons: c.Reasons,
	}
	if c.Object != nil {
		o := refTo(c.Object)
		out.Object = &o
	}
	for _, x := range c.Claims {
		e := x.After
		if e == nil {
			e = x.Before
		}
		claim := planClaimJSON{Action: x.Action, ID: e.ID, Document: e.Document, Rules: e.Rules, Quote: e.Quote, Reasons: x.Reasons}
		if x.Before != nil {
			claim.Was = string(x.Before.Status)
		}
		if x.After != nil {
			claim.Status = string(x.After.Status)
		}
		out.Claims = append(out.Claims, claim)
	}
	return printJSON(v.out, out)
}

func toPlanState(f *graph.Fact) *planStateJSON {
	if f == nil {
		return nil
	}
	return &planStateJSON{f.ID, f.Predicate, f.Live, f.Claims, f.Documents, f.Sources, f.Confidence, f.FirstPublished, f.LastPublished}
}

func (v *planJSON) end(s *planSummary) error {
	c := &s.plan.Counts
	out := planEndJSON{
		Kind: "plan", Changes: !s.plan.Empty(), Facts: sumJSON(c.Facts), Edges: sumJSON(c.Edges), Claims: sumJSON(c.Claims),
		Entities: sumJSON(c.Entities), Mentions: sumJSON(c.Mentions), Documents: sumJSON(c.Documents), Renamed: c.Renamed,
		Refreshed: s.plan.Report.Refreshed, Relations: map[string]map[string]*sumJSON{}, Rules: map[string]*sumJSON{},
		Behind: s.plan.Behind, Vanished: s.vanished, Skipped: s.skipped,
	}
	for name, r := range c.Relations {
		out.Relations[name] = map[string]*sumJSON{"facts": (*sumJSON)(&r.Facts), "edges": (*sumJSON)(&r.Edges), "claims": (*sumJSON)(&r.Claims)}
	}
	for id, sum := range c.Rules {
		out.Rules[id] = (*sumJSON)(sum)
	}
	return printJSON(v.out, out)
}
