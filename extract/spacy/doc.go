// Package spacy runs spaCy's pipelines: it opens one as published, or as somebody
// trained it, and annotates text as Python's spaCy 3.8 does, token for token.
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
//     tokens: exceptions ("don't", "U.K."), prefixes, suffixes, infixes and URLs.
//     Tokens and the blanks after them rebuild the text exactly. The rules are the
//     pipeline's regular expressions (patterns.go), which package
//     [dossier/extract/spacy/pyre] runs as Python does; those of English are also
//     there by hand, for speed (affixes.go, url.go).
//   - lexeme.go: what is known of a word without context: its norm, shape, first
//     and last letters. To the networks a string is a 64-bit hash (strings.go).
//   - tok2vec.go: each token becomes a vector of, say, 96 numbers: rows of hashed
//     tables added up and mixed, with the word's static vector if there are any
//     (vectors.go, floret.go), then layers that each look at the token and its neighbours.
//     thinc.go reads the weights, package [dossier/extract/spacy/kernel] does the sums.
//   - tagger.go: a linear layer over the vectors gives the fine-grained tag; so do
//     coarse part of speech and features (morphologizer.go), starts of sentences
//     (senter.go) and edits that make the base form (edittrees.go).
//   - parser.go: a stack, a buffer, and a series of actions that draw the dependency
//     tree from left to right; sentences are its trees. transition.go scores actions.
//   - attributeruler.go: rules from tag, word and relation to coarse part of speech
//     and morphological features, with exceptions. Their patterns are spaCy's in
//     full: pattern.go and tokentests.go read them, matcher.go finds what they match.
//   - entityruler.go, spanruler.go: entities and groups of spans by such patterns and
//     by phrases (phrasematcher.go); ruler.go reads both.
//   - lemmatizer.go: base forms by tables, as each language uses them (lemmarules.go).
//   - ner.go: named entities by actions as in the parser.
//   - nounchunks.go, json.go: noun phrases; spaCy's JSON form.
//
// language.go opens a pipeline (files.go, config.go; the encoding of its files is
// package [dossier/extract/spacy/msgpack]), spec.go and loader.go choose and make its
// components, in the order and under the names that its config gives them: several
// of one kind, with a tok2vec of their own or listening to one before them. pipe.go
// runs it over texts. A component may be switched on or off ([Options]). The
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
// # Speed
//
// With en_core_web_sm on one core of a Zen 4 processor at 3.65 GHz it annotates
// 46,000 words in a second, 7.8 times as many as Python's spaCy on the same core,
// and 1.9 times that on two cores (make bench-spacy). Of the time the
// matrices take 84 %. By part: ner 42 %, of which 36 are its tok2vec; the shared
// tok2vec 36 %; parser 15 %; tokenizer 1.7 %; attribute ruler 1.6 %; tagger 1.2 %;
// lemmatizer 0.8 %. What is the same for every token of a word is computed once for
// it: tokens of a chunk, lexemes, mixed embeddings, base forms. Memory is taken for
// the documents returned and for new words, nothing else.
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
// Open refuses, by name and before it reads anything large, what it could not run
// as spaCy does, unless it is disabled:
//
//   - components other than those listed in loader.go: textcat, spancat,
//     entity_linker and the like, those that merge or split tokens, and users' own;
//   - transformers and other networks than MultiHashEmbed, CharacterEmbed,
//     HashEmbedCNN, MaxoutWindowEncoder and MishWindowEncoder; embeddings of other
//     attributes than ORTH, NORM, LOWER, PREFIX, SUFFIX, SHAPE, SPACY and IS_SPACE;
//   - a second parser; parsers and entity recognisers with a beam wider than 1 or
//     learned tokens (label "subtok");
//   - tokenizers other than spacy.Tokenizer.v1, or with expressions that package pyre
//     refuses, and the languages hi, ht and ne, whose norms are formed by rules;
//   - lemmatizers that are programs: mode "rule" of Spanish, pos_lookup of Irish, and
//     those of Russian and Ukrainian.
//
// Noun chunks are known of some languages only ([Doc.NounChunks]). What MishWindowEncoder makes of a
// document is what spaCy makes of it alone: there, the neighbours in a batch get
// into each other's edges. spaCy's limit of a million characters does not apply.
package spacy
