// Package config reads the configuration of a run and keeps it: [Load] gives a
// [Config] that is typed, checked and not changed afterwards.
//
// Values come from four places, the later winning over the earlier:
//
//	defaults      [Default]
//	file          dossier.yaml, found from the working directory upwards
//	environment   DOSSIER_ and the key in capitals: DOSSIER_EDGES_CONFIDENCE
//	flags         what the command line says
//
// The file is decoded strictly: an unknown key, a wrong type or an impossible
// value is a [Problem] with its line, column and the nearest known key, and all
// problems of a file are reported at once. A mistyped DOSSIER_ variable is a
// problem too. Lists from the environment and from flags are separated by
// commas.
//
// The search for the file ends below the folder that DOSSIER_CEILING names, if
// it is set.
//
// Relative paths in the file are relative to its folder, those of the
// environment and of flags to the working directory; in a loaded Config all
// are absolute.
//
// [Config.ReadJudgements] reads the file of judgements in the same way.
//
// No map of the configuration has keys of the user's choice: names of
// relations, labels and sources are always values.
package config
