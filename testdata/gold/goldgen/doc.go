// Goldgen turns the annotations in gold/*.gold, which people write and
// read, into gold/*.jsonl, which programs compare with.
//
// Usage, in the root of the repository, for testdata and testdata/heldout alike:
//
//	go run ./testdata/gold/goldgen             write the .jsonl files
//	go run ./testdata/gold/goldgen -counts     print what they hold
//	go run ./testdata/gold/goldgen -unmarked   list capitalised words outside any mention
//
// The form of a .gold file is described in source.go, what to annotate in
// testdata/README.md.
package main
