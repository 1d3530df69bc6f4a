package pipeline

import (
	"iter"

	"dossier/extract"
	"dossier/extract/source"
	"dossier/extract/spacy"
)

// Annotate runs nlp over the blocks of doc that make claims, each as a document
// of its own, and returns their sentences. What the model reads of a block is
// its view; the tokens' spans refer to the document's text.
func Annotate(nlp *spacy.Language, doc *extract.Document) []extract.Sentence {
	return Sentences(doc, Docs(nlp, doc))
}

// Docs is the first half of Annotate: what the model says of each view.
func Docs(nlp *spacy.Language, doc *extract.Document) []*spacy.Doc {
	var texts []string
	for _, v := range views(doc) {
		texts = append(texts, v.Text)
	}
	return nlp.Pipe(texts)
}

// Sentences is the second half of Annotate: the sentences of the views.
func Sentences(doc *extract.Document, docs []*spacy.Doc) []extract.Sentence {
	var out []extract.Sentence
	i := 0
	for block, v := range views(doc) {
		for _, s := range docs[i].Sents() {
			out = append(out, sentence(docs[i], s, v, block))
		}
		i++
	}
	return out
}

// views yields the views of the blocks that make claims, with the blocks' indices.
func views(doc *extract.Document) iter.Seq2[int, *source.View] {
	return func(yield func(int, *source.View) bool) {
		for i, b := range doc.Blocks {
			if !b.Kind.Annotated() {
				continue
			}
			if v := source.NewView(doc.Text, b.Span); v.Text != "" && !yield(i, v) {
				return
			}
		}
	}
}

// sentence copies the tokens of s, their heads made relative to the sentence.
func sentence(d *spacy.Doc, s spacy.Span, v *source.View, block int) extract.Sentence {
	out := extract.Sentence{Block: block, Tokens: make([]extract.Token, 0, s.End-s.Start)}
	for i := s.Start; i < s.End; i++ {
		t := &d.Tokens[i]
		head := t.Head - s.Start
		if t.Head < s.Start || t.Head >= s.End {
			head = i - s.Start // cannot happen in a tree that the parser made
		}
		out.Tokens = append(out.Tokens, extract.Token{
			Span:  v.Span(t.Start, t.End),
			Text:  t.Text,
			Lemma: t.Lemma,
			Tag:   t.Tag,
			Pos:   t.Pos,
			Morph: t.Morph,
			Dep:   t.Dep,
			Head:  head,
			Ent:   t.EntType,
			Begin: t.EntIOB == "B",
			Space: t.Whitespace,
		})
	}
	out.Span = extract.Span{Start: out.Tokens[0].Start, End: out.Tokens[len(out.Tokens)-1].End}
	return out
}
