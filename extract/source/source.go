package source

import (
	"errors"
	"strings"

	"dossier/extract"
)

// Read makes a document of the bytes of a file: its text, its blocks and what
// it says about itself. uri names the document for good; file is the path as
// the user gave it, or "". Every error is an [*Error].
func Read(raw []byte, uri, file string) (extract.Document, error) {
	path := file
	if path == "" {
		path = uri
	}
	text, err := Decode(raw)
	if err != nil {
		var e *Error
		if errors.As(err, &e) {
			e.Path = path
		}
		return extract.Document{}, err
	}
	if strings.TrimSpace(text) == "" {
		return extract.Document{}, &Error{Path: path, Why: Empty}
	}
	doc := extract.Document{ID: DocumentID(uri), URI: uri, File: file, Text: text, Language: "en"}
	doc.Blocks = blocks(text)
	describe(&doc)
	return doc, nil
}

// DocumentID returns the id of the document that uri names.
func DocumentID(uri string) string { return extract.Hash("document", uri) }
