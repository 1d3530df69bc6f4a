package workspace

import "context"

// A Stale document has layers made under other fingerprints, or claims that an
// edited rule may have concerned; From is the first of them.
type Stale struct {
	Document
	From Step
}

// Stale returns up to limit documents after the id after, in order of id, that
// have a layer which prints does not name, or that wait for [StageRule].
func (w *Workspace) Stale(ctx context.Context, prints Fingerprints, after string, limit int) ([]Stale, error) {
	query, args := staleQuery(prints)
	var list []Stale
	err := w.each(ctx, func(scan func(...any) error) error {
		var s Stale
		if err := scan(&s.ID, &s.URI, &s.File, &s.RawHash, &s.Revision, &s.From); err != nil {
			return err
		}
		list = append(list, s)
		return nil
	}, "SELECT "+documentColumns+", min(step) FROM ("+query+`) JOIN document ON id = stale
		WHERE stale > ? GROUP BY stale ORDER BY stale LIMIT ?`, append(args, after, limit)...)
	return list, err
}

// CountStale returns how many documents [Workspace.Stale] would list in all.
func (w *Workspace) CountStale(ctx context.Context, prints Fingerprints) (n int, err error) {
	query, args := staleQuery(prints)
	_, err = w.one(ctx, "SELECT count(DISTINCT stale) FROM ("+query+")", args, &n)
	return n, err
}

// staleQuery selects documents (stale) with the number of each layer (step)
// that is out of date, once per such layer.
func staleQuery(prints Fingerprints) (string, []any) {
	// A document that a step failed on has no layers at all.
	query := "SELECT id AS stale, 0 AS step FROM document WHERE NOT EXISTS (SELECT 1 FROM layer WHERE document = id)" +
		" UNION ALL SELECT key, ? FROM work WHERE stage = ?"
	args := []any{Claims, StageRule}
	for s, print := range prints {
		// Two ranges of an index; of <> SQLite makes a look at every row.
		for _, differs := range []string{"<", ">"} {
			query += " UNION ALL SELECT document, step FROM layer WHERE step = ? AND fingerprint " + differs + " ?"
			args = append(args, s, print)
		}
	}
	return query, args
}
