package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"dossier/config"
	"dossier/extract"
	"dossier/graph/resolve"
	"dossier/graph/update"
)

// A recipeNote remembers, in a file of the workspace's folder, what an engine made
// from certain things amounts to. To make one takes longer than all that a run
// which finds nothing to do has to do otherwise.
type recipeNote struct {
	Recipe     string          `json:"recipe"` // see recipe
	Model      string          `json:"model"`  // checksum
	Judgements string          `json:"judgements"`
	Standing   update.Standing `json:"standing"`
}

func recipeFile(c *config.Config) string { return filepath.Join(c.Workspace, "recipe.json") }

// recipe returns a hash of all that [newEngine] and [engine.resolution] depend on
// but the model: the program itself and the files of the user; "" if that cannot be
// told, or where to make an engine tells the user something.
func recipe(c *config.Config) string {
	program := buildID()
	if program == "" || len(c.Gazetteers.Files) > 0 { // rows of these may be broken
		return ""
	}
	parts := []string{program, fmt.Sprintf("%+v %+v %+v", c.Ontology, c.Lexicon, c.Edges)}
	for _, f := range slices.Concat(c.Ontology.Files, c.Lexicon.Files) {
		data, err := os.ReadFile(f)
		if err != nil {
			return ""
		}
		parts = append(parts, relative(c.Dir, f), string(data))
	}
	return extract.Hash(parts...)
}

// modelChecksum returns that of the model, "" if it is not known without opening it.
func modelChecksum(c *config.Config) string {
	path, err := modelPath(c)
	if err != nil {
		return ""
	}
	note, ok := readNote(c, path)
	if !ok {
		return ""
	}
	return note.Checksum
}

// buildID returns the id that the linker gave the program, which is another
// whenever anything in it is; "" if there is none.
func buildID() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	start := make([]byte, 32<<10) // where it stands in every format
	n, err := io.ReadFull(f, start)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return ""
	}
	return buildIDIn(start[:n])
}

// buildIDIn finds the id in the start of a program: in a note of ELF, otherwise
// before the code.
func buildIDIn(start []byte) string {
	if i := bytes.Index(start, []byte("\x04\x00\x00\x00Go\x00\x00")); i >= 4 {
		size := binary.LittleEndian.Uint32(start[i-4:])
		if id := start[i+8:]; uint64(size) <= uint64(len(id)) {
			return string(id[:size])
		}
	}
	_, id, ok := bytes.Cut(start, []byte("\xff Go build ID: \""))
	id, _, end := bytes.Cut(id, []byte("\"\n \xff"))
	if !ok || !end {
		return ""
	}
	return string(id)
}

// judgementsHash is that of the file of judgements, "" if there is none.
func judgementsHash(c *config.Config) (string, error) {
	data, err := os.ReadFile(c.Judgements.File)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return extract.Hash("judgements", string(data)), err
}

// An equipment is what an updater extracts and decides with, made when needed.
type equipment struct {
	app    *app
	config *config.Config
	recipe string      // before the engine is made
	known  *recipeNote // of that recipe, nil if there is none
	engine *engine     // nil until it is made
	usual  func()      // collects garbage as usual; nil if that was not changed
}

// newEquipment makes the engine, unless it is known what that amounts to and it
// may be deferred.
func (a *app) newEquipment(c *config.Config, defers bool) (*equipment, error) {
	q := &equipment{app: a, config: c, recipe: recipe(c)}
	var n recipeNote
	b, err := os.ReadFile(recipeFile(c))
	if err == nil && json.Unmarshal(b, &n) == nil && n.Recipe != "" && n.Recipe == q.recipe && n.Model == modelChecksum(c) {
		q.known = &n
		if defers {
			q.usual = collectSparingly()
			return q, nil
		}
	}
	return q, q.makeEngine()
}

func (q *equipment) makeEngine() (err error) {
	if q.usual != nil { // the engine sees to it itself
		q.usual()
	}
	if q.engine, err = newEngine(q.config); err == nil {
		q.engine.gazetteer.warn(q.app)
	}
	return err
}

// equip gives u what it needs. It is called when nobody else adds to the
// judgements.
func (q *equipment) equip(u *update.Updater) error {
	judged, err := judgementsHash(q.config)
	if err != nil {
		return &configError{err}
	}
	if q.engine == nil && q.known.Judgements == judged {
		u.Deferred = &update.Deferred{Standing: q.known.Standing, Make: q.make}
		return nil
	}
	if u.Extractor, u.Resolve, err = q.make(); err != nil {
		return err
	}
	if u.Workspace.Dir() == q.config.Workspace {
		return q.remember(u, judged)
	}
	return nil
}

// end forgets what is known if a run shows it to be wrong.
func (q *equipment) end(err error) {
	if errors.Is(err, update.ErrStanding) {
		os.Remove(recipeFile(q.config))
	}
}

func (q *equipment) make() (update.Extractor, *resolve.Config, error) {
	if q.engine == nil {
		if err := q.makeEngine(); err != nil {
			return nil, nil, err
		}
	}
	r := q.engine.resolution(q.config)
	return q.engine, r, loadJudgements(q.config, r)
}

// remember notes what the engine amounts to, unless a file that it was made of has
// been edited meanwhile. That it cannot is no error: the next run takes longer.
func (q *equipment) remember(u *update.Updater, judged string) error {
	remember(q.config, q.engine.model.Checksum)
	n := recipeNote{Recipe: q.recipe, Model: q.engine.model.Checksum, Judgements: judged}
	var err error
	if n.Standing, err = u.Standing(); err != nil {
		return err
	}
	if n.Recipe == "" || q.known != nil && *q.known == n || recipe(q.config) != n.Recipe {
		return nil
	}
	if again, err := judgementsHash(q.config); err != nil || again != judged {
		return nil
	}
	if b, err := json.Marshal(n); err == nil {
		_ = os.WriteFile(recipeFile(q.config), b, 0o600)
	}
	return nil
}
