package neo4j

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// schema is the version of what doc.go describes. A database with a later one is
// refused; one with an earlier one is brought up by Open.
const schema = 1

// Options says which database to project into, and how. Login and Workspace are
// required.
type Options struct {
	Login
	Workspace string // names the workspace for good

	// Adopt takes over a database that is not this workspace's. What another
	// workspace has written into it is removed, save what strangers' edges hold;
	// where there is no mark, everything stays.
	Adopt bool

	// ReadOnly only looks: nothing is written, not even the mark. Apply is not
	// to be called.
	ReadOnly bool

	Sessions   int           // transactions at once; default 2
	BatchRows  int           // records in a transaction; default 2,000
	BatchBytes int           // their rough size; default 8 MB
	Patience   time.Duration // how long a server may be away in the midst; default 30 s
}

// Target is a database that belongs to a workspace. It implements
// [dossier/graph.Target]. Its methods may not be called at the same time.
type Target struct {
	*DB
	options Options
}

// Open connects to a database and makes it the workspace's own. Its errors are
// of type [*Error].
func Open(ctx context.Context, o Options) (*Target, error) {
	if o.Workspace == "" {
		return nil, errors.New("opening neo4j: no workspace given")
	}
	o.Sessions = cmp.Or(max(o.Sessions, 0), 2)
	o.BatchRows = cmp.Or(max(o.BatchRows, 0), 2000)
	o.BatchBytes = cmp.Or(max(o.BatchBytes, 0), 8<<20)
	o.Patience = cmp.Or(o.Patience, 30*time.Second)
	db, err := Connect(ctx, o.Login)
	if err != nil {
		return nil, err
	}
	t := &Target{DB: db, options: o}
	if err := t.own(ctx); err != nil {
		db.Close(context.WithoutCancel(ctx))
		return nil, o.explain(ctx, err)
	}
	return t, nil
}

// own checks whose the database is and marks it as ours.
func (t *Target) own(ctx context.Context) error {
	if err := t.checkOwner(ctx); err != nil || t.options.ReadOnly {
		return err
	}
	for _, statement := range schemaStatements {
		err := t.autocommit(ctx, statement)
		var answer *driver.Neo4jError
		if errors.As(err, &answer) && answer.Title() == "EquivalentSchemaRuleAlreadyExists" {
			err = nil // another process has just made the same: IF NOT EXISTS looks too early
		}
		if err != nil {
			return err
		}
	}
	if err := t.evict(ctx); err != nil {
		return err
	}
	// The constraint on the mark makes MERGE atomic: of two workspaces that come
	// at once, one is second.
	return t.transact(ctx, func(tx transaction) error {
		const mark = "MERGE (d:Dossier {schema: $schema}) ON CREATE SET d.workspace = $workspace, d.revision = '' "
		const adopt = "SET d.workspace = $workspace, d.revision = CASE d.workspace WHEN $workspace THEN d.revision ELSE '' END "
		query := mark
		if t.options.Adopt {
			query += adopt
		}
		var owner string
		_, err := tx.run(ctx, query+"RETURN d.workspace",
			map[string]any{"schema": schema, "workspace": t.options.Workspace},
			func(r *driver.Record) error {
				owner, _ = r.Values[0].(string)
				return nil
			})
		if err == nil && owner != t.options.Workspace {
			return t.foreign(owner)
		}
		if err != nil {
			return err
		}
		return sweep(ctx, tx) // what an Apply that broke off has left
	})
}

// evict removes what another workspace has written. It comes before the mark is
// changed, so that one that breaks off is done again.
func (t *Target) evict(ctx context.Context) error {
	others := false
	err := t.read(ctx, "MATCH (d:Dossier) WHERE d.workspace <> $workspace RETURN true",
		map[string]any{"workspace": t.options.Workspace}, func(*driver.Record) error {
			others = true
			return nil
		})
	if err != nil || !others || !t.options.Adopt {
		return err
	}
	const ours = "n.id IS NOT NULL AND n.hash IS NOT NULL "
	const pieces = " IN TRANSACTIONS OF 2000 ROWS"
	statements := []string{
		"MATCH (n:Entity)-[e]->(:Entity) WHERE e.id IS NOT NULL AND e.hash IS NOT NULL CALL (e) { DELETE e }" + pieces,
		"MATCH (n:Entity)-[e:MENTIONED_IN]->(:Document) WHERE e.hash IS NOT NULL CALL (e) { DELETE e }" + pieces,
		"MATCH (n:Claim)-[e:" + ownEdges + "]->() WHERE " + ours + "CALL (e) { DELETE e }" + pieces,
	}
	for _, label := range []string{"Claim", "Document", "Entity"} {
		statements = append(statements, fmt.Sprintf("MATCH (n:%[1]s) WHERE "+ours+dropNode+pieces, label))
	}
	for _, s := range statements {
		if err := t.autocommit(ctx, s); err != nil {
			return fmt.Errorf("removing what another workspace has written: %w", err)
		}
	}
	return nil
}

// schemaStatements make each id unique, which also makes it quick to find.
var schemaStatements = [...]string{
	"CREATE CONSTRAINT dossier_schema IF NOT EXISTS FOR (n:Dossier) REQUIRE n.schema IS UNIQUE",
	"CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE",
	"CREATE CONSTRAINT document_id IF NOT EXISTS FOR (n:Document) REQUIRE n.id IS UNIQUE",
	"CREATE CONSTRAINT claim_id IF NOT EXISTS FOR (n:Claim) REQUIRE n.id IS UNIQUE",
	"CREATE CONSTRAINT former_id IF NOT EXISTS FOR (n:Former) REQUIRE n.id IS UNIQUE",
	"CREATE INDEX claim_denies IF NOT EXISTS FOR (n:Claim) ON (n.denies)",
	"CREATE INDEX entity_name IF NOT EXISTS FOR (n:Entity) ON (n.name)",
}

// checkOwner refuses a database that is not ours, before anything is written.
func (t *Target) checkOwner(ctx context.Context) error {
	const query = `OPTIONAL MATCH (d:Dossier) WITH d ORDER BY d.schema DESC LIMIT 1
		RETURN d IS NOT NULL, d.workspace, d.schema, EXISTS { MATCH (n) WHERE NOT n:Dossier }`
	return t.read(ctx, query, nil, func(r *driver.Record) error {
		marked, _ := r.Values[0].(bool)
		owner, _ := r.Values[1].(string)
		version, _ := r.Values[2].(int64)
		full, _ := r.Values[3].(bool)
		switch {
		case marked && version > schema:
			return &Error{Reason: Newer, What: fmt.Sprintf("a later version wrote this database (schema %d; this one knows %d)", version, schema),
				Hint: "update dossier, or use another database"}
		case t.options.Adopt:
			return nil
		case marked && owner != t.options.Workspace:
			return t.foreign(owner)
		case !marked && full:
			return &Error{Reason: NotEmpty, What: "the database holds something already, and no workspace has marked it as its own",
				Hint: "use an empty database, or give --adopt to write beside what is there"}
		}
		return nil
	})
}

func (t *Target) foreign(owner string) error {
	return &Error{Reason: Foreign,
		What: fmt.Sprintf("the database belongs to workspace %s, not to %s", strconv.Quote(owner), strconv.Quote(t.options.Workspace)),
		Hint: "use another database, or give --adopt to take it over: what that workspace has written is removed"}
}

// Revision gives what [Target.SetRevision] has set, or "" if changes were
// applied since.
func (t *Target) Revision(ctx context.Context) (string, error) {
	var revision string
	err := t.read(ctx, "MATCH (d:Dossier) RETURN d.revision", nil, func(r *driver.Record) error {
		revision, _ = r.Values[0].(string)
		return nil
	})
	return revision, t.login.explain(ctx, err)
}

// SetRevision notes in the database which revision of the workspace it shows
// completely.
func (t *Target) SetRevision(ctx context.Context, revision string) error {
	err := t.transact(ctx, func(tx transaction) error {
		_, err := tx.run(ctx, "MATCH (d:Dossier) SET d.revision = $revision", map[string]any{"revision": revision}, nil)
		return err
	})
	return t.login.explain(ctx, err)
}

// autocommit runs a statement in a transaction of its own.
func (t *Target) autocommit(ctx context.Context, query string) error {
	return t.retry(ctx, func(bool) (bool, error) {
		session := t.session(ctx, driver.AccessModeWrite)
		defer session.Close(context.WithoutCancel(ctx))
		result, err := session.Run(ctx, query, nil)
		if err == nil {
			_, err = result.Consume(ctx)
		}
		return false, err
	})
}

func quote(s string) string { return strconv.Quote(s) }
