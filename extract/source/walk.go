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
		w := &walker{seen: map[string]bool{}, yield: yield}
		for _, r := range roots {
			if !w.visit(r, "", nil) {
				return
			}
		}
	}
}

type walker struct {
	seen  map[string]bool // real paths of files
	yield func(File, error) bool
}

// visit walks path; real is its real path if that is known, above holds those of
// the folders that lead to it. It reports whether to go on.
func (w *walker) visit(path, real string, above []string) bool {
	info, err := os.Stat(path)
	if err != nil {
		if l, lerr := os.Readlink(path); lerr == nil && !errors.Is(err, fs.ErrNotExist) {
			return w.fail(path, SymlinkLoop, fmt.Errorf("leads to %s: %w", l, err))
		}
		return w.fail(path, Unreadable, err)
	}
	if real == "" {
		if real, err = filepath.EvalSymlinks(path); err == nil {
			real, err = filepath.Abs(real)
		}
		if err != nil {
			return w.fail(path, Unreadable, err)
		}
	}
	if info.IsDir() {
		for _, a := range above {
			if a == real {
				return w.fail(path, SymlinkLoop, fmt.Errorf("leads back to %s", filepath.Base(real)))
			}
		}
		return w.folder(path, append(above[:len(above):len(above)], real))
	}
	if w.seen[real] {
		return true
	}
	w.seen[real] = true
	switch {
	case !info.Mode().IsRegular():
		return w.fail(path, UnsupportedKind, fmt.Errorf("%s, not a file", info.Mode().Type()))
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

func (w *walker) folder(path string, above []string) bool {
	entries, err := os.ReadDir(path)
	if err != nil {
		return w.fail(path, Unreadable, err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		real := ""
		if t := e.Type(); t.IsRegular() || t.IsDir() { // not a link
			real = filepath.Join(above[len(above)-1], e.Name())
		}
		if !w.visit(filepath.Join(path, e.Name()), real, above) {
			return false
		}
	}
	return true
}

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
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("name %s: %w", path, err)
	}
	if rel, err := filepath.Rel(base, abs); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel), nil
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(abs)}).String(), nil
}
