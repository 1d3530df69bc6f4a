package spacy

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
)

// pipelineConfig is what a pipeline's config.cfg says about how to run it.
type pipelineConfig struct {
	lang     string
	pipeline []string // names of components, in order
	disabled []string
	sections map[string]map[string]string // section, key, JSON value
}

// parseConfig reads config.cfg: INI sections whose values are JSON.
func parseConfig(data []byte) (*pipelineConfig, error) {
	c := &pipelineConfig{sections: make(map[string]map[string]string)}
	section, key := map[string]string{}, ""
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		text := strings.TrimSpace(line)
		name, isSection := strings.CutPrefix(text, "[")
		before, after, isValue := strings.Cut(text, "=")
		switch {
		case text == "" || text[0] == '#' || text[0] == ';':
		case (line[0] == ' ' || line[0] == '\t') && key != "":
			section[key] += text // a value goes on over several lines
		case isSection && strings.HasSuffix(name, "]"):
			name, key = strings.TrimSuffix(name, "]"), ""
			if c.sections[name] == nil {
				c.sections[name] = make(map[string]string)
			}
			section = c.sections[name]
		case isValue:
			key = strings.TrimSpace(before)
			section[key] = strings.TrimSpace(after)
		default:
			return nil, fmt.Errorf("config.cfg:%d: %q is neither a section nor key = value", n, text)
		}
	}
	err := cmp.Or(c.value("nlp", "lang", &c.lang), c.value("nlp", "pipeline", &c.pipeline), c.value("nlp", "disabled", &c.disabled))
	if err != nil {
		return nil, err
	}
	return c, nil
}

// hasVectors reports whether a network is said to use static vectors.
func (c *pipelineConfig) hasVectors() bool {
	for _, section := range c.sections {
		if section["include_static_vectors"] == "true" || section["pretrained_vectors"] == "true" {
			return true
		}
	}
	return false
}

// value decodes a key of a section into v, which stays as it is if there is no such key.
func (c *pipelineConfig) value(section, key string, v any) error {
	text, ok := c.sections[section][key]
	if !ok {
		return nil
	}
	// A value may be that of another key, ${section:key} or ${section.key}, and
	// that again; not without end.
	for range 8 {
		ref, isRef := strings.CutPrefix(text, "${")
		ref, isWhole := strings.CutSuffix(ref, "}")
		if !isRef || !isWhole {
			break
		}
		at := strings.LastIndexAny(ref, ":.")
		if at < 0 {
			break
		}
		if text, ok = c.sections[ref[:at]][ref[at+1:]]; !ok {
			return fmt.Errorf("config.cfg: [%s] %s: there is no [%s] %s", section, key, ref[:at], ref[at+1:])
		}
	}
	if err := json.Unmarshal([]byte(text), v); err != nil {
		return fmt.Errorf("config.cfg: [%s] %s: %w", section, key, err)
	}
	return nil
}
