package coref

import (
	"strings"

	"dossier/extract"
)

// readTitle marks the entities that the title of the document names: by a full
// name, else by the last word of one that no other has in full there.
func (c *resolution) readTitle() {
	words := map[string]bool{}
	for _, w := range strings.Fields(c.a.Document.Title) {
		words[bare(w)] = true
	}
	if len(words) == 0 {
		return
	}
	surnames := map[string]bool{} // of those named in full
	for i := range c.ms {
		if f := c.nameWords(i); len(f) > 1 && allIn(words, f) {
			c.headline(c.of[i])
			surnames[f[len(f)-1]] = true
		}
	}
	for i := range c.ms {
		if f := c.nameWords(i); len(f) > 0 && words[f[len(f)-1]] && !surnames[f[len(f)-1]] {
			c.headline(c.of[i])
		}
	}
}

// headline notes that the title names entity e.
func (c *resolution) headline(e int) {
	if !c.ents[e].titled {
		c.ents[e].titled = true
		c.titled = append(c.titled, e)
	}
}

// ofTitle returns the only named entity of the title that noun fits, -1 if there is
// none.
func (c *resolution) ofTitle(noun string) int {
	found := -1
	for _, e := range c.titled[:min(crowd, len(c.titled))] {
		if c.ents[e].named && c.fits(noun, e) {
			if found >= 0 {
				return -1
			}
			found = e
		}
	}
	return found
}

// nameWords returns the words of mention i if it is a name of an entity.
func (c *resolution) nameWords(i int) []string {
	if c.of[i] < 0 || c.ms[i].Form != extract.Name {
		return nil
	}
	return strings.Fields(c.text(i))
}

// bare returns word w of a title without a possessive and the punctuation around.
func bare(w string) string {
	w = strings.Trim(w, `.,:;!?"'“”‘’()`)
	return strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
}

func allIn(set map[string]bool, words []string) bool {
	for _, w := range words {
		if !set[w] {
			return false
		}
	}
	return true
}
