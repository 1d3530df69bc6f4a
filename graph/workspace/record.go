package workspace

import (
	"bytes"
	"encoding/json"
	"fmt"

	"dossier/graph"
	"dossier/graph/resolve"
)

// put stores r unless it is stored already. document is the one that it belongs
// to, "" if it belongs to all.
func (t *Tx) put(r graph.Record, document string, shown bool) (graph.Action, error) {
	hash := r.Hash()
	var old string
	exists, err := t.one("SELECT hash FROM record WHERE kind = ? AND key = ?", []any{r.Kind(), r.Key()}, &old)
	if err != nil || exists && old == hash {
		return "", err
	}
	body, err := json.Marshal(r)
	if err != nil {
		return "", fmt.Errorf("%s %s: %w", r.Kind(), r.Key(), err)
	}
	if exists { // what no index holds: a replacement would write those too
		_, err = t.exec("UPDATE record SET hash = ?, shown = ?, body = ? WHERE kind = ? AND key = ?", hash, shown, body, r.Kind(), r.Key())
	} else {
		_, err = t.exec("INSERT INTO record (kind, key, hash, document, shown, body) VALUES (?, ?, ?, ?, ?, ?)",
			r.Kind(), r.Key(), hash, document, shown, body)
	}
	if err != nil {
		return "", err
	}
	if exists {
		return graph.Modify, t.touch(r)
	}
	return graph.Create, t.touch(r)
}

// drop removes the record and reports what that changed.
func (t *Tx) drop(kind graph.Kind, key string) (graph.Action, error) {
	if err := t.touchStored(kind, key); err != nil {
		return "", err
	}
	n, err := t.exec("DELETE FROM record WHERE kind = ? AND key = ?", kind, key)
	if n == 0 {
		return "", err
	}
	return graph.Delete, err
}

// A Tally counts what became of records.
type Tally map[graph.Kind]map[graph.Action]int

func (c Tally) add(kind graph.Kind, action graph.Action) {
	if action == "" {
		return
	}
	if c[kind] == nil {
		c[kind] = map[graph.Action]int{}
	}
	c[kind][action]++
}

// PutEntity stores e and by what it can be looked up.
func (t *Tx) PutEntity(e *graph.Entity, c Tally) error {
	action, err := t.put(e, "", true)
	if err != nil || action == "" {
		return err
	}
	c.add(graph.KindEntity, action)
	if _, err := t.exec("DELETE FROM called WHERE entity = ?", e.ID); err != nil {
		return err
	}
	for _, name := range append([]string{e.Name}, e.Aliases...) {
		if _, err := t.exec("INSERT OR IGNORE INTO called (slug, entity) VALUES (?, ?)", resolve.Slug(name), e.ID); err != nil {
			return err
		}
	}
	return nil
}

// DropEntity removes the entity id.
func (t *Tx) DropEntity(id string, c Tally) error {
	action, err := t.drop(graph.KindEntity, id)
	if err != nil {
		return err
	}
	c.add(graph.KindEntity, action)
	_, err = t.exec("DELETE FROM called WHERE entity = ?", id)
	return err
}

// Said is what one document says, in terms of entities.
type Said struct {
	Document  *graph.Document // nil if it is gone
	Evidence  []*graph.Evidence
	Facts     []string // the fact of each piece of evidence
	Mentioned []*graph.MentionedIn
	Rejected  []Rejected
}

// A Rejected claim is one that a judgement has taken out of the graph.
type Rejected struct{ Claim, Quote string }

// PutSaid stores what the document id says in the place of what it said. Facts
// whose evidence changed become work.
func (t *Tx) PutSaid(id string, s Said, c Tally) error {
	var action graph.Action
	var err error
	if s.Document != nil {
		action, err = t.put(s.Document, id, true)
	} else {
		action, err = t.drop(graph.KindDocument, id)
	}
	if err != nil {
		return err
	}
	c.add(graph.KindDocument, action)
	if err := t.putMentioned(id, s.Mentioned, c); err != nil {
		return err
	}
	return t.PutClaims(id, s, c)
}

// PutClaims does that part of PutSaid which depends on the document's claims.
func (t *Tx) PutClaims(id string, s Said, c Tally) error {
	if err := t.putRejected(id, s.Rejected); err != nil {
		return err
	}
	return t.putEvidence(id, s, c)
}

func (t *Tx) putRejected(id string, rejected []Rejected) error {
	if _, err := t.exec("DELETE FROM rejected WHERE document = ?", id); err != nil {
		return err
	}
	for _, r := range rejected {
		if _, err := t.exec("INSERT OR REPLACE INTO rejected (claim, document, quote) VALUES (?, ?, ?)", r.Claim, id, r.Quote); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) putMentioned(id string, mentioned []*graph.MentionedIn, c Tally) error {
	old := map[string]string{} // hashes by key
	err := t.each(func(scan func(...any) error) error {
		var key, hash string
		err := scan(&key, &hash)
		old[key] = hash
		return err
	}, "SELECT key, hash FROM record INDEXED BY record_document WHERE document = ? AND document <> '' AND kind = ?", id, graph.KindMentioned)
	if err != nil {
		return err
	}
	for _, m := range mentioned {
		was := old[m.Key()]
		delete(old, m.Key())
		if was == m.Hash() {
			continue
		}
		action, err := t.put(m, id, true)
		if err != nil {
			return err
		}
		c.add(graph.KindMentioned, action)
	}
	for key := range old {
		action, err := t.drop(graph.KindMentioned, key)
		if err != nil {
			return err
		}
		c.add(graph.KindMentioned, action)
	}
	return nil
}

// row is one of the table evidence.
type row struct {
	fact, published, revision string
	body                      []byte
}

func (t *Tx) putEvidence(id string, s Said, c Tally) error {
	old := map[string]row{}
	err := t.each(func(scan func(...any) error) error {
		var key string
		var r row
		err := scan(&key, &r.fact, &r.published, &r.revision, &r.body)
		old[key] = r
		return err
	}, "SELECT id, fact, published, revision, body FROM evidence WHERE document = ?", id)
	if err != nil {
		return err
	}
	for i, e := range s.Evidence {
		body, err := json.Marshal(e)
		if err != nil {
			return fmt.Errorf("claim %s: %w", e.ID, err)
		}
		r := row{s.Facts[i], s.Document.Published, s.Document.Revision, body}
		was, ok := old[e.ID]
		delete(old, e.ID)
		if ok && was.fact == r.fact && was.published == r.published && was.revision == r.revision && bytes.Equal(was.body, r.body) {
			continue
		}
		if ok && was.fact != r.fact {
			if err := t.AddWork(StageFact, was.fact); err != nil {
				return err
			}
		}
		if err := t.AddWork(StageFact, r.fact); err != nil {
			return err
		}
		if err := t.putRow(e.ID, id, r, ok && was.fact == r.fact); err != nil {
			return err
		}
	}
	for key, r := range old {
		if err := t.AddWork(StageFact, r.fact); err != nil {
			return err
		}
		if _, err := t.exec("DELETE FROM evidence WHERE id = ?", key); err != nil {
			return err
		}
		action, err := t.drop(graph.KindEvidence, key)
		if err != nil {
			return err
		}
		c.add(graph.KindEvidence, action)
	}
	return nil
}

// putRow stores r as the row of a claim; same tells that there is one of the same
// fact, so that no index changes.
func (t *Tx) putRow(claim, document string, r row, same bool) error {
	if same {
		_, err := t.exec("UPDATE evidence SET published = ?, revision = ?, body = ? WHERE id = ?", r.published, r.revision, r.body, claim)
		return err
	}
	_, err := t.exec("INSERT OR REPLACE INTO evidence (id, document, fact, published, revision, body) VALUES (?, ?, ?, ?, ?, ?)",
		claim, document, r.fact, r.published, r.revision, r.body)
	return err
}

// Witnesses returns all evidence of the fact id, Denies left out.
func (t *Tx) Witnesses(id string) ([]resolve.Witness, error) {
	var list []resolve.Witness
	err := t.each(func(scan func(...any) error) error {
		var w resolve.Witness
		var body []byte
		if err := scan(&w.Published, &w.Revision, &body); err != nil {
			return err
		}
		list = append(list, w)
		return t.w.unmarshal(body, &list[len(list)-1].Evidence)
	}, "SELECT published, revision, body FROM evidence WHERE fact = ?", id)
	return list, err
}

func (w *Workspace) unmarshal(body []byte, v any) error {
	if err := json.Unmarshal(body, v); err != nil {
		return &Error{Path: w.dir, Why: Damaged, Err: err}
	}
	return nil
}

// PutFact stores f and the evidence that it was made of. Where a literal is
// concerned its subject becomes work.
func (t *Tx) PutFact(f *graph.Fact, witnesses []resolve.Witness, c Tally) error {
	said := false // another
	for _, w := range witnesses {
		action, err := t.put(w.Evidence, w.Evidence.Document, true)
		if err != nil {
			return err
		}
		said = said || action != ""
		c.add(graph.KindEvidence, action)
	}
	action, err := t.put(f, "", f.Edge())
	if err != nil {
		return err
	}
	if action == "" {
		if said {
			return t.touch(f)
		}
		return nil
	}
	c.add(graph.KindFact, action)
	if _, err := t.exec(`INSERT INTO fact (id, subject, predicate, object, value, live) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET subject = excluded.subject, object = excluded.object, value = excluded.value, live = excluded.live
		WHERE (subject, object, value, live) <> (excluded.subject, excluded.object, excluded.value, excluded.live)`,
		f.ID, f.Subject, f.Predicate, f.Object, f.Value, f.Live); err != nil {
		return err
	}
	if f.Object == "" {
		return t.AddWork(StageEntity, f.Subject)
	}
	return nil
}

// DropFact removes the fact id, whose evidence is gone.
func (t *Tx) DropFact(id string, c Tally) error {
	if _, err := t.exec("INSERT OR IGNORE INTO work SELECT 'entity', subject FROM fact WHERE id = ? AND object = ''", id); err != nil {
		return err
	}
	if _, err := t.exec("DELETE FROM fact WHERE id = ?", id); err != nil {
		return err
	}
	action, err := t.drop(graph.KindFact, id)
	c.add(graph.KindFact, action)
	return err
}

// Merge adds what other counts to c.
func (c Tally) Merge(other Tally) {
	for kind, actions := range other {
		for action, n := range actions {
			if c[kind] == nil {
				c[kind] = map[graph.Action]int{}
			}
			c[kind][action] += n
		}
	}
}
