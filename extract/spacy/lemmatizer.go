package spacy

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"dossier/extract/spacy/msgpack"
)

// A lemmatizer finds the base form of words in tables: by rules on their endings,
// checked against known base forms, by exceptions, or by looking up the word.
type lemmatizer struct {
	lemmaTables
	lemmatize func(*lemmaTables, *Token, *lexeme) string
	overwrite bool
}

// lemmaTables are the tables of a language. Parts of speech are in lower case.
type lemmaTables struct {
	strings *stringStore
	byPos   map[uint64]*lemmaTable       // by id of the part of speech
	lookup  map[uint64]string            // base forms by id of the word
	lookups map[string]map[uint64]string // the same, by part of speech
}

// A lemmaTable is what is known of the words of a part of speech.
type lemmaTable struct {
	rules      [][2]string // an ending and what replaces it
	index      map[string]bool
	exceptions map[string][]string
}

// checkLemmatizer refuses modes that other languages have.
func checkLemmatizer(c *pipelineConfig, s spec) error {
	mode := "lookup"
	if err := c.value(s.section, "mode", &mode); err != nil {
		return err
	}
	if lemmatizerOf(c.lang, mode) == nil {
		return fmt.Errorf("the lemmatizer of language %q in mode %q is not supported", c.lang, mode)
	}
	return nil
}

func (l *loader) lemmatizer(s spec) (component, error) {
	mode, overwrite := "lookup", false
	if err := errors.Join(l.config.value(s.section, "mode", &mode), l.config.value(s.section, "overwrite", &overwrite)); err != nil {
		return nil, err
	}
	data, err := l.files.read(s.name + "/lookups/lookups.bin")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("it has no tables: %w", err)
	}
	if err != nil {
		return nil, err
	}
	tables, err := readLemmaTables(l.strings, data)
	if err != nil {
		return nil, err
	}
	return &lemmatizer{*tables, lemmatizerOf(l.config.lang, mode), overwrite}, nil
}

// readLemmaTables reads the component's file "lookups.bin".
func readLemmaTables(strs *stringStore, data []byte) (*lemmaTables, error) {
	l := &lemmaTables{strings: strs, byPos: make(map[uint64]*lemmaTable), lookups: make(map[string]map[uint64]string)}
	d := msgpack.NewDecoder(data)
	d.ShareStrings()
	// each calls read with the table of every part of speech in a map.
	each := func(read func(*lemmaTable)) {
		for i := d.Map(); i > 0 && d.Err() == nil; i-- {
			pos := d.Uint64()
			if l.byPos[pos] == nil {
				l.byPos[pos] = &lemmaTable{index: make(map[string]bool), exceptions: make(map[string][]string)}
			}
			read(l.byPos[pos])
		}
	}
	for i := d.Map(); i > 0 && d.Err() == nil; i-- {
		switch name := d.Str(); name {
		case "lemma_rules":
			each(func(t *lemmaTable) { t.rules = readLemmaRules(d) })
		case "lemma_index":
			each(func(t *lemmaTable) {
				n := d.Array()
				t.index = make(map[string]bool, min(n, 1<<16))
				for i := n; i > 0 && d.Err() == nil; i-- {
					t.index[d.Str()] = true
				}
			})
		case "lemma_exc":
			each(func(t *lemmaTable) {
				for i := d.Map(); i > 0 && d.Err() == nil; i-- {
					form := d.Str()
					t.exceptions[form] = readStrings(d)
				}
			})
		case "lemma_lookup":
			l.lookup = readLookup(d)
		default:
			if pos, ok := strings.CutPrefix(name, "lemma_lookup_"); ok {
				l.lookups[pos] = readLookup(d)
			} else {
				d.Skip()
			}
		}
	}
	if err := d.End(); err != nil {
		return nil, fmt.Errorf("read its lookups: %w", err)
	}
	return l, nil
}

func readLemmaRules(d *msgpack.Decoder) (rules [][2]string) {
	for i := d.Array(); i > 0 && d.Err() == nil; i-- {
		if n := d.Array(); n != 2 {
			d.Fail(fmt.Errorf("a lemma rule has %d parts, want 2", n))
			return nil
		}
		rules = append(rules, [2]string{d.Str(), d.Str()})
	}
	return rules
}

// readLookup reads a table from words to their base form, the first if there are several.
func readLookup(d *msgpack.Decoder) map[uint64]string {
	table := make(map[uint64]string)
	for i := d.Map(); i > 0 && d.Err() == nil; i-- {
		id := d.Uint64()
		if d.Kind() == msgpack.Str {
			table[id] = d.Str()
		} else if lemmas := readStrings(d); len(lemmas) > 0 {
			table[id] = lemmas[0]
		}
	}
	return table
}

func readStrings(d *msgpack.Decoder) (list []string) {
	for i := d.Array(); i > 0 && d.Err() == nil; i-- {
		list = append(list, d.Str())
	}
	return list
}

func (l *lemmatizer) annotate(b *batch, s *scratch) {
	for i := range b.docs {
		d := &b.docs[i]
		for j := range d.doc.Tokens {
			if t := &d.doc.Tokens[j]; t.Lemma == "" || l.overwrite {
				t.Lemma = l.lemma(t, d.words[j].lex, s)
			}
		}
	}
}

// A lemmaKey is all that a base form depends on.
type lemmaKey struct {
	by         *lemmatizer
	lex        *lexeme
	pos, morph string
}

// maxLemmas is how many base forms a scratch remembers before it begins again.
const maxLemmas = 1 << 14

// lemma returns the base form of a token, which s may remember.
func (l *lemmatizer) lemma(t *Token, lex *lexeme, s *scratch) string {
	if len(lex.text) > longestCachedWord { // its lexeme is not kept either
		return l.lemmatize(&l.lemmaTables, t, lex)
	}
	key := lemmaKey{l, lex, t.Pos, t.Morph}
	lemma, ok := s.lemmas[key]
	if !ok {
		lemma = l.lemmatize(&l.lemmaTables, t, lex)
		if s.lemmas == nil || len(s.lemmas) >= maxLemmas {
			s.lemmas = make(map[lemmaKey]string)
		}
		s.lemmas[key] = lemma
	}
	return lemma
}

// find returns the base form of a word in a table, or the word.
func (l *lemmaTables) find(table map[uint64]string, word string) string {
	if lemma, ok := table[l.strings.id(word)]; ok {
		return lemma
	}
	return word
}

// table returns what is known of a part of speech; nothing if it has no table.
func (l *lemmaTables) table(pos string) *lemmaTable {
	if t := l.byPos[l.strings.id(pos)]; t != nil {
		return t
	}
	return &lemmaTable{}
}

func (t *lemmaTable) isEmpty() bool { return len(t.rules)+len(t.index)+len(t.exceptions) == 0 }

// forms applies the rules to a word. A form is good if it is known or not a word;
// the others are doubtful.
func (t *lemmaTable) forms(word string, good, doubtful func(form string)) {
	for _, rule := range t.rules {
		stem, ok := strings.CutSuffix(word, rule[0])
		if !ok {
			continue
		}
		switch form := stem + rule[1]; {
		case form == "":
		case t.index[form] || !allLetters(form):
			good(form)
		default:
			doubtful(form)
		}
	}
}

// firstOf returns the first string that is not empty.
func firstOf(list ...string) string {
	i := slices.IndexFunc(list, func(s string) bool { return s != "" })
	if i < 0 {
		return ""
	}
	return list[i]
}
