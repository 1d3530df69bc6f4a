package spacy

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"
)

// modelFiles reads the files of a pipeline, out of a wheel or a directory, and
// remembers what it read for the checksum.
type modelFiles struct {
	fsys  fs.FS
	dir   string     // holds config.cfg
	mu    sync.Mutex // guards the maps
	sums  map[string][sha256.Size]byte
	ahead map[string]func() (modelFile, error) // files being read already
	busy  sync.WaitGroup
}

// A modelFile is the contents of a file.
type modelFile struct {
	data []byte
	sum  [sha256.Size]byte
}

// maxModelFile bounds a file's size, in bytes, also against archives that unpack
// to far more than they are. The largest in published pipelines, vectors aside, has
// 10 MB.
const maxModelFile = 128 << 20

// openFiles finds the pipeline in a file system.
func openFiles(fsys fs.FS) (*modelFiles, error) {
	dir, err := findPipeline(fsys)
	return &modelFiles{fsys: fsys, dir: dir, sums: make(map[string][sha256.Size]byte)}, err
}

// findPipeline returns the directory that holds config.cfg beside a tokenizer: the
// root, or, as in a Python package, up to two levels below.
func findPipeline(fsys fs.FS) (string, error) {
	for _, pattern := range []string{"config.cfg", "*/config.cfg", "*/*/config.cfg"} {
		found, err := fs.Glob(fsys, pattern)
		if err != nil {
			return "", err
		}
		var dirs []string
		for _, f := range found {
			if _, err := fs.Stat(fsys, path.Join(path.Dir(f), "tokenizer")); err == nil {
				dirs = append(dirs, path.Dir(f))
			}
		}
		if len(dirs) > 1 {
			return "", fmt.Errorf("holds several pipelines: %q", dirs)
		}
		if len(dirs) == 1 {
			return dirs[0], nil
		}
	}
	return "", errors.New("holds no spaCy pipeline (no config.cfg with a tokenizer beside it)")
}

// read returns a file of the pipeline that decides what it annotates.
func (f *modelFiles) read(name string) ([]byte, error) {
	f.mu.Lock()
	wait, ok := f.ahead[name]
	delete(f.ahead, name)
	f.mu.Unlock()
	if !ok {
		wait = func() (modelFile, error) { return f.sum(name) }
	}
	file, err := wait()
	if err == nil {
		f.note(name, file.sum)
	}
	return file.data, err
}

// note remembers the checksum of a file that was read.
func (f *modelFiles) note(name string, sum [sha256.Size]byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sums[name] = sum
}

// readAhead begins to read files, all at once, that read will soon be asked for.
// The caller must wait until f is not busy before it closes the file system.
func (f *modelFiles) readAhead(names []string) {
	f.ahead = make(map[string]func() (modelFile, error))
	for _, name := range names {
		var file modelFile
		var err error
		done := make(chan struct{})
		f.busy.Go(func() {
			defer close(done)
			file, err = f.sum(name)
		})
		f.ahead[name] = func() (modelFile, error) {
			<-done
			return file, err
		}
	}
}

func (f *modelFiles) sum(name string) (modelFile, error) {
	data, err := f.readOther(name)
	if err != nil {
		return modelFile{}, err
	}
	return modelFile{data, sha256.Sum256(data)}, nil
}

// readIfAny is like read, but returns nil if there is no such file.
func (f *modelFiles) readIfAny(name string) ([]byte, error) {
	data, err := f.read(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// readOther returns a file of the pipeline that only describes it.
func (f *modelFiles) readOther(name string) ([]byte, error) {
	file, err := f.fsys.Open(path.Join(f.dir, name))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() > maxModelFile {
		return nil, fmt.Errorf("read %s: larger than %d bytes", name, maxModelFile)
	}
	// A small file that is said to be a large one gets no memory in advance.
	data := bytes.NewBuffer(make([]byte, 0, min(info.Size()+bytes.MinRead, 16<<20)))
	n, err := data.ReadFrom(io.LimitReader(file, maxModelFile+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if n > maxModelFile {
		return nil, fmt.Errorf("read %s: larger than %d bytes", name, maxModelFile)
	}
	return data.Bytes(), nil
}

// stream calls use with a reader of a large file that decides what the pipeline
// annotates, and how many bytes it is said to hold, at most limit.
func (f *modelFiles) stream(name string, limit int64, use func(r io.Reader, size int64) error) error {
	file, err := f.fsys.Open(path.Join(f.dir, name))
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if info.Size() > limit {
		return fmt.Errorf("larger than %d bytes", limit)
	}
	h := sha256.New()
	r := io.TeeReader(io.LimitReader(file, limit), h)
	if err := use(r, info.Size()); err != nil {
		return err
	}
	if n, err := io.Copy(io.Discard, r); n > 0 || err != nil {
		return fmt.Errorf("%d bytes more than it is said to hold: %w", n, cmp.Or(err, io.ErrUnexpectedEOF))
	}
	f.note(name, [sha256.Size]byte(h.Sum(nil)))
	return nil
}

// checksum returns the SHA-256 over names and contents of the files read.
func (f *modelFiles) checksum() string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(f.sums)) {
		binary.Write(h, binary.BigEndian, uint64(len(name)))
		io.WriteString(h, name)
		sum := f.sums[name]
		h.Write(sum[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}
