// Package update brings a workspace up to date and its targets after it.
//
// An [Updater] knows three verbs. Ingest reads inputs, Forget removes documents,
// Apply does neither; all three first bring the workspace to the current
// configuration, then do their own work, then hand each target what it lacks.
// Each part takes up what an earlier run left behind, so a run that was broken
// off is mended by the next.
//
//	reconfigure  what is configured otherwise is noted, with the work it brings
//	refresh      documents with a stale layer are extracted again from that step on
//	settle       what changed is decided again: keys, documents, facts, entities
//	ingest       inputs are extracted by several workers and stored in their order
//	settle       ...again
//	project      each target gets the difference to what it is known to hold
//
// # What is stale
//
// A layer is stale if the fingerprint of its step, or of one before it, is
// another now. The rules are no part of the last step's: an edited rule concerns
// the documents that hold an anchor which it has or had, and the workspace knows
// which. What a relation is concerns its own facts; all else that resolution
// depends on, everything.
//
// # Plans
//
// [Updater.Plan] runs the very verbs in a transaction that is taken back, and
// compares the two states of the workspace. So a plan is what would happen, by
// construction, and costs what the run would; [Plan.Each] derives the reasons from
// the two states alone. A [Saved] plan holds no changes but what they follow
// from: [Updater.CarryOut] refuses if that is no longer so.
//
// A relation is renamed if it is gone while another one has come whose rules have
// the same shapes. The graph knows no names before: claims and facts get other
// ids, and a plan pairs them by what they say. An entity's id does not tell its type,
// only the root above it: one whose type is called otherwise keeps its id and its
// facts, and changes its label.
//
// The result does not depend on the order of the inputs, on how they are spread
// over runs, on the number of workers or on breaks in between.
package update
