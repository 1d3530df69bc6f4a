package spacy

import (
	"errors"
	"fmt"

	"dossier/extract/spacy/kernel"
)

// A factory says how its components are made.
type factory struct {
	architectures []string                          // that its network may have; nil if it has no network
	check         func(*pipelineConfig, spec) error // what else the config must say; may be nil
	load          func(*loader, spec) (component, error)
}

// factories are those whose components can run, by spaCy's names.
var factories = map[string]factory{
	"tok2vec":              {architectures: tok2vecLayers, load: (*loader).tok2vec},
	"tagger":               {architectures: taggers, load: (*loader).tagger},
	"morphologizer":        {architectures: taggers, load: (*loader).morphologizer},
	"senter":               {architectures: taggers, load: (*loader).senter},
	"trainable_lemmatizer": {architectures: taggers, load: (*loader).editTreeLemmatizer},
	"parser":               {architectures: parsers, check: checkTransitions, load: (*loader).parser},
	"beam_parser":          {architectures: parsers, check: checkTransitions, load: (*loader).parser},
	"ner":                  {architectures: parsers, check: checkTransitions, load: (*loader).recognizer},
	"beam_ner":             {architectures: parsers, check: checkTransitions, load: (*loader).recognizer},
	"sentencizer":          {load: (*loader).sentencizer},
	"attribute_ruler":      {load: (*loader).attributeRuler},
	"entity_ruler":         {load: (*loader).entityRuler},
	"future_entity_ruler":  {load: (*loader).spanRuler},
	"span_ruler":           {load: (*loader).spanRuler},
	"lemmatizer":           {check: checkLemmatizer, load: (*loader).lemmatizer},
}

// A loader makes components.
type loader struct {
	nlp     *Language // with the components before
	files   *modelFiles
	config  *pipelineConfig
	strings *stringStore
	tokens  *tokenReader
	kernel  *kernel.Kernel
	vectors func() (*vectors, error) // reads them once
	shared  *tok2vec                 // the last one that ran before the component; nil before
}

// A vectorSource is where a component has the vectors of tokens from: a tok2vec of
// its own, or the last one that ran before it, whichever its listener names: the
// tok2vecs of spaCy all leave their vectors in the same place.
type vectorSource struct {
	own   *tok2vec // nil for a listener
	width int
}

// of returns the vectors of the batch's tokens, valid until the next call.
func (v *vectorSource) of(b *batch, s *scratch) []float32 {
	if v.own == nil {
		return b.tensor
	}
	s.vectors = grow(s.vectors, len(b.words)*v.width)
	v.own.encode(b, s.vectors, s)
	return s.vectors
}

// network reads the component's network and where its tokens' vectors come from.
func (l *loader) network(s spec) (*network, vectorSource, error) {
	data, err := l.files.read(s.name + "/model")
	if err != nil {
		return nil, vectorSource{}, err
	}
	n, err := parseNetwork(l.kernel, data)
	if err != nil {
		return nil, vectorSource{}, fmt.Errorf("read its model: %w", err)
	}
	if listens := len(n.find("tok2vec-listener")) > 0; listens != s.listens {
		return nil, vectorSource{}, fmt.Errorf("config and model differ in whether it listens to a tok2vec: %w", errShape)
	}
	if s.listens {
		if l.shared == nil {
			return nil, vectorSource{}, errors.New("no tok2vec runs before it")
		}
		return n, vectorSource{width: l.shared.width}, nil
	}
	var vecs *vectors
	if len(n.find("static_vectors")) > 0 {
		if vecs, err = l.vectors(); err != nil {
			return nil, vectorSource{}, err
		}
	}
	own, err := newTok2Vec(n, s.slot, l.strings, vecs)
	if err != nil {
		return nil, vectorSource{}, err
	}
	return n, vectorSource{own, own.width}, nil
}

func (l *loader) tok2vec(s spec) (component, error) {
	_, source, err := l.network(s)
	l.shared = source.own
	return source.own, err
}

func (l *loader) parser(s spec) (component, error) {
	n, moves, source, err := l.transitions(s)
	if err != nil {
		return nil, err
	}
	return newParser(n, moves, source)
}

func (l *loader) recognizer(s spec) (component, error) {
	n, moves, source, err := l.transitions(s)
	if err != nil {
		return nil, err
	}
	return newRecognizer(n, moves, source)
}

// transitions reads what a component that works by actions is made of.
func (l *loader) transitions(s spec) (n *network, moves []byte, source vectorSource, err error) {
	if n, source, err = l.network(s); err == nil {
		moves, err = l.files.read(s.name + "/moves")
	}
	return n, moves, source, err
}

func (l *loader) attributeRuler(s spec) (component, error) {
	patterns, err := l.files.read(s.name + "/patterns")
	if err != nil {
		return nil, err
	}
	return newAttributeRuler(l.tokens, patterns)
}
