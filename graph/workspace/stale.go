package workspace

import "context"

// A Stale document has layers made under other fingerprints, or claims that an
// edited rule may have concerned; From is the first of them.
type Stale struct {
	Document
	From   Step
	Edited bool // only rules were edited: what they could hang on is as it was
}

// Stale returns up to limit documents after the id after, in order of id, that
// have a layer which prints does not name, or that wait for [StageRule]. Each call
// looks through all that are left.
func (w *Workspace) Stale(ctx context.Context, prints Fingerprints, after string, limit int) ([]Stale, error) {
	query, args := staleQuery(prints)
	var list []Stale
	err := w.each(ctx, func(scan func(...any) error) error {
		var s Stale
		if err := scan(&s.ID, &s.URI, &s.File, &s.RawHash, &s.Revision, &s.From, &s.Edited); err != nil {
			return err
		}
		list = append(list, s)
		return nil
	}, "SELECT "+documentColumns+", min(step), min(edited) FROM ("+query+`) JOIN document ON id = stale
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
// that is out of date, once per such layer, and whether only edited rules make it
// so.
func staleQuery(prints Fingerprints) (string, []any) {
	// A document that a step failed on has no layers at all.
	query := "SELECT id AS stale, 0 AS step, 0 AS edited FROM document WHERE NOT EXISTS (SELECT 1 FROM layer WHERE document = id)" +
		" UNION ALL SELECT key, ?, 1 FROM work WHERE stage = ?"
	args := []any{Claims, StageRule}
	for s, print := range prints {
		// Two ranges of an index; of <> SQLite makes a look at every row.
		for _, differs := range []string{"<", ">"} {
			query += " UNION ALL SELECT document, step, 0 FROM layer WHERE step = ? AND fingerprint " + differs + " ?"
			args = append(args, s, print)
		}
	}
	return query, args
}
