package extract

// A Document is one text with what is known about it.
type Document struct {
	ID        string   // hash of URI, see [Hash]
	URI       string   // names the document for good; the same text may have several
	File      string   // path as the user gave it, "" for standard input
	Title     string   // "" if unknown
	Published string   // ISO 8601 of any precision: "2018", "2018-06", "2018-06-03"; "" if unknown
	Language  string   // BCP 47, "" if unknown
	Source    string   // the outlet, "" if unknown
	Authors   []string // in the order of the byline
	Text      string   // valid UTF-8, as decoded from the file
	Blocks    []Block  // ascending, without overlap; between them is only white space or markup
}

// A BlockKind says what part a block plays in its document.
type BlockKind string

// The kinds of block. Paragraphs and list items are the body: they make claims.
// Headings and captions are annotated too, but only for the names in them.
const (
	Paragraph BlockKind = "paragraph"
	ListItem  BlockKind = "list"
	Heading   BlockKind = "heading"
	Dateline  BlockKind = "dateline" // "BEIJING, June 3 —": place and date before the first sentence
	Byline    BlockKind = "byline"
	Caption   BlockKind = "caption"
	Furniture BlockKind = "furniture" // share links, navigation, notices, code
)

// A Block is a stretch of text with one part to play. A paragraph that a blank
// line breaks in the middle of a sentence is one block.
type Block struct {
	Kind BlockKind
	Span
}

// Body reports whether blocks of this kind are the body of their document, which
// alone makes claims.
func (k BlockKind) Body() bool { return k == Paragraph || k == ListItem }

// Annotated reports whether blocks of this kind are annotated.
func (k BlockKind) Annotated() bool { return k.Body() || k == Heading || k == Caption }
