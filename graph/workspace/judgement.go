package workspace

import (
	"context"

	"dossier/graph/resolve"
)

// AddClaimWork notes that the document of the claim, rejected or not, must be
// decided again.
func (t *Tx) AddClaimWork(claim string) error {
	return t.execAll([]any{claim},
		"INSERT OR IGNORE INTO work SELECT 'document', document FROM evidence WHERE id = ?",
		"INSERT OR IGNORE INTO work SELECT 'document', document FROM rejected WHERE claim = ?")
}

// Occurs returns what tells whether documents of w know a key or a claim.
func (w *Workspace) Occurs(ctx context.Context) resolve.Occurs { return occurs{ctx, w} }

type occurs struct {
	ctx context.Context
	w   *Workspace
}

func (o occurs) Key(key, document string) (ok bool, err error) {
	_, err = o.w.one(o.ctx, "SELECT EXISTS (SELECT 1 FROM chain WHERE key = ? AND (? = '' OR document = ?))",
		[]any{key, document, document}, &ok)
	return ok, err
}

func (o occurs) Claim(id string) (quote string, ok bool, err error) {
	ok, err = o.w.one(o.ctx, "SELECT quote FROM rejected WHERE claim = ?", []any{id}, &quote)
	if ok || err != nil {
		return quote, ok, err
	}
	ok, err = o.w.one(o.ctx, "SELECT json_extract(body, '$.Quote') FROM evidence WHERE id = ?", []any{id}, &quote)
	return quote, ok, err
}
