package gazetteer

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/edsrzf/mmap-go"

	"dossier/extract"
)

// A File is a list to open: where it lies and the name by which it is told.
type File struct{ Path, Name string }

// keepNames is how many names are worth an index in a file; fewer are indexed
// each time.
const keepNames = 50_000

// Open reads files as one gazetteer. cache is a folder for the indexes of large
// lists, made if needed; without one ("") they are indexed each time. What is
// wrong with single rows is returned and left out; of an id that occurs twice the
// first row counts. The caller closes the gazetteer.
func Open(types *extract.Types, files []File, cache string) (*Gazetteer, []Problem, error) {
	checksum, err := checksumOf(types, files)
	if err != nil {
		return nil, nil, err
	}
	path := filepath.Join(cache, "gazetteer-"+checksum)
	if cache != "" {
		if g, problems, err := openFile(path, checksum, files); err == nil {
			return g, problems, nil
		}
	}
	b := newBuilder(types)
	var problems []Problem
	for _, f := range files {
		p, err := b.read(f)
		if err != nil {
			return nil, nil, err
		}
		problems = append(problems, p...)
	}
	g, err := b.gazetteer(checksum)
	if err != nil {
		return nil, nil, err
	}
	if _, names := g.Len(); cache == "" || names < keepNames {
		return g, problems, nil
	}
	if err := keep(path, g.index.data, files, problems); err != nil {
		return nil, nil, fmt.Errorf("keep the index of the gazetteers: %w", err)
	}
	return openFile(path, checksum, files)
}

// checksumOf is that of the content of all files in order.
func checksumOf(types *extract.Types, files []File) (string, error) {
	parts := []string{magic, types.Checksum()}
	for _, f := range files {
		h := sha256.New()
		in, err := os.Open(f.Path)
		if err != nil {
			return "", fmt.Errorf("read gazetteer: %w", err)
		}
		_, err = io.Copy(h, in)
		if err := errors.Join(err, in.Close()); err != nil {
			return "", fmt.Errorf("read gazetteer %s: %w", f.Name, err)
		}
		parts = append(parts, strings.ToLower(filepath.Ext(strings.TrimSuffix(f.Name, ".gz"))), hex.EncodeToString(h.Sum(nil)))
	}
	return extract.Hash(parts...), nil
}

// read adds the rows of a file.
func (b *builder) read(f File) ([]Problem, error) {
	in, err := os.Open(f.Path)
	if err != nil {
		return nil, fmt.Errorf("read gazetteer: %w", err)
	}
	defer in.Close()
	return b.readFrom(in, f.Name)
}

func (b *builder) readFrom(in io.Reader, name string) ([]Problem, error) {
	var problems []Problem
	note := func(line, column int, message string) {
		problems = append(problems, Problem{name, line, column, message})
	}
	err := read(in, name, func(r row) {
		if message := b.add(r.Entry); message != "" {
			note(r.line, r.column, message)
		}
	}, note)
	return problems, err
}

// openFile maps an index; beside it lie the problems of its rows.
func openFile(path, checksum string, files []File) (_ *Gazetteer, _ []Problem, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close() // the map outlives it
	data, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, nil, err
	}
	x, err := openIndex(data)
	if err == nil && string(x.Checksum[:]) != checksum {
		err = errDamaged
	}
	var problems []Problem
	if err == nil {
		problems, err = loadProblems(path+problemsEnding, files)
	}
	if err != nil {
		return nil, nil, errors.Join(err, data.Unmap())
	}
	return &Gazetteer{index: x, checksum: checksum, close: data.Unmap}, problems, nil
}
