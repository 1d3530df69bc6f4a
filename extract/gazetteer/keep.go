package gazetteer

import (
	"cmp"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// problemsEnding is that of the file beside an index that tells the rows left out.
const problemsEnding = ".problems.json"

// keepIndexes is how many indexes a folder holds; older ones go.
const keepIndexes = 4

// keep writes an index and its problems, each at once or not at all.
func keep(path string, index []byte, files []File, problems []Problem) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	kept := make([]keptProblem, len(problems))
	for i, p := range problems {
		of := slices.IndexFunc(files, func(f File) bool { return f.Name == p.File })
		kept[i] = keptProblem{of, p.Line, p.Column, p.Message}
	}
	text, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	// The index last: it is what says that both are there.
	if err := replace(path+problemsEnding, text); err != nil {
		return err
	}
	if err := replace(path, index); err != nil {
		return err
	}
	return sweep(filepath.Dir(path))
}

func replace(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".gazetteer-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// sweep removes all but the newest indexes of a folder.
func sweep(dir string) error {
	names, err := filepath.Glob(filepath.Join(dir, "gazetteer-*"))
	if err != nil {
		return err
	}
	type file struct {
		path string
		time int64
	}
	var found []file
	for _, n := range names {
		if info, err := os.Stat(n); err == nil && !strings.HasSuffix(n, problemsEnding) {
			found = append(found, file{n, info.ModTime().UnixNano()})
		}
	}
	slices.SortFunc(found, func(a, b file) int { return cmp.Or(cmp.Compare(b.time, a.time), strings.Compare(a.path, b.path)) })
	for _, f := range found[min(keepIndexes, len(found)):] {
		if err := os.Remove(f.path); err != nil {
			return err
		}
		if err := os.Remove(f.path + problemsEnding); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// A keptProblem is one of the file with that number, which may have another name
// by now.
type keptProblem struct {
	File, Line, Column int
	Message            string
}

func loadProblems(path string, files []File) ([]Problem, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var kept []keptProblem
	if err := json.Unmarshal(data, &kept); err != nil {
		return nil, err
	}
	var out []Problem
	for _, p := range kept {
		if p.File < 0 || p.File >= len(files) {
			return nil, errDamaged
		}
		out = append(out, Problem{files[p.File].Name, p.Line, p.Column, p.Message})
	}
	return out, nil
}
