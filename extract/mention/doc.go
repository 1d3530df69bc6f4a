// Package mention finds the spans of a document that speak of something:
// names, nominals ("the company"), pronouns and values.
//
// The model's named entities are only one witness. [Recognizer.Mentions]
// weighs them against gazetteers, words inside the name ("Ministry", "AG"),
// titles before it and the noun phrase around it, mends their bounds, and adds
// what the model has missed. It works in two passes: what the first finds with
// good evidence anywhere in the document, the second finds wherever the same
// words stand.
//
// Then the names vote on what only the model, a repetition or the surroundings speak
// for. A typer, one linear function of clues (the words of a name, the words and the
// tree around it, the model's label), says how likely each root of the type tree is,
// and how likely that it is no name; all mentions of the same words decide together,
// with the votes of better evidence: gazetteers count for 5, words inside the name 4,
// phrases and titles 3. The folder model holds the typer's weights, what they were
// trained on and the licence that the data asks for. make names makes it anew.
//
// A name's span holds the name alone; title, article, demonym and common nouns
// around it are in its [extract.Phrase], whichever way the parser has built
// the tree. Names nest only where each speaks of its own thing ("Trump" in
// "Trump administration", "a Moscow court").
//
// Headings and captions come last and decide nothing: a heading gives the names that
// the body has and those that a list names beyond doubt, for its capitals mislead the
// model; a caption is read as the body is, but for pronouns and common nouns.
//
// Type and Rule of a mention tell its strongest evidence:
//
//	gazetteer, demonym   a list names it
//	acronym              short form introduced beside its long form
//	cue                  a word inside the name
//	title                a title or form of address before it: a person
//	phrase               a common noun in apposition: "the airline X"
//	repeat               named elsewhere in the document
//	context              what stands around it: a list, a preposition of place
//	ner                  the model alone
//	nominal, pronoun, value
//	noun                 a common noun that no list knows; it is a mention only
//	                     until coreference has found whether it is spoken of again
package mention
