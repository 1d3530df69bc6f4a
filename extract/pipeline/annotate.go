package pipeline

import (
	"iter"

	"dossier/extract"
	"dossier/extract/source"
	"dossier/extract/spacy"
)

// Annotate runs nlp over the blocks of doc that are annotated, each as a document
// of its own, and returns their sentences. What the model reads of a block is
// its view; the tokens' spans refer to the document's text. A sentence of more
// than 1,024 tokens, which no writer made, is cut into several.
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
		d := docs[i]
		for _, s := range d.Sents() {
			for s.End-s.Start > maxSentence {
				first := spacy.Span{Start: s.Start, End: cut(d, s)}
				out = append(out, sentence(d, first, v, block))
				s.Start = first.End
			}
			out = append(out, sentence(d, s, v, block))
		}
		i++
	}
	return out
}

// views yields the views of the blocks that are annotated, with the blocks' indices.
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

// maxSentence is how many tokens a sentence may have: the steps after this one
// climb in its tree, which may be as deep as it is long.
const maxSentence = 1024

// cut returns where the first part of the long sentence s ends: not inside a
// name, unless that is as long.
func cut(d *spacy.Doc, s spacy.Span) int {
	end := s.Start + maxSentence
	for i := end; i > s.Start+maxSentence/2; i-- {
		if d.Tokens[i].EntIOB != "I" {
			return i
		}
	}
	return end
}

// sentence copies the tokens of s, their heads made relative to the sentence. A
// token whose head lies beyond it is a root.
func sentence(d *spacy.Doc, s spacy.Span, v *source.View, block int) extract.Sentence {
	out := extract.Sentence{Block: block, Tokens: make([]extract.Token, 0, s.End-s.Start)}
	for i := s.Start; i < s.End; i++ {
		t := &d.Tokens[i]
		head := t.Head - s.Start
		if t.Head < s.Start || t.Head >= s.End {
			head = i - s.Start
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
