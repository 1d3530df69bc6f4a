// Package graph holds the words in which Dossier speaks of what all documents
// say together.
//
//	Document   one text that was read
//	Entity     a person, organization, place...: the chains of all documents
//	           that speak of the same thing
//	Evidence   one document's one claim, its ends resolved to entities
//	Fact       all evidence with the same subject, predicate and object; it is
//	           live while at least one piece of it supports an edge
//	MentionedIn  how often a document speaks of an entity
//
// These five are the [Record]s of a graph. The graph is a pure function of the
// documents, the configuration and the user's judgements: package resolve makes
// the records, package workspace keeps them, package update brings them up to
// date, and a [Target] (a Neo4j database, an export) is handed the [Change]s
// that lead from what it holds to what it should hold.
//
// Every record has a key, unique within its kind, and a content hash over
// everything that a target may show. Records whose hashes agree are the same.
//
// This package imports the standard library and package extract only.
package graph
