package workspace

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"hash/fnv"
	"slices"

	"dossier/extract"
)

// The index from anchors to documents is a list of hashes per document, read
// from end to end when rules were edited. A row for each anchor and document
// would answer faster, but a document has some hundred anchors, scattered over
// the whole index, and writing them would cost more than all edits save. Equal
// hashes of two anchors make a document be read again in vain, no more.

func hashAnchors(anchors []string) []uint32 {
	hashes := make([]uint32, len(anchors))
	for i, a := range anchors {
		h := fnv.New32a()
		h.Write([]byte(a))
		hashes[i] = h.Sum32()
	}
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

func packAnchors(anchors []string) []byte {
	hashes := hashAnchors(anchors)
	b := make([]byte, 0, 4*len(hashes))
	for _, h := range hashes {
		b = binary.BigEndian.AppendUint32(b, h)
	}
	return b
}

// holdsAny reports whether the packed anchors hold one of hashes, which are
// sorted.
func holdsAny(packed []byte, hashes []uint32) bool {
	for len(packed) >= 4 && len(hashes) > 0 {
		switch h := binary.BigEndian.Uint32(packed); {
		case h == hashes[0]:
			return true
		case h < hashes[0]:
			packed = packed[4:]
		default:
			hashes = hashes[1:]
		}
	}
	return false
}

// putAnchors stores those of p, and that its claims are made under the current
// rules.
func (t *Tx) putAnchors(p *Packed) error {
	if p.from > Claims {
		return nil
	}
	if _, err := t.exec("DELETE FROM work WHERE stage = ? AND key = ?", StageRule, p.Document.ID); err != nil {
		return err
	}
	if p.anchors == nil {
		return nil
	}
	_, err := t.exec("INSERT INTO anchor (document, keys) VALUES (?, ?) ON CONFLICT (document) DO UPDATE SET keys = excluded.keys WHERE keys <> excluded.keys",
		p.Document.ID, p.anchors)
	return err
}

// SetRules puts rules, in order of id, in the place of those that the claims
// were made under. The documents that hold an anchor of a rule that came, went
// or is another now become work of [StageRule].
func (t *Tx) SetRules(rules []extract.Rule) error {
	old, err := t.rules()
	if err != nil {
		return err
	}
	before := map[string]extract.Rule{}
	for _, r := range old {
		before[r.ID] = r
	}
	var anchors []string
	changed := false
	for _, r := range rules {
		was, ok := before[r.ID]
		delete(before, r.ID)
		if ok && was.Fingerprint == r.Fingerprint && slices.Equal(was.Anchors, r.Anchors) {
			continue
		}
		changed = true
		anchors = slices.Concat(anchors, was.Anchors, r.Anchors)
		if err := t.putRule(r); err != nil {
			return err
		}
	}
	for _, was := range before {
		changed = true
		anchors = append(anchors, was.Anchors...)
		if _, err := t.exec("DELETE FROM rule WHERE id = ?", was.ID); err != nil {
			return err
		}
	}
	if !changed {
		return nil
	}
	t.moved = true
	return t.addRuleWork(hashAnchors(anchors))
}

func (t *Tx) putRule(r extract.Rule) error {
	anchors, err := json.Marshal(r.Anchors)
	if err != nil {
		return err
	}
	_, err = t.exec("INSERT OR REPLACE INTO rule (id, relation, fingerprint, shape, anchors) VALUES (?, ?, ?, ?, ?)",
		r.ID, r.Relation, r.Fingerprint, r.Shape, anchors)
	return err
}

// addRuleWork notes the documents that hold one of the anchors.
func (t *Tx) addRuleWork(hashes []uint32) error {
	const page = 1024
	for after := int64(0); ; {
		n := 0
		var hit []string
		err := t.each(func(scan func(...any) error) error {
			n++
			var id string
			var keys []byte
			err := scan(&after, &id, &keys)
			if holdsAny(keys, hashes) {
				hit = append(hit, id)
			}
			return err
		}, "SELECT rowid, document, keys FROM anchor WHERE rowid > ? ORDER BY rowid LIMIT ?", after, page)
		if err != nil || n == 0 {
			return err
		}
		for _, id := range hit {
			if err := t.AddWork(StageRule, id); err != nil {
				return err
			}
		}
	}
}

const selectRules = "SELECT id, relation, fingerprint, shape, anchors FROM rule ORDER BY id"

func (t *Tx) rules() (list []extract.Rule, err error) {
	err = t.each(scanRule(t.w, &list), selectRules)
	return list, err
}

// Rules returns the rules that the claims were made under, by id.
func (w *Workspace) Rules(ctx context.Context) (list []extract.Rule, err error) {
	err = w.each(ctx, scanRule(w, &list), selectRules)
	return list, err
}

func scanRule(w *Workspace, list *[]extract.Rule) func(scan func(...any) error) error {
	return func(scan func(...any) error) error {
		var r extract.Rule
		var anchors []byte
		if err := scan(&r.ID, &r.Relation, &r.Fingerprint, &r.Shape, &anchors); err != nil {
			return err
		}
		if err := w.unmarshal(anchors, &r.Anchors); err != nil {
			return err
		}
		*list = append(*list, r)
		return nil
	}
}
