package neo4j

import (
	"context"

	"dossier/graph"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// contents are the queries for what the database holds of ours: key and hash.
// The hash is empty where something that belongs to the record is missing or is
// there twice.
var contents = [...]struct {
	kind  graph.Kind
	query string
}{
	{graph.KindEntity, `MATCH (n:Entity) WHERE n.hash IS NOT NULL AND n.id IS NOT NULL
		RETURN n.id, CASE WHEN all(l IN n.types WHERE l IN labels(n)) THEN n.hash ELSE '' END`},
	{graph.KindDocument, `MATCH (n:Document) WHERE n.hash IS NOT NULL AND n.id IS NOT NULL RETURN n.id, n.hash`},
	{graph.KindMentioned, `MATCH (e:Entity) CALL (e) {
			MATCH (e)-[m:MENTIONED_IN]->(d:Document) WHERE m.hash IS NOT NULL
			RETURN d.id AS document, collect(m.hash) AS hashes }
		RETURN e.id + $separator + document, CASE size(hashes) WHEN 1 THEN hashes[0] ELSE '' END`},
	{graph.KindEvidence, `MATCH (c:Claim) WHERE c.hash IS NOT NULL AND c.id IS NOT NULL
		RETURN c.id, CASE WHEN COUNT { (c)-[:SUBJECT]->(:Entity|Former) } = 1
			AND COUNT { (c)-[:IN]->(:Document|Former) } = 1
			AND COUNT { (c)-[:OBJECT]->(:Entity|Former) } = CASE WHEN c.value IS NULL THEN 1 ELSE 0 END
			AND COUNT { (c)-[:SAID_BY|QUALIFIER]->(:Entity|Former) } = coalesce(c.links, 0)
			AND (c.denies IS NULL OR EXISTS { (c)-[:DENIES]->() } OR NOT EXISTS { (:Claim {id: c.denies}) })
			THEN c.hash ELSE '' END`},
	{graph.KindFact, `MATCH (s:Entity) CALL (s) {
			MATCH (s)-[e]->(:Entity) WHERE e.hash IS NOT NULL AND e.id IS NOT NULL
			RETURN e.id AS id, collect(e.hash) AS hashes }
		RETURN id, CASE size(hashes) WHEN 1 THEN hashes[0] ELSE '' END`},
}

// Contents gives the kind, key and hash of every record that the database holds;
// see [graph.Target]. The hash is empty where edges of a claim are missing or an
// edge stands twice, so that such a record counts as changed and is mended.
func (t *Target) Contents(ctx context.Context, yield func(kind graph.Kind, key, hash string) error) error {
	separator := (&graph.MentionedIn{}).Key()
	for _, c := range contents {
		err := t.read(ctx, c.query, map[string]any{"separator": separator}, func(r *driver.Record) error {
			key, _ := r.Values[0].(string)
			hash, _ := r.Values[1].(string)
			if err := yield(c.kind, key, hash); err != nil {
				return &doneError{err}
			}
			return nil
		})
		if err != nil {
			return t.explain(ctx, err)
		}
	}
	return nil
}
