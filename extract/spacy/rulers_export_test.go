package spacy

// What tests of the rulers see of their inside.

// BeforeRuler annotates texts with the components before the first attribute
// ruler and returns what applies it to them, and how many tokens there are.
func (nlp *Language) BeforeRuler(texts []string) (apply func(), tokens int) {
	s := new(scratch)
	b := &s.batch
	for _, text := range texts {
		b.add(nlp.tokenizer, text)
	}
	b.link()
	for _, c := range nlp.components {
		if r, ok := c.(*attributeRuler); ok {
			return func() { r.annotate(b, s) }, len(b.words)
		}
		c.annotate(b, s)
	}
	return func() {}, 0
}
