// Package spacy runs spaCy's English pipelines: it opens a published model and
// annotates text as Python's spaCy 3.8 does, token for token.
//
//	nlp, err := spacy.Open("en_core_web_sm-3.8.0-py3-none-any.whl")
//	...
//	for _, doc := range nlp.Pipe(texts) {
//		for _, t := range doc.Tokens {
//			fmt.Println(t.Text, t.Lemma, t.Dep, doc.Tokens[t.Head].Text)
//		}
//	}
//
// # How a pipeline works
//
// The words are spaCy's, and so is the division into files.
//
//   - tokenizer.go: the text is split at white space into chunks, and chunks into
//     tokens: exceptions ("don't", "U.K."), prefixes, suffixes, infixes (affixes.go)
//     and URLs (url.go). Tokens and the blanks after them rebuild the text exactly.
//   - lexeme.go: what is known of a word without context: its norm, shape, first
//     and last letters. To the networks a string is a 64-bit hash (strings.go).
//   - tok2vec.go: each token becomes a vector of 96 numbers: rows of hashed tables
//     added up and mixed, then four layers that each look at the token and its two
//     neighbours. thinc.go reads the weights, matrix.go does the sums.
//   - tagger.go: a linear layer over the vectors gives the fine-grained tag.
//   - parser.go: a stack, a buffer, and a series of actions that draw the dependency
//     tree from left to right; sentences are its trees. transition.go scores actions.
//   - attributeruler.go: rules from tag, word and relation to coarse part of speech
//     and morphological features, with exceptions. Their patterns are spaCy's in
//     full: pattern.go and tokentests.go read them, matcher.go finds what they match.
//   - entityruler.go, spanruler.go: entities and groups of spans by such patterns and
//     by phrases (phrasematcher.go); ruler.go reads both.
//   - lemmatizer.go: base forms by rules on endings, an index and exceptions.
//   - ner.go: named entities by actions as in the parser, over a tok2vec of its own.
//   - nounchunks.go, json.go: noun phrases; spaCy's JSON form.
//
// language.go opens a pipeline (files.go, config.go; the encoding of its files is
// package [dossier/extract/spacy/msgpack]) and pipe.go runs it over texts. The
// results are in tokens.go: [Doc], [Token], [Span].
//
// # Same results everywhere
//
// Annotation depends on the text and the model alone: not on the machine, on other
// texts in the same call, or on calls before or beside it. Sums of float32 are
// taken in one fixed order without fused operations, so vectors and scores are the
// same bits on every processor. The order is that of spaCy's portable kernel; on
// processors where Python's spaCy uses another, its scores differ in the last
// digits, which hardly ever changes a label.
//
// Characters are classed by the Unicode version of the Go release (15.0 as of Go
// 1.26, as Python 3.12).
//
// # Rules
//
// Patterns test what spaCy's do, with its operators and quantifiers, and match the
// same tokens in the same order. Of two labels for the same tokens an entity ruler
// takes the one that spaCy takes (pyset.go). Some things are in spaCy's code rather
// than in a model: the flags of words are here too (lexflags.go), LIKE_NUM for
// English only; IS_STOP and custom attributes are refused. Refused is also what
// spaCy fails on when it meets a text, as a tag that no component sets, and an
// operator that it does not know and ignores.
//
// Quantifiers can match as many runs of tokens as there are pairs of tokens. A ruler
// follows 16,384 partial matches at a time, and gives up those that began first;
// entity and span rulers take a million matches in a document.
//
// # What is not supported
//
// Open refuses, by name, what it could not run as spaCy does: components other
// than tok2vec, tagger, parser, attribute_ruler, lemmatizer (mode "rule") and ner,
// unless disabled; other languages and tokenizer patterns; static word vectors (md
// and lg pipelines); transformers. spaCy's limit of a million characters does not
// apply.
package spacy
