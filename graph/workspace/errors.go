package workspace

import (
	"database/sql"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// An Error says why a workspace cannot be used and what to do about it.
type Error struct {
	Path string
	Why  Reason
	Err  error // may be nil
}

// A Reason is the kind of an [Error].
type Reason string

// The reasons.
const (
	NotFound     Reason = "no-workspace"
	NotWorkspace Reason = "not-a-workspace"
	TooNew       Reason = "newer-schema"
	TooOld       Reason = "older-schema" // to be read as it is
	Locked       Reason = "locked"
	ReadOnly     Reason = "read-only"
	DiskFull     Reason = "disk-full"
	DiskFails    Reason = "disk-error"
	Damaged      Reason = "damaged"
	Incomplete   Reason = "incomplete"
)

var explanations = map[Reason]string{
	NotFound:     "there is no workspace",
	NotWorkspace: "the file is not a Dossier workspace",
	TooNew:       "the workspace was written by a newer Dossier",
	TooOld:       "the workspace was written by an older Dossier",
	Locked:       "the workspace is in use",
	ReadOnly:     "the workspace cannot be written to",
	DiskFull:     "the disk is full",
	DiskFails:    "the disk cannot be read or written",
	Damaged:      "the workspace is damaged",
	Incomplete:   "the last run was interrupted, so the graph is not complete",
}

var hints = map[Reason]string{
	NotFound:     "run `dossier ingest` to make one, or name another with --workspace",
	NotWorkspace: "name another file with --workspace",
	TooOld:       "run `dossier apply`: it keeps a copy and brings the workspace up to date",
	TooNew:       "use the version of Dossier that wrote it, or a newer one",
	Locked:       "wait for the other process to end, then try again",
	ReadOnly:     "check the owner and the permissions of the folder, or name another with --workspace",
	DiskFull:     "free some space and run the same command again: it goes on where it stopped",
	DiskFails:    "check the disk, its quota and `ulimit -f`, then run the same command again: it goes on where it stopped",
	Damaged:      "restore it from a backup, or delete it and ingest again",
	Incomplete:   "run `dossier apply`: it goes on where the last run stopped",
}

// Error names the workspace, what is wrong and, if known, the cause.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("workspace %s: %s: %v", e.Path, explanations[e.Why], e.Err)
	}
	return fmt.Sprintf("workspace %s: %s", e.Path, explanations[e.Why])
}

func (e *Error) Unwrap() error { return e.Err }

// Reason returns the reason as a word that programs may rely on.
func (e *Error) Reason() string { return string(e.Why) }

// Hint says what the user can do.
func (e *Error) Hint() string { return hints[e.Why] }

// explain turns what SQLite reports into an *Error where the user can act on
// it, and says what was being done otherwise.
func explain(path, doing string, err error) error {
	var already *Error
	if err == nil || errors.As(err, &already) {
		return err
	}
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("workspace %s: %s: %w", path, doing, err)
	}
	var code int
	if e := (*sqlite.Error)(nil); errors.As(err, &e) {
		code = e.Code()
	}
	reason := Reason("")
	if code == lib.SQLITE_IOERR_SHMSIZE { // no room for what the connections share
		code = lib.SQLITE_FULL
	}
	switch code & 0xff {
	case lib.SQLITE_READONLY, lib.SQLITE_PERM, lib.SQLITE_CANTOPEN:
		reason = ReadOnly
	case lib.SQLITE_FULL:
		reason = DiskFull
	case lib.SQLITE_IOERR:
		reason = DiskFails
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		reason = Locked
	case lib.SQLITE_NOTADB:
		reason = NotWorkspace
	case lib.SQLITE_CORRUPT:
		reason = Damaged
	default:
		return fmt.Errorf("workspace %s: %s: %w", path, doing, err)
	}
	return &Error{Path: path, Why: reason, Err: fmt.Errorf("%s: %w", doing, err)}
}
