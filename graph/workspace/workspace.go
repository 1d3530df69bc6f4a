package workspace

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/klauspost/compress/zstd"
)

// File is the name of the database in the folder of a workspace.
const File = "workspace.db"

// cacheBytes is how much of the database the connection that writes keeps in
// memory: small, since all of it fills up, and more saves no time to speak of.
const cacheBytes = 16 << 20

// Memory is about how many bytes an open workspace takes of the memory that is
// not the Go runtime's, whatever it holds.
const Memory = cacheBytes + 16<<20

// A Workspace is open until Close. Its methods may be called from many
// goroutines.
type Workspace struct {
	dir   string
	lock  *lock
	write *sql.DB // one connection; nil if read only
	read  *sql.DB
	query *statements // of read, or of one transaction
	trial *trial      // nil but in a trial
	enc   *zstd.Encoder
	dec   *zstd.Decoder
	// codecs store the layers.
	codecs *[Steps]*codec
}

// Options say how to open a workspace. The zero value opens an existing one
// for writing and waits five seconds for another writer.
type Options struct {
	Create   bool          // make the folder and the database if missing
	ReadOnly bool          // take no lock and change nothing
	AsItIs   bool          // refuse an older schema, which is brought up to date otherwise
	Wait     time.Duration // for another writer; negative: not at all
	Verb     string        // told to others who wait
	NoSync   bool          // do not wait for the disk: a crash of the machine may lose everything
}

// Open opens the workspace in the folder dir. Its errors are mostly [*Error]s.
func Open(ctx context.Context, dir string, o Options) (_ *Workspace, err error) {
	exists, err := prepare(dir, o)
	if err != nil {
		return nil, err
	}
	w := &Workspace{dir: dir, codecs: newCodecs()}
	defer func() {
		if err != nil {
			w.Close()
		}
	}()
	if w.enc, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1)); err != nil {
		return nil, err
	}
	if w.dec, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0)); err != nil {
		return nil, err
	}
	if !o.ReadOnly {
		if w.lock, err = acquire(ctx, dir, o.Verb, waiting(o.Wait)); err != nil {
			return nil, err
		}
	}
	path := filepath.Join(dir, File)
	// The time to wait comes first: the pragmas after it may need it.
	pragmas := []string{"busy_timeout(10000)", "foreign_keys(1)", "temp_store(2)"}
	r := reader{path: path, pragmas: append(pragmas, "query_only(1)"), asItIs: o.ReadOnly || o.AsItIs}
	open := r.open
	if exists { // before anything is written to what may be somebody else's
		open = r.openChecked
	}
	if w.read, err = open(ctx); err != nil {
		return nil, err
	}
	w.query = &statements{db: w.read}
	if o.ReadOnly {
		return w, nil
	}
	sync := "synchronous(EXTRA)" // FULL leaves the journal, under which a database begins, to come back and undo it
	if o.NoSync {
		sync = "synchronous(OFF)"
	}
	w.write, err = sql.Open("sqlite", dsn(path, url.Values{
		"_txlock": {"immediate"},
		"_pragma": append(pragmas, sync, "journal_mode(WAL)", "secure_delete(1)", fmt.Sprintf("cache_size(-%d)", cacheBytes>>10)),
	}))
	if err != nil {
		return nil, err
	}
	w.write.SetMaxOpenConns(1)
	return w, migrate(ctx, w.write, path, migrations[:])
}

// prepare reports whether there is a database in dir, and makes the folder if
// there is none and it may.
func prepare(dir string, o Options) (exists bool, err error) {
	_, err = os.Stat(filepath.Join(dir, File))
	switch {
	case err == nil:
		return true, nil
	case !errors.Is(err, fs.ErrNotExist):
		return false, &Error{Path: dir, Why: ReadOnly, Err: err}
	case !o.Create || o.ReadOnly:
		return false, &Error{Path: dir, Why: NotFound}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return false, &Error{Path: dir, Why: ReadOnly, Err: err}
	}
	return false, nil
}

// check refuses what is not a workspace and, for a reader, any other schema.
func check(ctx context.Context, db *sql.DB, path string, readOnly bool) error {
	version, err := schemaVersion(ctx, db, path)
	switch {
	case err != nil:
		return err
	case version > len(migrations):
		return &Error{Path: path, Why: TooNew, Err: fmt.Errorf("its schema is %d, known are up to %d", version, len(migrations))}
	case readOnly && version == 0: // the first run was broken off before it made anything
		return &Error{Path: filepath.Dir(path), Why: NotFound}
	case readOnly && version < len(migrations):
		return &Error{Path: path, Why: TooOld, Err: fmt.Errorf("its schema is %d of %d", version, len(migrations))}
	}
	return nil
}

func waiting(d time.Duration) time.Duration {
	switch {
	case d < 0:
		return 0
	case d == 0:
		return 5 * time.Second
	}
	return d
}

// dsn names the database file path with parameters of the driver.
func dsn(path string, parameters url.Values) string {
	return "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + "?" + parameters.Encode()
}

// Dir returns the folder of w.
func (w *Workspace) Dir() string { return w.dir }

// Close releases everything that w holds.
func (w *Workspace) Close() error {
	var errs []error
	if w.read != nil {
		errs = append(errs, w.read.Close())
	}
	if w.write != nil {
		errs = append(errs, w.write.Close())
	}
	if w.dec != nil {
		w.dec.Close()
	}
	if w.enc != nil {
		errs = append(errs, w.enc.Close())
	}
	return errors.Join(append(errs, w.lock.release())...)
}

// Snapshot calls f with a view of w that does not change, whoever writes. The
// view can only be read, by one goroutine, and not be closed.
func (w *Workspace) Snapshot(ctx context.Context, f func(*Workspace) error) error {
	if w.trial != nil {
		return f(w)
	}
	tx, err := w.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return explain(w.dir, "reading", err)
	}
	defer tx.Rollback()
	return f(&Workspace{dir: w.dir, query: &statements{db: tx}, dec: w.dec, codecs: w.codecs})
}

// A Tx is a transaction that writes. It is used by one goroutine. Between its
// statements, not within one, it looks whether its context has ended: to be ready
// to break off a statement would take twice as long as most do.
type Tx struct {
	w     *Workspace
	ctx   context.Context
	tx    *sql.Tx
	stmts map[string]*sql.Stmt
	moved bool // what the graph follows from has changed, or was followed up
}

// Update runs f in a transaction, which is durable when Update returns nil and
// has no effect otherwise.
func (w *Workspace) Update(ctx context.Context, f func(*Tx) error) error {
	if w.trial != nil {
		return w.updateTrial(ctx, f)
	}
	if w.write == nil {
		return &Error{Path: w.dir, Why: ReadOnly, Err: errors.New("opened for reading")}
	}
	tx, err := w.write.BeginTx(ctx, nil)
	if err != nil {
		return explain(w.dir, "beginning a transaction", err)
	}
	defer tx.Rollback()
	t := &Tx{w: w, ctx: ctx, tx: tx, stmts: map[string]*sql.Stmt{}}
	defer t.close()
	if err := t.run(f); err != nil {
		return err
	}
	return explain(w.dir, "committing", tx.Commit())
}

// run calls f and notes that the workspace is in another state then.
func (t *Tx) run(f func(*Tx) error) error {
	if err := f(t); err != nil || !t.moved {
		return err
	}
	return t.Set(SettingState, rand.Text())
}

func (t *Tx) close() {
	for _, s := range t.stmts {
		s.Close()
	}
}

func (t *Tx) stmt(query string) (*sql.Stmt, error) {
	if err := t.ctx.Err(); err != nil {
		return nil, err
	}
	if s, ok := t.stmts[query]; ok {
		return s, nil
	}
	s, err := t.tx.PrepareContext(unbroken(t.ctx), query)
	if err != nil {
		return nil, explain(t.w.dir, "preparing "+query, err)
	}
	t.stmts[query] = s
	return s, nil
}

// unbroken returns a context that lasts: see [Tx].
func unbroken(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

func (t *Tx) exec(query string, args ...any) (int64, error) {
	s, err := t.stmt(query)
	if err != nil {
		return 0, err
	}
	r, err := s.ExecContext(unbroken(t.ctx), args...)
	if err != nil {
		return 0, explain(t.w.dir, "writing", err)
	}
	return r.RowsAffected()
}

// each calls f with every row, to be read by its argument.
func (t *Tx) each(f func(scan func(...any) error) error, query string, args ...any) error {
	s, err := t.stmt(query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(unbroken(t.ctx), args...)
	return eachRow(t.w.dir, rows, err, f)
}

// one scans the only row of query; it reports whether there is one.
func (t *Tx) one(query string, args []any, dest ...any) (bool, error) {
	s, err := t.stmt(query)
	if err != nil {
		return false, err
	}
	return found(t.w.dir, s.QueryRowContext(unbroken(t.ctx), args...).Scan(dest...))
}

func (w *Workspace) each(ctx context.Context, f func(scan func(...any) error) error, query string, args ...any) error {
	s, err := w.query.take(ctx, query)
	if err != nil {
		return explain(w.dir, "preparing "+query, err)
	}
	defer w.query.put(query, s)
	rows, err := s.QueryContext(ctx, args...)
	return eachRow(w.dir, rows, err, f)
}

func (w *Workspace) one(ctx context.Context, query string, args []any, dest ...any) (bool, error) {
	s, err := w.query.take(ctx, query)
	if err != nil {
		return false, explain(w.dir, "preparing "+query, err)
	}
	defer w.query.put(query, s)
	return found(w.dir, s.QueryRowContext(unbroken(ctx), args...).Scan(dest...))
}

func eachRow(dir string, rows *sql.Rows, err error, f func(scan func(...any) error) error) error {
	if err != nil {
		return explain(dir, "reading", err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	return explain(dir, "reading", rows.Err())
}

func found(dir string, err error) (bool, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, explain(dir, "reading", err)
}

// ID returns the name by which targets know w as their owner: random, made at
// the first call and kept.
func (w *Workspace) ID(ctx context.Context) (string, error) {
	var id string
	err := w.Update(ctx, func(t *Tx) (err error) {
		if id, err = t.Setting(SettingID); err != nil || id != "" {
			return err
		}
		id = rand.Text()
		return t.Set(SettingID, id)
	})
	return id, err
}
