// Package pipeline puts the steps of extraction together.
//
// It is the only package that knows all steps. A [Pipeline] runs them in order
// over one document, from any step on if the layers before it are already
// there:
//
//	source    Document            package source
//	annotate  Sentences           package spacy, adapted here
//	mention   Mentions, Chains    packages mention and coref
//	clause    Propositions        package clause
//	rule      Claims              package rule
//
// A Pipeline is immutable and safe for concurrent use.
package pipeline
