// Package export writes what a workspace holds to files for other programs, and
// reads them back.
//
// [Write] makes JSON Lines: a header, then document by document in order of id
// the document itself and what was found in it in order of place, then all
// entities. The same documents under the same configuration give the same
// bytes. [Read] is its counterpart, for files of any origin: it checks that
// every offset and reference holds and leaves out what it does not know.
//
// Offsets in these files count Unicode code points of the document's text.
package export
