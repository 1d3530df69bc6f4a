package lexicon

import "strings"

// A Gender is that of the person whom a word speaks of.
type Gender byte

// The genders.
const (
	Unknown   Gender = 0
	Masculine Gender = 'm'
	Feminine  Gender = 'f'
	Either    Gender = 'u' // a given name of both
)

func parseGender(r row, s string) (Gender, error) {
	switch s {
	case "":
		return Unknown, nil
	case "m", "f", "u":
		return Gender(s[0]), nil
	}
	return Unknown, r.errorf("%q is no gender, want m, f, u or nothing", s)
}

// A RankClass says what the holder of a title does in the body or place.
type RankClass string

// The classes of rank.
const (
	Head   RankClass = "head"   // leads it
	Deputy RankClass = "deputy" // is second or lower to its head
	Office RankClass = "office" // holds a post in it
	Other  RankClass = "other"  // says what someone does
)

// A Rank is the last word or words of a title: "minister", "vice president".
type Rank struct {
	Words  string // lower case, as found
	Class  RankClass
	Gender Gender
}

// Rank returns the rank written as words: lower case, single blanks.
func (l *Lexicon) Rank(words string) (Rank, bool) {
	r, ok := l.ranks[words]
	return r, ok
}

// LongestRank returns the number of words of the longest rank.
func (l *Lexicon) LongestRank() int { return l.longest }

// Modifier returns the class of a lower-case word before a rank: "former",
// "acting", "elect", "deputy", "alleged", "plain", or "" if it is none.
func (l *Lexicon) Modifier(word string) string { return l.modifiers[word] }

// Portfolio returns the field of a ministry in its form after "ministry of":
// "foreign" gives "foreign affairs". The argument is lower case.
func (l *Lexicon) Portfolio(words string) (string, bool) {
	p, ok := l.portfolios[words]
	return p, ok
}

// Honorific reports whether word, in its case, is a form of address, and the
// gender it shows.
func (l *Lexicon) Honorific(word string) (Gender, bool) {
	g, ok := l.honorifics[word]
	return g, ok
}

// GivenName reports whether word, in its case, is a given name, and whose.
func (l *Lexicon) GivenName(word string) (Gender, bool) {
	g, ok := l.given[word]
	if !ok {
		g, ok = l.more().given[word]
	}
	return g, ok
}

func (l *Lexicon) addRank(r row) error {
	rank := Rank{Class: RankClass(r.fields[1])}
	switch rank.Class {
	case Head, Deputy, Office, Other:
	default:
		return r.errorf("%q is no class of rank, want head, deputy, office or other", r.fields[1])
	}
	var err error
	if rank.Gender, err = parseGender(r, r.fields[2]); err != nil {
		return err
	}
	for _, w := range append([]string{r.fields[0]}, split(r.fields[3], ";")...) {
		if w != strings.ToLower(w) {
			return r.errorf("%q is not in lower case", w)
		}
		if _, ok := l.ranks[w]; ok {
			continue // an abbreviation of several ranks keeps the first
		}
		rank.Words = w
		l.ranks[w] = rank
		l.longest = max(l.longest, len(strings.Fields(w)))
	}
	return nil
}

func (l *Lexicon) addModifier(r row) error {
	switch r.fields[1] {
	case "former", "acting", "elect", "deputy", "alleged", "plain":
	default:
		return r.errorf("%q is no class of modifier", r.fields[1])
	}
	l.modifiers[r.fields[0]] = r.fields[1]
	return nil
}

func (l *Lexicon) addPortfolio(r row) error {
	if r.fields[1] == "" {
		return r.errorf("%s has no field", r.fields[0])
	}
	l.portfolios[r.fields[0]] = r.fields[1]
	return nil
}

func (l *Lexicon) addHonorific(r row) error {
	g, err := parseGender(r, r.fields[1])
	if err != nil {
		return err
	}
	l.honorifics[r.fields[0]] = g
	return nil
}

func (l *Lexicon) addGiven(r row) error {
	g, err := parseGender(r, r.fields[0])
	if err != nil {
		return err
	}
	for _, n := range split(r.fields[1], ";") {
		if _, ok := l.given[n]; ok {
			return r.errorf("%s occurs twice", n)
		}
		l.given[n] = g
	}
	return nil
}

// RankEnds returns the last words of all ranks, singular and plural, each as a
// tokenizer leaves it: the part after the last blank or hyphen.
func (l *Lexicon) RankEnds() map[string]bool {
	ends := map[string]bool{}
	for w := range l.ranks {
		w = w[strings.LastIndexAny(w, " -")+1:]
		ends[w], ends[w+"s"] = true, true
	}
	return ends
}
