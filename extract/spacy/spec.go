package spacy

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A spec is what the config says of a component that is to run.
type spec struct {
	name, factory string
	section       string // of the config
	listens       bool   // its network reads the vectors of the tok2vec before it
	slot          int    // of its own tok2vec's vectors in a lexeme; -1 without one
}

// specs reads what the config says of the components that are to run, and refuses
// by name those that could not run as in spaCy.
func (c *pipelineConfig) specs() (specs []spec, tok2vecs int, err error) {
	parsed := "" // by which parser
	for i, name := range c.pipeline {
		if slices.Contains(c.pipeline[:i], name) {
			return nil, 0, fmt.Errorf("component %q stands in the pipeline twice", name)
		}
		s := spec{name: name, section: "components." + name, slot: -1}
		if err := c.value(s.section, "factory", &s.factory); err != nil {
			return nil, 0, err
		}
		if slices.Contains(c.disabled, name) {
			continue
		}
		f, ok := factories[s.factory]
		if !ok {
			supported := strings.Join(slices.Sorted(maps.Keys(factories)), ", ")
			return nil, 0, fmt.Errorf("component %q (factory %q) is not supported; supported are %s", name, s.factory, supported)
		}
		if err := s.checkModel(c, f.architectures); err != nil {
			return nil, 0, err
		}
		if f.check != nil {
			if err := f.check(c, s); err != nil {
				return nil, 0, fmt.Errorf("component %q: %w", name, err)
			}
		}
		// The arcs of two parsers together may run in circles.
		if isParser := strings.HasSuffix(s.factory, "parser"); isParser && parsed != "" {
			return nil, 0, fmt.Errorf("component %q: a second parser beside %q is not supported", name, parsed)
		} else if isParser {
			parsed = name
		}
		if f.architectures != nil && !s.listens {
			s.slot = tok2vecs
			tok2vecs++
		}
		specs = append(specs, s)
	}
	return specs, tok2vecs, nil
}

// modelNames returns the files that hold the components' networks.
func modelNames(specs []spec) []string {
	var names []string
	for _, s := range specs {
		if factories[s.factory].architectures != nil {
			names = append(names, s.name+"/model")
		}
	}
	return names
}

// The architectures of networks, by the place in the network that they fill.
var (
	taggers        = []string{"spacy.Tagger.v1", "spacy.Tagger.v2"}
	parsers        = []string{"spacy.TransitionBasedParser.v2"}
	tok2vecLayers  = []string{"spacy.Tok2Vec.v2", "spacy.HashEmbedCNN.v2"}
	embedLayers    = []string{"spacy.MultiHashEmbed.v2", "spacy.CharacterEmbed.v2"}
	encodeLayers   = []string{"spacy.MaxoutWindowEncoder.v2", "spacy.MishWindowEncoder.v2"}
	listenerLayers = []string{"spacy.Tok2VecListener.v1"}
)

// checkModel checks that all parts of the component's network can run, and sets s.listens.
func (s *spec) checkModel(c *pipelineConfig, architectures []string) error {
	if architectures == nil {
		return nil
	}
	model := s.section + ".model"
	architecture, err := s.architecture(c, model, architectures)
	if err != nil {
		return err
	}
	if s.factory != "tok2vec" {
		model += ".tok2vec"
		if architecture, err = s.architecture(c, model, slices.Concat(listenerLayers, tok2vecLayers)); err != nil {
			return err
		}
	}
	s.listens = slices.Contains(listenerLayers, architecture)
	if !strings.HasPrefix(architecture, "spacy.Tok2Vec.") {
		return nil
	}
	if architecture, err = s.architecture(c, model+".embed", embedLayers); err != nil {
		return err
	}
	if architecture == "spacy.MultiHashEmbed.v2" {
		var attrs []any
		if err := c.value(model+".embed", "attrs", &attrs); err != nil {
			return err
		}
		for _, a := range attrs {
			if name, ok := a.(string); ok && !slices.Contains(attrNames[:], strings.ToUpper(name)) {
				return fmt.Errorf("component %q embeds attribute %q; supported are %s", s.name, name, strings.Join(attrNames[:], ", "))
			}
		}
	}
	_, err = s.architecture(c, model+".encode", encodeLayers)
	return err
}

// architecture returns the architecture of a part of the network, which must be one of known.
func (s *spec) architecture(c *pipelineConfig, section string, known []string) (string, error) {
	architecture := ""
	if err := c.value(section, "@architectures", &architecture); err != nil {
		return "", err
	}
	if !slices.Contains(known, architecture) {
		return "", fmt.Errorf("component %q uses architecture %q for [%s]; supported are %s", s.name, architecture, section, strings.Join(known, ", "))
	}
	return architecture, nil
}

// checkTransitions refuses parsers and entity recognisers that follow more than one
// series of actions.
func checkTransitions(c *pipelineConfig, s spec) error {
	width := map[string]int{"beam_ner": 32, "beam_parser": 8}[s.factory]
	if err := c.value(s.section, "beam_width", &width); err != nil {
		return err
	}
	if width > 1 {
		return fmt.Errorf("a beam of width %d is not supported, only 1", width)
	}
	return nil
}
