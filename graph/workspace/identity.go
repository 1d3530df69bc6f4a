package workspace

import (
	"context"

	"dossier/graph/resolve"
)

// Known returns what all documents know of key.
func (t *Tx) Known(key string) (k resolve.Known, err error) {
	if k.Exists, err = t.one("SELECT linked FROM chain WHERE key = ? ORDER BY linked DESC LIMIT 1", []any{key}, &k.Linked); err != nil {
		return k, err
	}
	k.Owners, err = t.strings("SELECT DISTINCT owner FROM acronym WHERE short = ? AND owner <> short ORDER BY owner", key)
	return k, err
}

// Acronyms returns the keys of which owner carries an acronym.
func (t *Tx) Acronyms(owner string) ([]string, error) {
	return t.strings("SELECT DISTINCT short FROM acronym WHERE owner = ? AND owner <> short", owner)
}

// Identified returns the entity that key was last decided to belong to, "" if
// it never was.
func (t *Tx) Identified(key string) (entity string, err error) {
	_, err = t.one("SELECT entity FROM identity WHERE key = ?", []any{key}, &entity)
	return entity, err
}

// Identify decides that key belongs to entity, or to none if entity is "". The
// documents that have a chain with the key become work.
func (t *Tx) Identify(key, entity string) error {
	if entity == "" {
		_, err := t.exec("DELETE FROM identity WHERE key = ?", key)
		return err
	}
	if _, err := t.exec("INSERT OR REPLACE INTO identity (key, entity) VALUES (?, ?)", key, entity); err != nil {
		return err
	}
	_, err := t.exec("INSERT OR IGNORE INTO work SELECT 'document', document FROM chain WHERE key = ?", key)
	return err
}

const entitiesOf = "SELECT chain, entity FROM chain JOIN identity USING (key) WHERE document = ?"

// Entities returns the entity of each chain of the document that has one.
func (t *Tx) Entities(document string) (map[int]string, error) {
	ids := map[int]string{}
	return ids, t.each(scanEntity(ids), entitiesOf, document)
}

// Entities returns the entity of each chain of the document that has one.
func (w *Workspace) Entities(ctx context.Context, document string) (map[int]string, error) {
	ids := map[int]string{}
	return ids, w.each(ctx, scanEntity(ids), entitiesOf, document)
}

func scanEntity(ids map[int]string) func(scan func(...any) error) error {
	return func(scan func(...any) error) error {
		var chain int
		var entity string
		err := scan(&chain, &entity)
		ids[chain] = entity
		return err
	}
}

// A Portrait is all that is known of an entity.
type Portrait struct {
	Votes      []resolve.Vote
	Spellings  []resolve.Spelling
	Merged     []string            // keys that belong to it, other than its id
	Properties map[string][]string // live literal facts
}

// Portrait returns what is known of the entity id; no votes means nothing.
func (t *Tx) Portrait(id string) (p Portrait, err error) {
	err = t.each(func(scan func(...any) error) error {
		var v resolve.Vote
		err := scan(&v.Type, &v.Mentions)
		p.Votes = append(p.Votes, v)
		return err
	}, "SELECT type, sum(mentions) FROM identity JOIN chain USING (key) WHERE entity = ? GROUP BY type", id)
	if err != nil {
		return p, err
	}
	err = t.each(func(scan func(...any) error) error {
		var s resolve.Spelling
		err := scan(&s.Name, &s.Documents)
		p.Spellings = append(p.Spellings, s)
		return err
	}, "SELECT name, count(DISTINCT document) FROM identity JOIN spelling USING (key) WHERE entity = ? GROUP BY name", id)
	if err != nil {
		return p, err
	}
	if p.Merged, err = t.strings("SELECT key FROM identity WHERE entity = ? AND key <> entity", id); err != nil {
		return p, err
	}
	p.Properties = map[string][]string{}
	err = t.each(func(scan func(...any) error) error {
		var predicate, value string
		err := scan(&predicate, &value)
		p.Properties[predicate] = append(p.Properties[predicate], value)
		return err
	}, "SELECT predicate, value FROM fact INDEXED BY fact_subject WHERE subject = ? AND object = '' AND live", id)
	return p, err
}
