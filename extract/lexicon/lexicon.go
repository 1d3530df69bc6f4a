package lexicon

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"dossier/extract"
)

//go:embed data/*.txt data/assembled/*.txt
var embedded embed.FS

// A Lexicon is immutable and may be shared.
type Lexicon struct {
	checksum string

	entities []Entity
	names    []Name
	byID     map[string]int
	byISO    map[string]int
	demonyms map[string]bool

	ranks      map[string]Rank
	longest    int // words of the longest rank
	modifiers  map[string]string
	portfolios map[string]string
	honorifics map[string]Gender

	nouns      map[string][]string
	gender     map[string]Gender
	represents map[string]representation
	bystander  map[string]bool
	cues       map[string][]cue
	given      map[string]Gender
	words      map[string]map[string]bool
	currencies []Currency

	large func() (*large, error) // the large lists, read once
}

// Default reads the embedded lists, the large ones among them when they are
// first asked for.
func Default() (*Lexicon, error) {
	sub, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, fmt.Errorf("opening the embedded word lists: %w", err)
	}
	return read(sub)
}

// Read reads the lists from the top folder of fsys and its folder assembled,
// which must hold all of them. Errors name file and line.
func Read(fsys fs.FS) (*Lexicon, error) {
	l, err := read(fsys)
	if err != nil {
		return nil, err
	}
	m, err := l.large()
	if err != nil {
		return nil, err
	}
	if err := m.check(fsys, l); err != nil {
		return nil, err
	}
	return l, nil
}

func read(fsys fs.FS) (*Lexicon, error) {
	l := &Lexicon{ // of about the size that the embedded lists need
		entities: make([]Entity, 0, 2048), names: make([]Name, 0, 4096),
		byID: make(map[string]int, 2048), byISO: make(map[string]int, 256), demonyms: make(map[string]bool, 1024),
		ranks: make(map[string]Rank, 1024), modifiers: map[string]string{}, portfolios: make(map[string]string, 256),
		honorifics: map[string]Gender{}, nouns: make(map[string][]string, 2048), gender: map[string]Gender{},
		represents: map[string]representation{}, bystander: map[string]bool{},
		cues: make(map[string][]cue, 512), given: make(map[string]Gender, 2048), words: map[string]map[string]bool{},
	}
	var parts []string
	for _, f := range []struct {
		name   string
		fields int
		add    func(row) error
	}{
		// Countries first: the others name them.
		{"countries.txt", 6, l.addCountry},
		{"cities.txt", 2, l.addCities},
		{"assembled/countries.txt", 3, l.addTerritory},
		{"regions.txt", 4, l.addPlain},
		{"organizations.txt", 4, l.addPlain},
		{"metonyms.txt", 4, l.addMetonym},
		{"titles.txt", 4, l.addRank},
		{"modifiers.txt", 2, l.addModifier},
		{"portfolios.txt", 2, l.addPortfolio},
		{"honorifics.txt", 2, l.addHonorific},
		{"nouns.txt", 2, l.addNouns},
		{"cues.txt", 3, l.addCues},
		{"given.txt", 2, l.addGiven},
		{"words.txt", 2, l.addWords},
		{"assembled/legal.txt", 1, l.addLegal},
		{"currencies.txt", 3, l.addCurrency},
	} {
		rows, err := readRows(fsys, f.name, f.fields)
		if err != nil {
			return nil, err
		}
		parts = append(parts, f.name)
		for _, r := range rows {
			if err := f.add(r); err != nil {
				return nil, err
			}
			parts = append(parts, strings.Join(r.fields, "|"))
		}
	}
	for _, f := range largeLists {
		sum, err := recordedSum(fsys, f)
		if err != nil {
			return nil, err
		}
		parts = append(parts, f, sum)
	}
	l.checksum = extract.Hash(parts...)
	l.large = sync.OnceValues(func() (*large, error) { return readLarge(fsys) })
	return l, nil
}

// Checksum returns a hash of all entries; comments do not count. Of the large
// lists it holds the checksums that they record of themselves.
func (l *Lexicon) Checksum() string { return l.checksum }

// Is reports whether word, in its case, is in the small closed list of that name, one
// of data/words.txt.
func (l *Lexicon) Is(list, word string) bool { return l.words[list][word] }

func (l *Lexicon) addWords(r row) error {
	if l.words[r.fields[0]] != nil {
		return r.errorf("list %s occurs twice", r.fields[0])
	}
	set := map[string]bool{}
	for _, w := range split(r.fields[1], ";") {
		set[w] = true
	}
	l.words[r.fields[0]] = set
	return nil
}

// Slug returns s in lower case, without marks on letters, with a hyphen for
// each run of anything but letters and digits: the readable part of an id.
func Slug(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	if strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
		s = norm.NFD.String(s)
	}
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		default:
			gap = true
		}
	}
	return b.String()
}
