package spacytest

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"dossier/extract/spacy"
)

// Find returns the path of the pipeline en_core_web_sm 3.8: the environment
// variable DOSSIER_MODEL if set, else where "dossier model install" puts it. It is
// an error if nothing is there.
func Find() (string, error) {
	path := os.Getenv("DOSSIER_MODEL")
	if path == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return "", err
		}
		path = filepath.Join(cache, "dossier", "models", "en_core_web_sm-3.8.0.whl")
	}
	_, err := os.Stat(path)
	return path, err
}

// Model returns the path that Find finds. Without the pipeline a test is skipped,
// except under continuous integration (CI=true), where it fails.
func Model(tb testing.TB) string {
	tb.Helper()
	path, err := Find()
	if err != nil {
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
