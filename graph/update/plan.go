package update

import (
	"context"

	"dossier/extract"
	"dossier/graph"
	"dossier/graph/workspace"
)

// A Plan is what a run would change: the difference between a workspace as it
// is and as the run would leave it. It can be looked at only within the
// function that [Updater.Plan] hands it to.
type Plan struct {
	Report   *Report             // of the run
	Failures []workspace.Failure // that are new
	Behind   map[string]int      // changes that each target would be handed, by name
	Counts   Counts              // of what Each has listed

	before, after *workspace.Workspace
	rules         map[string]Reason // what becomes of rules, by id
	relations     map[string]Reason // renames, by the old and by the new name
	renamed       map[string]string // new name to old
	judged        bool              // judgements are others, and nothing else of resolution
	unfinished    bool              // an earlier run was broken off
	causes        map[string]Reason // of documents, by id
	entities      map[string]*graph.Entity
	saved         Saved
}

// Counts counts changes.
type Counts struct {
	Documents, Entities, Mentions, Facts, Edges, Claims Sum
	Renamed                                             int                     // facts that only their relation's name changes, among the changed
	Relations                                           map[string]*RelationSum // by name; a rename counts under the new one
	Rules                                               map[string]*Sum         // claims, by rule
}

// A RelationSum counts the changes of one relation.
type RelationSum struct{ Facts, Edges, Claims Sum }

// A Sum counts what is added, changed and removed.
type Sum struct{ Added, Changed, Removed int }

func (s *Sum) add(a graph.Action) {
	switch a {
	case graph.Create:
		s.Added++
	case graph.Modify:
		s.Changed++
	case graph.Delete:
		s.Removed++
	}
}

// Total returns how many changes s counts.
func (s Sum) Total() int { return s.Added + s.Changed + s.Removed }

// PlanOptions say what a plan is for.
type PlanOptions struct {
	// Save has the plan remember every input, which [Plan.Saved] needs. Nothing
	// else in a plan takes room in proportion to the documents.
	Save bool
}

// Plan runs do on u as if for good, hands view what that would change and takes
// everything back. do calls the verbs of the updater that it is given; no target
// is handed anything, so those of u need only names.
func (u *Updater) Plan(ctx context.Context, o PlanOptions, do func(*Updater) (*Report, error), view func(*Plan) error) error {
	before := u.Workspace
	now, err := u.Standing()
	if err != nil {
		return err
	}
	saved, err := u.world(ctx)
	if err != nil {
		return err
	}
	p := &Plan{
		before: before, saved: *saved, unfinished: before.Pending(ctx) != nil, Behind: map[string]int{},
		rules: map[string]Reason{}, relations: map[string]Reason{}, renamed: map[string]string{}, causes: map[string]Reason{}, entities: map[string]*graph.Entity{},
	}
	if err := p.settings(ctx, u, now); err != nil {
		return err
	}
	return before.Trial(ctx, func(after *workspace.Workspace) error {
		trial := *u
		trial.Workspace, trial.Targets = after, nil
		if o.Save {
			trial.seen = func(o *outcome) error {
				p.saved.Inputs = append(p.saved.Inputs, o.saved())
				return nil
			}
		}
		p.after = after
		if p.Report, err = do(&trial); err != nil {
			return err
		}
		if err := p.failures(ctx); err != nil {
			return err
		}
		for _, t := range u.Targets {
			n, err := after.CountDifference(ctx, t.Name)
			if err != nil {
				return err
			}
			if n > 0 {
				p.Behind[t.Name] = n
			}
		}
		return view(p)
	})
}

// settings notes what is configured otherwise than the workspace was made.
func (p *Plan) settings(ctx context.Context, u *Updater, now Standing) error {
	stored, same, err := u.storedSettings(ctx, now)
	if err != nil || same {
		return err
	}
	if err := u.ready(); err != nil {
		return err
	}
	is := u.settings()
	p.judged = stored.judged != is.judged && stored.resolve == is.resolve
	for _, r := range ruleChanges(stored.rules, is.rules) {
		if r.Why == RelationRenamed {
			p.relations[r.From], p.relations[r.To], p.renamed[r.To] = r, r, r.From
		} else {
			p.rules[r.What] = r
		}
	}
	return nil
}

// failures gathers those that the workspace does not hold already.
func (p *Plan) failures(ctx context.Context) error {
	old := map[workspace.Failure]bool{}
	err := p.before.Failures(ctx, func(f workspace.Failure) error { old[f] = true; return nil })
	if err != nil {
		return err
	}
	return p.after.Failures(ctx, func(f workspace.Failure) error {
		if !old[f] {
			p.Failures = append(p.Failures, f)
		}
		return nil
	})
}

// A Visitor is shown changes; what it does not want to see is nil.
type Visitor struct {
	Document func(*DocumentChange) error
	Entity   func(*EntityChange) error
	Fact     func(*FactChange) error
}

// A DocumentChange is a document that comes, goes, or is shown otherwise.
type DocumentChange struct {
	Action   graph.Action
	Document *graph.Document // as it will be, or was
	Reasons  []Reason
}

// An EntityChange is an entity that comes, goes or changes.
type EntityChange struct {
	Action        graph.Action
	Before, After *graph.Entity // nil where it is not
	Reasons       []Reason
}

// Each shows v every change: documents by URI, entities by id, facts by
// relation, subject and object.
func (p *Plan) Each(ctx context.Context, v Visitor) error {
	p.Counts = Counts{Relations: map[string]*RelationSum{}, Rules: map[string]*Sum{}}
	p.saved.Changes = ""
	for _, kind := range []struct {
		kind graph.Kind
		show func(context.Context, string, Visitor) error
	}{
		{graph.KindDocument, p.document}, {graph.KindEntity, p.entity}, {graph.KindMentioned, p.mention}, {graph.KindFact, p.fact},
	} {
		err := p.after.Touched(ctx, kind.kind, func(key string) error { return kind.show(ctx, key, v) })
		if err != nil {
			return err
		}
	}
	return nil
}

// Empty reports whether nothing changes that Each has listed and no target lacks
// anything.
func (p *Plan) Empty() bool {
	c := &p.Counts
	return len(p.Behind) == 0 && c.Documents.Total()+c.Entities.Total()+c.Mentions.Total()+c.Facts.Total()+c.Claims.Total() == 0
}

// Saved returns what is needed to carry out the plan, and nothing else, later.
// The plan must have been made to be saved, and Each called.
func (p *Plan) Saved() *Saved { return &p.saved }

// difference compares what is known of one record; "" if it stays as it is.
func (p *Plan) difference(kind graph.Kind, key, before, after string) graph.Action {
	var action graph.Action
	switch {
	case before == after:
		return ""
	case before == "":
		action = graph.Create
	case after == "":
		action = graph.Delete
	default:
		action = graph.Modify
	}
	p.saved.Changes = extract.Hash(p.saved.Changes, string(kind), key, before, after)
	return action
}

func (p *Plan) document(ctx context.Context, id string, v Visitor) error {
	was, err := p.before.GraphDocument(ctx, id)
	if err != nil {
		return err
	}
	is, err := p.after.GraphDocument(ctx, id)
	if err != nil {
		return err
	}
	c := DocumentChange{Document: is}
	if is == nil {
		c.Document = was
	}
	if c.Action = p.difference(graph.KindDocument, id, hash(was), hash(is)); c.Action == "" {
		return nil
	}
	p.Counts.Documents.add(c.Action)
	if v.Document == nil {
		return nil
	}
	if c.Reasons, err = p.because(ctx, id); err != nil {
		return err
	}
	return v.Document(&c)
}

func (p *Plan) entity(ctx context.Context, id string, v Visitor) (err error) {
	var c EntityChange
	if c.Before, err = p.before.Entity(ctx, id); err != nil {
		return err
	}
	if c.After, err = p.after.Entity(ctx, id); err != nil {
		return err
	}
	if c.Action = p.difference(graph.KindEntity, id, hash(c.Before), hash(c.After)); c.Action == "" {
		return nil
	}
	p.Counts.Entities.add(c.Action)
	if v.Entity == nil {
		return nil
	}
	if c.Reasons, err = p.entityReasons(ctx, &c); err != nil {
		return err
	}
	return v.Entity(&c)
}

func (p *Plan) mention(ctx context.Context, key string, _ Visitor) error {
	was, err := p.before.RecordHash(ctx, graph.KindMentioned, key)
	if err != nil {
		return err
	}
	is, err := p.after.RecordHash(ctx, graph.KindMentioned, key)
	p.Counts.Mentions.add(p.difference(graph.KindMentioned, key, was, is))
	return err
}

// hash returns that of r, "" if r is nil.
func hash[T any, R interface {
	*T
	graph.Record
}](r R) string {
	if r == nil {
		return ""
	}
	return r.Hash()
}
