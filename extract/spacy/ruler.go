package spacy

import (
	"errors"
	"fmt"
	"slices"
)

// rulerPatterns are the patterns of an entity or span ruler: descriptions of
// tokens, and phrases that are to be found word by word.
type rulerPatterns struct {
	tokens  *matcher
	phrases *phraseMatcher
	keys    []rulerKey // by the number of a key
	numbers map[string]int
}

// A rulerKey is what a ruler gives a match: spaCy knows it by a string.
type rulerKey struct {
	label, id   string
	number      uint64 // id of the string
	labelNumber uint64 // ids of label and id
	idNumber    uint64
}

// maxMatches bounds the matches of a ruler in a document. What follows is left out.
const maxMatches = 1 << 20

// A rulerEntry is a line of a ruler's patterns.
type rulerEntry struct {
	label, id string
	hasID     bool
	phrase    string
	nodes     []patternNode // nil for a phrase
}

// readRulerEntries reads a ruler's patterns: a JSON object a line.
func (r *tokenReader) readRulerEntries(data []byte) ([]rulerEntry, error) {
	lines, err := readJSONLines(data)
	if err != nil {
		return nil, err
	}
	entries := make([]rulerEntry, len(lines))
	for i, line := range lines {
		m, ok := line.(members)
		if !ok {
			return nil, fmt.Errorf("pattern %d is a %s, want a dict", i, typeName(line))
		}
		if entries[i], err = r.readRulerEntry(m); err != nil {
			return nil, fmt.Errorf("pattern %d: %w", i, err)
		}
	}
	return entries, nil
}

func (r *tokenReader) readRulerEntry(m members) (e rulerEntry, err error) {
	var ok bool
	if e.label, ok = m.get("label").(string); !ok || e.label == "" {
		return e, errors.New("it has no label")
	}
	if id := m.get("id"); id != nil {
		if e.id, e.hasID = id.(string); !e.hasID {
			return e, fmt.Errorf("its id is a %s, want a str", typeName(id))
		}
	}
	if e.phrase, ok = m.get("pattern").(string); ok {
		return e, nil
	}
	e.nodes, err = r.pattern(m.get("pattern"))
	return e, err
}

// newRulerPatterns compiles entries. key returns the string by which spaCy knows
// the label and id of one.
func (l *loader) newRulerPatterns(entries []rulerEntry, attr any, key func(*rulerEntry) string) (*rulerPatterns, error) {
	phraseAttr, err := l.phraseAttr(attr)
	if err != nil {
		return nil, err
	}
	p := &rulerPatterns{tokens: newMatcher(l.tokens), phrases: newPhraseMatcher(l.tokens, phraseAttr), numbers: make(map[string]int)}
	var phrases []string
	var keys []int
	for i := range entries {
		e := &entries[i]
		name := key(e)
		number, ok := p.numbers[name]
		if !ok {
			number = len(p.keys)
			p.numbers[name] = number
			p.keys = append(p.keys, rulerKey{e.label, e.id, l.strings.id(name), l.strings.id(e.label), l.strings.id(e.id)})
		}
		if e.nodes == nil {
			phrases, keys = append(phrases, e.phrase), append(keys, number)
			continue
		}
		if err := l.checkAnnotated(e.nodes); err != nil {
			return nil, err
		}
		p.tokens.add(number, e.nodes)
	}
	err = l.nlp.eachDoc(phrases, !phraseAttr.isLexical(), func(i int, d *batchDoc) error {
		if phraseAttr.needsAnnotation() && len(d.words) > 0 && !isAnnotated(d, l.tokens, phraseAttr) {
			return fmt.Errorf("no component before it sets the attribute %s of the phrase %q", l.strings.symbol(uint64(phraseAttr)), phrases[i])
		}
		p.phrases.add(keys[i], p.keys[keys[i]].number, d)
		return nil
	})
	p.phrases.finish()
	return p, err
}

// phraseAttr reads the setting phrase_matcher_attr: a name, a number or none.
func (l *loader) phraseAttr(setting any) (a tokenAttr, err error) {
	switch setting := setting.(type) {
	case nil:
		return orthAttr, nil
	case string:
		a, err = l.tokens.attr(setting)
	default:
		a, _, err = l.tokens.key(setting)
	}
	if a == sentStartAttr {
		err = errors.New("phrases cannot be matched by SENT_START")
	}
	if err != nil {
		return 0, fmt.Errorf("phrase_matcher_attr: %w", err)
	}
	return a, nil
}

// isLexical reports whether the tokenizer alone decides an attribute.
func (a tokenAttr) isLexical() bool {
	switch a {
	case lemmaAttr, entTypeAttr, entIDAttr, entIOBAttr, sentStartAttr:
		return false
	}
	return !a.needsAnnotation()
}

// needsAnnotation reports whether spaCy refuses to match by an attribute that no
// token of the document has.
func (a tokenAttr) needsAnnotation() bool {
	switch a {
	case tagAttr, posAttr, morphAttr, lemmaAttr, depAttr:
		return true
	}
	return false
}

func isAnnotated(d *batchDoc, r *tokenReader, a tokenAttr) bool {
	for i := range d.words {
		if r.value(d, i, a) != 0 {
			return true
		}
	}
	return false
}

// checkAnnotated reports a pattern on an attribute that no component before sets,
// as spaCy does when it meets the first document.
func (l *loader) checkAnnotated(nodes []patternNode) error {
	for _, n := range nodes {
		for _, t := range n.tests {
			t, ok := t.(*equalTest)
			if !ok || !t.attr.needsAnnotation() {
				continue
			}
			sets := func(c component) bool { return setsAttr(c, t.attr) }
			if !slices.ContainsFunc(l.nlp.components, sets) {
				return fmt.Errorf("a pattern tests %s, which no component before it sets", l.strings.symbol(uint64(t.attr)))
			}
		}
	}
	return nil
}

// setsAttr reports whether a component may set an attribute of tokens.
func setsAttr(c component, a tokenAttr) bool {
	switch c := c.(type) {
	case *tok2vec, *recognizer, *entityRuler, *spanRuler, *senter, *sentencizer:
		return false
	case *tagger:
		return a == tagAttr
	case *parser:
		return a == depAttr
	case *morphologizer:
		return a == posAttr || a == morphAttr
	case *lemmatizer, *editTreeLemmatizer:
		return a == lemmaAttr
	case *attributeRuler:
		of := map[tokenAttr]int{tagAttr: ruleTag, posAttr: rulePos, morphAttr: ruleMorph, lemmaAttr: ruleLemma, depAttr: ruleDep}
		return slices.ContainsFunc(c.rules, func(r attributeRule) bool { return r.sets[of[a]] })
	}
	return true
}

// find returns the matches in a document, in spaCy's order but perhaps with
// repetitions. The slice is valid until the next call.
func (p *rulerPatterns) find(d *batchDoc, s *scratch) []spanMatch {
	found := s.found[:0]
	take := func(key, start, end int) {
		if len(found) < maxMatches {
			found = append(found, spanMatch{key, start, end})
		}
	}
	p.tokens.match(d, &s.match, take)
	p.phrases.match(d, take)
	s.found = found
	return found
}

// eachDoc calls do with each text as a document: tokens only, or annotated by the
// components that the pipeline has so far.
func (nlp *Language) eachDoc(texts []string, annotated bool, do func(i int, d *batchDoc) error) error {
	s := nlp.scratch.Get().(*scratch)
	defer nlp.scratch.Put(s)
	b := &s.batch
	defer b.reset()
	for i, done := 0, 0; i < len(texts); i++ {
		b.add(nlp.tokenizer, texts[i])
		if len(b.words) < batchWords && i < len(texts)-1 {
			continue
		}
		b.link()
		if annotated {
			for _, c := range nlp.components {
				c.annotate(b, s)
			}
		}
		for j := range b.docs {
			if err := do(done+j, &b.docs[j]); err != nil {
				return err
			}
		}
		done += len(b.docs)
		b.reset()
	}
	return nil
}
