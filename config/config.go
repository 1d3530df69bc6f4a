package config

import _ "embed"

// FileName is the name of the configuration file.
const FileName = "dossier.yaml"

// DefaultFile is a commented configuration file that says what [Default] says.
//
//go:embed default.yaml
var DefaultFile string

// A Config is everything a user can set. It is not changed once loaded.
type Config struct {
	// File is the file that was read, "" if there was none.
	File string `config:"-"`
	// Dir is the folder that documents are named relative to: that of File,
	// or the one that holds the workspace.
	Dir string `config:"-"`

	// Workspace is the folder of the system of record.
	Workspace  string     `config:"workspace" kind:"path"`
	Sources    Sources    `config:"sources"`
	Model      Model      `config:"model"`
	Gazetteers Gazetteers `config:"gazetteers"`
	Lexicon    Lexicon    `config:"lexicon"`
	Ontology   Ontology   `config:"ontology"`
	Edges      Edges      `config:"edges"`
	Judgements Judgements `config:"judgements"`
	Neo4j      Neo4j      `config:"neo4j"`
	Limits     Limits     `config:"limits"`

	settings []Setting
}

// Sources says what is read when no path is given.
type Sources struct {
	// Paths are files and folders, folders with all that is below them.
	Paths []string `config:"paths" kind:"path"`
	// Include and Exclude are patterns over the files found in folders, these
	// or those of the command line; see [Sources.Match].
	Include []string `config:"include"`
	Exclude []string `config:"exclude"`
}

// Model is the language model.
type Model struct {
	// Name of an installed model.
	Name string `config:"name"`
	// Path of a model file that is used instead, "" for none.
	Path string `config:"path" kind:"path"`
}

// Gazetteers are lists of known names.
type Gazetteers struct {
	Files []string `config:"files" kind:"path"`
}

// Lexicon is what is known of words beside what is built in.
type Lexicon struct {
	// Files extend the built-in lists of the same names, or override entries.
	Files []string `config:"files" kind:"path"`
}

// Ontology is where relations and rules come from.
type Ontology struct {
	// BuiltIn says whether the built-in ontology is used.
	BuiltIn bool `config:"builtin"`
	// Learned says whether the model of pairs decides where no rule does.
	Learned bool `config:"learned"`
	// Files extend it, or override by name, in this order.
	Files []string `config:"files" kind:"path"`
}

// Edges is the policy that says which claims make a typed edge.
type Edges struct {
	// Include widens it: "speakers" admits what a third party asserts, "past"
	// what held and holds no longer.
	Include []string `config:"include"`
	// Confidence is the least confidence, 0 to 1, of a claim that makes one.
	Confidence float64 `config:"confidence"`
}

// The values of Edges.Include.
const (
	IncludeSpeakers = "speakers"
	IncludePast     = "past"
)

// Judgements is where users' decisions are kept.
type Judgements struct {
	// File holds them; it need not be there.
	File string `config:"file" kind:"path"`
	// Author is noted with those that verbs add, "" for none.
	Author string `config:"author"`
}

// Neo4j is the database that the graph is projected to.
type Neo4j struct {
	// URI of the server, "bolt://localhost:7687"; "" for none.
	URI      string `config:"uri"`
	Database string `config:"database"`
	Username string `config:"username"`
	// Password comes from the file or the environment, never from a flag.
	Password Secret `config:"password"`
	// PasswordFile holds the password in its first line; "" for none.
	PasswordFile string `config:"password_file" kind:"path"`
	// Adopt allows to take over a database that is not empty.
	Adopt bool `config:"adopt"`
}

// Limits bound what a run takes of the machine.
type Limits struct {
	// Workers is the number of documents in work at once, 0 for one a
	// processor.
	Workers int `config:"workers"`
	// MaxDocumentBytes is the size of the largest file that is read.
	MaxDocumentBytes Size `config:"max_document_bytes"`
	// MemoryBytes is the size at which memory is reclaimed more eagerly, 0
	// for none.
	MemoryBytes Size `config:"memory_bytes"`
}

// Default returns the values that hold where nothing else is said. Its paths
// are relative.
func Default() *Config {
	return &Config{
		Workspace: ".dossier",
		Sources:   Sources{Paths: []string{}, Include: []string{}, Exclude: []string{}},
		Model:     Model{Name: "en_core_web_sm"},
		Gazetteers: Gazetteers{
			Files: []string{},
		},
		Ontology:   Ontology{BuiltIn: true, Learned: true, Files: []string{}},
		Edges:      Edges{Include: []string{}, Confidence: 0.66},
		Judgements: Judgements{File: "judgements.yaml"},
		Neo4j:      Neo4j{Database: "neo4j", Username: "neo4j"},
		Limits:     Limits{MaxDocumentBytes: 4 << 20},
	}
}
