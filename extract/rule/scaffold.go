package rule

import (
	"fmt"
	"slices"
	"strings"

	"dossier/extract"
)

// A Draft is a relation that is to be written: what a name alone tells of it.
type Draft struct {
	Name string // BLURBED, MENTOR_OF, SIGNED_WITH, BANNED_BY
	Is   string // "Person -> Work"
	// Lemma returns the dictionary form of a word, by how it is used in a
	// sentence: of "blurbed" in "Ann Orr blurbed Dry Season."
	Lemma func(sentence, word string) (string, error)
}

// Scaffold returns a rule file for d with tests that say what comes for free. A
// name that ends in _OF makes a tie ("S, a mentor of O"), one in _BY a measure
// ("S was banned by O"), one in another preposition takes the object from there.
func Scaffold(types *extract.Types, d Draft) ([]byte, error) {
	if !isRelationName(d.Name) {
		return nil, fmt.Errorf("%q is no relation name; use capitals, digits and _: %s", d.Name, relationName(d.Name))
	}
	subject, object, err := sampleEnds(types, d.Is)
	if err != nil {
		return nil, err
	}
	words := strings.Split(strings.ToLower(d.Name), "_")
	words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
	last := words[len(words)-1]
	switch s := strings.Join(words, " "); {
	case last == extract.Of && len(words) > 1:
		return scaffoldTie(d, strings.TrimSuffix(s, " of"), subject, object), nil
	case slices.Contains(prepositions, last) && !slices.Contains(particles, last) && len(words) > 1:
		return scaffoldVerb(d, strings.Join(words[:len(words)-1], " "), last, subject, object)
	default:
		return scaffoldVerb(d, s, "", subject, object)
	}
}

// particles are the prepositions that are more often a part of the verb: "shut
// down O".
var particles = []string{"down", "off", "out", "over", "up"}

// sampleNames are invented names by type.
var sampleNames = []struct{ typ, first, second string }{
	{"Person", "Ann Orr", "Bo Lind"}, {"Country", "Canada", "Mali"}, {"Company", "Orix Marine", "Belaro"},
	{"Organization", "Orix Marine", "Belaro"}, {"City", "Accra", "Lima"}, {"Work", "Dry Season", "Wet Season"}, {"Law", "Fair Tides Act", "Harbour Act"},
	{"Vessel", "MV Adria", "MV Borea"}, {"Event", "Doha Summit", "Lima Summit"}, {"Facility", "Kastrup Dock", "Belport Dock"},
	{"Product", "Nordvik", "Sudvik"}, {"Group", "Tuareg", "Fulani"}, {"Region", "Ontario", "Bavaria"},
}

// sampleEnds returns a name for each end.
func sampleEnds(types *extract.Types, is string) (subject, object string, err error) {
	left, right, ok := strings.Cut(is, "->")
	if !ok {
		return "", "", fmt.Errorf("%q does not say what the relation is between; write Person -> Organization", is)
	}
	names := [2]string{}
	for k, side := range []string{left, right} {
		for t := range strings.SplitSeq(side, "|") {
			t = strings.TrimSpace(t)
			if !types.Known(t) || extract.IsValue(t) {
				return "", "", fmt.Errorf("%q is no entity type; %s", t, didYouMean(t, types.Names()))
			}
			for _, s := range sampleNames {
				if names[k] != "" || !types.Is(s.typ, t) && !types.Is(t, s.typ) {
					continue
				}
				names[k] = s.first
				if names[k] == names[0] && k == 1 {
					names[k] = s.second
				}
			}
		}
	}
	if names[0] == "" || names[1] == "" {
		return "", "", fmt.Errorf("no sample name for %q", is)
	}
	return names[0], names[1], nil
}

func scaffoldTie(d Draft, noun, s, o string) []byte {
	return file(d, []string{
		"noun: " + noun + " # also O's " + noun + ", S and S is the " + noun + " of O",
	}, []string{
		fmt.Sprintf("[%s], a %s of [%s], left on Monday. => %s, %s", s, noun, o, s, o),
		fmt.Sprintf("[%s]'s %s, [%s], left on Monday. => %s, %s", o, noun, s, s, o),
	}, []string{
		fmt.Sprintf("[%s] is no %s of [%s]. => %s, %s denied", s, noun, o, s, o),
		fmt.Sprintf("[%s], a former %s of [%s], left on Monday. => %s, %s past", s, noun, o, s, o),
	})
}

func scaffoldVerb(d Draft, past, preposition, s, o string) ([]byte, error) {
	verb, _, _ := strings.Cut(past, " ")
	link := " "
	if preposition != "" && preposition != "by" {
		link = " " + preposition + " "
	}
	says := fmt.Sprintf("%s %s%s%s last week.", s, past, link, o)
	lemma, err := d.Lemma(says, verb)
	if err != nil {
		return nil, err
	}
	if other := otherLemma(lemma, verb); other != "" {
		lemma = other
	}
	infinitive := lemma + strings.TrimPrefix(past, verb)
	keys := []string{"verb: " + infinitive}
	agent, patient := s, o
	var examples []string
	switch preposition {
	case "by": // S is the target
		keys = append(keys, "subject: patient", "object: agent")
		agent, patient = o, s
		examples = append(examples, fmt.Sprintf("[%s] %s [%s] last week. => %s, %s", o, past, s, s, o))
	case "":
		examples = append(examples, fmt.Sprintf("[%s] %s [%s] last week. => %s, %s", s, past, o, s, o))
	default:
		keys = append(keys, `object: "p:`+preposition+`"`)
		examples = append(examples, fmt.Sprintf("[%s] %s%s[%s] last week. => %s, %s", s, past, link, o, s, o),
			fmt.Sprintf("The minister said [%s] %s%s[%s] last week. => %s, %s", s, past, link, o, s, o))
	}
	present := verb == lemma || strings.HasPrefix(verb, lemma) && strings.HasSuffix(verb, "s") // has no passive to show
	if !present && (preposition == "by" || preposition == "") {
		examples = append(examples, fmt.Sprintf("[%s] was %s by [%s] last week. => %s, %s", patient, past, agent, s, o))
	}
	return file(d, keys, examples, []string{
		fmt.Sprintf("[%s] refused to %s%s[%s]. => %s, %s denied", agent, infinitive, link, patient, s, o),
		fmt.Sprintf("[%s] may %s%s[%s] next year. => %s, %s alleged", agent, infinitive, link, patient, s, o),
	}), nil
}

// file lays the parts out.
func file(d Draft, keys, examples, counters []string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `# Passives, relative clauses, negation, threats, quotes and the like need no rule.
# More words: %s: [one, another]. More forms: turn the keys into a list under
# rules, each with an id. What may stand where: go doc dossier/extract/rule.
# Why a sentence gives what it gives: dossier rules explain "..."
%s:
  doc: S %s O.
  is: %s
`, strings.SplitN(keys[0], ":", 2)[0], d.Name, strings.ReplaceAll(strings.ToLower(d.Name), "_", " "), d.Is)
	for _, k := range keys {
		fmt.Fprintf(&b, "  %s\n", k)
	}
	for _, group := range []struct {
		key   string
		tests []string
	}{{"example", examples}, {"counter", counters}} {
		fmt.Fprintf(&b, "  %s:\n", group.key)
		for _, t := range group.tests {
			fmt.Fprintf(&b, "  - %q\n", t)
		}
	}
	return []byte(b.String())
}
