package workspace

import (
	"context"
	"strings"

	"dossier/extract"
	"dossier/graph"
	"dossier/graph/resolve"
)

// Counts says how much a workspace holds.
type Counts struct {
	Documents, Entities, Claims, Facts, Edges, Failures int
}

// Counts returns how much w holds.
func (w *Workspace) Counts(ctx context.Context) (c Counts, err error) {
	_, err = w.one(ctx, `SELECT (SELECT count(*) FROM document),
		(SELECT count(*) FROM record WHERE kind = 'entity'), (SELECT count(*) FROM evidence), (SELECT count(*) FROM fact),
		(SELECT count(*) FROM record WHERE kind = 'fact' AND shown), (SELECT count(*) FROM failure)`,
		nil, &c.Documents, &c.Entities, &c.Claims, &c.Facts, &c.Edges, &c.Failures)
	return c, err
}

// CountDocuments returns how many documents w holds.
func (w *Workspace) CountDocuments(ctx context.Context) (n int, err error) {
	_, err = w.one(ctx, "SELECT count(*) FROM document", nil, &n)
	return n, err
}

// A FactFilter says which facts are wanted; its zero value is all that are live.
type FactFilter struct {
	Entity    string         // id of either end, "" for any
	Predicate string         // "" for any
	Status    extract.Status // at least one piece of evidence has it; "" for any
	All       bool           // also facts that are not live
}

// Facts calls f with every fact that the filter lets through, by subject,
// predicate and object.
func (w *Workspace) Facts(ctx context.Context, filter FactFilter, f func(*graph.Fact) error) error {
	where := []string{"true"}
	var args []any
	if filter.Entity != "" {
		where = append(where, "(fact.subject = ? OR fact.object = ?)")
		args = append(args, filter.Entity, filter.Entity)
	}
	if filter.Predicate != "" {
		where = append(where, "fact.predicate = ?")
		args = append(args, filter.Predicate)
	}
	if filter.Status != "" {
		where = append(where, `EXISTS (SELECT 1 FROM evidence WHERE evidence.fact = fact.id
			AND json_extract(evidence.body, '$.Status') = ?)`)
		args = append(args, filter.Status)
	}
	if !filter.All {
		where = append(where, "fact.live")
	}
	return w.each(ctx, func(scan func(...any) error) error {
		return recordRow(w, scan, f)
	}, "SELECT r.body FROM fact CROSS JOIN record r ON r.kind = 'fact' AND r.key = fact.id WHERE "+strings.Join(where, " AND ")+
		" ORDER BY fact.subject, fact.predicate, fact.object, fact.value", args...)
}

// Fact returns the fact whose id begins with prefix; it is nil if none or
// several do.
func (w *Workspace) Fact(ctx context.Context, prefix string) (*graph.Fact, error) {
	var found []*graph.Fact
	err := w.each(ctx, func(scan func(...any) error) error {
		return recordRow(w, scan, func(f *graph.Fact) error { found = append(found, f); return nil })
	}, "SELECT body FROM record WHERE kind = 'fact' AND key >= ? AND key < ? LIMIT 2", prefix, prefix+"\x7f")
	if len(found) != 1 {
		return nil, err
	}
	return found[0], err
}

// FindClaim returns the claim whose id begins with prefix; it is nil if none or
// several do.
func (w *Workspace) FindClaim(ctx context.Context, prefix string) (*graph.Evidence, error) {
	var found []*graph.Evidence
	err := w.each(ctx, func(scan func(...any) error) error {
		return recordRow(w, scan, func(e *graph.Evidence) error { found = append(found, e); return nil })
	}, "SELECT body FROM record WHERE kind = 'claim' AND key >= ? AND key < ? LIMIT 2", prefix, prefix+"\x7f")
	if len(found) != 1 {
		return nil, err
	}
	return found[0], err
}

// Evidence calls f with all evidence of the fact id: by publication of its
// document, then by document and place.
func (w *Workspace) Evidence(ctx context.Context, fact string, f func(*graph.Evidence) error) error {
	return w.each(ctx, func(scan func(...any) error) error {
		return recordRow(w, scan, f)
	}, selectEvidence, fact)
}

// AnyEvidence is Evidence in no order, which takes less time.
func (w *Workspace) AnyEvidence(ctx context.Context, fact string, f func(*graph.Evidence) error) error {
	return w.each(ctx, func(scan func(...any) error) error {
		return recordRow(w, scan, f)
	}, selectAnyEvidence, fact)
}

const selectAnyEvidence = `SELECT r.body FROM evidence e INDEXED BY evidence_fact CROSS JOIN record r ON r.kind = 'claim' AND r.key = e.id
	WHERE e.fact = ?`

// The order of a CROSS JOIN is kept: else SQLite, which has no statistics, begins
// with all claims.
const selectEvidence = `SELECT r.body FROM evidence e INDEXED BY evidence_fact CROSS JOIN record r ON r.kind = 'claim' AND r.key = e.id
	WHERE e.fact = ? ORDER BY e.published = '', e.published, e.document, json_extract(r.body, '$.Start'), e.id`

// DocumentEvidence calls f with all evidence of the document, by id.
func (w *Workspace) DocumentEvidence(ctx context.Context, document string, f func(*graph.Evidence) error) error {
	return w.each(ctx, func(scan func(...any) error) error {
		return recordRow(w, scan, f)
	}, selectDocumentEvidence, document)
}

const selectDocumentEvidence = "SELECT body FROM record INDEXED BY record_document WHERE document = ? AND document <> '' AND kind = 'claim' ORDER BY key"

// AllEntities calls f with every entity in order of id.
func (w *Workspace) AllEntities(ctx context.Context, f func(*graph.Entity) error) error {
	return w.each(ctx, func(scan func(...any) error) error {
		return recordRow(w, scan, f)
	}, "SELECT body FROM record WHERE kind = 'entity' ORDER BY key")
}

// Entity returns the entity id, nil if there is none.
func (w *Workspace) Entity(ctx context.Context, id string) (*graph.Entity, error) {
	return one[graph.Entity](ctx, w, graph.KindEntity, id)
}

// Mentions reports whether the document speaks of the entity.
func (w *Workspace) Mentions(ctx context.Context, document, entity string) (bool, error) {
	m, err := one[graph.MentionedIn](ctx, w, graph.KindMentioned, (&graph.MentionedIn{Entity: entity, Document: document}).Key())
	return m != nil, err
}

// GraphDocument returns what the graph shows of the document id, nil if there
// is none.
func (w *Workspace) GraphDocument(ctx context.Context, id string) (*graph.Document, error) {
	return one[graph.Document](ctx, w, graph.KindDocument, id)
}

// Claim returns the claim id with its ends resolved, nil if there is none.
func (w *Workspace) Claim(ctx context.Context, id string) (*graph.Evidence, error) {
	return one[graph.Evidence](ctx, w, graph.KindEvidence, id)
}

// RecordHash returns the hash of a record, "" if there is none.
func (w *Workspace) RecordHash(ctx context.Context, kind graph.Kind, key string) (hash string, err error) {
	_, err = w.one(ctx, "SELECT hash FROM record WHERE kind = ? AND key = ?", []any{kind, key}, &hash)
	return hash, err
}

// MentionedIn returns the ids of up to limit documents that mention the entity,
// in order.
func (w *Workspace) MentionedIn(ctx context.Context, entity string, limit int) (documents []string, err error) {
	err = w.each(ctx, func(scan func(...any) error) error {
		var d string
		err := scan(&d)
		documents = append(documents, d)
		return err
	}, selectMentionedIn,
		graph.KindMentioned, entity+"\x1f", entity+"\x20", limit)
	return documents, err
}

const selectMentionedIn = "SELECT document FROM record WHERE kind = ? AND key > ? AND key < ? ORDER BY key LIMIT ?"

// Identity returns the entity that key belongs to, "" if none.
func (w *Workspace) Identity(ctx context.Context, key string) (entity string, err error) {
	_, err = w.one(ctx, "SELECT entity FROM identity WHERE key = ?", []any{key}, &entity)
	return entity, err
}

// FindEntities calls f with the entities that query means: the one with that
// id or formerly with that id; else those with that name or alias, whatever the
// case and the accents; else those with a name that begins so.
func (w *Workspace) FindEntities(ctx context.Context, query string, f func(*graph.Entity) error) error {
	slug := resolve.Slug(query)
	if slug == "" {
		return nil
	}
	n := 0
	count := func(e *graph.Entity) error { n++; return f(e) }
	for _, attempt := range []struct {
		ids  string
		args []any
	}{
		{"SELECT entity FROM identity WHERE key = ?", []any{query}},
		{"SELECT entity FROM called WHERE slug = ?", []any{slug}},
		{"SELECT entity FROM called WHERE slug >= ? AND slug < ?", []any{slug, slug + "\U0010ffff"}},
	} {
		err := w.each(ctx, func(scan func(...any) error) error {
			return recordRow(w, scan, count)
		}, "SELECT body FROM record WHERE kind = 'entity' AND key IN ("+attempt.ids+") ORDER BY key", attempt.args...)
		if err != nil || n > 0 {
			return err
		}
	}
	return nil
}

func recordRow[T any](w *Workspace, scan func(...any) error, f func(*T) error) error {
	var body []byte
	if err := scan(&body); err != nil {
		return err
	}
	v := new(T)
	if err := w.unmarshal(body, v); err != nil {
		return err
	}
	return f(v)
}

func one[T any](ctx context.Context, w *Workspace, kind graph.Kind, key string) (v *T, err error) {
	err = w.each(ctx, func(scan func(...any) error) error {
		return recordRow(w, scan, func(x *T) error { v = x; return nil })
	}, "SELECT body FROM record WHERE kind = ? AND key = ?", kind, key)
	return v, err
}

// Why a document gives nothing.
const (
	EmptyNames  = "no-names"  // it names nothing
	EmptyClaims = "no-claims" // it says nothing that a rule reads
)

// Empty calls f with every document that gave no claim, in order of URI, and
// with the reason. Those that a step has failed on are not among them.
func (w *Workspace) Empty(ctx context.Context, f func(d Document, why string) error) error {
	return w.each(ctx, func(scan func(...any) error) error {
		var d Document
		var why string
		if err := scan(&d.ID, &d.URI, &d.File, &d.RawHash, &d.Revision, &why); err != nil {
			return err
		}
		return f(d, why)
	}, "SELECT "+documentColumns+`, CASE WHEN NOT EXISTS (SELECT 1 FROM chain WHERE chain.document = d.id) THEN 'no-names' ELSE 'no-claims' END
		FROM document d WHERE EXISTS (SELECT 1 FROM layer WHERE layer.document = d.id)
		AND NOT EXISTS (SELECT 1 FROM evidence WHERE evidence.document = d.id)
		AND NOT EXISTS (SELECT 1 FROM rejected WHERE rejected.document = d.id) ORDER BY uri`)
}
