package neo4j

import (
	"context"
	"fmt"

	"dossier/graph"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// writer has the steps that create and modify.
type writer struct {
	former bool // the database holds Former nodes: some may come back
}

// row is one row of a statement's parameters.
type row = map[string]any

// The statements that create and set a node, by its first label. Nodes are
// always looked up by that label and id, which the constraints index.
const (
	createEntities = `UNWIND $rows AS r
		CREATE (n:Entity:$(r.labels) {id: r.id}) SET n = r.p`
	setEntities = `UNWIND $rows AS r
		MATCH (n:Entity {id: r.id})
		REMOVE n:$([l IN coalesce(n.types, []) WHERE NOT l IN r.labels])
		SET n:$(r.labels), n = r.p
		RETURN count(n)`
	createDocuments = `UNWIND $rows AS r
		CREATE (n:Document {id: r.id}) SET n = r.p`
	setDocuments = `UNWIND $rows AS r
		MATCH (n:Document {id: r.id}) SET n = r.p
		RETURN count(n)`
)

func (w writer) entities(ctx context.Context, tx transaction, items []item) error {
	return w.nodes(ctx, tx, items, "Entity", createEntities, setEntities, func(i item) row {
		e := i.change.Record.(*graph.Entity)
		return row{"id": e.ID, "labels": append([]string{}, e.Labels...), "p": map[string]any(entityProperties(e, i.hash))}
	})
}

func (w writer) documents(ctx context.Context, tx transaction, items []item) error {
	return w.nodes(ctx, tx, items, "Document", createDocuments, setDocuments, func(i item) row {
		d := i.change.Record.(*graph.Document)
		return row{"id": d.ID, "p": map[string]any(documentProperties(d, i.hash))}
	})
}

// nodes creates the missing nodes and sets the changed ones.
func (w writer) nodes(ctx context.Context, tx transaction, items []item, label, create, set string, encode func(item) row) error {
	missing, changed, err := w.compare(ctx, tx, label, items)
	if err != nil {
		return err
	}
	if rows := encodeAll(missing, encode); len(rows) > 0 {
		c, err := tx.run(ctx, create, row{"rows": rows}, nil)
		if err != nil {
			return err
		}
		if err := expect(c.NodesCreated(), len(rows), label+" nodes created"); err != nil {
			return err
		}
	}
	if rows := encodeAll(changed, encode); len(rows) > 0 {
		return tx.count(ctx, set, rows, label+" nodes set")
	}
	return nil
}

// compare finds out which items the database lacks and which are to be set:
// those that it holds with another hash, and all that the caller knows to be
// changed, whatever the hash says of them.
func (w writer) compare(ctx context.Context, tx transaction, label string, items []item) (missing, changed []item, err error) {
	ids := keys(items)
	if w.former {
		_, err := tx.run(ctx, "UNWIND $ids AS id MATCH (n:Former {id: id}) REMOVE n:Former SET n:"+label, row{"ids": ids}, nil)
		if err != nil {
			return nil, nil, err
		}
	}
	held := make(map[string]string, len(ids))
	_, err = tx.run(ctx, "UNWIND $ids AS id MATCH (n:"+label+" {id: id}) RETURN n.id, n.hash", row{"ids": ids},
		func(r *driver.Record) error {
			id, _ := r.Values[0].(string)
			held[id], _ = r.Values[1].(string)
			return nil
		})
	if err != nil {
		return nil, nil, err
	}
	for _, i := range items {
		switch hash, ok := held[i.key]; {
		case !ok:
			missing = append(missing, i)
		case hash != i.hash || i.change.Action == graph.Modify:
			changed = append(changed, i)
		}
	}
	return missing, changed, nil
}

// deleteNode deletes nodes with nothing tied to them, and makes Formers of the
// others. What is ours and still tied to one belongs to a claim that is yet to
// be modified.
const (
	deleteNode = `UNWIND $ids AS id
		MATCH (n:%[1]s {id: id}) ` + dropNode
	dropNode = `CALL (n) {
			WITH n WHERE NOT EXISTS { (n)--() }
			DELETE n
		  UNION ALL
			WITH n WHERE EXISTS { (n)--() }
			REMOVE n:$(coalesce(n.types, [])), n:%[1]s
			SET n:Former, n = {id: n.id, name: n.name, title: n.title, quote: n.quote}
		}`
)

func deleteEntities(ctx context.Context, tx transaction, items []item) error {
	_, err := tx.run(ctx, fmt.Sprintf(deleteNode, "Entity"), row{"ids": keys(items)}, nil)
	return err
}

func deleteDocuments(ctx context.Context, tx transaction, items []item) error {
	_, err := tx.run(ctx, fmt.Sprintf(deleteNode, "Document"), row{"ids": keys(items)}, nil)
	return err
}

// count runs a statement that gives the number of rows it has reached.
func (tx transaction) count(ctx context.Context, query string, rows []row, what string) error {
	n := 0
	if err := tx.single(ctx, query, row{"rows": rows}, &n); err != nil {
		return err
	}
	return expect(n, len(rows), what)
}

// expect compares what a statement did with what it was given. They can differ
// only if others write to our nodes at the same moment.
func expect(got, want int, what string) error {
	if got == want {
		return nil
	}
	return &Error{Reason: Missing, What: fmt.Sprintf("%d %s, not %d", got, what, want),
		Hint: "does something else write to the database? run it again"}
}

func keys(items []item) []string {
	ids := make([]string, len(items))
	for i := range items {
		ids[i] = items[i].key
	}
	return ids
}

func encodeAll(items []item, encode func(item) row) []row {
	rows := make([]row, len(items))
	for i := range items {
		rows[i] = encode(items[i])
	}
	return rows
}
