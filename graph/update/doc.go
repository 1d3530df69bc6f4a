// Package update brings a workspace up to date and its targets after it.
//
// An [Updater] knows three verbs. Ingest reads inputs, Forget removes documents,
// Apply does neither; all three first extract again what the current
// configuration no longer agrees with, then follow up every change through the
// graph, then hand each target what it lacks. Each part takes up what an
// earlier run left behind, so a run that was broken off is mended by the next.
//
//	refresh  documents with a stale layer are extracted again from that step on
//	ingest   inputs are extracted by several workers and stored in their order
//	settle   what changed is decided again: keys, documents, facts, entities
//	project  each target gets the difference to what it is known to hold
//
// The result does not depend on the order of the inputs, on how they are spread
// over runs, on the number of workers or on breaks in between.
package update
