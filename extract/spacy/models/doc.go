// Package models installs the language models that package spacy runs.
//
// A model is a Python wheel, a zip file that is read as it is. It is fetched
// once, checked against a pinned SHA-256 and kept in the user's cache
// directory:
//
//	<cache>/dossier/models/en_core_web_sm-3.8.0.whl
//
// [Install] tries each published place of a model in turn and gives up on one
// that does not answer within seconds. Where the network is closed, a file
// fetched elsewhere can be installed by path. Whatever happens, the directory
// holds complete and checked files only.
package models
