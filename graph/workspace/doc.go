// Package workspace is the system of record: one SQLite database that holds the
// documents, what each step found in them, and the graph that follows.
//
// The tables fall into groups, each a function of those before it:
//
//	document content layer      what was read: the bytes as they came, and what
//	                            each step made of them under which fingerprint
//	anchor                      what rules could hang on in each document
//	chain spelling acronym      what each document knows of named things
//	identity evidence fact      what all documents say together
//	rejected                    claims that judgements have taken out of it
//	record                      the graph itself, every record with its hash
//
// Beside them stand rule, those that the claims were made under; projected, what
// each target is known to hold; work, what has been changed and not yet been
// followed up; failure, inputs that could not be read; run, when which verb
// worked; and setting.
//
// # Work
//
// Whatever changes a row leaves in the table work, in the same transaction, the
// keys of what depends on it. Package update takes them out again stage by
// stage, so a break at any point loses nothing: the next run goes on where this
// one stopped. While there is work the graph is not complete, and [Workspace.Pending]
// says so.
//
// # Connections
//
// One connection writes, held in turn by [Workspace.Update]; many read, each
// from the snapshot that its query began with. A second process that wants to
// write waits for the lock of the first, then gives up with an [*Error] that
// says who holds it.
//
// [Workspace.Trial] runs any number of updates in one transaction and takes them
// back: within it the workspace is as they would leave it, outside as it was. Where
// that cannot be, since the folder may not be written to or the schema is an older
// one, [Copy] makes a workspace for it elsewhere.
//
// No time, path or random number of a workspace reaches a record or an export:
// run and setting are its own affair.
package workspace
