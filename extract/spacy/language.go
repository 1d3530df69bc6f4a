package spacy

import (
	"archive/zip"
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"sync"

	"dossier/extract/spacy/kernel"

	"github.com/klauspost/compress/flate"
)

// A Language is a pipeline: a tokenizer and the components that annotate what it
// yields. It does not change after Open and may be used by several goroutines at
// once; each call of Pipe runs on the goroutine that made it.
type Language struct {
	meta       Meta
	checksum   string
	vocab      *vocab
	tokenizer  *tokenizer
	components []component
	scratch    sync.Pool // of *scratch
}

// Meta describes a pipeline.
type Meta struct {
	Lang     string // "en"
	Name     string // "core_web_sm"
	Version  string // "3.8.0"
	Pipeline []string
	Disabled []string            // components that are there but do not run
	Labels   map[string][]string // of each component that has any
}

// A component annotates the documents of a batch.
type component interface {
	annotate(*batch, *scratch)
}

// Open reads a pipeline: a wheel as published, read in place, or a directory that
// holds config.cfg (or an unpacked wheel). It fails for a pipeline with a part it
// cannot run exactly as spaCy would, and names the part.
func Open(path string) (*Language, error) { return Options{}.Open(path) }

// Options change which components of a pipeline run. The zero value leaves that to
// the pipeline.
type Options struct {
	Enable  []string // components that run although the pipeline has them disabled
	Disable []string // components that do not run
}

// Open is like the function Open. Parts of the pipeline that do not run need not be
// such as can.
func (o Options) Open(path string) (*Language, error) {
	nlp, err := o.open(path)
	if err != nil {
		return nil, fmt.Errorf("open pipeline %s: %w", path, err)
	}
	return nlp, nil
}

func (o Options) open(path string) (*Language, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return load(os.DirFS(path), o)
	}
	wheel, err := zip.OpenReader(path)
	if err != nil {
		return nil, fmt.Errorf("neither a directory nor a wheel: %w", err)
	}
	defer wheel.Close()
	// The standard library's takes half as long again, and it is most of the work.
	wheel.RegisterDecompressor(zip.Deflate, func(r io.Reader) io.ReadCloser {
		return flate.NewReader(bufio.NewReaderSize(r, 1<<17))
	})
	return load(wheel, o)
}

// apply changes which components are disabled.
func (o Options) apply(c *pipelineConfig) error {
	for _, name := range slices.Concat(o.Enable, o.Disable) {
		if !slices.Contains(c.pipeline, name) {
			return fmt.Errorf("there is no component %q; there are %q", name, c.pipeline)
		}
	}
	c.disabled = slices.DeleteFunc(slices.Clone(c.pipeline), func(name string) bool {
		disabled := slices.Contains(c.disabled, name) && !slices.Contains(o.Enable, name)
		return !disabled && !slices.Contains(o.Disable, name)
	})
	return nil
}

func load(fsys fs.FS, o Options) (*Language, error) {
	files, err := openFiles(fsys)
	if err != nil {
		return nil, err
	}
	data, err := files.read("config.cfg")
	if err != nil {
		return nil, err
	}
	config, err := parseConfig(data)
	if err != nil {
		return nil, err
	}
	if err := o.apply(config); err != nil {
		return nil, err
	}
	nlp := &Language{}
	nlp.scratch.New = func() any { return new(scratch) }
	if err := nlp.readMeta(files, config); err != nil {
		return nil, err
	}
	if err := checkLanguage(config); err != nil {
		return nil, err
	}
	// Refuse what cannot be run before reading anything large.
	specs, tok2vecs, err := config.specs()
	if err != nil {
		return nil, err
	}
	files.readAhead(modelNames(specs))
	defer files.busy.Wait()
	vectors := sync.OnceValues(func() (*vectors, error) { return readVectors(files) })
	if config.hasVectors() {
		files.busy.Go(func() { vectors() })
	}
	lookups, err := files.readIfAny("vocab/lookups.bin")
	if err != nil {
		return nil, err
	}
	if lookups == nil {
		lookups = []byte{0x80} // an empty map
	}
	if nlp.vocab, err = newVocab(newStringStore(), lookups); err != nil {
		return nil, err
	}
	nlp.vocab.tok2vecs = tok2vecs
	if data, err = files.read("tokenizer"); err != nil {
		return nil, err
	}
	if nlp.tokenizer, err = newTokenizer(nlp.vocab, data); err != nil {
		return nil, err
	}
	l := loader{nlp: nlp, files: files, vectors: vectors, config: config, strings: nlp.vocab.strings}
	l.tokens = newTokenReader(l.strings, config.lang, nlp.tokenizer.affixes)
	if l.kernel, err = kernel.Default(); err != nil {
		return nil, err
	}
	for _, s := range specs {
		c, err := factories[s.factory].load(&l, s)
		if err != nil {
			return nil, fmt.Errorf("component %q: %w", s.name, err)
		}
		nlp.components = append(nlp.components, c)
	}
	files.busy.Wait()
	nlp.checksum = files.checksum()
	return nlp, nil
}

func (nlp *Language) readMeta(files *modelFiles, config *pipelineConfig) error {
	nlp.meta = Meta{Lang: config.lang, Pipeline: config.pipeline, Disabled: config.disabled}
	data, err := files.readOther("meta.json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var meta struct {
		Name, Version string
		Labels        map[string][]string
	}
	if err := json.Unmarshal(data, &meta); err != nil {
		return fmt.Errorf("meta.json: %w", err)
	}
	nlp.meta.Name, nlp.meta.Version = meta.Name, meta.Version
	maps.DeleteFunc(meta.Labels, func(_ string, labels []string) bool { return len(labels) == 0 })
	nlp.meta.Labels = meta.Labels
	return nil
}

// Meta describes the pipeline.
func (nlp *Language) Meta() Meta {
	m := nlp.meta
	m.Pipeline, m.Disabled = slices.Clone(m.Pipeline), slices.Clone(m.Disabled)
	m.Labels = maps.Clone(m.Labels)
	for name, labels := range m.Labels {
		m.Labels[name] = slices.Clone(labels)
	}
	return m
}

// Checksum returns the SHA-256, in hexadecimal, over those of the model's files
// that decide what it annotates. It is the same for a wheel and for its contents
// in a directory.
func (nlp *Language) Checksum() string { return nlp.checksum }
