package spacy

import (
	"fmt"
	"io/fs"

	"dossier/extract/spacy/kernel"
	"dossier/extract/spacy/msgpack"
)

// What tests of this package see of its inside.

// Affixes are matchers of a tokenizer.
type Affixes struct{ affixMatcher }

// Prefix and its like count bytes.
func (a Affixes) Prefix(s string) int { n, _ := a.prefix(s); return n }
func (a Affixes) Suffix(s string) int { return a.suffix(s) }
func (a Affixes) IsURL(s string) bool { return a.isURL(s) }

func (a Affixes) Infixes(s string) (spans [][2]int) {
	a.infixes(s, func(a, b int) { spans = append(spans, [2]int{a, b}) })
	return spans
}

func (nlp *Language) Prefix(s string) int       { return Affixes{nlp.tokenizer.affixes}.Prefix(s) }
func (nlp *Language) Suffix(s string) int       { return Affixes{nlp.tokenizer.affixes}.Suffix(s) }
func (nlp *Language) IsURL(s string) bool       { return Affixes{nlp.tokenizer.affixes}.IsURL(s) }
func (nlp *Language) Infixes(s string) [][2]int { return Affixes{nlp.tokenizer.affixes}.Infixes(s) }

// RegexpAffixes returns the matchers that run the patterns of a tokenizer file.
func RegexpAffixes(data []byte) (Affixes, error) {
	var p patterns
	d := msgpack.NewDecoder(data)
	for i := d.Map(); i > 0 && d.Err() == nil; i-- {
		p.read(d.Str(), d)
	}
	if err := d.End(); err != nil {
		return Affixes{}, err
	}
	m, err := newRegexpAffixes(p)
	return Affixes{m}, err
}

// A Tokenizer is a tokenizer without a pipeline.
type Tokenizer struct{ t *tokenizer }

// NewTokenizer reads a tokenizer file.
func NewTokenizer(data []byte) (*Tokenizer, error) {
	v, err := newVocab(newStringStore(), []byte{0x80})
	if err != nil {
		return nil, err
	}
	t, err := newTokenizer(v, data)
	return &Tokenizer{t}, err
}

func (t *Tokenizer) Tokenize(text string) *Doc { return new(batch).add(t.t, text) }

// ClassSizes returns the number of characters and ranges in each class read from the patterns.
func (nlp *Language) ClassSizes() map[string][2]int {
	a := nlp.tokenizer.affixes.(*affixes)
	sizes := make(map[string][2]int)
	for name, s := range map[string]*runeSet{
		"prefix": a.prefixChars, "suffix": a.suffixChars, "icons": a.icons, "lower": a.lower, "upper": a.upper,
		"alpha": a.alpha, "lowerOrQuote": a.lowerOrQuote, "upperOrQuote": a.upperOrQuote, "beforeStop": a.beforeStop,
	} {
		sizes[name] = [2]int{s.size(), len(s.ranges)}
	}
	return sizes
}

// Lexeme returns id, norm, lower, shape, prefix, suffix and whether it is space.
func (nlp *Language) Lexeme(s string) (id uint64, attrs [5]string, space bool) {
	lex := nlp.vocab.lexeme(s, "")
	return lex.ids[attrOrth], [5]string{lex.norm, lex.lower, shape(s), firstRunes(s, 1), lastRunes(s, 3)}, lex.isSpace
}

// Tokenize returns only the tokenizer's work.
func (nlp *Language) Tokenize(text string) *Doc {
	return new(batch).add(nlp.tokenizer, text)
}

// PipeWith annotates a text of whose tokens know says something beforehand.
func (nlp *Language) PipeWith(text string, know func(doc *Doc, sentStarts []int8)) *Doc {
	s := new(scratch)
	b := &s.batch
	doc := b.add(nlp.tokenizer, text)
	b.link()
	know(doc, b.sentStarts)
	for _, c := range nlp.components {
		c.annotate(b, s)
	}
	return doc
}

// Lemmatizer returns what finds the base form of a word with a part of speech and features.
func Lemmatizer(lang, mode string, lookups []byte) (lemma func(text, pos, morph string) string, err error) {
	strs := newStringStore()
	tables, err := readLemmaTables(strs, lookups)
	if err != nil {
		return nil, err
	}
	v, err := newVocab(strs, []byte{0x80})
	if err != nil {
		return nil, err
	}
	lemmatize := lemmatizerOf(lang, mode)
	return func(text, pos, morph string) string {
		return lemmatize(tables, &Token{Text: text, Pos: pos, Morph: morph}, v.lexeme(text, ""))
	}, nil
}

// Internals are what the networks make of a text of one document.
type Internals struct {
	Mixed, Shared, Entity [][]float32 // after the mixing layer; after the tok2vecs
	TopTag                float32     // score of the first token's tag
	FirstScores           []float32   // of the parser's actions in its first state
}

func (nlp *Language) Internals(text string) Internals {
	s := new(scratch)
	b := &s.batch
	b.add(nlp.tokenizer, text)
	b.link()
	var in Internals
	rows := func(x []float32) (rows [][]float32) {
		n := len(x) / len(b.words)
		for i := range b.words {
			rows = append(rows, x[i*n:(i+1)*n])
		}
		return rows
	}
	for _, c := range nlp.components {
		c.annotate(b, s)
		switch c := c.(type) {
		case *tok2vec:
			in.Shared = rows(b.tensor)
			for _, w := range b.words {
				in.Mixed = append(in.Mixed, *c.vector(w))
			}
		case *tagger:
			scores := make([]float32, c.output.Stride)
			c.output.Apply(scores, b.tensor, c.output.In, 1)
			in.TopTag = scores[argmax(scores[:c.output.Out])]
		case *parser:
			s.table.reset(c.model, b.tensor, len(b.words))
			s.state.reset(len(b.words))
			tokens := s.state.look(parserSlots)
			in.FirstScores = append(in.FirstScores, s.table.score(tokens[:])...)
		case *recognizer:
			in.Entity = rows(s.vectors)
		}
	}
	return in
}

// Parts that work on their own; OpenFS opens a pipeline in a file system.
var (
	NewStringStore = newStringStore
	OpenFS         = func(fsys fs.FS) (*Language, error) { return load(fsys, Options{}) }
	HashRows       = hashRows
	ParseClass     = parseClass
	Lower          = lower
	ParseConfig    = parseConfig
)

func (v *stringStore) ID(s string) uint64 { return v.id(s) }

// ParseFile reads data as one of a model's files.
func ParseFile(name string, data []byte) error {
	strs := newStringStore()
	switch name {
	case "config.cfg":
		_, err := parseConfig(data)
		return err
	case "vocab/lookups.bin":
		_, err := newVocab(strs, data)
		return err
	case "tokenizer":
		v, err := newVocab(strs, []byte{0x80})
		if err != nil {
			return err
		}
		_, err = newTokenizer(v, data)
		return err
	case "attribute_ruler/patterns":
		_, err := newAttributeRuler(&tokenReader{strings: strs, lang: "en"}, data)
		return err
	case "lemmatizer/lookups/lookups.bin":
		_, err := readLemmaTables(strs, data)
		return err
	case "parser/moves", "ner/moves":
		_, err := readActions(data, func(action) bool { return false })
		return err
	case "tagger/model", "parser/model", "ner/model", "tok2vec/model":
		k, err := kernel.Default()
		if err != nil {
			return err
		}
		n, err := parseNetwork(k, data)
		if err != nil {
			return err
		}
		for _, err := range []error{
			second(newClassifier(n, vectorSource{width: 96}, 1)),
			second(newTok2Vec(n, 0, strs, nil)),
			second(newTransitionModel(n, 74, 96, nerSlots)),
		} {
			if err == nil {
				return nil
			}
		}
		return nil
	}
	return fmt.Errorf("no such file in a model: %s", name)
}

func second[T any](_ T, err error) error { return err }

func (s *runeSet) Size() int { return s.size() }

// TokenizerPatterns returns the strings at the top of a tokenizer file.
func TokenizerPatterns(data []byte) map[string]string {
	found := make(map[string]string)
	d := msgpack.NewDecoder(data)
	for i := d.Map(); i > 0 && d.Err() == nil; i-- {
		if name := d.Str(); d.Kind() == msgpack.Str {
			found[name] = d.Str()
		} else {
			d.Skip()
		}
	}
	return found
}
