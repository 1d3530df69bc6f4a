// Package spacytest gives tests the English pipeline.
package spacytest

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"dossier/extract/spacy"
)

// Model returns the path of the pipeline en_core_web_sm 3.8: the environment
// variable DOSSIER_MODEL if set, else where "dossier model install" puts it.
// Without it a test is skipped, except under continuous integration (CI=true),
// where it fails.
func Model(tb testing.TB) string {
	tb.Helper()
	path := os.Getenv("DOSSIER_MODEL")
	if path == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			tb.Fatal(err)
		}
		path = filepath.Join(cache, "dossier", "models", "en_core_web_sm-3.8.0.whl")
	}
	if _, err := os.Stat(path); err != nil {
		const hint = "NO MODEL, NOT TESTED: %v; run \"dossier model install\", or set DOSSIER_MODEL to the wheel of en_core_web_sm 3.8"
		if os.Getenv("CI") == "true" {
			tb.Fatalf(hint, err)
		}
		tb.Skipf(hint, err)
	}
	return path
}

// shared is the pipeline that Language has opened.
var shared struct {
	once sync.Once
	nlp  *spacy.Language
	err  error
}

// Language returns the English pipeline, opened once for all tests of a process.
func Language(tb testing.TB) *spacy.Language {
	tb.Helper()
	path := Model(tb)
	shared.once.Do(func() { shared.nlp, shared.err = spacy.Open(path) })
	if shared.err != nil {
		tb.Fatal(shared.err)
	}
	return shared.nlp
}
