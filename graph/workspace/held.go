package workspace

import (
	"context"
	"database/sql"
	"strings"

	"dossier/graph"
)

// Doubtful is the hash of a record that a target holds otherwise than it should,
// whatever hash it has stored of it: the next difference modifies it.
const Doubtful = "?"

// heldName is the name under which what a target was found to hold stands
// beside what it is known to hold.
func heldName(target string) string { return target + "\x1fheld" }

// View returns w as t sees it, to be read by its goroutine while t lasts.
func (t *Tx) View() *Workspace {
	return &Workspace{dir: t.w.dir, query: &statements{db: t.tx}, dec: t.w.dec, codecs: t.w.codecs}
}

// ClearHeld begins to find out what the target holds.
func (t *Tx) ClearHeld(target string) error {
	_, err := t.exec("DELETE FROM projected WHERE target = ?", heldName(target))
	return err
}

// PutHeld notes that the target was found to hold a record, with the hash that it
// has stored, "" if part of it is missing. A record that is found twice is
// doubtful.
func (t *Tx) PutHeld(target string, kind graph.Kind, key, hash string) error {
	if hash == "" {
		hash = Doubtful
	}
	_, err := t.exec(`INSERT INTO projected (target, kind, key, hash, body) VALUES (?, ?, ?, ?, NULL)
		ON CONFLICT DO UPDATE SET hash = '?'`, heldName(target), kind, key, hash)
	return err
}

// Doubt notes that what the target was found to hold of a record is wrong. It
// reports whether it was thought to be right.
func (t *Tx) Doubt(target string, kind graph.Kind, key string) (bool, error) {
	n, err := t.exec(`UPDATE projected SET hash = '?' WHERE target = ? AND kind = ? AND key = ?
		AND hash = (SELECT hash FROM record r WHERE r.kind = projected.kind AND r.key = projected.key AND r.shown)`,
		heldName(target), kind, key)
	return n > 0, err
}

// HeldDifference is [Workspace.Difference] to what the target was found to hold.
func (w *Workspace) HeldDifference(ctx context.Context, target string, size int, yield func([]graph.Change) error) error {
	return w.Difference(ctx, heldName(target), size, yield)
}

// CountHeld returns how many records of each kind the target was found to hold,
// and how many it should hold.
func (w *Workspace) CountHeld(ctx context.Context, target string) (held, should map[graph.Kind]int, err error) {
	held, should = map[graph.Kind]int{}, map[graph.Kind]int{}
	count := func(into map[graph.Kind]int) func(scan func(...any) error) error {
		return func(scan func(...any) error) error {
			var kind graph.Kind
			var n int
			err := scan(&kind, &n)
			into[kind] = n
			return err
		}
	}
	err = w.each(ctx, count(held), "SELECT kind, count(*) FROM projected WHERE target = ? GROUP BY kind", heldName(target))
	if err != nil {
		return nil, nil, err
	}
	return held, should, w.each(ctx, count(should), "SELECT kind, count(*) FROM record WHERE shown GROUP BY kind")
}

// AdoptHeld takes what the target was found to hold for what it is known to
// hold, so that the next difference mends it.
func (t *Tx) AdoptHeld(target string) error {
	names := []any{sql.Named("target", target), sql.Named("found", heldName(target))}
	err := t.execAll(names,
		`DELETE FROM projected WHERE target = @target AND NOT EXISTS (
			SELECT 1 FROM projected h WHERE h.target = @found AND h.kind = projected.kind AND h.key = projected.key)`,
		`UPDATE projected SET hash = h.hash FROM projected h
			WHERE projected.target = @target AND h.target = @found AND h.kind = projected.kind AND h.key = projected.key
			AND h.hash <> projected.hash`,
		// Of what was not known to be there, what a deletion needs is in the
		// record, if there is one.
		`INSERT OR IGNORE INTO projected (target, kind, key, hash, body)
			SELECT @target, h.kind, h.key, h.hash,
				(SELECT r.body FROM record r WHERE r.kind = h.kind AND r.key = h.key AND r.kind IN ('fact', 'mentioned'))
			FROM projected h WHERE h.target = @found`)
	if err != nil {
		return err
	}
	return t.ClearHeld(target)
}

// Doubtfuls returns up to limit keys of the kind after the key after of which the
// target is known to hold something else than it should.
func (w *Workspace) Doubtfuls(ctx context.Context, target string, kind graph.Kind, after string, limit int) (keys []string, err error) {
	err = w.each(ctx, func(scan func(...any) error) error {
		var key string
		err := scan(&key)
		keys = append(keys, key)
		return err
	}, "SELECT key FROM projected WHERE target = ? AND kind = ? AND hash = '?' AND key > ? ORDER BY key LIMIT ?", target, kind, after, limit)
	return keys, err
}

// ShownRecords calls yield with the records of the kind that a target should
// hold, by key, in chunks of up to size.
func (w *Workspace) ShownRecords(ctx context.Context, kind graph.Kind, size int, yield func([]graph.Record) error) error {
	for after := ""; ; {
		var list []graph.Record
		err := w.each(ctx, func(scan func(...any) error) error {
			var body []byte
			if err := scan(&body); err != nil {
				return err
			}
			r, err := w.record(kind, body)
			list = append(list, r)
			return err
		}, "SELECT body FROM record WHERE kind = ? AND key > ? AND shown ORDER BY key LIMIT ?", kind, after, size)
		if err != nil || len(list) == 0 {
			return err
		}
		after = list[len(list)-1].Key()
		if err := yield(list); err != nil {
			return err
		}
	}
}

// bare returns a record to delete of which nothing but the key is known.
func bare(kind graph.Kind, key string) graph.Record {
	switch kind {
	case graph.KindMentioned:
		entity, document, _ := strings.Cut(key, "\x1f")
		return &graph.MentionedIn{Entity: entity, Document: document}
	case graph.KindFact:
		return &graph.Fact{ID: key}
	}
	return nil
}
