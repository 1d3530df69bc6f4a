package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"dossier/config"
	"dossier/config/ontology"
	"dossier/extract"
	"dossier/extract/lexicon"
	"dossier/extract/pair"
	"dossier/extract/pipeline"
	"dossier/extract/rule"
	"dossier/graph"
	"dossier/graph/neo4j"
	"dossier/graph/resolve"
	"dossier/graph/update"
	"dossier/graph/workspace"
)

// An engine is extraction as configured.
type engine struct {
	*pipeline.Pipeline
	model     *pipeline.Model
	lexicon   *lexicon.Lexicon
	types     *extract.Types
	ontology  *rule.Ontology
	gazetteer *userGazetteer
}

// newEngine finds the model and reads the lists and the ontology.
func newEngine(c *config.Config) (*engine, error) {
	model, err := lazyModel(c)
	if err != nil {
		return nil, err
	}
	e := &engine{model: model}
	if e.ontology, err = loadOntology(c); err != nil {
		return nil, &configError{err}
	}
	e.types = e.ontology.Types()
	words, err := loadLexicon(c, e.types)
	if err != nil {
		return nil, &configError{err}
	}
	e.lexicon = words.WithNouns(e.ontology.Nouns())
	if e.gazetteer, err = loadGazetteer(c, e.types); err != nil {
		return nil, &configError{err}
	}
	var pairs *pair.Model
	if c.Ontology.Learned {
		if pairs, err = pair.Default(); err != nil {
			return nil, err
		}
	}
	e.Pipeline = pipeline.New(pipeline.Config{
		Model: model, Lexicon: e.lexicon, Types: e.types, Ontology: e.ontology, Gazetteer: e.gazetteer.Gazetteer, Pairs: pairs,
	})
	return e, nil
}

// loadOntology reads the built-in ontology, if it is on, and the user's files:
// rules, or word lists if they end in .txt.
func loadOntology(c *config.Config) (*rule.Ontology, error) {
	files, lists := []rule.File(nil), rule.Lists{}
	if c.Ontology.BuiltIn {
		var err error
		if files, lists, err = rule.ReadFS(ontology.FS, true); err != nil {
			return nil, err
		}
	}
	for _, path := range c.Ontology.Files {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read ontology: %w", err)
		}
		f := rule.File{Name: relative(c.Dir, path), Data: data}
		name, isList := strings.CutSuffix(filepath.Base(path), ".txt")
		if !isList {
			files = append(files, f)
			continue
		}
		if lists[name], err = rule.ParseList(f); err != nil {
			return nil, err
		}
	}
	return rule.Load(files, extract.DefaultTypes(), lists)
}

// loadLexicon reads the word lists, the user's among them.
func loadLexicon(c *config.Config, types *extract.Types) (*lexicon.Lexicon, error) {
	var files []lexicon.File
	for _, path := range c.Lexicon.Files {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read word list: %w", err)
		}
		files = append(files, lexicon.File{Name: relative(c.Dir, path), Data: data})
	}
	return lexicon.With(files, types)
}

// configuredTypes returns the entity types, without those that the user's files add
// where these cannot be read: who reads them says what is wrong.
func configuredTypes(c *config.Config) *extract.Types {
	o, err := loadOntology(c)
	if err != nil {
		return extract.DefaultTypes()
	}
	return o.Types()
}

// relative returns path as seen from dir if it lies below it.
func relative(dir, path string) string {
	if rel, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return path
}

// resolution is what decides beside the documents and judgements.
func (e *engine) resolution(c *config.Config) *resolve.Config {
	r := &resolve.Config{
		Types: e.types, Relations: map[string]resolve.Relation{},
		Policy: resolve.Policy{Confidence: c.Edges.Confidence},
	}
	for _, i := range c.Edges.Include {
		switch i {
		case config.IncludeSpeakers:
			r.Policy.Speakers = true
		case config.IncludePast:
			r.Policy.Past = true
		}
	}
	for _, rel := range e.ontology.Relations() {
		r.Relations[rel.Name] = resolve.Relation{Symmetric: rel.Symmetric}
	}
	r.References = references(e.lexicon)
	r.Gazetteer = knownNames{e.gazetteer, e.lexicon}
	return r
}

// references are the entities of the built-in lists.
func references(l *lexicon.Lexicon) map[string]resolve.Reference {
	list := map[string]resolve.Reference{}
	for _, known := range l.Entities() {
		list[known.ID] = resolve.Reference{Name: known.Name, Type: known.Type}
	}
	return list
}

// An offlineError says that a verb has done its work, but that Neo4j could not
// be told.
type offlineError struct{ err error }

func (e *offlineError) Error() string {
	return fmt.Sprintf("the workspace is up to date, Neo4j is not: %v", e.err)
}
func (e *offlineError) Unwrap() error { return e.err }

// done reports whether err leaves the work of a verb done.
func done(err error) bool {
	var offline *offlineError
	return err == nil || errors.As(err, &offline)
}

// An updating says how a verb changes the workspace.
type updating struct {
	verb   string
	create bool       // the workspace, if there is none
	adopt  bool       // a Neo4j database that is not empty
	inputs func() int // how many are to be read, if progress is shown; may be nil
	eager  bool       // f looks at what the updater extracts and decides with
	// dry: nothing is changed. A workspace that is missing is empty, one that cannot
	// be written to or is of an older schema is copied, and Neo4j is only named.
	dry bool
}

// update opens the configured workspace for writing and whatever it is
// projected to, calls f and closes them. A Neo4j that cannot be had is no
// reason not to read: f goes on without, and an [*offlineError] comes
// afterwards.
func (a *app) update(ctx context.Context, c *config.Config, o updating, f func(*update.Updater) error) (err error) {
	if c.Limits.MemoryBytes > 0 {
		debug.SetMemoryLimit(int64(c.Limits.MemoryBytes) - workspace.Memory)
	}
	q, err := a.newEquipment(c, !o.eager)
	if err != nil {
		return err
	}
	defer func() { q.end(err) }()
	w, closeWorkspace, err := a.openWorkspace(ctx, c, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeWorkspace()) }()
	progress := a.newProgress()
	defer progress.finish()
	if o.inputs != nil && a.showsProgress() {
		progress.inputs = o.inputs()
	}
	u := &update.Updater{
		Workspace: w, Progress: progress.update, Workers: c.Limits.Workers, MaxBytes: int64(c.Limits.MaxDocumentBytes),
	}
	if err := q.equip(u); err != nil {
		return err
	}
	if u.Workers == 0 {
		u.Workers = runtime.GOMAXPROCS(0)
	}
	if o.dry {
		u.Targets = nameTarget(ctx, c)
		return f(u)
	}
	target, offline := openTarget(ctx, c, w, o.adopt)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if target != nil {
		defer target.Close(context.WithoutCancel(ctx))
		u.Targets = []update.Target{*target}
	}
	if err := f(u); err != nil {
		return err
	}
	if offline != nil {
		return &offlineError{offline}
	}
	return nil
}

// openWorkspace opens the configured workspace for writing, or what stands in
// for it where nothing may be changed.
func (a *app) openWorkspace(ctx context.Context, c *config.Config, o updating) (*workspace.Workspace, func() error, error) {
	w, err := workspace.Open(ctx, c.Workspace, workspace.Options{Create: o.create, Verb: o.verb, AsItIs: o.dry})
	if err == nil {
		return w, w.Close, nil
	}
	var cannot *workspace.Error
	if !o.dry || !errors.As(err, &cannot) {
		return nil, nil, err
	}
	switch cannot.Why {
	case workspace.NotFound:
		return scratch(ctx, o.verb, func(string) error { return nil })
	case workspace.ReadOnly, workspace.TooOld:
		return scratch(ctx, o.verb, func(dir string) error {
			a.log.Info("planning on a copy of the workspace", "because", err)
			return workspace.Copy(ctx, c.Workspace, dir)
		})
	}
	return nil, nil, err
}

// scratch opens a workspace that goes when it is closed, once fill has made it.
func scratch(ctx context.Context, verb string, fill func(dir string) error) (*workspace.Workspace, func() error, error) {
	dir, err := os.MkdirTemp("", "dossier-plan-")
	if err != nil {
		return nil, nil, &hintedError{err, "a plan needs a folder for what it does not keep: name one in TMPDIR"}
	}
	var w *workspace.Workspace
	if err = fill(dir); err == nil {
		w, err = workspace.Open(ctx, dir, workspace.Options{Create: true, Verb: verb, NoSync: true})
	}
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	return w, func() error { return errors.Join(w.Close(), os.RemoveAll(dir)) }, nil
}

// nameTarget names the Neo4j that the graph is projected to, if there is one.
func nameTarget(ctx context.Context, c *config.Config) []update.Target {
	l, ok, err := login(ctx, c)
	if err != nil || !ok { // apply will say why
		return nil
	}
	return []update.Target{{Name: targetName(l)}}
}

// openTarget connects to the Neo4j that the graph is projected to, nil if none
// is configured.
func openTarget(ctx context.Context, c *config.Config, w *workspace.Workspace, adopt bool) (*update.Target, error) {
	l, ok, err := login(ctx, c)
	if err != nil || !ok {
		return nil, err
	}
	id, err := w.ID(ctx)
	if err != nil {
		return nil, err
	}
	db, err := neo4j.Open(ctx, neo4j.Options{Login: l, Workspace: id, Adopt: adopt || c.Neo4j.Adopt})
	if err != nil {
		return nil, err
	}
	t := &update.Target{Name: targetName(l), Target: db}
	if err := forgetIfEmpty(ctx, w, t); err != nil {
		db.Close(context.WithoutCancel(ctx))
		return nil, err
	}
	return t, nil
}

// targetName is the name under which the workspace knows a database.
func targetName(l neo4j.Login) string { return strings.TrimSuffix(l.URI+"/"+l.Database, "/") }

var errFound = errors.New("found")

// forgetIfEmpty drops what is known of a target that has been emptied since, so
// that it gets everything again.
func forgetIfEmpty(ctx context.Context, w *workspace.Workspace, t *update.Target) error {
	err := t.Contents(ctx, func(graph.Kind, string, string) error { return errFound })
	switch {
	case errors.Is(err, errFound):
		return nil
	case err != nil:
		return err
	}
	return w.Update(ctx, func(tx *workspace.Tx) error { return tx.ForgetTarget(t.Name) })
}
