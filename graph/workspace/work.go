package workspace

import (
	"context"
	"fmt"
)

// A Stage is a part of following up a change. Each may leave work for later
// ones only, so doing them in order comes to an end.
type Stage string

// The stages, with what the keys of their work are.
const (
	StageKey      Stage = "key"      // keys of chains: whose are they?
	StageDocument Stage = "document" // ids: what does it say, and of which entities does it speak?
	StageClaims   Stage = "claims"   // ids of documents of which nothing but the claims is another: what do they say?
	StageFact     Stage = "fact"     // ids: what does its evidence add up to?
	StageEntity   Stage = "entity"   // ids: what is known of it?
)

// StageRule comes before all stages: its keys are ids of documents that an edited
// rule may read differently, see [Workspace.Stale].
const StageRule Stage = "rule"

// Stages lists the stages in order, those that need no document read again.
var Stages = [...]Stage{StageKey, StageDocument, StageClaims, StageFact, StageEntity}

// Work returns up to limit keys of the stage after the key after, sorted.
func (t *Tx) Work(s Stage, after string, limit int) ([]string, error) {
	return t.strings("SELECT key FROM work WHERE stage = ? AND key > ? ORDER BY key LIMIT ?", s, after, limit)
}

// AddWork notes that key must be decided again.
func (t *Tx) AddWork(s Stage, key string) error {
	_, err := t.exec("INSERT OR IGNORE INTO work (stage, key) VALUES (?, ?)", s, key)
	return err
}

// Done removes the keys up to last from the work of the stage.
func (t *Tx) Done(s Stage, last string) error {
	t.moved = true
	_, err := t.exec("DELETE FROM work WHERE stage = ? AND key <= ?", s, last)
	return err
}

// AddAllWork notes that everything must be decided again.
func (t *Tx) AddAllWork() error {
	t.moved = true
	return t.execAll(nil,
		"INSERT OR IGNORE INTO work SELECT 'key', key FROM chain",
		"INSERT OR IGNORE INTO work SELECT 'document', id FROM document",
		"INSERT OR IGNORE INTO work SELECT 'fact', id FROM fact",
		"INSERT OR IGNORE INTO work SELECT 'entity', entity FROM identity")
}

// AddRelationWork notes that all that is said of a relation must be decided
// again, and what is said of facts that a run which was broken off has not come
// to: of which relation they are is not known yet.
func (t *Tx) AddRelationWork(predicate string) error {
	facts, err := t.exec("INSERT OR IGNORE INTO work SELECT 'fact', id FROM fact WHERE predicate = ?", predicate)
	if err != nil {
		return err
	}
	documents, err := t.exec(`INSERT OR IGNORE INTO work SELECT 'document', document FROM evidence
		WHERE fact IN (SELECT key FROM work WHERE stage = 'fact')`)
	t.moved = t.moved || facts+documents > 0
	return err
}

// CountWork returns how much is to be done in the stage.
func (w *Workspace) CountWork(ctx context.Context, s Stage) (n int, err error) {
	_, err = w.one(ctx, "SELECT count(*) FROM work WHERE stage = ?", []any{s}, &n)
	return n, err
}

// Pending returns an [*Error] if changes have not been followed up yet, so that
// the graph is not what the documents say.
func (w *Workspace) Pending(ctx context.Context) error {
	var n int
	if _, err := w.one(ctx, "SELECT count(*) FROM work", nil, &n); err != nil || n == 0 {
		return err
	}
	return &Error{Path: w.dir, Why: Incomplete, Err: fmt.Errorf("%d steps remain", n)}
}

func (t *Tx) strings(query string, args ...any) ([]string, error) {
	var list []string
	err := t.each(func(scan func(...any) error) error {
		var s string
		err := scan(&s)
		list = append(list, s)
		return err
	}, query, args...)
	return list, err
}

// Setting returns the value of a setting, "" if it is not set.
func (t *Tx) Setting(name string) (value string, err error) {
	_, err = t.one("SELECT value FROM setting WHERE name = ?", []any{name}, &value)
	return value, err
}

// Set gives a setting a value.
func (t *Tx) Set(name, value string) error {
	_, err := t.exec(`INSERT INTO setting (name, value) VALUES (?, ?)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value`, name, value)
	return err
}

// Setting returns the value of a setting, "" if it is not set.
func (w *Workspace) Setting(ctx context.Context, name string) (value string, err error) {
	_, err = w.one(ctx, "SELECT value FROM setting WHERE name = ?", []any{name}, &value)
	return value, err
}

// Settings with a meaning.
const (
	// SettingID holds what [Workspace.ID] returns.
	SettingID = "id"
	// SettingConfig holds a hash of all configuration that the graph was made
	// under.
	SettingConfig = "config"
	// SettingState holds a random word that is another after every transaction
	// that changed what the graph follows from, or followed it up.
	SettingState = "state"
)
