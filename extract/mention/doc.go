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
// A name's span holds the name alone; title, article, demonym and common nouns
// around it are in its [extract.Phrase], whichever way the parser has built
// the tree. Names nest only where each speaks of its own thing ("Trump" in
// "Trump administration").
//
// Type and Rule of a mention tell its strongest evidence:
//
//	gazetteer, demonym   a list names it
//	acronym              short form introduced beside its long form
//	cue                  a word inside the name
//	title                a title or form of address before it: a person
//	phrase               a common noun in apposition: "the airline X"
//	repeat               named elsewhere in the document
//	ner                  the model alone
//	nominal, pronoun, value
//	noun                 a common noun that no list knows; it is a mention only
//	                     until coreference has found whether it is spoken of again
package mention
