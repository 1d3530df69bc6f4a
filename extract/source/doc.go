// Package source turns bytes into a document: text, blocks and what the page
// says about itself.
//
// [Read] decodes ([Decode]: UTF-8, UTF-16, Windows-1252), then cuts the text
// into blocks: heading, byline, dateline, caption, list item, furniture,
// paragraph. The text itself is never changed, so every later position refers
// to what the file holds. What a language model should read of a block is its
// [View]: hard wraps and white space folded to single blanks, Markdown's marks
// left out, each byte with its place in the text.
//
// [Walk] finds the files of a folder. What cannot be read is an [*Error] with
// a typed [Reason] and a hint; the other files go on.
package source
