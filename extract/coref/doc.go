// Package coref finds which mentions of a document speak of the same thing.
//
// [Resolver.Resolve] works in this order, each part building on the ones before:
//
//	names      the same words; one gazetteer entry; short forms of a full name
//	           ("Mr. Liu", "Orix" for Orix Marine); acronyms
//	countries  demonyms, collectives ("Chinese officials") and capitals that act
//	           for their government
//	apposition "Velden, a Swiss bank": nominal and name are one
//	nominals   "the company", "the bureau": by words of the name, by the noun
//	           that introduced it, or by type where only one thing fits
//	pronouns   by gender, number, syntax and nearness
//	vote       the type of a chain from the evidence of all its names
//
// It prefers silence to error: a nominal or pronoun with two good candidates
// stays alone. Two full names are never one person, whatever surname they
// share.
package coref
