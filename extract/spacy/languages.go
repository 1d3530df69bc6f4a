package spacy

import (
	"cmp"
	"fmt"
)

// What differs between languages and is not in a pipeline's files. spaCy's code has,
// by language, the class of the tokenizer and the norms of words without an entry
// in the model's tables. All languages share the rest of what the networks see of a
// word: prefix, suffix, shape and lower case.

// checkLanguage refuses pipelines of languages whose words spaCy treats by code of
// their own.
func checkLanguage(c *pipelineConfig) error {
	switch c.lang {
	case "hi", "ht", "ne":
		return fmt.Errorf("language %q is not supported: spaCy forms the norms of its words by rules of their own", c.lang)
	}
	const supported = "spacy.Tokenizer.v1"
	var tokenizer struct {
		Name string `json:"@tokenizers"`
	}
	tokenizer.Name = supported
	switch c.lang { // if the configuration does not say
	case "ja", "ko", "th", "vi", "zh":
		tokenizer.Name = "of the language"
	}
	// It says so in a section or in a value of one.
	err := cmp.Or(c.value("nlp", "tokenizer", &tokenizer), c.value("nlp.tokenizer", "@tokenizers", &tokenizer.Name))
	if err != nil {
		return err
	}
	if tokenizer.Name != supported {
		return fmt.Errorf("language %q: tokenizer %q is not supported, only %q", c.lang, tokenizer.Name, supported)
	}
	return nil
}
