package rule

import (
	"slices"
	"strings"
	"sync"

	"dossier/extract"
)

// A slot says where in a proposition a value stands: alternatives of which the
// first that yields a fitting argument counts.
type slot []route

// A route leads from the trigger to an argument, one role a step. Every step
// but the last enters the proposition that the argument carries or heads.
type route []string

// String returns the normal form: "p:on|content.recipient".
func (s slot) String() string {
	parts := make([]string, len(s))
	for i, p := range s {
		parts[i] = strings.Join(p, ".")
	}
	return strings.Join(parts, "|")
}

// MarshalText makes slots plain strings in canonical JSON.
func (s slot) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Steps that are no roles of a proposition.
const (
	titleStep  = "title"  // the words of the trigger itself
	thenStep   = "then"   // content of a content
	nounStep   = "noun"   // the event noun of the trigger: says that what follows hangs on it
	valueStep  = "value:" // an amount or date beside the trigger, by its type
	preposStep = "p:"

	inferredStep = "inferred" // whose title it is, by the rest of the document
	recentStep   = "recent"   // what was last spoken of, where the sentence leaves it out
	aboutStep    = "about"    // the organization that the document is about
	onlyStep     = "only"     // the one thing of the document that is as the rule asks of its object
)

var roleSteps = []string{
	extract.Agent, extract.Patient, extract.Recipient, extract.Result, extract.Content,
	extract.Of, extract.Holder, extract.Body, extract.Nation,
}

// valueSteps are the slots of values, by the entity type of the value.
var valueSteps = map[string]string{
	"percent": "Percent", "money": "Money", "date": "Date", "number": "Number",
	"quantity": "Quantity", extract.When: "Date",
}

// prepositions that may follow "p:". The list is closed because a misspelt one
// would silently never match.
var prepositions = append(strings.Fields(`aboard about above across after against along alongside amid
	among around as at before behind below beneath beside between beyond by concerning despite down
	during except following for from in including inside into like near of off on onto opposite out
	outside over past per regarding since than through throughout till to toward towards under
	underneath until unto up upon versus via with within without`), "out of")

// slotWords are all words that may be a step, sorted.
var slotWords = sync.OnceValue(func() []string {
	words := append([]string{titleStep, thenStep, nounStep, inferredStep, recentStep, aboutStep, onlyStep}, roleSteps...)
	for w := range valueSteps {
		words = append(words, w)
	}
	for _, p := range prepositions {
		words = append(words, preposStep+p)
	}
	slices.Sort(words)
	return slices.Clip(words)
})

// parseSlot reads "content.then.recipient|p:to" in the scalar n.
func (s *source) parseSlot(n *node) slot {
	text, ok := s.word(n, "a slot such as agent, patient or p:on")
	if !ok {
		return nil
	}
	return s.parseSlotIn(n, text, 0)
}

func (s *source) parseSlotIn(n *node, text string, at int) slot {
	var out slot
	good := true
	for _, alternative := range splitKeep(text, '|') {
		p := s.parseRoute(n, alternative.text, at+alternative.start)
		good = good && p != nil
		out = append(out, p)
	}
	if !good {
		return nil
	}
	return out
}

func (s *source) parseRoute(n *node, text string, at int) route {
	var p route
	steps := splitKeep(text, '.')
	for i, step := range steps {
		start, end := at+step.start, at+step.start+len(step.text)
		word := step.text
		last := i == len(steps)-1
		switch {
		case word == "":
			s.errorIn(n, start, end, "", "empty slot in %q", n.text)
			return nil
		case word == nounStep && i == 0 && !last:
			// "noun.in" and "in" of the same trigger are one: the normal form of
			// a proposition keeps them together.
		case word == thenStep:
			if i == 0 || steps[i-1].text != extract.Content && steps[i-1].text != thenStep {
				s.errorIn(n, start, end, "", "then must follow content")
				return nil
			}
			p = append(p, extract.Content)
		case (word == titleStep || word == inferredStep || word == recentStep || word == aboutStep || word == onlyStep) && len(steps) == 1:
			p = append(p, word)
		case slices.Contains(roleSteps, word):
			p = append(p, word)
		case valueSteps[word] != "" && last:
			p = append(p, valueStep+valueSteps[word])
		case slices.Contains(prepositions, strings.TrimPrefix(word, preposStep)) &&
			(strings.HasPrefix(word, preposStep) || i > 0):
			p = append(p, preposStep+strings.TrimPrefix(word, preposStep))
		case slices.Contains(prepositions, word):
			s.errorIn(n, start, end, "write p:"+word, "unknown slot %q", word)
			return nil
		default:
			s.errorIn(n, start, end, didYouMean(word, slotWords()), "unknown slot %q", word)
			return nil
		}
	}
	return p
}

type part struct {
	text  string
	start int
}

// splitKeep splits s at sep and tells where each part, trimmed, begins.
func splitKeep(s string, sep byte) []part {
	var out []part
	start := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && s[i] != sep {
			continue
		}
		t := strings.TrimLeft(s[start:i], " \t")
		out = append(out, part{strings.TrimSpace(t), i - len(t)})
		start = i + 1
	}
	return out
}

// defaultSlots are the slots of a rule that names none. A noun beside a verb
// is an event and takes the verb's; alone it is a tie.
func defaultSlots(kind extract.PropositionKind, besideVerb bool) (subject, object slot) {
	switch {
	case kind == extract.Verb, kind == extract.Noun && besideVerb:
		return slot{{extract.Agent}}, slot{{extract.Patient}}
	case kind == extract.Noun:
		return slot{{extract.Holder}}, slot{{extract.Of}}
	case kind == extract.Adjective:
		return slot{{extract.Holder}}, slot{{"p:with"}, {"p:to"}}
	}
	return slot{{extract.Holder}}, slot{{extract.Body}, {extract.Nation}}
}
