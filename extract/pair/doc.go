// Package pair decides what a sentence says of two things that no rule has
// touched.
//
// Rules say why they find what they find, and most relations are left to them.
// Some are told in more ways than anybody writes down: whose child someone is, where
// someone lives, when someone was born. For these a [Model] scores each pair of
// mentions in a sentence, of two things or of a thing and a date, by what stands
// between and around them, by the way through the tree from one to the other, by what
// they are in the clauses of the sentence, by what else might be meant and by their
// types: features of text, hashed, one linear function a relation.
//
// What it finds is a claim like another, with the rule's name "RELATION/learned",
// and a confidence: the share of such claims that were right on texts that it had not
// been trained on, less where an end is a noun or a pronoun, and less for all, as other
// kinds of text hold fewer of them. It never says what the
// status is: that comes from the clause that holds the pair, and where the clause does
// not assert, no claim is made that the rules have not made.
//
// # The model
//
// The folder model holds the weights, what they were trained on (checksums, seed,
// what each score was worth on texts held out) and the licence that the data asks
// for. make pairs makes it anew.
package pair
