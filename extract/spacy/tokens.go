package spacy

// A Doc is an annotated text.
type Doc struct {
	// Text is the text as annotated: the input, in which every byte that is not
	// part of valid UTF-8 has become U+FFFD.
	Text   string
	Lang   string // language of the pipeline, "en"
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
	EntIOB    string // "B" begins an entity, "I" is inside one, "O" is outside, "" unless it was looked for
	EntType   string // label of the entity, "" outside; "B" without a label is a token that no entity may hold
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

// addEnts marks the tokens of spans as entities, in place of any that they were in,
// and tokens of which nothing is known as outside. Then it makes Ents anew.
func (d *Doc) addEnts(spans []Span) {
	for _, s := range spans {
		for i := s.Start; i < s.End; i++ {
			d.Tokens[i].EntIOB, d.Tokens[i].EntType = "I", s.Label
		}
		d.Tokens[s.Start].EntIOB = "B"
	}
	for i := 1; i < len(d.Tokens); i++ { // what lost its beginning gets a new one
		t, before := &d.Tokens[i], &d.Tokens[i-1]
		if t.EntIOB == "I" && (before.EntIOB == "" || before.EntIOB == "O" || before.EntType != t.EntType) {
			t.EntIOB = "B"
		}
	}
	d.Ents = nil
	for i := range d.Tokens {
		t := &d.Tokens[i]
		switch {
		case t.EntIOB == "":
			t.EntIOB = "O"
		case t.EntIOB == "B" && t.EntType != "":
			d.Ents = append(d.Ents, Span{Start: i, End: i + 1, Label: t.EntType, ID: t.EntID})
		case t.EntIOB == "I" && len(d.Ents) > 0:
			d.Ents[len(d.Ents)-1].End = i + 1
		}
	}
}
