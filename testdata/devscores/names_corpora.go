package main

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dossier/extract"
)

// A nameCorpus says how to read the names of a corpus. A class is what the
// corpus tells apart; to it map the corpus's labels, the model's and Dossier's
// types. What maps to no class is no answer, right or wrong.
type nameCorpus struct {
	file    string
	gold    map[string]string // label, or type, to class; missing: left out
	model   map[string]string // the model's label to class
	types   map[string]string // type to class; a type that is missing has that of its parent
	demonym string            // class of "Chinese"
	roles   bool              // calls a country an organisation where it acts
}

// nameCorpora in the order of the output.
func nameCorpora() []nameCorpus {
	model := map[string]string{"PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Place"}
	types := map[string]string{"Person": "Person", "Organization": "Organization", "Place": "Place"}
	with := func(m map[string]string, pairs ...string) map[string]string {
		out := map[string]string{}
		for k, v := range m {
			out[k] = v
		}
		for i := 0; i < len(pairs); i += 2 {
			out[pairs[i]] = pairs[i+1]
		}
		return out
	}
	return []nameCorpus{{
		// MISC is every other name, adjectives of countries among them.
		file:  "wikigold-names",
		gold:  map[string]string{"PER": "Person", "ORG": "Organization", "LOC": "Place", "MISC": "Other"},
		model: with(model, "NORP", "Other", "EVENT", "Other", "WORK_OF_ART", "Other", "PRODUCT", "Other", "LAW", "Other", "LANGUAGE", "Other"),
		types: with(types, "Group", "Other", "Event", "Other", "Work", "Other", "Product", "Other", "Law", "Other", "Vessel", "Other"),

		demonym: "Other",
	}, {
		// Its misc holds peoples, laws, ideas and offices alike: left out.
		file: "crossner-politics-names",
		gold: map[string]string{"politician": "Person", "person": "Person", "organisation": "Organization", "politicalparty": "Organization",
			"election": "Event", "event": "Event", "country": "Place", "location": "Place"},
		model: with(model, "EVENT", "Event"),
		types: with(types, "Event", "Event"),
	}, {
		// Weapons are mostly kinds of weapon, vehicles mostly faults: left out,
		// as are times and amounts, which are no names.
		file:  "re3d-public-domain",
		gold:  map[string]string{"Person": "Person", "Organisation": "Organization", "Location": "Place", "Nationality": "Nationality", "MilitaryPlatform": "Platform"},
		model: with(model, "NORP", "Nationality", "PRODUCT", "Platform"),
		types: with(types, "Vessel", "Platform", "Product", "Platform"),

		demonym: "Nationality",
		roles:   true,
	}, {
		// Objects, animals and abstract things of all kinds: left out, as are
		// adjectives of countries, which GUM does not mark.
		file:  "gum",
		gold:  map[string]string{"Person": "Person", "Organization": "Organization", "Place": "Place", "Event": "Event"},
		model: with(model, "EVENT", "Event"),
		types: with(types, "Event", "Event"),
	}}
}

// class returns the class of a mention by name.
func (c *nameCorpus) class(types *extract.Types, m extract.Mention) string {
	if m.Rule == "demonym" && m.Type != "Group" {
		return c.demonym
	}
	for _, t := range slices.Backward(types.Path(m.Type)) {
		if class := c.types[t]; class != "" {
			return class
		}
	}
	return ""
}

// A goldName is a name as a corpus marks it; several classes if its readers
// differ.
type goldName struct {
	extract.Span
	classes []string
}

// goldNames returns the marked names of t that are names by their shape, the
// outermostNames of those that overlap, and the stretches of what is left out:
// nominals ("U.S. service members"), doubtful marks and classes that are not
// scored.
func (c *nameCorpus) goldNames(t *Text) (names []goldName, out []extract.Span) {
	for _, r := range t.Records {
		if r.Kind != "mention" || r.Form != "" && r.Form != "name" {
			continue
		}
		label := r.Label
		if label == "" {
			label = r.Type
		}
		s := bare(t.Record.Text, t.Span(r.Start, r.End))
		switch {
		case r.Confidence != nil && *r.Confidence == 0, c.gold[label] == "", !nameShaped(s.In(t.Record.Text)):
			if r.Head != nil {
				s = t.Span(r.Head.Start, r.Head.End)
			}
			out = append(out, s)
		default:
			i := slices.IndexFunc(names, func(g goldName) bool { return g.Span == s })
			if i < 0 {
				names = append(names, goldName{Span: s})
				i = len(names) - 1
			}
			names[i].classes = append(names[i].classes, c.gold[label])
		}
	}
	slices.SortStableFunc(names, func(a, b goldName) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	return outermostNames(t.Record.Text, names), out
}

// outermostNames drops the names within others, but those of a coordination ("Tiffany
// and Bosco") and of a phrase ("Mecca's Grand Mosque", "Vvedenskoye Cemetery in
// Moscow") are kept in its place.
func outermostNames(text string, names []goldName) []goldName {
	var out []goldName
	end := 0
	for i, g := range names {
		if g.Start < end {
			continue
		}
		inner := i+1 < len(names) && names[i+1].Start < g.End
		if s := g.In(text); inner && (strings.Contains(s, " and ") || strings.Contains(s, " & ") || strings.Contains(s, "'s ") ||
			strings.Contains(s, "’s ") || strings.Contains(s, " in ") || strings.Contains(s, " at ")) {
			continue
		}
		out, end = append(out, g), g.End
	}
	return out
}

// bothRoles gives each name that the corpus marks as a place somewhere and as an
// organisation elsewhere both classes: "the United States signed", "in the United
// States". Dossier says that it is a country.
func bothRoles(texts []*Text, gold [][]goldName) {
	place := map[string]bool{}
	each := func(visit func(text string, g *goldName)) {
		for i, t := range texts {
			for k := range gold[i] {
				visit(gold[i][k].In(t.Record.Text), &gold[i][k])
			}
		}
	}
	each(func(text string, g *goldName) { place[text] = place[text] || slices.Contains(g.classes, "Place") })
	each(func(text string, g *goldName) {
		if place[text] && slices.Contains(g.classes, "Organization") {
			g.classes = append(g.classes, "Place")
		}
	})
}

// before are words that some corpora count to a name and others do not. They
// are taken from all names alike, so that no convention costs a point.
var before = strings.Fields(`the a an mr mrs ms dr sir lord lady dame judge justice president vice prime minister
	senator sen representative rep governor gov general gen colonel col lt maj major captain capt sergeant sgt
	lieutenant admiral ambassador secretary professor prof king queen prince princess pope deputy foreign`)

// bare cuts articles, forms of address and titles before a name and the
// possessive ending behind it.
func bare(text string, s extract.Span) extract.Span {
	for _, ending := range []string{"'s", "’s", "'", "’", ","} {
		if rest, ok := strings.CutSuffix(s.In(text), ending); ok && rest != "" {
			s.End = s.Start + len(rest)
			break
		}
	}
	for {
		word, rest, ok := strings.Cut(s.In(text), " ")
		if !ok || rest == "" || !slices.Contains(before, strings.ToLower(strings.TrimSuffix(word, "."))) {
			return s
		}
		s.Start = s.End - len(rest)
	}
}

// small are words in lower case inside names.
var small = []string{"of", "the", "for", "in", "on", "and", "to", "at", "de", "del", "la", "van", "von", "der", "bin", "al", "da", "di", "du", "des", "et", "y", "e", "&", "-", "–"}

// pronouns at the start of a sentence look like names.
var pronouns = []string{"He", "She", "It", "They", "We", "I", "You", "His", "Her", "Their", "Our"}

// nameShaped reports whether all words of s but small ones are capitalised or
// numbers, the last among them, and no comma or bracket stands between.
func nameShaped(s string) bool {
	words := strings.Fields(s)
	if len(words) > 0 && (slices.Contains(small, words[0]) || slices.Contains(pronouns, s)) {
		return false
	}
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case strings.ContainsAny(w, ",()[]"):
			return false
		case unicode.IsUpper(r) || unicode.IsDigit(r) || strings.HasPrefix(w, "al-") || strings.ContainsAny(w[1:], "ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
		case i+1 < len(words) && slices.Contains(small, w):
		default:
			return false
		}
	}
	return strings.ContainsFunc(s, unicode.IsUpper)
}
