package rule

import (
	"strings"

	"dossier/extract"
)

// An anchor key names what a rule hangs on, in the form in which rules and
// documents can be compared without reading the documents again: "verb:order",
// "title:executive", "word:based", "class:demonym". A word of several is known
// by the one that all its spellings share, so documents with a key may still
// lack the anchor, but never the other way round.

// indexKey is the key under which a rule with that word is found: kind and the
// word that any spelling of it shares.
func indexKey(kind extract.PropositionKind, word string) string {
	switch kind {
	case extract.Verb:
		word, _, _ = strings.Cut(word, " ")
	case extract.Noun, extract.Title:
		word = word[strings.LastIndexByte(word, ' ')+1:]
	}
	return string(kind) + ":" + word
}

// propositionKeys calls yield with every key under which a rule may be found
// that has its anchor in p; trigger is the token of p, nil if it has none.
func propositionKeys(p *extract.Proposition, trigger *extract.Token, yield func(string)) {
	yield(indexKey(p.Kind, p.Lemma))
	if trigger == nil {
		return
	}
	switch p.Kind {
	case extract.Adjective:
		yield(indexKey(p.Kind, strings.ToLower(trigger.Text)))
	case extract.Verb:
		if stem := otherLemma(p.Lemma, strings.ToLower(trigger.Text)); stem != "" {
			yield(indexKey(p.Kind, stem))
		}
	}
}

// otherLemma returns the second verb that a regular form may be of. The model
// restores an e that was never there to verbs it does not know: to it "blurbed"
// is of "blurbe". A verb that would have doubled its last letter is none: "stared"
// is not of "star". "" if there is no second one.
func otherLemma(lemma, text string) string {
	stem, ok := strings.CutSuffix(lemma, "e")
	if !ok || len(stem) < 3 || text != stem+"ed" && text != stem+"ing" {
		return ""
	}
	isVowel := func(i int) bool { return strings.IndexByte("aeiou", stem[i]) >= 0 }
	n := len(stem)
	if isVowel(n-1) || isVowel(n-2) && !isVowel(n-3) && !strings.ContainsRune("wxy", rune(stem[n-1])) {
		return ""
	}
	return stem
}

// wordKey is the key of an entry in a pattern: its first word.
func wordKey(entry string) string {
	words := patternWords(entry)
	if len(words) == 0 { // a token of white space
		return "word:"
	}
	return "word:" + words[0]
}

// classKey is the key of a class of holes.
func classKey(class string) string { return "class:" + class }

// keys returns the anchor keys of the rule, sorted.
func (p *program) keys() []string {
	var out []string
	for _, kind := range anchorKinds {
		for _, w := range p.words(kind) {
			out = append(out, indexKey(kind, w))
		}
	}
	for _, pt := range p.Pattern {
		words, class := pt.anchor()
		for _, w := range words {
			out = append(out, wordKey(w))
		}
		if class != "" {
			out = append(out, classKey(class))
		}
	}
	return sortedSet(out)
}

// AnchorKeys returns the keys of all that rules could hang on in a, sorted,
// whatever the ontology: a rule that shares none of them with a document finds
// nothing there.
func AnchorKeys(a *extract.Analysis) []string {
	set := map[string]bool{}
	add := func(key string) { set[key] = true }
	for i := range a.Propositions {
		p := &a.Propositions[i]
		propositionKeys(p, tokenOf(a, p.Sentence, p.Head), add)
	}
	for k, s := range a.Sentences {
		if !a.InBody(k) {
			continue
		}
		for i := range s.Tokens {
			add(wordKey(strings.ToLower(s.Tokens[i].Text)))
			add(wordKey(strings.ToLower(s.Tokens[i].Lemma)))
		}
	}
	for i := range a.Mentions {
		if !a.InBody(a.Mentions[i].Sentence) {
			continue
		}
		for _, h := range a.Mentions[i].Phrase.Heads { // patterns read them too
			add(wordKey(h))
		}
		if isDemonym(&a.Mentions[i]) {
			add(classKey(demonymClass))
		}
	}
	out := make([]string, 0, len(set))
	for key := range set {
		out = append(out, key)
	}
	return sortedSet(out)
}

// Inputs returns the rules as those see them who want to know which documents an
// edit concerns; anchors are keys as of [AnchorKeys].
func (o *Ontology) Inputs() []extract.Rule {
	out := make([]extract.Rule, len(o.rules))
	for i, r := range o.rules {
		out[i] = extract.Rule{ID: r.ID, Relation: r.Relation, Fingerprint: r.Hash, Shape: r.shape(), Anchors: r.keys}
	}
	return out
}
