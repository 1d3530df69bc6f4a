package rule

import (
	"slices"
	"strings"
	"unicode"

	"dossier/extract"
)

// A condition is what where or not asks of one proposition. Its zero value
// asks nothing.
type condition struct {
	Verb      []string        `json:"verb,omitempty"` // the proposition is of this kind and one of these words
	Noun      []string        `json:"noun,omitempty"`
	Adjective []string        `json:"adjective,omitempty"`
	Title     []string        `json:"title,omitempty"`
	Modifier  *matcher        `json:"modifier,omitempty"`
	Support   *matcher        `json:"support,omitempty"`
	Form      []string        `json:"form,omitempty"`    // of the clause that the proposition heads
	Slots     []slotCondition `json:"slots,omitempty"`   // by slot
	Subject   *matcher        `json:"subject,omitempty"` // of the ends that the rule has found
	Object    *matcher        `json:"object,omitempty"`
}

// A slotCondition holds if an argument of Slot matches.
type slotCondition struct {
	Slot  slot       `json:"slot"`
	Match *matcher   `json:"match,omitempty"`
	Then  *condition `json:"then,omitempty"` // on the proposition that the argument carries or heads
}

// A matcher holds of a word or an argument if any of its parts does.
type matcher struct {
	Any     bool     `json:"any,omitempty"`     // there is one
	Unnamed bool     `json:"unnamed,omitempty"` // there is one that speaks of nothing known
	Types   []string `json:"types,omitempty"`   // its chain is of this type
	Words   []string `json:"words,omitempty"`   // it ends in these words
}

// Values that ask only that something is there.
const (
	anyWord     = "any"
	unnamedWord = "unnamed"
)

// Forms of a clause: "to sell", "selling", "that it sold".
const (
	infinitiveForm = "infinitive"
	gerundForm     = "gerund"
	finiteForm     = "finite"
)

var forms = []string{finiteForm, gerundForm, infinitiveForm}

// size counts what c asks: the more, the more specific the rule.
func (c *condition) size() int {
	if c == nil {
		return 0
	}
	n := 0
	for _, words := range [][]string{c.Verb, c.Noun, c.Adjective, c.Title, c.Form} {
		if len(words) > 0 {
			n++
		}
	}
	for _, m := range []*matcher{c.Modifier, c.Support, c.Subject, c.Object} {
		if m != nil {
			n++
		}
	}
	for _, s := range c.Slots {
		if s.Match != nil {
			n++
		}
		n += s.Then.size()
	}
	return n
}

var conditionKeys = []string{"verb", "noun", "adjective", "title", "modifier", "support", "form", "subject", "object", thenStep}

// parseCondition reads the mapping under where or not. inContent tells whether
// then may stand in it.
func (r *reader) parseCondition(n *node, inContent bool) *condition {
	if n.kind != mapNode {
		r.errorf(n, `write a mapping, such as {recipient: Company}`, "conditions must be a mapping")
		return nil
	}
	c := &condition{}
	for _, e := range n.entries {
		switch key := e.key.text; key {
		case "verb":
			c.Verb = r.words(e.value)
		case "noun":
			c.Noun = r.words(e.value)
		case "adjective":
			c.Adjective = r.words(e.value)
		case "title":
			c.Title = r.words(e.value)
		case "modifier":
			c.Modifier = r.parseMatcher(e.value, false)
		case "support":
			c.Support = r.parseMatcher(e.value, false)
		case "form":
			c.Form = r.choices(e.value, forms)
		case "subject", "object":
			if inContent {
				r.errorf(e.key, "name the slot, such as agent", "%s must stand at the top of where or not", key)
				continue
			}
			if key == "subject" {
				c.Subject = r.parseMatcher(e.value, true)
			} else {
				c.Object = r.parseMatcher(e.value, true)
			}
		case thenStep:
			if !inContent {
				r.errorf(e.key, "", "then must stand within content")
				continue
			}
			c.Slots = append(c.Slots, slotCondition{Slot: slot{{extract.Content}}, Then: r.parseSub(e.value)})
		default:
			sc := slotCondition{Slot: r.conditionSlot(e.key)}
			if e.value.kind == mapNode {
				sc.Then = r.parseSub(e.value)
			} else {
				sc.Match = r.parseMatcher(e.value, true)
			}
			c.Slots = append(c.Slots, sc)
		}
	}
	slices.SortFunc(c.Slots, func(a, b slotCondition) int { return strings.Compare(a.Slot.String(), b.Slot.String()) })
	return c
}

func (r *reader) parseSub(n *node) *condition { return r.parseCondition(n, true) }

// onlyEnds reports whether c asks about the ends alone, as a pattern may.
func (c *condition) onlyEnds() bool {
	ends := condition{Subject: c.Subject, Object: c.Object}
	return c.size() == ends.size()
}

// conditionSlot reads a key of a condition as a slot; a key that is none gets
// a hint from keys and slots together.
func (r *reader) conditionSlot(key *node) slot {
	words := slotWords()
	if first, _, _ := strings.Cut(key.text, "."); !slices.Contains(words, first) && !strings.Contains(first, "|") {
		hint := didYouMean(key.text, append(words, conditionKeys...))
		if key.text == "p" {
			hint = `quote a preposition before a colon: "p:on": any`
		}
		r.errorf(key, hint, "unknown condition %q", key.text)
		return nil
	}
	return r.parseSlotIn(key, key.text, 0)
}

// parseMatcher reads words, lists and, where types is set, entity types.
func (r *reader) parseMatcher(n *node, types bool) *matcher {
	m := &matcher{}
	for _, item := range r.scalars(n) {
		text, ok := r.word(item, "a word, a list or an entity type")
		if !ok {
			continue
		}
		first := []rune(text)[0]
		switch {
		case text == anyWord:
			m.Any = true
		case types && text == unnamedWord:
			m.Unnamed = true
		case types && unicode.IsUpper(first):
			m.Types = append(m.Types, r.parseTypes(item, text, 0)...)
		default:
			m.Words = append(m.Words, r.entry(item, text)...)
		}
	}
	m.Types, m.Words = sortedSet(m.Types), sortedSet(m.Words)
	return m
}

func sortedSet(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}
