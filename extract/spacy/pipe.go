package spacy

import (
	"slices"
	"unicode/utf8"
)

// A batch is documents that go through the components together.
type batch struct {
	docs       []batchDoc
	words      []word    // of all documents, one after the other
	sentStarts []int8    // for each word, 1 if it starts a sentence, -1 if not, 0 while unknown
	tensor     []float32 // a vector for each word, from the tok2vec that ran last
	morphs     []bool    // for each word whether Token.Morph was set, if only to "no features"
}

// A batchDoc is a document of a batch.
type batchDoc struct {
	doc        *Doc
	words      []word // part of batch.words
	sentStarts []int8 // part of batch.sentStarts
	morphs     []bool // part of batch.morphs
	first      int    // index of the first word there
}

// scratch is memory that components use again and again. Nothing in it outlives a batch.
type scratch struct {
	batch         batch
	rows          []int32
	missing       []word
	in, out, tile []float32
	vectors       []float32
	table         slotTable
	state         parserState
	tree          tree
	lemmas        map[lemmaKey]string
	match         matchScratch
	rules         []int32 // of the attribute ruler
	found         []spanMatch
}

// release gives up what a very long document has made large.
func (s *scratch) release() {
	const large = 1 << 20 // values
	if max(cap(s.batch.tensor), cap(s.rules)) > large {
		*s = scratch{}
	}
}

// batchWords is how many tokens are gathered before the components run.
const batchWords = 2048

// Pipe annotates texts, each as a document of its own, and returns the documents
// in the same order. Annotation does not depend on what else is in the call.
//
// A text may be of any length: beyond the documents returned, memory grows by
// about a kilobyte for each token of the longest text, and time in
// proportion. Bytes that are not part of valid UTF-8 become U+FFFD; Doc.Text is
// the text after that.
func (nlp *Language) Pipe(texts []string) []*Doc {
	docs := make([]*Doc, len(texts))
	s := nlp.scratch.Get().(*scratch)
	b := &s.batch
	for i, text := range texts {
		docs[i] = b.add(nlp.tokenizer, text)
		docs[i].Lang = nlp.meta.Lang
		if len(b.words) >= batchWords || i == len(texts)-1 {
			b.link()
			for _, c := range nlp.components {
				c.annotate(b, s)
			}
			b.reset()
		}
	}
	s.release()
	nlp.scratch.Put(s)
	return docs
}

// add tokenizes a text and adds its document to the batch.
func (b *batch) add(t *tokenizer, text string) *Doc {
	if !utf8.ValidString(text) {
		text = string([]rune(text))
	}
	doc := &Doc{Text: text}
	words, firstIsStart := t.tokenize(text)
	doc.Tokens = make([]Token, len(words))
	start, idx := 0, 0
	for i, w := range words {
		end := start + len(w.lex.text)
		doc.Tokens[i] = Token{
			Text: text[start:end], Start: start, End: end, Idx: idx, Whitespace: w.blank,
			Norm: w.lex.norm, Head: i,
		}
		idx += utf8.RuneCountInString(w.lex.text)
		start = end
		if w.blank {
			start++
			idx++
		}
	}
	b.docs = append(b.docs, batchDoc{doc: doc, first: len(b.words)})
	b.words = append(b.words, words...)
	b.sentStarts = append(b.sentStarts, make([]int8, len(words))...)
	if firstIsStart && len(words) > 0 {
		b.sentStarts[len(b.words)-len(words)] = 1
		doc.Tokens[0].SentStart = true
	}
	return doc
}

// link lets the documents of a complete batch see their words.
func (b *batch) link() {
	b.morphs = slices.Grow(b.morphs[:0], len(b.words))[:len(b.words)]
	clear(b.morphs)
	for i := range b.docs {
		d := &b.docs[i]
		end := d.first + len(d.doc.Tokens)
		d.words, d.sentStarts = b.words[d.first:end], b.sentStarts[d.first:end]
		d.morphs = b.morphs[d.first:end]
	}
}

func (b *batch) reset() {
	clear(b.docs)
	clear(b.words)
	b.docs, b.words, b.sentStarts = b.docs[:0], b.words[:0], b.sentStarts[:0]
}

// setSentStart says whether token i starts a sentence.
func (d *batchDoc) setSentStart(i int, starts bool) {
	d.doc.Tokens[i].SentStart = starts
	d.sentStarts[i] = -1
	if starts {
		d.sentStarts[i] = 1
	}
}
