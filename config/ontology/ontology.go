// Package ontology holds the built-in ontology: rule files *.yaml and the word
// lists they name, lists/*.txt. Package extract/rule reads and explains them.
package ontology

import "embed"

// FS holds the rule files at its root and the lists in lists.
//
//go:embed *.yaml lists/*.txt
var FS embed.FS
