package export

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"slices"

	"dossier/extract"
	"dossier/graph"
	"dossier/graph/workspace"
)

// Write writes all that ws holds to w as JSON Lines; tool names the program in
// the header. It keeps one document in memory at a time and sees one state of
// the workspace. A graph that is not complete is refused with a
// [*workspace.Error].
func Write(ctx context.Context, ws *workspace.Workspace, w io.Writer, tool string) error {
	return ws.Snapshot(ctx, func(ws *workspace.Workspace) error {
		if err := ws.Pending(ctx); err != nil {
			return err
		}
		config, err := ws.Setting(ctx, workspace.SettingConfig)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		line := func(v any) error {
			b.Reset()
			if err := encode(&b, v); err != nil {
				return err
			}
			_, err := w.Write(b.Bytes())
			return err
		}
		if err := line(Header{Kind: "header", Format: Format, Version: Version, Tool: tool, Config: config}); err != nil {
			return err
		}
		err = ws.Documents(ctx, func(d workspace.Document) error {
			return writeDocument(ctx, ws, d.ID, line)
		})
		if err != nil {
			return err
		}
		return ws.AllEntities(ctx, func(e *graph.Entity) error { return line(entity(e)) })
	})
}

func entity(e *graph.Entity) Entity {
	return Entity{
		Kind: "entity", ID: e.ID, Name: e.Name, Type: e.Type, Aliases: e.Aliases,
		Schema: schema(e.Labels), Links: e.Links, Properties: e.Properties, Merged: e.Merged,
	}
}

// schemas maps types to those of FollowTheMoney.
var schemas = map[string]string{
	"Person": "Person", "Organization": "Organization", "Company": "Company",
	"GovernmentBody": "PublicBody", "Vessel": "Vessel", "Event": "Event",
}

// schema returns the FollowTheMoney schema of the most specific label that has
// one, "" if none has.
func schema(labels []string) string {
	for _, l := range slices.Backward(labels) {
		if s := schemas[l]; s != "" {
			return s
		}
	}
	return ""
}

// writeDocument writes one document and what was found in it. One that a step
// failed on is left out, as if it were not there.
func writeDocument(ctx context.Context, ws *workspace.Workspace, id string, line func(any) error) error {
	shown, err := ws.GraphDocument(ctx, id)
	if err != nil || shown == nil {
		return err
	}
	a := &extract.Analysis{}
	if err := ws.Load(ctx, id, workspace.Summary, a); err != nil {
		return err
	}
	entities, err := ws.Entities(ctx, id)
	if err != nil {
		return err
	}
	d := a.Document
	err = line(Document{
		Kind: "document", ID: d.ID, URI: d.URI, Title: d.Title, Published: d.Published,
		Language: d.Language, Source: d.Source, Author: d.Authors, Text: d.Text,
	})
	if err != nil {
		return err
	}
	c := newConverter(a, entities)
	c.sentences()
	c.mentions()
	c.propositions()
	c.attributions()
	if err := c.claims(ctx, ws); err != nil {
		return err
	}
	slices.SortFunc(c.records, func(x, y record) int {
		return cmp.Or(cmp.Compare(x.start, y.start), cmp.Compare(x.id, y.id))
	})
	for _, r := range c.records {
		if err := line(r.object); err != nil {
			return err
		}
	}
	return nil
}
