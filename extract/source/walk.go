package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// kinds are the endings of the files that are read.
var kinds = map[string]bool{".txt": true, ".md": true, ".markdown": true, ".text": true}

// A File is something to read.
type File struct {
	Path string // as the user would write it
	Open func() (io.ReadCloser, error)
}

// Walk yields the files below roots, each once, folders in lexical order;
// a root that is a file is yielded whatever its place. Hidden files and folders
// are passed over in silence. What cannot be read is yielded as an [*Error]
// beside its path, and the walk goes on.
func Walk(roots []string) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		w := &walker{done: map[string]bool{}, apart: map[string]bool{}, yield: yield}
		for _, r := range roots {
			if !w.visit(r) {
				return
			}
		}
	}
}

// A walker knows what it has seen by the folders that it has been through, so
// that what it remembers does not grow with the files.
type walker struct {
	above []place         // the folders that it is in, the root first
	done  map[string]bool // real paths of folders that it has been through
	apart map[string]bool // real paths of files that were not come upon in their folder
	yield func(File, error) bool
}

// A place is a folder, by its real path, and the entry that the walk has come to.
type place struct{ real, entry string }

// visit walks path, a root or a link. It reports whether to go on.
func (w *walker) visit(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		if l, lerr := os.Readlink(path); lerr == nil && !errors.Is(err, fs.ErrNotExist) {
			return w.fail(path, SymlinkLoop, fmt.Errorf("leads to %s: %w", l, err))
		}
		return w.fail(path, Unreadable, err)
	}
	real, err := filepath.EvalSymlinks(path)
	if err == nil {
		real, err = filepath.Abs(real)
	}
	switch {
	case err != nil:
		return w.fail(path, Unreadable, err)
	case info.IsDir():
		return w.folder(path, real)
	case w.apart[real] || w.passed(real):
		return true
	}
	w.apart[real] = true
	return w.file(path, info.Mode())
}

// passed reports whether the walk has come upon the file in its folder.
func (w *walker) passed(real string) bool {
	dir, name := filepath.Split(real)
	if dir = filepath.Clean(dir); hidden(name) {
		return false
	}
	for _, a := range w.above {
		if a.real == dir {
			return name < a.entry
		}
	}
	return w.done[dir]
}

func (w *walker) file(path string, mode fs.FileMode) bool {
	switch {
	case !mode.IsRegular():
		return w.fail(path, UnsupportedKind, fmt.Errorf("%s, not a file", mode.Type()))
	case !kinds[strings.ToLower(filepath.Ext(path))]:
		return w.fail(path, UnsupportedKind, fmt.Errorf("%q is not a kind of file that is read", filepath.Ext(path)))
	}
	return w.yield(File{Path: path, Open: func() (io.ReadCloser, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, &Error{Path: path, Why: Unreadable, Err: err}
		}
		return f, nil
	}}, nil)
}

func (w *walker) folder(path, real string) bool {
	for _, a := range w.above {
		if a.real == real {
			return w.fail(path, SymlinkLoop, fmt.Errorf("leads back to %s", filepath.Base(real)))
		}
	}
	if w.done[real] {
		return true
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return w.fail(path, Unreadable, err)
	}
	w.above = append(w.above, place{real: real})
	for _, e := range entries {
		if hidden(e.Name()) {
			continue
		}
		w.above[len(w.above)-1].entry = e.Name()
		if !w.entry(filepath.Join(path, e.Name()), filepath.Join(real, e.Name()), e.Type()) {
			return false
		}
	}
	w.above = w.above[:len(w.above)-1]
	w.done[real] = true
	return true
}

// entry walks what stands in a folder.
func (w *walker) entry(path, real string, mode fs.FileMode) bool {
	switch {
	case mode.IsDir():
		return w.folder(path, real)
	case mode.IsRegular():
		return w.apart[real] || w.file(path, mode)
	}
	return w.visit(path)
}

func hidden(name string) bool { return strings.HasPrefix(name, ".") }

func (w *walker) fail(path string, why Reason, err error) bool {
	return w.yield(File{Path: path}, &Error{Path: path, Why: why, Err: err})
}

// ReadAll reads r whole, but not more than limit bytes (0: no limit): a longer
// one is TooLarge.
func ReadAll(r io.Reader, path string, limit int64) ([]byte, error) {
	if limit > 0 {
		r = io.LimitReader(r, limit+1)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, &Error{Path: path, Why: Unreadable, Err: err}
	}
	if limit > 0 && int64(len(b)) > limit {
		return nil, &Error{Path: path, Why: TooLarge, Err: fmt.Errorf("more than %d bytes", limit)}
	}
	return b, nil
}

// URI returns the name for good of the document at path: the slash path
// relative to base, or a file URL where path does not lie below it.
func URI(base, path string) (string, error) {
	n, err := NewNamer(base)
	if err != nil {
		return "", err
	}
	return n.URI(path), nil
}

// A Namer names documents as [URI] does, but asks only once where it is.
type Namer struct{ base, here string }

// NewNamer returns the one for names relative to base.
func NewNamer(base string) (*Namer, error) {
	here, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("name documents: %w", err)
	}
	return &Namer{base, here}, nil
}

// URI returns the name of the document at path.
func (n *Namer) URI(path string) string {
	if !filepath.IsAbs(path) {
		path = filepath.Join(n.here, path)
	}
	if rel, err := filepath.Rel(n.base, path); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Clean(path))}).String()
}
