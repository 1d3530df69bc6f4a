package spacy

import (
	"slices"
	"strings"
)

// lemmatizerOf returns how a language finds base forms in a mode; nil if that is
// not supported. Languages without rules of their own share the general ones.
func lemmatizerOf(lang, mode string) func(*lemmaTables, *Token, *lexeme) string {
	switch lang + " " + mode {
	case "en rule":
		return englishRules
	case "fr rule", "ca rule":
		return frenchRules
	case "el rule":
		return greekRules
	case "mk rule":
		return macedonianRules
	case "nl rule":
		return dutchRules
	case "ht rule":
		return func(_ *lemmaTables, _ *Token, lex *lexeme) string { return lex.lower }
	case "es rule":
		return nil
	case "nl lookup":
		return func(l *lemmaTables, _ *Token, lex *lexeme) string { return l.find(l.lookup, lex.lower) }
	case "it pos_lookup":
		return italianLookup
	case "pl pos_lookup":
		return polishLookup
	}
	switch mode {
	case "rule":
		return generalRules
	case "lookup":
		return func(l *lemmaTables, _ *Token, lex *lexeme) string { return l.find(l.lookup, lex.text) }
	}
	return nil
}

// hasNoLemma reports whether tokens of a part of speech, in lower case, have no
// base form but their lower case in any language.
func hasNoLemma(pos string) bool { return pos == "" || pos == "eol" || pos == "space" }

func englishRules(l *lemmaTables, t *Token, lex *lexeme) string {
	if isEnglishBaseForm(strings.ToLower(t.Pos), t.Morph) {
		return lex.lower
	}
	return generalRules(l, t, lex)
}

// isEnglishBaseForm reports whether the features say that the word is its own base form.
func isEnglishBaseForm(pos, morph string) bool {
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

func generalRules(l *lemmaTables, t *Token, lex *lexeme) string {
	pos := strings.ToLower(t.Pos)
	if hasNoLemma(pos) {
		return lex.lower
	}
	table := l.table(pos)
	if table.isEmpty() {
		if pos == "propn" {
			return lex.text
		}
		return lex.lower
	}
	// Known forms go to the front, the last rule's first; forms that are not words
	// go to the back; unknown words are used only if there is nothing else.
	var forms, unknown []string
	table.forms(lex.lower, func(form string) {
		if table.index[form] {
			forms = slices.Insert(forms, 0, form)
		} else {
			forms = append(forms, form)
		}
	}, func(form string) { unknown = append(unknown, form) })
	for _, form := range table.exceptions[lex.lower] {
		if !slices.Contains(forms, form) {
			forms = slices.Insert(forms, 0, form)
		}
	}
	return append(append(forms, unknown...), lex.text)[0]
}

// knownOrRules returns a known word itself, else its first exception, else the
// first form that rules make of it, a good one before a doubtful one; "" if there
// is none.
func (t *lemmaTable) knownOrRules(word string) string {
	if t.index[word] {
		return word
	}
	if forms := t.exceptions[word]; len(forms) > 0 {
		return forms[0]
	}
	var good, doubtful string
	t.forms(word,
		func(form string) { good = firstOf(good, form) },
		func(form string) { doubtful = firstOf(doubtful, form) })
	return firstOf(good, doubtful)
}

func frenchRules(l *lemmaTables, t *Token, lex *lexeme) string {
	pos := strings.ToLower(t.Pos)
	switch {
	case hasNoLemma(pos):
		return lex.lower
	case !slices.Contains([]string{"noun", "verb", "adj", "adp", "adv", "aux", "cconj", "det", "pron", "punct", "sconj"}, pos):
		return l.find(l.lookup, lex.text)
	}
	return firstOf(l.table(pos).knownOrRules(lex.lower), l.find(l.lookup, lex.lower))
}

func greekRules(l *lemmaTables, t *Token, lex *lexeme) string {
	pos := strings.ToLower(t.Pos)
	if hasNoLemma(pos) {
		return lex.lower
	}
	return firstOf(l.table(pos).knownOrRules(lex.lower), lex.lower)
}

func macedonianRules(l *lemmaTables, t *Token, lex *lexeme) string {
	pos, text, lower := strings.ToLower(t.Pos), lex.text, lex.lower
	if hasNoLemma(pos) {
		return lower
	}
	if stem, ok := strings.CutSuffix(text, "јќи"); ok {
		pos, text, lower = "verb", stem, strings.TrimSuffix(lower, "јќи")
	}
	table := l.table(pos)
	if table.isEmpty() {
		if pos == "propn" {
			return text
		}
		return lower
	}
	var forms []string
	table.forms(lower, func(form string) { forms = append(forms, form) }, func(string) {})
	for _, form := range table.exceptions[lower] {
		if !slices.Contains(forms, form) {
			forms = slices.Insert(forms, 0, form)
		}
	}
	return append(forms, text)[0]
}

func dutchRules(l *lemmaTables, t *Token, lex *lexeme) string {
	pos, word := strings.ToLower(t.Pos), lex.lower
	if !slices.Contains([]string{"noun", "verb", "aux", "adj", "adv", "pron", "det", "adp", "num"}, pos) {
		return word
	}
	table := l.table(pos)
	if table.index[word] {
		return word
	}
	if forms := table.exceptions[word]; len(forms) > 0 {
		return forms[0]
	}
	looked := l.lookup[l.strings.id(word)]
	if table.index[looked] {
		return looked
	}
	// Here only known forms are good.
	var known string
	var unknown []string
	each := func(form string) {
		if table.index[form] {
			known = firstOf(known, form)
		} else {
			unknown = append(unknown, form)
		}
	}
	table.forms(word, each, each)
	if known != "" {
		return known
	}
	for _, form := range unknown {
		if _, ok := table.exceptions[form]; ok {
			return form
		}
	}
	return firstOf(append(append([]string{looked}, unknown...), word)...)
}

func italianLookup(l *lemmaTables, t *Token, lex *lexeme) string {
	pos, word := strings.ToLower(t.Pos), lex.lower
	switch pos {
	case "propn":
		pos, word = "noun", lex.text
	case "part":
		pos = "pron"
	}
	table := l.lookups[pos]
	switch t.Pos {
	case "NOUN":
		return l.findNoun(table, lex)
	case "DET":
		switch word {
		case "l'", "lo", "la", "i", "gli", "le":
			return "il"
		case "un'", "un", "una":
			return "uno"
		}
		return l.find(table, word)
	case "PRON":
		switch word {
		case "l'", "li", "la", "gli", "le":
			return "lo"
		case "un'", "un", "una":
			return "uno"
		}
		return wholeItalian(l.find(table, word))
	case "ADP":
		if word == "d'" {
			return "di"
		}
		return l.find(table, word)
	case "ADJ":
		return wholeItalian(l.find(table, word))
	}
	id := l.strings.id(word)
	if lemma := firstOf(table[id], l.lookups["other"][id]); lemma != "" {
		return lemma
	}
	if lemma, ok := l.lookup[id]; ok {
		return lemma
	}
	return lex.lower
}

// wholeItalian gives words cut off before a noun their ending.
func wholeItalian(lemma string) string {
	if lemma == "alcun" || lemma == "qualcun" {
		return lemma + "o"
	}
	return lemma
}

// findNoun returns the base form of a noun, which may have been written as a name.
func (l *lemmaTables) findNoun(table map[uint64]string, lex *lexeme) string {
	if lex.text != lex.lower {
		if lemma, ok := table[l.strings.id(lex.lower)]; ok {
			return lemma
		}
		if lemma, ok := table[l.strings.id(lex.text)]; ok {
			return lemma
		}
		return lex.lower
	}
	return l.find(table, lex.text)
}

func polishLookup(l *lemmaTables, t *Token, lex *lexeme) string {
	pos, word := strings.ToLower(t.Pos), lex.lower
	if pos == "propn" {
		pos, word = "noun", lex.text
	}
	table := l.lookups[pos]
	// Negated and superlative forms are looked up without their prefixes.
	var stems []string
	rest, negated := strings.CutPrefix(word, "nie")
	switch t.Pos {
	case "NOUN":
		return l.findNoun(table, lex)
	case "ADJ":
		if negated {
			if most, ok := strings.CutPrefix(rest, "naj"); ok {
				stems = append(stems, most)
			}
			stems = append(stems, rest)
		}
		if most, ok := strings.CutPrefix(word, "naj"); ok {
			stems = append(stems, most)
		}
	case "VERB":
		if negated {
			stems = append(stems, rest)
		}
	default:
		if lemma, ok := table[l.strings.id(word)]; ok {
			return lemma
		}
		return lex.lower
	}
	for _, stem := range stems {
		if lemma, ok := table[l.strings.id(stem)]; ok {
			return lemma
		}
	}
	return l.find(table, word)
}
