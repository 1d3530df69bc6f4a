package update

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"dossier/graph"
)

// A FactChange is a fact that comes, goes or changes, or of which a claim does.
type FactChange struct {
	Action          graph.Action
	Before, After   *graph.Fact   // nil where it is not; of a rename the fact under its old name and the new one
	Subject, Object *graph.Entity // Object is nil for a literal
	Claims          []ClaimChange // by document and place
	Reasons         []Reason
}

// Renamed reports whether nothing but the name of the relation changes.
func (c *FactChange) Renamed() bool {
	return len(c.Reasons) == 1 && c.Reasons[0].Why == RelationRenamed && c.Before != nil && c.After != nil
}

// Fact returns the fact as it will be, or was.
func (c *FactChange) Fact() *graph.Fact {
	if c.After != nil {
		return c.After
	}
	return c.Before
}

// Edge says what becomes of the typed edge: "" if there was and is none or it
// stays as it is.
func (c *FactChange) Edge() graph.Action {
	was, is := c.Before != nil && c.Before.Edge(), c.After != nil && c.After.Edge()
	switch {
	case is && !was:
		return graph.Create
	case was && !is:
		return graph.Delete
	case is && hash(c.Before) != hash(c.After):
		return graph.Modify
	}
	return ""
}

// A ClaimChange is a claim that comes, goes or changes.
type ClaimChange struct {
	Action        graph.Action
	Before, After *graph.Evidence // nil where it is not
	Reasons       []Reason
}

func (p *Plan) fact(ctx context.Context, id string, v Visitor) error {
	was, err := p.before.Fact(ctx, id)
	if err != nil {
		return err
	}
	is, err := p.after.Fact(ctx, id)
	if err != nil {
		return err
	}
	c := &FactChange{Before: was, After: is}
	if skip, err := p.rename(ctx, c); err != nil || skip {
		return err
	}
	c.Action = p.difference(graph.KindFact, id, hash(c.Before), hash(c.After))
	if err := p.claims(ctx, c); err != nil {
		return err
	}
	if c.Action == "" && len(c.Claims) == 0 {
		return nil
	}
	if c.Action == "" {
		c.Action = graph.Modify // only its claims differ
	}
	for _, x := range c.Claims {
		c.Reasons = addReasons(c.Reasons, x.Reasons...)
	}
	if len(c.Reasons) == 0 {
		if c.Reasons, err = p.factReasons(ctx, c); err != nil {
			return err
		}
	}
	p.count(c)
	if v.Fact == nil {
		return nil
	}
	if c.Subject, err = p.named(ctx, c.Fact().Subject); err != nil {
		return err
	}
	if c.Fact().Object != "" {
		if c.Object, err = p.named(ctx, c.Fact().Object); err != nil {
			return err
		}
	}
	return v.Fact(c)
}

// rename completes a change of a fact whose relation is called otherwise now:
// what comes under the new name is what goes under the old one. skip tells that
// the change is listed there.
func (p *Plan) rename(ctx context.Context, c *FactChange) (skip bool, err error) {
	if len(p.renamed) == 0 || c.Before != nil && c.After != nil || c.Before == nil && c.After == nil {
		return false, nil
	}
	f := c.Fact()
	other := p.renamed[f.Predicate] // the old name, of a fact that comes
	if c.After == nil {
		if r := p.relations[f.Predicate]; r.From == f.Predicate {
			other = r.To
		}
	}
	if other == "" {
		return false, nil
	}
	object := f.Object
	if object == "" {
		object = f.Value
	}
	from := p.before
	if c.After == nil {
		from = p.after
	}
	twin, err := from.Fact(ctx, graph.FactID(f.Subject, other, object, f.Symmetric))
	if err != nil || twin == nil {
		return false, err
	}
	if c.After == nil {
		return true, nil
	}
	c.Before = twin
	return false, nil
}

// claims fills in what becomes of the claims of a fact.
func (p *Plan) claims(ctx context.Context, c *FactChange) error {
	old := map[string]*graph.Evidence{}
	key := func(e *graph.Evidence) string { return e.ID }
	if c.Before != nil && c.After != nil && c.Before.ID != c.After.ID {
		key = place // a rename gives claims other ids
	}
	if c.Before != nil {
		err := p.before.AnyEvidence(ctx, c.Before.ID, func(e *graph.Evidence) error { old[key(e)] = e; return nil })
		if err != nil {
			return err
		}
	}
	if c.After != nil {
		err := p.after.AnyEvidence(ctx, c.After.ID, func(e *graph.Evidence) error {
			was := old[key(e)]
			delete(old, key(e))
			if was == nil {
				var err error
				if was, err = p.before.Claim(ctx, e.ID); err != nil { // of another fact
					return err
				}
			}
			return p.claim(ctx, c, was, e)
		})
		if err != nil {
			return err
		}
	}
	for _, was := range old {
		if err := p.claim(ctx, c, was, nil); err != nil {
			return err
		}
	}
	slices.SortFunc(c.Claims, func(a, b ClaimChange) int {
		x, y := a.evidence(), b.evidence()
		return cmp.Or(cmp.Compare(x.Document, y.Document), cmp.Compare(x.Start, y.Start), cmp.Compare(x.ID, y.ID))
	})
	return nil
}

// place tells the claims of one fact apart by where they stand.
func place(e *graph.Evidence) string {
	return fmt.Sprint(e.Document, e.Start, e.End, e.SubjectStart, e.SubjectEnd, e.ObjectStart, e.ObjectEnd, e.Nuance, e.Negated, e.Cue)
}

func (c *ClaimChange) evidence() *graph.Evidence {
	if c.After != nil {
		return c.After
	}
	return c.Before
}

// claim adds what becomes of one claim of c's fact, if anything.
func (p *Plan) claim(ctx context.Context, c *FactChange, was, is *graph.Evidence) error {
	x := ClaimChange{Before: was, After: is}
	switch {
	case is == nil:
		moved, err := p.after.Claim(ctx, was.ID)
		if err != nil {
			return err
		}
		x.Action = graph.Delete
		if moved != nil {
			x.After, x.Action = moved, graph.Modify
		}
	case was == nil:
		x.Action = graph.Create
	case was.Hash() == is.Hash():
		return nil
	default:
		x.Action = graph.Modify
	}
	var err error
	if x.Reasons, err = p.claimReasons(ctx, was, x.After); err != nil {
		return err
	}
	c.Claims = append(c.Claims, x)
	if is != nil || x.Action == graph.Delete { // one that moved counts where it goes
		p.difference(graph.KindEvidence, x.evidence().ID, hash(was), hash(is))
		p.countClaim(&x)
	}
	return nil
}

// named returns the entity as it will be, or was, or by its id alone.
func (p *Plan) named(ctx context.Context, id string) (*graph.Entity, error) {
	if e := p.entities[id]; e != nil {
		return e, nil
	}
	e, err := p.after.Entity(ctx, id)
	if err == nil && e == nil {
		e, err = p.before.Entity(ctx, id)
	}
	if err != nil {
		return nil, err
	}
	if e == nil {
		e = &graph.Entity{ID: id, Name: id}
	}
	if len(p.entities) >= 1<<10 { // bounded, whatever the plan
		clear(p.entities)
	}
	p.entities[id] = e
	return e, nil
}

func (p *Plan) relation(name string) *RelationSum {
	s := p.Counts.Relations[name]
	if s == nil {
		s = &RelationSum{}
		p.Counts.Relations[name] = s
	}
	return s
}

func (p *Plan) count(c *FactChange) {
	r := p.relation(c.Fact().Predicate)
	r.Facts.add(c.Action)
	r.Edges.add(c.Edge())
	p.Counts.Facts.add(c.Action)
	p.Counts.Edges.add(c.Edge())
	if c.Renamed() {
		p.Counts.Renamed++
	}
}

func (p *Plan) countClaim(x *ClaimChange) {
	e := x.evidence()
	p.Counts.Claims.add(x.Action)
	p.relation(e.Predicate).Claims.add(x.Action)
	for _, rule := range e.Rules {
		if p.Counts.Rules[rule] == nil {
			p.Counts.Rules[rule] = &Sum{}
		}
		p.Counts.Rules[rule].add(x.Action)
	}
}
