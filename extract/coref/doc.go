// Package coref finds which mentions of a document speak of the same thing.
//
// [Resolver.Resolve] works in this order, each part building on the ones before.
// On the right stands the Reason that it gives a mention:
//
//	names      the same words; one gazetteer entry; acronyms;      words, list, acronym,
//	           short forms of a full name ("Mr. Liu", "Orix" for   surname, short
//	           Orix Marine); what the text says is another name,
//	           "also known as"; editions of an event apart
//	countries  capitals that act for their government              metonymy
//	persons    names that the model takes for something else but
//	           he or she speaks of
//	apposition "Velden, a Swiss bank": nominal and name are one    apposition
//	countries  collectives ("Chinese officials")                   representation
//	nominals   "the company", "the bureau": by a word of the name, word,
//	           by the noun that introduced it, by type where only  role,
//	           one thing fits, by the same noun before; "the       type, head
//	           city" by what the text tells of most
//	pronouns   by gender, number, syntax, nearness and, for he and pronoun
//	           she, how much is said of whom; by the name that
//	           follows ("Owing to its age, Hamburg ...")
//	speakers   I, we and you: who says a quotation or the body     speaker
//	           that they speak for, whom an interview asks
//	vote       the type of a chain from the evidence of all its names
//
// What the title of the document names is the likelier he, she and city and the
// bearer of a bare surname.
//
// A nominal that nothing before it explains is the "first" of a chain of its
// own. A chain without a name keeps no name and never becomes an entity, but
// pronouns need it: "a man came, and he smiled".
//
// All this is done for the body. The names in headings and captions then join its
// chains, by the same words, a surname, a short form; they change none of them.
//
// It prefers silence to error: a nominal or pronoun with two good candidates
// stays alone. Two full names are never one person, whatever surname they
// share.
package coref
