package extract

import "strings"

// A Token is a word as the language model sees it.
type Token struct {
	Span
	Text  string // with white space replaced by blanks
	Lemma string
	Tag   string // fine part of speech (Penn Treebank in English)
	Pos   string // coarse part of speech (Universal Dependencies)
	Morph string // Universal Features, "Number=Sing|Tense=Past"
	Dep   string // relation to the head; "ROOT" at the root
	Head  int    // index in Sentence.Tokens; a root is its own head
	Ent   string // the model's entity label, "" outside entities
	Begin bool   // an entity begins here
	Space bool   // white space follows
}

// A Sentence is a stretch of one block with its tree.
type Sentence struct {
	Span
	Block  int     // index in Document.Blocks
	Tokens []Token // ascending; Head never leaves the sentence
}

// Stance reports whether the words from token i on follow "pro-" or "anti-": a
// pro-Beijing councillor is not Beijing's, nor an anti-Iranian network Iran's.
func (s *Sentence) Stance(i int) bool {
	if i < 2 || i >= len(s.Tokens) || s.Tokens[i-1].Text != "-" || s.Tokens[i-1].Space || s.Tokens[i-2].Space {
		return false
	}
	side := s.Tokens[i-2].Text
	return strings.EqualFold(side, "pro") || strings.EqualFold(side, "anti")
}

// An Analysis is all that is known of one document, layer by layer.
type Analysis struct {
	Document     Document
	Sentences    []Sentence
	Mentions     []Mention
	Chains       []Chain
	Propositions []Proposition
	Attributions []Attribution
	Claims       []Claim
}

// InBody reports whether sentence s belongs to the body of the document. One of a
// heading or caption does not: it names things but claims nothing.
func (a *Analysis) InBody(s int) bool {
	b := a.Sentences[s].Block
	return b >= len(a.Document.Blocks) || a.Document.Blocks[b].Kind.Body()
}

// Before returns the sentence of the body before sentence s, -1 if there is none.
func (a *Analysis) Before(s int) int {
	for s--; s >= 0 && !a.InBody(s); s-- {
	}
	return s
}

// Text returns the text of s with white space folded.
func (a *Analysis) Text(s Span) string { return Fold(s.In(a.Document.Text)) }
