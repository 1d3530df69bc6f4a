package spacy

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
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
func Open(path string) (*Language, error) {
	nlp, err := open(path)
	if err != nil {
		return nil, fmt.Errorf("open pipeline %s: %w", path, err)
	}
	return nlp, nil
}

func open(path string) (*Language, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return load(os.DirFS(path))
	}
	wheel, err := zip.OpenReader(path)
	if err != nil {
		return nil, fmt.Errorf("neither a directory nor a wheel: %w", err)
	}
	defer wheel.Close()
	return load(wheel)
}

func load(fsys fs.FS) (*Language, error) {
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
	nlp := &Language{}
	nlp.scratch.New = func() any { return new(scratch) }
	if err := nlp.readMeta(files, config); err != nil {
		return nil, err
	}
	if config.lang != "en" {
		return nil, fmt.Errorf("language %q is not supported, only \"en\"", config.lang)
	}
	// Refuse what cannot be run before reading anything large.
	factories := make(map[string]string)
	for _, name := range config.pipeline {
		factory := ""
		if err := config.value("components."+name, "factory", &factory); err != nil {
			return nil, err
		}
		if slices.Contains(config.disabled, name) {
			continue
		}
		if !slices.Contains(supported, factory) {
			return nil, fmt.Errorf("component %q (factory %q) is not supported; supported are %s", name, factory, strings.Join(supported, ", "))
		}
		factories[name] = factory
	}

	lookups, err := files.read("vocab/lookups.bin")
	if err != nil {
		return nil, err
	}
	if nlp.vocab, err = newVocab(newStringStore(), lookups); err != nil {
		return nil, err
	}
	if data, err = files.read("tokenizer"); err != nil {
		return nil, err
	}
	if nlp.tokenizer, err = newTokenizer(nlp.vocab, data); err != nil {
		return nil, err
	}
	l := loader{nlp: nlp, files: files, config: config, strings: nlp.vocab.strings}
	l.tokens = &tokenReader{strings: l.strings, lang: config.lang, isURL: nlp.tokenizer.affixes.isURL}
	for _, name := range config.pipeline {
		factory, ok := factories[name]
		if !ok {
			continue
		}
		c, err := l.load(name, factory)
		if err != nil {
			return nil, fmt.Errorf("component %q: %w", name, err)
		}
		nlp.components = append(nlp.components, c)
	}
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

// supported are the factories of components that can run.
var supported = []string{
	"tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner", "entity_ruler", "future_entity_ruler", "span_ruler",
}

// A loader makes components.
type loader struct {
	nlp      *Language // with the components before
	files    *modelFiles
	config   *pipelineConfig
	strings  *stringStore
	tokens   *tokenReader
	shared   *tok2vec // that the components after it listen to; nil before
	tok2vecs int
}

func (l *loader) load(name, factory string) (component, error) {
	switch factory {
	case "attribute_ruler":
		patterns, err := l.files.read(name + "/patterns")
		if err != nil {
			return nil, err
		}
		return newAttributeRuler(l.tokens, patterns)
	case "lemmatizer":
		return l.loadLemmatizer(name)
	case "entity_ruler":
		return l.loadEntityRuler(name)
	case "span_ruler", "future_entity_ruler":
		return l.loadSpanRuler(name, factory)
	}

	data, err := l.files.read(name + "/model")
	if err != nil {
		return nil, err
	}
	network, err := parseNetwork(data)
	if err != nil {
		return nil, fmt.Errorf("read its model: %w", err)
	}
	slot := l.tok2vecs
	switch factory {
	case "tok2vec":
		l.tok2vecs++
		l.shared, err = newTok2Vec(network, slot)
		return l.shared, err
	case "ner":
		l.tok2vecs++
		moves, err := l.files.read(name + "/moves")
		if err != nil {
			return nil, err
		}
		return newRecognizer(network, moves, slot)
	}
	if l.shared == nil {
		return nil, errors.New("no tok2vec runs before it")
	}
	if factory == "tagger" {
		cfg, err := l.files.read(name + "/cfg")
		if err != nil {
			return nil, err
		}
		return newTagger(network, cfg, l.shared.width)
	}
	moves, err := l.files.read(name + "/moves")
	if err != nil {
		return nil, err
	}
	return newParser(network, moves, l.shared.width)
}

func (l *loader) loadLemmatizer(name string) (component, error) {
	mode := ""
	if err := l.config.value("components."+name, "mode", &mode); err != nil {
		return nil, err
	}
	if mode != "rule" {
		return nil, fmt.Errorf("mode %q is not supported, only \"rule\"", mode)
	}
	lookups, err := l.files.read(name + "/lookups/lookups.bin")
	if err != nil {
		return nil, err
	}
	return newLemmatizer(l.strings, lookups)
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
