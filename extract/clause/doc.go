// Package clause turns trees into propositions: who did what to whom, whether
// the text commits to it, and who says so.
//
// A [Parser] reads the sentences, mentions and chains of an
// [extract.Analysis] and returns one [extract.Proposition] for each word that
// predicates something, in normal form: a rule that asks for the agent and the
// patient of "sanction" finds them in a passive, in a relative clause, under
// "threatened to", in "imposed sanctions on" and in "X's sanctions".
//
// # The way of a sentence
//
//	tree        the model's tree, made sound: every head exists, no cycles
//	repair      known errors of the model are mended in the tree: which words
//	            are verbs, whose subject and object is whose, what hangs where
//	reference   noun phrases: conjuncts, names beside nouns, relative pronouns,
//	            "each other", the two of "the two countries"
//	subject     who does what a verb says: own subject, control, conjunction
//	verb, noun, title, adjective
//	            arguments of each kind of predication; ellipsis repeats them
//	status      what each word's place makes of it, from the outside in:
//	            condition, operator, adverbial, noun_status, local
//	speaker     who says it
//	quote       quotations that go on over sentences and paragraphs, also where
//	            the speaker is told behind them
//
// # Status
//
// A predication starts as asserted. Every operator above it changes that: a
// negation, a modal, an if, a verb such as "deny", "threaten" or "refuse". How
// two combine is a table, lists/composition.txt; which words are operators and
// what they do under negation is lists/operators.txt and lists/classes.txt.
// What a sentence takes for granted (titles, appositions, ties in the
// possessive, relative clauses in the past, definite nouns of events) is the
// author's, however deep it stands.
//
// # Knowing and saying
//
// Who says something is its speaker, and what is said is not the author's. Who
// knows, finds or shows something is recorded too, but the author vouches for
// it: such an attribution is in the analysis and in no proposition.
//
// # Limits
//
// A noun phrase or a subject has at most 32 members, and at most 8 speakers
// stand one inside the other; more are left out. The work is linear in the
// length of a sentence.
package clause
