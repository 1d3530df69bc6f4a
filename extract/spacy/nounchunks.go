package spacy

// NounChunks returns the base noun phrases of English: a noun, proper noun or
// pronoun in one of the roles that a noun phrase fills, with all before it that
// depends on it. They do not overlap.
func (d *Doc) NounChunks() []Span {
	tree := &tree{heads: make([]int, len(d.Tokens))}
	for i, t := range d.Tokens {
		tree.heads[i] = t.Head
	}
	tree.setEdges()
	roots := conjRoots(d)
	var chunks []Span
	last := -1 // the noun of the latest chunk
	for i, t := range d.Tokens {
		if t.Pos != "NOUN" && t.Pos != "PROPN" && t.Pos != "PRON" || tree.left[i] <= last {
			continue
		}
		role := t.Dep
		if role == "conj" {
			role = d.Tokens[roots[t.Head]].Dep
		}
		switch role {
		case "oprd", "nsubj", "dobj", "nsubjpass", "pcomp", "pobj", "dative", "appos", "attr", "ROOT":
			last = i
			chunks = append(chunks, Span{Start: tree.left[i], End: i + 1, Label: "NP"})
		}
	}
	return chunks
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
