package lexicon

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// The lists that are read only when a document is: most runs of the program
// read none.
const (
	largePlaces = "assembled/places.txt"
	largeGiven  = "assembled/given.txt"
	largeNouns  = "assembled/nouns.txt"
)

var largeLists = []string{largePlaces, largeGiven, largeNouns}

// large is what the large lists hold beside the others, whose entries win.
type large struct {
	given  map[string]Gender
	nouns  map[string][]string // by noun its type
	places Places
}

// more returns the large lists. Those that are embedded are part of the program,
// and Read has told of any others that are broken.
func (l *Lexicon) more() *large {
	m, err := l.large()
	if err != nil {
		panic("lexicon: " + err.Error())
	}
	return m
}

// Places returns the cities and regions that are not among the entities.
func (l *Lexicon) Places() Places { return l.more().places }

func readLarge(fsys fs.FS) (*large, error) {
	m := &large{given: map[string]Gender{}, nouns: map[string][]string{}}
	data, _, err := entries(fsys, largePlaces)
	if err != nil {
		return nil, err
	}
	m.places.list = string(data)
	for file, add := range map[string]func(row) error{largeGiven: m.addGiven, largeNouns: m.addNouns} {
		rows, err := readRows(fsys, file, 2)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if err := add(r); err != nil {
				return nil, err
			}
		}
	}
	return m, nil
}

func (m *large) addGiven(r row) error {
	g, err := parseGender(r, r.fields[0])
	if err != nil {
		return err
	}
	for _, n := range split(r.fields[1], ";") {
		m.given[n] = g
	}
	return nil
}

func (m *large) addNouns(r row) error {
	types := []string{r.fields[0]}
	for _, n := range split(r.fields[1], ";") {
		m.nouns[n] = types
	}
	return nil
}

// entries returns the lines of an assembled list behind the comments that it
// begins with, and how many those are.
func entries(fsys fs.FS, file string) (data []byte, comments int, err error) {
	if data, err = fs.ReadFile(fsys, file); err != nil {
		return nil, 0, fmt.Errorf("reading word list: %w", err)
	}
	for len(data) > 0 && data[0] == '#' {
		_, data, _ = bytes.Cut(data, []byte("\n"))
		comments++
	}
	return data, comments, nil
}

// recordedSum returns the checksum of its entries that a list records in its
// first line, without reading on.
func recordedSum(fsys fs.FS, file string) (string, error) {
	f, err := fsys.Open(file)
	if err != nil {
		return "", fmt.Errorf("reading word list: %w", err)
	}
	defer f.Close()
	line, err := bufio.NewReaderSize(f, 128).ReadString('\n')
	sum, ok := strings.CutPrefix(line, "# Entries ")
	sum, _, found := strings.Cut(sum, ",")
	if err != nil || !ok || !found {
		return "", fmt.Errorf("%s:1: no checksum of its entries; run make knowledge", path.Base(file))
	}
	return sum, nil
}

// check reads the large lists to their end, which is more than a run needs.
func (m *large) check(fsys fs.FS, l *Lexicon) error {
	for _, file := range largeLists {
		recorded, err := recordedSum(fsys, file)
		if err != nil {
			return err
		}
		data, comments, err := entries(fsys, file)
		if err != nil {
			return err
		}
		h := sha256.Sum256(data)
		if sum := hex.EncodeToString(h[:16]); sum != recorded {
			return fmt.Errorf("%s:1: the checksum of its entries is %s; run make knowledge", path.Base(file), sum)
		}
		if file == largePlaces {
			if err := m.places.check(path.Base(file), comments, l); err != nil {
				return err
			}
		}
	}
	return nil
}
