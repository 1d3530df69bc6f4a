package neo4j

import (
	"context"
	"fmt"

	"dossier/graph"
)

// ownEdges are the types of the edges that go out from a claim and belong to it.
const ownEdges = "SUBJECT|OBJECT|IN|SAID_BY|QUALIFIER|DENIES"

// A claim is made in one statement with the three edges that almost all have.
// The object may be missing: then r.object is null.
const (
	claimEnds = `UNWIND $rows AS r
		MATCH (s:Entity {id: r.subject})
		MATCH (d:Document {id: r.document})
		OPTIONAL MATCH (o:Entity {id: r.object})
		`
	claimEdges = `CREATE (c)-[:SUBJECT]->(s)
		CREATE (c)-[:IN]->(d)
		FOREACH (x IN CASE WHEN o IS NULL THEN [] ELSE [o] END | CREATE (c)-[:OBJECT]->(x))`
	createClaims = claimEnds + `CREATE (c:Claim {id: r.id}) SET c = r.p ` + claimEdges
	attachClaims = claimEnds + `MATCH (c:Claim {id: r.id}) ` + claimEdges

	detachClaims = `UNWIND $ids AS id MATCH (:Claim {id: id})-[e:` + ownEdges + `]->() DELETE e`
	setClaims    = `UNWIND $rows AS r MATCH (c:Claim {id: r.id}) SET c = r.p RETURN count(c)`

	// Speakers and qualifiers: of some claims none, of others several.
	linkClaims = `UNWIND $rows AS r
		MATCH (c:Claim {id: r.id})
		MATCH (e:Entity {id: r.entity})
		CREATE (c)-[l:$(r.type)]->(e) SET l = r.p`

	// What these claims deny, and what denies them: the other may have been
	// written before.
	linkDenials = `UNWIND $ids AS id
		MATCH (c:Claim {id: id})
		CALL (c) {
			MATCH (other:Claim {id: c.denies}) MERGE (c)-[:DENIES]->(other)
		  UNION ALL
			MATCH (other:Claim {denies: c.id}) MERGE (other)-[:DENIES]->(c)
		}`
)

func (w writer) claims(ctx context.Context, tx transaction, items []item) error {
	missing, changed, err := w.compare(ctx, tx, "Claim", items)
	if err != nil {
		return err
	}
	if len(changed) > 0 {
		// Setting first takes the locks, so that the edges seen afterwards are
		// not about to change.
		if err := tx.count(ctx, setClaims, encodeAll(changed, claimRow), "claims set"); err != nil {
			return err
		}
		if _, err := tx.run(ctx, detachClaims, row{"ids": keys(changed)}, nil); err != nil {
			return err
		}
		if err := makeClaims(ctx, tx, attachClaims, changed, 0); err != nil {
			return err
		}
	}
	if len(missing) > 0 {
		if err := makeClaims(ctx, tx, createClaims, missing, len(missing)); err != nil {
			return err
		}
	}
	touched := append(keys(missing), keys(changed)...)
	if len(touched) == 0 {
		return nil
	}
	_, err = tx.run(ctx, linkDenials, row{"ids": touched}, nil)
	return err
}

// makeClaims runs one of createClaims and attachClaims, then linkClaims. Nodes
// is how many are to be created.
func makeClaims(ctx context.Context, tx transaction, query string, items []item, nodes int) error {
	edges := 2 * len(items)
	var links []row
	for _, i := range items {
		e := i.change.Record.(*graph.Evidence)
		if e.Object != "" {
			edges++
		}
		links = append(links, linkRows(e)...)
	}
	c, err := tx.run(ctx, query, row{"rows": encodeAll(items, claimRow)}, nil)
	if err != nil {
		return err
	}
	if c.NodesCreated() != nodes || c.RelationshipsCreated() != edges {
		return missingEnd(ctx, tx, items)
	}
	if len(links) == 0 {
		return nil
	}
	c, err = tx.run(ctx, linkClaims, row{"rows": links}, nil)
	if err != nil {
		return err
	}
	if c.RelationshipsCreated() != len(links) {
		return missingEnd(ctx, tx, items)
	}
	return nil
}

func claimRow(i item) row {
	e := i.change.Record.(*graph.Evidence)
	r := row{"id": e.ID, "subject": e.Subject, "document": e.Document, "p": map[string]any(claimProperties(e, i.hash))}
	if e.Object != "" {
		r["object"] = e.Object
	}
	return r
}

// linkRows are a claim's speakers and those of its qualifiers that are entities.
// The order of a speaker counts those who are no entity.
func linkRows(e *graph.Evidence) []row {
	var rows []row
	for n, speaker := range e.Speakers {
		if speaker != "" {
			rows = append(rows, row{"id": e.ID, "entity": speaker, "type": "SAID_BY", "p": row{"order": n}})
		}
	}
	for n, q := range e.Qualifiers {
		if q.Entity != "" {
			p := properties{"order": n}
			p.text("role", q.Role)
			p.text("text", q.Text)
			rows = append(rows, row{"id": e.ID, "entity": q.Entity, "type": "QUALIFIER", "p": map[string]any(p)})
		}
	}
	return rows
}

// missingEnd says which of the nodes that claims or edges end at is not there.
func missingEnd(ctx context.Context, tx transaction, items []item) error {
	for _, i := range items {
		for _, end := range ends(i.change.Record) {
			n := 0
			c := "MATCH (n:" + end.label + " {id: $id}) RETURN count(n)"
			if err := tx.single(ctx, c, row{"id": end.id}, &n); err != nil {
				return err
			}
			if n == 0 {
				r := i.change.Record
				return &Error{Reason: Missing,
					What: fmt.Sprintf("%s %s speaks of the %s %s, which the database lacks",
						r.Kind(), shorten(r.Key()), end.label, shorten(end.id)),
					Hint: "was something deleted in the database? compare it with the workspace and write again what is missing"}
			}
		}
	}
	return &Error{Reason: Missing, What: "some edges could not be made although their nodes are there",
		Hint: "does something else write to the database? run it again"}
}

type end struct{ label, id string }

// ends are the nodes that must be there before a record can be written.
func ends(r graph.Record) []end {
	var all []end
	switch r := r.(type) {
	case *graph.MentionedIn:
		all = []end{{"Entity", r.Entity}, {"Document", r.Document}}
	case *graph.Fact:
		all = []end{{"Entity", r.Subject}, {"Entity", r.Object}}
	case *graph.Evidence:
		all = []end{{"Document", r.Document}, {"Entity", r.Subject}}
		if r.Object != "" {
			all = append(all, end{"Entity", r.Object})
		}
		for _, l := range linkRows(r) {
			all = append(all, end{"Entity", l["entity"].(string)})
		}
	}
	return all
}

// deleteClaims deletes claims with their own edges. What others have tied to a
// claim makes it a Former.
func deleteClaims(ctx context.Context, tx transaction, items []item) error {
	ids := row{"ids": keys(items)}
	if _, err := tx.run(ctx, detachClaims, ids, nil); err != nil {
		return err
	}
	_, err := tx.run(ctx, fmt.Sprintf(deleteNode, "Claim"), ids, nil)
	return err
}
