// Package graphtest tests implementations of [graph.Target].
//
// [Run] is the suite that all must pass; [Memory] is the simplest one that does.
// [History] gives random but consistent graphs, each of which follows from the
// one before by many small changes, for tests of one's own.
package graphtest
