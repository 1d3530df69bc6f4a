package spacy

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// An entityRuler makes what its patterns find entities: the longest matches, of
// equally long ones the first.
type entityRuler struct {
	patterns  *rulerPatterns
	overwrite bool // entities that are there give way
}

// entityRuler reads an entity ruler: its directory, or the file of patterns
// alone that spaCy 2 wrote.
func (l *loader) entityRuler(s spec) (component, error) {
	name := s.name
	section := "components." + name
	if err := l.checkFuzzyCompare(name); err != nil {
		return nil, err
	}
	data, err := l.files.read(name + ".jsonl")
	if err == nil {
		r := &entityRuler{}
		attr, separator := any(nil), "||"
		if err := errors.Join(l.config.value(section, "overwrite_ents", &r.overwrite), l.config.value(section, "ent_id_sep", &separator)); err != nil {
			return nil, err
		}
		if attr, err = l.configLiteral(section, "phrase_matcher_attr"); err != nil {
			return nil, err
		}
		return r, l.readEntityRuler(r, data, attr, separator)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if data, err = l.files.read(name + "/cfg"); err != nil {
		return nil, err
	}
	cfg, err := readJSON(data)
	if err != nil {
		return nil, fmt.Errorf("read its cfg: %w", err)
	}
	settings, ok := cfg.(members)
	if !ok {
		return nil, fmt.Errorf("its cfg is a %s, want a dict", typeName(cfg))
	}
	r := &entityRuler{}
	r.overwrite, _ = settings.get("overwrite").(bool)
	separator := "||"
	if s, ok := settings.get("ent_id_sep").(string); ok {
		separator = s
	}
	if data, err = l.files.read(name + "/patterns.jsonl"); err != nil {
		return nil, err
	}
	return r, l.readEntityRuler(r, data, settings.get("phrase_matcher_attr"), separator)
}

// readEntityRuler reads the patterns. Label and id of one, joined by the separator,
// are its key; a label that reads like such a key means the same.
func (l *loader) readEntityRuler(r *entityRuler, data []byte, attr any, separator string) error {
	entries, err := l.tokens.readRulerEntries(data)
	if err != nil {
		return fmt.Errorf("read its patterns: %w", err)
	}
	key := func(e *rulerEntry) string {
		if !e.hasID || e.nodes == nil && e.id == "" {
			return e.label
		}
		return e.label + separator + e.id
	}
	if r.patterns, err = l.newRulerPatterns(entries, attr, key); err != nil {
		return err
	}
	for i := range entries { // in spaCy's order the phrases come last
		if e := &entries[i]; e.nodes != nil {
			r.patterns.name(key(e), e)
		}
	}
	for i := range entries {
		if e := &entries[i]; e.nodes == nil {
			r.patterns.name(key(e), e)
		}
	}
	return nil
}

// name gives the key of an entry with an id its label and id.
func (p *rulerPatterns) name(key string, e *rulerEntry) {
	if key != e.label {
		k := &p.keys[p.numbers[key]]
		k.label, k.id = e.label, e.id
	}
}

func (r *entityRuler) annotate(b *batch, s *scratch) {
	for i := range b.docs {
		r.apply(&b.docs[i], s)
	}
}

func (r *entityRuler) apply(d *batchDoc, s *scratch) {
	if len(d.words) == 0 {
		return
	}
	matches := r.patterns.longestFirst(r.patterns.find(d, s))
	doc := d.doc
	taken := make([]bool, len(d.words)) // by new entities
	next := make([]int, len(d.words)+1) // first token from here on in an entity that is there
	next[len(d.words)] = len(d.words)
	for i := len(d.words) - 1; i >= 0; i-- {
		if next[i] = next[i+1]; doc.Tokens[i].EntType != "" {
			next[i] = i
		}
	}
	var spans []Span
	for _, m := range matches {
		if !r.overwrite && next[m.start] < m.end {
			continue
		}
		// Longer ones came before, so that the ends tell whether it overlaps one.
		if taken[m.start] || taken[m.end-1] {
			continue
		}
		for i := m.start; i < m.end; i++ {
			taken[i] = true
		}
		k := &r.patterns.keys[m.key]
		spans = append(spans, Span{Start: m.start, End: m.end, Label: k.label, ID: k.id})
	}
	for _, e := range doc.entsWithID() {
		if !slices.Contains(taken[e.Start:e.End], true) {
			spans = append(spans, e)
		}
	}
	doc.setEnts(spans)
}

// longestFirst sorts matches by length, then from left to right, without
// repetitions.
func (p *rulerPatterns) longestFirst(matches []spanMatch) []spanMatch {
	order := func(a, b spanMatch) int {
		return cmp.Or(cmp.Compare(b.end-b.start, a.end-a.start), cmp.Compare(a.start, b.start))
	}
	sorted := slices.Clone(matches)
	slices.SortFunc(sorted, func(a, b spanMatch) int { return cmp.Or(order(a, b), cmp.Compare(a.key, b.key)) })
	sorted = slices.Compact(sorted)
	for i := 1; i < len(sorted); i++ {
		if order(sorted[i-1], sorted[i]) == 0 { // several labels for the same tokens
			sorted = setOrder(matches, func(key int) uint64 { return p.keys[key].number })
			slices.SortStableFunc(sorted, order)
			return sorted
		}
	}
	return sorted
}
