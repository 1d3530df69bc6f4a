// Package neo4j projects the graph into a Neo4j database, and queries it.
//
// [Open] gives a [graph.Target]; the workspace remains the record, and everything
// here can be made again from it. [Connect] only queries.
//
// # What stands in the database
//
//	(:Entity:Organization:Company {id, name, aliases, type, types, ...})
//	(:Document {id, uri, title, published, ...})
//	(:Claim {id, predicate, status, nuance, confidence, quote, start, end, ...})
//	(:Claim)-[:SUBJECT]->(:Entity)
//	(:Claim)-[:OBJECT]->(:Entity)         unless the object is a literal: value, datatype
//	(:Claim)-[:IN]->(:Document)
//	(:Claim)-[:SAID_BY {order}]->(:Entity)        0 is the outermost speaker
//	(:Claim)-[:QUALIFIER {order, role, text}]->(:Entity)
//	(:Claim)-[:DENIES]->(:Claim)
//	(:Entity)-[:MENTIONED_IN {count}]->(:Document)
//	(:Entity)-[:SANCTIONED_BY {id, claims, confidence, ...}]->(:Entity)
//
// The last stands for every relation: one edge for each live fact between two
// entities, and no other. What is known of an entity by literals, and its
// identifiers elsewhere, are properties of its node, by their own names; a name
// that is taken gets an underscore at its end. A property without a value is
// left out.
//
// All nodes, the MENTIONED_IN edges and the edges of facts carry the content
// hash of their record, written in one transaction with all that belongs to the
// record. So what has the right hash is right, and [Target.Apply] may be repeated
// at any time.
//
// # Whose it is
//
// One workspace owns one database: the node (:Dossier {workspace, schema,
// revision}) says which. [Open] refuses the database of another, and one that
// holds something but no such node, unless told to adopt it; see [Options].
//
// Nodes and edges of others in an owned database are left alone. What hangs on a
// node of ours stays when the record is deleted: the node then loses our labels
// and properties and becomes (:Former {id, name}), or title or quote in the place
// of name. Should the record come back, so does the node, with what hangs on it.
// A Former to which nothing is tied is removed. The properties of our own nodes
// and edges are replaced when their record changes: keep your own on nodes of
// your own.
//
// # How it is written
//
// Uniqueness constraints first; then in batches, each one transaction that reads
// which records it has with which hashes, creates the missing and sets the
// changed. Two sessions work at once, a phase for each kind of record. Every
// statement's counters are compared with its rows, since Cypher passes over a row
// whose nodes it does not find. Values, labels and types travel as parameters,
// never in the text of a statement; labels and types must be plain identifiers.
package neo4j
