package main

import (
	"errors"
	"slices"

	"dossier/config"
	"dossier/extract"
	"dossier/extract/lexicon"
	"dossier/graph/resolve"
	"dossier/graph/update"
)

// loadJudgements reads the file of judgements and makes it ready for r.
func loadJudgements(c *config.Config, r *resolve.Config) error {
	list, err := c.ReadJudgements()
	if err != nil {
		return &configError{err}
	}
	r.Judgements, err = readyJudgements(list, r)
	return err
}

// readyJudgements makes judgements ready. Those that contradict each other are
// problems of the file that they stand in.
func readyJudgements(list []config.Judgement, r *resolve.Config) (*resolve.Judgements, error) {
	var out []resolve.Judgement
	for i := range list {
		j := &list[i]
		d := resolve.Judgement{Verb: resolve.Verb(j.Verb), To: j.To, Claim: j.Claim, Quote: j.Quote, Line: j.Line()}
		for _, e := range j.Entities {
			n := resolve.Named{ID: e.ID, Type: e.Type, Name: e.Name}
			if e.Document != "" {
				n.Document = update.DocumentID(e.Document)
			}
			d.Entities = append(d.Entities, n)
		}
		out = append(out, d)
	}
	ready, errs := resolve.NewJudgements(out, r.Types, r.References)
	var problems config.Problems
	for _, err := range errs {
		var e *resolve.JudgementError
		if !errors.As(err, &e) {
			return nil, err
		}
		hint := e.Hint
		if hint == "" {
			typ := list[e.Index].Entities[e.Entity].Type
			hint = config.DidYouMean(typ, entityTypes(r))
		}
		problems = append(problems, list[e.Index].Problem(e.Entity, e.Message, hint))
	}
	if len(problems) > 0 {
		return nil, &configError{problems}
	}
	return ready, nil
}

// entityTypes lists the types that entities may have.
func entityTypes(r *resolve.Config) []string {
	return slices.DeleteFunc(r.Types.Names(), func(t string) bool {
		return r.Types.Root(t) == "" || extract.IsValue(t)
	})
}

// judgementsOf reads the file of judgements without an engine.
func judgementsOf(c *config.Config) (*resolve.Config, error) {
	l, err := lexicon.Default()
	if err != nil {
		return nil, err
	}
	r := &resolve.Config{Types: configuredTypes(c), References: references(l)}
	return r, loadJudgements(c, r)
}
