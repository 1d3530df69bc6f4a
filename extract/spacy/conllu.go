package spacy

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// A ConlluWriter writes documents in CoNLL-U, the format of Universal Dependencies:
// a word a line in ten columns (ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL,
// DEPS, MISC), an empty line after each sentence, and before it its text.
//
// Tags, features and relations are the model's, so XPOS and DEPREL follow its
// treebank: only the relation ROOT is written root, and a part of speech that
// Universal Dependencies lacks X. HEAD and DEPREL are _ where no parser has run.
// An entity's words have NER=B-ORG, NER=I-ORG, ... in MISC.
//
// White space that is a token for spaCy is none here, and what hangs from it hangs
// from its head instead, or is the root. Yet the text can be rebuilt: what follows
// a word is a blank, or MISC says SpaceAfter=No, or SpacesAfter= and the white
// space itself, in which \s stands for a blank, \t, \n and \r as usual, \p for a
// bar and \\ for a backslash. White space before all words is SpacesBefore of the
// first. A document of white space only has no sentences.
type ConlluWriter struct {
	w    io.Writer
	id   string // prefix of the sentences' names
	sent int    // sentences of the document written so far
	head string // comment lines to stand before the next sentence
	buf  []byte
}

// NewConlluWriter returns a writer to w. Every [ConlluWriter.Write] is one Write of w.
func NewConlluWriter(w io.Writer) *ConlluWriter { return &ConlluWriter{w: w} }

// Begin starts a document of that name: the sentences written from now on are its,
// and their sent_id is the name, a hyphen and their number from 1. Without it they
// are only numbered.
func (c *ConlluWriter) Begin(name string) {
	name = strings.Map(func(r rune) rune {
		if isSpace(r) {
			return '_'
		}
		return r
	}, name)
	c.id, c.sent, c.head = name+"-", 0, "# newdoc id = "+name+"\n"
}

// Write writes the sentences of doc: all of the document begun, or the next part of it.
func (c *ConlluWriter) Write(doc *Doc) error {
	c.buf = c.buf[:0]
	d := conlluDoc{Doc: doc, heads: wordHeads(doc)}
	d.first = slices.IndexFunc(doc.Tokens, func(t Token) bool { return !allSpace(t.Text) })
	for _, s := range doc.Sents() {
		words := d.words(s)
		if len(words) == 0 {
			continue
		}
		c.sent++
		c.buf = append(c.buf, c.head...)
		c.head = ""
		c.buf = append(c.buf, "# sent_id = "+c.id...)
		c.buf = strconv.AppendInt(c.buf, int64(c.sent), 10)
		c.buf = append(c.buf, "\n# text = "...)
		c.buf = d.appendText(c.buf, words)
		c.buf = append(c.buf, '\n')
		c.buf = d.appendWords(c.buf, words)
		c.buf = append(c.buf, '\n')
	}
	_, err := c.w.Write(c.buf)
	return err
}

// A conlluDoc is a document on its way.
type conlluDoc struct {
	*Doc
	heads []int // of each token, see wordHeads
	first int   // first word, -1 if there is none
}

// words returns the tokens of a sentence that are not white space.
func (d *conlluDoc) words(s Span) []int {
	var words []int
	for i := s.Start; i < s.End; i++ {
		if !allSpace(d.Tokens[i].Text) {
			words = append(words, i)
		}
	}
	return words
}

// wordHeads returns the heads with white space left out: of each token the nearest
// one above it that is a word, -1 if there is none.
func wordHeads(doc *Doc) []int {
	const unknown = -2
	heads := make([]int, len(doc.Tokens))
	for i := range heads {
		heads[i] = unknown
	}
	var path []int
	for i := range heads {
		// Up from i through white space, to a token whose answer is known.
		head := unknown
		for at := i; head == unknown; {
			if heads[at] != unknown {
				head = heads[at]
				break
			}
			heads[at] = -1 // in a circle of white space there is no word
			path = append(path, at)
			if up := doc.Tokens[at].Head; up == at {
				head = -1
			} else if at = up; !allSpace(doc.Tokens[up].Text) {
				head = up
			}
		}
		for _, at := range path {
			heads[at] = head
		}
		path = path[:0]
	}
	return heads
}

// appendText appends the text of a sentence, white space as single blanks.
func (d *conlluDoc) appendText(b []byte, words []int) []byte {
	for k, i := range words {
		b = appendField(b, d.Tokens[i].Text)
		if k+1 < len(words) && d.Tokens[i].End < d.Tokens[words[k+1]].Start {
			b = append(b, ' ')
		}
	}
	return b
}

// appendWords appends the lines of a sentence's words.
func (d *conlluDoc) appendWords(b []byte, words []int) []byte {
	root := d.root(words)
	parsed := slices.ContainsFunc(words, func(i int) bool { return d.Tokens[i].Dep != "" })
	for k, i := range words {
		t := &d.Tokens[i]
		b = strconv.AppendInt(b, int64(k+1), 10)
		head, dep := "_", "_"
		if parsed {
			head, dep = d.relation(i, words, root)
		}
		upos := t.Pos
		if upos != "" && !slices.Contains(universalPos[:], upos) {
			upos = "X"
		}
		for _, field := range [...]string{t.Text, t.Lemma, upos, t.Tag, t.Morph, head, dep, ""} {
			b = append(b, '\t')
			if field == "" {
				field = "_"
			}
			b = appendField(b, field)
		}
		b = append(b, '\t')
		b = append(d.appendMisc(b, i), '\n')
	}
	return b
}

// universalPos are the parts of speech of Universal Dependencies.
var universalPos = [...]string{"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"}

// root returns the word that is the root of a sentence: the parser's, else, where
// white space was it, the first word below it.
func (d *conlluDoc) root(words []int) int {
	for _, i := range words {
		if d.Tokens[i].Head == i {
			return i
		}
	}
	for _, i := range words {
		if _, ok := slices.BinarySearch(words, d.heads[i]); !ok {
			return i
		}
	}
	return words[0]
}

// relation returns HEAD and DEPREL of a word. There is one root; what else has no
// head among the words hangs from it, as a dep if the parser had it a ROOT.
func (d *conlluDoc) relation(i int, words []int, root int) (head, dep string) {
	if i == root {
		return "0", "root"
	}
	k, ok := slices.BinarySearch(words, d.heads[i])
	if !ok {
		k, _ = slices.BinarySearch(words, root)
	}
	if dep = d.Tokens[i].Dep; dep == "" || strings.EqualFold(dep, "root") {
		dep = "dep"
	}
	return strconv.Itoa(k + 1), dep
}

// appendMisc appends MISC of a word: its entity and the white space around it.
func (d *conlluDoc) appendMisc(b []byte, i int) []byte {
	start := len(b)
	add := func(name, value string) {
		if len(b) > start {
			b = append(b, '|')
		}
		b = append(append(b, name...), '=')
		b = append(b, value...)
	}
	t := &d.Tokens[i]
	if t.EntType != "" {
		add("NER", escapeMisc(t.EntIOB+"-"+t.EntType))
	}
	switch after := d.spaceAfter(i); after {
	case " ":
	case "":
		add("SpaceAfter", "No")
	default:
		add("SpacesAfter", escapeMisc(after))
	}
	if i == d.first && t.Start > 0 {
		add("SpacesBefore", escapeMisc(d.Text[:t.Start]))
	}
	if strings.ContainsFunc(t.Text, isSpace) {
		add("SpacesInToken", escapeMisc(t.Text))
	}
	if len(b) == start {
		b = append(b, '_')
	}
	return b
}

// escapeMisc returns a value of MISC without white space and bars.
func escapeMisc(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch i := strings.IndexRune(" \t\n\r|\\", r); {
		case i >= 0:
			b.WriteString(`\s\t\n\r\p\\`[2*i : 2*i+2])
		case isSpace(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// spaceAfter returns the white space up to the next word.
func (d *conlluDoc) spaceAfter(i int) string {
	end := len(d.Text)
	for next := i + 1; next < len(d.Tokens); next++ {
		if !allSpace(d.Tokens[next].Text) {
			end = d.Tokens[next].Start
			break
		}
	}
	return d.Text[d.Tokens[i].End:end]
}

// appendField appends a column's value, with blanks for other white space.
func appendField(b []byte, s string) []byte {
	if !strings.ContainsFunc(s, isSpace) {
		return append(b, s...)
	}
	for _, r := range s {
		if isSpace(r) {
			r = ' '
		}
		b = append(b, string(r)...)
	}
	return b
}
