package spacy

import "slices"

// NounChunks returns the base noun phrases of an English or French document: a
// noun, proper noun or pronoun in one of the roles that a noun phrase fills, with
// what depends on it, before it and, in French, after it. They do not overlap. Of
// other languages it knows none.
func (d *Doc) NounChunks() []Span {
	var phrase func(tree *tree, conjRoots []int, i int) (start, end int)
	switch d.Lang {
	case "en":
		phrase = d.englishPhrase
	case "fr":
		phrase = d.frenchPhrase
	default:
		return nil
	}
	tree := &tree{heads: make([]int, len(d.Tokens))}
	for i, t := range d.Tokens {
		tree.heads[i] = t.Head
	}
	tree.setEdges()
	roots := conjRoots(d)
	var chunks []Span
	last := -1 // token of the latest chunk
	for i, t := range d.Tokens {
		if t.Pos != "NOUN" && t.Pos != "PROPN" && t.Pos != "PRON" || tree.left[i] <= last {
			continue
		}
		if start, end := phrase(tree, roots, i); end > 0 {
			last = end - 1
			chunks = append(chunks, Span{Start: start, End: end, Label: "NP"})
		}
	}
	return chunks
}

// englishPhrase returns the noun phrase of a noun; an end of 0 if it has none.
func (d *Doc) englishPhrase(tree *tree, roots []int, i int) (start, end int) {
	role := d.Tokens[i].Dep
	if role == "conj" {
		role = d.Tokens[roots[d.Tokens[i].Head]].Dep
	}
	switch role {
	case "oprd", "nsubj", "dobj", "nsubjpass", "pcomp", "pobj", "dative", "appos", "attr", "ROOT":
		return tree.left[i], i + 1
	}
	return 0, 0
}

// frenchPhrase is like englishPhrase. Adjectives that follow and parts of names
// belong to the phrase; a preposition or conjunction that it begins with does not.
func (d *Doc) frenchPhrase(tree *tree, roots []int, i int) (start, end int) {
	roles := []string{"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "obl:arg", "obl:mod", "nmod", "pcomp", "appos", "ROOT"}
	start, end = tree.left[i], i+1
	switch role := d.Tokens[i].Dep; {
	case slices.Contains(roles, role):
		if next := tree.firstRight(i); next >= 0 {
			switch t := &d.Tokens[next]; {
			case t.Dep == "amod":
				end = tree.right[next] + 1
			case t.Dep == "det" && t.Pos == "DET":
				end = next + 1
			case slices.Contains([]string{"flat", "flat:name", "flat:foreign", "fixed", "compound"}, t.Dep):
				end = tree.right[i] + 1
			}
		}
		if d.Tokens[start].Pos == "ADP" {
			start++
		}
		return start, end
	case role == "conj" && slices.Contains(roles, d.Tokens[roots[d.Tokens[i].Head]].Dep):
		if d.Tokens[start].Pos == "CCONJ" {
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
