package workspace

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// applicationID marks the file as ours: "DSSR".
const applicationID = 0x44535352

// migrations lead from one schema to the next; the schema's version is how many
// have run. Append only: what has been released is never edited.
var migrations = [...]string{
	`
CREATE TABLE setting (
	name  TEXT PRIMARY KEY,
	value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE document (
	id       TEXT PRIMARY KEY,
	uri      TEXT NOT NULL UNIQUE,
	file     TEXT NOT NULL,      -- as the user gave it, "" for standard input
	raw_hash TEXT NOT NULL,      -- of the bytes as they came
	revision TEXT NOT NULL       -- hash of the text, "" if they gave none
) WITHOUT ROWID;

CREATE TABLE content (           -- the bytes as they came, compressed
	document TEXT PRIMARY KEY REFERENCES document ON DELETE CASCADE,
	raw      BLOB NOT NULL
);

CREATE TABLE layer (             -- what a step found; the last is the summary
	document    TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
	step        INTEGER NOT NULL,
	fingerprint TEXT NOT NULL,
	body        BLOB NOT NULL,   -- compressed JSON
	PRIMARY KEY (document, step)
);
CREATE INDEX layer_fingerprint ON layer (step, fingerprint, document);

CREATE TABLE chain (             -- a document's named things
	document TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
	chain    INTEGER NOT NULL,
	key      TEXT NOT NULL,
	linked   INTEGER NOT NULL,
	type     TEXT NOT NULL,
	mentions INTEGER NOT NULL,
	PRIMARY KEY (document, chain)
) WITHOUT ROWID;
CREATE INDEX chain_key ON chain (key, linked, type, mentions);

CREATE TABLE spelling (
	document TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
	key      TEXT NOT NULL,
	name     TEXT NOT NULL,
	PRIMARY KEY (document, key, name)
) WITHOUT ROWID;
CREATE INDEX spelling_key ON spelling (key, name);

CREATE TABLE acronym (           -- owner carries short as an acronym
	document TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
	short    TEXT NOT NULL,      -- a key
	owner    TEXT NOT NULL,      -- a key
	PRIMARY KEY (document, short, owner)
) WITHOUT ROWID;
CREATE INDEX acronym_short ON acronym (short, owner);

CREATE TABLE identity (
	key    TEXT PRIMARY KEY,
	entity TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX identity_entity ON identity (entity);

CREATE TABLE evidence (
	id        TEXT PRIMARY KEY,
	document  TEXT NOT NULL,
	fact      TEXT NOT NULL,
	published TEXT NOT NULL,     -- of the document
	revision  TEXT NOT NULL,     -- of its text
	body      BLOB NOT NULL      -- JSON, Denies left out
) WITHOUT ROWID;
CREATE INDEX evidence_document ON evidence (document);
CREATE INDEX evidence_fact ON evidence (fact);

CREATE TABLE fact (
	id        TEXT PRIMARY KEY,
	subject   TEXT NOT NULL,
	predicate TEXT NOT NULL,
	object    TEXT NOT NULL,     -- "" for a literal
	value     TEXT NOT NULL,
	live      INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX fact_subject ON fact (subject, predicate);
CREATE INDEX fact_object ON fact (object, predicate);
CREATE INDEX fact_predicate ON fact (predicate);

CREATE TABLE called (            -- by what an entity is looked up
	slug   TEXT NOT NULL,
	entity TEXT NOT NULL,
	PRIMARY KEY (slug, entity)
) WITHOUT ROWID;
CREATE INDEX called_entity ON called (entity);

CREATE TABLE record (
	kind     TEXT NOT NULL,
	key      TEXT NOT NULL,
	hash     TEXT NOT NULL,
	document TEXT NOT NULL,      -- that it belongs to, "" if to all
	shown    INTEGER NOT NULL,   -- targets hold it
	body     BLOB NOT NULL,      -- JSON
	PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE INDEX record_document ON record (document, kind) WHERE document <> '';

CREATE TABLE projected (
	target TEXT NOT NULL,
	kind   TEXT NOT NULL,
	key    TEXT NOT NULL,
	hash   TEXT NOT NULL,        -- "" if it is not known what became of it
	body   BLOB,                 -- of a fact, what its deletion needs: JSON
	PRIMARY KEY (target, kind, key)
) WITHOUT ROWID;

CREATE TABLE work (
	stage TEXT NOT NULL,
	key   TEXT NOT NULL,
	PRIMARY KEY (stage, key)
) WITHOUT ROWID;

CREATE TABLE failure (
	uri     TEXT PRIMARY KEY,
	file    TEXT NOT NULL,
	reason  TEXT NOT NULL,
	message TEXT NOT NULL,
	hint    TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE run (
	id       INTEGER PRIMARY KEY,
	verb     TEXT NOT NULL,
	started  TEXT NOT NULL,      -- RFC 3339
	finished TEXT NOT NULL,      -- "" if it did not end well
	summary  TEXT NOT NULL       -- JSON
);
`,
	`
CREATE TABLE rule (              -- under which the claims were made
	id          TEXT PRIMARY KEY,
	relation    TEXT NOT NULL,
	fingerprint TEXT NOT NULL,
	shape       TEXT NOT NULL,
	anchors     TEXT NOT NULL    -- JSON
) WITHOUT ROWID;

CREATE TABLE anchor (            -- what rules could hang on in a document
	document TEXT PRIMARY KEY REFERENCES document ON DELETE CASCADE,
	keys     BLOB NOT NULL       -- sorted hashes of 32 bits
);
`,
	`
CREATE TABLE rejected (          -- claims that a judgement rejects
	claim    TEXT PRIMARY KEY,
	document TEXT NOT NULL,
	quote    TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX rejected_document ON rejected (document);
CREATE INDEX acronym_owner ON acronym (owner, short);
`,
}

// migrate brings the database to the schema of scripts. An older one is copied
// beside the file first; a newer one, or one that is not ours, is refused.
func migrate(ctx context.Context, db *sql.DB, path string, scripts []string) error {
	version, err := schemaVersion(ctx, db, path)
	if err != nil {
		return err
	}
	if version > len(scripts) {
		return &Error{Path: path, Why: TooNew, Err: fmt.Errorf("its schema is %d, known are up to %d", version, len(scripts))}
	}
	if version > 0 && version < len(scripts) {
		if err := backup(ctx, db, fmt.Sprintf("%s.v%d", path, version)); err != nil {
			return explain(path, "copying it before a change of schema", err)
		}
	}
	if version == 0 { // a new one is made whole or not at all
		return explain(path, "making it", step(ctx, db, len(scripts), strings.Join(scripts, "\n")))
	}
	for ; version < len(scripts); version++ {
		if err := step(ctx, db, version+1, scripts[version]); err != nil {
			return explain(path, fmt.Sprintf("bringing it to schema %d", version+1), err)
		}
	}
	return nil
}

// backup copies the database to a file, which is there as a whole or not at all.
func backup(ctx context.Context, db *sql.DB, file string) error {
	if _, err := os.Stat(file); err == nil {
		return nil
	}
	part := file + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", part); err != nil {
		return err
	}
	return os.Rename(part, file)
}

// step runs one script and notes its version in one transaction.
func step(ctx context.Context, db *sql.DB, version int, script string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	marks := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d;", applicationID, version)
	if _, err := tx.ExecContext(ctx, script+marks); err != nil {
		return err
	}
	return tx.Commit()
}

// schemaVersion returns 0 for an empty database.
func schemaVersion(ctx context.Context, db *sql.DB, path string) (int, error) {
	var id, version, tables int
	err := db.QueryRowContext(ctx,
		"SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),"+
			" (SELECT count(*) FROM sqlite_master)").Scan(&id, &version, &tables)
	if err != nil {
		return 0, explain(path, "opening it", err)
	}
	if id == applicationID {
		return version, nil
	}
	if id == 0 && version == 0 && tables == 0 {
		return 0, nil
	}
	return 0, &Error{Path: path, Why: NotWorkspace}
}
