package ontology

import "embed"

// FS holds the rule files at its root and the lists in lists.
//
//go:embed *.yaml lists/*.txt
var FS embed.FS
