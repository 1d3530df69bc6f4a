package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"

	"dossier/config"
	"dossier/extract/pipeline"
	"dossier/extract/spacy"
	"dossier/extract/spacy/models"
)

// A modelNote remembers, in a file of the workspace's folder, the checksum of a
// model file. To open a model takes longer than all that most runs have to do,
// and its checksum is all that they need of it. A file of the same size and time
// counts as the same; that it is the same is checked once it is opened.
type modelNote struct {
	Path     string `json:"path"`
	Size     int64  `json:"size"`
	Modified int64  `json:"modified"` // nanoseconds
	Checksum string `json:"checksum"`
}

func noteFile(c *config.Config) string { return filepath.Join(c.Workspace, "model.json") }

// modelPath returns the file or folder of the configured language model.
func modelPath(c *config.Config) (string, error) {
	if c.Model.Path != "" {
		return c.Model.Path, nil
	}
	return models.Path(c.Model.Name)
}

// openModel opens the configured language model.
func openModel(c *config.Config) (*spacy.Language, error) {
	path, err := modelPath(c)
	if err != nil {
		return nil, err
	}
	return spacy.Open(path)
}

// lazyModel returns the configured language model, opened only if its checksum
// is not known.
func lazyModel(c *config.Config) (*pipeline.Model, error) {
	path, err := modelPath(c)
	if err != nil {
		return nil, err
	}
	if note, ok := readNote(c, path); ok {
		usual := collectSparingly()
		return &pipeline.Model{Checksum: note.Checksum, Open: sync.OnceValues(func() (*spacy.Language, error) {
			usual()
			nlp, err := spacy.Open(path)
			if err == nil && nlp.Checksum() != note.Checksum {
				os.Remove(noteFile(c))
				err = &hintedError{errors.New("it is not the file that it was"), "nothing was done; run the same command again"}
			}
			if err != nil {
				return nil, &modelError{fmt.Errorf("language model %s: %w", path, err)}
			}
			return nlp, nil
		})}, nil
	}
	nlp, err := spacy.Open(path)
	if err != nil {
		return nil, err
	}
	return &pipeline.Model{Checksum: nlp.Checksum(), Open: func() (*spacy.Language, error) { return nlp, nil }}, nil
}

// collectSparingly lets the heap grow to five times what is in use, until usual is
// called. Without a model that is so little that garbage would be looked for all
// the time.
func collectSparingly() (usual func()) {
	if os.Getenv("GOGC") != "" { // the user knows better
		return func() {}
	}
	percent := debug.SetGCPercent(400)
	return func() { debug.SetGCPercent(percent) }
}

// A modelError is a model that cannot be opened any more.
type modelError struct{ err error }

func (e *modelError) Error() string { return e.err.Error() }
func (e *modelError) Unwrap() error { return e.err }

// EndsRun makes it an [update.Ending].
func (e *modelError) EndsRun() {}

// stat returns what tells a model file from others; a folder cannot be told.
func statModel(path string) (note modelNote, ok bool) {
	path, err := filepath.Abs(path)
	if err != nil {
		return note, false
	}
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return note, false
	}
	return modelNote{Path: path, Size: info.Size(), Modified: info.ModTime().UnixNano()}, true
}

// readNote returns what is remembered of the model, if it is the same file.
func readNote(c *config.Config, path string) (note modelNote, ok bool) {
	b, err := os.ReadFile(noteFile(c))
	if err != nil || json.Unmarshal(b, &note) != nil || note.Checksum == "" {
		return note, false
	}
	is, ok := statModel(path)
	is.Checksum = note.Checksum
	return note, ok && is == note
}

// remember notes the checksum of the model. That it cannot is no error: the next
// run takes longer.
func remember(c *config.Config, checksum string) {
	path, err := modelPath(c)
	if err != nil {
		return
	}
	if _, ok := readNote(c, path); ok {
		return
	}
	note, ok := statModel(path)
	if !ok {
		return
	}
	note.Checksum = checksum
	if b, err := json.Marshal(note); err == nil {
		_ = os.WriteFile(noteFile(c), b, 0o600)
	}
}
