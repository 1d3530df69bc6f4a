// Package resolve decides what all documents say together: which chains of
// which documents are one entity, and what their claims add up to.
//
// Everything here is a pure function of what it is given and of nothing else:
// no order of documents, no earlier decision. Package update calls it for
// whatever a change touches and package workspace keeps the results:
//
//	Summarize   one document's analysis to what resolution needs of it
//	Identity    a key and what other documents know of it to an entity's id
//	Evidence    a summary with its entities' ids to evidence and mentions
//	Entity      all spellings and types of an entity to its record
//	Fact        all evidence of a fact to its record, and what denies what
//
// # Identity
//
// Every chain with a name has a key: the id of the gazetteer entry it is linked
// to, or its root type and the slug of the core of its fullest name
// ("organization:zte" for "ZTE Corp."). Chains with one key are one entity, and
// the key is its id. One thing more is known: where exactly one other entity of
// the same root type carries an acronym beside its long form ("Bureau of
// Industry and Security (BIS)"), the chains that know the acronym alone
// ("organization:bis") belong to it. The id they would have had is kept in
// Entity.Merged.
//
// Namesakes share an id for now: to tell them apart by what their documents say
// of them is the next step, and Identity is where it goes.
//
// # Judgements
//
// What users decide ([Judgements]) is decided about keys, by configuration alone:
// it never depends on what was resolved before, so it may stand before the
// documents that it speaks of. Keys that judgements make one are one entity,
// whose id is that of its fullest name; keys that they keep apart are not joined
// by an acronym. A name that judgements take from a document's namesakes becomes
// a key of its own with a suffix from the document ("person:john-smith.k3d7q2xa"),
// for that is all that is stable: the others keep the plain id, however many
// documents come and go.
package resolve
