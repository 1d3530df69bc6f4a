package neo4j

import (
	"context"

	"dossier/graph"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// An edgeKind says how the edges of one kind of record are found. No constraint
// of Neo4j's keeps them single, so they are looked for between their ends first.
type edgeKind struct{ find, create string }

var (
	// The edge of a symmetric fact may have been stored the other way round,
	// and the type says nothing that the id does not.
	factEdges = edgeKind{
		find: `MATCH (s:Entity {id: r.from}) MATCH (o:Entity {id: r.to})
			MATCH (s)-[e:$(r.type)]-(o) WHERE e.id = r.id`,
		create: `MATCH (s:Entity {id: r.from}) MATCH (o:Entity {id: r.to})
			CREATE (s)-[e:$(r.type)]->(o) SET e = r.p`,
	}
	mentionEdges = edgeKind{
		find: `MATCH (s:Entity {id: r.from}) MATCH (o:Document {id: r.to})
			MATCH (s)-[e:MENTIONED_IN]->(o)`,
		create: `MATCH (s:Entity {id: r.from}) MATCH (o:Document {id: r.to})
			CREATE (s)-[e:MENTIONED_IN]->(o) SET e = r.p`,
	}
)

const unwind = "UNWIND $rows AS r "

func (w writer) facts(ctx context.Context, tx transaction, items []item) error {
	var shown, hidden []item
	for _, i := range items {
		if Holds(i.change.Record) {
			shown = append(shown, i)
		} else {
			hidden = append(hidden, i)
		}
	}
	if err := deleteFacts(ctx, tx, hidden); err != nil {
		return err
	}
	return factEdges.write(ctx, tx, shown, func(i item) row {
		f := i.change.Record.(*graph.Fact)
		return row{"key": i.key, "id": f.ID, "from": f.Subject, "to": f.Object, "type": f.Predicate,
			"p": map[string]any(factProperties(f, i.hash))}
	})
}

func (w writer) mentioned(ctx context.Context, tx transaction, items []item) error {
	return mentionEdges.write(ctx, tx, items, func(i item) row {
		m := i.change.Record.(*graph.MentionedIn)
		return row{"key": i.key, "from": m.Entity, "to": m.Document, "p": row{"count": m.Count, "hash": i.hash}}
	})
}

// write makes each edge stand once and as it should. An edge that differs is
// replaced: nothing can be tied to an edge.
func (k edgeKind) write(ctx context.Context, tx transaction, items []item, encode func(item) row) error {
	if len(items) == 0 {
		return nil
	}
	rows := encodeAll(items, encode)
	if tx.careful {
		if err := lockEnds(ctx, tx, rows); err != nil {
			return err
		}
	}
	type edge struct {
		hash    string
		forward bool
		n       int
	}
	held := map[string]edge{}
	// The properties are not needed to find an edge.
	_, err := tx.run(ctx, unwind+k.find+" RETURN r.key, e.hash, startNode(e) = s", row{"rows": without(rows, "p")},
		func(r *driver.Record) error {
			key, _ := r.Values[0].(string)
			e := held[key]
			e.n++
			e.hash, _ = r.Values[1].(string)
			e.forward, _ = r.Values[2].(bool)
			held[key] = e
			return nil
		})
	if err != nil {
		return err
	}
	var replace, create []row
	for n, i := range items {
		e, ok := held[i.key]
		if ok && e.n == 1 && e.hash == i.hash && e.forward && i.change.Action != graph.Modify {
			continue
		}
		if ok {
			replace = append(replace, rows[n])
		}
		create = append(create, rows[n])
	}
	if len(replace) > 0 {
		if err := k.remove(ctx, tx, replace); err != nil {
			return err
		}
	}
	if len(create) == 0 {
		return nil
	}
	c, err := tx.run(ctx, unwind+k.create, row{"rows": create}, nil)
	if err != nil {
		return err
	}
	if c.RelationshipsCreated() != len(create) {
		return missingEnd(ctx, tx, items)
	}
	return nil
}

func (k edgeKind) remove(ctx context.Context, tx transaction, rows []row) error {
	// Several rows may find one edge, and a loop is found from both its ends.
	_, err := tx.run(ctx, unwind+k.find+" WITH DISTINCT e DELETE e", row{"rows": without(rows, "p")}, nil)
	return err
}

// lockEnds takes the write locks of the nodes from which edges go out, and so
// waits for a lost transaction that may be making the same edges.
func lockEnds(ctx context.Context, tx transaction, rows []row) error {
	ids := make([]string, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r["from"].(string))
	}
	_, err := tx.run(ctx, "UNWIND $ids AS id MATCH (n:Entity {id: id}) SET n.hash = n.hash", row{"ids": ids}, nil)
	return err
}

// removeByID finds edges of which nothing but the fact's id is known, by looking
// at all. Only mending has to.
const removeByID = `MATCH (:Entity)-[e]->(:Entity) WHERE e.id IN $ids AND e.hash IS NOT NULL DELETE e`

func deleteFacts(ctx context.Context, tx transaction, items []item) error {
	var rows []row
	var ids []string
	for _, i := range items {
		switch f := i.change.Record.(*graph.Fact); {
		case f.Subject == "":
			ids = append(ids, f.ID)
		case f.Object != "":
			rows = append(rows, row{"id": f.ID, "from": f.Subject, "to": f.Object, "type": f.Predicate})
		}
	}
	if len(ids) > 0 {
		if _, err := tx.run(ctx, removeByID, row{"ids": ids}, nil); err != nil {
			return err
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return factEdges.remove(ctx, tx, rows)
}

func deleteMentioned(ctx context.Context, tx transaction, items []item) error {
	return mentionEdges.remove(ctx, tx, encodeAll(items, func(i item) row {
		m := i.change.Record.(*graph.MentionedIn)
		return row{"from": m.Entity, "to": m.Document}
	}))
}

// without gives copies of rows that lack a field.
func without(rows []row, field string) []row {
	out := make([]row, len(rows))
	for i, r := range rows {
		c := make(row, len(r))
		for name, value := range r {
			if name != field {
				c[name] = value
			}
		}
		out[i] = c
	}
	return out
}
