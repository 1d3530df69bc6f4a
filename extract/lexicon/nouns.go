package lexicon

import (
	"maps"
	"slices"
	"strings"

	"dossier/extract"
)

// Ways in which a collective stands for its country.
const (
	Officials = "officials" // "Chinese officials": in sanctions, diplomacy, statements
	Forces    = "forces"    // "Chinese troops": in war
	Justice   = "justice"   // "Chinese prosecutors": towards offenders
)

// NounTypes returns the types of thing that a common noun heads a phrase for,
// in the order of the list; lemma is lower case and singular, and may have
// several words. Empty for a noun that is not listed.
func (l *Lexicon) NounTypes(lemma string) []string {
	if t, ok := l.nouns[lemma]; ok {
		return t
	}
	return l.more().nouns[lemma]
}

// NounGender returns the gender that a noun or rank for a person shows.
func (l *Lexicon) NounGender(lemma string) Gender {
	if g := l.gender[lemma]; g != Unknown {
		return g
	}
	return l.ranks[lemma].Gender
}

// Represents returns Officials, Forces or Justice if the noun after a demonym
// stands for the country, else "". Some do so in the plural only.
func (l *Lexicon) Represents(lemma string, plural bool) string {
	r := l.represents[lemma]
	if r.plural && !plural {
		return ""
	}
	return r.via
}

// A representation says what a collective noun does for its country.
type representation struct {
	via    string
	plural bool // in the plural only
}

// Bystander reports whether the noun after a demonym never stands for the
// country: "Chinese companies".
func (l *Lexicon) Bystander(lemma string) bool { return l.bystander[lemma] }

// WithNouns returns a lexicon in which these nouns, by lemma, name things of these
// types and no others.
func (l *Lexicon) WithNouns(types map[string][]string) *Lexicon {
	if len(types) == 0 {
		return l
	}
	more := *l
	more.nouns = maps.Clone(l.nouns)
	parts := []string{l.checksum}
	for _, noun := range slices.Sorted(maps.Keys(types)) {
		more.nouns[noun] = slices.Sorted(slices.Values(types[noun]))
		parts = append(parts, noun, strings.Join(more.nouns[noun], " "))
	}
	more.checksum = extract.Hash(parts...)
	return &more
}

func (l *Lexicon) addNouns(r row) error {
	typ := r.fields[0]
	for _, n := range split(r.fields[1], ";") {
		g := Unknown
		if word, mark, ok := strings.Cut(n, " ("); ok {
			var err error
			if g, err = parseGender(r, strings.TrimSuffix(mark, ")")); err != nil {
				return err
			}
			n = word
		}
		if n != strings.ToLower(n) {
			return r.errorf("%q is not in lower case", n)
		}
		switch typ {
		case "official", "officials":
			l.represents[n] = representation{Officials, typ == "officials"}
		case "force", "forces":
			l.represents[n] = representation{Forces, typ == "forces"}
		case "justice":
			l.represents[n] = representation{via: Justice}
		case "-":
			l.bystander[n] = true
		default:
			if slices.Contains(l.nouns[n], typ) {
				return r.errorf("%s occurs twice under %s", n, typ)
			}
			l.nouns[n] = append(l.nouns[n], typ)
			if g != Unknown {
				l.gender[n] = g
			}
		}
	}
	return nil
}

// A cue is a sequence of words inside a name that says what it names.
type cue struct {
	words []string
	typ   string
	last  bool // at the end of the name, else at its start
}

// CueType returns the type that the words of a name show, "Inc." at its end or
// "Ministry" at its start; the longest cue decides, and one at the end before
// one at the start. It is "" if none shows. A name must have more words than
// its cue.
func (l *Lexicon) CueType(name []string) string {
	if len(name) < 2 {
		return ""
	}
	best, typ := 0, ""
	for _, c := range l.cues[name[len(name)-1]] {
		if n := len(c.words); c.last && n > best && n < len(name) && slices.Equal(name[len(name)-n:], c.words) {
			best, typ = n, c.typ
		}
	}
	for _, c := range l.cues[name[0]] {
		if n := len(c.words); !c.last && n > best && n < len(name) && slices.Equal(name[:n], c.words) {
			best, typ = n, c.typ
		}
	}
	return typ
}

func (l *Lexicon) addCues(r row) error {
	typ, pos := r.fields[0], r.fields[1]
	if pos != "first" && pos != "last" {
		return r.errorf("%q is no position, want first or last", pos)
	}
	for _, w := range split(r.fields[2], ";") {
		c := cue{strings.Fields(w), typ, pos == "last"}
		key := c.words[0]
		if c.last {
			key = c.words[len(c.words)-1]
		}
		l.cues[key] = append(l.cues[key], c)
	}
	return nil
}

// addLegal adds legal forms at the end of the names of companies.
func (l *Lexicon) addLegal(r row) error {
	if l.words["legal"] == nil {
		return r.errorf("no list legal in words.txt")
	}
	for _, w := range split(r.fields[0], ";") {
		if !strings.Contains(w, " ") {
			l.words["legal"][w] = true
		}
		if err := l.addCues(row{r.file, r.line, []string{"Company", "last", w}}); err != nil {
			return err
		}
	}
	return nil
}

// A Currency is one kind of money.
type Currency struct {
	Code  string   // ISO 4217
	Signs []string // before the amount: "$", "US$"
	Nouns []string // after it, lower case, singular
}

// Currencies returns all currencies; where two share a noun, the first is
// meant. The caller must not change them.
func (l *Lexicon) Currencies() []Currency { return l.currencies }

func (l *Lexicon) addCurrency(r row) error {
	l.currencies = append(l.currencies, Currency{r.fields[0], split(r.fields[1], ";"), split(r.fields[2], ";")})
	return nil
}

// Ordinary reports whether a lower-case word is a general word that names of
// bodies begin with, such as national or first, so that it stands for none of
// them alone.
func (l *Lexicon) Ordinary(word string) bool { return l.words["ordinary"][word] }

// Core returns the words of an organization's name without the legal form at
// its end: "ZTE" for "ZTE Corp.". At least one word stays.
func (l *Lexicon) Core(words []string) []string {
	for len(words) > 1 && (l.words["legal"][words[len(words)-1]] || words[len(words)-1] == ",") {
		words = words[:len(words)-1]
	}
	return words
}
