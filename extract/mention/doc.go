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
// Then the names vote: what only the model or a repetition speaks for gets the
// root of the type tree that has most votes among all mentions of the same words,
// gazetteers counting for 5, words inside the name 4, phrases and titles 3, the
// model 2 in all, the words around a mention up to 3.
//
// A name's span holds the name alone; title, article, demonym and common nouns
// around it are in its [extract.Phrase], whichever way the parser has built
// the tree. Names nest only where each speaks of its own thing ("Trump" in
// "Trump administration", "a Moscow court").
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
