package main

import (
	"context"
	"fmt"

	"dossier/config"
	"dossier/graph"
	"dossier/graph/workspace"
)

// reading opens the configured workspace for reading, calls f and closes it.
func (a *app) reading(ctx context.Context, f func(*config.Config, *workspace.Workspace) error) error {
	c, err := a.config()
	if err != nil {
		return err
	}
	w, err := workspace.Open(ctx, c.Workspace, workspace.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer w.Close()
	if err := w.Pending(ctx); err != nil {
		a.say("%s %s", a.stderr.yellow("note:"), cleanLines(err.Error()))
	}
	return f(c, w)
}

// A factItem is a fact with all that is shown of it.
type factItem struct {
	*graph.Fact
	subject, object *graph.Entity // object is nil for a literal
	evidence        []evidenceItem
}

// An evidenceItem is a claim with its document and speakers.
type evidenceItem struct {
	*graph.Evidence
	document *graph.Document
	speakers []*graph.Entity // outermost first; nil where the source is not a named thing
}

// loadFact gathers what is shown of f.
func loadFact(ctx context.Context, w *workspace.Workspace, f *graph.Fact) (item factItem, err error) {
	item.Fact = f
	if item.subject, err = loadEntity(ctx, w, f.Subject); err != nil {
		return item, err
	}
	if f.Object != "" {
		if item.object, err = loadEntity(ctx, w, f.Object); err != nil {
			return item, err
		}
	}
	err = w.Evidence(ctx, f.ID, func(e *graph.Evidence) error {
		item.evidence = append(item.evidence, evidenceItem{Evidence: e})
		return nil
	})
	if err != nil {
		return item, err
	}
	for i := range item.evidence {
		e := &item.evidence[i]
		if e.document, err = w.GraphDocument(ctx, e.Document); err != nil {
			return item, err
		}
		if e.document == nil {
			e.document = &graph.Document{ID: e.Document}
		}
		for _, id := range e.Speakers {
			var speaker *graph.Entity
			if id != "" {
				if speaker, err = loadEntity(ctx, w, id); err != nil {
					return item, err
				}
			}
			e.speakers = append(e.speakers, speaker)
		}
	}
	return item, nil
}

// loadEntity returns the entity id; one that the workspace lacks goes by its id.
func loadEntity(ctx context.Context, w *workspace.Workspace, id string) (*graph.Entity, error) {
	e, err := w.Entity(ctx, id)
	if err != nil {
		return nil, err
	}
	if e == nil {
		e = &graph.Entity{ID: id, Name: id}
	}
	return e, nil
}

// findEntities returns what query means; none is a usage error.
func findEntities(ctx context.Context, w *workspace.Workspace, query string) ([]*graph.Entity, error) {
	var found []*graph.Entity
	err := w.FindEntities(ctx, query, func(e *graph.Entity) error {
		found = append(found, e)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, &hintedError{fmt.Errorf("no entity is called %q", query), "give a name, an alias or an id as `dossier facts` shows them, or the beginning of a name"}
	}
	return found, nil
}
