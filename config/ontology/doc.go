// Package ontology holds the built-in ontology: rule files *.yaml and the word
// lists they name, lists/*.txt. Package extract/rule reads and explains them.
package ontology
