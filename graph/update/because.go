package update

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"dossier/graph"
	"dossier/graph/workspace"
)

// because returns why what a document says may change, if that lies with the
// document: it came, went or changed, or is extracted again from some step on.
func (p *Plan) because(ctx context.Context, document string) ([]Reason, error) {
	r, ok := p.causes[document]
	if !ok {
		var err error
		if r, err = p.cause(ctx, document); err != nil {
			return nil, err
		}
		if len(p.causes) >= 1<<14 { // bounded, whatever the plan
			clear(p.causes)
		}
		p.causes[document] = r
	}
	if r.Why == "" {
		return nil, nil
	}
	return []Reason{r}, nil
}

func (p *Plan) cause(ctx context.Context, document string) (Reason, error) {
	if alike, err := p.before.MadeAlike(ctx, p.after, document); err != nil || alike {
		return Reason{}, err
	}
	rawWas, madeWas, was, err := p.before.Made(ctx, document)
	if err != nil {
		return Reason{}, err
	}
	rawIs, madeIs, is, err := p.after.Made(ctx, document)
	if err != nil {
		return Reason{}, err
	}
	none := workspace.Fingerprints{}
	var r Reason
	switch {
	case is && !was, madeWas == none && madeIs != none:
		r.Why = DocumentAdded
	case was && !is:
		r.Why = DocumentRemoved
	case rawWas != rawIs:
		r.Why = DocumentChanged
	case madeIs == none && madeWas != none:
		r.Why = DocumentFailed
	}
	if r.Why != "" {
		r.What, err = p.uri(ctx, document)
		return r, err
	}
	for s, print := range madeIs {
		switch {
		case print == madeWas[s]:
		case s < len(stepNames):
			return Reason{Why: StepChanged, What: stepNames[s]}, nil
		default:
			return Reason{Why: ResolutionChanged}, nil
		}
	}
	return Reason{}, nil
}

func (p *Plan) uri(ctx context.Context, document string) (string, error) {
	for _, w := range []*workspace.Workspace{p.after, p.before} {
		d, err := w.GraphDocument(ctx, document)
		if err != nil {
			return "", err
		}
		if d != nil {
			return d.URI, nil
		}
	}
	return document, nil
}

// byRule returns what has become of the rules that found e.
func (p *Plan) byRule(e *graph.Evidence) []Reason {
	var list []Reason
	for _, id := range e.Rules {
		if r, ok := p.rules[id]; ok {
			list = append(list, r)
		}
	}
	if r, ok := p.relations[e.Predicate]; ok && len(list) == 0 {
		list = append(list, r)
	}
	return list
}

// byRival returns what has become of the other rules of e's relation: a rule
// hides what a more specific one finds at the same word.
func (p *Plan) byRival(e *graph.Evidence) []Reason {
	var list []Reason
	for id, r := range p.rules {
		if strings.HasPrefix(id, e.Predicate+"/") {
			list = append(list, r)
		}
	}
	slices.SortFunc(list, func(a, b Reason) int { return strings.Compare(a.What, b.What) })
	return list
}

// roots returns why e may be another, as far as that lies with its document or
// its rules.
func (p *Plan) roots(ctx context.Context, e *graph.Evidence) ([]Reason, error) {
	list, err := p.because(ctx, e.Document)
	if err != nil || len(list) > 0 {
		return list, err
	}
	return p.byRule(e), nil
}

// claimReasons tells why a claim was one and is another; either may be nil.
func (p *Plan) claimReasons(ctx context.Context, was, is *graph.Evidence) ([]Reason, error) {
	e := is
	if is == nil {
		e = was
	}
	roots, err := p.roots(ctx, e)
	if err != nil {
		return nil, err
	}
	if was != nil && is != nil {
		roots = addReasons(p.compare(was, is), roots...)
	} else if len(roots) == 0 {
		roots = p.byRival(e)
	}
	if len(roots) > 0 {
		return roots, nil
	}
	return p.otherwise(), nil
}

// compare tells what differs between two states of a claim.
func (p *Plan) compare(was, is *graph.Evidence) []Reason {
	var list []Reason
	status := func(e *graph.Evidence) string {
		s := string(e.Status)
		if was.Status == is.Status {
			s = string(e.Nuance)
		}
		if e.Negated {
			s += " not"
		}
		return s
	}
	if from, to := status(was), status(is); from != to {
		list = append(list, Reason{Why: StatusNow, From: from, To: to})
	}
	for _, ends := range [][2]string{{was.Subject, is.Subject}, {was.Object, is.Object}} {
		if ends[0] != ends[1] {
			list = addReasons(list, Reason{Why: EntityMoved, From: ends[0], To: ends[1]})
		}
	}
	if was.Confidence != is.Confidence {
		list = append(list, Reason{Why: ConfidenceNow, From: decimal(was.Confidence), To: decimal(is.Confidence)})
	}
	if len(list) == 0 && was.Supports != is.Supports && was.Attributed == is.Attributed && was.Own == is.Own {
		list = append(list, p.otherwise()...)
	}
	return list
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// otherwise is the reason of last resort.
func (p *Plan) otherwise() []Reason {
	if p.unfinished {
		return []Reason{{Why: Unfinished}}
	}
	if p.judged {
		return []Reason{{Why: JudgementsChanged}}
	}
	return []Reason{{Why: ResolutionChanged}}
}

// factReasons tells why a fact is another though its claims are not: its
// documents are.
func (p *Plan) factReasons(ctx context.Context, c *FactChange) ([]Reason, error) {
	var list []Reason
	err := p.after.Evidence(ctx, c.Fact().ID, func(e *graph.Evidence) error {
		r, err := p.because(ctx, e.Document)
		list = addReasons(list, r...)
		return err
	})
	if err != nil || len(list) > 0 {
		return list, err
	}
	return p.otherwise(), nil
}

// entityReasons tells why an entity comes, goes or changes: its names belong to
// another one, or documents that speak of it have changed.
func (p *Plan) entityReasons(ctx context.Context, c *EntityChange) ([]Reason, error) {
	switch c.Action {
	case graph.Delete:
		to, err := p.after.Identity(ctx, c.Before.ID)
		if err != nil || to != "" {
			return []Reason{{Why: EntityMoved, From: c.Before.ID, To: to}}, err
		}
	case graph.Create:
		from, err := p.before.Identity(ctx, c.After.ID)
		if err != nil || from != "" {
			return []Reason{{Why: EntityMoved, From: from, To: c.After.ID}}, err
		}
	}
	const enough = 100 // documents, of which the first that changed are named
	var list []Reason
	for _, side := range []struct {
		w *workspace.Workspace
		e *graph.Entity
	}{{p.after, c.After}, {p.before, c.Before}} {
		if side.e == nil {
			continue
		}
		documents, err := side.w.MentionedIn(ctx, side.e.ID, enough)
		if err != nil {
			return nil, err
		}
		for _, d := range documents {
			r, err := p.because(ctx, d)
			if err != nil {
				return nil, err
			}
			list = addReasons(list, r...)
		}
	}
	if len(list) == 0 {
		return p.otherwise(), nil
	}
	return list, nil
}

// addReasons adds those that list does not have.
func addReasons(list []Reason, more ...Reason) []Reason {
	for _, r := range more {
		if !slices.Contains(list, r) {
			list = append(list, r)
		}
	}
	return list
}
