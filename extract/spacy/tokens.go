package spacy

// A Doc is an annotated text.
type Doc struct {
	// Text is the text as annotated: the input, in which every byte that is not
	// part of valid UTF-8 has become U+FFFD.
	Text   string
	Tokens []Token
	Ents   []Span // named entities, from left to right, none overlapping

	// Spans are groups of spans that may overlap, by the keys that components
	// give them: "ruler" of a span_ruler. It is nil if no component makes any.
	Spans map[string][]Span
}

// A Token is a word, a mark of punctuation or a run of white space.
type Token struct {
	Text       string // Doc.Text[Start:End]
	Start, End int    // byte offsets in Doc.Text
	Idx        int    // offset of Start in code points
	Whitespace bool   // a blank (U+0020), part of no token, follows

	Norm  string // normalised form, "not" for "n't"
	Lemma string // base form
	Tag   string // fine-grained part of speech, of the treebank: "VBZ"
	Pos   string // coarse part of speech, of Universal Dependencies: "VERB"
	Morph string // features, "Number=Sing|Person=3"; "" if none
	Dep   string // relation to the head: "nsubj"
	Head  int    // index in Doc.Tokens; a root's is its own

	SentStart bool   // first token of a sentence
	EntIOB    string // "B" begins an entity, "I" is inside one, "O" is outside, "" if none were looked for
	EntType   string // label of the entity, "" outside
	EntID     string // identifier that a ruler's pattern gave the entity, "" if none
}

// A Span is the tokens Start to End-1 of a Doc.
type Span struct {
	Start, End int
	Label      string
	ID         string // given by the pattern of a ruler, "" if none
}

// Sents returns the sentences. They cover all tokens.
func (d *Doc) Sents() []Span {
	var sents []Span
	for i := range d.Tokens {
		if i == 0 || d.Tokens[i].SentStart {
			sents = append(sents, Span{Start: i})
		}
		sents[len(sents)-1].End = i + 1
	}
	return sents
}

// addEntity marks the tokens from start to end as an entity.
func (d *Doc) addEntity(start, end int, label string) {
	d.Ents = append(d.Ents, Span{Start: start, End: end, Label: label, ID: d.Tokens[start].EntID})
	for i := start; i < end; i++ {
		d.Tokens[i].EntIOB, d.Tokens[i].EntType = "I", label
	}
	d.Tokens[start].EntIOB = "B"
}
