package source

import "fmt"

// A Reason says why a file gave no document.
type Reason string

// The reasons.
const (
	Unreadable      Reason = "unreadable"       // the system refused, or the file vanished
	SymlinkLoop     Reason = "symlink-loop"     // a link leads back to a folder that holds it
	UnsupportedKind Reason = "unsupported-kind" // not a kind of file that is read
	Empty           Reason = "empty"            // nothing but white space
	Binary          Reason = "binary"           // not text
	InvalidUTF8     Reason = "invalid-utf8"     // UTF-8 with broken sequences
	TooLarge        Reason = "too-large"        // over the configured limit
)

var hints = map[Reason]string{
	Unreadable:      "check that the file exists and that you may read it",
	SymlinkLoop:     "remove the link, or ingest the folder that it leads to",
	UnsupportedKind: "convert it to .txt or .md",
	Empty:           "nothing to read; remove the file or fill it",
	Binary:          "convert it to plain text in UTF-8",
	InvalidUTF8:     "convert the file to UTF-8, for example with iconv",
	TooLarge:        "split the file, or raise limits.max_document_bytes",
}

// An Error says that a file gave no document, and why.
type Error struct {
	Path string
	Why  Reason
	Err  error // what was wrong in detail, may be nil
}

func (e *Error) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("read %s: %s", e.Path, e.Why)
	}
	return fmt.Sprintf("read %s: %s: %v", e.Path, e.Why, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// Reason returns the typed reason as text.
func (e *Error) Reason() string { return string(e.Why) }

// Hint says what to do about it.
func (e *Error) Hint() string { return hints[e.Why] }

// Skipped reports whether the file was passed over rather than failed: it is
// not of a kind that is read.
func (e *Error) Skipped() bool { return e.Why == UnsupportedKind }
