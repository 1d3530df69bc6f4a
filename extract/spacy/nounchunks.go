package spacy

import "slices"

// NounChunks returns the base noun phrases of a document: a noun, proper noun or
// pronoun in one of the roles that a noun phrase fills, with what depends on it,
// before it and, but for English, some or all of what is after it. They do not
// overlap. The languages whose phrases it knows are English, French, German,
// Indonesian, Malay, Norwegian and Swedish; of others it returns none.
func (d *Doc) NounChunks() []Span {
	roles, ok := nounRoles[d.Lang]
	if !ok {
		return nil
	}
	p := phrases{Doc: d, roles: roles, conjRoots: conjRoots(d)}
	p.tree.heads = make([]int, len(d.Tokens))
	for i, t := range d.Tokens {
		p.tree.heads[i] = t.Head
	}
	p.tree.setEdges()
	phrase := p.whole
	switch d.Lang {
	case "en":
		phrase = p.english
	case "fr":
		phrase = p.french
	case "de":
		phrase, p.close = p.german, closeNouns(d)
	}
	var chunks []Span
	last := -1 // token of the latest chunk
	for i, t := range d.Tokens {
		if t.Pos != "NOUN" && t.Pos != "PROPN" && t.Pos != "PRON" || p.tree.left[i] <= last {
			continue
		}
		if start, end := phrase(i); end > 0 {
			last = end - 1
			chunks = append(chunks, Span{Start: start, End: end, Label: "NP"})
		}
	}
	return chunks
}

// nounRoles are the relations to their heads of nouns that make a phrase, by language.
var nounRoles = map[string][]string{
	"en": {"oprd", "nsubj", "dobj", "nsubjpass", "pcomp", "pobj", "dative", "appos", "attr", "ROOT"},
	"de": {"sb", "oa", "da", "nk", "mo", "ag", "ROOT", "root", "cj", "pd", "og", "app"},
	"fr": {"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "obl:arg", "obl:mod", "nmod", "pcomp", "appos", "ROOT"},
	"id": {"nsubj", "nsubj:pass", "obj", "iobj", "ROOT", "appos", "nmod", "nmod:poss"},
	"ms": {"nsubj", "nsubj:pass", "obj", "iobj", "ROOT", "appos", "nmod", "nmod:poss"},
	"nb": {"nsubj", "nsubj:pass", "obj", "iobj", "ROOT", "appos", "nmod", "nmod:poss"},
	"sv": {"nsubj", "nsubj:pass", "dobj", "obj", "iobj", "ROOT", "appos", "nmod", "nmod:poss"},
}

// phrases finds the noun phrase of a noun, from start to end-1; end is 0 if it has none.
type phrases struct {
	*Doc
	tree      tree
	roles     []string
	conjRoots []int
	close     []int // of German
}

// has reports whether a token has one of the roles.
func (p *phrases) has(i int) bool { return slices.Contains(p.roles, p.Tokens[i].Dep) }

// shares reports whether a token is coordinated with one that has one of the roles.
func (p *phrases) shares(i int) bool {
	return p.Tokens[i].Dep == "conj" && p.has(p.conjRoots[p.Tokens[i].Head])
}

// english: all that depends on the noun and is before it.
func (p *phrases) english(i int) (start, end int) {
	if p.has(i) || p.shares(i) {
		return p.tree.left[i], i + 1
	}
	return 0, 0
}

// whole: all that depends on the noun.
func (p *phrases) whole(i int) (start, end int) {
	if p.has(i) || p.shares(i) {
		return p.tree.left[i], p.tree.right[i] + 1
	}
	return 0, 0
}

// german: as in English, and nouns that follow and belong closely to the first, as
// in "eine Tasse Tee".
func (p *phrases) german(i int) (start, end int) {
	if !p.has(i) {
		return 0, 0
	}
	return p.tree.left[i], max(i, p.close[i]) + 1
}

// french: as in English, with adjectives that follow and parts of names, without a
// preposition or conjunction at the beginning.
func (p *phrases) french(i int) (start, end int) {
	start, end = p.tree.left[i], i+1
	switch {
	case p.has(i):
		if next := p.tree.firstRight(i); next >= 0 {
			switch t := &p.Tokens[next]; {
			case t.Dep == "amod":
				end = p.tree.right[next] + 1
			case t.Dep == "det" && t.Pos == "DET":
				end = next + 1
			case slices.Contains([]string{"flat", "flat:name", "flat:foreign", "fixed", "compound"}, t.Dep):
				end = p.tree.right[i] + 1
			}
		}
		if p.Tokens[start].Pos == "ADP" {
			start++
		}
		return start, end
	case p.shares(i):
		if p.Tokens[start].Pos == "CCONJ" {
			start++
		}
		return start, end
	}
	return 0, 0
}

// firstRight returns the first child after i, -1 if there is none.
func (t *tree) firstRight(i int) int {
	for j := i + 1; j <= t.right[i]; j++ {
		if t.heads[j] == i {
			return j
		}
	}
	return -1
}

// conjRoots returns, for each token, the first of those it is coordinated with: up
// along conj arcs as long as they lead to the left.
func conjRoots(d *Doc) []int {
	roots := make([]int, len(d.Tokens))
	for i, t := range d.Tokens {
		roots[i] = i
		if t.Dep == "conj" && t.Head < i {
			roots[i] = roots[t.Head]
		}
	}
	return roots
}

// closeNouns returns, for each token, the last noun after it that belongs closely to
// it in German; 0 if there is none.
func closeNouns(d *Doc) []int {
	last := make([]int, len(d.Tokens))
	for i, t := range d.Tokens {
		if t.Head < i && t.Dep == "nk" && (t.Pos == "NOUN" || t.Pos == "PROPN") {
			last[t.Head] = i
		}
	}
	return last
}
