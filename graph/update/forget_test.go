package update_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dossier/graph"
	"dossier/graph/resolve"
	"dossier/graph/update"
	"dossier/graph/workspace"
)

// words makes up a document of words that no other has.
func words(rng *rand.Rand) (text string, distinct []string) {
	word := func() string {
		b := make([]byte, 12)
		for i := range b {
			b[i] = byte('a' + rng.IntN(26))
		}
		w := "Q" + string(b)
		distinct = append(distinct, w)
		return w
	}
	var lines []string
	for range 1 + rng.IntN(12) {
		lines = append(lines, fmt.Sprintf("%s Corp. ACQUIRED %s Bank", word(), word()))
	}
	return strings.Join(lines, "\n"), distinct
}

// blobs returns what a query gives of the workspace in dir, by document.
func blobs(t *testing.T, dir, query string) map[string][][]byte {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, workspace.File))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	list := map[string][][]byte{}
	for rows.Next() {
		var id string
		var b []byte
		if err := rows.Scan(&id, &b); err != nil {
			t.Fatal(err)
		}
		list[id] = append(list[id], b)
	}
	if err := rows.Err(); err != nil || len(list) == 0 {
		t.Fatalf("%d documents, %v", len(list), err)
	}
	return list
}

// traces lists the files below dir in which one of the words, in any case, or a
// piece of one of the blobs, stands.
//
// Pieces of kept ones, which look alike, are no traces.
func traces(t *testing.T, dir string, words []string, blobs, kept [][]byte) (found []string) {
	t.Helper()
	type piece [13]byte // as long as a word
	wanted := map[piece]string{}
	for _, w := range words {
		wanted[piece([]byte(strings.ToLower(w)))] = w
	}
	for _, blob := range blobs {
		for at := 32; at+32 < len(blob); at += len(piece{}) {
			wanted[piece(blob[at:])] = fmt.Sprintf("byte %d of a body of %d", at, len(blob))
		}
	}
	for _, blob := range kept {
		for at := 0; at+len(piece{}) <= len(blob); at++ {
			delete(wanted, piece(blob[at:]))
		}
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		lower := bytes.ToLower(b)
		if len(lower) != len(b) { // not all of it is text
			lower = b
		}
		for at := 0; at+len(piece{}) <= len(b); at++ {
			what, ok := wanted[piece(b[at:])]
			if !ok {
				what, ok = wanted[piece(lower[at:])]
			}
			if ok {
				found = append(found, filepath.Base(path)+": "+what)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// rejectSome rejects every fifth claim.
func rejectSome(t *testing.T, w *world) {
	t.Helper()
	var list []resolve.Judgement
	n := 0
	err := w.u.Workspace.Facts(t.Context(), workspace.FactFilter{}, func(f *graph.Fact) error {
		if n++; n%5 == 0 {
			list = append(list, resolve.Judgement{Verb: resolve.Reject, Claim: f.Evidence[0], Quote: f.Quote})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	w.u.Resolve.Judgements = mustJudge(t, list...)
	if _, err := w.u.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// What was forgotten stands in no file of the workspace any more, neither as
// text nor compressed, whatever was there beside it; nor do the names of things,
// once the target has been told.
func TestForgetLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	w := newWorld(t, dir)
	rng := rand.New(rand.NewPCG(1, 7))
	gone := map[string][]string{}
	for round := range 2 {
		documents := map[string]string{}
		for i := range 50 {
			uri := fmt.Sprintf("%d-%d", round, i)
			text, distinct := words(rng)
			documents[uri] = text
			if rng.IntN(3) == 0 {
				gone[uri] = distinct
			}
		}
		w.ingest(t, documents)
	}
	var all []string
	var bodies, kept [][]byte
	var raw [][]byte
	const contents, layers = "SELECT document, raw FROM content", "SELECT document, body FROM layer"
	for id, list := range blobs(t, dir, contents+" UNION ALL "+layers) {
		if slices.ContainsFunc(sortedKeys(gone), func(uri string) bool { return update.DocumentID(uri) == id }) {
			bodies = append(bodies, list...)
		} else {
			kept = append(kept, list...)
		}
	}
	for id, list := range blobs(t, dir, contents) {
		if slices.ContainsFunc(sortedKeys(gone), func(uri string) bool { return update.DocumentID(uri) == id }) {
			raw = append(raw, list...)
		}
	}
	for _, distinct := range gone {
		all = append(all, distinct...)
	}
	rejectSome(t, w) // rejected claims are kept elsewhere
	// A copy of before a change of schema.
	if err := os.WriteFile(filepath.Join(dir, workspace.File+".v1"), []byte(all[0]), 0o600); err != nil {
		t.Fatal(err)
	}
	if found := traces(t, dir, all, bodies, kept); len(found) < 10*len(gone) {
		t.Fatalf("before they are forgotten only %d traces of %d documents are found", len(found), len(gone))
	}
	search := func(when string, words []string, bodies [][]byte) {
		t.Helper()
		if found := traces(t, dir, words, bodies, kept); len(found) > 0 {
			t.Errorf("%s: %d traces of %d documents: %q", when, len(found), len(gone), found[:min(len(found), 5)])
		}
	}
	targets := w.u.Targets
	w.u.Targets = nil // out of reach
	r, err := w.u.Forget(t.Context(), append(sortedKeys(gone), "never read"))
	if err != nil || r.Forgotten != len(gone) {
		t.Fatalf("%+v, %v", r, err)
	}
	search("before the target knows", nil, raw) // what it knows things by is still needed
	w.u.Targets = targets
	if _, err := w.u.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	search("afterwards", all, bodies)
	w.close(t)
	search("once closed", all, bodies)
}

// A run that breaks off before the last traces are gone leaves that to the next.
func TestForgetBreaksOff(t *testing.T) {
	dir := t.TempDir()
	w := newWorld(t, dir)
	defer w.close(t)
	text, distinct := words(rand.New(rand.NewPCG(2, 7)))
	w.ingest(t, map[string]string{"a": text, "b": "Orix ACQUIRED Velden"})
	w.recorder.fail = func() bool { return true }
	if _, err := w.u.Forget(t.Context(), []string{"a"}); !errors.Is(err, errBroken) {
		t.Fatal(err)
	}
	if len(traces(t, dir, distinct, nil, nil)) == 0 {
		t.Fatal("there is nothing left to do")
	}
	w.recorder.fail = nil
	if _, err := w.u.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	if found := traces(t, dir, distinct, nil, nil); len(found) > 0 {
		t.Errorf("%d traces: %q", len(found), found[0])
	}
}
