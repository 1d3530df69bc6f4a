// Dossier reads documents and writes an evidence-backed knowledge graph.
//
// This package is wiring and rendering only: one file a verb holds its flags
// and what it calls, a view_ file how its result is printed, for people and as
// JSON. What a verb does lives in the packages it calls.
package main
