// Package extract holds the words in which Dossier speaks of one document.
//
// A document goes through steps, each a pure function of the ones before it;
// each step lives in a package of its own below this one and fills one layer
// of an [Analysis]:
//
//	source    bytes to a [Document]: text and its [Block]s
//	spacy     blocks to [Sentence]s of [Token]s: tags, trees, names
//	mention   spans that speak of something: [Mention]
//	coref     which mentions speak of the same thing: [Chain]
//	clause    who did what to whom, and whether the text commits to it:
//	          [Proposition], [Attribution]
//	rule      the statements that the user's ontology asks for: [Claim]
//
// What all documents say together is the business of package graph, which
// these packages never import. They know one document at a time and may run in
// parallel.
//
// # Positions
//
// Go counts bytes, and so does every [Span] here: bytes of Document.Text, which
// is valid UTF-8. Files that leave the program count Unicode code points; an
// [Offsets] converts.
//
// # Terms
//
//	Mention      a stretch of text that speaks of something: "ZTE", "the firm", "it"
//	Chain        all mentions of one thing in one document
//	Proposition  one predication with its arguments, in normal form: voice,
//	             relative clauses, control and conjunction are resolved
//	Claim        a proposition that a rule has read as a relation of the ontology
//	Status       what the text commits to: asserted, denied, threatened...
//	Speaker      who says it, if not the author
//
// This package imports the standard library only.
package extract
