package spacy

import (
	"fmt"
	"slices"
	"strings"

	"dossier/extract/spacy/msgpack"
)

// A lemmatizer finds the base form of words by rules on their endings, checked
// against a list of known base forms, and by exceptions; apart for each part of speech.
type lemmatizer struct {
	strings *stringStore
	tables  map[uint64]*lemmaTable // by id of the part of speech in lower case
}

type lemmaTable struct {
	rules      [][2]string // an ending and what replaces it
	index      map[string]bool
	exceptions map[string][]string
}

// newLemmatizer reads the component's file "lookups.bin".
func newLemmatizer(strs *stringStore, data []byte) (*lemmatizer, error) {
	l := &lemmatizer{strings: strs, tables: make(map[uint64]*lemmaTable)}
	d := msgpack.NewDecoder(data)
	// each calls read with the table of every part of speech in a map.
	each := func(read func(*lemmaTable)) {
		for i := d.Map(); i > 0 && d.Err() == nil; i-- {
			pos := d.Uint64()
			if l.tables[pos] == nil {
				l.tables[pos] = &lemmaTable{index: make(map[string]bool), exceptions: make(map[string][]string)}
			}
			read(l.tables[pos])
		}
	}
	for i := d.Map(); i > 0 && d.Err() == nil; i-- {
		switch d.Str() {
		case "lemma_rules":
			each(func(t *lemmaTable) {
				for i := d.Array(); i > 0 && d.Err() == nil; i-- {
					if n := d.Array(); n != 2 {
						d.Fail(fmt.Errorf("a lemma rule has %d parts, want 2", n))
						return
					}
					t.rules = append(t.rules, [2]string{d.Str(), d.Str()})
				}
			})
		case "lemma_index":
			each(func(t *lemmaTable) {
				for i := d.Array(); i > 0 && d.Err() == nil; i-- {
					t.index[d.Str()] = true
				}
			})
		case "lemma_exc":
			each(func(t *lemmaTable) {
				for i := d.Map(); i > 0 && d.Err() == nil; i-- {
					form := d.Str()
					var lemmas []string
					for i := d.Array(); i > 0 && d.Err() == nil; i-- {
						lemmas = append(lemmas, d.Str())
					}
					t.exceptions[form] = lemmas
				}
			})
		default:
			d.Skip()
		}
	}
	if err := d.End(); err != nil {
		return nil, fmt.Errorf("read its lookups: %w", err)
	}
	return l, nil
}

func (l *lemmatizer) annotate(b *batch, s *scratch) {
	for i := range b.docs {
		d := &b.docs[i]
		for j := range d.doc.Tokens {
			if t := &d.doc.Tokens[j]; t.Lemma == "" {
				t.Lemma = l.lemma(t, d.words[j].lex.lower)
			}
		}
	}
}

// lemma returns the base form of a token whose text in lower case is lower.
func (l *lemmatizer) lemma(t *Token, lower string) string {
	pos := strings.ToLower(t.Pos)
	if pos == "" || pos == "eol" || pos == "space" || isBaseForm(pos, t.Morph) {
		return lower
	}
	table := l.tables[l.strings.id(pos)]
	if table == nil {
		if pos == "propn" {
			return t.Text
		}
		return lower
	}
	return table.lemma(t.Text, lower)
}

func (t *lemmaTable) lemma(text, lower string) string {
	// Known forms go to the front, the last rule's first; forms that are not words
	// go to the back; unknown words are used only if there is nothing else.
	var forms, unknown []string
	for _, rule := range t.rules {
		stem, ok := strings.CutSuffix(lower, rule[0])
		if !ok {
			continue
		}
		switch form := stem + rule[1]; {
		case form == "":
		case t.index[form]:
			forms = slices.Insert(forms, 0, form)
		case !allLetters(form):
			forms = append(forms, form)
		default:
			unknown = append(unknown, form)
		}
	}
	for _, form := range t.exceptions[lower] {
		if !slices.Contains(forms, form) {
			forms = slices.Insert(forms, 0, form)
		}
	}
	switch {
	case len(forms) > 0:
		return forms[0]
	case len(unknown) > 0:
		return unknown[0]
	}
	return text
}

// isBaseForm reports whether the features say that the word is its own base form.
func isBaseForm(pos, morph string) bool {
	var verbForm, number, tense, degree string
	for feature := range strings.SplitSeq(morph, "|") {
		switch name, value, _ := strings.Cut(feature, "="); name {
		case "VerbForm":
			verbForm = value
		case "Number":
			number = value
		case "Tense":
			tense = value
		case "Degree":
			degree = value
		}
	}
	return pos == "noun" && number == "Sing" ||
		pos == "verb" && verbForm == "Fin" && tense == "Pres" && number == "" ||
		verbForm == "Inf" || verbForm == "None" || degree == "Pos"
}
