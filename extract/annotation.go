package extract

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

// Text returns the text of s with white space folded.
func (a *Analysis) Text(s Span) string { return Fold(s.In(a.Document.Text)) }
