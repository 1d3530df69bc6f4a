package workspace

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"reflect"

	"dossier/extract"
	"dossier/graph/resolve"
)

// A Step names a layer of a document: what one step of extraction found, or
// the summary that resolution reads.
type Step int

// The steps in their order; each is a function of those before it.
const (
	Source Step = iota
	Annotation
	Mentions
	Propositions
	Claims
	Summary
	Steps // how many there are
)

// Fingerprints say under what each layer was made; the summary's is the last.
type Fingerprints [Steps]string

// A Document is what is stored of one input beside its layers.
type Document struct {
	ID       string
	URI      string
	File     string // as the user gave it, "" for standard input
	RawHash  string
	Revision string // hash of the text
}

// layers returns pointers to the parts of a that each step fills.
func layers(a *extract.Analysis) [Summary][]any {
	return [Summary][]any{
		Source:       {&a.Document},
		Annotation:   {&a.Sentences},
		Mentions:     {&a.Mentions, &a.Chains},
		Propositions: {&a.Propositions, &a.Attributions},
		Claims:       {&a.Claims},
	}
}

// Packed is a document ready to be stored.
type Packed struct {
	Document Document
	// Own replaces keys of the document's chains by those of its own that
	// judgements give it; nil for none.
	Own     map[string]string
	raw     []byte        // nil: as it is
	from    Step          // layers before it stay as they are
	bodies  [Steps][]byte // compressed
	prints  Fingerprints
	anchors []byte // nil: as they are
	summary *resolve.Summary
}

// Pack compresses what changed of a document: its raw bytes (nil if they are
// stored already) and the layers from the step from on. anchors are what rules
// could hang on in it, nil if they are as they were. It may run beside others.
func (w *Workspace) Pack(d Document, raw []byte, a *extract.Analysis, anchors []string, s *resolve.Summary, from Step, prints Fingerprints) (*Packed, error) {
	d.ID, d.URI, d.Revision = a.Document.ID, a.Document.URI, s.Document.Revision
	p := &Packed{Document: d, from: from, prints: prints, summary: s}
	if anchors != nil {
		p.anchors = packAnchors(anchors)
	}
	if raw != nil {
		p.raw = w.enc.EncodeAll(raw, []byte{})
	}
	for i, parts := range layers(a) {
		if Step(i) < from {
			continue
		}
		if err := w.packLayer(p, Step(i), parts); err != nil {
			return nil, err
		}
	}
	return p, w.packLayer(p, Summary, []any{s})
}

func (w *Workspace) packLayer(p *Packed, step Step, parts []any) error {
	b, err := w.codecs[step].encode(parts)
	if err != nil {
		return fmt.Errorf("document %s: storing %s: %w", p.Document.URI, step, err)
	}
	p.bodies[step] = w.enc.EncodeAll(b, nil)
	return nil
}

// String returns the name of the layer.
func (s Step) String() string {
	return [...]string{"text", "annotation", "mentions", "propositions", "claims", "summary"}[s]
}

// Size returns how many bytes p adds to the database, about.
func (p *Packed) Size() int {
	n := len(p.raw) + len(p.anchors)
	for _, b := range p.bodies {
		n += len(b)
	}
	return n
}

// decodeLayer fills parts, which are a layer.
func (w *Workspace) decodeLayer(step Step, body []byte, parts []any) error {
	b, err := w.dec.DecodeAll(body, nil)
	if err != nil {
		return err
	}
	if len(b) > 0 && b[0] == codecMark {
		return w.codecs[step].decode(b, parts)
	}
	return decodeParts(b, parts) // the format of schema 1
}

func decodeParts(b []byte, parts []any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	for _, p := range parts {
		if err := d.Decode(p); err != nil {
			return err
		}
	}
	return nil
}

// Put stores p in the place of what its URI had. What depends on it becomes
// work, unless the document says what it said before.
func (t *Tx) Put(p *Packed) error {
	t.moved = true
	d := p.Document
	if _, err := t.exec(`INSERT INTO document (id, uri, file, raw_hash, revision) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET file = excluded.file, raw_hash = excluded.raw_hash, revision = excluded.revision
		WHERE (file, raw_hash, revision) <> (excluded.file, excluded.raw_hash, excluded.revision)`,
		d.ID, d.URI, d.File, d.RawHash, d.Revision); err != nil {
		return err
	}
	if p.raw != nil {
		if _, err := t.exec("INSERT OR REPLACE INTO content (document, raw) VALUES (?, ?)", d.ID, p.raw); err != nil {
			return err
		}
	}
	same, before, err := t.said(p)
	if err != nil {
		return err
	}
	for s := p.from; s < Steps; s++ {
		if _, err := t.exec(`INSERT INTO layer (document, step, fingerprint, body) VALUES (?, ?, ?, ?)
			ON CONFLICT (document, step) DO UPDATE SET fingerprint = excluded.fingerprint, body = excluded.body
			WHERE fingerprint <> excluded.fingerprint OR body <> excluded.body`, d.ID, s, p.prints[s], p.bodies[s]); err != nil {
			return err
		}
	}
	if err := t.putAnchors(p); err != nil {
		return err
	}
	if same {
		return nil
	}
	if before != nil && reflect.DeepEqual(before.Entities, p.summary.Entities) {
		stage := StageDocument
		if reflect.DeepEqual(before.Document, p.summary.Document) {
			stage = StageClaims
		}
		return t.AddWork(stage, d.ID)
	}
	if err := t.dropNames(d.ID); err != nil {
		return err
	}
	return t.putNames(p.summary, p.Own)
}

// said compares what p says with what the document said before, nil if nothing.
func (t *Tx) said(p *Packed) (same bool, before *resolve.Summary, err error) {
	var body []byte
	ok, err := t.one("SELECT body FROM layer WHERE document = ? AND step = ?", []any{p.Document.ID, Summary}, &body)
	if err != nil || !ok || bytes.Equal(body, p.bodies[Summary]) {
		return ok, nil, err
	}
	if before, err = t.Summary(p.Document.ID); err != nil {
		return false, nil, err
	}
	return reflect.DeepEqual(before, p.summary), before, nil
}

// Clear takes everything from the document but its bytes: a step has failed on
// it, so it says nothing now.
func (t *Tx) Clear(id string) error {
	t.moved = true
	if err := t.dropNames(id); err != nil {
		return err
	}
	return t.execAll([]any{id},
		"DELETE FROM layer WHERE document = ?",
		"DELETE FROM anchor WHERE document = ?",
		"DELETE FROM work WHERE stage = 'rule' AND key = ?")
}

// Forget removes the document with the given URI and reports whether there was
// one. [Workspace.Purge] removes its last traces.
func (t *Tx) Forget(uri string) (bool, error) {
	var id string
	ok, err := t.one("SELECT id FROM document WHERE uri = ?", []any{uri}, &id)
	if err != nil || !ok {
		return false, err
	}
	t.moved = true
	if err := t.dropNames(id); err != nil {
		return false, err
	}
	err = t.execAll([]any{id},
		"DELETE FROM document WHERE id = ?",
		"DELETE FROM work WHERE stage = 'rule' AND key = ?")
	if err != nil {
		return false, err
	}
	return true, t.Set(settingPurge, "now")
}

// dropNames removes what the document knows of names and notes the work that
// this and any other change of it brings.
func (t *Tx) dropNames(id string) error {
	return t.execAll([]any{id},
		"INSERT OR IGNORE INTO work SELECT 'document', ?",
		"INSERT OR IGNORE INTO work SELECT 'key', key FROM chain WHERE document = ?",
		"INSERT OR IGNORE INTO work SELECT 'key', short FROM acronym WHERE document = ?",
		"DELETE FROM chain WHERE document = ?",
		"DELETE FROM spelling WHERE document = ?",
		"DELETE FROM acronym WHERE document = ?")
}

func (t *Tx) execAll(args []any, queries ...string) error {
	for _, q := range queries {
		if _, err := t.exec(q, args...); err != nil {
			return err
		}
	}
	return nil
}

// Rekey gives the chains of the document, if it is there, other keys of its own.
func (t *Tx) Rekey(id string, own map[string]string) error {
	t.moved = true
	s, err := t.Summary(id)
	if err != nil || s == nil {
		return err
	}
	if err := t.dropNames(id); err != nil {
		return err
	}
	return t.putNames(s, own)
}

func (t *Tx) putNames(s *resolve.Summary, own map[string]string) error {
	id := s.Document.ID
	for _, e := range s.Entities {
		if key := own[e.Key]; key != "" {
			e.Key = key
		}
		if _, err := t.exec("INSERT INTO chain (document, chain, key, linked, type, mentions) VALUES (?, ?, ?, ?, ?, ?)",
			id, e.Chain, e.Key, e.Linked, e.Type, e.Mentions); err != nil {
			return err
		}
		for _, name := range e.Names {
			if _, err := t.exec("INSERT OR IGNORE INTO spelling (document, key, name) VALUES (?, ?, ?)", id, e.Key, name); err != nil {
				return err
			}
		}
		for _, short := range e.Acronyms {
			if _, err := t.exec("INSERT OR IGNORE INTO acronym (document, short, owner) VALUES (?, ?, ?)", id, short, e.Key); err != nil {
				return err
			}
		}
	}
	return t.execAll([]any{id},
		"INSERT OR IGNORE INTO work SELECT 'key', key FROM chain WHERE document = ?",
		"INSERT OR IGNORE INTO work SELECT 'key', short FROM acronym WHERE document = ?")
}

// SetFile notes another path of a document that is otherwise unchanged.
func (t *Tx) SetFile(uri, file string) error {
	_, err := t.exec("UPDATE document SET file = ? WHERE uri = ? AND file <> ?", file, uri, file)
	return err
}

const documentColumns = "id, uri, file, raw_hash, revision"

func (d *Document) scan(scan func(...any) error) error {
	return scan(&d.ID, &d.URI, &d.File, &d.RawHash, &d.Revision)
}

// Document returns the document with the given URI, and whether there is one.
func (w *Workspace) Document(ctx context.Context, uri string) (d Document, ok bool, err error) {
	err = w.each(ctx, func(scan func(...any) error) error {
		ok = true
		return d.scan(scan)
	}, "SELECT "+documentColumns+" FROM document WHERE uri = ?", uri)
	return d, ok, err
}

// Made returns under what the layers of the document id were made, and from
// bytes of which hash; ok is false if there is no such document. A document that
// a step has failed on has no layers.
func (w *Workspace) Made(ctx context.Context, id string) (rawHash string, prints Fingerprints, ok bool, err error) {
	err = w.each(ctx, func(scan func(...any) error) error {
		ok = true
		var step sql.NullInt64
		var print sql.NullString
		err := scan(&rawHash, &step, &print)
		if step.Valid && step.Int64 < int64(Steps) {
			prints[step.Int64] = print.String
		}
		return err
	}, "SELECT raw_hash, step, fingerprint FROM document LEFT JOIN layer ON document = id WHERE id = ?", id)
	return rawHash, prints, ok, err
}

// MadeAlike reports whether the document id was made from the same bytes under the
// same fingerprints in w and in other, in each of which it may be missing. Like
// Fresh it looks at the summary's alone.
func (w *Workspace) MadeAlike(ctx context.Context, other *Workspace, id string) (bool, error) {
	var made [2]struct{ rawHash, print string }
	for i, w := range []*Workspace{w, other} {
		if _, err := w.one(ctx, selectMade, []any{Summary, id}, &made[i].rawHash, &made[i].print); err != nil {
			return false, err
		}
	}
	return made[0] == made[1], nil
}

const selectMade = "SELECT raw_hash, coalesce(fingerprint, '') FROM document LEFT JOIN layer ON document = id AND step = ? WHERE id = ?"

// Fresh reports whether the document of this URI was made from bytes with this
// hash under these fingerprints; kept also that it is known by this file and that
// no failure is noted, so that nothing is left to store. The summary's fingerprint
// tells: whenever a layer is made, so is the summary.
func (w *Workspace) Fresh(ctx context.Context, d Document, prints Fingerprints) (fresh, kept bool, err error) {
	fresh, err = w.one(ctx, selectFresh, []any{d.File, d.URI, d.RawHash, Summary, prints[Summary]}, &kept)
	return fresh, kept, err
}

const selectFresh = `SELECT file = ? AND NOT EXISTS (SELECT 1 FROM failure WHERE failure.uri = document.uri)
	FROM document JOIN layer ON document = id WHERE uri = ? AND raw_hash = ? AND step = ? AND fingerprint = ?`

// Stored returns the hash of the bytes of the document with the given URI and its
// file, "" if there is none, and whether the input has a failure.
func (t *Tx) Stored(uri string) (rawHash, file string, failed bool, err error) {
	_, err = t.one(`SELECT coalesce(raw_hash, ''), coalesce(file, ''), EXISTS (SELECT 1 FROM failure WHERE failure.uri = it.uri)
		FROM (SELECT ? AS uri) it LEFT JOIN document ON document.uri = it.uri`, []any{uri}, &rawHash, &file, &failed)
	return rawHash, file, failed, err
}

// Documents calls f with every document in order of id.
func (w *Workspace) Documents(ctx context.Context, f func(Document) error) error {
	return w.each(ctx, func(scan func(...any) error) error {
		var d Document
		if err := d.scan(scan); err != nil {
			return err
		}
		return f(d)
	}, "SELECT "+documentColumns+" FROM document ORDER BY id")
}

// Raw returns the bytes of the document id as they came.
func (w *Workspace) Raw(ctx context.Context, id string) ([]byte, error) {
	var body []byte
	if _, err := w.one(ctx, "SELECT raw FROM content WHERE document = ?", []any{id}, &body); err != nil {
		return nil, err
	}
	raw, err := w.dec.DecodeAll(body, []byte{})
	if err != nil {
		return nil, &Error{Path: w.dir, Why: Damaged, Err: fmt.Errorf("bytes of document %s: %w", id, err)}
	}
	return raw, nil
}

// Load fills the layers of a before the step before from the document id.
func (w *Workspace) Load(ctx context.Context, id string, before Step, a *extract.Analysis) error {
	into := layers(a)
	n := 0
	err := w.each(ctx, func(scan func(...any) error) error {
		var step Step
		var body []byte
		if err := scan(&step, &body); err != nil {
			return err
		}
		n++
		if err := w.decodeLayer(step, body, into[step]); err != nil {
			return &Error{Path: w.dir, Why: Damaged, Err: fmt.Errorf("%s of document %s: %w", step, id, err)}
		}
		return nil
	}, "SELECT step, body FROM layer WHERE document = ? AND step < ?", id, min(before, Summary))
	if err == nil && n != int(min(before, Summary)) {
		err = fmt.Errorf("workspace %s: document %s: %d of %d layers", w.dir, id, n, before)
	}
	return err
}

// Summary returns the summary of the document id, nil if the document is gone.
func (t *Tx) Summary(id string) (*resolve.Summary, error) {
	var body []byte
	ok, err := t.one("SELECT body FROM layer WHERE document = ? AND step = ?", []any{id, Summary}, &body)
	if err != nil || !ok {
		return nil, err
	}
	s := &resolve.Summary{}
	if err := t.w.decodeLayer(Summary, body, []any{s}); err != nil {
		return nil, &Error{Path: t.w.dir, Why: Damaged, Err: fmt.Errorf("summary of document %s: %w", id, err)}
	}
	return s, nil
}
