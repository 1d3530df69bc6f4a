package spacy

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// A spanRuler puts what its patterns find, overlapping matches too, into a group of
// spans, or makes entities of it, or both.
type spanRuler struct {
	patterns     *rulerPatterns
	spansKey     string     // of the group, "" for none
	spansFilter  spanFilter // may be nil
	annotateEnts bool
	entsFilter   spanFilter
	overwrite    bool // the group, or all entities, that are there
}

// A spanFilter makes one list of spans of those that are there and new ones, in a
// document of n tokens.
type spanFilter func(old, new []Span, n int) []Span

// spanFilters are the filters by their names in spaCy's registry.
var spanFilters = map[string]spanFilter{
	"spacy.first_longest_spans_filter.v1":      longestSpans,
	"spacy.prioritize_new_ents_filter.v1":      newSpansFirst,
	"spacy.prioritize_existing_ents_filter.v1": oldSpansFirst,
}

// spanRuler reads a span ruler, or one in the place of an entity ruler.
func (l *loader) spanRuler(s spec) (component, error) {
	name, factory := s.name, s.factory
	section := "components." + name
	if err := l.checkFuzzyCompare(name); err != nil {
		return nil, err
	}
	attr, err := l.configLiteral(section, "phrase_matcher_attr")
	if err != nil {
		return nil, err
	}
	var r *spanRuler
	if factory == "future_entity_ruler" {
		overwrite := false
		err = l.config.value(section, "overwrite_ents", &overwrite)
		r = &spanRuler{annotateEnts: true, entsFilter: oldSpansFirst}
		if overwrite {
			r.entsFilter = newSpansFirst
		}
	} else {
		r, err = l.spanRulerSettings(section)
	}
	if err != nil {
		return nil, err
	}
	data, err := l.files.read(name + "/patterns")
	if err != nil {
		return nil, err
	}
	entries, err := l.tokens.readRulerEntries(data)
	if err != nil {
		return nil, fmt.Errorf("read its patterns: %w", err)
	}
	// Other than in spaCy the string of a key is of no importance.
	r.patterns, err = l.newRulerPatterns(entries, attr, func(e *rulerEntry) string { return e.label + "\x00" + e.id })
	return r, err
}

func (l *loader) spanRulerSettings(section string) (*spanRuler, error) {
	r := &spanRuler{spansKey: "ruler", overwrite: true}
	key := &r.spansKey
	err := errors.Join(
		l.config.value(section, "spans_key", &key),
		l.config.value(section, "annotate_ents", &r.annotateEnts),
		l.config.value(section, "overwrite", &r.overwrite),
	)
	if err != nil {
		return nil, err
	}
	if key == nil { // null
		r.spansKey = ""
	}
	if r.spansFilter, err = l.spanFilter(section + ".spans_filter"); err != nil {
		return nil, err
	}
	if r.entsFilter, err = l.spanFilter(section + ".ents_filter"); err != nil {
		return nil, err
	}
	if r.entsFilter == nil && r.annotateEnts {
		return nil, fmt.Errorf("config.cfg: [%s] has no ents_filter", section)
	}
	return r, nil
}

// spanFilter returns the filter that a section names, nil if there is no such section.
func (l *loader) spanFilter(section string) (spanFilter, error) {
	name := ""
	if err := l.config.value(section, "@misc", &name); err != nil || name == "" {
		return nil, err
	}
	f, ok := spanFilters[name]
	if !ok {
		return nil, fmt.Errorf("config.cfg: [%s] %q is not supported", section, name)
	}
	return f, nil
}

// checkFuzzyCompare reports a ruler that has a comparison for FUZZY of its own.
func (l *loader) checkFuzzyCompare(name string) error {
	const known = "spacy.levenshtein_compare.v1"
	section, function := "components."+name+".matcher_fuzzy_compare", known
	if err := l.config.value(section, "@misc", &function); err != nil {
		return err
	}
	if function != known {
		return fmt.Errorf("config.cfg: [%s] %q is not supported", section, function)
	}
	return nil
}

// configLiteral returns a value of any type, nil if there is none.
func (l *loader) configLiteral(section, key string) (any, error) {
	text, ok := l.config.sections[section][key]
	if !ok {
		return nil, nil
	}
	v, err := readJSON([]byte(text))
	if err != nil {
		return nil, fmt.Errorf("config.cfg: [%s] %s: %w", section, key, err)
	}
	return v, nil
}

func (r *spanRuler) annotate(b *batch, s *scratch) {
	for i := range b.docs {
		r.apply(&b.docs[i], s)
	}
}

func (r *spanRuler) apply(d *batchDoc, s *scratch) {
	doc := d.doc
	spans := r.patterns.spans(r.patterns.find(d, s))
	if r.spansKey != "" {
		if doc.Spans == nil {
			doc.Spans = make(map[string][]Span)
		}
		group := doc.Spans[r.spansKey]
		if r.overwrite {
			group = nil
		}
		if r.spansFilter == nil {
			group = append(group, spans...)
		} else {
			group = append(group, r.spansFilter(group, spans, len(d.words))...)
		}
		doc.Spans[r.spansKey] = group
	}
	if r.annotateEnts {
		var ents []Span
		if !r.overwrite {
			ents = doc.entsWithID()
		}
		doc.setEnts(r.entsFilter(ents, spans, len(d.words)))
	}
}

// spans returns the matches as spans, without repetitions and in the order of
// spaCy's spans: from left to right, by end, and by the ids of label and identifier.
func (p *rulerPatterns) spans(matches []spanMatch) []Span {
	order := func(a, b spanMatch) int {
		x, y := &p.keys[a.key], &p.keys[b.key]
		return cmp.Or(a.start-b.start, a.end-b.end, cmp.Compare(x.labelNumber, y.labelNumber), cmp.Compare(x.idNumber, y.idNumber))
	}
	slices.SortFunc(matches, order)
	spans := []Span{}
	for _, m := range slices.Compact(matches) {
		k := &p.keys[m.key]
		spans = append(spans, Span{Start: m.start, End: m.end, Label: k.label, ID: k.id})
	}
	return spans
}

// longestSpans keeps, of spans that overlap, the longest, and of equally long ones
// the first.
func longestSpans(old, new []Span, n int) []Span {
	kept := keepFree(longestFirst(slices.Concat(old, new)), make([]bool, n))
	slices.SortFunc(kept, func(a, b Span) int { return a.Start - b.Start })
	return kept
}

// oldSpansFirst adds to the old spans the longest new ones that overlap none.
func oldSpansFirst(old, new []Span, n int) []Span {
	taken := make([]bool, n)
	for _, s := range old {
		mark(taken, s)
	}
	return slices.Concat(old, keepFree(longestFirst(new), taken))
}

// newSpansFirst adds to the longest new spans the old ones that overlap none.
func newSpansFirst(old, new []Span, n int) []Span {
	taken := make([]bool, n)
	kept := keepFree(longestFirst(new), taken)
	old = slices.DeleteFunc(slices.Clone(old), func(s Span) bool { return slices.Contains(taken[s.Start:s.End], true) })
	return slices.Concat(old, kept)
}

// longestFirst sorts spans by length, then from left to right.
func longestFirst(spans []Span) []Span {
	spans = slices.Clone(spans)
	slices.SortStableFunc(spans, func(a, b Span) int {
		return cmp.Or(cmp.Compare(b.End-b.Start, a.End-a.Start), cmp.Compare(a.Start, b.Start))
	})
	return spans
}

// keepFree returns the spans, from the longest on, that hold no token that is
// taken, and marks theirs.
func keepFree(spans []Span, taken []bool) []Span {
	var kept []Span
	for _, s := range spans {
		if !slices.Contains(taken[s.Start:s.End], true) {
			mark(taken, s)
			kept = append(kept, s)
		}
	}
	return kept
}

func mark(taken []bool, s Span) {
	for i := s.Start; i < s.End; i++ {
		taken[i] = true
	}
}
